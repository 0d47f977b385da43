"""The lines that a post was read from: found, numbered, and never those of a file that nobody named."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from feeds import excerpts as module
from feeds import form
from feeds.excerpts import MOST, Excerpt, excerpts
from feeds.model import Block, Origin, Post

BLOG = "The quay fills early.\nThe ferry is late, says the harbour office.\nIt will be in by nine.\nNobody minds.\n"


def post(text: str = "The ferry is late, says the harbour office. It will be in by nine.", **fields: Any) -> Post:
    return Post(id="p1", kind="post", body=(Block(type="paragraph", text=text),), **fields)


def origin(file: Path | str, first: int = 2, last: int = 3) -> Origin:
    return Origin(file=str(file), first_line=first, last_line=last)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    path = tmp_path / "quay.txt"
    path.write_text(BLOG, encoding="utf-8")
    return path


def test_the_lines_of_a_file_that_was_given(blog: Path) -> None:
    (found,) = excerpts(post(origin=origin(blog)), [str(blog)])
    rows = ((2, "The ferry is late, says the harbour office."), (3, "It will be in by nine."))
    assert found == Excerpt(str(blog), "lines 2 to 3", rows)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_cut_and_decoded_as_they_were_read(blog: Path, encoding: str, end: str) -> None:
    blog.write_bytes(BLOG.replace("nine", "nine – “sharp”").replace("\n", end).encode(encoding))
    (found,) = excerpts(post(origin=origin(blog)), [str(blog)])
    assert [number for number, _ in found.rows] == [2, 3]
    assert found.rows[1][1] == "It will be in by nine – “sharp”."


def test_a_line_is_clean(blog: Path) -> None:
    blog.write_text("\n\x1b]52;c;x\x07The ferry \x1b[31mis late\u202e, says the harbour office.\nin by nine\n")
    (found,) = excerpts(post(origin=origin(blog)), [str(blog)])
    assert found.rows[0] == (2, "The ferry is late, says the harbour office.")


def test_many_lines_are_cut_short(blog: Path) -> None:
    blog.write_text("The ferry is late, says the harbour office. It will be in by nine.\n" * (MOST + 30))
    (found,) = excerpts(post(origin=origin(blog, 1, MOST + 30)), [str(blog)])
    assert (len(found.rows), found.more) == (MOST, 30)


def test_a_large_file_is_searched_piece_by_piece(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WHOLE", 0)
    monkeypatch.setattr(module, "_CHUNK", 64)
    blog.write_text("x" * 300 + "\n" + "no\n" * 500 + BLOG + "y" * (module.LONGEST + 500) + "\nlast\n")
    (found,) = excerpts(post(origin=origin(blog, 503, 504)), [str(blog)])
    assert found.rows[0] == (503, "The ferry is late, says the harbour office.")
    (found,) = excerpts(post(text="", origin=origin(blog, 506, 507)), [str(blog)])
    assert [(number, len(text)) for number, text in found.rows] == [(506, module.LONGEST), (507, 4)]
    (found,) = excerpts(post(origin=origin(blog, 9_000, 9_001)), [str(blog)])
    assert not found.rows and found.note


def test_beside_the_day_or_in_a_folder_of_its_name(blog: Path, tmp_path: Path) -> None:
    day = tmp_path / "day.jsonl"
    day.write_text("{}\n")
    (found,) = excerpts(post(origin=origin("quay.txt")), [str(day)])
    assert found.file == "quay.txt" and len(found.rows) == 2
    (found,) = excerpts(post(origin=origin("/elsewhere/quay.txt")), [str(day)])
    assert len(found.rows) == 2
    (tmp_path / "day").mkdir()
    blog.rename(tmp_path / "day" / "quay.txt")
    (found,) = excerpts(post(origin=origin("quay.txt")), [str(day)])
    assert len(found.rows) == 2


def test_a_file_that_a_day_merely_names_is_not_read_from_anywhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(BLOG)
    folder = tmp_path / "days"
    folder.mkdir()
    day = folder / "day.jsonl"
    day.write_text("{}\n")
    (folder / "link.txt").symlink_to(secret)
    for name in (str(secret), "../secret.txt", "link.txt", "/dev/zero", ".", "", "a\0b"):
        (found,) = excerpts(post(origin=origin(name)), [str(day)])
        assert not found.rows
        assert found.note == "The file is not at hand."


def test_what_is_gone_or_was_never_a_file_is_said(blog: Path, tmp_path: Path) -> None:
    named = post(origin=origin(blog))
    blog.write_text("Something else altogether.\nWhich has other words.\nIn every line.\n")
    assert excerpts(named, [str(blog)])[0].note == "The file says something else there now."
    blog.write_text("Short.\n")
    assert excerpts(named, [str(blog)])[0].note == "The file says something else there now."
    blog.unlink()
    assert excerpts(named, [str(blog)])[0].note == "The file is not there any more."
    assert "standard input" in excerpts(post(origin=origin("standard input")), ["-"])[0].note
    os.mkfifo(blog)
    assert "a pipe" in excerpts(named, [str(blog)])[0].note


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_must_not_be_read(blog: Path) -> None:
    blog.chmod(0)
    assert excerpts(post(origin=origin(blog)), [str(blog)])[0].note == "It cannot be read: Permission denied."


def test_a_post_of_the_native_form_is_its_line_laid_out(tmp_path: Path) -> None:
    day = tmp_path / "day.jsonl"
    posts = [{"id": f"é{number}", "kind": "post", "cites": ["é7"], "body": []} for number in range(12)]
    lines = [{"asithappened": 1}, *posts]
    for ascii_only in (True, False):
        day.write_text("\n".join(json.dumps(line, ensure_ascii=ascii_only) for line in lines), encoding="utf-8")
        (found,) = excerpts(Post(id="é7", kind="post"), [str(day)])
        assert (found.file, found.place, found.more) == (str(day), "line 9", 0)
        assert found.rows[:3] == ((9, "{"), (None, ' "id": "é7",'), (None, ' "kind": "post",'))
    assert excerpts(Post(id="none", kind="post"), [str(day)])[0].note == "The post is not there any more."
    assert excerpts(Post(id="é7", kind="post"), ["-"])[0].note.startswith("It came through standard input")
    assert excerpts(Post(id="é7", kind="post"), []) == ()
    assert not excerpts(Post(id="é7", kind="post"), [str(day)], lambda: False)[0].rows


def test_where_the_source_is_not_at_hand_the_day_itself_is_shown(tmp_path: Path) -> None:
    day = tmp_path / "day.jsonl"
    named = post(origin=origin("gone.txt"))
    day.write_text(form.written(named) + "\n")
    gone, line = excerpts(named, [str(day)])
    assert gone == Excerpt("gone.txt", "lines 2 to 3", note="The file is not at hand.")
    assert line.place == "line 1" and (None, ' "id": "p1",') in line.rows


def test_every_origin_is_shown(blog: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("It is late, the ferry, says the harbour office: by nine it will be in.\n")
    both = post(origin=origin(blog), also=(origin(other, 1, 1), Origin(file="page", path="posts[3]")))
    found = excerpts(both, [str(blog), str(other)])
    assert [(each.place, len(each.rows)) for each in found] == [("lines 2 to 3", 2), ("line 1", 1), ("posts[3]", 0)]
