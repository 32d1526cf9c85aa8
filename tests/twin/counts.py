"""Tallies: counts by group, as ``docs/odd/ledger.md`` names them."""

from __future__ import annotations

from tests.twin.causes import split
from tests.twin.draws import mix
from tests.twin.quantities import FIRM_BASE
from tests.twin.state import Entry, World


def groups_of(world: World, uid: int) -> list[str]:
    """Groups a subject, or an actor, counts in: those of the main unit, or that of the other kind."""
    if (uid >= FIRM_BASE) != (world.unit == "firm"):
        people = "household" if "household" in world.units else "person"
        return ["unit=firm" if uid >= FIRM_BASE else f"unit={people}"]
    if uid >= FIRM_BASE:
        return ["all"]
    society = world.bundle.society
    compared = [(attribute.id,) for attribute in society.attributes if attribute.compare] + list(society.cross)
    return ["all", *("&".join(f"{name}={world.read.trait(uid, name)}" for name in names) for names in compared)]


def count(
    world: World, tally: str, uid: int, amount: int = 1, *, month: int | None = None, series: bool = True
) -> None:
    """Add to a tally in a counted month; to the series of this or another month, or later (``over``)."""
    if world.counted and amount:
        for group in groups_of(world, uid):
            world.counts[tally, group] += amount
            world.blocks[tally, group, block_of(world, uid)] += amount
        if series:
            in_series(world, tally, uid, world.month if month is None else month, amount)


def block_of(world: World, uid: int) -> int:
    """Jackknife block of a subject or actor."""
    return mix(world.household(uid)) % 64


def in_series(world: World, tally: str, uid: int, month: int, amount: int) -> None:
    """Add to a tally's series: of the main kind, and of what is only of the other kind."""
    main = (uid >= FIRM_BASE) == (world.unit == "firm")
    if main or tuple(tally.split(":")[:2]) in others_own(world):
        world.series[tally, month] += amount


def others_own(world: World) -> set[tuple[str, str]]:
    """Lists, rules, measures, conduct and obligations of the kind that is not the main one."""
    scheme, conduct = world.scheme, world.conduct
    whose = {("list", each.id): world.of_unit(each) for each in scheme.lists}
    whose |= {("rule", each.id): world.of_unit(each) for each in scheme.rules}
    whose |= {("measure", each.id): world.of_unit(each) for each in scheme.measures}
    whose |= {("behaviour", each.id): each.of for each in conduct.behaviours}
    whose |= {("obligation", each.opens): each.of for each in reversed(conduct.behaviours) if each.opens}
    return {part for part, unit in whose.items() if (unit == "firm") != (world.unit == "firm")}


def over(world: World, end: int) -> int:
    """The month in which that is counted which was over in a month: its last counted one."""
    return max(world.burn_in, min(end - 1, world.last - 1))


def count_over(world: World, tally: str, uid: int, since: int, end: int) -> bool:
    """Put the counted months of something that is over into the series of its last; whether there are any."""
    months = end - max(since, world.burn_in)
    if months > 0:
        in_series(world, tally, uid, over(world, end), months)
    return months > 0


def expect(world: World, behaviour: str, uid: int, amount: int) -> None:
    """Add an expected amount, by block, in 2**-32 of an act."""
    if world.counted and amount:
        for group in groups_of(world, uid):
            world.expected[behaviour, group, block_of(world, uid)] += amount


def hurt(world: World, key: str, uid: int, flags: tuple[str, ...]) -> None:
    """Somebody has a penalty of a kind, in a counted month."""
    if world.counted:
        for name in (f"{key}:people", "any:people"):
            for each in (name, *(f"{name}:{flag}" for flag in flags)):
                world.people[each].setdefault(uid, world.month)


def penalty(world: World, key: str, uid: int, sets: list[frozenset[str]], flags: tuple[str, ...]) -> None:
    """Count the beginning of a penalty, its flags, and its split over causes."""
    count(world, f"{key}:events", uid)
    for flag in flags:
        count(world, f"{key}:events:{flag}", uid)
    for cause, part in split(sets).items():
        count(world, f"{key}:split:{cause}", uid, part)


