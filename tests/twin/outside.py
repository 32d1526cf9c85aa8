"""What it does to people (``impose``), and how they take it (``respond``)."""

from __future__ import annotations

import math

from demerit.scheme.model import Measure
from demerit.society.model import Behaviour, Need, Response
from tests.twin import counts
from tests.twin.causes import flags_of, held_grounds, of_band, of_entries, of_grounds, smallest_sets
from tests.twin.copies import holders
from tests.twin.draws import passes, poisson
from tests.twin.files import counted, ladder, within
from tests.twin.quantities import units
from tests.twin.ratings import best_rating, mean_without
from tests.twin.state import Cut, Entry, File, World, penal_kind

CLOSE = ("household", "parent", "kin", "friend", "colleague", "neighbour")
EVENT = {"deny": "denied", "burden": "burden", "lose": "loss", "grant": "grant"}


def entries_of(world: World, file: File, rule: str, *, new: bool = False) -> list[Entry]:
    """Entries in force of a rule; of this month only, without surcharges, if asked."""
    found = [e for e in file.entries if e.rule == rule and world.in_force(e)]
    return [e for e in found if e.month == world.month and not e.surcharge] if new else found


def hook_holds(world: World, measure: Measure, file: File) -> bool:
    """Whether what a measure hangs on holds (a discretion never, here)."""
    if world.of_unit(measure) != file.unit:
        return False
    if measure.band:
        return file.band in measure.band
    if measure.list is not None:
        return file.on(measure.list)
    if measure.copy is not None:
        return measure.copy in file.copied
    if measure.gate is not None:
        opens = (measure.gate, *measure.or_gates)
        if measure.any_member and any(
            other != file.uid and world.household(other) == world.household(file.uid) and any(held[g] for g in opens)
            for other, held in world.gates_before.items()
        ):
            return False
        return not any(file.gates[g].held for g in opens)
    return measure.rule is not None and bool(entries_of(world, file, measure.rule))


def hook_begins(world: World, measure: Measure, file: File) -> bool:
    """Whether what a measure hangs on begins this month."""
    if measure.band:
        return file.band in measure.band and file.band_before not in measure.band
    if measure.list is not None:
        return file.on(measure.list) and file.stays[measure.list].month == world.month
    if measure.copy is not None:
        return measure.copy in file.copied_now
    if measure.gate is not None:
        opens = (measure.gate, *measure.or_gates)
        return any(
            g in file.gates_lost_now and not any(file.gates[other].held for other in opens if other != g) for g in opens
        )
    return measure.rule is not None and bool(entries_of(world, file, measure.rule, new=True))


def sets_of(world: World, measure: Measure, file: File) -> list[Cut]:
    """Smallest sets of causes that undo an event of a measure (not of a discretion)."""
    if measure.band:
        return of_band(world, file, lambda band: band in measure.band)
    if measure.list is not None:
        return of_grounds(held_grounds(world, file, measure.list))
    if measure.copy is not None:
        return of_grounds(holders(world, file, measure.copy))
    if measure.gate is not None:
        return [frozenset({"no_pass"})]
    return of_entries(entries_of(world, file, measure.rule or "", new=measure.need is None))


