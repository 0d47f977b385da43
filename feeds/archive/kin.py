"""What is to be read of native files, and what is other about their posts than their lines say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

Spot = tuple[int, int]
"""A file, numbered from 0, and the place of a post in it."""


@dataclass(slots=True)
class Kin:
    """What is other about posts than their lines say, because other files have them, or their ids.

    `also` says where else they stand, `named` which ids they have in their files instead of those that they state, and
    `renamed` for each file which ids are others in the day.
    """

    also: dict[Spot, list[Spot]] = field(default_factory=dict)
    named: dict[Spot, str] = field(default_factory=dict)
    renamed: list[dict[str, str]] = field(default_factory=list)

    def written(self) -> list[Any]:
        """The same as JSON can have it."""
        return [list(self.also.items()), list(self.named.items()), self.renamed]

    @classmethod
    def read(cls, raw: Sequence[Any]) -> Self:
        """What `written` made `raw` of."""
        also, named, renamed = raw
        return cls(
            {(source, place): [(other, at) for other, at in others] for (source, place), others in also},
            {(source, place): post_id for (source, place), post_id in named},
            renamed,
        )


class Task(NamedTuple):
    """What is to be read: the posts of which the file `places` tells, each of their files up to one of the `sizes`.

    `names` are what the files are called, `most` of how many lines of each it is told why they are no posts. Of several
    who take blocks of posts in `turns` it is ours when it is `turn`.
    """

    places: str
    sizes: tuple[int, ...]
    names: tuple[str, ...]
    most: int
    kin: Kin | None = None
    turn: int = 0
    turns: int = 1

    def written(self) -> dict[str, Any]:
        """The same as JSON can have it."""
        return {**self._asdict(), "kin": self.kin and self.kin.written()}

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Self:
        """What `written` made `raw` of."""
        kin = raw["kin"] and Kin.read(raw["kin"])
        return cls(**{**raw, "sizes": tuple(raw["sizes"]), "names": tuple(raw["names"]), "kin": kin})
