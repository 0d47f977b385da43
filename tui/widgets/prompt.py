"""The prompt: a line that opens under the timeline, for a search, a filter, a command or a note."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, cast

from textual.containers import Horizontal
from textual.content import Content
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from tui.actions import PROMPT, binding
from tui.render.cells import clip, width_of
from tui.widgets.signs import signs_of

if TYPE_CHECKING:
    from tui.widgets.line import Line, Note

KEPT = 50
"""Lines of each kind that are remembered while the program runs."""
_GAP, _STEP = 2, 12
"""Cells between the line and the note, and by how many the note grows."""
_LEAST, _ROOMY = 24, 60
"""The least width of the note on a screen with that many columns: what the first letters find moves nothing."""
_AROUND = 4
"""Cells of the prompt beside the sign, the line and the note: its margins, a space, and the cursor behind the text."""
_BETWEEN = ("; ", "  ")
"""What stands between the parts of a hint; the last part gives way first."""
_PATIENCE = 1.0
"""Real seconds after which a widget that does not answer is not waited for."""


class Kind(NamedTuple):
    """What a line is for: the sign before it, and what its emptiness says."""

    sign: str
    hint: str


class Asking(NamedTuple):
    """Who asks for a line, and what becomes of it: called with the text at every change, at Enter, and at Escape.

    These are calls and no messages: the key after Enter must find its work done. `propose` completes a line.
    """

    kind: Kind
    done: Callable[[str], None]
    changed: Callable[[str], None] | None = None
    left: Callable[[], None] | None = None
    propose: Callable[[str], str | None] | None = None


class _Proposing(Suggester):
    """Asks whoever asked for the line how it may go on."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.propose: Callable[[str], str | None] | None = None

    async def get_suggestion(self, value: str) -> str | None:
        """The whole line that `value` may become."""
        return self.propose(value) if self.propose is not None else None


class Prompt(Horizontal):
    """A sign and what is typed behind it; `note` tells at its end what comes of it, or what is wrong with it.

    Its keys have priority, as the screen's have: they act in the order in which they are pressed, on a line that has
    taken in all text before them. `prepare` comes before `open`.
    """

    # Over the last row of the panes: to make room for it would be to lay out everything anew.
    DEFAULT_CSS = """
    Prompt { layer: line; dock: bottom; height: 1; padding: 0 1; background: $panel; }
    """
    BINDINGS = [binding(action) for action in PROMPT]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.display = False
        self._asking: Asking | None = None
        self._proposing = _Proposing()
        self._lines: dict[str, list[str]] = {}
        self._recalled = 0

    def prepare(self) -> None:
        """Make the parts, left to right."""
        from tui.widgets.line import Line, Note, Sign

        self.mount(Sign(classes="sign"), Line(compact=True, select_on_focus=False), Note(classes="note"))

    @property
    def is_open(self) -> bool:
        """Whether the line is there."""
        return self._asking is not None

    @property
    def kind(self) -> Kind | None:
        """What the line is for, while it is there."""
        return None if self._asking is None else self._asking.kind

    @property
    def completes(self) -> bool:
        """Whether the open line is one that can be completed."""
        return self._asking is not None and self._asking.propose is not None

    @property
    def takes_keys(self) -> bool:
        """Whether keys are text."""
        return self.is_open and self.screen.focused in (None, self._input)

    @property
    def _note(self) -> "Note":
        return cast("Note", self.children[2])

    @property
    def _input(self) -> "Line":
        return cast("Line", self.children[1])

    def open(self, asking: Asking, text: str = "") -> None:
        """Show the prompt with `text` in it, selected, so that typing replaces it; take the keyboard at once."""
        self._asking = asking
        self.display = True
        line = self._input
        line.changed = None
        self._proposing.propose = asking.propose
        line.suggester = None if asking.propose is None else self._proposing
        self._recalled = len(self._lines.get(asking.kind.sign, ()))
        sign = self.query_one(".sign", Static)
        sign.update(Content(asking.kind.sign), layout=False)
        _widen(sign, len(asking.kind.sign) + 1)
        line.placeholder = self._hint(asking.kind)
        self._fill(text)
        line.selection = Selection(0, len(text))
        line.changed = asking.changed
        self.note("")
        self.screen.set_focus(line)

    def close(self) -> None:
        """Hide the prompt and let go of the keyboard; nobody is told."""
        self._asking = None
        self.display = False
        if self.children:
            self._input.changed = None
            if self.screen.focused is self._input:
                self.screen.set_focus(None)

    def note(self, text: str) -> None:
        """Say `text` at the right end. What is a little longer or shorter than before moves nothing."""
        note = self._note
        _widen(note, max(-(-(width_of(text) + _GAP) // _STEP) * _STEP, self._least))
        note.text = text

    def _hint(self, kind: Kind) -> str:
        """What an empty line says, without the parts for which there is no room beside the note."""
        room = self.app.size.width - _AROUND - len(kind.sign) - self._least
        hint = kind.hint
        for between in _BETWEEN:
            while width_of(hint) > room and between in hint:
                hint = hint.rpartition(between)[0]
        return clip(hint, room, signs_of(self).ellipsis)

    @property
    def _least(self) -> int:
        """The least width of the note."""
        return _LEAST if self.app.size.width >= _ROOMY else 0

    def _fill(self, text: str) -> None:
        self._input.value = text
        self._input.cursor_position = len(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Nobody else needs to hear of it."""
        event.stop()

    async def _settled(self) -> None:
        """Wait until all keys before this one are in the line, and its changes told."""
        for widget in (self._input, self._input, self):
            await _idle(widget)

    async def action_submit(self) -> None:
        """Do it, and back to reading."""
        await self._settled()
        asking, text = self._asking, self._input.value
        if asking is None:
            return
        lines = self._lines.setdefault(asking.kind.sign, [])
        if text.strip() and lines[-1:] != [text]:
            lines.append(text)
            del lines[:-KEPT]
        self.close()
        asking.done(text)

    async def action_leave(self) -> None:
        """Forget it."""
        await self._settled()
        self.leave()

    def leave(self) -> None:
        """Close, and tell whoever asked that there is no line."""
        asking = self._asking
        self.close()
        if asking is not None and asking.left is not None:
            asking.left()

    async def action_complete(self) -> None:
        """Take what is proposed."""
        await self._settled()
        propose = self._proposing.propose
        if propose is not None and (line := propose(self._input.value)) is not None:
            self._fill(line)

    async def action_recall(self, step: int) -> None:
        """Another of the lines typed here before; below the last, an empty one."""
        await self._settled()
        lines = self._lines.get(self._asking.kind.sign, []) if self._asking is not None else []
        if lines:
            self._recalled = min(max(self._recalled + step, 0), len(lines))
            self._fill(lines[self._recalled] if self._recalled < len(lines) else "")


def _widen(widget: Widget, width: int) -> None:
    """Give a widget another width; to give it the one that it has would be to lay out the screen for nothing."""
    if widget.styles.width is None or widget.styles.width.value != width:
        widget.styles.width = width


async def _idle(widget: Widget) -> None:
    """Wait until `widget` has dealt with what it was sent so far."""
    done = asyncio.Event()
    if widget.call_later(done.set):
        with_patience = asyncio.wait_for(done.wait(), _PATIENCE)
        try:
            await with_patience
        except TimeoutError:
            return
