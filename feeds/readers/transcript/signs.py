"""The signs that cues look for in a line: how news begins, how a post goes on, who is named and how."""

import re

from feeds.patterns import pattern
from feeds.readers import glue
from feeds.readers.transcript import names
from feeds.readers.transcript.parts import Part
from feeds.readers.transcript.situation import EXTRACT, HERE, PICTURES, Situation

COLLEAGUE = pattern(r"(?:My|Our) (?:colleagues?|(?:\w+ ){1,4}(?:editor|correspondents?|reporter)s?)\b")
COLLEAGUE_INSIDE = pattern(r"\bmy colleagues?\b")
FROM_INSIDE = pattern(r"[.:] This (?:is|comes) from\b")
HERE_INSIDE = pattern(r"\bhere(?:\sis|\sare|[’']s)\b")
OPENER = pattern(
    r"""(?: Earlier\b(?!\ (?:he|she|it|they)\b) | Further\ to\b | Meanwhile\b | Elsewhere\b | Back\ (?:to|in)\b
      | Returning\ to\b | More\ (?:on|from)\b | Another\b | In\ case\ you\ missed\b
      | Good\ (?:morning|afternoon|evening)\b
      | Hello\b | Hi[,.] | Welcome\b | B(?:reaking|REAKING)\b | Thank(?:s|\ you)\ for\ (?:following|joining)
      | Q: | A\ reminder\b | And\ finally\b | I(?:[’']ve|\ have)\ just\b )""",
    re.VERBOSE,
)
MINUTE = pattern(
    r"""(?: \d{1,3}(?:\s?\+\s?\d{1,2})?(?:\s?min(?:ute)?s?\b|[’'′])
      | (?:HT|FT|KO|Half[-\ ]time|Full[-\ ]time|Kick-?off)\b )\s?[:.!–-]""",
    re.IGNORECASE | re.VERBOSE,
)
"""A minute of a match, or a turn of it, as a post begins with: "90+3 min: ", "HT: "."""
GREETING = pattern(r"(?:Good (?:morning|afternoon|evening)|Hello|Hi|Welcome)\b")
GOES_ON = pattern(
    r"""(?: And | But | So | Or | Yet | That | This | These | Those | It | He | She | They | His | Her | Its
      | Their | Given | However
      | Also | Because | Basically | Crucially | Interestingly | Inevitably | Indeed | Still | Though | Although
      | Instead
      | (?:When\ )?[Aa]sked | Then | Nor | Nevertheless | Similarly | Even | Perhaps | Overall | By\ contrast
      | In\ other\ words
      | As\ a\ result | For\ (?:example|instance) | In\ addition | Moreover | Furthermore | Finally | Of\ course
      | As\ you\ can\ see | Speaking\ (?:to|on|at) | Responding | According\ to\ (?:him|her|them) | There )\b""",
    re.VERBOSE,
)
SEE = pattern(
    r"""[(,]\s? (?: see | as\ I\ (?:said|posted|reported|mentioned)
      | at )\s (?:the\s)? (?:post\sat\s|earlier,?\s)? (?:at\s)?
    \d{1,2} (?:[.:]\d\d)? \s? (?:am|pm|GMT|BST)? \b""",
    re.IGNORECASE | re.VERBOSE,
)
AGENCY = pattern(
    r"\b(?:reports?|is reporting|are reporting|reporting|according to|reported by|Reuters|AFP|AP|PA|Press Association"
    r"|Agence France-Presse)\b"
)
FRESH = pattern(
    r"\b(?:today|this (?:morning|afternoon|evening)|tonight|just|now|earlier|minutes ago|moments ago"
    r"|a short while ago)\b"
)
ENDING = pattern(
    r"""(?: That[’']s\ (?:all|it) | And\ that[’']s\ it | Thanks\ for | Thank\ you\ (?:for|and)
      | We(?:[’']re|\ are)\ (?:closing|wrapping) | This\ (?:live\ ?)?blog\ (?:is|has)\b.*clos
      | For\ any\ tips | (?:You\ can\ )?[Rr]ead\ (?:the|more|our|his|her) )""",
    re.IGNORECASE | re.VERBOSE,
)
FIRST_PERSON = pattern(r"\b(?:I|we|We|our|Our|my|us)\b(?![’']m hearing)")
QUOTED = pattern(r"[“\"‘]")
STEP = pattern(r"(?:First(?:ly)?|Second(?:ly)?|Third(?:ly)?|One other|The (?:second|third|other|latter|former))\b")
QUANTITY = pattern(
    r"""(?: A | An | (?:More|Fewer|Less)\ than | At\ least | About | Around | Nearly | Almost | Up\ to | Tens
      | Hundreds | Thousands
      | Dozens | Millions | Many | Several | Some | Two | Three | Four | Five | Six | Seven | Eight | Nine | Ten
      | \d[\d,.]* )\ """,
    re.VERBOSE,
)
CAPTION = pattern(r"Photograph: ")
CARD = pattern(r"\bRead more$|– (?:video|live|as it happened)$")
LIVE = pattern(
    r"\b(?:He|She|They|I|[A-Z][\w’'-]+) (?:also |now |then )?(?:says|thanks|is asked|asks|goes on|turns to|repeats)\b"
    r"|, (?:he|she|they) (?:says?|asks)\.$"
)
_LIVE_NAMED = pattern(
    r"""(?: [A-Z][\w’'.-]+\ ){1,4} (?:also\ |now\ |then\ )? (?: says | adds | goes\ on | tells | thanks | asks
      | replies | insists | urges
      | claims | accuses | repeats | ends | starts | begins | turns | quotes | jokes | praises | is\ speaking
      | is\ asked )\b""",
    re.VERBOSE,
)
_PERFECT = pattern(
    r"""(?P<subject> (?:[A-Z“‘'"]|the\ ) [^.,;:!?]{1,90}? (?:,\ (?!and\b)[^.;:!?]{3,140},)? (?:\ \([^)]+\))? )
    \ (?:has|have|[’']s|[’']ve)\ (?: (?:just|now|today|also|already|again|finally|this\ \w+)\ )*
    (?: been | \w{2,}ed | put | given | said | told | seen | sent | written | won | lost | made | taken | spoken
      | set | met | begun
      | become | left | gone | come | held | hit | cut | got | filed | broken | laid | found | quit | shut | drawn
      | risen | fallen
      | grown | shown | read | led | paid | sold | bought | called )\b""",
    re.VERBOSE,
)
_PRONOUN = pattern(r"(?:He|She|It|They|We|I|You|This|That|There|These|Those|Which|Who|What)\b")
_VERB = pattern(r"\b(?:has|have|is|was|said|says|told|will|had|are|were)\b")
_SURNAME = pattern(r"(?:(?:Mr|Mrs|Ms|Lord|Sir|Dame|Dr) )?([A-Z][\w-]+)(?:[’']s?)? (?=[a-z])")
_ROLE_NAME = pattern(rf"(?:\b[a-z]{{4,}},? |[’']s [a-z ]{{3,40}},? )(?P<name>{names.FULL_NAME.pattern})")


