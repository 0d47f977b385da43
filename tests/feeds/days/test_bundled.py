"""The bundled day is what the program makes of its texts."""

import re
import shlex
from pathlib import Path

from feeds.days import NAME, bundled
from feeds.readers import native
from feeds.readers.source import Options
from tui.cli.main import main


def test_the_command_in_the_readme_makes_it_byte_for_byte(checkout: Path, tmp_path: Path, monkeypatch) -> None:
    days = checkout / "feeds" / "days"
    command = re.search(r"```sh\nasithappened (.*?)\n```", (days / "README.md").read_text(), re.DOTALL)
    assert command is not None
    *arguments, out = shlex.split(command[1])
    made = tmp_path / Path(out).name
    monkeypatch.chdir((days / out[3:]).with_suffix(""))
    assert made.name == NAME
    assert main([*arguments, str(made)]) == 0
    assert made.read_bytes() == bundled().data, "the bundled day is out of date: see feeds/days/README.md"


def test_it_is_whole() -> None:
    parsed = native.read(bundled(), Options())
    assert parsed.skipped == ()
    posts = parsed.day.posts
    assert [post.id for post in posts if post.when is None] == []
    times = [post.when.at for post in posts if post.when]
    assert times == sorted(times)
    assert {"post", "tweet", "announcement", "article", "comment"} <= {post.kind for post in posts}
    assert any(post.readings for post in posts)
    assert all(post.origin and "/" not in post.origin.file for post in posts)


def test_its_title_gives_nothing_away() -> None:
    header = native.read(bundled(), Options()).day.header
    words = header.title.lower().split()
    assert not {name.lower() for contest in header.contests for who in contest.who for name in who.split()} & {*words}
    assert not re.search(r"\d|win|won|lose|lost|beat|landslide", header.title.lower())
