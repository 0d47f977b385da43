"""Bytes become valid UTF-8, whatever they were: the only place that guesses at an encoding."""

from feeds.readers.source import Skipped, Source, Unreadable

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"BZh", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ", "an xz file; unpack it first"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_HEAD = 65_536
_CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r\f\v\x08\x1b")


def utf8(source: Source) -> tuple[Source, tuple[Skipped, ...]]:
    """`source` with its data as UTF-8 without a byte order mark, lines numbered as before, and what was amiss.

    A line with bytes that are no UTF-8 is read as windows-1252. Raises Unreadable for an empty or a binary source.
    """
    data = source.data
    if not data.strip():
        raise Unreadable(source.name, None, "nothing but white space in it" if data else "the file is empty")
    encoding = "utf-8"
    for mark, encoding_of_mark in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], encoding_of_mark
            break
    else:
        _refuse_binary(source)
    if encoding != "utf-8":
        return Source(source.name, data.decode(encoding, "replace").encode()), ()
    try:
        data.decode()
    except UnicodeDecodeError:
        data, amiss = _mended(data, source.name)
        return Source(source.name, data), amiss
    return (source if data is source.data else Source(source.name, data)), ()


def mended(line: bytes) -> tuple[bytes, str]:
    """One `line` as UTF-8, and what was amiss with it, if anything."""
    if not line.isascii():
        try:
            line.decode()
        except UnicodeDecodeError:
            return line.decode("cp1252", "replace").encode(), "invalid UTF-8 on this line; it is read as windows-1252"
    return line, ""


def _refuse_binary(source: Source) -> None:
    head = source.data[:_HEAD]
    for magic, name in _MAGIC:
        if head.startswith(magic):
            raise Unreadable(source.name, None, f"not a text but {name}")
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if b"\0" in head or controls > len(head) // 20:
        raise Unreadable(source.name, None, "a binary file, not a text")


def _mended(data: bytes, name: str) -> tuple[bytes, tuple[Skipped, ...]]:
    """`data` with every line that is no UTF-8 read as windows-1252, and a report: one a line, or one for them all."""
    lines = data.split(b"\n")
    bad: list[int] = []
    good = 0
    for i, line in enumerate(lines):
        if line.isascii():
            continue
        try:
            line.decode()
            good += 1
        except UnicodeDecodeError:
            lines[i] = line.decode("cp1252", "replace").encode()
            bad.append(i + 1)
    mended = b"\n".join(lines)
    if len(bad) > 1 and not good:
        return mended, (
            Skipped(name, bad[0], f"not UTF-8 here and on {len(bad) - 1} more lines; read as windows-1252"),
        )
    return mended, tuple(
        Skipped(name, line, "invalid UTF-8 on this line; the line is read as windows-1252") for line in bad
    )
