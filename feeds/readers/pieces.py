"""A comment piece as copied from its page: title, byline, body, page furniture, and the readers' numbered comments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from feeds.model import Author, Block, BlockType, Day, Header, Origin, Post
from feeds.patterns import pattern
from feeds.readers import glue, lines
from feeds.readers.parsed import Parsed
from feeds.readers.source import Options, Source, Unreadable
from feeds.readers.transcript import parts
from feeds.readers.transcript.parts import ITEM, Part, Typed

NAME = "comment piece"

_HEAD = 30_000
_TITLE_CHARS = 140
_PROSE_CHARS = 90
_FURNITURE = pattern(
    r"""(?: text\ settings | comments? | share(?:\ this)?(?:\ article|\ on\ .*)? | tweet | print | email | save
      | listen | follow
      | advert\w* | read\ more\b.* | topics\ in\ this\ article.* | tags:?.* | filed\ under.* | related\b.*
      | more\ from\b.*
      | leave\ a\ (?:reply|comment).* | your\ email\ address\b.* | required\ fields\b.* | cancel\ reply | posted\ in\b.*
      | \d+\ (?:comments?|responses?)\b.* | sign\ up\b.* | loading.* )""",
    re.VERBOSE | re.IGNORECASE,
)
_ENDS_ARTICLE = pattern(
    r"(?:topics in this article|leave a (?:reply|comment)|written by|posted in|filed under)", re.IGNORECASE
)
_BYLINE = pattern(r"(?:[Ww]ritten by|[Bb]y|BY)\s?:?\s?(?P<name>[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){1,3})(?:,.*)?")
_NAME = pattern(r"[A-Z][\w’'.-]+(?: (?:[a-z]{1,3} )?[A-Z][\w’'.-]+){1,3}")
_COMMENT = pattern(
    r"(?:(?P<number>\d{1,4})[.)]\s+)?(?P<name>\S(?:.{0,60}?\S)?)\s+(?:says|said|writes|wrote|commented)\s*:?"
    r"(?: on .{6,60}| at .{3,60})?"
)


@dataclass(slots=True)
class _Piece:
    """What has been found of an article so far."""

    title: str | None = None
    author: str | None = None
    role: str | None = None
    blocks: list[Block] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def sniff(head: str, name: str) -> float:  # noqa: ARG001 - the protocol's
    """How sure, from 0 to 1, that `head` is the beginning of a comment piece: prose with nothing of a live blog."""
    head = head[:_HEAD]
    if glue.STAMPED.search(head):
        return 0.0
    typed = parts.classify(lines.numbered(head))
    solid = [item for item in typed if item.part is not Part.BLANK]
    prose = [item for item in solid if item.part is Part.PROSE and len(item.text) > _PROSE_CHARS]
    if not prose or any(item.stamp is not None or item.part is Part.UPDATED for item in solid):
        return 0.0
    marks = sum(bool(_FURNITURE.fullmatch(item.text) or _BYLINE.fullmatch(item.text)) for item in solid)
    spaced = sum(item.part is Part.BLANK for item in typed) >= len(solid) / 3
    return min(0.85, 0.3 + 0.1 * spaced + 0.15 * min(marks, 3) + 0.2 * bool(_comment_starts(typed)))


def read(source: Source, options: Options) -> Parsed:
    """One post of kind `article`, and one of kind `comment` for each reader's comment, `part_of` the article.

    Every line belongs to exactly one of them. Raises Unreadable if there is no prose.
    """
    typed = parts.classify(lines.numbered(lines.decode(source.data)))
    starts = _comment_starts(typed)
    article, numbers = _article(typed[: starts[0]] if starts else typed, source.name)
    if article is None:
        raise Unreadable(source.name, None, "there is no text in it")
    posts = [article]
    where = {article.id: numbers}
    for start, stop in zip(starts, [*starts[1:], len(typed)], strict=False):
        comment, numbers = _comment(typed[start:stop], source.name, article.id)
        posts.append(comment)
        where[comment.id] = numbers
    header = Header(
        title=options.title or article.heading or "Comment", date=options.date, timezone=options.zone or "UTC"
    )
    return Parsed(form=NAME, day=Day(header=header, posts=tuple(posts)), lines=where)


def _comment_starts(typed: Sequence[Typed]) -> list[int]:
    """Indexes of the lines "1. NAME says": numbered from 1, each number one more than the last."""
    found: list[int] = []
    for i, item in enumerate(typed):
        match = _COMMENT.fullmatch(item.text)
        if match and match["number"] and int(match["number"]) == len(found) + 1:
            found.append(i)
    return found


def _article(typed: Sequence[Typed], file: str) -> tuple[Post | None, tuple[int, ...]]:
    piece = _Piece()
    solid = [item for item in typed if item.part is not Part.BLANK]
    over = False
    for i, item in enumerate(solid):
        if not piece.blocks and _head(piece, item, solid[i + 1 :]):
            continue
        byline = _BYLINE.fullmatch(item.text)
        over = over or (bool(piece.blocks) and bool(_ENDS_ARTICLE.match(item.text)))
        if byline:
            piece.author = piece.author or byline["name"]
        elif over or item.part is Part.PLEA or _FURNITURE.fullmatch(item.text) or item.text == piece.title:
            piece.role = piece.role or _bio(item.text, piece.author)
        else:
            piece.blocks.append(_block(item))
            piece.numbers.append(item.line.number)
    if not piece.blocks and piece.title is None:
        return None, ()
    author = Author(name=piece.author, role=piece.role) if piece.author else None
    post = Post(
        id=lines.ident(file, 1),
        kind="article",
        heading=piece.title,
        author=author,
        body=tuple(piece.blocks),
        origin=Origin(file=file, first_line=1, last_line=typed[-1].line.number),
    )
    return post, tuple(piece.numbers)


def _head(piece: _Piece, item: Typed, below: Sequence[Typed]) -> bool:
    """Take `item` for the title or the byline if it stands above the body and looks like one."""
    text = item.text
    if piece.title is None and piece.author is None and _NAME.fullmatch(text) and _another_title(below):
        piece.author = text
        return True
    if piece.title is None and parts.is_heading(text) and len(text) <= _TITLE_CHARS and not _FURNITURE.fullmatch(text):
        piece.title = text
        return True
    return False


def _another_title(below: Sequence[Typed]) -> bool:
    """Whether a title still comes before the first long paragraph, so that the line above it is a name."""
    for item in below:
        if len(item.text) > _TITLE_CHARS:
            return False
        if parts.is_heading(item.text) and not _FURNITURE.fullmatch(item.text):
            return True
    return False


def _bio(text: str, author: str | None) -> str | None:
    """The role in a line that tells who the author is: "Ann Lee is editor of the Echo. She also ..."."""
    if author is None or not text.startswith(f"{author} is "):
        return None
    return re.split(r"\.(?:\s|$)", text.removeprefix(f"{author} is "))[0]


def _block(item: Typed) -> Block:
    kinds: dict[Part, BlockType] = {Part.ITEM: "item", Part.ROW: "row", Part.LABEL: "row"}
    kind = kinds.get(item.part, "paragraph")
    mark = ITEM.match(item.text) if kind == "item" else None
    return Block(type=kind, text=item.text if mark is None or mark.group()[0].isdigit() else item.text[mark.end() :])


def _comment(typed: Sequence[Typed], file: str, article: str) -> tuple[Post, tuple[int, ...]]:
    first, *rest = typed
    match = _COMMENT.fullmatch(first.text)
    body: list[Block] = []
    numbers: list[int] = []
    for item in rest:
        if item.part is Part.BLANK:
            continue
        if _ENDS_ARTICLE.match(item.text):
            break
        if _FURNITURE.fullmatch(item.text):
            continue
        body.append(_block(item))
        numbers.append(item.line.number)
    post = Post(
        id=lines.ident(file, first.line.number),
        kind="comment",
        author=Author(name=match["name"]) if match else None,
        body=tuple(body),
        part_of=article,
        origin=Origin(file=file, first_line=first.line.number, last_line=typed[-1].line.number),
    )
    return post, tuple(numbers)
