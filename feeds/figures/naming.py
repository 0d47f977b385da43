"""Whose figure a number is, and of which group of voters."""

import re

from feeds.figures import words
from feeds.figures.board import OVERALL
from feeds.figures.context import Context
from feeds.figures.names import Names
from feeds.patterns import pattern

BODY = "MPs"
"""The group of figures on a vote of representatives among themselves, which is another contest."""


_FOR_WHOM = words.phrase(
    r"""^[^.;:]{0,90}?\b(?:(?:voted|votes?|voting|went|goes|going|go|were|was|opted|plumped|are|is)\s(?:\w+\s)?for
    |back(?:ed|s|ing)|support(?:ed|s|ing)?|trust(?:ed|ing)|chose|gives?|put|favou?red)\s
    (?P<whom>him|her|them|(?-i:(?:Mr\s|Ms\s|Mrs\s)?[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?))"""
)
_NAME = r"(?P<whom>(?-i:[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?))"
_WHOM_AFTER = words.phrase(rf"^\s?(?:of\s(?:the\s)?votes?\s)?(?:for|to|against)\s{_NAME}")
_GIVES = words.phrase(rf"\b(?:gives?|gave|put|puts|has|had)\s{_NAME}\b[^.;:,\d]{{0,60}}$")
_FOR_RIVAL = words.phrase(r"^\s?(?:votes\s)?(?:for|to)\s(?:his|her|the)\s(?:\w+\s)?(?:rival|opponent|challenger)\b")
_I = pattern(r"\b(?:me|my|I)\b")
_PRONOUN = words.phrase(r"\b(?:he|she|his|her|him)\b")
_AGAINST = pattern(r"\s(?:to|against|v|-|–)\s(?:(?:his|her|their)\s)?")
_FROM = pattern(r"\b(?:from|between|up|down|rose|fell)\s(?:\w+\s)?$", re.IGNORECASE)
_OPINION = words.phrase(
    r"\b(?:believ\w+|think\w*|thought|view\w*|saw|see|regard\w*|approv\w+|said\sthat\she)\s(?:\w+\s)?(?:him|her|"
    r"he|she|them|it|that)\b|“[^”]+”"
)

_OF_BODY = words.phrase(r"^\s?(?:of\s)?(?:(?:his|her|the|its|their|own|all)\s)*(?:[\w’-]+\s){0,2}(?-i:MPs)\b")
_OF_VOTE = words.phrase(r"^\)?\s?of\s(?:the\s|all\s)?(?:first[ -]preference\s)?(?:votes?|ballots?|support)\b")
_OF_PHRASE = words.phrase(
    r"""^\)?,?\s(?:(?:was|is|came|comes|were)\s)?(?:of|among|amongst|from|with|by|in)\s(?P<phrase>[^.;:()–—,]{2,90}?)
    (?=[.;:()–—,]|$|(?<!who)(?<!which)(?<!that)\s(?:vot(?:ed|es|ing)|back(?:ed|s)|support(?:ed|s)|went|going|go|had
    |has|have|were|was|are|is|and\s\d|gave|saw|thinks?
    |believe|haven|didn|“)\b)"""
)
_IN_PHRASE = words.phrase(
    r"""\b(?:among|amongst|of|with|from|by|to|in)\s(?P<phrase>(?:(?:those|the|newer|older|younger|female|male|young
    |\w+er)\s(?:\w+\s)?)?
    (?:those|people|voters|members|women|men|supporters|\d[^.;:()–—,]{0,8}|who|the\s\d+)\b[^.;:()–—,]{0,70}?)
    (?:,|\s\(|\s[–—]|$|\s(?:he|she|it|the\spoll)\b)"""
)
_PLACE = words.phrase(
    r"\b(?:w[oi]ns?|carried|took|lost)\s(?P<phrase>(?-i:[A-Z]\w+(?:\s[A-Z]\w+)?)),?\s(?:with|by|on)\s(?:\w+\s)?$"
)
_WENT = words.phrase(r"\b(?P<phrase>(?-i:[A-Z]\w+(?:\s[A-Z]\w+)?))\swent\s(?:to|for)\b[^.;]{0,40}$")
_QUALIFIED = words.phrase(
    r"\d|\b(?:who|which|that|those|before|after|since|join\w*|aged|over|under|female|male|young\w*|old\w*|new\w*|"
    r"long\w*|women|men|between|came)\b"
)
_VOTE_NOUNS = words.phrase(
    r"""^(?:(?:the|their|its|his|her|all|total|overall|first|preference|real|possible|actual|cast|votes?|ballots?
    |poll|electorate|selectorate
    |support|those|entitled|to|a|whole|that|were|available|of|ones|first-preference|with)[-\s,]*)+$"""
)
_VOTES = pattern(r"\bvot(?:e|ed|es|ing)\b", re.IGNORECASE)
_LINK = pattern(r"\)?\s(?:of\s|of\sthe\s|among\s|by\s)?(?:(?!and|or|but|to|against)\w+\s)?")
_VOTER_NOUN = pattern(r"^,?\s?(?:and\s)?(?:\w+\s)?(?:members|supporters|voters|unionists|affiliates)\b")


