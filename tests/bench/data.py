"""A long day for measuring: the same posts every time, with the sizes, bursts and scripts of real ones.

python tests/bench/data.py 100000 day.jsonl
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

WORDS = 40_000
SEATS = 5
"""Contests that the day follows."""
START = datetime(2016, 9, 1, 6, 0, tzinfo=UTC)

_ONSETS = [
    "b",
    "bl",
    "br",
    "c",
    "ch",
    "cl",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "sl",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "y",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "oa", "ou"]
_CODAS = ["", "", "", "l", "m", "n", "nd", "nt", "r", "rd", "s", "st", "t", "x"]
_EMOJI = ["👍🏽", "🎉", "🇬🇧", "😂", "❤️", "👩\u200d💻", "🔴", "➡️"]
_CJK = ["選挙", "投票率", "東京タワー", "速報です", "結果が出ました", "勝利"]


def vocabulary() -> list[str]:
    """Words by rank: short ones first, as in any language."""
    rolls = random.Random(1)  # noqa: S311
    words: dict[str, None] = {}
    while len(words) < WORDS:
        syllables = 1 + (len(words) > 200) * rolls.choice((0, 1)) + (len(words) > 3000)
        words[
            "".join(rolls.choice(_ONSETS) + rolls.choice(_VOWELS) + rolls.choice(_CODAS) for _ in range(syllables))
        ] = None
    return list(words)


def lines(posts: int) -> Iterator[str]:
    """The native form of a day of so many posts, line by line."""
    rolls = random.Random(2)  # noqa: S311
    words = vocabulary()
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(WORDS)))  # Zipf and Mandelbrot
    authors = [f"{a.title()} {b.title()}" for a, b in zip(words[500:3000], words[3000:5500], strict=True)]
    people = [word.title() for word in words[700:704]]
    contests = [{"name": f"The {word} seat", "groups": ["overall"], "who": people} for word in words[600 : 600 + SEATS]]
    header = {"asithappened": 1, "title": "A long day", "timezone": "Europe/London", "contests": contests}
    yield json.dumps(header)
    for number, at in enumerate(times(posts)):
        tweet = rolls.random() < 0.7
        length = rolls.randint(10, 30) if tweet else min(300, 5 + int(rolls.expovariate(1 / 60)))
        text = rolls.choices(words, cum_weights=weights, k=length)
        for place in range(12, length, 12):
            text[place] += "."
        roll = rolls.random()
        if roll < 0.05:
            text.append(rolls.choice(_EMOJI))
        elif roll < 0.06:
            text.append(rolls.choice(_CJK))
        elif roll < 0.12:
            text.append(f"{rolls.uniform(0, 100):.1f}% of {rolls.randrange(10**6):,} – the chair’s count")
        author = rolls.randrange(len(authors))
        name = authors[author]
        post: dict[str, object] = {
            "id": f"n{number}",
            "kind": "tweet" if tweet else "post",
            "when": at.isoformat(timespec="milliseconds"),
            "author": {"name": name, "handle": name.replace(" ", "_").lower()}
            if tweet
            else {"name": authors[author % 5]},
            "body": [{"type": "tweet" if tweet else "paragraph", "text": " ".join(text)}],
        }
        if rolls.random() < 0.003:
            post["key"] = True
        if rolls.random() < 0.005:
            contest, who = rolls.choice(contests)["name"], rolls.choice(people)
            status = rolls.choice(("forecast", "poll", "reported", "reported", "declared"))
            share = round(rolls.uniform(5, 70), 1)
            post["readings"] = [
                {
                    "contest": contest,
                    "group": "overall",
                    "who": who,
                    "measure": "share",
                    "value": share,
                    "unit": "%",
                    "status": status,
                    "text": f"{share}%",
                },
                {
                    "contest": contest,
                    "group": "overall",
                    "measure": "turnout",
                    "value": share,
                    "unit": "%",
                    "status": status,
                    "text": f"{share}%",
                },
            ]
        yield json.dumps(post, ensure_ascii=False)


def busiest(posts: int) -> tuple[datetime, datetime]:
    """Between which instants most happens: an hour, a twentieth of all posts."""
    when = list(times(posts))
    busy = _busy(posts)
    return when[busy[0]], when[busy[-1]]


def _busy(posts: int) -> range:
    return range(posts * 6 // 10, posts * 6 // 10 + posts * 5 // 100)


def times(posts: int) -> Iterator[datetime]:
    """When so many posts appeared: hours for a hundred, a week for a million, with bursts, lulls and a busiest hour."""
    rolls = random.Random(3)  # noqa: S311
    usual = timedelta(hours=8) * (posts / 100) ** (1 / 3) / posts
    busy = _busy(posts)
    at, pace = START, usual
    for number in range(posts):
        if rolls.random() < 0.002:
            pace = usual * rolls.choice((0.03, 0.1, 0.5, 1.0, 1.0, 3.0, 10.0))
        at += (timedelta(hours=1) / len(busy) if number in busy else pace) * rolls.expovariate(1)
        yield at


def write(path: Path, posts: int) -> None:
    """Write the day to `path`, unless it is there already."""
    if path.exists():
        return
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines(posts))
    part.replace(path)


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
