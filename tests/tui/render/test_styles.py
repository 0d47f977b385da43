"""Text keeps a readable contrast in every theme."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tui.render import inks, scrubber
from tui.render.styles import READABLE, contrast, readable
from tui.themes import THEMES
from tui.widgets.scrubber import Scrubber
from tui.widgets.timeline import Timeline

COLORS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: Color(*rgb))


def test_contrast_of_black_and_white() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color(9, 9, 9), Color(9, 9, 9)) == 1


@given(COLORS, COLORS)
def test_any_colour_becomes_readable(color: Color, background: Color) -> None:
    assert contrast(readable(color, background), background) >= READABLE - 0.1


def test_a_readable_colour_stays() -> None:
    assert readable(Color(240, 240, 240), Color(10, 10, 10)) == Color(240, 240, 240)


async def test_every_theme(stage: Any) -> None:
    widgets = (Timeline(), Scrubber())
    app = stage(*widgets)
    async with app.run_test(size=(60, 12)) as pilot:
        for theme in THEMES:
            app.register_theme(theme)
        for name in [theme.name for theme in THEMES if not theme.ansi] + [
            name for name in BUILTIN_THEMES if "ansi" not in name
        ]:
            app.theme = name
            await pilot.pause()
            for lit, dimmed in product((False, True), repeat=2):
                styles = widgets[0]._drawing.inks.styles(lit=lit, dimmed=dimmed)
                for part in (name for name, ink in inks._INKS.items() if not ink.mark):
                    assert _contrast(styles[part]) >= READABLE - 0.1, (name, part, lit, dimmed)
                if dimmed and any(theme.name == name for theme in THEMES):
                    bright = widgets[0]._drawing.inks.styles(lit=lit)
                    assert all(styles[part] == styles["beside"] for part in inks._DIMMED if part != "meter"), name
                    assert _contrast(bright["text"]) >= 1.5 * _contrast(styles["text"]), (name, lit)
            widgets[1].render_line(0)
            for part in (name for name, ink in scrubber.INKS.items() if not ink.mark):
                assert _contrast(widgets[1]._styles[part]) >= READABLE - 0.1, (name, part)


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_on_the_terminals_own_colours_marked_text_is_swapped(stage: Any, theme: str) -> None:
    widget = Timeline()
    app = stage(widget)
    async with app.run_test(size=(60, 12)) as pilot:
        app.theme = theme
        await pilot.pause()
        for lit in (False, True):
            styles = widget._drawing.inks.styles(lit=lit)
            assert styles["hit"].reverse
            assert styles["chip"].reverse
            assert str(styles["text"]) == "default on default"


def _contrast(style: Any) -> float:
    return contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
