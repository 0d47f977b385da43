"""One table: every action, its keys and its help; footer, help, palette, README and remapping are drawn from it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.binding import Binding
from textual.keys import format_key

TRANSPORT = "The clock"
JUMPING = "Jumping"
MARKING = "Marks"
READING = "Reading"
SEARCHING = "Searching"
VIEW = "The screen"
STAGE = "Present mode"

GROUPS = (TRANSPORT, JUMPING, MARKING, READING, SEARCHING, VIEW)


class Action(NamedTuple):
    """One thing a person can do: `name` is the screen's `action_<name>`, `keys` are Textual's key names.

    `shown` is how help and README write the keys; `footer` is the word in the line of keys, if it stands there, and
    `weight` how soon it gives way there (the highest first, 0 last); `id` is what the user's own key file and the
    command line call it (`name` with hyphens, if nothing is said). A row without
    keys explains what else the keys of its namesake do; its `shown` then ends with `{}`, where these keys stand.
    """

    name: str
    keys: tuple[str, ...]
    shown: str
    help: str
    group: str
    footer: str = ""
    id: str = ""
    weight: int = 0

    @property
    def ident(self) -> str:
        """The action's id."""
        return self.id or self.name.replace("_", "-")

    @property
    def needs_typing(self) -> bool:
        """Whether it does something only after digits."""
        return self.shown[:1].isdigit()

    def with_keys(self, keys: Sequence[str]) -> "Action":
        """The same action on other keys."""
        plain = [key for key in keys if not key.startswith("shift+") or key.removeprefix("shift+").upper() not in keys]
        typed = f"{self.shown.split()[0]} " if self.needs_typing else ""
        return self._replace(keys=tuple(keys), shown=typed + " ".join(map(shown_key, plain)))


def shown_key(key: str) -> str:
    """A key as people write it: "G", "alt ←", "space"."""
    *modifiers, last = key.split("+") if key != "+" else [key]
    return " ".join((*modifiers, _SIGNS.get(last) or format_key(last)))


_SIGNS = {"pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End", "enter": "enter", "escape": "esc"} | {
    "space": "space",
    "backspace": "backspace",
    "tab": "tab",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "plus": "+",
    "minus": "-",
}
_SIGNS |= {f"f{number}": f"F{number}" for number in range(1, 25)}

