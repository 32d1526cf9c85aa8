"""Lists and gates (``enlist``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from demerit.scheme.model import Entry as Way
from demerit.scheme.model import Exit, Gate, ListSpec
from tests.twin import counts
from tests.twin.causes import flags_of, held_grounds, of_band, of_grounds, smallest_cuts, smallest_sets
from tests.twin.copies import begin_copies, keep_copies, turn_copies
from tests.twin.draws import gap, later
from tests.twin.quantities import chance_a_month, rate_units, whole_months
from tests.twin.state import Cut, Entry, File, GateState, Ground, Stay, Waiting, World
from tests.twin.ways import counted, enough, owes, replaced


@dataclass
class Trigger:
    """Something that may begin a stay."""

    way: Way
    address: int
    entry: Entry | None = None
    cause: str = ""
    cuts: tuple[Cut, ...] = ()


def enlist(world: World) -> None:
    """Phase ``enlist``: stays end and begin, then gates change."""
    for file in world.files.values():
        ended: dict[str, Stay] = {}
        mine = [spec for spec in world.scheme.lists if world.of_unit(spec) == file.unit]
        for spec in mine:
            drop_waiting(world, file, spec)
            end_grounds(world, file, spec)
            leave(world, file, spec)
            if file.on(spec.id) and not held_grounds(world, file, spec.id):
                ended[spec.id] = file.stays.pop(spec.id)
                finish(world, file, ended[spec.id])
            for trigger in triggers(world, file, spec):
                list_it(world, file, spec, trigger)
            take_pending(world, file, spec)
            imply(world, file, spec)
        for spec in mine:
            begin_stay(world, file, spec)
        turn_copies(world, file)
        turn_gates(world, file)


def holds(world: World, file: File, name: str) -> bool:
    """Whether a list has a ground in force now."""
    return bool(held_grounds(world, file, name))


def band_of_ground_gone(file: File, ground: Ground) -> bool:
    """Whether an open ground by band has lost its band."""
    return ground.band != "" and ground.band != file.band


def end_grounds(world: World, file: File, spec: ListSpec) -> None:
    """Step 1: terms are over, or what a ground rests on is gone."""
    for ground in file.grounds[spec.id]:
        if ground.ended:
            continue
        entry, source = ground.entry, ground.source
        if entry is not None and entry.how == "reversed":
            ground.ended = True
        elif ground.until is not None:
            ground.ended = ground.until <= world.month and not owes(world, file, spec, ground)
        else:
            ground.ended = (
                (entry is not None and not entry.live)
                or band_of_ground_gone(file, ground)
                or (ground.list != "" and ground.kind != "tie" and not holds(world, file, ground.list))
                or (source is not None and source.ended is not None and source.ended < world.month)
            )
        ground.ended = ground.ended or replaced(world, file, spec, ground)


def leave(world: World, file: File, spec: ListSpec) -> None:
    """Step 2: exits."""
    for way_out in spec.exits:
        grounds = held_grounds(world, file, spec.id)
        taken = [g for g in grounds if (g.way in way_out.entries if way_out.entries else g.until is None)]
        if not taken:
            continue
        if way_out.on == "performed":
            done = [(name, able) for (uid, name), able in world.performed.items() if uid in file.members]
            if not any(fits(way_out, *each) for each in done):
                continue
            p = world.read.chance(way_out.p, file.uid, world.month)
        else:
            p = chance_a_month(world.read.value(way_out.rate, file.uid, world.month))
        if world.dice.lucky(p, f"exit:{spec.id}:{way_out.id}", file.uid, world.month, 0):
            for ground in taken:
                ground.ended = True
                if ground.kind == "own":
                    lock = world.month + way_out.lock_months
                    file.locks[spec.id, ground.way] = max(lock, file.locks.get((spec.id, ground.way), 0))


def fits(way_out: Exit, name: str, able: bool) -> bool:
    """Whether what was performed is what an exit asks for."""
    return way_out.obligation in (None, name) and way_out.able in (None, able)


def triggers(world: World, file: File, spec: ListSpec) -> Iterator[Trigger]:
    """Step 3: what may list the subject this month, entries in order, those that waited first."""
    for way in spec.entries:
        for each in [w for w in file.waiting if (w.list, w.way) == (spec.id, way.id) and w.due <= world.month]:
            file.waiting.remove(each)
            if still_there(world, file, way, each) and enough(world, file, way, each.entry):
                yield Trigger(way, each.address, each.entry, each.cause, each.cuts)
        for trigger in list(fresh(world, file, spec, way)):
            months = world.read.months(way.delay, file.uid, world.month)
            delay = whole_months(months, world.dice.bits(f"list-delay:{spec.id}:{way.id}", trigger.address, 0, 0))
            if delay == 0:
                yield trigger
            else:
                due = world.month + delay
                file.waiting.append(Waiting(due, spec.id, way.id, trigger.address, trigger.entry, trigger.cause))


def still_there(world: World, file: File, way: Way, waited: Waiting) -> bool:
    """Whether a trigger that waited still stands."""
    if waited.entry is not None:
        return world.in_force(waited.entry)
    if way.band is not None:
        return file.band == way.band
    return way.list is None or holds(world, file, way.list)


def drop_waiting(world: World, file: File, spec: ListSpec) -> None:
    """What waits throughout falls when its band or list is left."""
    asks = {way.id: way for way in spec.entries if way.throughout}
    file.waiting = [
        w for w in file.waiting if w.list != spec.id or w.way not in asks or still_there(world, file, asks[w.way], w)
    ]


def fresh(world: World, file: File, spec: ListSpec, way: Way) -> Iterator[Trigger]:
    """Triggers that come up this month."""
    month = world.month
    if way.rule is not None:
        for entry in file.entries:
            own = entry.rule == way.rule and entry.month == month and not entry.by_tie and not entry.surcharge
            if own and world.in_force(entry) and enough(world, file, way, entry):
                yield Trigger(way, entry.address, entry)
    elif way.band is not None:
        if file.band == way.band and (way.on == "state" or file.band_before != file.band):
            yield Trigger(way, world.dice.bits("band", file.uid, month, 0))
    elif way.list is not None:
        address = listed_by(world, file, spec, way)
        if address is not None:
            yield Trigger(way, address)
    elif way.rates is not None and month % way.rates.every_months == 0:
        cause = selected(world, file, spec, way, month)
        if cause:
            yield Trigger(way, world.dice.bits(f"rates:{spec.id}:{way.id}", file.uid, month, 0), cause=cause)


def listed_by(world: World, file: File, spec: ListSpec, way: Way) -> int | None:
    """Address of the stay on another list that lists the subject here too."""
    names = [each.id for each in world.scheme.lists]
    other = way.list or ""
    grounds, stay = held_grounds(world, file, other), file.stays.get(other)
    if not grounds:
        return None
    if names.index(other) < names.index(spec.id):
        begins = stay is None
    else:
        begins = stay is not None and stay.month == world.month - 1
    if way.on == "change" and not begins:
        return None
    return grounds[0].address if stay is None else stay.address


def selected(world: World, file: File, spec: ListSpec, way: Way, month: int) -> str:
    """Cause of being selected by published rates, or nothing."""
    rates, cause = way.rates, "trait"
    assert rates is not None
    p, draw = rates.selected, (f"rates:{spec.id}:{way.id}", file.uid, month, 0)
    if rates.target is not None:
        target = next(each for each in world.scheme.targets if each.id == rates.target)
        since = month - target.window_months
        done = [
            name
            for uid in file.members
            for name in target.conduct
            if any(since < m <= month for m in world.done[uid, name])
        ]
        p = rates.hit if done else rates.false_alarm
        if done:
            cause = "true_unlawful" if any(world.behaviours[name].gravity > 0 for name in done) else "true_lawful"
    return cause if world.dice.lucky(world.read.chance(p, file.uid, month), *draw) else ""


def term_of(world: World, file: File, name: str, way: Way, address: int) -> int | None:
    """Months of a new ground; none for an open term."""
    if way.term.kind == "open":
        return None
    stream = f"stay:{name}:{way.id}"

    def months(quantity: object, slot: int) -> int:
        length = world.read.months(quantity, file.uid, world.month)  # type: ignore[arg-type]
        return whole_months(length, world.dice.bits(stream, address, 0, slot))

    total = months(way.term.length, 0)
    if way.extension is not None:
        p = world.read.chance(way.extension.p, file.uid, world.month)
        if world.dice.lucky(p, stream, address, 0, 1):
            total += months(way.extension.length, 2)
    return total


def barred(world: World, file: File, spec: ListSpec) -> bool:
    """Whether another list keeps the subject off this one."""
    return any(holds(world, file, other) for other in spec.not_if)


def list_it(world: World, file: File, spec: ListSpec, trigger: Trigger) -> None:
    """A trigger begins a ground, or meets one that is there."""
    way, month = trigger.way, world.month
    if barred(world, file, spec) or month < file.locks.get((spec.id, way.id), 0):
        return
    p = world.read.chance(way.p, file.uid, month) if world.read.on(way, month) else 0.0
    if not world.dice.lucky(p, f"list:{spec.id}:{way.id}", trigger.address, 0, 0):
        return
    cuts = cuts_of(world, file, trigger)
    months = term_of(world, file, spec.id, way, trigger.address)
    present = [g for g in held_grounds(world, file, spec.id) if g.kind == "own" and g.way == way.id]
    if present:
        if present[0].made == month and trigger.entry is not None and way.count == 1:
            present[0].cuts = smallest_cuts(one | other for one in present[0].cuts for other in cuts)
        if months and spec.again == "restart":
            present[0].until = month + months
        elif months and spec.again == "extend":
            present[0].until = (present[0].until or 0) + months
    elif months != 0:
        file.grounds[spec.id].append(
            Ground(
                kind="own",
                way=way.id,
                until=None if months is None else month + months,
                address=trigger.address,
                cuts=cuts,
                made=month,
                root=trigger.address,
                root_uid=file.uid,
                entry=trigger.entry,
                band=way.band or "",
                list=way.list or "",
            )
        )


def cuts_of(world: World, file: File, trigger: Trigger) -> tuple[Cut, ...]:
    """Smallest sets that undo a new ground."""
    way = trigger.way
    if trigger.entry is not None and way.count > 1:
        every, last = counted(world, file, way, trigger.entry), trigger.entry

        def gone(without: Cut) -> bool:
            left = [e for e in every if not e.elements & without]
            return bool(last.elements & without) or len(left) < way.count

        return tuple(smallest_sets(gone, {cause for e in every for cause in e.elements}))
    if trigger.entry is not None:
        return tuple(frozenset({cause}) for cause in sorted(trigger.entry.elements))
    if way.band is not None:
        return tuple(of_band(world, file, lambda band: band == file.band))
    if way.list is not None:
        return tuple(of_grounds(held_grounds(world, file, way.list)))
    if way.quota is not None:
        return trigger.cuts
    return (frozenset({trigger.cause}),)


def take_pending(world: World, file: File, spec: ListSpec) -> None:
    """Grounds that came by ties."""
    for ground in [g for g in file.pending if g.list == spec.id]:
        file.pending.remove(ground)
        if not barred(world, file, spec) and ground.until != world.month:
            file.grounds[spec.id].append(ground)


def imply(world: World, file: File, spec: ListSpec) -> None:
    """This list puts the subject on the lists it implies."""
    grounds = held_grounds(world, file, spec.id)
    for name in spec.implies if grounds else ():
        there = [g for g in held_grounds(world, file, name) if g.kind == "implied" and g.list == spec.id]
        if not there and not barred(world, file, world.lists[name]):
            first = grounds[0]
            file.grounds[name].append(
                Ground(
                    kind="implied",
                    way="",
                    until=None,
                    address=first.address,
                    cuts=tuple(of_grounds(grounds)),
                    made=world.month,
                    root=first.root,
                    root_uid=first.root_uid,
                    hop=first.hop,
                    list=spec.id,
                )
            )


def finish(world: World, file: File, stay: Stay) -> None:
    """A stay ends."""
    stay.ended = world.month
    world.note(file.uid, "stay_end", f"list:{stay.list}", address=stay.address)
    keep_copies(world, file, stay)


def begin_stay(world: World, file: File, spec: ListSpec) -> None:
    """A stay begins in the month of its first ground, and is attributed."""
    grounds = held_grounds(world, file, spec.id)
    if file.on(spec.id) or not grounds:
        return
    first = grounds[0]
    stay = Stay(spec.id, file.uid, world.month, first.address, first.root, first.root_uid, first.hop)
    file.stays[spec.id] = stay
    begin_copies(world, file, spec, stay, grounds)
    file.past_stays.append(stay)
    if spec.penal:
        sets = of_grounds(grounds)
        stay.flags = flags_of(sets)
        counts.penalty(world, f"list:{spec.id}", file.uid, sets, stay.flags)
    else:
        counts.count(world, f"list:{spec.id}:events", file.uid)
    counts.count(world, f"list:{spec.id}:hop:{min(3, first.hop)}", file.uid)
    world.note(file.uid, "stay_begin", f"list:{spec.id}", address=first.address, flags=stay.flags, other=first.root_uid)


def gate_rate(world: World, gate: Gate, file: File, held: bool, month: int) -> int:
    """Rate of a gate's next change, in the month in which the gap starts."""
    if held:
        return rate_units(world.read.value(gate.lost, file.uid, month))
    granted = world.read.chance(gate.granted, file.uid, month)
    return rate_units(world.read.value(gate.apply, file.uid, month) * granted)


