"""What a number measures: a share, votes, turnout, people with a vote, or nothing to do with a vote."""

import re

from feeds.figures import words
from feeds.figures.context import Context
from feeds.patterns import pattern

Measured = tuple[str, str]
"""A measure and its unit."""


def _re(text: str) -> re.Pattern[str]:
    return pattern(text, re.VERBOSE | re.IGNORECASE)


_NOT_A_VOTE = _re(
    r"""^\s?(?:of\s(?:GDP|income|sales|revenue|the\s(?:economy|budget|market|time|population))|threshold|hurdle
    |mark\b|quorum|tax\b
    |pay\b|inflation|interest|wage|discount|stake|chance|sure\b|certain\b|return\b)"""
)
_ECONOMY = _re(
    r"""\b(?:inflation|GDP|profits?|revenues?|sales|shares\s(?:rose|fell|in)|unemployment|interest\srates?|rates
    |turnover|dividend|growth
    |economy|prices?|wages?|tax(?:es)?|rents?|index|pounds?|sterling|bonds?|stocks?|markets?|overs|wickets?|runs
    |discount|quarter)\b"""
)
_VOTE_BESIDE = _re(r"\b(?:vot(?:e|es|ed|ers?|ing)|turn-?out|ballots?|electorate|selectorate|first[ -]preferences?)\b")
_COUNTED = _re(
    r"^\s?of\s(?:the\s|all\s)?(?:votes?|ballots?)\s(?:(?:\w+\s){0,2}(?:counted|tallied)|(?:is|are)\s(?:now\s)?in\b)"
    r"|^\s?of\s(?:the\s)?(?:precincts|districts|polling\s(?:stations|places)|boxes)\b|^\s?(?:counted|reporting)\b"
)
_APPOINTED = _re(r"\bchosen\b|\bwill\sthere\b")
_TURNOUT_BEFORE = _re(r"\bturn-?out\b[^.;\d]{0,110}$")
_TURNOUT_AFTER = _re(r"^\)?\s*(?:\w+\s){0,2}turn-?out\b")
_OF_VOTES = _re(r"^\s?of\s(?:all\s)?(?:the\s)?votes?\b")
_OF_CAST = _re(
    r"^.{0,8}\bof\s(?:all\s)?(?:the\s)?(?:votes?\s(?:that\swere\s)?cast|real\sones|all\sthe\svotes)|"
    r"^\s?of\sall\sthe\svotes"
)
_CAST_ONLY = _re(r"\bcast\s(?:only\s|just\s)?$")
_OF_ELIGIBLE = _re(
    r"^.{0,24}\bof\s(?:the\s)?(?:\w+\s)?(?:electorate|selectorate|possible\svotes|votes\savailable|"
    r"those\s(?:entitled|with\sa\svote)|whole)\b"
)
_PROPORTION = _re(r"\b(?:entitled\sto\svote|proportions?|electorate|selectorate)\b")
_BARE = pattern(r"^\W{0,12}$")
_VERB = _re(
    r"""\b(?:with|got|gets?|won|wins?|took|takes|polled|received|receiving|amass\w*|managing|managed|secured|securing
    |on|scored|gained
    |garnered|collected|has|had|to)\s(?:\w+\s){0,2}$"""
)
_NOUN = _re(
    r"""^\s?(?:[\w’-]+\s){0,4}?(?P<noun>votes?|voters?|members?|supporters?|people|ballots?|papers?|applications?
    |individuals|electors
    |MPs|peers|delegates|citizens|would|were|was|higher|more|failed)\b"""
)
_GOAL = _re(
    r"\b(?:sign(?:ing)?\sup|recruit\w*|target|goal|aim(?:s|ing)?|campaign\s(?:to|for)|drive\sfor|need(?:s|"
    r"ed)?\sto\s(?:win|get))\b[^.;]{0,60}$"
)
_CROWD = _re(
    r"^\s?(?:[\w’-]+\s){0,5}?(?:gather\w*|here|in\salready|inside|attend\w*|turn(?:ed|ing)\sup|"
    r"march\w*|strong|seats)\b"
)
_ELLIPTIC = _re(r"^\s?of\s(?:them|those)\b")
_BACKED = _re(
    r"\b(?:trusted|voted|backed|supported)\b[^.;]{0,20}\b(?:him|her|me)\b|\b(?:put|placed)\s(?:their|"
    r"his)\s\w+\sin\s(?:him|her|me)\b"
)
_PRONOUN = _re(r"\b(?:he|she|his|her)\b")
_FOR = _re(r"^\s(?:votes\s)?for\s(?:(?:his|her)\s)?(?P<whom>(?-i:[A-Z])[\w’-]+|rival|opponent|challenger)")
_BY = _re(r"\b(?:by|majority\sof|margin\sof|lead\sof)\s(?:\w+\s){0,2}$")
_IT_WAS = _re(r"\b(?:it|that|which)\s(?:was|is|stood\sat|had\sbeen|rose\sto|fell\sto)\s(?:\w+\s)?$")
_STANDS = _re(
    r"^\W*(?:it|that)\s(?:now\s|currently\s)?(?:stands?|stood|is|was)\s(?:now\s|currently\s)?(?:at\s)?(?:\w+\s){0,2}$"
)
_OUT_OF = _re(
    r"^\sof\s(?:the\s)?(?P<whole>\d{1,3})\s(?:\w+\s){0,2}(?P<noun>categories|groups|regions|districts|wards|states|areas|seats)\b"
)
_POLITICIANS = _re(
    r"^(?:-odd|-plus|-strong)?\s(?:\w+\s){0,2}?(?P<noun>(?:ministers|frontbenchers|MPs|peers|senators|councillors|lawmakers))\b"
)
_BACKING = _re(r"\b(?:trusted|backed|supported|voted\sfor|chose)\s(?:\w+\s)?$")
_IT_CAME = _re(
    r"^\W*(?:it|that|this|they|these|the\s(?:number|figure|total))\s(?:came|comes|is|are|was|were|amount\w*|"
    r"number\w*|add\w*)\b"
)
_WHOSE = pattern(r"[’']s?\s$")
_RIVAL = _re(r"\b(?:his|her|the|their|only)\s(?:\w+\s)?(?:rival|opponent|challenger)\b")