ACTIONS = (
    Action("play", ("space",), "space", "play or pause", TRANSPORT, "Play", weight=1),
    Action("next_post", ("full_stop",), ".", "on to the next post", TRANSPORT, "Next", weight=3),
    Action("previous_post", ("comma",), ",", "back to the post before", TRANSPORT),
    Action("seek(1)", ("right",), "→", "one minute on", TRANSPORT, id="minute-on"),
    Action("seek(-1)", ("left",), "←", "one minute back", TRANSPORT, id="minute-back"),
    Action("seek(10)", ("shift+right",), "shift →", "ten minutes on", TRANSPORT, id="ten-minutes-on"),
    Action("seek(-10)", ("shift+left",), "shift ←", "ten minutes back", TRANSPORT, id="ten-minutes-back"),
    Action("double", ("right_curly_bracket",), "}", "twice as fast", TRANSPORT),
    Action("halve", ("left_curly_bracket",), "{", "half as fast", TRANSPORT),
    Action("faster", ("greater_than_sign", "plus"), "> +", "next faster speed", TRANSPORT),
    Action("slower", ("less_than_sign", "minus"), "< -", "next slower speed", TRANSPORT),
    Action(
        "backspace",
        ("backspace",),
        "backspace",
        "the speed of life, 1x (or rub out what you typed)",
        TRANSPORT,
        id="speed-of-life",
    ),
    Action("times", ("x",), "30 x", "type a number, then x: that speed", TRANSPORT, id="typed-speed"),
    Action("pace", ("I", "shift+i"), "I", "waits: short, as long as they were, or the same for every post", TRANSPORT),
    Action("loop", ("L", "shift+l"), "L", "at the end, begin again", TRANSPORT),
    Action("clock", ("T", "shift+t"), "T", "time of day, time passed, or time to and from the declaration", TRANSPORT),
    Action("declaration", ("D", "shift+d"), "D", "to the declaration, and hold there", JUMPING, "Result", weight=4),
    Action("next_moment", ("right_square_bracket",), "]", "to the next key moment or cue", JUMPING, "Moment", weight=6),
    Action("previous_moment", ("left_square_bracket",), "[", "to the key moment or cue before", JUMPING),
    Action("next_change", ("e",), "e", "to the next change of a figure", JUMPING),
    Action("previous_change", ("E", "shift+e"), "E", "to the change of a figure before", JUMPING),
    Action("last", (), "11:45 {}", "type a time, then this key: the clock goes there", JUMPING),
    Action(
        "percent",
        ("percent_sign",),
        "50 %",
        "type a share, then %: where that figure was declared, or that much of the day",
        JUMPING,
        id="typed-share",
    ),
    Action(
        "choose", ("enter",), "enter", "the clock to the cursor; on the newest post: open it", JUMPING, "Open", weight=5
    ),
    Action("back", ("alt+left", "ctrl+o"), "alt ← ctrl o", "back to before the last jump", JUMPING),
    Action("forward", ("alt+right",), "alt →", "forward again", JUMPING),
    Action(
        "command",
        ("colon",),
        ":",
        "command line: :goto :first :speed :export :filter ..., or any moment",
        JUMPING,
        "Command",
        weight=10,
    ),
    Action("mark", ("m",), "m", "mark this post, with a note if you like", MARKING, "Mark", weight=9),
    Action("next_mark", ("u",), "u", "to the next mark", MARKING),
    Action("previous_mark", ("U", "shift+u"), "U", "to the mark before", MARKING),
    Action("marks", ("apostrophe",), "'", "list the marks: jump to one, or delete it", MARKING),
    Action("move(1)", ("j", "down"), "j ↓", "down a post", READING, id="down"),
    Action("move(-1)", ("k", "up"), "k ↑", "up a post", READING, id="up"),
    Action("move(1)", (), "5 {}", "type a number first: so many times, with every key that steps or jumps", READING),
    Action("page(1)", ("pagedown",), "PgDn", "down a page", READING, id="page-down"),
    Action("page(-1)", ("pageup",), "PgUp", "up a page", READING, id="page-up"),
    Action("half_page(1)", ("ctrl+d",), "ctrl d", "down half a page", READING, id="half-page-down"),
    Action("half_page(-1)", ("ctrl+u",), "ctrl u", "up half a page", READING, id="half-page-up"),
    Action("first", ("g", "home"), "g Home", "to the first post", READING, id="first-post"),
    Action(
        "last",
        ("G", "shift+g", "end"),
        "G End",
        "to the newest post, and follow; again, with the shield off: the last",
        READING,
        id="newest-post",
    ),
    Action("order", ("o",), "o", "oldest or newest first", READING),
    Action("copy", ("y",), "y", "copy the post's words and its link", READING),
    Action("search", ("slash",), "/", "search as you type", SEARCHING, "Search", weight=2),
    Action("next_hit", ("n",), "n", "next hit", SEARCHING),
    Action("previous_hit", ("N", "shift+n"), "N", "hit before", SEARCHING),
    Action(
        "filter",
        ("ampersand",),
        "&",
        "only the posts that match, each with its neighbours",
        SEARCHING,
        "Filter",
        weight=8,
    ),
    Action("cancel", ("escape",), "esc", "close what is open; clear the search, then the filter", SEARCHING),
    Action(
        "shield",
        ("S", "shift+s"),
        "S",
        "spoiler shield: hide or show what has not happened yet",
        VIEW,
        "Shield",
        weight=12,
    ),
    Action("pane(1)", ("tab",), "tab", "to the figures, the moments, and back", VIEW, "Panes", id="pane", weight=11),
    Action("pane(-1)", ("shift+tab",), "shift tab", "the other way round", VIEW, id="pane-before"),
    Action("zoom(1)", ("z",), "z", "zoom into the scrubber", VIEW, id="zoom-in"),
    Action("zoom(-1)", ("Z", "shift+z"), "Z", "zoom out", VIEW, id="zoom-out"),
    Action("theme", ("t",), "t", "next theme", VIEW),
    Action("screenshot", ("s",), "s", "a picture of the screen, as SVG in this folder", VIEW),
    Action("app.mouse", ("f2",), "F2", "mouse off, so that the terminal selects text; and on", VIEW, id="mouse"),
    Action("present", ("f5",), "F5", "present mode: the words large, from cue to cue", VIEW, "Present", weight=13),
    Action("palette", ("ctrl+p",), "ctrl p", "palette: moments, figures, actions, themes", VIEW),
    Action("help", ("question_mark", "f1"), "? F1", "this help", VIEW, "Help"),
    Action("quit", ("q",), "q ctrl q", "quit", VIEW, "Quit"),
)
"""In the order in which help lists them."""

