"""Make every picture of this folder from the real app at fixed moments: `python screenshots/make.py [NAME...]`.

Needs the extra `screenshots`. Each picture is written as SVG, as Textual draws it, and as PNG.
"""

import asyncio
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import resvg_py

from feeds.archive import Archive
from feeds.days import PATH, bundled
from feeds.ingest import ingest
from tui.app import ReplayApp
from tui.cli.inputs import cue_sheet
from tui.loading import AtHand
from tui.opening import Settings
from tui.themes import NIGHT, THEMES

HERE = Path(__file__).resolve().parent
FONT = "DejaVu Sans Mono"


@dataclass(frozen=True, slots=True)
class Picture:
    """A moment of the day, the keys pressed there, the size in cells and the theme."""

    name: str
    at: str
    size: tuple[int, int] = (120, 40)
    keys: tuple[str, ...] = ()
    theme: str = "night"
    present: bool = False
    ascii: bool = False


PICTURES = (
    Picture("morning", "09:20"),
    Picture("rumour", "first corbyn reported"),
    Picture("declaration", "61.8%"),
    Picture("search", "14:00", keys=("slash", *"unity", "enter")),
    Picture("stage", "61.8%", keys=("escape",), present=True),
    Picture("stage-words", "argument over the purge", keys=("escape",), present=True),
    Picture("filter", "14:00", keys=("ampersand", *"unity", "enter")),
    Picture("plain-signs", "61.8%", size=(80, 24), theme="plain", ascii=True),
    Picture("post", "first corbyn reported", keys=("enter",)),
    Picture("palette", "61.8%", keys=("ctrl+p",)),
    Picture("marks", "61.8%", keys=("m", *"the number", "enter", "apostrophe")),
    Picture("help", "61.8%", keys=("question_mark",)),
    Picture("small", "61.8%", size=(80, 24)),
    Picture("smallest", "61.8%", size=(60, 20)),
    Picture("tiny", "61.8%", size=(40, 12)),
    Picture("large", "13:00", size=(200, 60)),
    *(
        Picture(f"theme-{theme.name}", "61.8%", size=(100, 30), theme=theme.name)
        for theme in THEMES
        if theme is not NIGHT
    ),
)


async def draw(picture: Picture) -> str:
    """The picture as SVG; the clock stands still, so that it comes out the same each time."""
    settings = Settings(
        at=picture.at,
        paused=True,
        present=picture.present,
        cues=cue_sheet(None),
        files=(str(PATH),),
        ascii=picture.ascii,
    )
    app = ReplayApp(AtHand(Archive.from_day(ingest([bundled()]).day)), settings, now=lambda: 0.0)
    app.theme = picture.theme
    async with app.run_test(size=picture.size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        for key in picture.keys:
            await pilot.press(key)
        await app.workers.wait_for_complete()
        await pilot.pause(0.2)
        return app.export_screenshot(title="asithappened")


def to_png(svg: str) -> bytes:
    """The same picture as PNG. Fonts named by address are not fetched: the machine's own monospace stands in.

    It is set a little larger, so that blocks touch those of the next row, as they do in a terminal.
    """
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family:[^;]*;", f"font-family: {FONT};", svg)
    svg = svg.replace("font-size: 20px", "font-size: 21px")
    svg = re.sub(r'clip-path="url\(#[^)]*-line-\d+\)"', "", svg)
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, font_family=FONT, monospace_family=FONT))


def main() -> None:
    """Draw the pictures named on the command line, or all."""
    wanted = set(sys.argv[1:])
    for picture in PICTURES:
        if wanted and picture.name not in wanted:
            continue
        svg = asyncio.run(draw(picture))
        (HERE / f"{picture.name}.svg").write_text(svg, encoding="utf-8")
        (HERE / f"{picture.name}.png").write_bytes(to_png(svg))
        print(picture.name)


if __name__ == "__main__":
    main()
