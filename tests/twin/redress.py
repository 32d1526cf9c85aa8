"""Ways out (``redress``)."""

from __future__ import annotations

import math
from dataclasses import replace

from demerit.scheme.redress import Instance
from tests.twin import counts
from tests.twin.files import end
from tests.twin.quantities import whole_months
from tests.twin.state import Case, Entry, World


def redress(world: World) -> None:
    """Phase ``redress``: decisions, filings, notices, repairs."""
    for i, instance in enumerate(world.scheme.redress.instances):
        decide_all(world, i, instance)
    for file in world.files.values():
        for entry in file.entries:
            file_case(world, entry)
    for file in world.files.values():
        for entry in file.entries:
            if entry.notice_month == world.month and entry.live:
                give_notice(world, entry)
    repair(world)


def decide_all(world: World, i: int, instance: Instance) -> None:
    """Decisions of an instance, as many as it can take."""
    waiting = [e for e in world.entries if e.case is not None and e.case.instance == i]
    for entry in waiting:
        if not entry.live:
            entry.case = None
    due = [e for e in waiting if e.case is not None and is_due(world, e, e.case, instance)]
    due.sort(key=lambda e: (e.case.filed if e.case else 0, e.address, e.uid))
    capacity = len(due)
    if instance.capacity_per_month is not None:
        of_nobody = replace(instance.capacity_per_month, by={}, where=(), times={})
        capacity = max(0, math.floor(world.read.value(of_nobody, 0, world.month)))
    for entry in due[:capacity]:
        if entry.live:
            decide(world, entry, instance)
        else:
            entry.case = None


def is_due(world: World, entry: Entry, case: Case, instance: Instance) -> bool:
    """Whether a case is ripe; once ripe it stays so."""
    if case.due is None and world.month > case.filed:
        mean = world.read.months(instance.decision, entry.uid, world.month)
        p = 1.0 if mean <= 1.0 else 1.0 / mean
        if world.dice.lucky(p, f"decision:{instance.id}", entry.address, world.month, 0):
            case.due = world.month
    return case.due is not None and case.due <= world.month


def decide(world: World, entry: Entry, instance: Instance) -> None:
    """One case is won or lost."""
    entry.case = None
    chance = instance.wins.wrong if entry.wrong else instance.wins.right
    p = world.read.chance(chance, entry.uid, world.month)
    won = world.dice.lucky(p, f"wins:{instance.id}", entry.address, 0, 0)
    step = "won" if won else "lost"
    world.note(entry.uid, step, f"rule:{entry.rule}", cause=entry.cause, address=entry.address)
    counts.redress(world, step, entry)
    if won:
        counts.count(world, f"rule:{entry.rule}:reversed", entry.uid)
        end(world, entry, "reversed")


def file_case(world: World, entry: Entry) -> None:
    """The subject contests an entry, or gives up."""
    instances = world.scheme.redress.instances
    knows = entry.known is not None and entry.known < world.month
    if not (knows and entry.contestable and entry.live and entry.case is None and entry.instance < len(instances)):
        return
    instance = instances[entry.instance]
    p = world.read.chance(instance.p_files, entry.uid, world.month)
    if not world.dice.lucky(p, f"files:{instance.id}", entry.address, 0, 0):
        entry.instance = len(instances)
        return
    due = None
    if instance.decision_time == "fixed":
        months = world.read.months(instance.decision, entry.uid, world.month)
        bits = world.dice.bits(f"decision:{instance.id}", entry.address, 0, 0)
        due = world.month + max(1, whole_months(months, bits))
    entry.case = Case(entry.instance, world.month, due)
    entry.instance += 1
    world.note(entry.uid, "filed", f"rule:{entry.rule}", cause=entry.cause, address=entry.address)
    counts.redress(world, "filed", entry)


def give_notice(world: World, entry: Entry) -> None:
    """The subject is told of an entry."""
    entry.noticed = world.month
    if entry.known is None:
        entry.known = world.month
    world.files[entry.uid].noticed_now = True
    world.note(entry.uid, "notice", f"rule:{entry.rule}", cause=entry.cause, address=entry.address)
    counts.redress(world, "noticed", entry)
    if entry.contestable:
        counts.count(world, f"redress:notice_months:{counts.truth(entry)}", entry.uid, world.month - entry.month)


def repair(world: World) -> None:
    """Old adverse entries are lifted."""
    spec = world.scheme.redress.repair
    if spec is None:
        return
    for file in world.files.values():
        after = math.floor(world.read.months(spec.after, file.uid, world.month))
        old = [e for e in file.entries if e.live and e.adverse and world.month - e.month >= after]
        p = world.read.chance(spec.p_per_month, file.uid, world.month)
        if old and world.dice.lucky(p, "repair", file.uid, world.month, 0):
            for entry in old if spec.lifts == "all" else old[:1]:
                if entry.live:
                    counts.redress(world, "lifted", entry)
                    end(world, entry, "lifted")
