"""The day of a vote on a pier, a sheet of cues for it, and a theatre in which they are played."""

from datetime import UTC, datetime, timedelta

from textual.app import App

from feeds.archive import Archive
from feeds.cues import Script
from feeds.model import Author, Block, Contest, Day, Header, Post, Reading, When
from tui.screens.present import PresentScreen, Talk
from tui.themes import THEMES

START = datetime(2031, 5, 3, 6, 0, tzinfo=UTC)
SHEET = """# The pier, ten minutes
08:00            The queue      speed 60
08:20            The ferry      hold
first yes reported   The hint   hold
61.8%            The result     big
lighthouse       A pause        blank
10:00            The end
"""
LAST_POST = "Nobody knew this before ten"


def post(number: int, minutes: int, text: str, *readings: Reading, **fields: object) -> Post:
    when = When.stated(START + timedelta(minutes=minutes))
    body = tuple(Block(type="paragraph", text=part) for part in text.split("|"))
    return Post(**({"id": f"p{number}", "kind": "post", "when": when, "body": body, "readings": readings} | fields))


def figure(who: str, value: float, status: str, measure: str = "share") -> Reading:
    unit = "%" if measure == "share" else "votes"
    return Reading(
        **(
            {"contest": "The pier", "group": "overall", "who": who, "measure": measure, "value": value, "unit": unit}
            | {"status": status, "source": "the clerk", "text": f"{who} {value}"}
        )
    )


def pier_day() -> Day:
    declared = (
        figure("Yes", 61.8, "declared"),
        figure("Yes", 313209, "declared", "votes"),
        figure("No", 38.2, "declared"),
        figure("No", 193229, "declared", "votes"),
    )
    long = "|".join(f"Paragraph {number}: " + "the harbour office says nothing new. " * 6 for number in range(6))
    posts = (
        post(0, 0, "A queue forms on the quay before anyone has had breakfast."),
        post(1, 10, "The band arrives, and is asked to wait."),
        post(2, 20, "It will be in by nine.", heading="The ferry is late: one 'quite full' boat, says the office"),
        post(3, 40, "A clerk whispers of a yes.", figure("Yes", 60, "reported"), key=True),
        post(4, 40, "It is yes!", kind="tweet", part_of="p3", author=Author(name="Ingrid Moe", handle="ingridmoe")),
        post(5, 60, "The count is read from the steps.", *declared, heading="Yes wins", kind="announcement", key=True),
        post(6, 90, "The mayor promises a lighthouse."),
        post(7, 100, long, heading="A long afternoon"),
        post(8, 120, LAST_POST),
    )
    contests = (Contest(name="The pier", who=("Yes", "No")),)
    header = Header(title="The pier vote", timezone="Europe/Oslo", contests=contests)
    return Day(header=header, posts=posts)


class Theatre(App[None]):
    """An app with nothing but the stage, and a clock that the test moves."""

    def __init__(
        self, archive: Archive, script: Script, talk: timedelta | None = None, *, greeting: bool = False
    ) -> None:
        super().__init__()
        self.clock = 100.0
        self.left: list[datetime | None] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "night"
        self.stage = PresentScreen(
            archive, script, lambda: self.clock, talk=Talk(talk) if talk else None, greeting=greeting
        )

    def on_mount(self) -> None:
        self.push_screen(self.stage, self.left.append)

    def wait(self, seconds: float) -> None:
        """Time passes, sampled often."""
        for _ in range(round(seconds * 5)):
            self.clock += 0.2
            self.stage.run.position()
        self.stage.tick()
