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


def count(world: World, tally: str, uid: int, amount: int = 1) -> None:
    """Add to a tally in a counted month."""
    if world.counted and amount:
        for group in groups_of(world, uid):
            world.counts[tally, group] += amount


def expect(world: World, behaviour: str, uid: int, amount: int) -> None:
    """Add an expected amount, by block, in 2**-32 of an act."""
    if world.counted and amount:
        block = mix(world.household(uid)) % 64
        for group in groups_of(world, uid):
            world.expected[behaviour, group, block] += amount


def hurt(world: World, key: str, uid: int, flags: tuple[str, ...]) -> None:
    """Somebody has a penalty of a kind, in a counted month."""
    if world.counted:
        for name in (f"{key}:people", "any:people"):
            world.people[name].add(uid)
            for flag in flags:
                world.people[f"{name}:{flag}"].add(uid)


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
        for uid in people:
            count(world, key, uid)
    for entry in world.entries:
        if entry.live:
            end_of(world, entry, "censored")
            if entry.case is not None:
                redress(world, "pending", entry)
    for (behaviour, group, _block), amount in world.expected.items():
        world.counts[f"behaviour:{behaviour}:expected", group] += amount >> 16
    for file in world.files.values():
        count(world, "subjects", file.uid)
        for name in file.stays:
            count(world, f"list:{name}:now", file.uid)
        if file.band and not is_plain(world, file.band):
            count(world, f"band:{file.band}:now", file.uid)
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
            count(world, f"list:{copy.list}:stale:{copy.recipient}", file.uid)
        for name, gate in file.gates.items():
            count(world, f"gate:{name}:held_months", file.uid, int(gate.held))
        if len(file.refused_domains) >= 2:
            count(world, "barred2:months", file.uid)


def by_month(world: World, key: str, uid: int, flags: tuple[str, ...], penal: bool) -> None:
    """A month on a list or in a band."""
    count(world, f"{key}:months", uid)
    for flag in flags:
        count(world, f"{key}:months:{flag}", uid)
    if penal:
        hurt(world, key, uid, flags)
    elif world.counted:
        world.people[f"{key}:people"].add(uid)
