"""The language of votes and counts: what a figure measures, how sure it is, and of which contest it speaks."""

import re
from typing import NamedTuple

from feeds.patterns import pattern

_X = re.VERBOSE | re.IGNORECASE


def phrase(text: str, *needs: str) -> re.Pattern[str]:
    """An expression of words in whatever case, laid out with white space; `needs` as for `feeds.patterns.pattern`."""
    return pattern(text, _X, needs=needs)


_OPENING = """He She It They But And The This That In On At We You His Her Their Here There Last Yet When If
    Asked What Now So As An A Only"""
OPENERS = frozenset(_OPENING.split())
"""Words with a capital that only begin a sentence: nobody is called so."""
RIVAL = phrase(r"\b(?:his|her|the|their|only)\s(?:\w+\s)?(?:rival|opponent|challenger)\b")
WHOSE = pattern(r"[’']s?\s$")
"""Words before a number that make it somebody's."""
POLITICIANS = phrase(
    r"""^(?:-odd|-plus|-strong)?\s
    (?P<body>(?:\w+\s){0,2}?(?P<noun>ministers|frontbenchers|MPs|peers|senators|councillors|lawmakers))\b"""
)
"""Representatives who are counted, behind their number."""

RESULT_VOTE = phrase(
    r"\b(?:vot(?:e|es|ed|ing|er|ers)|ballots?|turnout|elect(?:ion|ed|orate|ors?)|re-elected|referendum|poll)\b",
    *("vot", "ballot", "turnout", "elect", "referendum", "poll"),
)

POLL = phrase(
    r"""\b(?:(?:exit|opinion|straw|tracker)[ -]polls?(?!\srating)|exit\spoll”?|poll(?:ster|sters|ed)|polling\s(?:by
    |for|from|shows?|has|gives|puts)
    |survey(?:ed|s)?|findings?\s(?:that|showing)
    |(?:an?|the|its|this|that|one|new|latest|\w+[’']s|[A-Z]\w+)\spoll\b(?!\s(?:rating|tax|day|card|numbers?\s))
    |poll\s(?:finding|of\s(?:people|voters|members)|suggest\w*|predict\w*|gives|gave|puts?|shows?|had|has))\b""",
    *("poll", "survey", "finding"),
)
FORECAST = phrase(
    r"""\b(?:predict\w*|forecast\w*|expect(?:s|ed|ing)?|project(?:s|ed|ing|ions?)|on\s(?:course|track)\s(?:for|to)
    |likely\sto|tipped\sto
    |set\sto\s(?:win|get|take)|(?:will|would|could|should)\s(?:get|win|take|be\son|secure|receive|have\swon)
    |bookmakers|bookies
    |reckon(?:s|ed|ing)?|estimat\w+|tip(?:s|ped))\b"""
)
HEARSAY = phrase(
    r"""\b(?:hear(?:s|d|ing)?|according\sto|reports?|reported(?:ly)?|rumou?rs?|rumou?red|understands?|understood
    |sources?|told\sthat
    |word\s(?:is|reach\w*|has|from)|apparently|leak(?:s|ed)?|seems?|briefed|whispers?|claims?|claimed|unofficial\w*
    |not\sofficial)\b"""
)
ANNOUNCED = phrase(
    r"""\b(?:announc(?:es|ed|ing)|declar(?:es|ed|ing)|returning\sofficer|official(?:ly)?\s(?:result|figure|number)s?
    |final\s(?:result|figure|tally|count)s?
    |results?\s(?:is|are)\s(?:in|out)|the\sresults?\b|full\sresults?|confirm(?:s|ed)|read(?:s|ing)?\s(?:out|the))\b"""
)
CORRECTED = phrase(
    r"\b(?:correct(?:s|ed|ion)|clarification|amended|revis(?:ed|ion)|recount(?:ed)?|not\s[\d.,]+%?\sas)\b"
)
UNREAL = phrase(
    r"\b(?:(?:would|could|might)\s(?:\w+\s)?have|if\s(?:we|they|it|he|she|you|only)|had\s(?:we|they|it)\b.*\bwould)\b"
)
QUESTION = pattern(r"\?[\"'”’)\s]*$")

