"""Where posts begin: the cues one by one, and the whole against days whose boundaries were labelled by hand."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.readers import lines
from feeds.readers.transcript import boundaries, parts
from feeds.readers.transcript.cues import CUES, weigh
from feeds.readers.transcript.parts import Part, Typed
from feeds.readers.transcript.situation import Situation, announces

ABOVE = "The mayor of Hull, who was late, said the bridge would open on Tuesday."


def _typed(text: str, part: Part | None = None) -> Typed:
    (found,) = parts.classify(lines.numbered(text))
    return found if part is None else Typed(found.line, part)


def _held(above: str | Typed, text: str | Typed, below: str | None = None) -> set[str]:
    top = above if isinstance(above, Typed) else _typed(above)
    line = text if isinstance(text, Typed) else _typed(text)
    after = _typed(below) if below else None
    return {cue.name for cue in weigh(Situation(line, after, [top]))[1]}


@pytest.mark.parametrize(
    ("cue", "above", "text"),
    [
        ("below 'Updated'", "Updated", "Rain has stopped play."),
        ("below 'Updated'", "Updated at 12.10 BST", "Rain has stopped play."),
        ("below a rule", "* * *", "Rain has stopped play."),
        ("announced above", "She told the crowd:", "I have never liked bridges."),
        ("announced above", "And here is an extract.", "The bridge was built twice."),
        ("below a sign-off", "That’s all from me for today.", "Ferries are running again."),
        ("below a caption", "A ferry. Photograph: Ann Lee/Agency", "Tolls will rise."),
        ("'Here is'", ABOVE, "Here is the timetable for the ferries."),
        ("'Here is' an extract", ABOVE, "Here’s an extract."),
        ("'Here is'", ABOVE, "Here is the full text of what Ann Lee, the mayor, said in full."),
        ("'And here is'", ABOVE, "And here is some comment from the quay."),
        ("'Here is' an extract", ABOVE, "And here is an excerpt."),
        ("'This is from'", ABOVE, "This is from the Echo’s Ann Lee."),
        ("'This is from' further on", ABOVE, "It may rain. This is from the Echo’s Ann Lee."),
        ("'My colleague'", ABOVE, "My colleague Ann Lee is on the ferry."),
        ("an opening phrase", ABOVE, "Earlier I posted a picture of the bridge."),
        ("an opening phrase", ABOVE, "Good morning. The ferries are late."),
        ("somebody introduced", ABOVE, "Ann Lee, the harbour master, said ferries would run."),
        ("opens with a name not heard in this post", ABOVE, "Ann Lee is on the bridge."),
        ("news: somebody has done something", ABOVE, "The Ferry Company has announced a new route."),
        ("live speech after something else", ABOVE, "Lee says ferries are the future."),
        ("refers to another post's time", ABOVE, "More on the ferries (see 10.40am), from the quay."),
        ("an agency's report", ABOVE, "Tolls will double, Reuters reports."),
        ("begins with a quantity", ABOVE, "More than 300 people are waiting for ferries."),
        ("goes on", ABOVE, "But he would not say which Tuesday."),
        ("goes on", ABOVE, "Asked whether he could swim, he laughed."),
        ("somebody known, by surname", "Ann Lee, the mayor, spoke.", "Lee said it would rain."),
        ("somebody quoted", ABOVE, "“It will never open,” a swimmer said."),
        ("first person", ABOVE, "We cannot go on like this."),
        ("a step in an argument", ABOVE, "Secondly, nobody asked the ferrymen."),
        ("an end, not a beginning", ABOVE, "Thanks for all the comments."),
    ],
)
def test_a_cue_holds(cue: str, above: str, text: str) -> None:
    assert cue in {each.name for each in CUES}
    assert cue in _held(above, text)


@pytest.mark.parametrize(
    ("cue", "above", "text"),
    [
        ("somebody introduced", "Ann Lee, the mayor, spoke.", "Ann Lee, the mayor, went home."),
        ("news: somebody has done something", ABOVE, "It has rained all day."),
        ("live speech after something else", "Lee says tolls are wicked.", "Lee says ferries are the future."),
        ("'Here is'", ABOVE, "Here’s an extract."),
        ("goes on", ABOVE, "Butter is up again."),
    ],
)
def test_a_cue_does_not_hold(cue: str, above: str, text: str) -> None:
    assert cue in {each.name for each in CUES}
    assert cue not in _held(above, text)


def test_somebody_introduced_again() -> None:
    above = [_typed("Ann Lee, the mayor, spoke."), _typed("Lee said that it would rain.")]
    held = weigh(Situation(_typed("Ann Lee has left the quay."), None, above))[1]
    assert "somebody introduced again" in {cue.name for cue in held}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He said:", "speech"),
        ("The club has issued a statement about the goat.", "speech"),
        ("Here is her statement in full.", "speech"),
        ("And here is an extract.", "extract"),
        ("A ferry has sunk, the agency reports.", "extract"),
        ("Here are some pictures of the ferry.", ""),
        ("It rained.", ""),
    ],
)
def test_announces(text: str, kind: str) -> None:
    assert announces(text) == kind


def test_a_bare_tweet_by_another_author_is_a_post() -> None:
    text = "This is from Ann Lee.\nLate.\n— Ann Lee (@ann) May 6, 2021\nWet.\n— Bo Ray (@bo) May 6, 2021\n"
    assert _starts(text) == [1, 4]


def test_tweets_by_one_author_stay_together() -> None:
    text = "This is from Ann Lee.\nLate.\n— Ann Lee (@ann) May 6, 2021\nWet.\n— Ann Lee (@ann) May 6, 2021\n"
    assert _starts(text) == [1]


def test_a_plea_stands_between_posts() -> None:
    plea = "Since you’re here, we ask you to support us: subscribe, donate, and pay for journalism."
    assert _starts(f"The bridge is shut.\nUpdated\n{plea}\nTolls rose and fell.\n") == [1, 3]
    assert _starts(f"The bridge is shut.\n{plea}\nTolls rose and fell.\n") == [1, 3]


def test_rows_belong_to_their_heading() -> None:
    text = (
        "Rain stopped play.\nUpdated\nThe votes in full\nHere are the votes.\nHow ferrymen voted\nLee: 12,001\nRay: 9\n"
    )
    assert _starts(text) == [1, 3]


def test_every_judgement_has_a_confidence_and_its_cues() -> None:
    for boundary in boundaries.find(parts.classify(lines.numbered(f"{ABOVE}\nHere is a map.\nBut it is old.\n"))):
        assert 0.5 <= boundary.confidence <= 1
        assert boundary.begins == (boundary.index < 2)


@pytest.mark.parametrize("text", ["", "\n\n", "   \n"])
def test_no_text_no_posts(text: str) -> None:
    typed = parts.classify(lines.numbered(text))
    assert boundaries.spans(boundaries.find(typed), len(typed)) == []


def _starts(text: str) -> list[int]:
    typed = parts.classify(lines.numbered(text))
    return [start + 1 for start, _ in boundaries.spans(boundaries.find(typed), len(typed))]


def _f1(path: Path, truth: Path) -> float:
    typed = parts.classify(lines.numbered(lines.decode(path.read_bytes())))
    got = {start + 1 for start, _ in boundaries.spans(boundaries.find(typed), len(typed))} - {1}
    want = {post["first_line"] for post in json.loads(truth.read_text())["posts"]} - {1}
    return 2 * len(got & want) / (len(got) + len(want))


def test_the_extracted_day(seed: Callable[[int], Path], checkout: Path) -> None:
    assert _f1(seed(4), checkout / "tests" / "seed_truth" / "segments_004.json") >= 0.97


def test_the_bundled_day(checkout: Path) -> None:
    blog = checkout / "feeds" / "days" / "labour_leadership_2016" / "blog.txt"
    assert _f1(blog, checkout / "tests" / "seed_truth" / "segments_bundled.json") >= 0.97