def refusal(world: World, measure: Measure, file: File, asks: int, j: int) -> list[Cut] | None:
    """Smallest sets that undo a gatekeeper's refusal, or None if there is none."""
    choice = next(each for each in world.scheme.discretion if each.id == measure.discretion)
    lasting = {"subject": file.uid, "household": world.household(file.uid), "block": file.uid // 4096 * 4096}
    who, when, slot = (asks, world.month, j) if choice.per == "request" else (lasting[choice.per], 0, 0)
    bits = world.dice.bits(f"discretion:{choice.id}", who, when, slot)
    p = world.read.chance(choice.p, file.uid, world.month)
    factor = world.read.value(choice.after_factor, file.uid, world.month, 1.0)
    after = [e for rule in choice.after for e in entries_of(world, file, rule)]

    def stands(without: Cut) -> bool:
        left = [e for e in after if not e.elements & without]
        return "discretion" not in without and passes(bits, min(1.0, p * factor if left else p))

    if not stands(frozenset()):
        return None
    return smallest_sets(lambda without: not stands(without), {"discretion"}.union(*(e.elements for e in after)))


def gets_a_pass(world: World, measure: Measure, asks: int, j: int) -> bool:
    """Whether one who lacks a pass gets it for this request."""
    opens = [g for g in world.scheme.gates if g.id == measure.gate or g.id in measure.or_gates]
    return any(
        world.dice.lucky(world.read.chance(g.on_demand, asks, world.month), f"demand:{g.id}", asks, world.month, j)
        for g in opens
        if g.on_demand is not None
    )


def taken_for(world: World, measure: Measure, asks: int, j: int) -> bool:
    """Whether a measure meets one who asks by mistake."""
    wrong = measure.mistaken
    if wrong is None:
        return False
    p, when = world.read.chance(wrong.p, asks, world.month), (0, 0) if wrong.lasting else (world.month, j)
    return world.dice.lucky(p, f"mistaken:{measure.id}", asks, *when)


def may_refuse(world: World, measure: Measure, file: File, asks: int) -> bool:
    """Whether a gatekeeper could refuse, or a mistake happen: any at each request, a lasting one that does."""
    per = {each.id: each.per for each in world.scheme.discretion}
    if measure.mistaken is not None:
        return not measure.mistaken.lasting or taken_for(world, measure, asks, 0)
    if measure.discretion is None:
        return False
    return per[measure.discretion] == "request" or refusal(world, measure, file, asks, 0) is not None


def who_asks(world: World, need: Need, file: File) -> list[int]:
    """Uids that ask for a service under a file."""
    if (need.per == "firm") != (file.unit == "firm"):
        return []
    if file.unit == "household" and need.per == "person":
        return list(file.members)
    if file.unit == "person" and need.per == "household":
        return [file.uid] if world.household(file.uid) == file.uid else []
    return [file.uid]


def requests(world: World, need: Need, asks: int) -> int:
    """How often somebody asks this month."""
    yearly, parts = world.read.value(need.rate, asks, world.month), 12
    if need.months:
        parts = len(need.months)
        if int(world.read.calendar(world.month)[5:]) not in need.months:
            return 0
    return poisson(world.dice.bits(f"need:{need.id}", asks, world.month, 0), yearly / parts)


def impose(world: World) -> None:
    """Phase ``impose``: needs arise; measures deny, grant, burden."""
    for file in world.files.values():
        mine = [m for m in world.scheme.measures if world.of_unit(m) == file.unit]
        for need in world.bundle.needs.needs:
            measures = [m for m in mine if m.need == need.id and m.kind != "inspect"]
            for asks in who_asks(world, need, file) if measures else []:
                serve(world, file, need, measures, asks)
        for measure in mine:
            begins = measure.need is None and measure.kind != "inspect" and hook_begins(world, measure, file)
            if begins and reaches(world, measure, file.uid, 0):
                event(world, measure, file, sets_of(world, measure, file))
                refuse(file, measure)
        learn(world, file)


def serve(world: World, file: File, need: Need, measures: list[Measure], asks: int) -> None:
    """Requests of one who asks, and what measures make of them."""
    touched = any(may_refuse(world, m, file, asks) or hook_holds(world, m, file) for m in measures)
    for j in range(requests(world, need, asks) if touched else 0):
        counts.count(world, f"need:{need.id}:requests", file.uid)
        denied = False
        for measure in measures:
            sets: list[Cut] | None = None
            if measure.discretion is not None:
                sets = refusal(world, measure, file, asks, j)
            elif hook_holds(world, measure, file):
                if measure.gate is not None and gets_a_pass(world, measure, asks, j):
                    continue
                sets = sets_of(world, measure, file)
            elif taken_for(world, measure, asks, j):
                sets = [frozenset({"mistaken_identity"})]
            if sets is not None and reaches(world, measure, asks, j):
                event(world, measure, file, sets)
                refuse(file, measure)
                denied = denied or measure.kind == "deny"
        if denied:
            counts.count(world, f"need:{need.id}:refused", file.uid)
            file.essential_refusals += int(need.essential)


def reaches(world: World, measure: Measure, asks: int, j: int) -> bool:
    """Whether somebody is not exempt, and the measure is enforced."""
    exempt = world.read.chance(measure.exempt, asks, world.month, 0.0)
    enforced = world.read.chance(measure.enforcement, asks, world.month) if world.read.on(measure, world.month) else 0.0
    return not world.dice.lucky(exempt, f"exempt:{measure.id}", asks, 0, 0) and world.dice.lucky(
        enforced, f"enforce:{measure.id}", asks, world.month, j
    )


def refuse(file: File, measure: Measure) -> None:
    """A refusal is remembered for the month."""
    if measure.kind == "deny":
        file.refused_now = True
        file.refused_domains.add(measure.domain)


def event(world: World, measure: Measure, file: File, sets: list[Cut]) -> None:
    """An event of a measure."""
    key, flags = f"measure:{measure.id}", flags_of(sets) if penal_kind(measure) else ()
    if penal_kind(measure):
        counts.penalty(world, key, file.uid, sets, flags)
        counts.hurt(world, key, file.uid, flags)
    else:
        counts.count(world, f"{key}:events", file.uid)
        if world.counted:
            world.people[f"{key}:people"].setdefault(file.uid, world.month)
    world.note(file.uid, EVENT[measure.kind], key, flags=flags)


def learn(world: World, file: File) -> None:
    """A refusal may teach what one did not know."""
    p_learns = world.scheme.redress.p_learns
    if not file.refused_now or p_learns is None:
        return
    p = world.read.chance(p_learns, file.uid, world.month)
    for entry in file.entries:
        unknown = entry.live and entry.contestable and entry.known is None
        if unknown and world.dice.lucky(p, "learns", entry.address, world.month, 0):
            entry.known = world.month


def respond(world: World) -> None:
    """Phase ``respond``: perceived risk and hardship for next month."""
    spec = world.responses
    for file in world.files.values():

        def unit(quantity: object, uid: int = file.uid) -> int:
            return units(world.read.value(quantity, uid, world.month))  # type: ignore[arg-type]

        near = (
            sum(newly_listed(world, other) for kind in CLOSE for other in world.ends(file, kind)) if spec.a_tie else 0
        )
        own = unit(spec.a_own) if file.noticed_now or file.refused_now else 0
        risk = ((65536 - unit(spec.decay)) * file.r >> 16) + own + unit(spec.a_tie) * min(3, near)
        risk += unit(spec.a_published) * share_published(world, file) >> 16 if spec.a_published else 0
        file.r = max(0, min(65536, risk))
        file.z = min(65535, (unit(spec.rho) * file.z >> 16) + 256 * file.essential_refusals)

    avoid(world)


def was_on(file: File, month: int, names: set[str]) -> bool:
    """Whether somebody was on one of some lists at the end of a month."""
    stays = [s for s in file.past_stays if s.list in names]
    return any(s.month <= month and (s.ended is None or s.ended > month) for s in stays)


def share_published(world: World, file: File) -> int:
    """Share of the own group on a published list at the end of last month, in units of 1/65536."""
    if file.unit == "firm":
        return 0
    published = {each.id for each in world.scheme.lists if each.published}
    first = next((a.id for a in world.bundle.society.attributes if a.joint and a.compare), None)
    first = first if file.unit == world.unit else None
    mine = None if first is None else world.read.trait(file.uid, first)
    alike = [f for f in world.files.values() if f.unit == file.unit]
    group = [f for f in alike if first is None or world.read.trait(f.uid, first) == mine]
    return 65536 * sum(was_on(f, world.month - 1, published) for f in group) // len(group)


def avoid(world: World) -> None:
    """Ties to those who were listed fall asleep; others wake."""
    response = next((r for r in world.responses.responses if r.kind == "avoidance" and r.on), None)
    if response is None:
        return
    penal = {each.id for each in world.scheme.lists if each.penal}
    asleep = set(world.asleep)
    world.asleep = set()
    candidates = set()
    for file in world.files.values():
        if was_on(file, world.month - 1, penal):
            for kind in ("friend", "colleague", "neighbour"):
                ends = [other for other in world.ends(file, kind) if other in world.files]
                candidates |= {(kind, min(file.uid, other), max(file.uid, other)) for other in ends}
    for tie in candidates | asleep:
        kind, low, high = tie
        chance = response.wakes if tie in asleep else response.coefficient
        p = 0.0 if chance is None else world.read.chance(chance, low, world.month)
        turns = world.dice.lucky(p, f"avoidance:{kind}", low, world.month, high)
        if turns != (tie in asleep):
            world.asleep.add(tie)


def newly_listed(world: World, uid: int) -> bool:
    """Whether somebody came on a penal list last month."""
    file = world.files.get(uid)
    return file is not None and any(s.month == world.month - 1 and world.lists[s.list].penal for s in file.past_stays)


def watched(world: World, behaviour: Behaviour) -> bool:
    """Whether some channel watches a behaviour."""
    return any(w.behaviour == behaviour.id for channel in world.scheme.channels for w in channel.watches)


def names_it(response: Response, behaviour: Behaviour) -> bool:
    """Whether a response is about a behaviour."""
    return behaviour.id in response.conduct or (not response.conduct and response.kind in ("deterrence", "chilling"))


def factor_of(world: World, behaviour: Behaviour, uid: int) -> int:
    """Product of response factors for this month, 16.16, as last month ended."""
    product = 65536
    for response in world.responses.responses:
        if response.on and names_it(response, behaviour):
            product = product * one_factor(world, response, behaviour, uid) >> 16
    return product


def one_factor(world: World, response: Response, behaviour: Behaviour, uid: int) -> int:
    """Factor of one response, 16.16."""
    file, month = world.file_of(uid), max(0, world.month - 1)
    r, z = (file.r, file.z) if file is not None else (0, 0)
    amount = world.read.value(response.coefficient, uid, month)
    if response.kind == "deterrence" and behaviour.gravity > 0 and watched(world, behaviour):
        return math.floor(65536 * math.exp(-amount * (r >> 6) / 1024) + 0.5)
    if response.kind == "chilling" and behaviour.gravity == 0 and behaviour.protected != "none":
        scored = any(rule.on == behaviour.id for rule in world.scheme.rules)
        s = 65536 if scored else units(world.read.value(behaviour.looks_like, uid, month))
        fear = max(r, 65536 if believes(world, response, uid) else 0)
        return 65536 - (units(amount) * (s * fear >> 16) >> 16)
    if response.kind == "coercion":
        return 65536 + (units(amount) if believes(world, response, uid) else 0)
    if response.kind == "hardship":
        most = units(world.read.value(world.responses.h_max, uid, month, 2.0))
        return min(most, 65536 + (units(amount) * z >> 8))
    if response.kind == "while_listed":
        return units(amount) if world.on_penal_list(file) else 65536
    if response.kind == "effort" and file is not None and in_reach(world, file, month):
        return 65536 + units(amount)
    return 65536


def believes(world: World, response: Response, uid: int) -> bool:
    """Whether somebody holds the belief a response reads."""
    belief = next((each for each in world.bundle.beliefs.beliefs if each.id == response.belief), None)
    if belief is None:
        return False
    return world.dice.lucky(world.read.chance(belief.share, uid, 0), f"belief:{belief.id}", uid, 0, 0)


def in_reach(world: World, file: File, month: int) -> bool:
    """Whether a better band is near enough to make an effort."""
    score = world.scheme.score
    if score.kind not in ("sum", "mean") or not score.seen or file.score is None:
        return False
    if score.kind == "mean":
        best = best_rating(world, file.uid, month)
        if best is None:
            return False
        more = mean_without(world, file, frozenset(), more=(best,), month=month)
        reach = within(world, file, more + sum(file.traits) + sum(file.terms) + file.mixing, month=month)
        return any(file.score < least <= reach for least, _ in ladder(world, file.uid, month))
    if score.rerating is not None:
        points = sum(e.points for e in counted(world, file, month=month, running=True) if world.in_force(e))
        terms = sum(file.terms) + file.mixing
        raw = world.read.points(score.initial, file.uid, month) + sum(file.traits) + terms + points
        now = within(world, file, raw, month=month)
    else:
        now = file.score
    step = max((world.read.points(rule.points, file.uid, month) for rule in world.scheme.rules), default=0)
    return any(0 < least - now <= step for least, _ in ladder(world, file.uid, month))
