"""How far off are inferred times? `python -m tests.bench.chronology FOLDER` prints a table with baselines beside it.

FOLDER holds pairs NAME.txt (posts newest first, separated by lines `---`; the first line of all is the page's title)
and NAME.truth.json (`{"tz", "published_newest_first": [ISO 8601, ...]}`). The engine is given the posts newest first
with the times of the first and the last only; errors, in minutes, are counted over the posts in between.
"""

import argparse
import json
import re
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from feeds import chronology
from feeds.clocktimes import zone
from feeds.model import Block, Day, Header, Post, When
from feeds.readers.parsed import Parsed

_SEE = re.compile(r"\bsee\s(?:[a-z]+\s){0,3}\d{1,2}(?:[.:]\d\d)?\s?[ap]m\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Blog:
    """One live blog, oldest post first: its posts' texts and their true times in minutes."""

    name: str
    zone: str
    texts: tuple[str, ...]
    times: tuple[float, ...]

    @property
    def politics(self) -> bool:
        """Whether it follows politics."""
        return "politics" in self.name

    @property
    def cites(self) -> bool:
        """Whether its text cites posts by their times."""
        return any(_SEE.search(text) for text in self.texts)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a method says of one post: minutes, and the interval if it states one."""

    at: float
    earliest: float | None = None
    latest: float | None = None


Method = Callable[[Blog], list[Guess]]


def load(folder: Path) -> list[Blog]:
    """Every pair of files in `folder`, by name."""
    blogs = []
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        name = path.name.removesuffix(".truth.json")
        first, *rest = (path.parent / f"{name}.txt").read_text(encoding="utf-8").split("\n---\n")
        texts = [first.partition("\n")[2].strip(), *(text.strip() for text in rest)][::-1]
        times = [datetime.fromisoformat(each).timestamp() / 60 for each in truth["published_newest_first"]][::-1]
        if len(texts) == len(times) > 2:
            blogs.append(Blog(name, truth.get("tz", "Europe/London"), tuple(texts), tuple(times)))
    return blogs


def engine(blog: Blog, *, ends: bool = True) -> list[Guess]:
    """The project's own times, with only the first and the last known, or without the `ends` only the date."""
    posts = []
    for number, (text, minute) in enumerate(zip(blog.texts, blog.times, strict=True)):
        known = ends and number in (0, len(blog.texts) - 1)
        at = datetime.fromtimestamp(minute * 60, UTC)
        heading, _, body = text.rpartition("\n\n")
        blocks = tuple(Block(type="paragraph", text=part) for part in body.split("\n\n") if part.strip())
        when = When.stated(at) if known else None
        posts.append(Post(id=str(number), kind="post", heading=heading or None, body=blocks, when=when))
    date = datetime.fromtimestamp(blog.times[0] * 60, zone(blog.zone)).date()
    header = Header(date=date, timezone=blog.zone, order="newest-first")
    (placed,) = chronology.place([Parsed(form="bench", day=Day(header=header, posts=tuple(posts[::-1])))])
    whens = [post.when for post in placed.day.posts]
    return [Guess(*(each.timestamp() / 60 for each in (when.at, when.earliest, when.latest))) for when in whens if when]


def proportional(gap: Callable[[int, int], float]) -> Method:
    """The span divided in proportion to `gap(words of the newer post, words of the older post)`."""

    def method(blog: Blog) -> list[Guess]:
        words = [len(text.split()) for text in blog.texts]
        gaps = [max(gap(newer, older), 1e-6) for newer, older in zip(words[1:], words, strict=False)]
        start, span = blog.times[0], blog.times[-1] - blog.times[0]
        total, done, found = sum(gaps), 0.0, [Guess(blog.times[0])]
        for each in gaps:
            done += each
            found.append(Guess(start + span * done / total))
        return found

    return method


METHODS: dict[str, Method] = {
    "by index": proportional(lambda _newer, _older: 1),
    "by words of the newer post": proportional(lambda newer, _older: newer),
    "60 + words of the newer post": proportional(lambda newer, _older: 60 + newer),
    "fitted linear gaps": proportional(lambda newer, older: 4.26 + 0.0274 * newer + 0.0126 * older),
    "asithappened": engine,
}
SUBSETS: dict[str, Callable[[Blog], bool]] = {
    "all": lambda _: True,
    "politics": lambda blog: blog.politics,
    "politics that cites": lambda blog: blog.politics and blog.cites,
    "without citations": lambda blog: not blog.cites,
}


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of `values` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def row(blogs: Sequence[Blog], guesses: dict[str, list[Guess]]) -> str:
    """Median and 90th percentile of the error, and what the intervals are worth, over the posts in between."""
    errors: list[float] = []
    widths: list[float] = []
    held = 0
    for blog in blogs:
        for guess, truth in list(zip(guesses[blog.name], blog.times, strict=True))[1:-1]:
            errors.append(abs(guess.at - truth))
            if guess.earliest is not None and guess.latest is not None:
                widths.append(guess.latest - guess.earliest)
                held += guess.earliest - 0.5 <= truth <= guess.latest + 0.5
    text = f"{statistics.median(errors):8.1f} {percentile(errors, 0.9):8.1f}"
    return text + (f" {100 * held / len(widths):7.1f}% {statistics.mean(widths):8.1f}" if widths else "")


def main(arguments: Sequence[str]) -> int:
    """Print the table for the folder in `arguments`."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.chronology", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--open", action="store_true", help="also with neither end known, only the date")
    options = parser.parse_args(arguments)
    folder, methods = options.folder, dict(METHODS)
    if options.open:
        methods["asithappened, neither end known"] = partial(engine, ends=False)
    blogs = load(folder)
    if not blogs:
        print(f"{folder}: no pairs of NAME.txt and NAME.truth.json", file=sys.stderr)
        return 2
    guesses = {name: {blog.name: method(blog) for blog in blogs} for name, method in methods.items()}
    for title, belongs in SUBSETS.items():
        some = [blog for blog in blogs if belongs(blog)]
        if some:
            posts = sum(len(blog.times) - 2 for blog in some)
            print(f"\n{title}: {len(some)} blogs, {posts} posts")
            print(f"{'':32}{'median':>8} {'p90':>8} {'held':>8} {'width':>8}   (minutes)")
            for name in methods:
                print(f"{name:32}{row(some, guesses[name])}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
