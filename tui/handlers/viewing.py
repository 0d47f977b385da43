"""The keys of the screen itself: shield, zoom, theme, a picture of it, help, and leaving.

Pages are imported when they are opened: the first frame does without them.
"""

import re
from pathlib import Path

from tui.handlers.base import Replaying
from tui.widgets.listing import Listing
from tui.widgets.scrubber import Scrubber
from tui.widgets.signs import signs_of


class Viewing(Replaying):
    """Actions on how the day is shown."""

    def action_shield(self) -> None:
        """Lift or lower the spoiler shield."""
        self.session.shield = not self.session.shield
        self.tick()

    def action_zoom(self, steps: int) -> None:
        """Zoom the scrubber."""
        scrubber = self.query_one(Scrubber)
        if steps > 0:
            scrubber.zoom_in()
        else:
            scrubber.zoom_out()

    def action_pane(self, step: int) -> None:
        """The keyboard to the next pane, or to the one before."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def theme_names(self) -> list[str]:
        """The program's own themes, in their order."""
        return [name for name, theme in self.app.available_themes.items() if "quiet" in theme.variables]

    def action_theme(self) -> None:
        """The next theme."""
        names = self.theme_names()
        place = names.index(self.app.theme) + 1 if self.app.theme in names else 0
        self.set_theme(names[place % len(names)])

    def set_theme(self, name: str) -> None:
        """That theme."""
        self.app.theme = name
        self.say(f"Theme: {name}.")

    def action_screenshot(self) -> None:
        """A picture of the screen as SVG, in the current folder, beside those that are there."""
        at = self.session.replay.position().astimezone(self.zone)
        title = re.sub(r"[^\w]+", "-", self.archive.header.title.lower(), flags=re.ASCII).strip("-")[:40] or "day"
        stem = f"{title}-{at:%H%M}"
        svg = self.app.export_screenshot(title=f"{self.archive.header.title}, {at:%H:%M}")
        for number in range(1, 1000):
            path = Path(f"{stem}.svg" if number == 1 else f"{stem}-{number}.svg")
            try:
                with path.open("x", encoding="utf-8") as file:
                    file.write(svg)
            except FileExistsError:
                continue
            except OSError as error:
                self.say(f"No picture: {error.strerror or error}.")
                return
            self.say(f"The picture is {path.absolute()}")
            return

    def action_help(self) -> None:
        """What keys do here."""
        from tui.screens.help import HelpScreen, replay_sections

        aside = isinstance(self.focused, Listing)
        self.open_page(HelpScreen(replay_sections(self.actions, aside=aside, glyphs=signs_of(self)), self.actions))

    def action_line_help(self) -> None:
        """What keys do, and what may be written, while a line is typed."""
        from tui.screens.help import HelpScreen, prompt_sections

        kind = self.prompt.kind
        self.open_page(HelpScreen(prompt_sections(kind.sign if kind else ":")))

    async def action_quit(self) -> None:
        """Leave."""
        self.app.exit(return_code=0)
