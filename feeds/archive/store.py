"""The archive of one day: posts by rank and by time, search, counts; all as of a number of revealed posts."""

import datetime as dt
import json
import sqlite3
import threading
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from itertools import pairwise, starmap
from pathlib import Path
from typing import Any, NamedTuple, Self

from feeds.archive import growing, schema, stored
from feeds.archive.faults import Damaged, telling_damage
from feeds.archive.hits import Hits
from feeds.archive.index import Found, Index
from feeds.archive.instants import EPOCH, micros, moment_of
from feeds.archive.job import FIGURES
from feeds.archive.places import Places, Texts, is_places
from feeds.archive.posts import Posts, Table
from feeds.archive.query import Bound, Query, QueryError, parse
from feeds.figures import Sighting
from feeds.model import Day, Post

_KEPT_POSTS = 1_024
_SIGHTED_AT_ONCE = 50_000
_PATIENCE = 1.0  # seconds that we wait for the builder to write
_ANY_THREAD: dict[str, Any] = {"check_same_thread": False, "isolation_level": None}


class Scored(NamedTuple):
    """A hit: the post's rank, and how well it fits; more is better, and only hits of one search compare."""

    rank: int
    score: float


class Searcher:
    """Looks for posts of an archive in another thread; what it finds, `Archive.hits` then has at hand.

    It ends with the archive that it was made for: after `become` another one is needed.
    """

    def __init__(self, archive: "Archive", index: Index) -> None:
        self._archive, self._index = archive, index

    def look(self, query: Query, until: int | None, near: int) -> Iterator[Hits]:
        """Find the hits from rank `near` outwards: after each step those that are known, at last all."""
        first, end = self._archive.span(query, until)
        with telling_damage():
            for bits in self._index.look(query.terms, end, near):
                yield Hits(bits >> first << first if first < end else 0)

    def close(self) -> None:
        """Let go of the connection."""
        self._index.close()


