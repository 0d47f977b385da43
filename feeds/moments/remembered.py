"""Phrases that somebody remembers: an account's handle, or words of a post, in any form and some of them wrong."""

import math
import re
from collections import defaultdict

from feeds.archive import Archive, QueryError
from feeds.model import Post
from feeds.moments.places import Found, Moment
from feeds.patterns import pattern
from feeds.wording import title

MAX_OTHERS = 8
MAX_CANDIDATES = 60
"""Posts looked at closely; more hits than this are ranked by their words alone."""

_ASIDES = """
    a an and are as at be been being but by can could did do does doing for from get gets go goes going had has have
    he her him his how i if in into is it its itself just let me my of on or our out post posts say says she should
    show so some than that the their them then there these they this those time to up us day end was we were what
    when where which who whom whose why will with would you your happen happened happens happening moment place part
    bit about jump take tweet tweets tweeted begin begins began start starts started first find asks asked
"""
_ASIDE = frozenset(_ASIDES.split())
_ALIKE = (
    ("speak*", "speech", "address*", "microphone", "podium"),
    ("conced*", "concession", "congratulat*", "accept*"),
    ("resign*", "quit*", "step down", "stands down", "walk out"),
    ("react*", "respon*", "statement", "reflect*"),
    ("refus*", "rule out", "ruled out", "reject*", "rejoin"),
    ("win*", "won", "victory", "re-elected"),
    ("leak*", "rumour*", "rumor*", "hear*"),
)
"""Words of a news day that are taken for one another, at a lower worth."""
_SPEAKING = ("speak", "speech", "address")
_TAKES_THE_FLOOR = pattern(
    r"\b(?:is|has|have|are)\s(?:now\s|just\s)?(?:speaking|at\sthe\s(?:microphone|podium|lectern|rostrum)|on\s(?:his|her|their)\sfeet|"
    r"started|begun|addressing|on\sstage|taken\sthe\sfloor)\b|\b(?:begins|starts|opens)\b"
)
"""How a live blog says that a speech begins."""
_BEGINS = pattern(r"\b(?:start|begin|open)(?:s|ed|ning|ing)?\b|\bbegan\b", re.IGNORECASE)
_WORD = pattern(r"[^\W_]+(?:[.,:][0-9]+)*%?(?:[’'][^\W_]+)*")
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "ly", "s", "e")


def content_words(text: str) -> list[str]:
    """The words of `text` that say something, in lower case and without a genitive: no "when was the"."""
    words = [word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text)]
    return [word for word in words if word.split("'")[0] not in _ASIDE]


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
        found = _with_word(archive, word)
        if not found:
            continue
        worth[word] = math.log((len(archive) + 1) / len(found)) + 0.1
        for rank, closeness in found.items():
            scores[rank] += closeness * worth[word]
            hit[rank].append(word)
    if not scores:
        return None
    best = sorted(scores, key=lambda rank: (-scores[rank], rank))[:MAX_CANDIDATES]
    said = dict(scores)
    for rank in best:
        scores[rank] += _standing(archive.post(rank), hit[rank], worth)
    best.sort(key=lambda rank: (-round(scores[rank], 6), rank))
    chosen = best[0]
    if _BEGINS.search(plain):
        chosen = min(rank for rank in best if scores[rank] >= 0.85 * scores[chosen])
        best.remove(chosen)
        best.insert(0, chosen)
    if said[chosen] < 0.45 * sum(worth.get(word, math.log(len(archive) + 1)) for word in wanted):
        return None
    matched = " ".join(word for word in wanted if word in hit[chosen])
    missing = [word for word in wanted if word not in hit[chosen]]
    why = f"The first post that fits {matched!r} best" + (
        f"; nothing there says {' or '.join(map(repr, missing))}." if missing else "."
    )
    return Found(chosen, archive.time_of(chosen), matched, why, _others(archive, sorted(best[1 : MAX_OTHERS + 1])))


def _forms(word: str) -> list[tuple[str, float]]:
    """What to search for a word, the closest first, and how close each is: itself, its other forms, words like it."""
    forms = [(word, 1.0)]
    stem = _stem(word)
    if len(stem) > 3:
        forms.append((f"{stem}*", 0.8))
    for likes in _ALIKE:
        if any(word.startswith(like.rstrip("*")) for like in likes):
            forms += [(like, 0.6) for like in likes]
    return forms


def _with_word(archive: Archive, word: str) -> dict[int, float]:
    """The posts that have a word in any form, and how close what they have comes to it."""
    found: dict[int, float] = {}
    for form, closeness in _forms(word):
        for rank in _search(archive, form if form.endswith("*") else f'"{form}"'):
            found.setdefault(rank, closeness)
    return found


def _standing(post: Post, words_hit: list[str], worth: dict[str, float]) -> float:
    """What it adds that words stand in a post's heading or first line, and takes away that it only tells again."""
    heading = (post.heading or "").lower()
    lead = next((block.text for block in post.body), "").split("\n")[0].lower()
    bonus = 0.0
    for word in words_hit:
        forms = [(re.compile(rf"\b{re.escape(form.rstrip('*'))}"), closeness) for form, closeness in _forms(word)]
        bonus += 0.5 * worth[word] * max((close for form, close in forms if form.search(heading)), default=0.0)
        bonus += 0.2 * worth[word] * max((close for form, close in forms if form.search(lead)), default=0.0)
    total = sum(worth[word] for word in words_hit)
    named = [word for word in words_hit if word in lead and not word.startswith(_SPEAKING)]
    if named and any(word.startswith(_SPEAKING) for word in words_hit) and _TAKES_THE_FLOOR.search(lead):
        bonus += 0.7 * total
    if post.kind in ("summary", "article", "comment"):
        return 0.5 * bonus - 0.3 * total
    return bonus - (0.03 * total if post.part_of is not None else 0.0)


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
