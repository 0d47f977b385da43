"""The signs: one cell each, ASCII where they must be, chosen by the locale."""

import pytest

from tui.render.cells import width_of
from tui.render.glyphs import ASCII, UNICODE, Glyphs, of_locale, said

_WIDE = {"ellipsis", "arrow"}


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_every_sign_is_one_cell_wide(glyphs: Glyphs) -> None:
    for name, value in glyphs._asdict().items():
        signs = list(value) if isinstance(value, str) else list(value.values())
        if name not in _WIDE:
            assert all(width_of(sign) == 1 for sign in signs), name


def test_ascii_signs_are_ascii() -> None:
    for name, value in ASCII._asdict().items():
        assert "".join(value if isinstance(value, str) else value.values()).isascii(), name


@pytest.mark.parametrize(
    ("environ", "glyphs"),
    [
        ({}, UNICODE),
        ({"LANG": "en_GB.UTF-8"}, UNICODE),
        ({"LANG": "C.UTF-8"}, UNICODE),
        ({"LANG": "de_DE.utf8@euro"}, UNICODE),
        ({"LC_CTYPE": "C.UTF-8"}, UNICODE),
        ({"LANG": "C"}, ASCII),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, ASCII),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "C"}, ASCII),
        ({"LANG": "de_DE.ISO-8859-1"}, ASCII),
        ({"LANG": "en_US"}, ASCII),
        ({"LANG": "C", "LC_ALL": "en_GB.UTF-8"}, UNICODE),
        ({"LANG": "C", "LC_CTYPE": "nb_NO.UTF-8"}, UNICODE),
    ],
)
def test_the_locale_chooses(environ: dict[str, str], glyphs: Glyphs) -> None:
    assert of_locale(environ) is glyphs


def test_words_of_the_program_are_put_in_plain_signs() -> None:
    text = "waits ≤ 5 s · 60× → on …"
    assert said(text, UNICODE) == text
    assert said(text, ASCII) == "waits <= 5 s - 60x -> on ..."
