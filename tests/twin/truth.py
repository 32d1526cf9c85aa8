"""What people do (``act``)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from demerit.evidence.quantity import Quantity
from demerit.society.model import Behaviour, Response
from tests.twin import counts
from tests.twin.draws import gap, later, name_hash, pick
from tests.twin.outside import factor_of, names_it
from tests.twin.quantities import FIRM_BASE, can_reach, chance_a_month, gamma_table, high_end, rate_units, units
from tests.twin.state import Act, Obligation, World

TICK_MASK = (1 << 22) - 1


@dataclass
class Bank:
    """Behaviours of one dominating process: a bank, whose conduct it is, one detection layer."""

    key: str
    base: str
    of: str
    low: float
    high: float
    members: list[Behaviour]

    @property
    def width(self) -> float | None:
        """Width of the layer; none without layers."""
        return None if self.key == self.base else self.high - self.low


def banks_of(world: World) -> list[Bank]:
    """Banks in the order of the file's behaviours, layers from below."""
    found: dict[str, list[Behaviour]] = {}
    for behaviour in world.conduct.behaviours:
        found.setdefault(f"{behaviour.bank}@{behaviour.of}", []).append(behaviour)
    banks = []
    for base, members in found.items():
        cuts = [0.0, *members[0].layers, 1.0]
        for k, (low, high) in enumerate(itertools.pairwise(cuts)):
            key = f"{base}/{k}" if members[0].layers else base
            banks.append(Bank(key, base, members[0].of, low, high, members))
    return banks


def actors(world: World, kind: str) -> Iterator[int]:
    """Uids of a kind."""
    if kind == "firm":
        yield from range(FIRM_BASE, FIRM_BASE + int(world.population.n_firms))
    for uid in range(world.population.n_persons if kind != "firm" else 0):
        if kind == "person" or world.household(uid) == uid:
            yield uid


def upper(world: World, response: Response) -> float:
    """The most a response may multiply conduct by."""
    if response.kind in ("coercion", "effort"):
        return 1.0 + high_end(response.coefficient)
    if response.kind == "hardship":
        return 2.0 if world.responses.h_max is None else high_end(world.responses.h_max)
    return max(1.0, high_end(response.coefficient)) if response.kind == "while_listed" else 1.0


def most(world: World, behaviour: Behaviour) -> int:
    """Product of the upper ends of its responses, 16.16."""
    product = 65536
    for response in world.responses.responses:
        if names_it(response, behaviour):
            product = product * units(upper(world, response)) >> 16
    return product


