"""Where a penalty comes from: the smallest sets of causes without which it would not be there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from tests.twin.state import Cut, Entry, File, Ground, Stale, World

CAUSES = (
    "true_unlawful",
    "true_lawful",
    "false_record",
    "mistaken_identity",
    "misread",
    "trait",
    "stale",
    "tie",
    "no_pass",
    "discretion",
)
NOT_TRUE = frozenset({"false_record", "mistaken_identity", "misread", "stale"})
UNIT = 27720


def smallest_sets(gone: Callable[[Cut], bool], present: Iterable[str]) -> list[Cut]:
    """All sets of causes that undo a penalty and of which no part does, in the order of ``CAUSES``."""
    causes = [cause for cause in CAUSES if cause in set(present)]
    found: list[Cut] = []
    for size in range(1, len(causes) + 1):
        for chosen in map(frozenset, combinations(causes, size)):
            if not any(smaller <= chosen for smaller in found) and gone(chosen):
                found.append(chosen)
    return sorted(found, key=lambda each: sorted(CAUSES.index(cause) for cause in each))


def flags_of(sets: list[Cut]) -> tuple[str, ...]:
    """What is said of a penalty with these smallest sets."""

    def undone(by: Iterable[str]) -> bool:
        return any(each <= frozenset(by) for each in sets)

    said = {
        "wrongful": undone(NOT_TRUE),
        "tainted": not undone(NOT_TRUE) and any(each & NOT_TRUE for each in sets),
        "for_others": undone({"tie"}),
        "for_lawful": undone({"true_lawful"}),
        "for_traits": undone({"trait"}),
        "no_record": bool(sets) and all(each <= {"no_pass", "discretion"} for each in sets),
        "scheme": not sets,
    }
    return tuple(flag for flag, holds in said.items() if holds)


def shares(total: int, parts: int) -> list[int]:
    """A whole number in nearly equal whole parts, larger ones first."""
    return [total // parts + (1 if i < total % parts else 0) for i in range(parts)]


def split(sets: list[Cut]) -> dict[str, int]:
    """A penalty split evenly over its smallest sets, and each set over its causes."""
    if not sets:
        return {"scheme": UNIT}
    parts: dict[str, int] = {}
    for each, part in zip(sets, shares(UNIT, len(sets)), strict=True):
        ordered = [cause for cause in CAUSES if cause in each]
        for cause, own in zip(ordered, shares(part, len(ordered)), strict=True):
            parts[cause] = parts.get(cause, 0) + own
    return parts


def smallest_cuts(cuts: Iterable[Cut]) -> tuple[Cut, ...]:
    """Cuts of which no other is a part."""
    every = set(cuts)
    return tuple(sorted((c for c in every if not any(other < c for other in every)), key=sorted))


def cut_by(cuts: Iterable[Cut], without: Cut) -> bool:
    """Whether something with these cuts is gone without some causes."""
    return any(cut <= without for cut in cuts)


def of_grounds(grounds: Sequence[Ground | Stale]) -> list[Cut]:
    """Smallest sets without which all of some grounds are gone."""
    present = {cause for ground in grounds for cut in ground.cuts for cause in cut}
    return smallest_sets(lambda without: all(cut_by(ground.cuts, without) for ground in grounds), present)


def of_entries(entries: list[Entry]) -> list[Cut]:
    """Smallest sets without which all of some entries are gone, adverse or not."""
    present = {cause for entry in entries for cause in entry.elements}
    return smallest_sets(lambda without: all(entry.elements & without for entry in entries), present)


def taken(entry: Entry, without: Cut) -> bool:
    """Whether an adverse entry is taken away; a surcharge goes with the entry it refers to."""
    return entry.adverse and bool(entry.elements & without)


def present_in(world: World, file: File) -> set[str]:
    """Adverse causes that bear on a subject's band."""
    found = {cause for entry in file.entries if world.in_force(entry) and entry.adverse for cause in entry.elements}
    found |= {cause for _, cuts in file.limits for cut in cuts for cause in cut}
    wrong = {"false_record"} if world.scheme.score.card is not None and world.scheme.score.card.errors else set()
    return found | {"trait", "tie"} | wrong


def of_band(world: World, file: File, stays: Callable[[str], bool]) -> list[Cut]:
    """Smallest sets without which the band is not one of those asked for."""
    from tests.twin.files import band_without

    return smallest_sets(lambda without: not stays(band_without(world, file, without)), present_in(world, file))


def held_grounds(world: World, file: File, name: str) -> list[Ground]:
    """Grounds in force of a stay on a list."""
    return [g for g in file.grounds[name] if not g.ended and (g.entry is None or ground_entry_in_force(world, g))]


def ground_entry_in_force(world: World, ground: Ground) -> bool:
    """Whether the entry of a ground is not suspended (its end is not asked here: a fixed term may outlive it)."""
    entry = ground.entry
    case = None if entry is None else entry.case
    return case is None or not world.scheme.redress.instances[case.instance].suspends