class Archive:
    """A day's posts in chronological order; a post's rank is its place in it, from 0.

    `until` is always a number of revealed posts, so ranks 0 to until-1 count; None means all. Instants that come out
    are in the day's own zone. It may be used from any thread, by one at a time.
    """

    def __init__(self, source: sqlite3.Connection | Places) -> None:
        """Over a complete database that `feeds.archive.schema` made, or the places in a file. The archive closes it."""
        self._lock = threading.RLock()
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
        self._source = source
        self._table: Table
        if isinstance(source, Places):
            self._table, self._texts = source, Texts(source.file)
            self.header = source.header
        else:
            self._take(source)
        self._count = len(self._table)
        self._zone = self.header.zone
        self._edges = lru_cache(maxsize=32)(self._places)  # panes ask for the same bins at every step
        self._posts: OrderedDict[int, Post] = OrderedDict()
        self._keys: tuple[int, ...] | None = None
        self._sightings: list[Sighting] = []
        self._sighted: list[int] = []
        self._sighted_to = 0

    def _take(self, connection: sqlite3.Connection, found: Found | None = None) -> None:
        """Take up a database. Raises Damaged."""
        self.about = schema.meta(connection)
        if self.about.get("version") != json.dumps(schema.VERSION) or "complete" not in self.about:
            raise Damaged("the archive is of another version, or not complete")
        self._connection = connection
        self.header = stored.read_header(self.about["header"])
        self._additions = growing.additions(self.about)
        self._table = Posts(connection)
        self._searchable = len(self._table)
        self._index = Index(connection, self._gathered, found)

    @classmethod
    def from_day(cls, day: Day) -> Self:
        """A day in memory. Posts are put in order of time, those of one time as the day has them.

        Raises ValueError if a post has no `when`.
        """
        connection = sqlite3.connect(":memory:", **_ANY_THREAD)
        day = day.oldest_first()
        connection.execute("BEGIN")
        schema.create(connection, day.header)
        posts = sorted(day.posts, key=moment_of)
        schema.insert(connection, posts)
        schema.finish(connection)
        schema.complete(connection, {})
        connection.execute("COMMIT")
        archive = cls(connection)
        archive._posts.update(enumerate(posts[:_KEPT_POSTS]))
        return archive

    @classmethod
    def open(cls, path: Path, *, grows: bool = False) -> Self:
        """The archive in the file at `path`, which nobody may change from now on; any number of programs may open it.

        One that `grows` is a working copy, which somebody adds to: see `refresh`. Raises Damaged if it is no whole
        archive of this version.
        """
        source: sqlite3.Connection | Places
        source = Places(path) if is_places(path) else growing.connected(path) if grows else _connected(path)
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
                connection = _connected(words, growing=True)
                self._let_go_of_words()
            else:
                assert self._index is not None  # noqa: S101 - the words come from somewhere
                connection = self._index.connection
            found = None if self._index is None else self._index.found
            self._index, self._words, self._searchable = Index(connection, until, found), words, until

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
            first = growing.renewed(self._connection, self._additions)
            if first is None:
                return None
            found = None if self._index is None else self._index.found.before(first)
            self._take(self._connection, found)
            self._count = len(self._table)
            self._edges.cache_clear()
            self._posts = OrderedDict((rank, post) for rank, post in self._posts.items() if rank < first)
            self._keys = None
            sighted = bisect_left(self._sighted, first)
            del self._sightings[sighted:], self._sighted[sighted:]
            self._sighted_to = min(self._sighted_to, first)
            return first

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

    def __len__(self) -> int:
        return self._count

    def post(self, rank: int) -> Post:
        """The post at `rank`. Raises IndexError outside the day."""
        self._check(rank)
        return self.window(rank, 1)[0]

    def window(self, first: int, count: int) -> list[Post]:
        """The posts of the ranks from `first` on, `count` of them or as many as the day has there."""
        wanted = range(max(first, 0), min(first + count, self._count))
        with self._lock:
            missing = [rank for rank in wanted if rank not in self._posts]
            fetched: dict[int, Post] = {}
            if missing:
                with telling_damage():
                    rows = self._table.natives(missing[0], missing[-1])
                fetched = {rank: self._decoded(rank, native) for rank, native in rows if rank not in self._posts}
                if not fetched.keys() >= set(missing):
                    raise Damaged("the archive cannot be read any more (posts are missing)")
            posts = [fetched[rank] if rank in fetched else self._posts[rank] for rank in wanted]
            for rank, post in zip(wanted, posts, strict=True):
                self._posts[rank] = post
                self._posts.move_to_end(rank)
            while len(self._posts) > _KEPT_POSTS:
                self._posts.popitem(last=False)
            return posts

    def rank_of(self, post_id: str) -> int | None:
        """The rank of the post with that id (the first, if a source used it twice)."""
        return self._one("SELECT min(rank) FROM posts WHERE id = ?", (post_id,))

    def fingerprint(self) -> str:
        """What tells this day from others: 16 hexadecimal digits made of the ids and the times of its posts.

        A preliminary archive does not know it: "".
        """
        if self._connection is None:
            return ""
        with self._lock, telling_damage():
            if schema.FINGERPRINT not in self.about:
                self.about[schema.FINGERPRINT] = schema.fingerprint(self._connection)
            return self.about[schema.FINGERPRINT]

    def children(self, rank: int) -> tuple[int, ...]:
        """The ranks of the tweets embedded in the post at `rank`."""
        self._check(rank)
        rows = self._all(
            "SELECT rank FROM posts WHERE part_of = (SELECT id FROM posts WHERE rank = ?1) AND rank <> ?1"
            " ORDER BY rank",
            (rank,),
        )
        return tuple(row[0] for row in rows)

    def cites(self, rank: int) -> tuple[int, ...]:
        """The ranks of the posts that the post at `rank` cites, in order of time; less those that the day has not."""
        self._check(rank)
        found = () if self.preliminary else (self.rank_of(cited) for cited in self.post(rank).cites)
        return tuple(sorted({cited for cited in found if cited is not None and cited != rank}))

    def cited_by(self, rank: int, until: int | None = None) -> tuple[int, ...]:
        """The ranks of the revealed posts that cite the post at `rank`, in order of time."""
        self._check(rank)
        rows = self._all(
            "SELECT DISTINCT rank FROM citations WHERE cited = (SELECT id FROM posts WHERE rank = ?1)"
            " AND rank <> ?1 AND rank < ?2 ORDER BY rank",
            (rank, self._limit(until)),
        )
        return tuple(row[0] for row in rows)

    def keys(self, until: int | None = None) -> tuple[int, ...]:
        """The ranks of the key posts."""
        with self._lock:
            if self._keys is None:
                with telling_damage():
                    self._keys = tuple(self._table.keys())
            return self._keys[: bisect_left(self._keys, self._limit(until))]

    def sightings(self, until: int | None = None) -> Sequence[Sighting]:
        """All readings of the revealed posts, in order. Posts that nobody asked about are not read."""
        return self._sightings[: self.sighted(until)]

    def sighting(self, number: int) -> Sighting:
        """The reading of that number in the day's order; `sighted` says how many there are."""
        return self._sightings[number]

    def sighted(self, until: int | None = None) -> int:
        """How many readings the revealed posts have."""
        limit = self._limit(until)
        while self._sighted_to < limit:
            with self._lock:  # not for all of them at once: the screen may be waiting
                self._sight(min(self._sighted_to + _SIGHTED_AT_ONCE, limit))
        return bisect_left(self._sighted, limit)

    def _sight(self, end: int) -> None:
        """Read the readings of the posts before rank `end` that are not known yet."""
        with telling_damage():
            rows = self._table.readings(self._sighted_to, end)
        for sighting in self._sightings_of(rows):
            self._sightings.append(sighting)
            self._sighted.append(sighting.rank)
        self._sighted_to = max(self._sighted_to, end)

    # -- times -------------------------------------------------------------------------------------------------------

    @property
    def first_time(self) -> datetime | None:
        """The first post's time; None for an empty day."""
        return self._time_at(0)

    @property
    def last_time(self) -> datetime | None:
        """The last post's time; None for an empty day."""
        return self._time_at(self._count - 1)

    def time_of(self, rank: int) -> datetime:
        """The time of the post at `rank`. Raises IndexError outside the day."""
        self._check(rank)
        with self._lock, telling_damage():
            return self._instant(self._table.at(rank))

    def revealed(self, at: datetime) -> int:
        """How many posts have appeared by `at`."""
        return self._before(micros(at) + 1)

    def next_time(self, after: datetime) -> datetime | None:
        """The first time of a post later than `after`."""
        return self._time_at(self._before(micros(after) + 1))

    def times_after(self, after: datetime, most: int) -> list[datetime]:
        """The first times of posts later than `after`, ascending, each once, `most` of them or all; as many, in UTC."""
        with self._lock, telling_damage():
            return [EPOCH + timedelta(microseconds=at) for at in self._table.following(micros(after), most)]

    def previous_time(self, before: datetime) -> datetime | None:
        """The last time of a post earlier than `before`."""
        return self._time_at(self._before(micros(before)) - 1)

    def histogram(
        self,
        start: datetime,
        end: datetime,
        bins: int,
        *,
        until: int | None = None,
        ranks: Sequence[int] | None = None,
    ) -> list[int]:
        """How many revealed posts lie in each of `bins` equal spans from `start` to `end`; `end` is in the last span.

        With `ranks`, in ascending order, only these posts count. Raises ValueError for less than one bin, or an end
        before the start.
        """
        limit = self._limit(until)
        places = [min(place, limit) for place in self._edges(micros(start), micros(end), bins)]
        if ranks is not None:
            below = ranks.before if isinstance(ranks, Hits) else partial(bisect_left, ranks)
            places = [below(place) for place in places]
        return [upper - lower for lower, upper in pairwise(places)]

    def _places(self, first: int, last: int, bins: int) -> tuple[int, ...]:
        """How many posts are earlier than each bin, and at last how many than the end of the last one."""
        if bins < 1 or last < first:
            raise ValueError("a histogram needs at least one bin and must not end before it starts")
        edges = (first + (last - first) * each // bins for each in range(bins))
        with self._lock:
            return tuple(self._before(at) for at in (*edges, last + 1))

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
            connection = growing.connected(path) if self._grows else _connected(path, growing=self._words is not None)
            if self._grows and growing.additions(schema.meta(connection)) != self._additions:
                connection.close()  # it would see posts that are not taken in yet
                return None
            return Searcher(self, Index(connection, self._gathered, self._index.found))

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
                raise _WAIT
            with telling_damage():
                yield self._index
        except Damaged:
            if self._texts is None:
                raise
            raise _WAIT from None

    def span(self, query: Query, until: int | None) -> tuple[int, int]:
        """The ranks, from and to before, between the query's bounds; none for a query that asks nothing."""
        end = min(self._limit(until), self._searchable)
        if query.empty or not end:
            return 0, 0
        first = 0 if query.after is None else self._before(self._resolve(query.after, end))
        return first, end if query.before is None else min(end, self._before(self._resolve(query.before, end)))

    def _resolve(self, bound: Bound, limit: int) -> int:
        """The instant, in microseconds, that a bound means in a day of which `limit` posts are revealed.

        A clock time is the one of the day's date; where the day runs past midnight, one before the first post is the
        next morning's.
        """
        if isinstance(bound, datetime):
            return micros(bound if bound.tzinfo else bound.replace(tzinfo=self._zone))
        first, last = self.time_of(0), self.time_of(limit - 1)
        date = first.date()
        if self.header.date and date <= self.header.date <= last.date():
            date = self.header.date
        at = datetime.combine(date, bound, self._zone)
        tomorrow = datetime.combine(date + dt.timedelta(days=1), bound, self._zone)
        return micros(tomorrow if at.astimezone(UTC) < first and tomorrow.astimezone(UTC) <= last else at)

    # -- the database ------------------------------------------------------------------------------------------------

    def _all(self, sql: str, values: tuple[Any, ...]) -> list[Any]:
        """What `sql` selects; nothing of a preliminary archive."""
        with self._lock, telling_damage():
            if self._connection is None:
                return []
            return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, values: tuple[Any, ...]) -> int | None:
        """The single number that `sql` selects; None if it selects none."""
        rows = self._all(sql, values)
        return rows[0][0] if rows else None

    @property
    def _gathered(self) -> int:
        """Below which rank the bitmaps of common words are right."""
        return int(self.about.get(growing.GATHERED, self._searchable))

    def _before(self, moment: int) -> int:
        """How many posts are earlier than `moment`, in microseconds: ranks go with time, so the last one's tells."""
        with self._lock, telling_damage():
            return self._table.before(moment)

    def _time_at(self, rank: int) -> datetime | None:
        """The time of the post at `rank`; None outside the day."""
        return self.time_of(rank) if 0 <= rank < self._count else None

    def _instant(self, moment: int) -> datetime:
        return (EPOCH + timedelta(microseconds=moment)).astimezone(self._zone)

    def _limit(self, until: int | None) -> int:
        return self._count if until is None else min(max(until, 0), self._count)

    def _check(self, rank: int) -> None:
        if not 0 <= rank < self._count:
            raise IndexError(f"no post {rank} in a day of {self._count}")

    def _decoded(self, rank: int, native: str | int) -> Post:
        """The post that a row holds, or whose place in the file it holds."""
        if self._texts is not None and isinstance(native, int):
            return self._texts.post(native, self.time_of(rank))
        try:
            return stored.read(str(native))
        except ValueError as error:
            raise Damaged("the archive cannot be read any more (a post is broken)") from error

    def _sightings_of(self, rows: Iterable[tuple[int, str | int]]) -> Iterable[Sighting]:
        for rank, native in rows:
            post = self._decoded(rank, native)
            if post.when is not None:
                at = self.time_of(rank)
                for reading in post.readings:
                    yield Sighting(rank, post.id, at, post.when.exact, reading)


_WAIT = QueryError("Search has to wait: the words are still being read.")


def _connected(path: Path, *, growing: bool = False) -> sqlite3.Connection:
    """A connection to the database at `path`, which nobody changes, unless it is still `growing`.

    Raises Damaged if it is cut short, or none.
    """
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro{'' if growing else '&immutable=1'}"
        connection: sqlite3.Connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE, **_ANY_THREAD)
        try:
            if growing:
                return connection
            pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
            if path.stat().st_size != pages * size:
                raise Damaged(f"the archive {path} is cut short")
        except BaseException:
            connection.close()
            raise
    except (sqlite3.Error, ValueError, OSError) as error:
        raise Damaged(f"the archive {path} cannot be read ({error})") from error
    return connection
