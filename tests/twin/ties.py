"""What crosses ties (``spread``)."""

from __future__ import annotations

from dataclasses import dataclass

from demerit.scheme.model import SpreadRule
from tests.twin.causes import held_grounds, smallest_cuts
from tests.twin.draws import HALF
from tests.twin.files import end_of_term, new_entry
from tests.twin.lists import term_of
from tests.twin.quantities import round_half_up
from tests.twin.state import Entry, File, Ground, Stay, World


@dataclass
class Parcel:
    """An entry or a stay on its way to the other end of a tie."""

    place: int
    spread: SpreadRule
    item: Entry | Stay
    order: int
    end: int


def parcels(world: World) -> list[Parcel]:
    """What was posted or listed last month and is carried, in order of (spread place, source uid, address)."""
    found = []
    for place, spread in enumerate(world.scheme.spread):
        for file in world.files.values():
            items: list[Entry] | list[Stay]
            if spread.rule is not None:
                items = [e for e in file.entries if e.rule == spread.rule and e.month == world.month - 1 and e.live]
            else:
                items = [s for s in file.stays.values() if s.list == spread.list and s.month == world.month - 1]
            for item in items:
                if item.hop < spread.hops:
                    ends = world.ends(file, spread.to)
                    found += [Parcel(place, spread, item, i, end) for i, end in enumerate(ends)]
    return sorted(found, key=lambda p: (p.place, p.item.uid, p.item.address, p.order))


def spread(world: World) -> None:
    """Phase ``spread``: deliver last month's parcels."""
    carried = {}
    for parcel in parcels(world):
        if isinstance(parcel.item, Stay) and parcel.item not in carried:
            grounds = held_grounds(world, world.files[parcel.item.uid], parcel.item.list)
            carried[parcel.item] = [g.cuts for g in grounds]
    for parcel in parcels(world):
        file = world.files.get(parcel.end)
        if file is None or not fits(world, file, parcel):
            continue
        item, rule = parcel.item, parcel.spread
        p = world.read.chance(rule.p_carry, file.uid, world.month)
        if not world.dice.lucky(p, f"carry:{rule.id}", file.uid, item.address & HALF, item.hop):
            continue
        if isinstance(item, Entry):
            land_entry(world, file, rule, item)
        else:
            land_stay(world, file, rule, item, origin_cuts(carried[item]))


def origin_cuts(grounds: list[tuple[frozenset[str], ...]]) -> list[frozenset[str]]:
    """Smallest sets that undo a stay with these grounds' cuts."""
    from tests.twin.causes import cut_by, smallest_sets

    present = {cause for cuts in grounds for cut in cuts for cause in cut}
    return smallest_sets(lambda without: all(cut_by(cuts, without) for cuts in grounds), present)


def fits(world: World, file: File, parcel: Parcel) -> bool:
    """Whether a subject may receive a parcel."""
    rule, item = parcel.spread, parcel.item
    lands = world.rules[rule.lands or item.rule] if isinstance(item, Entry) else world.lists[rule.lands or item.list]
    if world.of_unit(lands) != file.unit:
        return False
    if not world.read.agrees(file.uid, rule.only) or file.uid == item.root_uid:
        return False
    if rule.fault_required and not any(e.live and e.adverse and not e.by_tie for e in file.entries):
        return False
    here = [e for e in file.entries if e.live and e.spread == rule.id and e.root == item.root]
    grounds = [g for each in file.grounds.values() for g in each if not g.ended] + file.pending
    return not here and not any(g.spread == rule.id and g.root == item.root for g in grounds)


def land_entry(world: World, file: File, spread_rule: SpreadRule, item: Entry) -> None:
    """An entry at the other end."""
    rule = world.rules[spread_rule.lands or item.rule]
    address = world.dice.bits(f"spread:{spread_rule.id}", file.uid, world.month, item.address & HALF)
    mirror = spread_rule.mode == "mirror"
    until = None if mirror else end_of_term(world, file, rule, address)
    if until == world.month:
        return
    share = world.read.value(spread_rule.share_points, file.uid, world.month, 1.0)
    new_entry(
        world,
        file,
        rule,
        points=round_half_up(item.points * share),
        until=until,
        cause="tie",
        address=address,
        actor=item.uid,
        spread=spread_rule.id,
        source=item if mirror else None,
        root=item.root,
        root_cause=item.root_cause,
        root_uid=item.root_uid,
        hop=item.hop + 1,
    )


def land_stay(world: World, file: File, rule: SpreadRule, item: Stay, cuts: list[frozenset[str]]) -> None:
    """A pending ground at the other end."""
    name = rule.lands or item.list
    address = world.dice.bits(f"spread:{rule.id}", file.uid, world.month, item.address & HALF)
    mirror = rule.mode == "mirror"
    ways = world.lists[name].entries
    way = ways[0] if ways and not mirror else None
    months = None if way is None else term_of(world, file, name, way, address)
    file.pending.append(
        Ground(
            kind="tie",
            way="" if way is None else way.id,
            until=None if months is None else world.month + months,
            address=address,
            cuts=smallest_cuts([frozenset({"tie"}), *cuts]),
            made=world.month,
            root=item.root,
            root_uid=item.root_uid,
            hop=item.hop + 1,
            list=name,
            spread=rule.id,
            source=item if mirror else None,
        )
    )