def measured(at: Context) -> Measured | None:
    """Measure and unit of a number, or None if nothing says that it is a figure of a vote."""
    if at.number.form == "count":
        return _count(at)
    return _share(at)


def _share(at: Context) -> Measured | None:
    thread, number, before, after = at.thread, at.number, at.before, at.after
    if _NOT_A_VOTE.match(after) or not _of_a_vote(at):
        return None
    if number.form == "fraction" and not thread.poll:
        said = words.RESULT_VOTE.search(at.sentence) or any(start - number.end < 60 for start, _, _ in at.groups)
        if not said or _APPOINTED.search(at.sentence):
            return None
    if number.form == "points":
        return "change", "points"
    if _COUNTED.match(after):
        return "counted", "%"
    if (
        words.UNREAL.search(before[-70:])
        and not words.CHANGE_BEFORE.search(before)
        and not words.CHANGE_AFTER.search(after)
    ):
        return None
    if words.CHANGE_AFTER.search(after) or words.CHANGE_BEFORE.search(before):
        return "change", "%"
    if words.ABSTAINED.search(after[:60]):
        return "abstained", "%"
    if _is_turnout(at):
        return "turnout", "%"
    if words.EXCLUDED.search(f"{before[-90:]}|{after[:70]}") and not at.mentions:
        return "excluded", "%"
    if _OF_CAST.search(after) or _CAST_ONLY.search(before):
        return "share of cast", "%"
    if _OF_ELIGIBLE.search(after):
        return "share of eligible", "%"
    if not at.mentions and not thread.poll and not (thread.who and _PRONOUN.search(before)):
        if _PROPORTION.search(at.sentence):
            return "share of eligible", "%"
        if thread.measure in ("eligible", "share of eligible") and at.groups and thread.who is None:
            return "share of eligible", "%"
    return "share", "%"


def _of_a_vote(at: Context) -> bool:
    """Whether a share can be one of votes or voters, by the words around it."""
    start, end = at.number.start, at.number.end
    beside = _VOTE_BESIDE.search(at.sentence[max(0, start - 80) : end + 80])
    if at.names is None:
        return bool(beside) and at.number.form != "points" and not _ECONOMY.search(at.sentence)
    if _ECONOMY.search(at.sentence) and not _VOTE_BESIDE.search(at.sentence[max(0, start - 40) : end + 40]):
        return False
    if words.RESULT_VOTE.search(at.sentence) or at.thread.poll or at.groups:
        return True
    if words.MPS.search(at.after[:30]) and words.CONFIDENCE.search(at.sentence):
        return True
    going_on = at.thread.measure in ("turnout", "share") and bool(_IT_WAS.search(at.before))
    return at.about_votes and (bool(at.mentions) or at.thread.who is not None or going_on)