TURNOUT = phrase(r"\bturn-?out\b")
ABSTAINED = phrase(
    r"(?:\b(?:didn|haven|hadn|don|doesn|did|have|had)(?:[’']t|\snot)|\bfail\w*\sto|\bnever|"
    r"\bnot)\s(?:\w+\s)?vot(?:e|ed|ing)\b|\babst(?:ain|ention)\w*"
)
ELIGIBLE = phrase(
    r"""\b(?:eligible|entitled(?:\sto\s(?:a\s)?vote)?|able\sto\s(?:cast|vote)|(?:can|could|may)\s(?:cast\s)?vote
    |electorate|selectorate|electors
    |with\sa\svote|had\sa\svote|have\sa\svote|right\sto\svote|possible\svotes|votes\savailable|registered\svoters
    |on\sthe\s(?:roll|register))\b"""
)
CAST = phrase(
    r"""\b(?:(?:votes?|ballots?|papers?)\s(?:\w+\s){0,3}(?:cast|counted|returned|turned\sin|received)|cast\s(?:votes?
    |ballots?)|(?:people|members|voters)\s(?:who\s)?vot(?:ed|ing)
    |total\s(?:votes?|vote|poll)|valid\s(?:votes?|poll)|votes\scast|voted|more\speople\svot\w+|of\sthe\sreal\sones
    |votes?\sthat\swere\scast)\b"""
)
SPOILT = phrase(
    r"\b(?:spoil(?:t|ed)|invalid|void|rejected\s(?:ballots?|papers?|votes?)|blank\s(?:ballots?|papers?|votes?))\b"
)
EXCLUDED = phrase(
    r"""\b(?:exclud(?:ed|ing)|purg(?:ed|e)|ruled\sout|barred|struck\s(?:out|off)|not\sallowed\sto\svote|had\sno\svote
    |disqualified|denied\sa\svote|thrown\s(?:out|off)
    |removed\sfrom)\b"""
)
MEMBERSHIP = phrase(r"\bmembership\b")
REJECTED = phrase(r"\b(?:rejected|turned\sdown|refused|failed|invalid)\b")
APPLIED = phrase(r"\bapplications?\b")
CONFIDENCE = phrase(
    r"\b(?:no[ -]confidence|confidence|vot(?:e|ed|es|ing)|motion|ballot|back(?:ed|ing|s)?|support(?:ed|ing|s)?|"
    r"nominat\w+|lead)\b"
)
CHANGE_AFTER = phrase(
    r"^\s?(?:(?:percentage[ -])?points?\b|(?:of\sa\s)?(?:increase|rise|swing|drop|fall|gain|growth|boost|jump|"
    r"higher|lower|up\b|down\b|more\svotes|fewer\svotes|extra|ahead))"
)
CHANGE_BEFORE = phrase(
    r"(?:(?<!make\s)(?<!makes\s)(?<!made\s)(?<!making\s)\bup|\bdown|\b(?:up|down|rose|risen|fell|fallen|increased|dropped|added?|gained|lost|grown|swing\sof)\sby|\badd(?:ed|"
    r"s|ing)?(?:\sanother)?(?:\s\S+\sor)*|\banother)\s$"
)
CHANGE_UP_TO = phrase(r"\b(?:higher|bigger|larger|lower|smaller)\s(?:than|per\scent)|\bmore\speople\svoted\b")

MPS = phrase(r"\b(?:MPs|MP[’']s|peers|senators|deputies|councillors|colleagues|delegates|lawmakers|ministers)\b")
SCARE = pattern(r"^[^'‘\"“]*['‘\"“][^'’\"”]*\d")


