"""The cues by which one can tell that a line begins a new post, or that it cannot: each a name, a weight and a test.

A weight is a log-odds: a line begins a post if the weights of all cues that hold, plus PRIOR, come out above nought.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from feeds.readers.transcript import names
from feeds.readers.transcript.parts import Part, Typed

PRIOR = -2.5
"""The log-odds of a line of prose about which no cue says anything."""


@dataclass(slots=True)
class Situation:
    """A line and what a reader knows who has come to it from above: `post` is the lines since the last boundary."""

    line: Typed
    after: Typed | None
    post: list[Typed] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The line's words."""
        return self.line.text

    @property
    def before(self) -> Typed:
        """The line above."""
        return self.post[-1]

    @property
    def told(self) -> str:
        """The words of the post so far, tweets and pleas left out."""
        return "\n".join(item.text for item in self.post if item.tweet is None and item.part is not Part.PLEA)


Test = Callable[[Situation], object]


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign for (weight > 0) or against (weight < 0) a boundary above a line."""

    name: str
    weight: float
    holds: Test


_EXTRACT = re.compile(
    r"\b(?:extracts?|excerpts?|how it starts|in full|(?:our|the) (?:full |news |latest |overnight )?(?:story|report)|(?:key|main) (?:points|quotes?|lines?|passages?)"
    r"|what (?:he|she|they|it) (?:said|says|wrote)|(?:his|her|its|their) (?:statement|words|quote|main points))\b",
    re.IGNORECASE,
)
_PICTURES = re.compile(
    r"\b(?:pictures?|photos?|photographs?|charts?|graphs?|video|clip|image|cartoon|graphic|map)\b", re.IGNORECASE
)
_HERE = re.compile(r"Here(?:\sis|\sare|\scomes?|[’']s)\b")
_HERE_INSIDE = re.compile(r"\bhere(?:\sit)?(?:\sis|\sare|[’']s)\b", re.IGNORECASE)
_FROM = re.compile(r"(?:This|These|That) (?:(?:just |has come |comes |came |is |are )+)(?:in )?from\b")
_FROM_INSIDE = re.compile(r"[.:] This (?:is|comes) from\b")
_COLLEAGUE = re.compile(r"(?:My|Our) (?:colleagues?|(?:\w+ ){1,4}(?:editor|correspondents?|reporter)s?)\b")
_COLLEAGUE_INSIDE = re.compile(r"\bmy colleagues?\b")
_OPENER = re.compile(
    r"(?:Earlier\b(?! (?:he|she|it|they)\b)|Further to\b|Meanwhile\b|Elsewhere\b|Back to\b|Back in\b|Returning to\b|More on\b|More from\b|Another\b|In case you missed\b"
    r"|Good (?:morning|afternoon|evening)\b|Hello\b|Hi[,.]|Welcome\b|Breaking\b|BREAKING\b|Thank you for (?:following|joining)|Q:|A reminder\b|And finally\b|I(?:[’']ve| have) just\b)"
)
_GOES_ON = re.compile(
    r"(?:And|But|So|Or|Yet|That|That[’']s|This|These|Those|It|It[’']s|He|She|They|His|Her|Its|Their|Given|However|Also|Because|Basically|Crucially|Interestingly"
    r"|Inevitably|Indeed|Still|Though|Although|Instead|Asked|When asked|Then|Nor|Nevertheless|Similarly|Even|Perhaps|Overall|By contrast|In other words|As a result"
    r"|For (?:example|instance)|In addition|Moreover|Furthermore|Finally|Of course|As you can see|Speaking (?:to|on|at)|Responding|According to (?:him|her|them)|There)\b",
)
_SAYING = r"(?:says|said|adds|added|goes on|went on|tells|told|thanks|asks|asked|replies|replied|insists|urges|claims|accuses|repeats|ends|starts|begins|turns|quotes|jokes|praises)"
_LIVE_NAMED = re.compile(
    rf"(?P<who>(?:[A-Z][\w’'.-]+ ){{1,4}})(?:also |now |then )?(?:{_SAYING.replace('said|', '').replace('told|', '').replace('asked|', '')}|is speaking|is asked)\b"
)
_LIVE = re.compile(
    r"(?:\b(?:He|She|They|I|[A-Z][\w’'-]+) (?:also |now |then )?(?:says|thanks|is asked|asks|goes on|turns to|repeats)\b|, (?:he|she|they) (?:says?|asks)\.$)"
)
_PERFECT = re.compile(
    r"(?P<subject>(?:[A-Z“‘'\"]|the )[^.,;:!?]{1,90}?(?:, (?!and\b)[^.;:!?]{3,140},)?(?: \([^)]+\))?) (?:has|have|[’']s|[’']ve) (?:just |now |today |also |already |again |finally |this \w+ )*"
    r"(?:been|\w{2,}ed|put|given|said|told|seen|sent|written|won|lost|made|taken|spoken|set|met|begun|become|left|gone|come|held|hit|cut|got|filed|broken|laid|found|quit|shut|drawn|risen|fallen|grown|shown|read|led|paid|sold|bought|called)\b"
)
_PRONOUN = re.compile(r"(?:He|She|It|They|We|I|You|This|That|There|These|Those|Which|Who|What)\b")
_SEE = re.compile(
    r"[(,]\s?(?:see|as I (?:said|posted|reported|mentioned)|at)\s(?:the\s)?(?:post\sat\s|earlier,?\s)?(?:at\s)?\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm|GMT|BST)?\b",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\b(?:reports?|is reporting|are reporting|reporting|according to|reported by)\b|\breports\.$|\b(?:Reuters|AFP|AP|PA|Press Association|Agence France-Presse)\b"
)
_FRESH = re.compile(
    r"\b(?:today|this (?:morning|afternoon|evening)|tonight|just|now|earlier|minutes ago|moments ago|a short while ago)\b"
)
_ENDING = re.compile(
    r"(?:That[’']s (?:all|it)|And that[’']s it|Thanks for|Thank you (?:for|and)|We(?:[’']re| are) (?:closing|wrapping)|This (?:live ?)?blog (?:is|has)\b.*clos)",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|my|us)\b(?![’']m hearing)")
_VOICE_QUOTED = re.compile(r"^[“\"‘]")
_ENUMERATION = re.compile(
    r"(?:First(?:ly)?|Second(?:ly)?|Third(?:ly)?|One other|Another|The (?:first|second|third|other|latter|former))\b"
)


def sentences(text: str) -> list[str]:
    """`text` cut at full stops that a capital follows."""
    return re.split(r"(?<=[.!?”])\s+(?=[A-Z“‘(])", text)


def announces(text: str) -> str:
    """What kind of words the line announces right below it: "speech", somebody's own; "extract", a text's; or ""."""
    *_, last = parts_of = sentences(text)
    if text.endswith(":") or re.search(
        r"\b(?:(?:issued|released|put out) (?:a|this|the following) statement\b[^.]*|as follows|This is what (?:he|she|they)\b[^.]*)\.$",
        text,
    ):
        return "speech"
    if any(
        _HERE_INSIDE.search(part) and re.search(r"\bfull (?:text|statement)|\bin full\b", part) for part in parts_of[:2]
    ):
        return "speech"
    if _HERE_INSIDE.search(last) and _EXTRACT.search(last):
        return "extract"
    if _HERE_INSIDE.match(last.removeprefix("And ").removeprefix("But ")) or _FROM.match(last):
        return "" if _PICTURES.search(text) else "extract"
    return "extract" if re.search(r"\b(?:reports|like this|(?:worth|repay) reading)\.$", last) else ""


def _opens_with_name(here: Situation) -> str | None:
    """The full name that the line's first words hold, if the post so far has not named it."""
    head = re.split(r"\b(?:has|have|is|was|said|says|told|will|had|are|were)\b", here.text[:120])[0]
    found = names.full_names(head)
    return found[0] if found and found[0] not in here.told else None


