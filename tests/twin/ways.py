"""Ways onto lists that count entries, terms that wait for what is owed, lists that replace others."""

from __future__ import annotations

from demerit.scheme.model import Entry as Way
from demerit.scheme.model import ListSpec
from tests.twin.causes import held_grounds
from tests.twin.state import Entry, File, Ground, World


def owes(world: World, file: File, spec: ListSpec, ground: Ground) -> bool:
    """Whether the obligation is open that a ground waits for after its term."""
    owed = [way.term.owed for way in spec.entries if way.id == ground.way]
    return any((uid, name) in world.obligations for uid in file.members for name in owed)


def replaced(world: World, file: File, spec: ListSpec, ground: Ground) -> bool:
    """Whether a newer ground of a list that replaces this one is in force."""
    names = [each.id for each in world.scheme.lists]
    for other in world.scheme.lists:
        if spec.id in other.replaces:
            later = int(names.index(other.id) < names.index(spec.id))
            if any(newer.made >= ground.made + later for newer in held_grounds(world, file, other.id)):
                return True
    return False


def counted(world: World, file: File, way: Way, entry: Entry) -> list[Entry]:
    """Entries in force that a way counts when it meets one of them: that one, and those before it."""
    same = [e for e in file.entries if e.rule == way.rule and not e.by_tie and not e.surcharge]
    before = same[: same.index(entry) + 1]
    since = entry.month - (way.within_months or 1 << 30)
    return [e for e in before if e.month > since and world.in_force(e)]


def enough(world: World, file: File, way: Way, entry: Entry | None) -> bool:
    """Whether there are as many entries as a way asks for."""
    return entry is None or way.count == 1 or len(counted(world, file, way, entry)) >= way.count
