"""Overall shares in digits of three rows, side by side with the names above: a result that is read from afar."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import set_cell_size
from textual.content import Content

from tui.render import digits
from tui.render.cells import clip

_BETWEEN = 3


class Score(NamedTuple):
    """One candidate's share as it stands: `name`, `share` ("61.8%"), and the style of the digits."""

    name: str
    share: str
    style: str


def scoreboard(scores: Sequence[Score], width: int) -> list[Content]:
    """`scores` side by side in at most `width` cells; empty if not all of them fit."""
    drawn = [digits.small(score.share) for score in scores]
    if not drawn or not all(drawn):
        return []
    if sum(len(rows[0]) + _BETWEEN for rows in drawn) - _BETWEEN > width:
        return []
    across = " " * _BETWEEN
    names = (
        Content.styled(set_cell_size(clip(score.name, len(rows[0])), len(rows[0])), "bold")
        for score, rows in zip(scores, drawn, strict=True)
    )
    return [
        Content(across).join(names),
        *(
            Content(across).join(
                Content.styled(rows[row], score.style) for score, rows in zip(scores, drawn, strict=True)
            )
            for row in range(3)
        ),
    ]
