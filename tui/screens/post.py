"""The page of one post: its whole text, its time with interval and reason, its figures, and where it came from."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from feeds.model import Author, Block, Post, When
from tui.actions import POST, page_bindings
from tui.render.figures import number
from tui.screens.help import HelpScreen, sections

_BASIS = {
    "stated": "stated by the source",
    "id": "read from the id",
    "cited": "cited by another post",
    "scheduled": "scheduled",
    "inferred": "inferred",
}


class PostScreen(ModalScreen[None]):
    """One post over the replay, with the posts embedded in it; the clock stands still below it."""

    CSS_PATH = "post.tcss"
    BINDINGS = [*page_bindings(POST)]

    def __init__(self, post: Post, embedded: tuple[Post, ...], zone: tzinfo) -> None:
        super().__init__()
        self.post = post
        self.embedded = embedded
        self.zone = zone

    def compose(self) -> ComposeResult:
        """The parts, top to bottom."""
        with VerticalScroll() as page:
            page.border_title = Content(self.post.kind.capitalize())
            page.border_subtitle = "esc closes"
            for part in _parts(self.post, self.embedded, self.zone):
                yield Static(part, classes="part")

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)

    def action_help(self) -> None:
        """What keys do here."""
        self.app.push_screen(HelpScreen(sections(POST[0].group, POST)))


def _parts(post: Post, embedded: tuple[Post, ...], zone: tzinfo) -> Iterator[Content]:
    if post.when is not None:
        yield _time(post.when, zone)
    if post.heading:
        yield Content.styled(post.heading, "bold")
    if post.author:
        yield Content.styled(byline(post.author), "$primary")
    if post.body:
        yield Content("\n\n").join(_block(block) for block in post.body)
    for tweet in embedded:
        words = Content("\n").join(Content(block.text) for block in tweet.body)
        yield Content.assemble((byline(tweet.author) if tweet.author else "Tweet", "$primary"), "\n", words)
    readings = [reading for each in (post, *embedded) for reading in each.readings]
    if readings:
        rows = [Content.styled("Figures in it", "bold $accent")]
        rows += [
            Content.assemble(
                f"{number(reading.value, reading.unit):>9}  ",
                (f"{reading.status:<9} ", "$quiet"),
                " ".join(filter(None, (reading.who, reading.measure, f"({reading.group})"))),
                f" · {reading.source}" if reading.source else "",
            )
            for reading in readings
        ]
        yield Content("\n").join(rows)
    if post.url:
        yield Content.assemble(("Link  ", "bold $accent"), post.url)
    if post.origin:
        origin = post.origin
        place = f"lines {origin.first_line} to {origin.last_line}" if origin.first_line else origin.path or ""
        yield Content.assemble(("Source  ", "bold $accent"), f"{origin.file} {place}".strip())


def _time(when: When, zone: tzinfo) -> Content:
    at, earliest, latest = (instant.astimezone(zone) for instant in (when.at, when.earliest, when.latest))
    text = Content.assemble(
        (f"{'' if when.exact else '~'}{at:%H:%M}", "bold $accent"), f" {at:%A %-d %B %Y}, {_BASIS[when.basis]}"
    )
    if not when.exact:
        text += Content(f"\nBetween {_moment(earliest, at)} and {_moment(latest, at)}.")
    if when.why:
        text += Content(f"\n{when.why}")
    return text


def _moment(instant: datetime, near: datetime) -> str:
    return f"{instant:%H:%M}" if instant.date() == near.date() else f"{instant:%-d %B %H:%M}"


def byline(author: Author) -> str:
    """An author as one line: name, handle, role."""
    parts = [author.name, f"@{author.handle}" if author.handle else None, author.role]
    return " · ".join(part for part in parts if part)


def _block(block: Block) -> Content:
    if block.type == "quote":
        return Content("\n").join(Content.assemble(("│ ", "$accent"), row) for row in block.text.split("\n"))
    if block.type == "item":
        return Content(f"• {block.text}")
    return Content(block.text)