def opens_with_new_name(here: Situation) -> bool:
    """The first full name, before the line's first verb, is one that the post has not named."""
    found = names.full_names(_VERB.split(here.text[:120])[0])
    return here.prose and bool(found) and found[0] not in here.told


def introduces(here: Situation) -> str:
    """ "early" or "late" in the line, somebody whom the post has not named is introduced with an apposition; or ""."""
    found = names.introduced(here.text)
    if found is None or found[0] in here.told:
        return ""
    return "early" if here.text.find(found[0]) < 60 else "late"


def introduces_again(here: Situation) -> bool:
    """The first sentence names in full somebody whom the post has gone on to call by surname."""
    told = here.told
    for name in names.full_names(here.first) if here.prose else []:
        full, surname = told.rfind(name), told.rfind(name.split()[-1])
        if 0 <= full < surname - len(name):
            return True
    return False


def role_before_name(here: Situation) -> bool:
    """The first sentence names somebody new in full after a role: "the foreign minister, Ann Lee"."""
    match = _ROLE_NAME.search(here.first[:160])
    return here.prose and match is not None and match["name"].split()[-1] not in here.known


def tells_news(here: Situation) -> bool:
    """Somebody whom the post has not named has done something: the present perfect of news."""
    match = _PERFECT.match(here.text)
    if not here.prose or match is None or _PRONOUN.match(match["subject"]):
        return False
    words = names.proper_words(match["subject"])
    if words:
        return not words <= here.known
    return match["subject"].startswith(("The ", "A ", "An "))


def surname_of_known(here: Situation) -> bool:
    """The line begins with the surname of somebody whom the post has named."""
    match = _SURNAME.match(here.text)
    return bool(match and match[1] in here.known)


def taken_up_below(here: Situation) -> bool:
    """The line below begins with the surname of somebody whom this line names in full, and nobody did before."""
    if here.after is None or here.after.part is not Part.PROSE or not here.prose:
        return False
    first = here.after.text.split(" ", 1)[0].rstrip(",").removesuffix("’s").removesuffix("'s")
    return first not in here.known and any(name.split()[-1] == first for name in names.full_names(here.text))


def turns_to_live_speech(here: Situation) -> bool:
    """The line begins to report live what somebody says, after a line of another kind."""
    return (
        bool(_LIVE_NAMED.match(here.text))
        and not LIVE.search(here.before.text)
        and here.before.part is not Part.HEADING
    )


def names_strangers(here: Situation) -> bool:
    """The line names three or more, and nobody whom the post has named."""
    words = names.proper_words(here.text)
    return (
        here.prose and len(words) >= 3 and not words & names.proper_words("\n".join(item.text for item in here.lately))
    )


def names_known(here: Situation) -> bool:
    """The line names two or more whom the post has named."""
    return len(names.proper_words(here.text) & here.known) >= 2


def same_tweeter(here: Situation) -> bool | None:
    """Whether a tweet right below a tweet is by the same author; None if it is not so placed or is the same tweet."""
    one, other = here.line, here.before
    if one.tweet is None or other.tweet is None or one.tweet == other.tweet or not one.stamp or not other.stamp:
        return None
    return one.stamp.handle == other.stamp.handle


def here_is(here: Situation) -> str:
    """What a line that begins "Here is" offers: "person", "extract" or "other", after "and " if it begins "And"."""
    if not HERE.match(here.text):
        return ""
    kind = "other"
    if EXTRACT.search(here.first):
        kind = "person" if names.full_names(here.first.removeprefix("And ")) else "extract"
    return f"and {kind}" if here.text.startswith(("And ", "But ")) else kind


def offers_pictures(here: Situation) -> bool:
    """ "Here are some pictures", anywhere in the line."""
    return here.prose and bool(HERE_INSIDE.search(here.text) and PICTURES.search(here.text))


def first_person(here: Situation) -> bool:
    """The first sentence is in the first person, and not as a writer opens a post."""
    return here.prose and bool(FIRST_PERSON.search(here.first)) and not OPENER.match(here.text)


def glued_title(here: Situation) -> bool:
    """A title is glued to the front of the line."""
    return here.prose and glue.title(here.text)[0] is not None
