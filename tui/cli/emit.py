"""`emit`: the posts as lines of the native form, each at its moment, for another program to read."""

import sys
import time
from collections.abc import Callable, Iterator

from feeds.archive import Archive
from feeds.moments import resolve
from feeds.replay import SPEED, Replay, fitted
from feeds.writers import jsonl
from tui.cli import inputs
from tui.cli.arguments import Arguments

NAP = 0.25
"""Real seconds of sleep at most: a longer one would count as a machine that stood still."""


def run(arguments: Arguments) -> int:
    """Write the header at once, then each post when the replay reaches it.

    Raises NotFound if there is no such moment to begin at.
    """
    archive = inputs.archive(arguments)
    at = None if arguments.at is None else resolve(arguments.at, archive).at
    speed, steady = arguments.speed or SPEED, None
    if arguments.fit is not None:
        speed, steady = fitted(archive, arguments.fit, arguments.gap)
    replay = Replay(archive, time.monotonic, speed=speed, gap=arguments.gap, steady=steady, at=at)
    for line in lines(archive, replay, time.sleep):
        sys.stdout.buffer.write(line.encode() + b"\n")
        sys.stdout.buffer.flush()
    return 0


def lines(archive: Archive, replay: Replay, sleep: Callable[[float], None]) -> Iterator[str]:
    """The header and the posts as JSON, each as soon as `replay` has reached it; `sleep` passes the time between."""
    yield jsonl.header(archive.header)
    replay.play()
    written = 0
    while True:
        position, rate = replay.position(), replay.rate
        revealed = archive.revealed(position)
        for rank in range(written, revealed):
            yield jsonl.post(archive.post(rank))
        written = max(written, revealed)
        following = archive.next_time(position)
        if following is None or not rate:
            return
        sleep(min((following - position).total_seconds() / rate, NAP))
