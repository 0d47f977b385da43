"""The body of a post: its lines as typed blocks."""

from collections.abc import Sequence

from feeds.model import Block, BlockType
from feeds.patterns import pattern
from feeds.readers.transcript.parts import ITEM, Part, Typed
from feeds.readers.transcript.situation import announces

_VOICE = pattern(
    r"(?:He|She|They|It) (?:also |then |now |later )?(?:said|says|added|adds|told|warned|claimed|suggested|argued"
    r"|went on|goes on|insisted)\b"
    r"|(?:When )?[Aa]sked\b|This chart\b|In the past\b|During the\b|When you\b|As you can see\b"
)
"""How a line begins that is no longer the quoted person's but the writer's."""
_WRITER = pattern(
    r"(?:And )?[Hh]ere(?: is| are|[’']s)\b|That[’']s (?:all|it)\b|Thanks (?:for|to)\b|The full (?:version|story|text)\b"
)
_FROM = pattern(r"From\b")
_OWN = pattern(r"\b(?:I|we|We|our|Our|my(?! colleague)|My(?! colleague)|us|me)\b")


_REPORTING = pattern(r"\b(?:said|claimed|told|warned|argued|suggested|my colleague)\b")


def is_label(item: Typed) -> bool:
    """Whether a line is a round-up's label: "From" somebody, whose words come below."""
    return item.part is Part.LABEL and bool(_FROM.match(item.text))


def body(lines: Sequence[Typed]) -> tuple[tuple[Block, ...], tuple[int, ...]]:
    """The blocks of a post whose `lines` these are, and their line numbers.

    Tweets, pleas and marks are left out; a heading among the lines is a subhead, a paragraph.
    """
    blocks: list[Block] = []
    numbers: list[int] = []
    quoting = announced = ""  # what kind of words: "speech", "extract" or none
    for item in lines:
        kind: BlockType
        if item.tweet is not None:
            quoting = announced = ""
        if item.part in (Part.BLANK, Part.UPDATED, Part.PLEA, Part.RULE, Part.STAMP) or item.tweet is not None:
            continue
        if item.part is Part.ITEM:
            kind, quoting = "item", ""
        elif item.part is Part.ROW:
            kind, quoting = "row", ""
        elif item.part is Part.LABEL:
            kind, quoting = ("paragraph" if is_label(item) else "row"), ""
        else:
            quoting = "" if _voice(item.text, quoting, announced) else announced or quoting
            if not quoting and blocks and not _WRITER.match(item.text) and _speaks(item.text, blocks[-1]):
                quoting = "speech"
            kind = "quote" if quoting else "paragraph"
        announced = "speech" if is_label(item) else announces(item.text)
        blocks.append(Block(type=kind, text=_bare(item) if kind == "item" else item.text))
        numbers.append(item.line.number)
    return tuple(blocks), tuple(numbers)


def _voice(text: str, quoting: str, announced: str) -> bool:
    """Whether the writer speaks (again), not the person or the text that is being quoted."""
    if _WRITER.match(text):
        return True
    if announced or not quoting:
        return False
    own = _OWN.search(text[:60])
    if _VOICE.match(text) and not own:
        return True
    if quoting == "extract":
        return text.endswith(":") and not own
    return bool(announces(text)) or bool(_REPORTING.search(text) and not own)


def _speaks(text: str, above: Block) -> bool:
    """Whether `text` begins in the first person right below a report of what somebody else said."""
    reported = above.type in ("paragraph", "item") and _REPORTING.search(above.text) and not _OWN.search(above.text)
    return bool(reported and _OWN.search(text[:80]) and not text.startswith(("“", '"')))


def _bare(item: Typed) -> str:
    """A list item without its bullet; a number stays, for others may cite it."""
    mark = ITEM.match(item.text)
    return item.text if mark is None or mark.group()[0].isdigit() else item.text[mark.end() :]


def tweet(lines: Sequence[Typed]) -> tuple[tuple[Block, ...], tuple[int, ...]]:
    """The blocks of one tweet, whose `lines` these are, its stamp left out; figures below the stamp are its own."""
    blocks: list[Block] = []
    numbers: list[int] = []
    for item in lines:
        text = (
            item.stamp.before
            if item.stamp and item.stamp.before and item.text.startswith(item.stamp.before)
            else item.text
        )
        if item.part is Part.TWEET and text:
            blocks.append(Block(type="tweet", text=text))
            numbers.append(item.line.number)
    return tuple(blocks), tuple(numbers)