def _is_turnout(at: Context) -> bool:
    """Whether a share is of those who could vote."""
    if _OF_VOTES.search(at.after):
        return False
    if words.TURNOUT.search(at.sentence):
        in_brackets = at.before.endswith("(") and at.after.startswith(")")
        beside = _TURNOUT_BEFORE.search(at.before) or _TURNOUT_AFTER.search(at.after)
        return bool(beside or in_brackets or (at.thread.measure == "turnout" and not at.mentions))
    return (
        at.thread.measure == "turnout"
        and not at.mentions
        and at.thread.who is None
        and bool(_BARE.match(at.after[:12]) or _IT_WAS.search(at.before))
    )


def _count(at: Context) -> Measured | None:
    number, before, after = at.number, at.before, at.after
    if not at.about_votes or _GOAL.search(before) or _CROWD.search(after):
        return None
    if number.value < 1000 and not number.vague:
        return _small(at)
    found = _NOUN.match(after)
    noun = found["noun"].lower() if found else ""
    near = f"{before[-70:]}|{after[:90]}"
    clause = at.sentence[max(at.previous_end, number.start - 70) : min(at.next_start, number.end + 90)]
    if words.CHANGE_UP_TO.search(after[:40]):
        return "change", "people"
    if noun.startswith("vote") and _BY.search(before):
        return "majority", "votes"
    if words.APPLIED.search(clause):
        return ("rejected" if words.REJECTED.search(clause) else "applications"), "applications"
    if noun == "individuals" or re.match(
        r"\s?(?:(?:were|was|of\sthose\shad|had)\s)(?:rejected|failed|turned\sdown)\b", after
    ):
        return "rejected", "applications"
    if at.thread.measure == "excluded" and _IT_CAME.match(at.sentence):
        return "excluded", "people"
    if words.EXCLUDED.search(at.sentence) and noun in ("people", "members", "voters", ""):
        return "excluded", "people"
    if words.SPOILT.search(near):
        return "spoilt", "votes"
    if _for_somebody(at, noun, near):
        return "votes", "votes"
    if words.ELIGIBLE.search(near) or (noun in ("people", "would") and words.ELIGIBLE.search(at.sentence)):
        return "eligible", "people"
    if _ELLIPTIC.match(after) and at.thread.measure == "eligible":
        return "eligible", "people"
    if noun.startswith(("vote", "ballot", "paper")) or words.CAST.search(near):
        return "cast", "votes"
    if at.thread.measure == "members" and _STANDS.search(before):
        return "members", "people"
    if noun.startswith("member") or re.search(r"\bmembership\b", before, re.IGNORECASE):
        return "members", "people"
    return None


def _small(at: Context) -> Measured | None:
    """A count below a thousand needs its noun beside it."""
    after = at.after
    if re.match(r"\s?votes?\b", after) and _BY.search(at.before):
        return "majority", "votes"
    if re.match(r"\s?votes?\b", after) and at.mentions and not words.CHANGE_UP_TO.search(after):
        return "votes", "votes"
    of_all = _OUT_OF.match(after)
    if of_all and at.mentions and at.number.value <= int(of_all["whole"]):
        return of_all["noun"].lower(), of_all["noun"].lower()
    if (
        at.thread.mps
        and re.match(r"\s?(?:\w+\s)?(?:MPs|peers|delegates)\b", after)
        and words.CONFIDENCE.search(at.sentence)
    ):
        return "votes", "votes"
    if at.number.value >= 10 and _POLITICIANS.match(after):
        return "people", "people"
    return None


def _for_somebody(at: Context, noun: str, near: str) -> bool:
    """Whether a count is of somebody's votes."""
    before, after, number = at.before, at.after, at.number
    if noun in ("members", "people", "supporters", "voters") and (
        _BACKED.search(after)
        or any(_BACKING.search(at.sentence[number.end : mention.start]) for mention in at.mentions)
    ):
        return True
    if re.match(r"\s?votes?\b", after) and at.thread.who and _PRONOUN.search(before):
        return True
    if at.mentions and _FOR.match(after):
        return True
    if not at.mentions or words.ELIGIBLE.search(near):
        return False
    if noun.startswith("vote") or re.search(r"\bvotes?\s\($", before):
        return True
    if noun:
        return False
    return bool(
        _VERB.search(before) or _RIVAL.search(before) or (_WHOSE.search(before) and (number.step == 1 or number.vague))
    )