PRESENT = (
    Action("next", ("pagedown", "right", "n"), "PgDn → n", "on to the next cue; while it plays: there at once", STAGE),
    Action("previous", ("pageup", "left", "p"), "PgUp ← p", "back to the cue before", STAGE),
    Action("toggle", ("space",), "space", "play or pause between two cues; never past a hold", STAGE),
    Action("blank", ("full_stop", "b"), ". b", "black; any key brings the stage back", STAGE),
    Action("scroll_down", ("down", "j"), "↓ j", "further down a long post", STAGE),
    Action("scroll_up", ("up", "k"), "↑ k", "back up", STAGE),
    Action("captions", ("c",), "c", "show or hide the speaker's words", STAGE),
    Action("nothing", ("escape", "f5"), "esc F5", "nothing, but end a blank", STAGE),
    Action("leave", ("q",), "q", "ask whether to leave", STAGE),
    Action("help", ("question_mark", "f1"), "? F1", "the most needed of these keys, in the corner for a moment", STAGE),
)
"""What a presenter's remote and a speaker's hand do on the stage; `name` is the screen's `do_<name>`."""

PROMPT = (
    Action("submit", ("enter",), "enter", "do it, and back to reading", "The line", "Done", weight=1),
    Action("leave", ("escape",), "esc", "forget it", "The line", "Forget"),
    Action("complete", ("tab",), "tab", "take what is proposed", "The line", "Complete", weight=2),
    Action("recall(-1)", ("up",), "↑", "what was typed here before", "The line", "Before", weight=3),
    Action("recall(1)", ("down",), "↓", "and after that", "The line"),
    Action("screen.line_help", ("f1",), "F1", "this help", "The line", "Help"),
)
"""What keys do while a line is typed; everything else is text."""

PANE = (
    Action("take", ("enter",), "enter", "the clock goes there", "A pane at the side", "Go there"),
    Action("step(1)", ("down", "j"), "↓ j", "to the next line that leads somewhere", "A pane at the side"),
    Action("step(-1)", ("up", "k"), "↑ k", "to the one before", "A pane at the side"),
    Action("page(1)", ("pagedown", "ctrl+d"), "PgDn ctrl d", "on by a pane", "A pane at the side"),
    Action("page(-1)", ("pageup", "ctrl+u"), "PgUp ctrl u", "back by a pane", "A pane at the side"),
    Action("end(-1)", ("home", "g"), "Home g", "to the first line", "A pane at the side"),
    Action("end(1)", ("end", "G", "shift+g"), "End G", "to the last line", "A pane at the side"),
)
"""What keys do while the figures or the moments have the keyboard, before they do what they do on the timeline."""


def _scrolling(group: str) -> tuple[Action, ...]:
    """How a page is scrolled."""
    return (
        Action("scroll(1)", ("j", "down"), "j ↓", "down a row", group),
        Action("scroll(-1)", ("k", "up"), "k ↑", "up a row", group),
        Action("page(1)", ("pagedown", "space"), "PgDn space", "down a page", group),
        Action("page(-1)", ("pageup",), "PgUp", "up a page", group),
        Action("end(-1)", ("g", "home"), "g Home", "to its beginning", group),
        Action("end(1)", ("G", "shift+g", "end"), "G End", "to its end", group),
    )


POST = (
    Action("dismiss", ("escape", "q"), "esc q", "back to the timeline", "A post's page"),
    *_scrolling("A post's page"),
    Action("step(1)", ("tab",), "tab", "to the next of its links and of the posts that it names", "A post's page"),
    Action("step(-1)", ("shift+tab",), "shift tab", "to the one before", "A post's page"),
    Action(
        "take",
        ("enter",),
        "enter",
        "follow it: the clock goes to that post; else back to the timeline",
        "A post's page",
    ),
    Action("link(1)", ("l",), "l 1-9", "open its link, or the link of that number, in the browser", "A post's page"),
    Action("copy", ("y",), "y", "copy its words and its link", "A post's page"),
    Action("help", ("question_mark", "f1"), "? F1", "this help", "A post's page"),
)
"""What keys do on the page of one post."""

HELP = (
    Action("dismiss", ("escape", "q", "question_mark", "f1", "enter"), "esc q ? F1 enter", "back", "This help"),
    *_scrolling("This help"),
)
"""What keys do on a page of help."""

