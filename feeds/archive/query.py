"""The query language: what a person types at the search prompt, made into terms, bounds and highlights.

    corbyn smith      posts with both words             "ballot paper"   the words together, on one line
    -poll             posts without it                  elec*            words that begin so
    from:@name        that account                      from:name        authors of that name
    kind:tweet        posts of a kind                   key:yes          key events
    after:11:40       at that time or later             before:12:00     earlier than that

Everything else is words to be found, so an address or a stray bracket is no mistake. While the reader is typing, the
last word is taken as a beginning, and what is not finished yet is passed over.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, get_args

from feeds import clean, clocktimes
from feeds.archive.document import facet, handle_facet, name_facets
from feeds.archive.folding import BREAK, Token, compounds, joined, tokens, words
from feeds.model import Kind
from feeds.patterns import pattern

MAX_TERMS = 32
"""More terms than this are no search that a person typed."""

_PIECE = pattern(
    r"""
    (?P<minus>-)? (?:(?P<field>from|kind|key|after|before):)?
    (?: "(?P<phrase>[^"]*)(?P<closed>"?) | (?P<plain>[^\s"]+?) ) (?P<star>\*+)? (?=[\s"]|$|(?<="))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_UNFINISHED_THOUSANDS = pattern(r"\d{1,3}(?:,\d{3})*,\d{1,2}")
_UNFINISHED_TIME = pattern(r"[\d:.apmtnoidgh-]*", re.IGNORECASE)
_PER_CENT = (("per", "cent"), ("percent",), ("pc",))


class QueryError(ValueError):
    """A query that means nothing; str() is one sentence for the person who typed it."""


class Term(NamedTuple):
    """One condition: any of the `ways`, each a run of adjacent folded words; with `prefix` the last one may go on.

    `marked` is whether it is to be highlighted: words are, facets and what must not occur are not.
    """

    ways: tuple[tuple[str, ...], ...]
    prefix: bool = False
    negative: bool = False
    marked: bool = True

    @property
    def expression(self) -> str:
        """The condition in FTS5's language; folded words hold no quote, so nothing needs escaping."""
        star = "*" if self.prefix else ""
        return " OR ".join(f'"{" ".join(way)}"{star}' for way in self.ways)


def expressions(terms: Sequence[Term]) -> Iterator[tuple[str, bool]]:
    """The terms as FTS5 MATCH expressions: one for all that must occur, one (True) for all that must not."""
    for negative, join in ((False, " AND "), (True, " OR ")):
        parts = [f"({term.expression})" for term in terms if term.negative == negative]
        if parts:
            yield join.join(parts), negative


Bound = dt.time | dt.datetime
"""A clock time, or an instant; without a zone, in the day's own."""


class Query(NamedTuple):
    """A parsed query: all of `terms`, at or after `after`, before `before`. Without any of them it finds nothing."""

    terms: tuple[Term, ...] = ()
    after: Bound | None = None
    before: Bound | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.terms and self.after is None and self.before is None

    @property
    def expression(self) -> str:
        """The terms as an FTS5 MATCH expression; every post matches the one of a query without terms."""
        parts = {negative: expression for expression, negative in expressions(self.terms)}
        wanted = parts.get(False, f'"{BREAK}"')
        return f"({wanted}) NOT ({parts[True]})" if True in parts else wanted

    def marks(self, text: str) -> list[tuple[int, int]]:
        """The spans of `text` that the query found, in order, none touching another: whole words or phrases.

        `text` is any part of a post with whole lines, best its `search_text`.
        """
        marked = [term for term in self.terms if term.marked]
        if not marked:
            return []
        found, folded = _located(text)
        spans: list[tuple[int, int]] = []
        for term in marked:
            for way in term.ways:
                places = _places(way, term.prefix, folded)
                spans += [(found[first].start, found[first + len(way) - 1].end) for first in places]
        return _merged(spans)


@lru_cache(maxsize=128)
def _located(text: str) -> tuple[list[Token], list[str]]:
    """The words of `text` with their places, and alone; of what is on the screen they are wanted at every letter."""
    found = list(tokens(text))
    for compound in compounds(text):
        found += (Token(BREAK, 0, 0), compound)
    return found, [token.word for token in found]


