"""Selection by rank, before anything else of a month (``docs/odd/month.md``)."""

from __future__ import annotations

import math
from dataclasses import replace

from demerit.scheme.model import Entry as Way
from demerit.scheme.model import ListSpec, Quota
from tests.twin.card import card_values
from tests.twin.causes import present_in, smallest_sets
from tests.twin.files import raw_without, within
from tests.twin.quantities import whole_months
from tests.twin.state import Cut, File, Waiting, World

NOTHING: Cut = frozenset()
Key = tuple[int, int, int]


def rank(world: World) -> None:
    """Select by rank on every list where the month has come."""
    for spec in world.scheme.lists:
        for way in spec.entries:
            quota = way.quota
            if quota is None or world.month % quota.every_months != 0:
                continue
            if world.month > 0 or quota.component is not None:
                select(world, spec, way, quota)


def worth(world: World, file: File, quota: Quota, without: Cut) -> int:
    """What a subject is ranked by, some causes left out; the first is the lowest."""
    sign = -1 if quota.take == "highest" or (quota.take is None and quota.component is not None) else 1
    if quota.component is not None:
        if "trait" in without:
            return 0
        return sign * card_values(world, file.uid, true="false_record" in without)[quota.component]
    world.month -= 1
    score = within(world, file, raw_without(world, file, without))
    world.month += 1
    return sign * score


def how_many(world: World, quota: Quota, subjects: int) -> int:
    """How many are taken."""
    if quota.number is not None:
        return math.floor(world.read.value(replace(quota.number, by={}, where=(), times={}), 0, world.month))
    assert quota.share is not None
    return math.floor(world.read.value(replace(quota.share, by={}, where=(), times={}), 0, world.month) * subjects)


def select(world: World, spec: ListSpec, way: Way, quota: Quota) -> None:
    """Put all in order, and let those in front wait for ``enlist``."""
    files = [file for file in world.files.values() if file.unit == world.unit]
    draws = {file.uid: world.dice.bits(f"quota:{spec.id}:{way.id}", file.uid, world.month, 0) for file in files}
    line = sorted(files, key=lambda file: (worth(world, file, quota, NOTHING), draws[file.uid], file.uid))
    size = how_many(world, quota, len(files))
    last = line[size] if size < len(line) else None
    bar = None if last is None else (worth(world, last, quota, NOTHING), draws[last.uid])
    for file in line[:size]:

        def gone(without: Cut, file: File = file) -> bool:
            return bar is not None and (worth(world, file, quota, without), draws[file.uid]) >= bar

        present = {"trait", "false_record"} if quota.component is not None else present_in(world, file)
        address = draws[file.uid]
        months = world.read.months(way.delay, file.uid, world.month)
        delay = whole_months(months, world.dice.bits(f"list-delay:{spec.id}:{way.id}", address, 0, 0))
        cuts = tuple(smallest_sets(gone, present))
        file.waiting.append(Waiting(world.month + delay, spec.id, way.id, address, None, cuts=cuts))