def next_change(world: World, gate: Gate, file: File, state: GateState, since: int) -> None:
    """Draw when a gate changes next, counted from a tick."""
    state.j += 1
    bits = world.dice.bits(f"gate:{gate.id}", file.uid, state.j, 1)
    state.next_tick = later(since, gap(bits, gate_rate(world, gate, file, state.held, since >> 22)))


def start_gates(world: World, file: File) -> None:
    """Gates held at the start."""
    for gate in world.scheme.gates:
        held = world.dice.lucky(world.read.chance(gate.held_at_start, file.uid, 0), f"gate:{gate.id}", file.uid, 0, 0)
        file.gates[gate.id] = GateState(held, 0, 0)
        next_change(world, gate, file, file.gates[gate.id], 0)


def turn_gates(world: World, file: File) -> None:
    """Gates are gained and lost."""
    for gate in world.scheme.gates if file.unit == world.unit else ():
        state = file.gates[gate.id]
        while state.next_tick >> 22 <= world.month:
            turn(world, gate, file, state, state.next_tick)
        new = [e for e in file.entries if e.month == world.month and e.live and not e.surcharge]
        if state.held and any(e.rule in gate.lost_on for e in new):
            turn(world, gate, file, state, (world.month + 1) << 22)


def turn(world: World, gate: Gate, file: File, state: GateState, since: int) -> None:
    """A gate changes hands."""
    state.held = not state.held
    if not state.held:
        file.gates_lost_now.add(gate.id)
    world.note(file.uid, "gate_gained" if state.held else "gate_lost", f"gate:{gate.id}")
    next_change(world, gate, file, state, since)
