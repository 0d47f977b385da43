"""A day that is still going on: new posts get their rank in an archive that somebody is looking at.

What grows is a working copy, which belongs to one program that writes and one that reads (see `Archive.refresh`): each
addition is one transaction, and whoever reads keeps what was there until it asks for more.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from heapq import merge
from pathlib import Path

from feeds.archive import belonging, meta, schema, stored
from feeds.archive.document import document
from feeds.archive.instants import moment_of
from feeds.model import Post
from feeds.wording import title

MOST_MOVED = 20_000
"""A late post that would move up more posts than this is not worth it: the day is better read anew."""

# Little is added at a time here, and it is searched at once: unlike in an import, FTS5 is to tidy up as it goes along.
# But not all at once, which takes half a minute where many parts of a large index have been left: see `tidy`.
_WORDS_SETTINGS = (("hashsize", 1_000_000), ("automerge", 4), ("crisismerge", 400))
_TIDY = "INSERT INTO words (words, rank) VALUES ('merge', 100)"  # pages
_NOTHING_TO_TIDY = 2  # changes: FTS5 counts some for nothing at all

_GROWN = "CREATE TABLE grown (addition INTEGER PRIMARY KEY, first INTEGER NOT NULL)  -- the lowest rank that changed"
_LAST_BY = "SELECT rank FROM posts WHERE at <= ? ORDER BY at DESC, rank DESC LIMIT 1"
_CITE = "INSERT INTO citations VALUES (?, ?)"
_RANK = "SELECT rank FROM posts WHERE id = ?"


class TooLate(Exception):  # noqa: N818 -- asks for another way
    """A post belongs so far back in the day that it would be too much to move up what comes after it."""


class Growing:
    """The working copy at `path`, for the one program that adds to it."""

    def __init__(self, path: Path) -> None:
        """Take over an archive that nobody has open. Raises sqlite3.Error."""
        from feeds.archive.ongoing import Ongoing  # those who only read import this module as well

        self.path = path
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._additions = 0
        self._fresh: set[str] = set()
        try:
            for pragma in ("journal_mode = WAL", "synchronous = OFF"):
                self._connection.execute(f"PRAGMA {pragma}")
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute(_GROWN)
            self._gathered = self._count()
            self._connection.executemany("INSERT INTO words (words, rank) VALUES (?, ?)", _WORDS_SETTINGS)
            self._note(meta.GATHERED, self._gathered)
            self._ongoing = Ongoing(self._connection)
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.close()
            raise

    def has(self, post_id: str) -> bool:
        """Whether a post has that id."""
        return self._connection.execute("SELECT 1 FROM posts WHERE id = ?", (post_id,)).fetchone() is not None

    def add(self, posts: Sequence[Post]) -> None:
        """Put in `posts`, in the order of their source: each comes after all that are of its time already.

        What they say of figures and citations is found, see Ongoing. All or none of them. Raises TooLate, ValueError
        for a post without `when`, and sqlite3.Error.
        """
        new = sorted(((moment_of(post), post) for post in posts), key=lambda pair: pair[0])
        if not new:
            return
        last = self._connection.execute(_LAST_BY, new[0][:1]).fetchone()
        first = 0 if last is None else last[0] + 1
        if self._count() - first > MOST_MOVED:
            raise TooLate
        with self._addition() as changed:
            changed.append(first)
            changed.append(self._ongoing.announce(posts))
            came = self._put(first, new)
            changed.append(belonging.mend(self._connection, posts))
            changed.append(self._ongoing.find(came))
            meta.forget(self._connection, meta.FINGERPRINT)
            if first < self._gathered:
                self._gathered = first
                self._note(meta.GATHERED, first)
        self._fresh.update(post.id for post in posts)

    def begin_search(self) -> None:
        """Somebody begins to look through all that there is now, for `learn`."""
        self._fresh.clear()

    def learn(self, found: Path) -> bool:
        """Put in what was `found` since `begin_search`, and look into what has come meanwhile; whether that says more.

        All or nothing. Raises sqlite3.Error.
        """
        with self._addition() as changed:
            changed.append(self._ongoing.learn(found, self._fresh))
            ranks = (self._connection.execute(_RANK, (post_id,)).fetchone()[0] for post_id in self._fresh)
            changed.append(self._ongoing.find(sorted(ranks)))
        return any(each is not None for each in changed)

    @contextmanager
    def _addition(self) -> Iterator[list[int | None]]:
        """One addition, for which the ranks that change are to be listed; there is none where none do."""
        changed: list[int | None] = []
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield changed
            first = min((each for each in changed if each is not None), default=None)
            if first is not None:
                self._additions += 1
                self._connection.execute("INSERT INTO grown VALUES (?, ?)", (self._additions, first))
                self._note(meta.ADDITIONS, self._additions)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # where the disk is full SQLite has gone back already
                self._connection.execute("ROLLBACK")
            raise

    def tidy(self) -> bool:
        """Put together a little of what lies in many parts in the index of words; whether there may be more of it."""
        before = self._connection.total_changes
        self._connection.execute(_TIDY)
        return self._connection.total_changes - before >= _NOTHING_TO_TIDY

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()

    def _put(self, first: int, new: Iterable[tuple[int, Post]]) -> list[int]:
        """Rank `new` and the posts from rank `first` on anew; of one time the old ones come first.

        The ranks of `new` are given back.
        """
        run = self._connection.execute
        rows = run("SELECT rank, at, json FROM posts WHERE rank >= ? ORDER BY rank", (first,))
        old = [(at, rank, stored.read(native)) for rank, at, native in rows]
        cited = run("SELECT rank, cited FROM citations WHERE rank >= ?", (first,)).fetchall() if old else []
        run("DELETE FROM citations WHERE rank >= ?", (first,))
        places, came = dict[int, int](), list[int]()
        merged = merge(old, ((at, None, post) for at, post in new), key=lambda each: each[0])
        ranked = [(rank, at, before, post, document(post)) for rank, (at, before, post) in enumerate(merged, first)]
        for rank, at, before, post, _ in reversed(ranked):  # from the end, where there is room
            if before is None:
                run(schema.INSERT_POST, (rank, at, post.id, post.part_of, len(post.readings), stored.written(post)))
                if post.key:
                    exact = post.when is not None and post.when.exact
                    run(schema.INSERT_KEY_POST, (rank, at, exact, title(post)))
                came.append(rank)
                self._connection.executemany(_CITE, [(each, rank) for each in post.cites])
            else:
                run("UPDATE posts SET rank = ? WHERE rank = ?", (rank, before))
                run("UPDATE key_posts SET rank = ? WHERE rank = ?", (rank, before))
                places[before] = rank
        # The index of words wants them in their order: to go back by one makes another part of it.
        gone = [(before, words) for _, _, before, _, words in ranked if before is not None]
        self._connection.executemany("INSERT INTO words (words, rowid, folded) VALUES ('delete', ?, ?)", gone)
        come = [(rank, words) for rank, _, _, _, words in ranked]
        self._connection.executemany("INSERT INTO words (rowid, folded) VALUES (?, ?)", come)
        self._connection.executemany(_CITE, [(each, places[rank]) for rank, each in cited])
        return sorted(came)

    def _count(self) -> int:
        last = self._connection.execute("SELECT max(rank) FROM posts").fetchone()[0]
        return 0 if last is None else last + 1

    def _note(self, name: str, value: int) -> None:
        meta.note(self._connection, name, str(value))
