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
    yield json.dumps({"asithappened": 1, "title": "A long day", "timezone": "Europe/London"})
    at, pace = START, 20.0
    for number in range(posts):
        if rolls.random() < 0.002:
            pace = rolls.choice((0.2, 1.0, 20.0, 20.0, 60.0, 600.0))  # bursts and lulls
        at += timedelta(seconds=rolls.expovariate(1 / pace))
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
        post = {
            "id": f"n{number}",
            "kind": "tweet" if tweet else "post",
            "when": at.isoformat(timespec="seconds"),
            "author": {"name": name, "handle": name.replace(" ", "_").lower()}
            if tweet
            else {"name": authors[author % 5]},
            "body": [{"type": "tweet" if tweet else "paragraph", "text": " ".join(text)}],
        }
        if rolls.random() < 0.003:
            post["key"] = True
        yield json.dumps(post, ensure_ascii=False)


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