def _new_apposition(here: Situation) -> bool:
    found = names.introduced(here.text)
    return bool(found and found[0] not in here.told and here.text.find(found[0]) < 60)


def _late_apposition(here: Situation) -> bool:
    found = names.introduced(here.text)
    return bool(found and found[0] not in here.told and here.text.find(found[0]) >= 60)


def _perfect_lead(here: Situation) -> bool:
    match = _PERFECT.match(here.text)
    if match is None or _PRONOUN.match(match["subject"]) or _known(here, match["subject"]):
        return False
    return bool(names.proper_words(match["subject"])) or match["subject"].startswith(("The ", "A ", "An "))


def _known(here: Situation, subject: str) -> bool:
    """Whether the post so far has named what `subject` names."""
    words = names.proper_words(subject)
    told = names.proper_words(here.told)
    return bool(words) and words <= told


def _surname(here: Situation) -> bool:
    match = re.match(r"(?:(?:Mr|Mrs|Ms|Lord|Sir|Dame|Dr) )?([A-Z][\w-]+)(?:[’']s?)? (?=[a-z])", here.text)
    return bool(match and match[1] in names.proper_words(here.told))


def _live_after_other(here: Situation) -> bool:
    match = _LIVE_NAMED.match(here.text)
    return bool(match) and not _LIVE.search(here.before.text) and here.before.part is not Part.HEADING


