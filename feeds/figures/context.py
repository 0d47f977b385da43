"""A number in its sentence, with what the post said before: all that a judgement on it may look at."""

from dataclasses import dataclass, field

from feeds.figures.names import Mention, Names
from feeds.figures.numbers import Number


@dataclass
class Thread:
    """What a post has spoken of so far, for sentences that go on about it.

    `who` and `group` were the last subject; `before` tells that the talk is of an earlier contest, of `year` if it
    was named;
    `poll` that it is of a poll, `mps` that it is of a vote of MPs or another body; `measure` is what the last figure
    measured.
    """

    who: str | None = None
    group: str | None = None
    before: bool = False
    year: int | None = None
    poll: bool = False
    mps: bool = False
    measure: str | None = None


@dataclass(frozen=True)
class Context:
    """One `number` of a `sentence`: `numbers` are all of it, `mentions` the candidates named, `groups` those of voters.

    `about_votes` tells that the post speaks of a vote at all.
    """

    sentence: str
    number: Number
    numbers: list[Number]
    names: Names | None
    mentions: list[Mention]
    groups: list[tuple[int, int, str]]
    thread: Thread
    about_votes: bool
    before: str = field(init=False)
    after: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "before", self.sentence[: self.number.start])
        object.__setattr__(self, "after", self.sentence[max(self.number.end, self.number.stop) :])

    @property
    def next_start(self) -> int:
        """Where the next number begins, or the sentence ends."""
        return next((other.start for other in self.numbers if other.start >= self.number.end), len(self.sentence))

    @property
    def previous_end(self) -> int:
        """Where the number before ends, or the sentence begins."""
        return next((other.end for other in reversed(self.numbers) if other.end <= self.number.start), 0)