MARKS = (
    Action("choose", ("enter",), "enter", "the clock goes there", "The list of marks"),
    Action("delete", ("d", "delete"), "d", "delete the mark", "The list of marks"),
    Action("dismiss", ("escape", "q"), "esc q", "back to the timeline", "The list of marks"),
    Action("help", ("question_mark", "f1"), "? F1", "this help", "The list of marks"),
)
"""What keys do on the list of marks, besides up and down."""

PALETTE = (
    Action("take", ("enter",), "enter", "do it", "The palette"),
    Action("step(1)", ("down",), "↓", "down a line", "The palette"),
    Action("step(-1)", ("up",), "↑", "up a line", "The palette"),
    Action("page(1)", ("pagedown",), "PgDn", "down a page", "The palette"),
    Action("page(-1)", ("pageup",), "PgUp", "up a page", "The palette"),
    Action("dismiss", ("escape",), "esc", "back to the timeline", "The palette"),
)
"""What keys do in the palette; everything else is text."""

MOUSE = (
    ("wheel", "scroll, and nothing else"),
    ("click on a post", "puts the cursor there; a second click opens it"),
    ("click on a moment or a figure", "the clock goes there"),
    ("click on × in the list of marks", "deletes the mark"),
    ("click on the clock", "plays or pauses"),
    ("click on the line of keys", "does what the word says"),
    ("click on a key's line in this help", "does what the line says"),
    ("click beside a page, or on its lower edge", "closes it"),
    ("click or drag on the scrubber", "the clock goes there when you let go"),
    ("moving it on the stage", "shows words in the corner to click on: back, on, black, leave"),
)

TYPED = "0123456789"
"""Digits collect before `G`, `%` and `x`; then `.` and `:` are part of what is typed."""


def bindings() -> list[Binding]:
    """The table as Textual bindings, by their ids; digits are bound to `typed`.

    They have priority, that is, they are carried out in the order of the keys, however fast these come; the screen's
    `check_action` lets a key through to the prompt or the pane that wants it.
    """
    rows = [binding(action, action.ident) for action in ACTIONS if action.keys]
    rows += [Binding(digit, f"typed('{digit}')", show=False, priority=True) for digit in TYPED]
    return rows


def page_bindings(actions: Iterable[Action]) -> list[Binding]:
    """The keys of a page over the replay; with priority, so that a key after the closing one is the replay's.

    The mouse can be switched on each of them: most of what one wants to select is on a page.
    """
    return [*map(binding, actions), *(row for row in bindings() if row.id == "mouse")]


def binding(action: Action, ident: str | None = None) -> Binding:
    """The keys of an action, with priority."""
    keys = ",".join(action.keys)
    return Binding(keys, action.name, action.help, show=False, priority=True, id=ident)


def footer_key(key: str) -> str:
    """A key as the line of keys writes it."""
    return {"enter": "⏎", "backspace": "⌫"}.get(key) or shown_key(key)


def key_of(actions: Sequence[Action], ident: str) -> str:
    """The key of an action as a sentence names it; the command that does the same, if it has lost its keys."""
    plain = (action.keys[0] for action in actions if action.ident == ident and action.keys)
    key = next(plain, None)
    return f":{ident}" if key is None else shown_key(key)


def table(actions: Sequence[Action], group: str | None = None) -> list[tuple[str, str]]:
    """Keys and help of the actions of `group` (None: all), row by row; an action that lost its keys has none."""
    keys = {action.name: action.shown for action in actions if action.keys}
    return [
        (action.shown.replace("{}", keys.get(action.name, "").split(" ")[0]), action.help)
        for action in actions
        if group in (None, action.group) and (action.shown or action.keys)
    ]


def markdown() -> str:
    """The table as the README shows it; a test holds the two together."""
    rows = ["| key | what it does |", "|---|---|"]
    sections = [(group, table(ACTIONS, group)) for group in GROUPS]
    sections += [(actions[0].group, table(actions)) for actions in (PANE, PROMPT, PALETTE, MARKS, POST, PRESENT)]
    for title, lines in sections:
        rows.append(f"| **{title}** | |")
        rows += [f"| `{keys}` | {words} |" for keys, words in lines]
    rows.append("| **Mouse** | |")
    rows += [f"| {gesture} | {effect} |" for gesture, effect in MOUSE]
    return "\n".join(rows)