def person_factor(world: World, bank: Bank, behaviour: Behaviour, uid: int) -> int:
    """How much more or less than others somebody does this, 16.16."""
    if behaviour.dispersion is None or behaviour.dispersion.value <= 0:
        return 65536
    if behaviour.shared is not None:
        index = world.dice.bits(f"dispersion-shared:{behaviour.shared}", uid, 0, 0) & 0xFFFF
    else:
        i = bank.members.index(behaviour)
        index = world.dice.bits(f"dispersion:{bank.base}", uid, 0, i // 4) >> 16 * (i % 4) & 0xFFFF
    return gamma_table(behaviour.dispersion.value)[index]


def dominating(world: World, bank: Bank, behaviour: Behaviour, uid: int) -> int:
    """Rate of somebody's candidates for a behaviour."""
    highest = max(rate_units(q, bank.width) for q in world.read.highest(behaviour.rate, uid))
    whole = (highest * most(world, behaviour) + 65535) >> 16
    return whole * person_factor(world, bank, behaviour, uid) >> 16


def constant_rate(world: World, bank: Bank, behaviour: Behaviour, uid: int) -> int:
    """The dominating rate, reckoned once."""
    key = (bank.key, behaviour.id, uid)
    if key not in world.rates:
        world.rates[key] = dominating(world, bank, behaviour, uid)
    return world.rates[key]


def rate_now(world: World, bank: Bank, behaviour: Behaviour, uid: int) -> int:
    """Rate at which somebody does something this month."""
    base = rate_units(world.read.value(behaviour.rate, uid, world.month), bank.width)
    own = base * person_factor(world, bank, behaviour, uid) >> 16
    return own * factor_of(world, behaviour, uid) >> 16


def highest_sensitivity(world: World, behaviour: Behaviour) -> float:
    """The most that any channel may see of a behaviour."""
    found = 0.0
    for channel in world.scheme.channels:
        inspected = channel.inspection is not None or channel.patrols is not None or any(
            m.kind == "inspect" and m.channel in (None, channel.id) for m in world.scheme.measures
        )
        for watch in channel.watches:
            if watch.behaviour == behaviour.id:
                found = max(found, 1.0 if inspected else can_reach(watch.sensitivity or channel.sensitivity))
    return found


def is_drawn(world: World, bank: Bank, behaviour: Behaviour) -> bool:
    """Whether acts are counted one by one; otherwise only their amount is expected."""
    ways = [entry.rates.target for each in world.scheme.lists for entry in each.entries if entry.rates]
    aimed = any(t.id in ways and behaviour.id in t.conduct for t in world.scheme.targets)
    needed = behaviour.opens is not None or aimed or behaviour.id in world.wanted
    return needed or bank.low < highest_sensitivity(world, behaviour)


def untold(world: World) -> set[str]:
    """Counts that would be too low, because acts that they count are expected and not drawn."""
    missing = {b.id for bank in world.banks for b in bank.members if not is_drawn(world, bank, b)}
    blind = [c.id for c in world.scheme.channels if any(watch.behaviour in missing for watch in c.watches)]
    found = {f"channel:{name}:{what}" for name in blind for what in ("acts", "caught", "months_clean", "months_false")}
    if any(world.behaviours[name].gravity > 0 for name in missing):
        found |= {f"band:{band.id}:{what}" for band in world.scheme.bands for what in ("cohort", "cohort_unlawful")}
    return found


def may_do(world: World, behaviour: Behaviour, uid: int) -> bool:
    """Whether ``only_while`` holds, as of last month and after this month's obligations."""
    only = behaviour.only_while
    if only is None:
        return True
    file = world.file_of(uid)
    if only.obligation is not None:
        debt = world.before.get((uid, only.obligation))
        if debt is None or (only.able is not None and debt != only.able):
            return False
    if only.listed is not None and only.listed != world.on_penal_list(file):
        return False
    return only.gate is None or (file is not None and only.gate in file.gates and file.gates[only.gate].held)


def act(world: World) -> None:
    """Phase ``act``: obligations first, then candidates thinned to the rate of the moment."""
    obligations(world)
    world.before = {key: debt.able for key, debt in world.obligations.items()}
    world.acts = []
    for bank in world.banks:
        drawn = {b.id: is_drawn(world, bank, b) for b in bank.members}
        for uid in actors(world, bank.of):
            for behaviour in bank.members:
                if not drawn[behaviour.id] and may_do(world, behaviour, uid):
                    counts.expect(world, behaviour.id, uid, rate_now(world, bank, behaviour, uid))
            for n, moment in candidates(world, bank, uid):
                behaviour = chosen(world, bank, uid, n)
                if behaviour is not None and drawn[behaviour.id]:
                    happen(world, bank, behaviour, uid, n, moment)


def candidates(world: World, bank: Bank, uid: int) -> Iterator[tuple[int, int]]:
    """Numbers and moments of this month's candidates."""
    stream = f"candidate:{bank.key}"
    rate = sum(constant_rate(world, bank, behaviour, uid) for behaviour in bank.members)
    yield from ticks(world, stream, uid, rate)


def ticks(world: World, stream: str, uid: int, rate: int) -> Iterator[tuple[int, int]]:
    """Numbers and moments of this month's events of a constant process."""
    n, tick = world.clocks.get((stream, uid), (0, -1))
    if tick < 0:
        tick = gap(world.dice.bits(stream, uid, 0, 0), rate)
        tick = later(0, tick)
    while tick >> 22 == world.month:
        yield n, tick & TICK_MASK
        n += 1
        tick = later(tick, gap(world.dice.bits(stream, uid, n, 0), rate))
    world.clocks[stream, uid] = (n, tick)


def chosen(world: World, bank: Bank, uid: int, n: int) -> Behaviour | None:
    """The behaviour a candidate falls to, if it happens."""
    rates = [constant_rate(world, bank, behaviour, uid) for behaviour in bank.members]
    x = pick(world.dice.bits(f"candidate:{bank.key}", uid, n, 1), sum(rates))
    for behaviour, rate in zip(bank.members, rates, strict=True):
        if x < rate:
            does = x < rate_now(world, bank, behaviour, uid) and may_do(world, behaviour, uid)
            return behaviour if does else None
        x -= rate
    return None


def happen(world: World, bank: Bank, behaviour: Behaviour, uid: int, n: int, moment: int) -> None:
    """An act, and the obligation it opens."""
    world.acts.append(Act(uid, behaviour, bank.key, n, moment, bank.low, bank.high))
    world.note(uid, "act", f"behaviour:{behaviour.id}", address=n)
    counts.count(world, f"behaviour:{behaviour.id}:acts", uid)
    world.done[uid, behaviour.id].append(world.month)
    if behaviour.opens is not None and (uid, behaviour.opens) not in world.obligations:
        spec = next(each for each in world.conduct.obligations if each.id == behaviour.opens)
        share = world.read.chance(spec.able.share, uid, world.month)
        able = world.dice.lucky(share, f"ability:{spec.id}", uid, n, name_hash(bank.key))
        world.obligations[uid, spec.id] = Obligation(world.month, able)
        world.note(uid, "opened", f"obligation:{spec.id}")
        counts.count(world, f"obligation:{spec.id}:opened", uid)


def kind_of(world: World, obligation: str) -> str:
    """Whose an obligation is: the kind of the first behaviour that opens it."""
    return next((b.of for b in world.conduct.behaviours if b.opens == obligation), "person")


def open_at_start(world: World) -> None:
    """Obligations that are open before month 0."""
    for spec in world.conduct.obligations:
        for uid in actors(world, kind_of(world, spec.id)) if spec.open_at_start is not None else ():
            stream = f"obligation-start:{spec.id}"
            if world.dice.lucky(world.read.chance(spec.open_at_start, uid, 0), stream, uid, 0, 0):
                able = world.dice.lucky(world.read.chance(spec.able.share, uid, 0), stream, uid, 0, 1)
                world.obligations[uid, spec.id] = Obligation(-1, able)


def obligations(world: World) -> None:
    """Every open obligation: ability changes, then it may be performed."""
    world.performed = {}
    for spec in world.conduct.obligations:
        for uid, name in [key for key in world.obligations if key[1] == spec.id]:
            debt, stream = world.obligations[uid, name], f"obligation:{spec.id}"

            def yearly(rate: Quantity, uid: int = uid) -> float:
                return world.read.value(rate, uid, world.month)

            change = spec.able.loses if debt.able else spec.able.gains
            if world.dice.lucky(chance_a_month(yearly(change)), stream, uid, world.month, 0):
                debt.able = not debt.able
            factor = 1.0
            if debt.able and spec.while_listed is not None and world.on_penal_list(world.file_of(uid)):
                factor = world.read.value(spec.while_listed, uid, world.month)
            rate = yearly(spec.performed_able if debt.able else spec.performed_unable)
            if world.dice.lucky(chance_a_month(rate, factor), stream, uid, world.month, 1):
                del world.obligations[uid, name]
                world.performed[uid, name] = debt.able
                world.note(uid, "performed", f"obligation:{spec.id}")
                counts.count(world, f"obligation:{spec.id}:performed", uid)
