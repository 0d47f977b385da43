"""The form of a source is told by what is in it."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.ingest import ingest
from feeds.readers import detect
from feeds.readers.source import Options, Source, Unreadable

BLOG = """Closing summary
- The ferry sailed at last, three hours late.
That is all from me for today. Thanks for all your comments.
Updated
This is from the harbour master.
Wind is down. She sails. — Harbour (@harbour) May 6, 2031
Good morning. I will be covering the strike of the ferries all day.
"""
PAGE = """6 May 203114.05Ferry sails at lastThe ferry has left, three hours late.
Updated at 14.20 GMT
6 May 203111.30No ferry yetThe crew is talking to the owners.
6 May 20319.00Good morningI will be covering the strike of the ferries all day.
"""
LONG = "An island without a ferry is a rock with people on it, and it took a strike for the owners to be told so. " * 2
PIECE = f"Why the ferries matter\n\nBy Ada Oar\n\n{LONG}\n\n{LONG}\n\nComments\n\n1. Bo says\n\nQuite right.\n"
NATIVE = '{"id":"a","kind":"post","when":"2031-05-06T09:00:00Z"}'


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (BLOG, "transcript"),
        (PAGE, "pasted page"),
        (PIECE, "comment piece"),
        (NATIVE, "native"),
        (f"\n\n {NATIVE}", "native"),
    ],
)
@pytest.mark.parametrize("name", ["day.txt", "day.jsonl"])
def test_the_form_is_told_by_the_text_and_not_by_the_name(text: str, form: str, name: str) -> None:
    parsed = detect.read(Source(name, text.encode()), Options())
    assert parsed.form == form
    assert parsed.day.posts


def test_a_few_words_are_no_day() -> None:
    with pytest.raises(Unreadable, match="no form that is known here"):
        detect.read(Source("note.txt", b"milk\n"), Options())


SEEDS = {0: "comment piece", 1: "comment piece", 2: "comment piece", 3: "comment piece", 4: "transcript"}


@pytest.mark.parametrize(("number", "form"), SEEDS.items())
def test_the_seeds(seed: Callable[[int], Path], number: int, form: str) -> None:
    path = seed(number)
    assert detect.read(Source(path.name, path.read_bytes()), Options()).form == form


def test_pasted_pages(shared: Path) -> None:
    paths = sorted((shared / "data" / "formats").glob("guardian_paste_*.txt"))
    assert len(paths) == 9
    forms = {path.name: detect.read(Source(path.name, path.read_bytes()), Options()).form for path in paths}
    assert set(forms.values()) == {"pasted page"}, forms


def test_no_line_of_a_day_is_lost_and_times_that_are_cited_are_kept(seed: Callable[[int], Path]) -> None:
    path = seed(4)
    made = ingest([Source(path.name, path.read_bytes())])
    owners = Counter(
        line
        for post in made.day.posts
        if post.part_of is None and post.origin and post.origin.first_line and post.origin.last_line
        for line in range(post.origin.first_line, post.origin.last_line + 1)
    )
    assert owners == Counter(range(1, len(path.read_bytes().splitlines()) + 1))
    whens = [post.when for post in made.day.posts if post.when]
    assert [when.at for when in whens] == sorted(when.at for when in whens)
    cited = {f"{when.at:%H:%M}" for when in whens if when.basis == "cited"}
    assert cited == {"10:40", "13:32", "15:00", "16:55"}


def test_five_documents_make_one_day(seed: Callable[[int], Path]) -> None:
    paths = [seed(number) for number in (4, 0, 1, 2, 3)]
    made = ingest([Source(path.name, path.read_bytes()) for path in paths])
    kinds = Counter(post.kind for post in made.day.posts)
    assert kinds["article"] == 4
    assert kinds["comment"] == 3
    blog = paths[0].name
    last = max(post.when.at for post in made.day.posts if post.when and post.origin and post.origin.file == blog)
    others = [post.when.at for post in made.day.posts if post.when and post.origin and post.origin.file != blog]
    assert min(others) >= last


def test_a_line_that_is_not_read_to_its_end_is_reported() -> None:
    text = "# A day, 3 May 2031\n\n## 10:00 One\n\nShort.\n\n## 11:00 Two\n\n" + "word " * 50_000 + "\n"
    parsed = detect.read(Source("day.md", text.encode()), Options())
    assert [str(each) for each in parsed.skipped] == [
        "day.md:9: longer than 200,000 characters; the rest of it is left out"
    ]