def _other_tweet(here: Situation) -> bool:
    """A tweet by another author, introduced by nobody, right below a tweet."""
    if here.line.tweet is None or here.before.tweet is None or here.line.tweet == here.before.tweet:
        return False
    return bool(here.line.stamp and here.before.stamp and here.line.stamp.handle != here.before.stamp.handle)


def _same_tweeter(here: Situation) -> bool:
    if here.line.tweet is None or here.before.tweet is None:
        return False
    return bool(here.line.stamp and here.before.stamp and here.line.stamp.handle == here.before.stamp.handle)


def _strangers(here: Situation) -> bool:
    words = names.proper_words(here.text)
    return len(words) >= 3 and not words & names.proper_words("\n".join(item.text for item in here.post))


def _shared(here: Situation) -> bool:
    return len(names.proper_words(here.text) & names.proper_words(here.told)) >= 2


def _first_sentence(pattern: re.Pattern[str]) -> Test:
    return lambda here: pattern.search(sentences(here.text)[0])


def _part(part: Part) -> Test:
    return lambda here: here.line.part is part


def _below(*parts: Part) -> Test:
    return lambda here: here.before.part in parts


CUES: tuple[Cue, ...] = (
    # What stands above the line.
    Cue("below 'Updated'", 9.0, _below(Part.UPDATED)),
    Cue("below a rule", 9.0, lambda here: here.before.part is Part.RULE and here.line.part is not Part.RULE),
    Cue(
        "below a page's plea",
        7.0,
        lambda here: here.before.part is Part.PLEA and len(here.post) > 1 and here.line.part is not Part.PLEA,
    ),
    Cue("below a tweet", 2.4, lambda here: here.before.tweet is not None and here.line.tweet is None),
    Cue("below a row of figures", 1.5, lambda here: here.before.part is Part.ROW and here.line.part is Part.PROSE),
    Cue("below a heading or a label", -9.0, _below(Part.HEADING, Part.LABEL)),
    Cue(
        "announced above",
        -4.0,
        lambda here: (
            here.before.part in (Part.PROSE, Part.ITEM) and here.before.tweet is None and announces(here.before.text)
        ),
    ),
    Cue("below a sign-off", 1.5, lambda here: here.before.part is Part.PROSE and _ENDING.match(here.before.text)),
    # What the line is.
    Cue("a heading", 7.0, _part(Part.HEADING)),
    Cue("a list item", -5.0, _part(Part.ITEM)),
    Cue("a row of figures", -6.0, _part(Part.ROW)),
    Cue("a label", -6.0, _part(Part.LABEL)),
    Cue("an 'Updated'", -9.0, _part(Part.UPDATED)),
    Cue("a rule", -9.0, _part(Part.RULE)),
    Cue("a page's plea", -9.0, lambda here: here.line.part is Part.PLEA and here.before.part is not Part.UPDATED),
    Cue("a tweet's stamp", -12.0, _part(Part.STAMP)),
    Cue("a tweet goes on", -12.0, lambda here: here.line.tweet is not None and here.line.tweet == here.before.tweet),
    Cue(
        "a tweet that the line above introduces",
        -4.0,
        lambda here: here.line.tweet is not None and here.before.tweet is None and here.before.part is not Part.UPDATED,
    ),
    Cue("a tweet by the same author", -3.0, _same_tweeter),
    Cue("a bare tweet by another author", 4.0, _other_tweet),
    # How the line begins.
    Cue("'Here is'", 3.6, lambda here: _HERE.match(here.text) and not _EXTRACT.search(sentences(here.text)[0])),
    Cue(
        "'Here is', an extract",
        -2.0,
        lambda here: (
            re.match(r"(?:And |But )?[Hh]ere(?:\sis|\sare|[’']s)\b", here.text)
            and _EXTRACT.search(sentences(here.text)[0])
            and not names.full_names(here.text)
        ),
    ),
    Cue(
        "'Here is' a named person's words",
        3.6,
        lambda here: (
            _HERE.match(here.text) and _EXTRACT.search(sentences(here.text)[0]) and names.full_names(here.text)
        ),
    ),
    Cue(
        "'And here is'",
        6.5,
        lambda here: (
            re.match(r"And here(?:\sis|\sare|[’']s)\b", here.text) and not _EXTRACT.search(sentences(here.text)[0])
        ),
    ),
    Cue(
        "'here is' in the first sentence",
        1.5,
        lambda here: re.search(r"\bhere(?:\sis|\sare|[’']s)\b", sentences(here.text)[0]),
    ),
    Cue("'This is from'", 5.0, lambda here: _FROM.match(here.text)),
    Cue("'This is from' further on", 2.0, lambda here: _FROM_INSIDE.search(here.text)),
    Cue("'My colleague'", 5.0, lambda here: _COLLEAGUE.match(here.text)),
    Cue(
        "a colleague in the first sentence",
        1.0,
        lambda here: not _COLLEAGUE.match(here.text) and _COLLEAGUE_INSIDE.search(sentences(here.text)[0]),
    ),
    Cue("an opening phrase", 2.5, lambda here: _OPENER.match(here.text)),
    Cue("'Here is' further on", 0.8, lambda here: any(_HERE.match(part) for part in sentences(here.text)[1:])),
    Cue("somebody introduced", 2.6, _new_apposition),
    Cue("somebody introduced further on", 1.3, _late_apposition),
    Cue(
        "opens with a name not heard in this post",
        1.3,
        lambda here: _opens_with_name(here) and here.line.part is Part.PROSE,
    ),
    Cue("news: somebody has done something", 1.9, lambda here: here.line.part is Part.PROSE and _perfect_lead(here)),
    Cue("an agency's report", 1.0, lambda here: here.line.part is Part.PROSE and _first_sentence(_AGENCY)(here)),
    Cue("live speech after something else", 3.5, _live_after_other),
    Cue(
        "refers to another post's time", 1.5, lambda here: here.line.part is Part.PROSE and _first_sentence(_SEE)(here)
    ),
    Cue("fresh", 0.4, lambda here: here.line.part is Part.PROSE and _first_sentence(_FRESH)(here)),
    Cue(
        "introduces a tweet",
        1.6,
        lambda here: here.line.part is Part.PROSE and here.after is not None and here.after.tweet is not None,
    ),
    Cue("names nobody the post has named", 0.9, lambda here: here.line.part is Part.PROSE and _strangers(here)),
    # How a post goes on.
    Cue("goes on", -2.6, lambda here: _GOES_ON.match(here.text)),
    Cue("somebody known, by surname", -2.2, _surname),
    Cue("'also'", -0.7, lambda here: re.search(r"\balso\b", sentences(here.text)[0])),
    Cue("a similar point", -1.0, lambda here: re.search(r"\bsimilar|\bthe same\b", sentences(here.text)[0])),
    Cue("names whom the post has named", -0.5, _shared),
    Cue("somebody quoted", -1.0, lambda here: _VOICE_QUOTED.match(here.text)),
    Cue(
        "first person",
        -0.8,
        lambda here: (
            here.line.part is Part.PROSE
            and _FIRST_PERSON.search(sentences(here.text)[0])
            and not _OPENER.match(here.text)
        ),
    ),
    Cue("a step in an argument", -1.5, lambda here: _ENUMERATION.match(here.text)),
    Cue("an end, not a beginning", -3.0, lambda here: _ENDING.match(here.text)),
)


def weigh(here: Situation) -> tuple[float, tuple[Cue, ...]]:
    """The log-odds that the line begins a post, and the cues that hold."""
    held = tuple(cue for cue in CUES if cue.holds(here))
    return PRIOR + sum(cue.weight for cue in held), held
