"""Copies of lists that recipients keep (``enlist``, its last step), and the bands that lists force."""

from __future__ import annotations

from demerit.scheme.model import ListSpec
from tests.twin.causes import cut_by, held_grounds, of_grounds, smallest_cuts
from tests.twin.quantities import whole_months
from tests.twin.state import Cut, File, Ground, Stale, Stay, World


def begin_copies(world: World, file: File, spec: ListSpec, stay: Stay, grounds: list[Ground]) -> None:
    """A stay begins: what it rests on is kept, and old copies of the list are current again."""
    stay.cuts, stay.entry = tuple(of_grounds(grounds)), grounds[0].entry
    keep(world, file, [copy for copy in file.stale if copy.list != spec.id])


def keep(world: World, file: File, kept: list[Stale]) -> None:
    """The copies that are not kept end."""
    file.past_stale += [(copy, world.month) for copy in file.stale if copy not in kept]
    file.stale = kept


def corrected(world: World, origin: Stay | Stale) -> bool:
    """Whether recipients were told that the entry behind a stay was reversed."""
    told, entry = world.scheme.redress.recipients_told, origin.entry
    return told and entry is not None and entry.how == "reversed"


def keep_copies(world: World, file: File, stay: Stay) -> None:
    """A stay ends: those who are not told keep their copies."""
    for copy in world.lists[stay.list].copies:
        if copy.told_of_removal or corrected(world, stay):
            continue
        until = None
        if copy.keeps is not None:
            months = world.read.months(copy.keeps, file.uid, world.month)
            bits = world.dice.bits(f"copy:{stay.list}:{copy.id}", stay.address, 0, 0)
            until = world.month + whole_months(months, bits)
        cuts = smallest_cuts([frozenset({"stale"}), *stay.cuts])
        if until != world.month:
            file.stale.append(Stale(stay.list, copy.id, until, cuts, stay.entry, world.month))


def turn_copies(world: World, file: File) -> None:
    """Copies end; who has one now, and who has one that had none last month."""
    live = [copy for copy in file.stale if copy.until is None or copy.until > world.month]
    keep(world, file, [copy for copy in live if not corrected(world, copy)])
    held = {copy.recipient for copy in file.stale}
    held.update(copy.id for name in file.stays for copy in world.lists[name].copies)
    file.copied_now = held - file.copied
    file.copied = held


def holders(world: World, file: File, recipient: str) -> list[Ground | Stale]:
    """All that a recipient's copies of a subject rest on."""
    found: list[Ground | Stale] = [copy for copy in file.stale if copy.recipient == recipient]
    for name in file.stays:
        if any(copy.id == recipient for copy in world.lists[name].copies):
            found += held_grounds(world, file, name)
    return found


def limited(world: World, file: File) -> None:
    """The bands that stays allow at best, as of the end of last month."""
    file.limits = [
        (band, stay.cuts) for name, stay in file.stays.items() if (band := world.lists[name].to_band) is not None
    ]


def limits_without(file: File, without: Cut) -> list[str]:
    """Bands that lists allow at best, some causes left out."""
    return [band for band, cuts in file.limits if not cut_by(cuts, without)]
