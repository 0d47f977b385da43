"""Tweets in posts, in an archive: those that name no post, or one that is itself a tweet in a post, are mended.

What a source said of them is kept, as the post that is named may still come to a day that grows.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from feeds import embedding
from feeds.archive import stored
from feeds.model import Post

_ODD = """
SELECT post.id FROM posts AS post LEFT JOIN posts AS other ON other.id = post.part_of
WHERE post.part_of IS NOT NULL AND (other.id IS NULL OR other.part_of IS NOT NULL) ORDER BY post.rank
"""


def mend_all(connection: sqlite3.Connection) -> list[str]:
    """Mend what there is in a database that has all its posts and indexes; what there is to say of it."""
    mended = _resolved(connection, [post_id for (post_id,) in connection.execute(_ODD)])
    for rank, post, belongs, _ in mended:
        _put(connection, rank, post, belongs)
    return [embedding.said(post, reason) for _, post, _, reason in mended if reason]


def mend(connection: sqlite3.Connection, new: Iterable[Post]) -> int | None:
    """Mend the `new` posts, and those that have waited for one of them; the lowest rank that changed, if any did."""
    concerned, asked = dict[str, None](), list[str]()
    for post in new:
        asked.append(post.id)
        if post.part_of is not None:
            concerned[post.id] = None
    while asked:
        found = connection.execute("SELECT id FROM mended WHERE said = ?", (asked.pop(),)).fetchall()
        fresh = [post_id for (post_id,) in found if post_id not in concerned]
        concerned.update(dict.fromkeys(fresh))
        asked += fresh
    changed = list[int]()
    for rank, post, belongs, _ in _resolved(connection, concerned):
        _put(connection, rank, post, belongs)
        changed.append(rank)
    return min(changed, default=None)


def _resolved(connection: sqlite3.Connection, ids: Iterable[str]) -> list[tuple[int, Post, str | None, str]]:
    """Of the posts of these ids: rank, the post as its source has it, what it belongs to, and why to nothing."""

    def by_id(post_id: str) -> Post | None:
        found = _post(connection, post_id)
        return None if found is None else found[1]

    found = (_post(connection, post_id) for post_id in ids)
    return [(rank, post, *embedding.top(post, by_id)) for rank, post in filter(None, found)]


def _post(connection: sqlite3.Connection, post_id: str) -> tuple[int, Post] | None:
    row = connection.execute("SELECT rank, json FROM posts WHERE id = ?", (post_id,)).fetchone()
    if row is None:
        return None
    post = stored.read(row[1])
    told = connection.execute("SELECT said FROM mended WHERE id = ?", (post_id,)).fetchone()
    return row[0], post if told is None else replace(post, part_of=told[0])


def _put(connection: sqlite3.Connection, rank: int, post: Post, belongs: str | None) -> None:
    """Have the post at `rank`, which is `post` in its source, be part of the one that it belongs to."""
    native = stored.written(replace(post, part_of=belongs))
    connection.execute("UPDATE posts SET part_of = ?, json = ? WHERE rank = ?", (belongs, native, rank))
    if belongs == post.part_of:
        connection.execute("DELETE FROM mended WHERE id = ?", (post.id,))
    else:
        connection.execute("INSERT OR REPLACE INTO mended VALUES (?, ?)", (post.id, post.part_of))
