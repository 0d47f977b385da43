"""Where a text is cut into rows of a given width, counted in terminal cells."""

import re

from rich.cells import cell_len, split_graphemes

Cut = tuple[int, int]
"""Where one row starts and ends in its text; the one space (or newline) between two rows belongs to neither."""

MIN_WIDTH = 2
"""No row is narrower: a wide character must fit."""

# Characters that stand in one cell each and never join with a neighbour: Latin, Greek, Cyrillic, typographic marks.
_SIMPLE = re.compile(r"[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u203b\u20a0-\u20bf\u2500-\u259f]*")
# Characters of wide scripts that must not start a row: closing brackets, stops and commas.
_CLOSING = frozenset("、。，．！？：；」』）】〉》〕〗")


def width_of(text: str) -> int:
    """How many cells `text` takes."""
    return len(text) if text.isascii() or _SIMPLE.fullmatch(text) else cell_len(text)


def wrap(text: str, width: int) -> list[Cut]:
    """The rows of `text` in at most `width` cells, as cuts into it; never empty, and no character is lost.

    Rows break at a space or a newline, which is dropped, or between two wide characters; a word longer than a row is
    cut where it must be, never inside a character made of several code points.
    """
    width = max(width, MIN_WIDTH)
    simple = _SIMPLE.fullmatch(text.replace("\n", " ")) is not None
    cuts: list[Cut] = []
    start = 0
    while True:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if simple:
            _wrap_simple(text, start, end, width, cuts)
        else:
            _wrap_any(text, start, end, width, cuts)
        if end == len(text):
            return cuts
        start = end + 1


def clip(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` in at most `width` cells, ending in `ellipsis` where something was cut off."""
    if width_of(text) <= width:
        return text
    room = width - width_of(ellipsis)
    if room <= 0:
        return ""
    if _SIMPLE.fullmatch(text, 0, room + 1):  # and nothing that joins with the last one stays behind
        return text[:room].rstrip() + ellipsis
    end = used = 0
    for _start, stop, cells in split_graphemes(text)[0]:
        if used + cells > room:
            break
        used, end = used + cells, stop
    return text[:end].rstrip() + ellipsis


def _wrap_simple(text: str, start: int, end: int, width: int, cuts: list[Cut]) -> None:
    """Cut `text[start:end]`, where every character takes one cell."""
    while end - start > width:
        space = text.rfind(" ", start, start + width + 1)
        if space <= start:
            cuts.append((start, start + width))
            start += width
        else:
            cuts.append((start, space))
            start = space + 1
    cuts.append((start, end))


def _wrap_any(text: str, start: int, end: int, width: int, cuts: list[Cut]) -> None:
    """Cut `text[start:end]`, whatever is in it."""
    used = 0
    row = start
    # The last place to break: where the row ends, where the next one starts, and the cells up to there.
    stop, after, cells_before = -1, -1, 0
    wide_before = False
    for first, last, cells in split_graphemes(text[start:end])[0]:
        first, last = first + start, last + start
        char = text[first:last]
        if first > row and char[0] not in _CLOSING and (wide_before or cells == 2) and char != " ":
            stop, after, cells_before = first, first, used
        if used + cells > width:
            if char == " ":
                cuts.append((row, first))
                row, used, stop, wide_before = last, 0, -1, False
                continue
            if stop > row:
                cuts.append((row, stop))
                row, used = after, used - cells_before
            if used + cells > width:
                cuts.append((row, first))
                row, used = first, 0
            stop = -1
        used += cells
        if char == " " and first > row:
            stop, after, cells_before = first, last, used
        wide_before = cells == 2
    cuts.append((row, end))
