"""Mentions of many documents made into matters: the whole derivation, without a store."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from legation.ledger.copies.kinds import Copy
from legation.ledger.folding.balance import balances, outstanding
from legation.ledger.folding.chronology import OFF_THE_PATH, UNKNOWN, Undertaking, in_order_of_event, undertakings
from legation.ledger.folding.flags import flags
from legation.ledger.folding.moves import next_move
from legation.ledger.folding.silence import Record
from legation.ledger.folding.stages import Point, Word, fold
from legation.ledger.folding.standing import combined, standing_of
from legation.ledger.folding.testimony import Testimony, testimonies
from legation.ledger.folding.timing import in_force, slipped, timing
from legation.ledger.folding.titles import titles
from legation.ledger.linking.kinship import fit
from legation.ledger.linking.linking import linked
from legation.ledger.linking.names import names_of
from legation.ledger.parties import parties_of
from legation.nouns import Area, Matter, Mention, Silence, Stage, Standing, Step
from legation.reference.series import Series, shipped


def matters_of(
    mentions: Iterable[Mention], today: date, series: Series | None = None, copies: Collection[Copy] = ()
) -> tuple[Matter, ...]:
    """Derive the matters on record, those last reported on first; a pure function of the set of mentions and the day.

    `today` is the day against which due dates are held, `series` what figures are held against; those that come with
    Legation where none are given. `copies` are what the documents are of each other. Which mentions count as known is
    the caller's choice.
    """
    known = tuple(mentions)
    record = Record(known, copies)
    figures = tuple(mention for mention in known if mention.entry.kind == "figure")
    groups = sorted(linked(known), key=lambda group: group[-1].reported, reverse=True)
    return tuple(
        matter_of(group, figures, record.silence(group, parties_told(group, copies)), today, series, copies=copies)
        for group in groups
    )


def parties_together(group: Iterable[Undertaking]) -> frozenset[str]:
    """Everyone involved in any of some undertakings."""
    return frozenset(party for undertaking in group for party in parties_of(undertaking.entry))


def parties_told(group: Iterable[Undertaking], copies: Collection[Copy]) -> frozenset[str]:
    """Everyone involved in what counts of some undertakings."""
    return parties_together(undertakings(told.mention for told in testimonies((u.mention for u in group), copies)))


def matter_of(
    group: Sequence[Undertaking],
    figures: Iterable[Mention],
    silence: Silence,
    today: date,
    series: Series | None = None,
    *,
    copies: Collection[Copy] = (),
) -> Matter:
    """Derive one matter from its undertakings, at least one, in order of report.

    Of the figures those are taken that are of its object. `series` and `copies` as in `matters_of`: what several
    publications of one story say counts once, and what one of them puts right counts for nothing.
    """
    first = group[0]
    told = {_key(one.mention): one for one in testimonies((each.mention for each in group), copies)}
    group = tuple(each for each in group if _key(each.mention) in told)
    history = in_order_of_event(group)
    parties = tuple(sorted(parties_together(group)))
    points = fold(_words(history))
    course = _course(history, points)
    stage = course[-1]
    dues = slipped(history)
    due = in_force(dues, points[-1].reached)
    named = titles(group)
    own_figures = tuple(one.mention for one in testimonies(_figures(group, parties, figures), copies))
    return Matter(
        id="m" + first.entry.id.removeprefix("e"),
        title=named.title,
        aliases=named.aliases,
        parties=parties,
        areas=_areas(group),
        stage=stage,
        standing=_standing(history, course, parties),
        next_move=next_move(history, course, parties),
        timing=timing(due.due if due else None, stage, _done_on(history, course), today),
        due=due,
        slipped=dues,
        balance=balances(group),
        silence=silence,
        flags=flags(group, own_figures, shipped() if series is None else series),
        history=_steps(history, course, parties, told),
        figures=own_figures,
    )


def _words(history: Sequence[Undertaking]) -> Iterator[Word]:
    """What the entries say; on a day that holds a matter up or ends it, the rest recalls what it was before."""
    ended = {undertaking.happened for undertaking in history if undertaking.turn == OFF_THE_PATH}
    for undertaking in history:
        revives = undertaking.taken_up_again or undertaking.happened not in ended
        yield Word(undertaking.entry.stage, frozenset(undertaking.entry.by), revives)


def _course(history: Sequence[Undertaking], points: Sequence[Point]) -> tuple[Stage, ...]:
    """Stage after each entry: the fold, and under way as long as of what was done more is still to come."""
    done = {place for place, point in enumerate(points, 1) if point.stage == "done"}
    changed = {place for place in done if history[place - 1].entry.quantities or place - 1 not in done}
    more_to_come = outstanding(history, changed) if changed else frozenset()
    course: list[Stage] = []
    underway = False
    for place, point in enumerate(points, 1):
        underway = place in more_to_come if place in changed else underway
        course.append("underway" if point.stage == "done" and underway else point.stage)
    return tuple(course)


def _standing(history: Sequence[Undertaking], course: Sequence[Stage], parties: tuple[str, ...]) -> Standing:
    """Whose word the present stage rests on: that of all who say so; under way by the balance, of who says done."""
    said = {undertaking.entry.stage for undertaking in history}
    stage = course[-1] if course[-1] in said else "done"
    return combined((undertaking.entry for undertaking in history if undertaking.entry.stage == stage), parties)


def _done_on(history: Sequence[Undertaking], course: Sequence[Stage]) -> date | None:
    """Day by which it was done, if it is; None if that cannot be dated."""
    for undertaking, stage in zip(history, course, strict=True):
        if stage == "done" == course[-1] and undertaking.happened != UNKNOWN:
            return undertaking.happened
    return None


def _areas(group: Sequence[Undertaking]) -> tuple[Area, ...]:
    """Areas of its entries, that of most entries first."""
    count: dict[Area, int] = {}
    for undertaking in group:
        for area in undertaking.entry.area:
            count[area] = count.get(area, 0) + 1
    return tuple(sorted(count, key=lambda area: (-count[area], area)))


def _steps(
    history: Sequence[Undertaking],
    course: Sequence[Stage],
    parties: tuple[str, ...],
    told: Mapping[tuple[str, str], Testimony],
) -> tuple[Step, ...]:
    before: Sequence[Stage | None] = (None, *course)
    return tuple(
        Step(
            date=entry.date,
            reported=mention.reported,
            stage=entry.stage,
            moved=stage != was,
            matter_stage=stage,
            standing=standing_of(entry, parties),
            mention=mention,
            also=told[_key(mention)].also,
            supersedes=told[_key(mention)].supersedes,
        )
        for (mention, entry), stage, was in zip(history, course, before, strict=False)
    )


def _key(mention: Mention) -> tuple[str, str]:
    return (mention.document, mention.entry.id)


def _figures(group: Sequence[Undertaking], parties: Sequence[str], figures: Iterable[Mention]) -> tuple[Mention, ...]:
    """Figures of its object: a proper name in common, and parties that fit, in order of report."""
    known_as = [name for u in group for name in names_of(u.entry.objects) if name.proper]
    own = [
        figure
        for figure in figures
        if fit(frozenset(parties_of(figure.entry)), frozenset(parties))
        and any(name.same_thing(known) for name in names_of(figure.entry.objects) for known in known_as)
    ]
    return tuple(sorted(own, key=lambda m: (m.reported or "", m.document, m.entry.evidence[0].start, m.entry.id)))
