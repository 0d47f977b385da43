"""A made-up day, an app that shows one widget of it, and goldens of what the screen says."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget

from feeds.archive import Archive
from feeds.model import Author, Block, Day, Header, Post, When

os.environ["TEXTUAL_ANIMATIONS"] = "none"

GOLDENS = Path(__file__).parent / "goldens"
START = datetime(2031, 5, 3, 6, 15, tzinfo=UTC)
"""Quarter past eight in the morning in Oslo."""

_WORDS = (
    "The harbour office opened early and a queue had formed along the quay before the first ferry came in.",
    "“We have waited nine years for this,” said one of them, “and I would rather wait in the rain than miss it.”",
    "Ballots from the outer islands arrive by boat; the clerk expects the last box shortly after two.",
    "Nothing has been counted yet. What goes round on the quay is talk, and talk only.",
    "Both camps say that turnout decides it, and both say that they are the ones it favours.",
)


def made_up_day(count: int = 60) -> Day:
    """A day about a vote on a pier: every kind, quotes, lists, figures, tweets, guessed times, a gap, a night."""
    posts = [_post(number) for number in range(count)]
    return Day(header=Header(title="The pier vote", timezone="Europe/Oslo"), posts=tuple(posts))


def _post(number: int) -> Post:
    minutes = number * 6 + (95 if number > 20 else 0) + (14 * 60 if number > 50 else 0)
    at = START + timedelta(minutes=minutes)
    guess = number % 4 == 2
    when = When(
        at=at,
        earliest=at - timedelta(minutes=5) if guess else at,
        latest=at + timedelta(minutes=5) if guess else at,
        basis="inferred" if guess else "stated",
    )
    ident = f"p{number}"
    words = tuple(Block(type="paragraph", text=_WORDS[(number + i) % len(_WORDS)]) for i in range(1 + number % 2))
    match number % 10:
        case 3:
            body = (*words[:1], Block(type="quote", text="A pier is a promise that a town makes to the sea."))
            return Post(id=ident, kind="post", when=when, heading="The mayor speaks", body=body)
        case 4:
            author = Author(name="Ingrid Moe", handle="ingridmoe")
            part_of = f"p{number - 1}"
            parent_when = _post(number - 1).when
            text = "Heard the mayor. Not a word about who pays. 🚢 #pier"
            return Post(
                id=ident,
                kind="tweet",
                when=parent_when,
                part_of=part_of,
                author=author,
                body=(Block(type="tweet", text=text),),
            )
        case 5:
            body = tuple(Block(type="item", text=text) for text in _WORDS[2:5])
            return Post(id=ident, kind="summary", when=when, heading="Where things stand", body=body)
        case 6:
            author = Author(name="Odd Berg", handle="oddberg", role="harbour clerk")
            return Post(id=ident, kind="tweet", when=when, author=author, body=words[:1])
        case 7 if number == 37:
            rows = ("Yes - 3,204 (61.8%)", "No: 1,981 (38.2%)", "Spoilt: 12", "Turnout - 77.6%")
            body = (Block(type="paragraph", text="The clerk reads the count from the steps of the harbour office."),)
            body += tuple(Block(type="row", text=row) for row in rows)
            return Post(
                id=ident,
                kind="announcement",
                when=when,
                key=True,
                heading="The pier will be built: 61.8% say yes",
                body=body,
            )
        case 8:
            heading = "Counting begins" if number == 28 else None
            return Post(id=ident, kind="post", when=when, updated=True, key=number == 28, heading=heading, body=words)
        case 9:
            return Post(
                id=ident,
                kind="article",
                when=when,
                author=Author(name="Liv Dahl"),
                heading="What a pier is for",
                body=words,
            )
    return Post(id=ident, kind="post", when=when, body=words)


class Stage(App[None]):
    """Some widgets and nothing else, the first of them in focus."""

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self._widgets = widgets

    def compose(self) -> ComposeResult:
        yield from self._widgets

    def on_mount(self) -> None:
        self._widgets[0].focus()


def screen_text(app: App[None]) -> str:
    """What the screen says, row by row; the one place that looks into Textual's compositor."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips) + "\n"


@pytest.fixture(scope="session")
def day() -> Day:
    return made_up_day()


@pytest.fixture(scope="session")
def archive(day: Day) -> Archive:
    return Archive.from_day(day)


@pytest.fixture
def stage() -> type[Stage]:
    return Stage


@pytest.fixture
def text_of() -> Callable[[App[None]], str]:
    return screen_text


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare with a kept text; `GOLDENS=rewrite` in the environment keeps the new one instead."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / f"{name}.txt"
        if os.environ.get("GOLDENS") == "rewrite":
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
