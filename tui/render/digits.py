"""Figures and names drawn large, from block characters: bitmaps of half a row each, at any whole scale."""

import unicodedata
from collections.abc import Mapping, Sequence


def _font(drawings: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """Each sign's rows of pixels, `#` for ink, from the top; every sign of a font is equally tall."""
    return {char: rows.split() for char, rows in drawings.items()}


_FIGURES = _font(
    {
        "0": ".#####. ####### ##...## ##...## ##...## ##...## ##...## ##...## ##...## ##...## ####### .#####.",
        "1": "..##. .###. ####. ####. ..##. ..##. ..##. ..##. ..##. ..##. ..##. ..##.",
        "2": ".#####. ####### ##...## .....## .....## ....### ..####. .####.. ###.... ##..... ####### #######",
        "3": ".#####. ####### ##...## .....## .....## ..####. ..####. .....## .....## ##...## ####### .#####.",
        "4": "....##. ...###. ..####. .##.##. ##..##. ##..##. ####### ####### ....##. ....##. ....##. ....##.",
        "5": "####### ####### ##..... ##..... ######. ####### .....## .....## .....## ##...## ####### .#####.",
        "6": ".#####. ####### ##...## ##..... ##..... ######. ####### ##...## ##...## ##...## ####### .#####.",
        "7": "####### ####### .....## .....## ....##. ....##. ...##.. ...##.. ..##... ..##... ..##... ..##...",
        "8": ".#####. ####### ##...## ##...## ##...## .#####. .#####. ##...## ##...## ##...## ####### .#####.",
        "9": ".#####. ####### ##...## ##...## ##...## ####### .###### .....## .....## ##...## ####### .#####.",
        ".": ".. .. .. .. .. .. .. .. .. .. ## ##",
        ",": ".. .. .. .. .. .. .. .. .. ## ## #.",
        "%": ".##....## ####...## ####..##. .##...##. ....##... ....##... "
        "...##.... ...##.... .##...##. .##..#### ##...#### ##....##.",
        "-": "..... ..... ..... ..... ..... ##### ##### ..... ..... ..... ..... .....",
        " ": "... ... ... ... ... ... ... ... ... ... ... ...",
    }
)
_LETTERS = _font(
    {
        "A": ".###. #...# #...# ##### #...# #...# #...#",
        "B": "####. #...# #...# ####. #...# #...# ####.",
        "C": ".###. #...# #.... #.... #.... #...# .###.",
        "D": "####. #...# #...# #...# #...# #...# ####.",
        "E": "##### #.... #.... ####. #.... #.... #####",
        "F": "##### #.... #.... ####. #.... #.... #....",
        "G": ".###. #...# #.... #.### #...# #...# .####",
        "H": "#...# #...# #...# ##### #...# #...# #...#",
        "I": "### .#. .#. .#. .#. .#. ###",
        "J": "..### ...#. ...#. ...#. ...#. #..#. .##..",
        "K": "#...# #..#. #.#.. ##... #.#.. #..#. #...#",
        "L": "#.... #.... #.... #.... #.... #.... #####",
        "M": "#...# ##.## #.#.# #.#.# #...# #...# #...#",
        "N": "#...# ##..# #.#.# #.#.# #..## #...# #...#",
        "O": ".###. #...# #...# #...# #...# #...# .###.",
        "P": "####. #...# #...# ####. #.... #.... #....",
        "Q": ".###. #...# #...# #...# #.#.# #..#. .##.#",
        "R": "####. #...# #...# ####. #.#.. #..#. #...#",
        "S": ".#### #.... #.... .###. ....# ....# ####.",
        "T": "##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..",
        "U": "#...# #...# #...# #...# #...# #...# .###.",
        "V": "#...# #...# #...# #...# #...# .#.#. ..#..",
        "W": "#...# #...# #...# #.#.# #.#.# ##.## #...#",
        "X": "#...# #...# .#.#. ..#.. .#.#. #...# #...#",
        "Y": "#...# #...# .#.#. ..#.. ..#.. ..#.. ..#..",
        "Z": "##### ....# ...#. ..#.. .#... #.... #####",
        "0": ".###. #...# #..## #.#.# ##..# #...# .###.",
        "1": ".#. ##. .#. .#. .#. .#. ###",
        "2": ".###. #...# ....# ..##. .#... #.... #####",
        "3": ".###. #...# ....# ..##. ....# #...# .###.",
        "4": "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
        "5": "##### #.... ####. ....# ....# #...# .###.",
        "6": "..##. .#... #.... ####. #...# #...# .###.",
        "7": "##### ....# ...#. ..#.. .#... .#... .#...",
        "8": ".###. #...# #...# .###. #...# #...# .###.",
        "9": ".###. #...# #...# .#### ....# ...#. .##..",
        "%": "##..# ##..# ...#. ..#.. .#... #..## #..##",
        ",": ".. .. .. .. .. .# #.",
        ":": ". . # . . # .",
        ";": ".. .. .# .. .. .# #.",
        "!": "# # # # # . #",
        "?": ".###. #...# ....# ..##. ..#.. ..... ..#..",
        "(": ".# #. #. #. #. #. .#",
        ")": "#. .# .# .# .# .# #.",
        "/": "....# ....# ...#. ..#.. .#... #.... #....",
        "&": ".##.. #..#. #..#. .##.. #.#.# #..#. .##.#",
        "+": "..... ..#.. ..#.. ##### ..#.. ..#.. .....",
        '"': "#.# #.# ... ... ... ... ...",
        "£": "..##. .#..# .#... ###.. .#... .#... #####",
        "€": "..### .#... ####. .#... ####. .#... ..###",
        "-": "... ... ... ### ... ... ...",
        "'": "# # . . . . .",
        ".": ". . . . . . #",
        " ": "... ... ... ... ... ... ...",
    }
)
_SMALL = _font(
    {
        "0": "### #.# #.# #.# ###",
        "1": "##. .#. .#. .#. ###",
        "2": "### ..# ### #.. ###",
        "3": "### ..# ### ..# ###",
        "4": "#.# #.# ### ..# ..#",
        "5": "### #.. ### ..# ###",
        "6": "### #.. ### #.# ###",
        "7": "### ..# ..# ..# ..#",
        "8": "### #.# ### #.# ###",
        "9": "### #.# ### ..# ###",
        ".": ". . . . #",
        "%": "#.# ..# .#. #.. #.#",
    }
)
_LETTERS_TALL = len(_LETTERS[" "])
_SMALL_WIDE = 4
"""The columns of a small sign, and one between two."""
_TYPEWRITER = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": ".", "\xa0": " "})
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def figure(text: str, width: int, height: int, *, ascii_only: bool = False) -> list[str]:
    """`text` (digits, `. , % -`) as large as fits into `width` by `height` cells, as rows of equal width.

    Empty if it does not fit at all, or has a character that cannot be drawn so.
    """
    return _drawn(text, _FIGURES, width, height, ascii_only)


def small(text: str) -> list[str]:
    """`text` (digits, `.` and `%`) in three rows of equal width; empty if it has a character that cannot be drawn."""
    return _drawn(text, _SMALL, len(text) * _SMALL_WIDE, 3, ascii_only=False)


def letters(text: str, width: int, height: int, *, ascii_only: bool = False) -> list[str]:
    """`text` in capitals as large as fits into `width` by `height` cells; accents are left off; else as `figure`."""
    return _drawn(_plain(text), _LETTERS, width, height, ascii_only)


def letters_wrapped(text: str, width: int, most_lines: int, *, ascii_only: bool = False) -> list[str]:
    """`text` in capitals at the smallest scale, in at most `most_lines` lines of words and a row between two.

    Empty if it takes more lines, or as `figure`.
    """
    lines: list[str] = []
    for word in _plain(text).split():
        if any(char not in _LETTERS for char in word):
            return []
        if lines and _wide(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if not 0 < len(lines) <= most_lines:
        return []
    rows: list[str] = []
    for line in lines:
        drawn = letters(line, width, (_LETTERS_TALL + 1) // 2, ascii_only=ascii_only)
        if not drawn:
            return []
        rows += [*([""] if rows else []), *drawn]
    return rows


def _wide(text: str) -> int:
    """The columns that `text` takes at the smallest scale."""
    return sum(len(_LETTERS[char][0]) + 1 for char in text) - 1


def _plain(text: str) -> str:
    """`text` in the signs of the font: capitals without accents, typewriter quotes and dashes."""
    decomposed = unicodedata.normalize("NFD", text.translate(_TYPEWRITER))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).upper()


def _drawn(text: str, font: Mapping[str, Sequence[str]], width: int, height: int, ascii_only: bool) -> list[str]:
    if not text or any(char not in font for char in text):
        return []
    lines = [".".join(rows) for rows in zip(*(font[char] for char in text), strict=True)]
    scale = min(width // len(lines[0]), 2 * height // len(lines))
    if ascii_only:
        scale -= scale % 2  # a row of the terminal is then all ink or none
    if scale < 1:
        return []
    pixels = [[pixel == "#" for pixel in line for _ in range(scale)] for line in lines for _ in range(scale)]
    if len(pixels) % 2:
        pixels.append([False] * len(pixels[0]))
    pairs = zip(pixels[::2], pixels[1::2], strict=True)
    rows = ["".join(_HALVES[pair] for pair in zip(*pair_of_rows, strict=True)) for pair_of_rows in pairs]
    return [row.replace("█", "#") for row in rows] if ascii_only else rows
