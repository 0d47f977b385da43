"""The archive of one day: posts by rank and by time, search, counts; all as of a number of revealed posts."""

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import starmap
from pathlib import Path
from typing import NamedTuple, Self

from feeds.archive import connections, meta, stored
from feeds.archive.faults import Damaged, telling_damage
from feeds.archive.hits import Hits
from feeds.archive.index import Found, Index
from feeds.archive.instants import moment_of
from feeds.archive.job import FIGURES
from feeds.archive.places import Places, Texts, is_places
from feeds.archive.posts import KeyPost, Posts
from feeds.archive.query import Bound, Query, QueryError, parse
from feeds.archive.searching import Searcher, instant_of
from feeds.archive.sightings import Sightings
from feeds.archive.times import Times
from feeds.archive.windows import Windows
from feeds.figures import Sighting
from feeds.model import Day, Post
from feeds.wording import title


class Scored(NamedTuple):
    """A hit: the post's rank, and how well it fits; more is better, and only hits of one search compare."""

    rank: int
    score: float


class Archive(Times):
    """A day's posts in chronological order; a post's rank is its place in it, from 0.

    `until` is always a number of revealed posts, as in Times. It may be used from any thread, by one at a time.
    """

    def __init__(self, source: sqlite3.Connection | Places) -> None:
        """Over a complete database that `feeds.archive.schema` made, or the places in files. The archive closes it."""
        super().__init__()
        self._read(source, None)

    def _read(self, source: sqlite3.Connection | Places, path: Path | None) -> None:
        """Take up a database, or places. Raises Damaged."""
        self._path = path
        self._grows = False
        self._additions = 0
        self.about: dict[str, str] = {}
        self._connection: sqlite3.Connection | None = None
        self._index: Index | None = None
        self._texts: Texts | None = None
        self._words: Path | None = None
        self._searchable = 0
        self._settled = False
        self._source = source
        if isinstance(source, Places):
            self._texts = Texts(source)
            self.header = source.header
            self._know(source, self.header.zone)
        else:
            self._take(source)
        self._windows = Windows(self._table, self._texts, self.time_of)
        self._keys: tuple[int, ...] = ()
        self._keys_end = 0  # the rank before which they are known
        self._sightings = Sightings(self._read_sightings, self._lock)

    def _take(self, connection: sqlite3.Connection, found: Found | None = None) -> None:
        """Take up a database. Raises Damaged."""
        self.about = meta.read(connection)
        if self.about.get("version") != json.dumps(meta.VERSION) or "complete" not in self.about:
            raise Damaged("the archive is of another version, or not complete")
        self._connection = connection
        self.header = stored.read_header(self.about["header"])
        self._additions = meta.additions(self.about)
        self._know(Posts(connection), self.header.zone)
        self._searchable = len(self)
        self._index = Index(connection, self._gathered, found)

    @property
    def _gathered(self) -> int:
        """Below which rank the bitmaps of common words are right."""
        return int(self.about.get(meta.GATHERED, self._searchable))

    @classmethod
    def from_day(cls, day: Day) -> Self:
        """A day in memory. Posts are put in order of time, those of one time as the day has them.

        Raises ValueError if a post has no `when`.
        """
        from feeds.archive import schema  # what makes an archive; most are only opened

        connection = connections.in_memory()
        day = day.oldest_first()
        connection.execute("BEGIN")
        schema.create(connection, day.header)
        posts = sorted(day.posts, key=moment_of)
        schema.insert(connection, posts)
        schema.finish(connection)
        schema.complete(connection, {})
        connection.execute("COMMIT")
        archive = cls(connection)
        archive._windows.keep(enumerate(posts))
        return archive

    @classmethod
    def open(cls, path: Path, *, grows: bool = False) -> Self:
        """The archive in the file at `path`, which nobody may change from now on; any number of programs may open it.

        One that `grows` is a working copy, which somebody adds to: see `refresh`. Raises Damaged if it is no whole
        archive of this version.
        """
        source: sqlite3.Connection | Places
        opened = Places if is_places(path) else connections.working_copy if grows else connections.published
        source = opened(path)
        try:
            with telling_damage():
                archive = cls(source)
        except (Damaged, ValueError, KeyError) as error:
            source.close()
            raise Damaged(f"the archive {path} cannot be read ({error})") from error
        archive._path, archive._grows = path, grows
        return archive

    @property
    def path(self) -> Path | None:
        """The file it is; None for a day in memory."""
        return self._path

    @property
    def preliminary(self) -> bool:
        """Whether it knows the posts' places and times only: no tweets in posts, no ids, and words that come later."""
        return self._texts is not None

    @property
    def unfinished(self) -> bool:
        """Whether figures and citations have still to be looked for in it."""
        return FIGURES in self.about

    @property
    def searchable(self) -> int:
        """Before which rank a search finds all there is: as many as there are posts, unless it is preliminary."""
        return self._searchable

    def search_in(self, words: Path, until: int) -> None:
        """Of a preliminary archive: search the posts before the rank `until` in what is being built at `words`."""
        with self._lock, suppress(Damaged):
            if self._texts is None or until <= self._searchable:
                return
            if self._words != words:
                connection = connections.being_built(words, patient=False)
                self._let_go_of_words()
            else:
                assert self._index is not None  # noqa: S101 - the words come from somewhere
                connection = self._index.connection
            found = None if self._index is None else self._index.found
            self._index, self._words, self._searchable = Index(connection, until, found), words, until

    def settle(self) -> None:
        """No more words will come, nor anything else: who searches then is not told to wait."""
        self._settled = True

    def become(self, path: Path, *, grows: bool = False) -> int:
        """Be the archive in the file at `path` from now on: the whole one in place of the preliminary one.

        Ranks may stand for other posts afterwards, where lines of the file proved to be none: the lowest such rank is
        given back. See `open` for what `grows`. Raises Damaged, and stays what it was.
        """
        whole = type(self).open(path, grows=grows)
        with self._lock:
            self.close()
            self._read(whole._source, path)
            self._grows = grows
        return 0

    def refresh(self) -> int | None:
        """Take in what has been added to a working copy; until then nothing changes.

        The lowest rank that may stand for another post than before, or for none before; None if nothing was added.
        """
        with self._lock, telling_damage():
            if self._connection is None:
                return None
            first = connections.renewed(self._connection, self._additions)
            if first is None:
                return None
            found = None if self._index is None else self._index.found.before(first)
            self._take(self._connection, found)
            self._windows.renew(self._table, first)
            self._keys = self._keys[: bisect_left(self._keys, first)]
            self._keys_end = min(self._keys_end, first)
            self._sightings.forget(first)
            return first

    def read_ahead(self, cancelled: Callable[[], bool]) -> None:
        """Have the system read all of the file, which searches go all over, until `cancelled` says that it need not.

        Then no key waits for the disk. May be called while others ask. What is in memory already is not read again.
        """
        if self._path is not None:
            connections.read_ahead(self._path, cancelled)

    def close(self) -> None:
        """Let go of the database; nothing can be asked afterwards."""
        with self._lock:
            self._let_go_of_words()
            self._source.close()
            if self._texts is not None:
                self._texts.close()

    def _let_go_of_words(self) -> None:
        if self._words is not None and self._index is not None:
            self._index.close()

    # -- posts -------------------------------------------------------------------------------------------------------

    def post(self, rank: int) -> Post:
        """The post at `rank`. Raises IndexError outside the day."""
        self._check(rank)
        return self.window(rank, 1)[0]

    def window(self, first: int, count: int) -> list[Post]:
        """The posts of the ranks from `first` on, `count` of them or as many as the day has there."""
        with self._lock:
            return self._windows.posts(range(max(first, 0), min(first + count, self._count)))

    def rank_of(self, post_id: str) -> int | None:
        """The rank of the post with that id (the first, if a source used it twice)."""
        with self._lock, telling_damage():
            return self._table.with_id(post_id)

    def fingerprint(self) -> str:
        """What tells this day from others: 16 hexadecimal digits made of the ids and the times of its posts.

        A preliminary archive does not know it: "".
        """
        if self._connection is None:
            return ""
        with self._lock, telling_damage():
            if meta.FINGERPRINT not in self.about:
                self.about[meta.FINGERPRINT] = meta.fingerprint(self._connection)
            return self.about[meta.FINGERPRINT]

    def children(self, rank: int) -> tuple[int, ...]:
        """The ranks of the tweets embedded in the post at `rank`."""
        self._check(rank)
        with self._lock, telling_damage():
            return tuple(self._table.parts(rank))

    def cites(self, rank: int) -> tuple[int, ...]:
        """The ranks of the posts that the post at `rank` cites, in order of time; less those that the day has not."""
        self._check(rank)
        found = () if self.preliminary else (self.rank_of(cited) for cited in self.post(rank).cites)
        return tuple(sorted({cited for cited in found if cited is not None and cited != rank}))

    def cited_by(self, rank: int, until: int | None = None) -> tuple[int, ...]:
        """The ranks of the revealed posts that cite the post at `rank`, in order of time."""
        self._check(rank)
        with self._lock, telling_damage():
            return tuple(self._table.citing(rank, self._limit(until)))

    def keys(self, until: int | None = None) -> tuple[int, ...]:
        """The ranks of the key posts; later ones are not even looked for."""
        limit = self._limit(until)
        with self._lock, telling_damage():
            if self._keys_end < limit:
                self._keys += tuple(self._table.keys(self._keys_end, limit))
                self._keys_end = limit
            return self._keys[: bisect_left(self._keys, limit)]

    def key_posts(self, first: int, last: int) -> list[KeyPost]:
        """What there is to list of the key posts from the rank `first` to `last`, which need not be read for it."""
        with self._lock, telling_damage():
            rows = self._table.key_posts(first, last)
            if rows is not None:
                return [KeyPost(rank, self._instant(at), bool(exact), title) for rank, at, exact, title in rows]
        keys = self.keys()
        ranks = keys[bisect_left(keys, first) : bisect_right(keys, last)]
        posts = map(self.post, ranks)
        return [
            KeyPost(rank, self.time_of(rank), post.when is not None and post.when.exact, title(post))
            for rank, post in zip(ranks, posts, strict=True)
        ]

    def sightings(self, until: int | None = None) -> Sequence[Sighting]:
        """All readings of the revealed posts, in order. Posts that nobody asked about are not read."""
        return self._sightings.known[: self.sighted(until)]

    def sighting(self, number: int) -> Sighting:
        """The reading of that number in the day's order; `sighted` says how many there are."""
        return self._sightings.known[number]

    def sighted(self, until: int | None = None) -> int:
        """How many readings the revealed posts have."""
        return self._sightings.before(self._limit(until))

    def _read_sightings(self, first: int, end: int) -> Iterator[Sighting]:
        with telling_damage():
            rows = self._table.readings(first, end)
        for rank, post in self._windows.decoded(rows):
            if post.when is not None:
                at = self.time_of(rank)
                for reading in post.readings:
                    yield Sighting(rank, post.id, at, post.when.exact, reading)

    # -- search ------------------------------------------------------------------------------------------------------

    def search(self, query: str | Query, *, until: int | None = None, typing: bool = False) -> tuple[int, ...]:
        """The ranks of the posts that match, in time order; see `feeds.archive.query` for the language.

        `typing`: the reader may not have finished. Raises QueryError with one clear sentence.
        """
        return tuple(self.hits(query, until=until, typing=typing))

    def hits(self, query: str | Query, *, until: int | None = None, typing: bool = False) -> Hits:
        """Like `search`, but a sequence that costs no more for a million hits than for ten."""
        query = parse(query, typing) if isinstance(query, str) else query
        with self._lock, self._words_at_hand() as index:
            first, end = self.span(query, until)
            return Hits(index.bits(query.terms, end) >> first << first if first < end else 0)

    def quick(self, query: Query, until: int | None = None) -> bool:
        """Whether `hits` answers before anybody notices; else a `searcher` may look for them first, in a thread."""
        with self._lock, self._words_at_hand() as index:
            return index.quick(query.terms, self.span(query, until)[1])

    def searcher(self) -> "Searcher | None":
        """What looks for posts over a connection of its own, for another thread; None where there can be no other."""
        with self._lock:
            path = self._words or self._path
            if path is None or self._index is None:
                return None
            connection = self._opened_again(path)
            if self._grows and meta.additions(meta.read(connection)) != self._additions:
                connection.close()  # it would see posts that are not taken in yet
                return None
            return Searcher(self.span, Index(connection, self._gathered, self._index.found))

    def search_scored(
        self, query: str | Query, *, until: int | None = None, typing: bool = False
    ) -> tuple[Scored, ...]:
        """Like `search`, each hit with its score."""
        query = parse(query, typing) if isinstance(query, str) else query
        with self._lock, self._words_at_hand() as index:
            first, end = self.span(query, until)
            return tuple(starmap(Scored, index.scored(query.expression, first, end))) if first < end else ()

    @contextmanager
    def _words_at_hand(self) -> Iterator[Index]:
        """The index to search in. Raises QueryError while nothing can be searched."""
        try:
            if self._index is None:
                raise self._nothing_to_search()
            with telling_damage():
                yield self._index
        except Damaged:
            if self._texts is None:
                raise
            raise self._nothing_to_search() from None

    def _nothing_to_search(self) -> QueryError:
        if self._settled:
            return QueryError("There is nothing to search in: no words have been read.")
        return QueryError("Search has to wait: the words are still being read.")

    def span(self, query: Query, until: int | None) -> tuple[int, int]:
        """The ranks, from and to before, between the query's bounds; none for a query that asks nothing."""
        end = min(self._limit(until), self._searchable)
        if query.empty or not end:
            return 0, 0
        first = 0 if query.after is None else self._first_at(query.after, end)
        return first, end if query.before is None else min(end, self._first_at(query.before, end))

    def _first_at(self, bound: Bound, limit: int) -> int:
        """How many posts are earlier than a query's bound, in a day of which `limit` posts are revealed."""
        return self._before(instant_of(bound, self.header, self.time_of(0), self.time_of(limit - 1)))

    def _opened_again(self, path: Path) -> sqlite3.Connection:
        """Another connection to the database that is searched, which is at `path`. Raises Damaged."""
        if self._grows:
            return connections.working_copy(path)
        return connections.published(path) if self._words is None else connections.being_built(path, patient=True)
