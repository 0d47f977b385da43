"""Phrases and searches that a person would type, on the bundled day and on the reference documents."""

import re
import unicodedata

import pytest

from feeds.archive import Archive, search_text
from feeds.moments import NotFound, resolve

PHRASES: tuple[tuple[str, str, int], ...] = (
    # phrase, a piece of the bundled post, the first line of the reference post (0: it has none)
    ("when was the 61.8% declared", "is reading out the result", 242),
    ("wipe the slate clean", "the moment has come to “wipe the slate clean”", 228),
    ("corbyn starts speaking", "Jeremy Corbyn is at the microphone", 234),
    ("the moment 62% leaked", "hears that Corbyn has done it", 258),
    ("65% forecast", "Good morning from Liverpool", 356),
    ("first smith", "is reading out the result", 242),
    ("first corbyn reported", "hears that Corbyn has done it", 258),
    ("when did we learn the turnout", "Sky has the turnout", 296),
    ("77.6%", "Sky has the turnout", 296),
    ("313,209", "is reading out the result", 242),
    ("spoilt ballots", "Here are some further numbers from the count", 216),
    ("voting figures in detail", "Voting figures in detail", 204),
    ("galloway congratulates corbyn", "This is from George Galloway", 249),
    ("@georgegalloway", "stroll over the Mersey", 250),
    ("taking the stage", "have come out on to the stage", 247),
    ("smith concedes", "A statement has come from Owen Smith", 181),
    ("smith's reaction", "A statement has come from Owen Smith", 181),
    ("smith refuses shadow cabinet", "Here is the latest from Owen Smith", 140),
    ("was there a purge?", "Were people “purged” from this contest?", 283),
    ("mcdonnell on the 130,000", "Here is John McDonnell, shadow chancellor and as near", 170),
    ("labour peer quits", "a Labour peer is about to leave", 51),
    ("angela rayner speech", "Here is what Angela Rayner", 29),
    ("anfield banner", "a banner for Jeremy Corbyn at Anfield", 280),
    ("kuenssberg interview with corbyn", "Laura Kuenssberg", 61),
    ("paul mason coup 2.0", "Here is what Paul Mason told me", 105),
)

SEARCHES: tuple[tuple[str, str], ...] = (
    # query, what a plain scan of the folded text looks for
    ("turnout", r"\bturnout\b"),
    ("TURNOUT", r"\bturnout\b"),
    ("slate", r"\bslate\b"),
    ('"slate clean"', r"\bslate clean\b"),
    ('"wipe the slate clean"', r"\bwipe the slate clean\b"),
    ("61.8%", r"(?<![\d.])61\.8%"),
    ("313,209", r"(?<![\d,])313,209(?!\d)"),
    ("59.5", r"(?<![\d.])59\.5(?!\d)"),
    ("63:36", r"\b63:36\b"),
    ("McCluskey", r"\bmccluskey\b"),
    ("llongyfarchiadau", r"\bllongyfarchiadau\b"),
    ("women's", r"\bwomen's\b"),
    ("women’s", r"\bwomen's\b"),
    ("anti-semitism", r"\banti[- ]?semitism\b"),
    ("re-elected", r"\bre-?elected\b"),
    ("cut-off", r"\bcut[- ]?off\b"),
    ("shadow cabinet", r"(?=(?s:.*\bshadow\b))(?s:.*\bcabinet\b)"),
    ('"shadow cabinet"', r"\bshadow cabinet\b"),
    ("kuenssberg", r"\bkuenssberg\b"),
    ("purg*", r"\bpurg"),
    ("Momentum*", r"\bmomentum"),
    ("@chrisshipitv", r"chrisshipitv\b"),
    ("#labconf16", r"\blabconf16\b"),
    ("Malhotra -mcdonnell", r"^(?!(?s:.*\bmcdonnell\b))(?s:.*\bmalhotra\b)"),
    ("Nuñez", r"\bnunez\b"),
)


def _folded(text: str) -> str:
    """Small letters without diacritics, straight apostrophes."""
    plain = unicodedata.normalize("NFD", text.replace("’", "'").replace("‘", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()


def _landed(archive: Archive, phrase: str) -> str:
    try:
        found = resolve(phrase, archive)
    except NotFound as refused:
        return refused.reason
    return archive.post(found.rank).text


def test_phrases_on_the_bundled_day(bundled_day: Archive) -> None:
    wrong = [phrase for phrase, piece, _ in PHRASES if piece not in _landed(bundled_day, phrase)]
    assert len(PHRASES) == 25
    assert len(wrong) <= 2, wrong


def test_phrases_on_the_reference_day(seeds: Archive) -> None:
    landed = {phrase: seeds.post(resolve(phrase, seeds).rank).origin for phrase, _, _ in PHRASES}
    wrong = [phrase for phrase, _, line in PHRASES if (origin := landed[phrase]) is None or origin.first_line != line]
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize(("query", "scan"), SEARCHES)
def test_searches_are_exact(query: str, scan: str, bundled_day: Archive) -> None:
    assert _hits(bundled_day, query) == _scanned(bundled_day, scan)


def test_searches_are_exact_on_the_reference_day(seeds: Archive) -> None:
    wrong = [query for query, scan in SEARCHES if _hits(seeds, query) != _scanned(seeds, scan)]
    assert len(SEARCHES) == 25
    assert wrong == []


def _hits(archive: Archive, query: str) -> list[int]:
    return list(archive.search(query))


def _scanned(archive: Archive, scan: str) -> list[int]:
    return [rank for rank in range(len(archive)) if re.search(scan, _folded(search_text(archive.post(rank))))]
