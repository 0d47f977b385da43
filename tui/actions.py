"""One table: every action of the replay screen, its keys and its help; footer, help screen and README are drawn from it."""

from dataclasses import dataclass

from textual.binding import Binding

TRANSPORT = "The clock"
READING = "Reading"
JUMPING = "Jumping"
SEARCHING = "Searching"
VIEW = "The screen"
STAGE = "Present mode"

GROUPS = (TRANSPORT, JUMPING, READING, SEARCHING, VIEW)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do: `name` is the screen's `action_<name>`, `keys` are Textual's key names.

    `shown` is how help and README write the keys; `footer` is the word under the timeline, if it stands there.
    """

    name: str
    keys: tuple[str, ...]
    shown: str
    help: str
    group: str
    footer: str = ""


ACTIONS = (
    Action("toggle", ("space",), "space", "play or pause", TRANSPORT, "Play"),
    Action("next_post", ("full_stop",), ".", "on to the next post", TRANSPORT, "Next"),
    Action("previous_post", ("comma",), ",", "back to the post before", TRANSPORT),
    Action("seek(1)", ("right",), "→", "one minute on", TRANSPORT),
    Action("seek(-1)", ("left",), "←", "one minute back", TRANSPORT),
    Action("seek(10)", ("shift+right",), "shift →", "ten minutes on", TRANSPORT),
    Action("seek(-10)", ("shift+left",), "shift ←", "ten minutes back", TRANSPORT),
    Action("double", ("right_curly_bracket",), "}", "twice as fast", TRANSPORT),
    Action("halve", ("left_curly_bracket",), "{", "half as fast", TRANSPORT),
    Action("faster", ("greater_than_sign", "plus"), "> +", "next faster speed", TRANSPORT),
    Action("slower", ("less_than_sign", "minus"), "< -", "next slower speed", TRANSPORT),
    Action("backspace", ("backspace",), "backspace", "the speed of life, 1x (or rub out what you typed)", TRANSPORT),
    Action("declaration", ("D", "shift+d"), "D", "to the declaration", JUMPING, "Declaration"),
    Action("next_moment", ("right_square_bracket",), "]", "to the next key moment", JUMPING, "Moment"),
    Action("previous_moment", ("left_square_bracket",), "[", "to the key moment before", JUMPING),
    Action("next_change", ("e",), "e", "to the next change of a figure", JUMPING),
    Action("previous_change", ("E", "shift+e"), "E", "to the change of a figure before", JUMPING),
    Action("last", ("G", "shift+g", "end"), "11:45 G", "type a time, then G: the clock goes there", JUMPING),
    Action("percent", ("percent_sign",), "61.8 %", "type a share, then %: where that figure was declared, or 50% of the day",
           JUMPING),
    Action("times", ("x",), "30 x", "type a number, then x: that speed", JUMPING),
    Action("choose", ("enter",), "enter", "the clock to the cursor; on the newest post: open it", JUMPING, "Open"),
    Action("move(1)", ("j", "down"), "j ↓", "down a post", READING),
    Action("move(-1)", ("k", "up"), "k ↑", "up a post", READING),
    Action("page(1)", ("pagedown",), "PgDn", "down a page", READING),
    Action("page(-1)", ("pageup",), "PgUp", "up a page", READING),
    Action("half_page(1)", ("ctrl+d",), "ctrl d", "down half a page", READING),
    Action("half_page(-1)", ("ctrl+u",), "ctrl u", "up half a page", READING),
    Action("first", ("g", "home"), "g Home", "to the first post", READING),
    Action("last", (), "G End", "to the newest post, and follow", READING),
    Action("order", ("o",), "o", "oldest or newest first", READING),
    Action("search", ("slash",), "/", "search as you type", SEARCHING, "Search"),
    Action("next_hit", ("n",), "n", "next hit", SEARCHING),
    Action("previous_hit", ("N", "shift+n"), "N", "hit before", SEARCHING),
    Action("cancel", ("escape",), "esc", "close what is open, clear the search", SEARCHING),
    Action("shield", ("S", "shift+s"), "S", "spoiler shield: hide or show what has not happened yet", VIEW),
    Action("zoom(1)", ("z",), "z", "zoom into the scrubber", VIEW),
    Action("zoom(-1)", ("Z", "shift+z"), "Z", "zoom out", VIEW),
    Action("theme", ("t",), "t", "next theme", VIEW),
    Action("present", ("f5",), "F5", "present mode: the words large, from cue to cue", VIEW),
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
)
"""What a presenter's remote and a speaker's hand do on the stage; `name` is the screen's `do_<name>`."""

MOUSE = (
    ("wheel", "scroll, and nothing else"),
    ("click on a post", "puts the cursor there; a second click opens it"),
    ("click on a moment or a figure", "the clock goes there"),
    ("click or drag on the scrubber", "the clock goes there when you let go"),
)

TYPED = "0123456789"
"""Digits collect before `G`, `%` and `x`; then `.` and `:` are part of what is typed."""


def bindings() -> list[Binding]:
    """The table as Textual bindings; digits and the colon are bound to `typed`."""
    rows = [
        Binding(
            ",".join(action.keys),
            action.name,
            action.footer or action.help,
            show=bool(action.footer),
            key_display=_FOOTER_KEYS.get(action.shown, action.shown),
        )
        for action in ACTIONS
        if action.keys
    ]
    rows += [Binding(digit, f"typed('{digit}')", show=False) for digit in TYPED]
    rows.append(Binding("colon", "typed(':')", show=False))
    return rows


_FOOTER_KEYS = {"? F1": "?", "q ctrl q": "q", "enter": "⏎"}


def markdown() -> str:
    """The table as the README shows it; a test holds the two together."""
    rows = ["| key | what it does |", "|---|---|"]
    for group in GROUPS:
        rows.append(f"| **{group}** | |")
        rows += [f"| `{action.shown}` | {action.help} |" for action in ACTIONS if action.group == group]
    rows.append(f"| **{STAGE}** | |")
    rows += [f"| `{action.shown}` | {action.help} |" for action in PRESENT]
    rows.append("| **Mouse** | |")
    rows += [f"| {gesture} | {effect} |" for gesture, effect in MOUSE]
    return "\n".join(rows)