@lru_cache(maxsize=256)
def parse(text: str, typing: bool = False) -> Query:
    """`text` as a Query; `typing` means that the reader may not have finished. Raises QueryError."""
    unfinished = typing and not text[-1:].isspace()
    text = clean.line(text[:10_000].translate(_QUOTES))
    terms: list[Term] = []
    bounds: dict[str, Bound | None] = {}
    for match in _PIECE.finditer(text):
        open_end = unfinished and match.end() == len(text) and not match["closed"]
        if match["closed"] == "" and not typing:
            raise QueryError("A quotation mark is not closed.")
        body = match["plain"] if match["phrase"] is None else match["phrase"]
        name = (match["field"] or "").lower()
        if not name and body.lower() in ("from:", "kind:", "key:", "after:", "before:"):
            name, body = body.lower()[:-1], ""
        if name in ("after", "before"):
            other = "before" if name == "after" else "after"
            bounds[other if match["minus"] else name] = _bound(name, body, open_end)
        elif name:
            terms += _facet(name, body, open_end, bool(match["minus"]))
        else:
            terms += _words(match, body, open_end, typing)
    if len(terms) > MAX_TERMS:
        raise QueryError(f"A search has at most {MAX_TERMS} words.")
    query = Query(tuple(terms), bounds.get("after"), bounds.get("before"))
    if query.empty and not typing:
        raise QueryError("There is nothing to search for.")
    return query


def _words(match: re.Match[str], body: str, open_end: bool, typing: bool) -> Iterator[Term]:
    """The term of a word or phrase; none for a piece without any letter, digit or symbol."""
    negative = bool(match["minus"])
    run = tuple(words(body))
    if not run:
        if (negative or not body.strip("-–—")) and match["phrase"] is None and not typing:
            raise QueryError("A minus needs a word right after it.")
        return
    prefix = bool(match["star"]) or (open_end and not negative)
    ways = [run] if match["phrase"] is not None else [run, *_other_spellings(body, run, prefix)]
    yield Term(tuple(dict.fromkeys(ways)), prefix, negative, marked=not negative)


def _other_spellings(body: str, run: tuple[str, ...], prefix: bool) -> Iterator[tuple[str, ...]]:
    """What else the writer of a post may have put for the word: "reelection", "62 per cent"."""
    if (whole := joined(body)) != body:
        yield tuple(words(whole))
    if len(run) > 1 and run[-1] == "%":
        yield from ((*run[:-1], *spelling) for spelling in _PER_CENT)
    if prefix and _UNFINISHED_THOUSANDS.fullmatch(body):
        yield (body.replace(",", ""),)


def _facet(name: str, body: str, open_end: bool, negative: bool) -> Iterator[Term]:
    """The term of `from:`, `kind:` or `key:`; none for one that is still being typed."""
    if not body:
        if open_end:
            return
        raise QueryError(f"{name}: needs {_NEEDS[name]}.")
    ways: tuple[tuple[str, ...], ...]
    if name == "from":
        known = bool(words(body))
        account = (handle_facet(body),)
        ways = (account,) if body.startswith("@") else (tuple(name_facets(body)), account)
    else:
        value = body.lower()
        known = any(each.startswith(value) if open_end else each == value for each in _VALUES[name])
        ways = ((facet(name, value),),)
    if not known:
        if open_end and body == "@":
            return
        raise QueryError(f"{name}: needs {_NEEDS[name]}.")
    yield Term(ways, prefix=open_end, negative=negative, marked=False)


def _bound(name: str, body: str, open_end: bool) -> Bound | None:
    """The time of `after:` or `before:`: a clock time, or an ISO date or instant; None for one still being typed."""
    clock = clocktimes.parse(body)
    if clock is not None:
        return clock
    try:
        return dt.datetime.fromisoformat(body)
    except ValueError:
        if open_end and _UNFINISHED_TIME.fullmatch(body):
            return None
        raise QueryError(f"{name}: needs {_NEEDS[name]}.") from None


_VALUES = {"kind": get_args(Kind), "key": ("yes", "no")}
_NEEDS = {
    "from": "an author's name or @account",
    "kind": "one of " + ", ".join(_VALUES["kind"]),
    "key": "yes or no",
    "after": "a time such as 11:40",
    "before": "a time such as 12:00",
}


def _places(way: Sequence[str], prefix: bool, found: Sequence[str]) -> Iterator[int]:
    """Where in the words `found` the run `way` begins."""
    last = len(way) - 1
    for first in range(len(found) - last):
        end = found[first + last]
        if (end.startswith(way[-1]) if prefix else end == way[-1]) and all(
            found[first + each] == way[each] for each in range(last)
        ):
            yield first


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, overlapping or touching ones as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