def group(at: Context, measure: str) -> tuple[str, bool]:
    """(the group, whether it is one of the contest's): people of a poll, or MPs, are none of it."""
    if measure == "people" and (match := words.POLITICIANS.match(at.after)):
        return match["body"], False
    if _OF_BODY.match(at.after):
        return BODY, False
    phrase = _phrase(at)
    if phrase is not None:
        inside = [each for _, _, each in (at.names.groups(phrase) if at.names else [])]
        if inside and not (at.thread.poll and _QUALIFIED.search(phrase)):
            return inside[0], True
        if at.thread.poll:
            return phrase, False
    if at.thread.poll or measure == "members":
        return OVERALL, True
    beside = _beside(at)
    if beside is not None:
        return beside, True
    if measure in ("share", "votes", "turnout", "eligible", "cast", "share of cast", "share of eligible", "abstained"):
        close = [
            each for start, end, each in at.groups if end <= at.number.start and not _glossed(at.sentence, start, end)
        ]
        if close:
            return close[-1], True
    if measure in ("share", "votes", "turnout", "change", "applications", "rejected"):
        return at.thread.group or OVERALL, True
    return OVERALL, True


def _glossed(sentence: str, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` only explain those before: "affiliated supporters (union members)"."""
    opened = sentence.rfind("(", 0, start)
    return (
        opened > sentence.rfind(")", 0, start)
        and not re.search(r"\d", sentence[opened:start])
        and ")" in sentence[end:]
    )


def _phrase(at: Context) -> str | None:
    """The words for the people whom a share is of ("of voting members", "Among those who joined, he took ...")."""
    if at.number.form == "count":
        return None
    after = _OF_VOTE.sub("", at.after, count=1)
    match = _OF_PHRASE.match(after)
    if match is not None and not _VOTE_NOUNS.match(match["phrase"].strip()):
        phrase = re.sub(r"^(?:the|their|its)\s", "", match["phrase"].strip())
        # ", of the others 70%" is said of the number that follows.
        ahead = match[0].startswith((",", "),")) and re.search(r"\d", phrase)
        if not ahead and phrase.split()[0].lower() not in ("whom", "them", "their", "which", "these"):
            return phrase
    if not at.thread.poll:
        return None
    place = _PLACE.search(at.before) or _WENT.search(at.before)
    if place is not None:
        return place["phrase"]
    inside = [match["phrase"].strip() for match in _IN_PHRASE.finditer(at.before)]
    inside = [phrase for phrase in inside if "%" not in phrase and not _VOTE_NOUNS.match(phrase)]
    return inside[-1] if inside else None


def _beside(at: Context) -> str | None:
    """The group right after a number ("129,000 registered supporters"); several of them in a row are all voters."""
    start = at.number.end
    for first, end, each in at.groups:
        if first >= start and _LINK.fullmatch(at.sentence[start:first]):
            if at.number.form == "count" and _VOTER_NOUN.match(at.sentence[end:]):
                return OVERALL
            return each
    return None


def opinion(at: Context) -> bool:
    """Whether a poll's figure is what people think of somebody, not how they vote."""
    return at.thread.poll and bool(_OPINION.search(at.sentence)) and not _VOTES.search(at.after[:80])


def who(at: Context) -> str | None:
    """The candidate whose figure a number is, if anything tells."""
    if at.names is None:
        return None
    behind = [mention for mention in at.mentions if mention.end <= at.number.start]
    subjects = [mention for mention in behind if not mention.beaten]
    side = _side(at)
    if side is not None and len(at.names.contest.who) >= 2:
        ratio = at.number.pair is not None
        leader = (subjects[-1].who if ratio else subjects[0].who) if subjects else at.thread.who
        if side == 0 or leader is None:
            return leader
        beaten = [mention.who for mention in behind if mention.beaten and mention.who != leader]
        return beaten[-1] if beaten else other(at.names, leader)
    named = _named_after(at, subjects[-1].who if subjects else at.thread.who)
    if named is not None:
        return named
    if behind and words.WHOSE.search(at.before) and behind[-1].end >= len(at.before) - 4:
        return behind[-1].who
    rival = list(words.RIVAL.finditer(at.before))
    if (
        rival
        and not (behind and behind[-1].start >= rival[-1].end())
        and (not subjects or rival[-1].start() > subjects[-1].end)
    ):
        leader = subjects[-1].who if subjects else at.thread.who
        return other(at.names, leader) if leader else None
    given = _GIVES.search(at.before)
    if given and (mentioned := at.names.mentions(given["whom"])):
        return mentioned[0].who
    if subjects:
        return subjects[-1].who
    if behind and not _PRONOUN.search(at.before):
        # Only those beaten are named ("over Smith with 62%"): the figure is the winner's, who was named before.
        return at.thread.who if at.thread.who not in (None, behind[-1].who) else other(at.names, behind[-1].who)
    if at.number.form == "fraction" and not at.thread.poll and not _PRONOUN.search(at.sentence):
        return None
    following = next((mention for mention in at.mentions if mention.start >= at.number.end), None)
    if (
        following
        and not _I.search(at.before)
        and (at.thread.who is None or (following.end <= at.next_start and not _PRONOUN.search(at.before)))
    ):
        return following.who
    return at.thread.who


def _side(at: Context) -> int | None:
    """0 or 1 for a number that is one side of "63:36" or of "61.8% to 38.2%"."""
    if at.number.pair is not None or at.number.form != "percent":
        return at.number.pair
    place = at.numbers.index(at.number)
    for side, (left, right) in ((1, (place - 1, place)), (0, (place, place + 1))):
        if left < 0 or right >= len(at.numbers):
            continue
        one, two = at.numbers[left], at.numbers[right]
        if (
            60 <= one.value + two.value <= 100.5
            and _AGAINST.fullmatch(at.sentence[one.end : two.start])
            and not _FROM.search(at.sentence[: one.start])
        ):
            return side
    return None


def _named_after(at: Context, subject: str | None) -> str | None:
    """The one for whom the people counted voted ("63% of them voted for him")."""
    clause = at.sentence[at.number.end : at.next_start]
    if at.names is None:
        return None
    if subject is not None and _FOR_RIVAL.match(clause):
        return other(at.names, subject)
    for whom in (_WHOM_AFTER, _FOR_WHOM):
        match = whom.match(clause)
        if match is None:
            continue
        if match["whom"].lower() in ("him", "her", "them"):
            return subject
        mentioned = at.names.mentions(match["whom"])
        if mentioned:
            return mentioned[0].who
    return None


def other(names: Names, candidate: str) -> str | None:
    """The other one where just two stand, else None."""
    rest = [each for each in names.contest.who if each != candidate]
    return rest[0] if len(rest) == 1 else None
