"""The cues by which one can tell that a line begins a new post, or that it cannot: each a name, a weight and a test.

A weight is a log-odds: a line begins a post if the weights of all cues that hold, plus PRIOR, come out above nought.
"""

from collections.abc import Callable
from dataclasses import dataclass

from feeds.readers.transcript import signs
from feeds.readers.transcript.parts import Part
from feeds.readers.transcript.situation import FROM, HERE, Situation, announces, sentences

LIST_LINES = 14
"""A summary is a list of about as many stories; below that a line is judged like any other."""
PRIOR = -2.5
"""The log-odds of a line of prose about which no cue says anything."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign for (weight > 0) or against (weight < 0) a boundary above a line.

    `holds` says whether it holds, or as a float to what degree.
    """

    name: str
    weight: float
    holds: Callable[[Situation], object]


CUES: tuple[Cue, ...] = (
    # What stands above the line.
    Cue("below 'Updated'", 9.0, lambda here: here.before.part is Part.UPDATED),
    Cue("below a rule", 9.0, lambda here: here.before.part is Part.RULE),
    Cue("below a page's plea", 7.0, lambda here: here.before.part is Part.PLEA and len(here.post) > 1),
    Cue("below a tweet", 3.0, lambda here: here.before.tweet is not None and here.line.tweet is None),
    Cue("below a row of figures", 1.5, lambda here: here.before.part is Part.ROW and here.prose),
    Cue("below a heading or a label", -9.0, lambda here: here.before.part in (Part.HEADING, Part.LABEL)),
    Cue("announced above", -3.5, lambda here: here.before.tweet is None and announces(here.before.text)),
    Cue("below a sign-off", 2.0, lambda here: here.before.part is Part.PROSE and signs.ENDING.match(here.before.text)),
    Cue("below a caption", 2.5, lambda here: signs.CAPTION.search(here.before.text)),
    Cue("below a link card", 2.5, lambda here: signs.CARD.search(here.before.text)),
    Cue("in a summary", -3.5, lambda here: here.listing and len(here.post) < LIST_LINES),
    # What the line is.
    Cue("a heading", 5.5, lambda here: here.line.part is Part.HEADING),
    Cue("a title glued to it", 6.0, signs.glued_title),
    Cue("a list item", -5.0, lambda here: here.line.part is Part.ITEM),
    Cue("a row of figures", -6.0, lambda here: here.line.part is Part.ROW),
    Cue("a label", -6.0, lambda here: here.line.part is Part.LABEL),
    Cue("an 'Updated'", -12.0, lambda here: here.line.part is Part.UPDATED),
    Cue("a rule", -12.0, lambda here: here.line.part is Part.RULE),
    Cue("a page's plea", -9.0, lambda here: here.line.part is Part.PLEA and here.before.part is not Part.UPDATED),
    Cue("a picture's caption", -2.0, lambda here: signs.CAPTION.search(here.text) and len(here.text) < 250),
    Cue("a tweet's stamp", -12.0, lambda here: here.line.part is Part.STAMP),
    Cue("a tweet goes on", -12.0, lambda here: here.line.tweet is not None and here.line.tweet == here.before.tweet),
    Cue("a tweet below its post", -2.5, lambda here: here.line.tweet is not None and here.before.tweet is None),
    Cue("a tweet by the same author", -3.0, lambda here: signs.same_tweeter(here) is True),
    Cue("a bare tweet by another author", 6.0, lambda here: signs.same_tweeter(here) is False),
    # How the line begins.
    Cue("'Here is'", 5.0, lambda here: signs.here_is(here) in ("other", "person")),
    Cue("'Here is' an extract", -2.0, lambda here: signs.here_is(here) in ("extract", "and extract")),
    Cue("'And here is'", 4.0, lambda here: signs.here_is(here) in ("and other", "and person")),
    Cue("'here is' in the first sentence", 1.5, lambda here: signs.HERE_INSIDE.search(here.first)),
    Cue("'Here is' further on", 0.5, lambda here: any(HERE.match(each) for each in sentences(here.text)[1:])),
    Cue("'This is from'", 6.0, lambda here: FROM.match(here.text)),
    Cue("'This is from' further on", 2.5, lambda here: signs.FROM_INSIDE.search(here.text)),
    Cue("'My colleague'", 4.5, lambda here: signs.COLLEAGUE.match(here.text)),
    Cue("a colleague in the first sentence", 1.0, lambda here: signs.COLLEAGUE_INSIDE.search(here.first)),
    Cue("an opening phrase", 2.5, lambda here: signs.OPENER.match(here.text)),
    Cue("a minute of a match", 8.0, lambda here: signs.MINUTE.match(here.text)),
    Cue("a greeting", 2.5, lambda here: signs.GREETING.match(here.text)),
    Cue("somebody introduced", 2.0, lambda here: signs.introduces(here) == "early"),
    Cue("somebody introduced further on", 1.0, lambda here: signs.introduces(here) == "late"),
    Cue("somebody introduced again", 1.0, signs.introduces_again),
    Cue("a role and a full name", 0.5, signs.role_before_name),
    Cue("opens with a name not heard in this post", 0.5, signs.opens_with_new_name),
    Cue("news: somebody has done something", 1.5, signs.tells_news),
    Cue("taken up below", 0.5, signs.taken_up_below),
    Cue("begins with a quantity", 0.5, lambda here: here.prose and signs.QUANTITY.match(here.text)),
    Cue("an agency's report", 1.0, lambda here: here.prose and signs.AGENCY.search(here.first)),
    Cue("live speech after something else", 3.0, signs.turns_to_live_speech),
    Cue("refers to another post's time", 1.0, lambda here: here.prose and signs.SEE.search(here.first)),
    Cue("fresh", 1.0, lambda here: here.prose and signs.FRESH.search(here.first)),
    Cue("introduces a tweet", 1.0, lambda here: here.prose and here.after is not None and here.after.tweet is not None),
    Cue("offers pictures", 0.5, signs.offers_pictures),
    Cue("names nobody the post has named", 0.5, signs.names_strangers),
    # What the line is about.
    Cue("about what stands above", -6.0, lambda here: here.ties.above),
    Cue("about what stands below", 6.0, lambda here: here.ties.below),
    Cue("between lines about the same thing", -5.5, lambda here: here.ties.across),
    # How a post goes on.
    Cue("goes on", -2.5, lambda here: signs.GOES_ON.match(here.text) and not HERE.match(here.text)),
    Cue("somebody known, by surname", -0.5, signs.surname_of_known),
    Cue("'also'", -1.5, lambda here: " also " in here.first),
    Cue("a similar point", -1.0, lambda here: " similar" in here.first or " the same " in here.first),
    Cue("names whom the post has named", 0.5, signs.names_known),
    Cue("somebody quoted", -2.0, lambda here: signs.QUOTED.match(here.text)),
    Cue("first person", -1.0, signs.first_person),
    Cue("a step in an argument", -1.0, lambda here: signs.STEP.match(here.text)),
    Cue("an end, not a beginning", -3.5, lambda here: signs.ENDING.match(here.text)),
)  # fmt: skip


def weigh(here: Situation) -> tuple[float, tuple[Cue, ...]]:
    """The log-odds that the line begins a post, and the cues that hold."""
    odds = PRIOR
    held: list[Cue] = []
    for cue in CUES:
        found = cue.holds(here)
        if found:
            odds += cue.weight * (found if isinstance(found, float) else 1.0)
            held.append(cue)
    return odds, tuple(held)
