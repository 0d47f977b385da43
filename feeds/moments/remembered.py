"""Phrases that somebody remembers: an account's handle, or words of a post, in any form and some of them wrong."""

import math
import re
from collections import defaultdict

from feeds.archive import Archive, QueryError
from feeds.moments.places import Found, Moment, title

MAX_OTHERS = 8
MAX_CANDIDATES = 60
"""Posts looked at closely; more hits than this are ranked by their words alone."""

_ASIDES = """a an and are as at be been being but by can could did do does doing for from get gets go goes going had has
    have he her him his
    how i if in into is it its itself just let me my of on or our out post posts say says she should show so some than
    that the
    their them then there these they this those time to up us was we were what when where which who whom whose why
    will with would
    you your happen happened happens happening moment place part bit about jump take tweet tweets tweeted begin begins
    began start
    starts started first find asks asked"""
_ASIDE = frozenset(_ASIDES.split())
_WORD = re.compile(r"[^\W_]+(?:[.,:][0-9]+)*%?(?:[’'][^\W_]+)*")
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "ly", "s", "e")


def content_words(text: str) -> list[str]:
    """The words of `text` that say something, in lower case: no "when was the"."""
    words = [word.lower() for word in _WORD.findall(text)]
    return [word for word in words if word.replace("’", "'").split("'")[0] not in _ASIDE]


def handle(text: str, archive: Archive) -> Found | None:
    """ "@name": the first post of that account."""
    match = re.fullmatch(r"@(\w+)", text)
    if match is None:
        return None
    ranks = _search(archive, f"from:@{match[1]}")
    if ranks:
        why = f"The first post of @{match[1]}."
        return Found(ranks[0], archive.time_of(ranks[0]), text, why, _others(archive, ranks[1:]))
    ranks = _search(archive, f'"{text}"')
    if not ranks:
        return None
    return Found(
        ranks[0], archive.time_of(ranks[0]), text, f"The first post that names {text}.", _others(archive, ranks[1:])
    )


def words(text: str, archive: Archive) -> Found | None:
    """The post that `text` recalls: with the words as they stand, else with most of what its words are worth.

    A word counts by how few posts have it; a word in the heading counts half as much again. Of equals the earliest is
    taken.
    """
    plain = re.sub(r'["“”]', " ", text).strip()
    ranks = _search(archive, f'"{plain}"') if len(plain.split()) > 1 else ()
    if ranks:
        why = "The first post with these words." if len(ranks) > 1 else "The only post with these words."
        return Found(ranks[0], archive.time_of(ranks[0]), plain, why, _others(archive, ranks[1:]))
    wanted = list(dict.fromkeys(content_words(plain)))
    scores: dict[int, float] = defaultdict(float)
    hit: dict[int, list[str]] = defaultdict(list)
    worth: dict[str, float] = {}
    for word in wanted:
        ranks = _search(archive, f'"{word}"')
        stem = _stem(word)
        loose = tuple(rank for rank in _search(archive, f"{stem}*") if rank not in set(ranks)) if len(stem) > 3 else ()
        count = len(ranks) + len(loose)
        if not count:
            continue
        worth[word] = math.log((len(archive) + 1) / count) + 0.1
        for rank in ranks:
            scores[rank] += worth[word]
            hit[rank].append(word)
        for rank in loose:
            scores[rank] += 0.8 * worth[word]
            hit[rank].append(word)
    if not scores:
        return None
    best = sorted(scores, key=lambda rank: (-scores[rank], rank))[:MAX_CANDIDATES]
    for rank in best:
        post = archive.post(rank)
        heading = (post.heading or "").lower()
        scores[rank] += 0.5 * sum(worth[word] for word in hit[rank] if _stem(word) in heading)
        if post.kind in ("summary", "article", "comment"):
            scores[rank] *= 0.85
        elif post.part_of is not None:
            scores[rank] *= 0.97
    best.sort(key=lambda rank: (-round(scores[rank], 6), rank))
    chosen = best[0]
    if scores[chosen] < 0.45 * sum(worth.get(word, math.log(len(archive) + 1)) for word in wanted):
        return None
    matched = " ".join(word for word in wanted if word in hit[chosen])
    missing = [word for word in wanted if word not in hit[chosen]]
    why = f"The first post that fits {matched!r} best" + (
        f"; nothing there says {' or '.join(map(repr, missing))}." if missing else "."
    )
    return Found(chosen, archive.time_of(chosen), matched, why, _others(archive, sorted(best[1 : MAX_OTHERS + 1])))


def _stem(word: str) -> str:
    """The beginning that a word's other forms share."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _search(archive: Archive, query: str) -> tuple[int, ...]:
    try:
        return archive.search(query)
    except QueryError:
        return ()


def _others(archive: Archive, ranks: list[int] | tuple[int, ...]) -> tuple[Moment, ...]:
    return tuple(Moment(rank, archive.time_of(rank), title(archive.post(rank)), "words") for rank in ranks[:MAX_OTHERS])
