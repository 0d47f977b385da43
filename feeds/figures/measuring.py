"""What a number measures: a share, votes, turnout, people with a vote, or nothing to do with a vote."""

import re
from collections.abc import Callable, Sequence

from feeds.figures import words
from feeds.figures.context import Context
from feeds.patterns import pattern

Measured = tuple[str, str]
"""A measure and its unit."""

Rule = tuple[Callable[[Context], object], Measured | None]
"""What a number measures if something holds of it; None is no figure of a vote."""


_NOT_A_VOTE = words.phrase(
    r"""^\s?(?:of\s(?:GDP|income|sales|revenue|the\s(?:economy|budget|market|time|population))|threshold|hurdle
    |mark\b|quorum|tax\b
    |pay\b|inflation|interest|wage|discount|stake|chance|sure\b|certain\b|return\b)"""
)
_ECONOMY = words.phrase(
    r"""\b(?:inflation|GDP|profits?|revenues?|sales|shares\s(?:rose|fell|in)|unemployment|interest\srates?|rates
    |turnover|dividend|growth
    |economy|prices?|wages?|tax(?:es)?|rents?|index|pounds?|sterling|bonds?|stocks?|markets?|overs|wickets?|runs
    |discount|quarter)\b"""
)
_VOTE_BESIDE = words.phrase(
    r"\b(?:vot(?:e|es|ed|ers?|ing)|turn-?out|ballots?|electorate|selectorate|first[ -]preferences?)\b"
)
_COUNTED = words.phrase(
    r"^\s?of\s(?:the\s|all\s)?(?:votes?|ballots?)\s(?:(?:\w+\s){0,2}(?:counted|tallied)|(?:is|are)\s(?:now\s)?in\b)"
    r"|^\s?of\s(?:the\s)?(?:precincts|districts|polling\s(?:stations|places)|boxes)\b|^\s?(?:counted|reporting)\b"
)
_APPOINTED = words.phrase(r"\bchosen\b|\bwill\sthere\b")
_TURNOUT_BEFORE = words.phrase(r"\bturn-?out\b[^.;\d]{0,110}$")
_TURNOUT_AFTER = words.phrase(r"^\)?\s*(?:\w+\s){0,2}turn-?out\b")
_OF_VOTES = words.phrase(r"^\s?of\s(?:all\s)?(?:the\s)?votes?\b")
_OF_CAST = words.phrase(
    r"^.{0,8}\bof\s(?:all\s)?(?:the\s)?(?:votes?\s(?:that\swere\s)?cast|real\sones|all\sthe\svotes)|"
    r"^\s?of\sall\sthe\svotes"
)
_CAST_ONLY = words.phrase(r"\bcast\s(?:only\s|just\s)?$")
_OF_ELIGIBLE = words.phrase(
    r"^.{0,24}\bof\s(?:the\s)?(?:\w+\s)?(?:electorate|selectorate|possible\svotes|votes\savailable|"
    r"those\s(?:entitled|with\sa\svote)|whole)\b"
)
_PROPORTION = words.phrase(r"\b(?:entitled\sto\svote|proportions?|electorate|selectorate)\b")
_BARE = pattern(r"^\W{0,12}$")
_VERB = words.phrase(
    r"""\b(?:with|got|gets?|won|wins?|took|takes|polled|received|receiving|amass\w*|managing|managed|secured|securing
    |on|scored|gained
    |garnered|collected|has|had|to)\s(?:\w+\s){0,2}$"""
)
_NOUN = words.phrase(
    r"""^\s?(?:[\w’-]+\s){0,4}?(?P<noun>votes?|voters?|members?|supporters?|people|ballots?|papers?|applications?
    |individuals|electors
    |MPs|peers|delegates|citizens|would|were|was|higher|more|failed)\b"""
)
_GOAL = words.phrase(
    r"\b(?:sign(?:ing)?\sup|recruit\w*|target|goal|aim(?:s|ing)?|campaign\s(?:to|for)|drive\sfor|need(?:s|"
    r"ed)?\sto\s(?:win|get))\b[^.;]{0,60}$"
)
_CROWD = words.phrase(
    r"^\s?(?:[\w’-]+\s){0,5}?(?:gather\w*|here|in\salready|inside|attend\w*|turn(?:ed|ing)\sup|"
    r"march\w*|strong|seats)\b"
)
_ELLIPTIC = words.phrase(r"^\s?of\s(?:them|those)\b")
_BACKED = words.phrase(
    r"\b(?:trusted|voted|backed|supported)\b[^.;]{0,20}\b(?:him|her|me)\b|\b(?:put|placed)\s(?:their|"
    r"his)\s\w+\sin\s(?:him|her|me)\b"
)
_PRONOUN = words.phrase(r"\b(?:he|she|his|her)\b")
_FOR = words.phrase(r"^\s(?:votes\s)?for\s(?:(?:his|her)\s)?(?P<whom>(?-i:[A-Z])[\w’-]+|rival|opponent|challenger)")
_BY = words.phrase(r"\b(?:by|majority\sof|margin\sof|lead\sof)\s(?:\w+\s){0,2}$")
_IT_WAS = words.phrase(r"\b(?:it|that|which)\s(?:was|is|stood\sat|had\sbeen|rose\sto|fell\sto)\s(?:\w+\s)?$")
_STANDS = words.phrase(
    r"^\W*(?:it|that)\s(?:now\s|currently\s)?(?:stands?|stood|is|was)\s(?:now\s|currently\s)?(?:at\s)?(?:\w+\s){0,2}$"
)
_OUT_OF = words.phrase(
    r"^\sof\s(?:the\s)?(?P<whole>\d{1,3})\s(?:\w+\s){0,2}(?P<noun>categories|groups|regions|districts|wards|states|areas|seats)\b"
)
_BACKING = words.phrase(r"\b(?:trusted|backed|supported|voted\sfor|chose)\s(?:\w+\s)?$")
_IT_CAME = words.phrase(
    r"^\W*(?:it|that|this|they|these|the\s(?:number|figure|total))\s(?:came|comes|is|are|was|were|amount\w*|"
    r"number\w*|add\w*)\b"
)
_TURNED_DOWN = pattern(r"^\s?(?:(?:were|was|of\sthose\shad|had)\s)(?:rejected|failed|turned\sdown)\b")
_MEMBERSHIP = words.phrase(r"\bmembership\b")
_ELECTORS = pattern(r"\s?(?:\w+\s)?(?:MPs|peers|delegates)\b")
_VOTES = pattern(r"\s?votes?\b")


