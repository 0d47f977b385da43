"""How sure a figure is, by what the text says of it and by what was declared before."""

from dataclasses import dataclass

from feeds.figures import naming, words
from feeds.figures.prose import Claim
from feeds.model import Kind, Status

COARSE = 1000.0
"""In a retelling, a count said no finer than this is a rounded one."""


@dataclass(frozen=True, slots=True)
class Said:
    """Where and how a claim was made.

    `text` is its sentence or row, `intro` the line before, `post_text` the whole post. `row` and `heading` tell where
    it stands, `tables` that the post has a table of results of its own, `poll` that it speaks of a poll. `known` is
    the value that was declared of the same thing, `over` that some result of the contest was.
    """

    kind: Kind
    text: str
    intro: str
    post_text: str
    row: bool
    heading: bool
    tables: bool
    poll: bool
    known: float | None
    over: bool

    @property
    def retold(self) -> bool:
        """An article or a comment announces nothing: it tells again."""
        return self.kind in ("article", "comment")


def status_of(claim: Claim, said: Said) -> Status:
    """The status of a claim: of another contest, a poll's, a forecast, said again, declared, or else reported."""
    if claim.hold == "previous" or claim.group == naming.BODY:
        return "recalled"
    if said.row and said.tables:
        heard = f"{said.intro}\n{said.text}"
        if words.POLL.search(heard):
            return "poll"
    elif said.poll:
        return "poll"
    if words.UNREAL.search(said.text) and claim.measure == "change":
        return "forecast"
    if not said.over and not said.retold and _is_forecast(said):
        return "forecast"
    again = _again(claim, said)
    if again is not None:
        return again
    if claim.number.vague or (said.retold and (claim.number.about or claim.number.step >= COARSE)):
        return "rounded"
    if said.retold:
        return "recalled"
    return "declared" if _is_declared(claim, said) else "reported"


def _is_forecast(said: Said) -> bool:
    if said.row:
        return bool(words.FORECAST.search(said.intro) and not words.ANNOUNCED.search(said.intro))
    return bool(words.FORECAST.search(said.text))


def _again(claim: Claim, said: Said) -> Status | None:
    """What a claim is if something was declared of the same thing: the same again, coarser, or put right."""
    number = claim.number
    if said.known is None:
        return None
    if said.known == number.value and not number.about and not number.vague:
        return "declared" if said.heading and said.tables and not said.retold else "recalled"
    if abs(said.known - number.value) <= number.step or number.vague or number.about:
        return "rounded"
    return "corrected" if words.CORRECTED.search(said.post_text) else None


def _is_declared(claim: Claim, said: Said) -> bool:
    """Whether a claim that is new is official: a row of results, the heading over it, or words that announce it."""
    if said.row and said.tables:
        hearsay = words.HEARSAY.search(said.intro) and not words.ANNOUNCED.search(said.intro)
        return said.kind != "tweet" and not hearsay
    if said.row and said.over:
        return True
    if claim.who is None or said.over:
        return False
    if said.heading and said.tables:
        return True
    doubted = words.HEARSAY.search(said.text) or (said.heading and words.SCARE.search(said.text))
    if doubted or said.kind == "tweet":
        return False
    announced = words.ANNOUNCED.search(said.text)
    return bool(announced or (said.kind == "announcement" and words.ANNOUNCED.search(said.post_text)))