def truth(entry: Entry) -> str:
    """Whether an entry is wrong or right, as the redress tallies say it."""
    return "wrong" if entry.wrong else "right"


def redress(world: World, step: str, entry: Entry) -> None:
    """Count a step of redress of a contestable entry."""
    if entry.contestable:
        count(world, f"redress:{step}:{truth(entry)}", entry.uid)


def end_of(world: World, entry: Entry, how: str) -> None:
    """Count how old a wrong contestable entry was at its end."""
    if entry.contestable and entry.wrong and entry.month >= world.burn_in:
        count(world, f"{how}:{min(24, world.month - entry.month)}", entry.uid)


def made(world: World, entry: Entry) -> None:
    """Count an entry that was made: by rule and cause, points gained, and what may be done about it."""
    count(world, f"rule:{entry.rule}:entries", entry.uid)
    count(world, f"rule:{entry.rule}:{entry.cause}", entry.uid)
    if not entry.by_tie and entry.points > 0:
        count(world, f"rule:{entry.rule}:gained", entry.uid, entry.points)
    if entry.adverse:
        count(world, f"redress:adverse:{truth(entry)}", entry.uid)
        if not (entry.contestable and world.scheme.redress.instances):
            count(world, f"redress:no_route:{truth(entry)}", entry.uid)
    redress(world, "made", entry)


def close(world: World) -> None:
    """Counts at the end of a run: people, what is still open, expected amounts."""
    world.month = world.last - 1
    for key, people in world.people.items():
        for uid, month in people.items():
            count(world, key, uid, month=month, series=month >= 0)
    for entry in world.entries:
        if entry.live:
            end_of(world, entry, "censored")
            if entry.case is not None:
                redress(world, "pending", entry)
    for (behaviour, group, block), amount in world.expected.items():
        world.counts[f"behaviour:{behaviour}:expected", group] += amount >> 16
        world.blocks[f"behaviour:{behaviour}:expected", group, block] += amount >> 16
    for file in world.files.values():
        count(world, "subjects", file.uid)
        for name in file.stays:
            count(world, f"list:{name}:now", file.uid, series=False)
        if file.band and not is_plain(world, file.band):
            count(world, f"band:{file.band}:now", file.uid, series=False)
        for name, gate in file.gates.items():
            count(world, f"gate:{name}:now", file.uid, int(gate.held))


def is_plain(world: World, band: str) -> bool:
    """Whether a band is neither penal nor rewarding."""
    return not any(each.penal or each.rewarding for each in world.scheme.bands if each.id == band)


def tally(world: World) -> None:
    """Phase ``tally``: what is counted by the month."""
    for file in world.files.values():
        for name, stay in file.stays.items():
            by_month(world, f"list:{name}", file.uid, stay.flags, world.lists[name].penal)
        if file.band and not is_plain(world, file.band):
            penal = any(each.penal for each in world.scheme.bands if each.id == file.band)
            by_month(world, f"band:{file.band}", file.uid, file.run_flags, penal)
        for copy in file.stale:
            count(world, f"list:{copy.list}:stale:{copy.recipient}", file.uid, series=False)
        for name, gate in file.gates.items():
            count(world, f"gate:{name}:held_months", file.uid, int(gate.held))
        if len(file.refused_domains) >= 2:
            count(world, "barred2:months", file.uid)


def by_month(world: World, key: str, uid: int, flags: tuple[str, ...], penal: bool) -> None:
    """A month on a list or in a band."""
    for name in (f"{key}:months", *(f"{key}:months:{flag}" for flag in flags)):
        count(world, name, uid, series=False)
    if world.counted:
        in_series(world, f"{key}:now", uid, world.month, 1)
    if penal:
        hurt(world, key, uid, flags)
    elif world.counted:
        world.people[f"{key}:people"].setdefault(uid, world.month)
