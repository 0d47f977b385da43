"""The audit of what people claim: gains from those left out, growth since the last contest, what is left over."""

from collections.abc import Iterator, Sequence

from feeds.figures.board import OVERALL, Sighting
from feeds.figures.facts import Facts, Finding, count, listed, total_of, value
from feeds.figures.ranges import range_of, step_of


def claims(now: Facts, before: Facts) -> Iterator[Finding]:
    """Can it be: gains from people left out, the growth since the last contest, a part of the whole, what is left?"""
    excluded = [
        each
        for (_, _, measure, unit), found in now.by_key.items()
        if (measure, unit) == ("excluded", "people")
        for each in found
    ]
    changes = [each for (_, _, measure, _), found in now.by_key.items() if measure == "change" for each in found]
    yield from _left_out(now, excluded, changes)
    yield from _left_out_share(now, excluded)
    yield from _growth(now, before, changes)
    yield from _remaining(now)


def _left_out(now: Facts, excluded: Sequence[Sighting], changes: Sequence[Sighting]) -> Iterator[Finding]:
    """How much could a number of people who could not vote have added to somebody's share?"""
    votes = now.votes(OVERALL)
    for people in excluded:
        claimed = [each for each in changes if each.rank == people.rank and each.reading.unit in ("%", "points")]
        for who in dict.fromkeys(each.reading.who for each in claimed):
            own = next((each for each in votes if each.reading.who == who), None)
            if own is None:
                continue
            added, whole = people.reading.value, sum(each.reading.value for each in votes)
            share = 100 * own.reading.value / whole
            most = 100 * (own.reading.value + added) / (whole + added) - share
            mine = [each for each in claimed if each.reading.who == who]
            possible = [each for each in mine if range_of(each.reading).low <= most and each.reading.value <= most]
            impossible = [each for each in mine if each not in possible]
            why = (
                f"Had all {value(people)} voted, and every one for {who}, the share would have been "
                f"{share + most:.1f}%, {most:.1f} points more than {share:.1f}%."
            )
            if impossible:
                why += f" {listed([f'{each.reading.value:g}' for each in impossible])} cannot be."
            if possible:
                why += f" {listed([f'{each.reading.value:g}' for each in possible])} can."
            values = listed([f"{each.reading.value:g}" for each in mine], "or")
            what = f"{value(people)} more voters would have added {values} points to {who}’s share"
            yield Finding(not impossible, what, why, (people, *mine, *votes))


def _left_out_share(now: Facts, excluded: Sequence[Sighting]) -> Iterator[Finding]:
    """Is a number of people left out the share of the electorate that is said beside it?"""
    for share in now.by_key.get((OVERALL, None, "excluded", "%"), []):
        people = next((each for each in excluded if each.rank == share.rank), None)
        wholes = now.by_key.get((OVERALL, None, "eligible", "people"), [])
        if people is None or not wholes:
            continue
        made = [((range_of(people.reading) / range_of(each.reading)).times(100), each) for each in wholes]
        fits = [each for one, each in made if one.meets(range_of(share.reading))]
        told = ", ".join(f"{one.middle:.3f}% of {value(each)}" for one, each in made)
        why = f"{value(people)} is {told}" + (f": it is meant of {value(fits[0])}." if fits else ".")
        yield Finding(bool(fits), f"{value(people)} people are {value(share)}", why, (people, share, *wholes))


def _growth(now: Facts, before: Facts, changes: Sequence[Sighting]) -> Iterator[Finding]:
    """Is the growth that somebody names the difference of the two contests?"""
    cast, eligible = now.best(OVERALL, None, "cast", "votes"), before.best(OVERALL, None, "eligible", "people")
    turnout = before.best(OVERALL, None, "turnout", "%")
    for change in changes:
        said = range_of(change.reading)
        if change.reading.unit == "people" and cast and eligible and turnout:
            earlier = (range_of(eligible.reading) * range_of(turnout.reading)).times(0.01)
            more = range_of(cast.reading) - earlier
            why = (
                f"{value(turnout)} of {value(eligible)} is about {count(round(earlier.middle, -2))} votes last time; "
                f"{value(cast)} is {count(round(more.middle, -2))} more."
            )
            yield Finding(
                more.meets(said), f"{value(change)} more votes than last time", why, (change, cast, eligible, turnout)
            )
        elif change.reading.who and change.reading.status != "forecast":
            group, who = change.reading.group, change.reading.who
            then, votes = before.best(group, who, "share", "%"), now.votes(group)
            own = next((each for each in votes if each.reading.who == who), None)
            if then is None or own is None:
                continue
            share = (range_of(own.reading) / total_of(votes)).times(100)
            points = share - range_of(then.reading)
            relative = 100 * (share.middle / then.reading.value - 1)
            holds = points.meets(said) or abs(relative - change.reading.value) <= step_of(change.reading) / 2
            where = "" if group == OVERALL else f" ({group})"
            grown = f"{points.middle:.1f} points, or {relative:.0f} per cent more"
            why = f"From {value(then)} to {share.middle:.1f}% are {grown}."
            yield Finding(holds, f"{who}’s share{where} grew by {value(change)}", why, (change, then, *votes))


def _remaining(now: Facts) -> Iterator[Finding]:
    """Do the applications less the rejected ones leave the number of people who may vote that is said beside them?"""
    for (group, who, measure, unit), found in now.by_key.items():
        if (measure, unit) != ("applications", "applications") or who is not None:
            continue
        for applied in found:
            beside = {
                name: [each for each in now.by_key.get((group, None, name, of), []) if each.rank == applied.rank]
                for name, of in (("rejected", "applications"), ("eligible", "people"))
            }
            if (
                not beside["rejected"]
                or not beside["eligible"]
                or applied.reading.value < beside["eligible"][0].reading.value
            ):
                continue
            rejected, eligible = beside["rejected"][-1], beside["eligible"][-1]
            left = range_of(applied.reading) - range_of(rejected.reading)
            why = (
                f"{value(applied)} - {value(rejected)} = {count(applied.reading.value - rejected.reading.value)}; "
                f"{value(eligible)} could vote."
            )
            what = f"{value(applied)} applications less {value(rejected)} rejected leave those who could vote"
            yield Finding(left.meets(range_of(eligible.reading)), what, why, (applied, rejected, eligible))