def measured(at: Context) -> Measured | None:
    """Measure and unit of a number, or None if nothing says that it is a figure of a vote."""
    if at.number.form != "count":
        return _first(_SHARES, at)
    if not at.about_votes or _GOAL.search(at.before) or _CROWD.search(at.after):
        return None
    return _small(at) if at.number.value < 1000 and not at.number.vague else _first(_COUNTS, at)


def _first(rules: Sequence[Rule], at: Context) -> Measured | None:
    """What the first rule says that holds."""
    return next((says for holds, says in rules if holds(at)), None)


# Shares ------------------------------------------------------------------------------------------------------------


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


def _is_of_some_whole(at: Context) -> bool:
    """Whether a fraction ("two thirds") is of something else than the votes of a result."""
    if at.number.form != "fraction" or at.thread.poll:
        return False
    said = words.RESULT_VOTE.search(at.sentence) or any(start - at.number.end < 60 for start, _, _ in at.groups)
    return not said or bool(_APPOINTED.search(at.sentence))


def _is_change(at: Context) -> bool:
    return bool(words.CHANGE_AFTER.search(at.after) or words.CHANGE_BEFORE.search(at.before))


def _is_of_eligible(at: Context) -> bool:
    """Whether a share is of those with a vote: by its own words, or because nobody stands for it."""
    if _OF_ELIGIBLE.search(at.after):
        return True
    thread = at.thread
    if at.mentions or thread.poll or (thread.who and _PRONOUN.search(at.before)):
        return False
    going_on = thread.measure in ("eligible", "share of eligible") and at.groups and thread.who is None
    return bool(_PROPORTION.search(at.sentence) or going_on)


_SHARES: Sequence[Rule] = (
    (lambda at: _NOT_A_VOTE.match(at.after) or not _of_a_vote(at), None),
    (_is_of_some_whole, None),
    (lambda at: at.number.form == "points", ("change", "points")),
    (lambda at: _COUNTED.match(at.after), ("counted", "%")),
    (lambda at: words.UNREAL.search(at.before[-70:]) and not _is_change(at), None),
    (_is_change, ("change", "%")),
    (lambda at: words.ABSTAINED.search(at.after[:60]), ("abstained", "%")),
    (_is_turnout, ("turnout", "%")),
    (
        lambda at: words.EXCLUDED.search(f"{at.before[-90:]}|{at.after[:70]}") and not at.mentions,
        ("excluded", "%"),
    ),
    (lambda at: _OF_CAST.search(at.after) or _CAST_ONLY.search(at.before), ("share of cast", "%")),
    (_is_of_eligible, ("share of eligible", "%")),
    (lambda _: True, ("share", "%")),
)
"""What a percentage or a fraction is; the first that holds counts."""


