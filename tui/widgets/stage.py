"""The stage: one scene, filling the screen."""

from datetime import UTC, tzinfo

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.render import stage
from tui.render.stage import Scene


class Stage(Widget):
    """Draws its scene at whatever size the terminal has."""

    DEFAULT_CSS = "Stage { width: 1fr; height: 1fr; text-wrap: nowrap; } Stage.-blank { background: black; }"
    ALLOW_SELECT = False

    scene: reactive[Scene | None] = reactive(None)

    def __init__(self, zone: tzinfo = UTC, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.zone = zone
        self.ascii_only = ascii_only

    def watch_scene(self, scene: Scene | None) -> None:
        """A blank stage is black in every theme."""
        self.set_class(scene is not None and scene.blank, "-blank")

    def render(self) -> RenderResult:
        """The scene's rows."""
        if self.scene is None:
            return Content()
        rows = stage.rows(self.scene, self.size.width, self.size.height, self.zone, ascii_only=self.ascii_only)
        return Content("\n").join(rows)