class Earlier(NamedTuple):
    """Words that speak of a contest before this one: where, whether as a mere yardstick, which year."""

    start: int
    end: int
    yardstick: bool
    year: int | None


_EARLIER = phrase(
    r"""(?P<than>\b(?:than|on|over|from|since|compared\s(?:to|with)|against|as)\s(?:(?:it|he|she|they|that)\s(?:was
    |were|had|did)\s)?(?:(?:in|at|for)\s)?(?:the\s)?)?
    (?:\blast\s(?:year|time|election|contest|month)(?:\s(?:a)?round)?\b | \b(?P<ago>a|one|two|three|four|five|six
    |seven|eight|nine|ten)\syears?\s(?:ago|earlier|before)\b
      | \bback\sthen\b | \bprevious(?:ly)?\b (?:\s(?:election|contest|time|result|year))?
      | (?P<in>\b(?:back\s)?(?:in|of|for|at)\s)? \b(?P<year>(?:1[89]|20)\d\d)\b (?!\s?%|,\d)(?P<s>[’']s)? )"""
)
_MONTHS = pattern(
    r"(?:jan\w*|feb\w*|mar\w*|apr\w*|may|jun\w*|jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|before|after|since|"
    r"until|by|\d{1,2})\s(?:\w+\s\d{1,2},?\s)?$",
    re.IGNORECASE,
)
NOW = phrase(
    r"""\b(?:this\s(?:year|time|week|contest|election)|now|today|currently|tonight|again|has\s(?:just|won|beaten)
    |going\sto|is\sthat|he\shas|she\shas|(?:the\s)?winner
    |new(?:est)?\sfigures?)\b"""
)


_EARLIER_HINT = pattern(r"\blast\b|\byears?\b|\bback then\b|\bprevious|(?<!\d)(?:1[89]|20)\d\d(?!\d)", re.IGNORECASE)
_AGO = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def earlier(sentence: str, this_year: int | None) -> list[Earlier]:
    """Where `sentence` speaks of an earlier contest; a year counts only if it lies before `this_year`."""
    found: list[Earlier] = []
    if not _EARLIER_HINT.search(sentence):
        return found
    for match in _EARLIER.finditer(sentence):
        year = int(match["year"]) if match["year"] else None
        if year is not None:
            if this_year is None or year >= this_year:
                continue
            if _MONTHS.search(sentence[: match.start("year")]) and not match["than"]:
                continue
        if match[0].lower().startswith("last month"):
            continue
        if year is None and this_year is not None:
            ago = _AGO.index(match["ago"].lower()) if match["ago"] else int("last year" in match[0].lower())
            year = this_year - (ago or 1) if match["ago"] or ago else None
        yardstick = bool(match["than"]) and not re.match(r"[’']s\s|,?\s(?:when|where)\b", sentence[match.end() :])
        found.append(Earlier(match.start(), match.end(), yardstick, year))
    return found


_SENTENCE_END = pattern(
    r"""(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bno)(?<!\bvs) [.!?] ["'”’)]* \s+ (?=["'“‘(\[]?[^\W_a-z])""",
    re.VERBOSE,
)


_YEARS_BACK = phrase(
    r"""\b(?:last\syear|(?P<ago>a|one|two|three|four|five|six|seven|eight|nine|ten)\syears?\s(?:ago|earlier|before)
    |(?:in|on|of|than|since|from)\s(?P<year>(?:1[89]|20)\d\d))\b""",
    *("year", "18", "19", "20"),
)


def years_back(text: str, this_year: int) -> list[int]:
    """The earlier years that `text` speaks of, each as often as it does."""
    years = list[int]()
    if not _YEARS_BACK.search(text):
        return years
    for match in _YEARS_BACK.finditer(text):
        ago = _AGO.index(match["ago"].lower()) if match["ago"] else 1
        years.append(int(match["year"]) if match["year"] else this_year - (ago or 1))
    return years


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of `text`; "Mr." and decimals do not end one."""
    spans = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        spans.append((start, match.end()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans
