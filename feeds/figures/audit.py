"""The audit: every figure checked against every other, with tolerance by the figure's own rounding."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from feeds.figures import claimed
from feeds.figures.board import OVERALL, WEIGHT, Sighting
from feeds.figures.facts import MEASURE_NAMES, Facts, Finding, count, listed, total_of, value
from feeds.figures.ranges import Range, range_of, step_of
from feeds.model import Contest

_FACTS = ("declared", "corrected", "reported", "recalled", "rounded")


def audit(contests: Sequence[Contest], sightings: Iterable[Sighting]) -> tuple[Finding, ...]:
    """All findings on the figures of a day, what fails first, then by kind of check; empty where nothing can be said.

    Polls and forecasts are no facts and are left alone. A figure may be off by its own rounding, and one that hedges
    ("around 50,000") by a tenth.
    """
    facts = [each for each in sightings if each.reading.status in _FACTS or each.reading.measure == "change"]
    findings: list[Finding] = []
    for contest in contests:
        now = Facts(contest, [each for each in facts if each.reading.contest == contest.name])
        unknown = replace(contest, who=())
        before = Facts(unknown, [each for each in facts if each.reading.contest == contest.previous])
        for figures in (now, before) if contest.previous else (now,):
            findings += _sums(figures)
            findings += _shares(figures)
            findings += _turnouts(figures)
            findings += _parts(figures)
            findings += _same(figures)
        findings += claimed.claims(now, before)
    return tuple(sorted(findings, key=lambda finding: finding.holds))


def _sums(figures: Facts) -> Iterator[Finding]:
    """Do groups make up the whole, and the candidates the votes cast?"""
    groups, people = figures.contest.groups, figures.contest.who
    for measure, unit, names in (
        ("votes", "votes", people),
        ("eligible", "people", (None,)),
        ("cast", "votes", (None,)),
    ):
        for who in names:
            total = figures.best(OVERALL, who, measure, unit)
            parts = figures.all_of([(group, who) for group in groups], measure, unit) if groups else []
            if total is None or not parts:
                continue
            same_table = [
                each
                for each in figures.by_key[OVERALL, who, measure, unit]
                if each.rank == parts[0].rank and step_of(each.reading) <= step_of(total.reading) * 1000
            ]
            total = same_table[0] if same_table else total
            subject = f"votes for {who}" if who else MEASURE_NAMES[measure]
            yield _sum(f"The groups’ {subject} make up the whole", parts, total)
    cast, spoilt = figures.best(OVERALL, None, "cast", "votes"), figures.best(OVERALL, None, "spoilt", "votes")
    votes = figures.votes(OVERALL)
    if cast is not None and votes:
        plain = total_of(votes)
        if plain.meets(range_of(cast.reading)) or spoilt is None:
            yield _sum("The candidates’ votes make up the votes cast", votes, cast)
        else:
            yield _sum("The candidates’ votes and the spoilt papers make up the votes cast", [*votes, spoilt], cast)


def _sum(what: str, parts: Sequence[Sighting], total: Sighting) -> Finding:
    made, said = total_of(parts), range_of(total.reading)
    holds = made.meets(said)
    sums = " + ".join(value(each) for each in parts)
    difference = round(made.middle - said.middle)
    why = f"{sums} = {count(made.middle)}"
    if difference:
        why += f", {count(abs(difference))} {'more' if difference > 0 else 'less'} than the {value(total)} said"
    if holds and difference:
        why += ", which is within the rounding"
    return Finding(holds, what, f"{why}.", (*parts, total))


def _shares(figures: Facts) -> Iterator[Finding]:
    """Do the shares follow from the votes, and do they make up a hundred?"""
    for group in figures.everywhere:
        votes = figures.votes(group)
        shares = figures.all_of([(group, who) for who in figures.contest.who], "share", "%")
        where = "" if group == OVERALL else f" of {group}"
        if votes and shares:
            whole = total_of(votes)
            made = [(range_of(vote.reading) / whole).times(100) for vote in votes]
            fits = [one.meets(range_of(share.reading)) for one, share in zip(made, shares, strict=True)]
            told = ", ".join(
                f"{vote.reading.who} {one.middle:.3f}% (said: {value(share)})"
                for vote, share, one in zip(votes, shares, made, strict=True)
            )
            yield Finding(all(fits), f"The shares{where} follow from the votes", f"{told}.", (*votes, *shares))
        elif len(shares) > 1:
            total = total_of(shares)
            yield Finding(
                total.meets(Range(100, 100)),
                f"The shares{where} make up a hundred",
                f"{' + '.join(value(each) for each in shares)} = {total.middle:g}%.",
                tuple(shares),
            )


def _turnouts(figures: Facts) -> Iterator[Finding]:
    """Is the turnout that of the votes cast among those who could vote, with the spoilt papers or without?"""
    for group in figures.everywhere:
        turnout = figures.best(group, None, "turnout", "%")
        eligible = figures.best(group, None, "eligible", "people")
        cast = figures.best(group, None, "cast", "votes")
        spoilt = figures.best(group, None, "spoilt", "votes")
        where = "" if group == OVERALL else f" of {group}"
        if turnout and eligible and cast:
            yield _turnout(where, turnout, eligible, cast, spoilt)
        abstained = figures.by_key.get((group, None, "abstained", "%"), [])
        if turnout and abstained:
            left = Range(100, 100) - range_of(turnout.reading)
            for each in abstained:
                holds = left.meets(range_of(each.reading))
                why = f"A turnout of {value(turnout)} leaves {left.middle:g}% who did not vote; {value(each)}"
                what = f"{value(each)}{where} did not vote"
                yield Finding(
                    holds, what, why + (" can stand for that." if holds else " is not that."), (turnout, each)
                )


def _turnout(where: str, turnout: Sighting, eligible: Sighting, cast: Sighting, spoilt: Sighting | None) -> Finding:
    said, could = range_of(turnout.reading), range_of(eligible.reading)
    without = (range_of(cast.reading) / could).times(100)
    what = f"A turnout{where} of {value(turnout)}"
    plain = f"{value(cast)} of {value(eligible)} is {without.middle:.2f}%"
    if spoilt is None:
        return Finding(without.meets(said), what, f"{plain}.", (turnout, eligible, cast))
    together = ((range_of(cast.reading) + range_of(spoilt.reading)) / could).times(100)
    added = f"with the {value(spoilt)} spoilt papers {together.middle:.2f}%"
    used = (turnout, eligible, cast, spoilt)
    if without.meets(said) and together.meets(said):
        return Finding(True, what, f"{plain}, {added}: both round to it.", used)
    if together.meets(said):
        return Finding(True, what, f"{plain}, {added}: it holds only with the spoilt papers.", used)
    if without.meets(said):
        return Finding(True, what, f"{plain}, {added}: it holds only without the spoilt papers.", used)
    return Finding(False, what, f"{plain}, {added}: neither is {value(turnout)}.", used)


def _parts(figures: Facts) -> Iterator[Finding]:
    """Do the parts of a table fit its whole: shares of the electorate, of the votes cast, of each by turnout?"""
    groups = figures.contest.groups
    total = figures.best(OVERALL, None, "turnout", "%")
    for measure, label in (("share of eligible", "electorate"), ("share of cast", "votes cast")):
        parts = figures.all_of([(group, None) for group in groups], measure, "%") if groups else []
        if len(parts) > 1:
            whole = total_of(parts)
            why = f"{' + '.join(value(each) for each in parts)} = {whole.middle:g}%."
            yield Finding(
                whole.meets(Range(100, 100)), f"The groups’ shares of the {label} make up a hundred", why, tuple(parts)
            )
    for group in groups:
        people = figures.best(group, None, "eligible", "people")
        share = figures.best(group, None, "share of eligible", "%")
        every = figures.all_of([(each, None) for each in groups], "eligible", "people")
        if people and share and every:
            made = (range_of(people.reading) / total_of(every)).times(100)
            why = f"{value(people)} of {count(total_of(every).middle)} is {made.middle:.1f}% (said: {value(share)})."
            yield Finding(
                made.meets(range_of(share.reading)), f"The share of the electorate of {group}", why, (*every, share)
            )
        rate = figures.best(group, None, "turnout", "%")
        cast = figures.best(group, None, "share of cast", "%")
        if total and share and rate and cast:
            made = (range_of(share.reading) * range_of(rate.reading)) / range_of(total.reading)
            why = (
                f"{value(share)} of the electorate at a turnout of {value(rate)}, of {value(total)} overall, "
                f"is {made.middle:.1f}% of the votes cast (said: {value(cast)})."
            )
            what = f"The share of the votes cast of {group}"
            yield Finding(made.meets(range_of(cast.reading)), what, why, (share, rate, total, cast))


def _same(figures: Facts) -> Iterator[Finding]:
    """Do the posts that give the same figure give the same number?"""
    for (group, who, measure, unit), said in figures.by_key.items():
        if measure not in ("share", "votes", "turnout", "eligible", "cast", "spoilt"):
            continue
        values = {each.reading.value: each for each in said}
        if len(values) < 2:
            continue
        best = figures.best(group, who, measure, unit)
        if best is None:
            continue
        finest = max(values.values(), key=lambda each: (-step_of(each.reading), WEIGHT[each.reading.status], each.rank))
        name = f"{who}’s {measure}" if who else MEASURE_NAMES.get(measure, measure)
        where = "" if group == OVERALL else f" ({group})"
        ordered = sorted(values.values(), key=lambda each: each.rank)
        what = f"{name[0].upper()}{name[1:]}{where} in {figures.name}: {listed([value(each) for each in ordered])}"
        told, holds = [], True
        for each in ordered:
            if each is finest:
                continue
            fits = range_of(each.reading).meets(range_of(finest.reading))
            if (
                not fits
                and each.reading.status in ("reported", "declared")
                and each.rank < best.rank
                and best is finest
            ):
                more = "" if unit == "%" else f", {count(abs(best.reading.value - each.reading.value))} away"
                told.append(
                    f"{value(each)} was said first; {value(best)}, {best.reading.status}{more}, stands in its place"
                )
                holds = False
            else:
                told.append(_rounding(each, finest, fits))
                holds = holds and fits
        yield Finding(holds, what, f"{'; '.join(told)}.", tuple(ordered))


def _rounding(each: Sighting, finest: Sighting, fits: bool) -> str:
    """How a coarse number goes with the finest one."""
    if not fits:
        return f"{value(each)} is not {value(finest)}, however it is rounded"
    said, true, step = each.reading.value, finest.reading.value, step_of(each.reading)
    if said == true:
        return f"{value(each)} is the same"
    if abs(said - true) <= step / 2 and not (said < true and true - said == step / 2):
        return f"{value(each)} rounds {value(finest)}"
    return f"{value(each)} cuts {value(finest)} short" if said < true else f"{value(each)} is about {value(finest)}"