# Counts ------------------------------------------------------------------------------------------------------------


def _noun(at: Context) -> str:
    """What is counted, by the noun behind the number."""
    found = _NOUN.match(at.after)
    return found["noun"].lower() if found else ""


def _near(at: Context) -> str:
    return f"{at.before[-70:]}|{at.after[:90]}"


def _clause(at: Context) -> str:
    """The words round a number, up to the numbers beside it."""
    start, end = at.number.start, at.number.end
    return at.sentence[max(at.previous_end, start - 70) : min(at.next_start, end + 90)]


def _is_excluded(at: Context) -> bool:
    if at.thread.measure == "excluded" and _IT_CAME.match(at.sentence):
        return True
    return bool(words.EXCLUDED.search(at.sentence)) and _noun(at) in ("people", "members", "voters", "")


def _is_eligible(at: Context) -> bool:
    if words.ELIGIBLE.search(_near(at)) or (_ELLIPTIC.match(at.after) and at.thread.measure == "eligible"):
        return True
    return _noun(at) in ("people", "would") and bool(words.ELIGIBLE.search(at.sentence))


def _is_membership(at: Context) -> bool:
    if at.thread.measure == "members" and _STANDS.search(at.before):
        return True
    return _noun(at).startswith("member") or bool(_MEMBERSHIP.search(at.before))


def _for_somebody(at: Context) -> bool:
    """Whether a count is of somebody's votes."""
    before, after, number, noun = at.before, at.after, at.number, _noun(at)
    if noun in ("members", "people", "supporters", "voters") and (
        _BACKED.search(after)
        or any(_BACKING.search(at.sentence[number.end : mention.start]) for mention in at.mentions)
    ):
        return True
    if _VOTES.match(after) and at.thread.who and _PRONOUN.search(before):
        return True
    if at.mentions and _FOR.match(after):
        return True
    if not at.mentions or words.ELIGIBLE.search(_near(at)):
        return False
    if noun.startswith("vote") or re.search(r"\bvotes?\s\($", before):
        return True
    if noun:
        return False
    return bool(
        _VERB.search(before)
        or words.RIVAL.search(before)
        or (words.WHOSE.search(before) and (number.step == 1 or number.vague))
    )


_COUNTS: Sequence[Rule] = (
    (lambda at: words.CHANGE_UP_TO.search(at.after[:40]), ("change", "people")),
    (lambda at: _noun(at).startswith("vote") and _BY.search(at.before), ("majority", "votes")),
    (
        lambda at: words.APPLIED.search(_clause(at)) and words.REJECTED.search(_clause(at)),
        ("rejected", "applications"),
    ),
    (lambda at: words.APPLIED.search(_clause(at)), ("applications", "applications")),
    (lambda at: _noun(at) == "individuals" or _TURNED_DOWN.match(at.after), ("rejected", "applications")),
    (_is_excluded, ("excluded", "people")),
    (lambda at: words.SPOILT.search(_near(at)), ("spoilt", "votes")),
    (_for_somebody, ("votes", "votes")),
    (_is_eligible, ("eligible", "people")),
    (lambda at: _noun(at).startswith(("vote", "ballot", "paper")) or words.CAST.search(_near(at)), ("cast", "votes")),
    (_is_membership, ("members", "people")),
)
"""What a number of a thousand or more counts, be it "thousands"; the first that holds counts."""


def _small(at: Context) -> Measured | None:
    """A count below a thousand needs its noun beside it."""
    after = at.after
    if _VOTES.match(after) and _BY.search(at.before):
        return "majority", "votes"
    if _VOTES.match(after) and at.mentions and not words.CHANGE_UP_TO.search(after):
        return "votes", "votes"
    of_all = _OUT_OF.match(after)
    if of_all and at.mentions and at.number.value <= int(of_all["whole"]):
        return of_all["noun"].lower(), of_all["noun"].lower()
    if at.thread.mps and _ELECTORS.match(after) and words.CONFIDENCE.search(at.sentence):
        return "votes", "votes"
    if at.number.value >= 10 and words.POLITICIANS.match(after):
        return "people", "people"
    return None
