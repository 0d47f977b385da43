"""A word for a terminal that is too small for the replay; the replay goes on behind it."""

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget


class TooSmall(Widget):
    """Says how large the terminal is and how large it needs to be."""

    DEFAULT_CSS = """
    TooSmall { display: none; width: 1fr; height: 1fr; content-align: center middle; text-align: center; }
    """

    def __init__(self, least: tuple[int, int], *, id: str | None = None) -> None:
        """`least` is the smallest terminal that will do, columns and rows."""
        super().__init__(id=id)
        self._least = least

    def render(self) -> RenderResult:
        """The word, in as many rows as there are."""
        width, height = self.app.size
        least = "{} by {}".format(*self._least)
        if self.size.height < 3 or self.size.width < 20:
            return Content(f"Needs {least}")
        return Content(f"A little more room, please.\nThis is {width} by {height},\nthe replay needs {least}.")
