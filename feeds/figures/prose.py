"""What a number in a sentence measures, of whom, in which group and in which contest."""

import re
from dataclasses import dataclass
from typing import Literal

from feeds.figures import numbers, words
from feeds.figures.board import OVERALL
from feeds.figures.contests import Mention, Names
from feeds.figures.numbers import Number

Hold = Literal["this", "previous", "other", "none"]

_NOT_A_VOTE = re.compile(
    r"^\s?(?:of\s(?:GDP|income|sales|revenue|the\s(?:economy|budget|market|time|population))|threshold|hurdle|mark\b|quorum|tax\b|pay\b|"
    r"inflation|interest|wage|discount|stake|chance|sure\b|certain\b|return\b)",
    re.IGNORECASE,
)
_ECONOMY = re.compile(
    r"\b(?:inflation|GDP|profits?|revenues?|sales|shares\s(?:rose|fell|in)|unemployment|interest\srates?|turnover|dividend)\b",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(
    r"^[^.;:]{0,90}?\b(?:(?:voted|votes?|voting|went|goes|going|go|were|was|opted|plumped|are|is)\s(?:\w+\s)?for|back(?:ed|s|ing)|support(?:ed|s|ing)?|chose|gives?|put|favou?red)\s"
    r"(?P<whom>(?:him|her|them|(?:Mr\s|Ms\s|Mrs\s)?[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?))"
)
_WHOM_AFTER = re.compile(
    r"^\s?(?:of\s(?:the\s)?votes?\s)?(?:for|to|against)\s(?P<whom>[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?)"
)
_RIVAL = re.compile(r"\b(?:his|her|the|their|only)\s(?:\w+\s)?(?:rival|opponent|challenger)\b", re.IGNORECASE)
_ME = re.compile(r"\b(?:me|my|I)\b")
_PAIR = re.compile(r"\bby\s(?:a\smargin\sof\s)?$|\bmargin\sof\s$|\bfinal\sscore\s(?:of|was)\s$", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:with|got|gets?|won|wins?|took|takes|polled|received|receiving|amass\w*|managing|managed|secured|securing|on|scored|gained|garnered|collected|has|had|to)\s"
    r"(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"^\s?(?:[\w’-]+\s){0,4}?(?P<noun>votes?|voters?|members?|supporters?|people|ballots?|papers?|applications?|individuals|electors|"
    r"MPs|peers|delegates|citizens|would|were|was|higher|more|failed)\b",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"\b(?:sign(?:ing)?\sup|recruit\w*|target|goal|aim(?:s|ing)?|campaign\s(?:to|for)|drive\sfor|need(?:s|ed)?\sto\s(?:win|get))\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_CROWD = re.compile(
    r"^\s?(?:[\w’-]+\s){0,5}?(?:gather\w*|here|in\salready|inside|attend\w*|turn(?:ed|ing)\sup|march\w*|strong|seats)\b",
    re.IGNORECASE,
)
_QUALIFIED = re.compile(
    r"\b(?:who|which|that|those|before|after|since|joined|join|aged|over|under|female|male|young\w*|old\w*|new\w*|long\w*|women|men|between|in|from|came)\b",
    re.IGNORECASE,
)
_OF_GROUP = re.compile(
    r"^(?:\s(?:of\s(?:the\s)?(?:first[ -]preference\s)?(?:vote|votes|ballots?|support)\b))?,?\s(?:of|among|amongst|from|with|by|in)\s(?P<phrase>[^.;:()–—]{2,90}?)"
    r"(?=[.;:()–—,]|\s(?:vot(?:ed|es|ing)|back(?:ed|s)|support(?:ed|s)|went|going|go|had|has|have|were|was|are|is|and\s\d|gave|saw|thinks?|believe|haven|didn|“)|$)"
)
_IN_GROUP = re.compile(
    r"\b(?:among|amongst|of|with|from|by|to|in)\s(?P<phrase>(?:those|the|people|voters|members|women|men|newer|older|younger|\d)[^.;:()–—]{0,80}?)(?:,|\s\(|$|\s(?:he|she|it)\b)"
)
_PLACE = re.compile(r"\b(?:w[oi]ns?|carried|took|lost)\s(?P<phrase>[A-Z]\w+(?:\s[A-Z]\w+)?),?\s(?:with|by|on)\b")
_VOTE_NOUNS = re.compile(
    r"^(?:the|their|its|all|total|overall|first|preference|real|possible|actual|cast|vote|votes|ballots?|poll|electorate|selectorate|support|party|"
    r"those|entitled|to|a|whole|that|were|available|of|ones|first-preference|with|[-\s,])+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One number of a sentence understood: what it measures and of whom, before anyone asked how sure it is.

    `hold` tells of which contest it speaks: this one, the one before, another body's vote, or of none.
    """

    number: Number
    names: Names | None
    group: str
    who: str | None
    measure: str
    unit: str
    hold: Hold
    year: int | None = None


@dataclass
class Thread:
    """What a post has spoken of so far, for sentences that go on about it: the subject, the group, the earlier contest, a poll."""

    who: str | None = None
    group: str | None = None
    before: bool = False
    year: int | None = None
    poll: bool = False
    measure: str | None = None
    body: bool = False


def claims(
    sentence: str, names: Names | None, thread: Thread, *, about_votes: bool, this_year: int | None
) -> list[Claim]:
    """The figures of `sentence`. `about_votes` tells that the post speaks of a vote; `thread` is read and moved on."""
    mentions = names.mentions(sentence) if names else []
    earlier = words.earlier(sentence, this_year)
    if words.POLL.search(sentence):
        thread.poll = True
    found: list[Claim] = []
    question = bool(words.QUESTION.search(sentence))
    all_numbers = numbers.find(sentence)
    for number in all_numbers:
        if question and number.vague:
            continue
        claim = _claim(sentence, number, all_numbers, names, mentions, earlier, thread, about_votes)
        if claim is not None:
            found.append(claim)
            if claim.hold in ("this", "previous") and claim.group in (names.contest.groups if names else ()):
                thread.group = claim.group
            elif claim.group == OVERALL and re.search(r"\boverall\b", sentence, re.IGNORECASE):
                thread.group = OVERALL
    subjects = [mention.who for mention in mentions if not mention.beaten]
    if subjects:
        thread.who = subjects[-1] if len(set(subjects)) == 1 or not found else (found[-1].who or subjects[-1])
    if any(not mark.yardstick for mark in earlier):
        last = max(mark.end for mark in earlier if not mark.yardstick)
        thread.before = not words.NOW.search(sentence[last:])
        thread.year = next((mark.year for mark in reversed(earlier) if mark.year), None)
    elif words.NOW.search(sentence):
        thread.before = False
    return found


def _claim(
    sentence: str,
    number: Number,
    everything: list[Number],
    names: Names | None,
    mentions: list[Mention],
    earlier: list[words.Earlier],
    thread: Thread,
    about_votes: bool,
) -> Claim | None:
    before, after = sentence[: number.start], sentence[number.end :]
    if number.form == "count":
        measured = _count(sentence, number, names, mentions, thread, about_votes)
    else:
        measured = _share(sentence, number, names, mentions, thread, about_votes)
    if measured is None:
        return None
    measure, unit = measured
    group, own = _group(sentence, number, names, thread)
    if group is None:
        hold: Hold = "other"
        group = own or OVERALL
    else:
        hold = "this"
    who = None
    if measure in ("share", "votes"):
        who = _who(sentence, number, everything, names, mentions, thread)
        if hold == "other" and group == "MPs":
            who = None
    year = None
    if hold == "this" and not thread.poll:
        mark = _governing(sentence, number, earlier, everything)
        if mark is not None:
            hold, year = "previous", mark.year
        elif thread.before and not earlier and not words.NOW.search(sentence):
            hold, year = "previous", thread.year
    if measure == "votes" and unit == "votes" and who is None and hold == "this" and not words.CAST.search(sentence):
        measure = "cast"
    del before, after
    return Claim(number, names, group, who, measure, unit, hold, year)


def _share(
    sentence: str, number: Number, names: Names | None, mentions: list[Mention], thread: Thread, about_votes: bool
) -> tuple[str, str] | None:
    """Measure and unit of a share, or None if nothing says that it is one of votes or voters."""
    before, after = sentence[: number.start], sentence[number.end :]
    if _NOT_A_VOTE.search(after):
        return None
    spoken = words.RESULT_VOTE.search(sentence) or thread.poll or (names and names.groups(sentence))
    known = bool(mentions) or (about_votes and thread.who is not None)
    if not (spoken or (known and about_votes)):
        return None
    if _ECONOMY.search(sentence) and not re.search(r"\bvot|\bpoll", sentence, re.IGNORECASE):
        return None
    if number.form == "fraction" and not (
        thread.poll or words.RESULT_VOTE.search(sentence) or (names and names.groups(after[:60]))
    ):
        return None
    if number.form == "fraction" and not thread.poll and re.search(r"\bchosen\b|\bwill there\b", sentence):
        return None
    if number.form == "points":
        return "change", "points"
    if words.CHANGE_AFTER.search(after) or words.CHANGE_BEFORE.search(before):
        return "change", "%"
    near = before[-90:] + "|" + after[:70]
    if words.ABSTAINED.search(after[:60]):
        return "abstained", "%"
    if words.EXCLUDED.search(near) and not mentions:
        return "excluded", "%"
    if words.TURNOUT.search(sentence) and (
        re.search(r"turn-?out\b[^.;]{0,60}$", before, re.IGNORECASE)
        or re.match(r"\s*turn-?out", after, re.IGNORECASE)
        or re.match(r"\s?\)", after)
        or (not mentions and thread.measure == "turnout")
        or re.match(r"[^.;]{0,40}turn-?out", after)
    ):
        if not re.search(r"\bof (?:all )?(?:the )?votes?\b", after[:30]):
            thread.measure = "turnout"
            return "turnout", "%"
    if re.search(
        r"\bof\s(?:all\s)?(?:the\s)?(?:votes?\s(?:that\swere\s)?cast|real\sones|all\sthe\svotes)", after[:45]
    ) or re.search(r"\bcast\s(?:only|just)?\s?$", before):
        return "share of cast", "%"
    if re.search(
        r"\bof\s(?:the\s)?(?:\w+\s)?(?:electorate|selectorate|possible\svotes|votes\savailable|those\s(?:entitled|with\sa\svote)|whole)\b",
        after[:60],
    ):
        return "share of eligible", "%"
    if (
        re.search(r"\b(?:entitled to vote|proportions?|electorate|selectorate)\b", sentence)
        and not mentions
        and not thread.poll
    ):
        return "share of eligible", "%"
    if thread.measure == "share of eligible" and not mentions and names and names.groups(sentence):
        return "share of eligible", "%"
    if not mentions and thread.who is None and thread.measure == "turnout" and re.match(r".{0,12}$", after):
        return "turnout", "%"
    return "share", "%"


def _count(
    sentence: str, number: Number, names: Names | None, mentions: list[Mention], thread: Thread, about_votes: bool
) -> tuple[str, str] | None:
    """Measure and unit of a count, or None if it does not count votes or people with a vote."""
    before, after = sentence[: number.start], sentence[number.end :]
    if not about_votes or _GOAL.search(before) or _CROWD.search(after):
        return None
    noun_match = _NOUN.match(after)
    noun = noun_match["noun"].lower() if noun_match else ""
    small = number.value < 1000 and not number.vague
    if small:
        if re.match(r"\s?votes?\b", after) and mentions and not words.CHANGE_UP_TO.search(after):
            return "votes", "votes"
        if (
            re.match(r"\s?(?:\w+\s)?(?:MPs|peers|delegates)\b", after)
            and words.CONFIDENCE.search(sentence)
            and thread.body
        ):
            return "votes", "votes"
        return None
    near = before[-70:] + "|" + after[:90]
    if words.CHANGE_UP_TO.search(after[:40]):
        return "change", "people"
    if words.APPLIED.search(near):
        return ("rejected" if words.REJECTED.search(near) else "applications"), "applications"
    if re.match(r"\s?(?:were|was)?\s?(?:of\sthose\s)?(?:had\s)?(?:rejected|failed)\b", after):
        return "rejected", "applications"
    if words.EXCLUDED.search(sentence) and noun in ("people", "members", "voters", ""):
        return "excluded", "people"
    if words.SPOILT.search(near):
        return "spoilt", "votes"
    if (
        mentions
        and not words.ELIGIBLE.search(near)
        and (noun.startswith("vote") or (not noun and _VERB.search(before)))
    ):
        return "votes", "votes"
    if re.search(r"\s$|\($", before) and re.match(r"\)?\s?votes?\b", after) and mentions:
        return "votes", "votes"
    if not noun and mentions and (number.step == 1 or number.vague) and _possessive(before):
        return "votes", "votes"
    if not noun and mentions and _RIVAL.search(before):
        return "votes", "votes"
    if words.ELIGIBLE.search(near) or (noun in ("people", "would") and words.ELIGIBLE.search(sentence)):
        return "eligible", "people"
    if (
        _ME.search(after)
        and noun in ("members", "people", "supporters", "voters")
        and re.search(r"\b(?:vote|faith|trust|support|back)", after)
    ):
        return "votes", "votes"
    if noun in ("members", "people", "supporters", "voters") and re.search(
        r"\b(?:trusted|voted|backed|supported|put\stheir)\b[^.;]{0,30}\b(?:him|her|me)\b", after
    ):
        return "votes", "votes"
    if noun.startswith(("vote", "ballot", "paper")) or words.CAST.search(near):
        return "cast", "votes"
    if noun.startswith(("member", "individual")) or (
        re.search(r"\bmembership\b", before) and words.RESULT_VOTE.search(sentence + " member")
    ):
        if re.search(r"individual", noun):
            return "rejected", "applications"
        return "members", "people"
    if re.search(r"\bmembership\b", before):
        return "members", "people"
    return None


def _possessive(before: str) -> bool:
    return bool(re.search(r"[’']s?\s$", before))


def _group(sentence: str, number: Number, names: Names | None, thread: Thread) -> tuple[str | None, str | None]:
    """(group of the contest, None), or (None, the words) for people who are no group of it, as polls have them."""
    before, after = sentence[: number.start], sentence[number.end :]
    if words.MPS.match(
        re.sub(r"^\s(?:of\s)?(?:his|her|the|its|their|own|Labour|party[’']s|\s)*", "", after[:40])
    ) or re.match(r"\s?(?:of\s)?(?:\w+\s){0,2}MPs\b", after):
        return None, "MPs"
    known = names.groups(sentence) if names else []
    if number.form == "percent" or number.form == "fraction":
        match = _OF_GROUP.match(after)
        if match and not _VOTE_NOUNS.match(match["phrase"]):
            phrase = re.sub(r"^(?:the|their|its)\s", "", match["phrase"].strip())
            inside = [
                group
                for start, end, group in known
                if number.end + match.start("phrase") <= start < number.end + match.end("phrase")
            ]
            start_of = number.end + match.end("phrase")
            tail = sentence[start_of : start_of + 1]
            if inside and not (_QUALIFIED.search(phrase) and thread.poll):
                return inside[0], None
            if thread.poll and tail != "":
                return None, phrase
        if thread.poll:
            place = _PLACE.search(before)
            if place:
                return None, place["phrase"]
            tail_match = re.search(r"\bof\s(?:the\svote\s)?among(?:st)?\s(.{3,80}?)(?:[.;,]|$)", after)
            if tail_match:
                return None, tail_match[1]
    if thread.poll:
        inside_before = list(_IN_GROUP.finditer(before))
        if inside_before:
            phrase = inside_before[-1]["phrase"].strip()
            exact = [group for _, _, group in (names.groups(phrase) if names else [])]
            if exact and not _QUALIFIED.search(phrase):
                return exact[-1], None
            if not _VOTE_NOUNS.match(phrase):
                return None, phrase
        return OVERALL, None
    close = [group for start, end, group in known if end <= number.start]
    if close:
        return close[-1], None
    following = [
        group
        for start, end, group in known
        if start >= number.end and start - number.end < 45 and not re.search(r"[.;,:]", sentence[number.end : start])
    ]
    if following:
        return following[0], None
    if re.search(r"\b(?:category|group|them|they|it was|this year|now)\b", sentence) or not known:
        return thread.group or OVERALL, None
    return OVERALL, None


def _who(
    sentence: str,
    number: Number,
    everything: list[Number],
    names: Names | None,
    mentions: list[Mention],
    thread: Thread,
) -> str | None:
    """The candidate whose figure this is."""
    if names is None:
        return None
    before, after = sentence[: number.start], sentence[number.end :]
    stop = next((other.start for other in everything if other.start >= number.end), len(sentence))
    clause_after = sentence[number.end : stop]
    behind = [mention for mention in mentions if mention.end <= number.start]
    subjects = [mention for mention in behind if not mention.beaten]
    pair = number.pair
    if pair is None and number.form == "percent":
        position = everything.index(number)
        if position and re.fullmatch(r"\s(?:to|against|-|–)\s", sentence[everything[position - 1].end : number.start]):
            pair = 1
        elif position + 1 < len(everything) and re.fullmatch(
            r"\s(?:to|against|-|–)\s", sentence[number.end : everything[position + 1].start]
        ):
            pair = 0
    if pair is not None and len(names.contest.who) >= 2:
        first = next(iter(subjects), None) if pair is not None else None
        leader = subjects[-1].who if number.pair is not None and subjects else first.who if first else thread.who
        if leader is None:
            return None
        return leader if pair == 0 else _other(names, leader)
    for pattern in (_WHOM_AFTER, _FOR_WHOM):
        match = pattern.match(clause_after)
        if match:
            whom = match["whom"]
            if whom in ("him", "her", "them"):
                near = [mention for mention in behind if not mention.beaten]
                return near[-1].who if near else thread.who
            named = names.mentions(whom)
            if named:
                return named[0].who
    if behind and _possessive(before) and behind[-1].end >= len(before) - 4:
        return behind[-1].who
    rival = list(_RIVAL.finditer(before))
    if (
        rival
        and (not subjects or rival[-1].start() > subjects[-1].end)
        and not (behind and behind[-1].start >= rival[-1].end())
    ):
        leader = subjects[-1].who if subjects else thread.who
        return _other(names, leader) if leader else None
    if subjects:
        return subjects[-1].who
    if _ME.search(after) or re.search(r"\b(?:I|me|my)\b", before):
        return thread.who
    if behind and not re.search(r"\b(?:he|she)\b", before):
        # Only beaten ones are named ("over Smith with 62%"): the figure is the winner's, who was named before.
        return thread.who if thread.who and thread.who != behind[-1].who else _other(names, behind[-1].who)
    following = [mention for mention in mentions if mention.start >= number.end]
    if following and (
        thread.who is None or (not re.search(r"\b(?:he|she|his|her|him)\b", before) and following[0].end <= stop)
    ):
        return following[0].who
    return thread.who


def _other(names: Names, who: str) -> str | None:
    """The other one where just two stand."""
    rest = [each for each in names.contest.who if each != who]
    return rest[0] if len(rest) == 1 else None


def _governing(
    sentence: str, number: Number, earlier: list[words.Earlier], everything: list[Number]
) -> words.Earlier | None:
    """The mention of an earlier contest that a number belongs to, if any."""
    at = everything.index(number)
    previous_end = everything[at - 1].end if at else 0
    next_start = everything[at + 1].start if at + 1 < len(everything) else len(sentence)
    for mark in reversed(earlier):
        if mark.yardstick or mark.end > number.start:
            continue
        if not words.NOW.search(sentence[mark.end : number.start]):
            return mark
        break
    for mark in earlier:
        if mark.start < number.end or mark.start > next_start:
            continue
        between = sentence[number.end : mark.start]
        if not mark.yardstick and not re.search(r"[,;:–—-]\s", between) and len(between.split()) <= 8:
            return mark
        break
    # "up from 58% to 60%": the first of the two was last time's.
    if re.search(r"\bfrom\s(?:\w+\s)?$", sentence[previous_end : number.start]) and re.match(
        r"\sto\s", sentence[number.end :]
    ):
        return words.Earlier(number.start, number.end, False, None)
    return None
