"""The society's part of a plan: banks of behaviours, obligations, responses, needs."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from demerit.draws import threshold
from demerit.engine import layout as lay
from demerit.engine.draft import Draft, aimed_at, origin_of
from demerit.engine.plan_scheme import looks_harder
from demerit.engine.plan_undrawn import OFS, add_undrawn
from demerit.engine.quantities import bits_of_float, cell_values, chance_of, factor_of, hazard_of, rate_of
from demerit.errors import RunError
from demerit.evidence.quantity import Quantity
from demerit.scheme.model import Channel
from demerit.society.model import Behaviour, Response

__all__ = ["add_conduct", "add_needs", "add_obligations", "add_responses", "gamma_steps"]

NO_GATE = 62
"""Place of a gate that the scheme does not have: nobody holds it."""
RESPONSE_KINDS = ("deterrence", "chilling", "coercion", "hardship", "while_listed", "effort", "avoidance")


def gamma_steps(variance: float, /) -> NDArray[np.uint32]:
    """The gamma law of mean 1 in 65,536 steps of equal probability, each its conditional mean, in 1/65536.

    Parameters
    ----------
    variance : float
        Above 0.

    Returns
    -------
    ndarray of shape (65536,), uint32
        Mean 65536 to rounding.
    """
    from scipy.special import gammainc, gammaincinv

    shape = 1.0 / variance
    edges = gammaincinv(shape, np.arange(65537) / 65536.0)
    mass = gammainc(shape + 1.0, edges)
    mass[-1] = 1.0
    steps: NDArray[np.uint32] = np.floor(np.diff(mass) * 65536.0 * 65536.0 + 0.5).astype(np.uint32)
    return steps


@dataclass(frozen=True)
class Layer:
    """A detection layer of a bank: its key and the sensitivities it covers."""

    key: str
    low: float
    high: float


def layers_of(behaviour: Behaviour) -> list[Layer]:
    """The layers of a behaviour's bank; one that covers all when the file names none."""
    base = f"{behaviour.bank}@{behaviour.of}"
    if not behaviour.layers:
        return [Layer(base, 0.0, 1.0)]
    edges = [0.0, *behaviour.layers, *([1.0] if behaviour.layers[-1] < 1.0 else [])]
    return [Layer(f"{base}/{k}", edges[k], edges[k + 1]) for k in range(len(edges) - 1)]


def watchers(draft: Draft, behaviour: str) -> list[tuple[int, Channel, float]]:
    """Channels that watch a behaviour, whatever the month: place, channel, largest sensitivity."""
    found = []
    for place, channel in enumerate(draft.scheme.channels):
        for watch in channel.watches:
            if watch.behaviour == behaviour:
                quantity = watch.sensitivity or channel.sensitivity
                if quantity is None:
                    raise RunError("E310", f'channel "{channel.id}" has no sensitivity for "{behaviour}"')
                found.append((place, channel, most_of(draft, quantity)))
    return found


def most_of(draft: Draft, quantity: Quantity) -> float:
    """The most a probability may be in any cell, after any step, whatever the calendar."""
    values = [quantity.value, *(step.value for step in quantity.steps)]
    grids = [cell_values(replace(quantity, value=value), population=draft.population) for value in values]
    return min(1.0, max(float(grid.max()) for grid in grids))


def names(response: Response, behaviour: Behaviour) -> bool:
    """Whether a response acts on a behaviour: one it names; deterrence and chilling that name none act on all."""
    if response.conduct or response.kind not in ("deterrence", "chilling"):
        return behaviour.id in response.conduct
    return (behaviour.gravity > 0) == (response.kind == "deterrence")


def upper_factor(draft: Draft, behaviour: Behaviour) -> int:
    """Product of the upper ends that the responses of a behaviour allow, in 1/65536."""
    product = lay.ONE
    for response in draft.bundle.responses.responses:
        if not names(response, behaviour):
            continue
        top = response.coefficient.range[1] if response.coefficient.range else response.coefficient.value
        if response.kind in ("coercion", "effort"):
            upper = 1.0 + top
        elif response.kind == "hardship":
            cap = draft.bundle.responses.h_max
            upper = (cap.range[1] if cap.range else cap.value) if cap is not None else 2.0
        elif response.kind == "while_listed":
            upper = max(1.0, top)
        else:
            upper = 1.0
        product = (product * factor_of(upper)) >> 16
    return product


def add_conduct(draft: Draft, /) -> None:
    """Banks, behaviours by bank and layer, who watches them, and the whole behaviours."""
    tables = draft.tables
    for name in ("bank", "be", "watch", "watch_at", "conf", "behaviour", "undrawn"):
        tables[name] = []
    scored = {rule.on for rule in draft.scheme.rules if rule.on}
    seen = {w.behaviour for c in draft.scheme.channels for w in c.watches}
    for behaviour in draft.bundle.conduct.behaviours:
        tables["behaviour"].append(
            [
                int(behaviour.gravity == 0),
                scored_share(draft, behaviour, scored),
                int(behaviour.id in seen),
                draft.tally(f"behaviour:{behaviour.id}:acts"),
                int(behaviour.protected != "none"),
                sum(1 << t for t, target in enumerate(aimed_at(draft.scheme)) if behaviour.id in target.conduct),
            ]
        )
        draft.tally(f"behaviour:{behaviour.id}:expected")
    keys: dict[str, list[tuple[Behaviour, Layer]]] = {}
    for behaviour in draft.bundle.conduct.behaviours:
        for layer in layers_of(behaviour):
            keys.setdefault(layer.key, []).append((behaviour, layer))
    idle: list[tuple[str, list[tuple[Behaviour, Layer]]]] = []
    for key, members in keys.items():
        if not add_bank(draft, key, members):
            idle.append((key, members))
    for key, members in idle:  # after the banks, whose rows of behaviours they leave as they are
        for place, (behaviour, layer) in enumerate(members):
            add_behaviour(draft, behaviour, layer, place, key)
            tables["be"][-1].append(0)
            add_undrawn(draft, behaviour, key, moves=moves(draft, behaviour))


def scored_share(draft: Draft, behaviour: Behaviour, scored: set[str]) -> int:
    """Quantity row of how far chilling reaches: 1 if a rule scores it, else what it looks like (1/65536)."""
    if behaviour.id in scored or behaviour.looks_like is None:
        return draft.numbers.add_whole([lay.ONE if behaviour.id in scored else 0])
    return draft.numbers.add(behaviour.looks_like, convert=factor_of)


def add_bank(draft: Draft, key: str, members: list[tuple[Behaviour, Layer]]) -> bool:
    """One dominating process; left out (false), and its amounts expected, when nobody can record its acts."""
    tables = draft.tables
    drawn = [is_drawn(draft, b, layer) for b, layer in members]
    if not any(drawn):
        return False
    first = len(tables["be"])
    total: NDArray[np.object_] = np.zeros(draft.population.n_cells + 1, dtype=object)
    dispersed = any(b.dispersion is not None for b, _ in members)
    for place, (behaviour, layer) in enumerate(members):
        total = total + add_behaviour(draft, behaviour, layer, place, key)
        tables["be"][-1].append(int(drawn[place]))
        if not drawn[place]:
            add_undrawn(draft, behaviour, key, moves=moves(draft, behaviour))
    tables["bank"].append(
        [
            draft.key(f"candidate:{key}"),
            first,
            len(tables["be"]),
            int(dispersed),
            origin_of(key),
            OFS[members[0][0].of],
            draft.key(f"dispersion:{key.split('/')[0]}"),
            draft.numbers.add_whole([int(t) for t in total]),
            0,
        ]
    )
    return True


def moves(draft: Draft, behaviour: Behaviour) -> int:
    """How the rate of a behaviour moves: 0 never, 2 with what happened to the actor, 1 otherwise."""
    responses = draft.bundle.responses
    answers = [r for r in responses.responses if r.on and r.kind != "avoidance" and names(r, behaviour)]
    always = any(r.belief is not None or r.kind in ("coercion", "effort") for r in answers)
    cut = responses.h_max is not None and any(r.kind == "hardship" for r in answers) and least_of(responses.h_max) < 1
    if behaviour.only_while is not None or always or cut:
        return 1
    return 2 if answers else 0


def least_of(quantity: Quantity) -> float:
    """The least of a quantity that depends on the date at most; 0 where it depends on more."""
    if quantity.by or quantity.times or quantity.where:
        return 0.0
    return min([float(quantity.value), *(float(step.value) for step in quantity.steps)])


def is_drawn(draft: Draft, behaviour: Behaviour, layer: Layer) -> bool:
    """Whether anything needs the single acts: someone can record them in this layer, or they open an obligation."""
    targets = {c for target in aimed_at(draft.scheme) for c in target.conduct}
    return (
        bool(behaviour.opens)
        or behaviour.id in targets
        or behaviour.id in draft.wanted
        or any(top > layer.low or looks_harder(draft, channel) for _, channel, top in watchers(draft, behaviour.id))
    )


def layer_rates(draft: Draft, behaviour: Behaviour, layer: Layer) -> tuple[list[list[int]], int]:
    """Rates of a behaviour in a layer, per step and cell, and how many steps."""
    quantity = behaviour.rate
    steps = [quantity]
    if quantity.steps:
        for since in draft.numbers.starts:
            value = quantity.value
            for step in quantity.steps:
                value = step.value if step.since <= since else value
            steps.append(replace(quantity, value=value))
    width = layer.high - layer.low
    rows = []
    for each in steps:
        values = cell_values(each, population=draft.population)
        values = np.broadcast_to(values, (draft.population.n_cells + 1,))
        rows.append([rate_of(float(v) * width) for v in values])
    return rows, len(steps)


def add_behaviour(draft: Draft, behaviour: Behaviour, layer: Layer, place: int, key: str) -> NDArray[np.object_]:
    """One behaviour of a bank; returns its dominating rate per cell."""
    numbers, tables = draft.numbers, draft.tables
    rows, n_steps = layer_rates(draft, behaviour, layer)
    upper = upper_factor(draft, behaviour)
    dom = [(max(column) * upper + 65535) >> 16 for column in zip(*rows, strict=True)]
    now = numbers.add_whole([v for row in rows for v in row], steps=n_steps)
    gamma = -1
    if behaviour.dispersion is not None and behaviour.dispersion.value > 0:
        variance = behaviour.dispersion.value
        if variance not in draft.gammas:
            draft.gammas.append(variance)
        gamma = draft.gammas.index(variance)
    shared = draft.key(f"dispersion-shared:{behaviour.shared}") if behaviour.shared else -1
    only = behaviour.only_while
    tables["watch_at"].append([len(tables["watch"])])
    for channel_place, channel, _ in watchers(draft, behaviour.id):
        add_watch(draft, behaviour, layer, channel_place, channel, key)
    tables["be"].append(
        [
            draft.places["behaviour"][behaviour.id],
            now,
            numbers.add_whole(dom),
            gamma,
            shared,
            int(behaviour.gravity == 0),
            draft.place("obligation", behaviour.opens),
            draft.place("obligation", only.obligation if only else None),
            -1 if only is None or only.able is None else int(only.able),
            -1 if only is None or only.listed is None else int(only.listed),
            -1 if only is None or only.gate is None else draft.places["gate"].get(only.gate, NO_GATE),
            place,
        ]
    )
    return np.array(dom, dtype=object)


def add_watch(draft: Draft, behaviour: Behaviour, layer: Layer, place: int, channel: Channel, key: str) -> None:
    """One channel that watches a behaviour of a bank: sensitivity inside the layer, and confusions."""
    numbers, tables = draft.numbers, draft.tables
    quantity = next(w.sensitivity for w in channel.watches if w.behaviour == behaviour.id) or channel.sensitivity
    assert quantity is not None
    floats = numbers.while_on(np.clip(numbers.by_step(quantity), 0.0, 1.0), channel)
    plain = numbers.add_grid(floats, convert=bits_of_float)
    within = np.clip((floats - layer.low) / (layer.high - layer.low), 0.0, 1.0)
    sens = numbers.add_grid(within, convert=threshold)
    first = len(tables["conf"])
    low = np.zeros((1, 1))
    for confusion in channel.confusion:
        if confusion.of == behaviour.id:
            low = low + numbers.by_step(confusion.p)
            tables["conf"].append(
                [draft.places["behaviour"][confusion.recorded_as], numbers.add_grid(low, convert=chance_of)]
            )
    ends = [bits_of_float(layer.low), bits_of_float(layer.high)]
    seen = draft.key(f"observe:{channel.id}:{key}")
    tables["watch"].append([place, sens, seen, first, len(tables["conf"]), plain, *ends])


def add_obligations(draft: Draft, /) -> None:
    """Obligations: opening, ability, performance."""
    rows = draft.tables["obligation"] = []
    numbers = draft.numbers
    for item in draft.bundle.conduct.obligations:
        listed = numbers.by_step(item.while_listed) if item.while_listed is not None else np.ones((1, 1))
        rates, factors = np.broadcast_arrays(numbers.by_step(item.performed_able), listed)
        pairs = [1.0 - math.exp(-float(r) / 12.0 * float(f)) for r, f in zip(rates.flat, factors.flat, strict=True)]
        rows.append(
            [
                draft.key(f"obligation:{item.id}"),
                draft.key(f"obligation-start:{item.id}"),
                draft.key(f"ability:{item.id}"),
                numbers.add_probability(item.able.share),
                numbers.add(item.able.loses, convert=hazard_of),
                numbers.add(item.able.gains, convert=hazard_of),
                numbers.add(item.performed_able, convert=hazard_of),
                numbers.add(item.performed_unable, convert=hazard_of),
                numbers.add_grid(np.array(pairs).reshape(rates.shape), convert=threshold),
                numbers.add_probability(item.open_at_start),
                draft.tally(f"obligation:{item.id}:opened"),
                OFS[next((b.of for b in draft.bundle.conduct.behaviours if b.opens == item.id), "person")],
            ]
        )
        draft.tally(f"obligation:{item.id}:performed")


def add_responses(draft: Draft, /) -> None:
    """Responses that are on, and which each behaviour has; the tables of exp(-eta r)."""
    tables, file = draft.tables, draft.bundle.responses
    tables["response"], tables["response_at"], tables["exp"] = [], [], []
    for behaviour in draft.bundle.conduct.behaviours:
        tables["response_at"].append([len(tables["response"])])
        for response in file.responses:
            if response.on and names(response, behaviour) and response.kind != "avoidance":
                tables["response"].append(response_row(draft, response))
    tables["response_at"].append([len(tables["response"])])


def response_row(draft: Draft, response: Response) -> list[int]:
    """One response of one behaviour."""
    kind = RESPONSE_KINDS.index(response.kind)
    key = share = row = -1
    if response.belief is not None:
        belief = draft.bundle.beliefs.beliefs[draft.places["belief"][response.belief]]
        key, share = draft.key(f"belief:{belief.id}"), draft.numbers.add_probability(belief.share)
    if kind == lay.DETERRENCE:
        row = draft.numbers.add(response.coefficient, convert=lambda eta: exps_of(draft, eta))
    return [kind, draft.numbers.add(response.coefficient, convert=factor_of), key, share, row]


def exps_of(draft: Draft, eta: float, /) -> int:
    """Where the table of exp(-eta r) starts; made when new."""
    table = [[math.floor(65536.0 * math.exp(-eta * i / 1024.0) + 0.5)] for i in range(1025)]
    rows = draft.tables["exp"]
    for first in range(0, len(rows), len(table)):
        if rows[first : first + len(table)] == table:
            return first
    rows.extend(table)
    return len(rows) - len(table)


def add_needs(draft: Draft, /) -> None:
    """Needs that a measure hangs on: cumulative Poisson thresholds of the month's count."""
    tables, numbers = draft.tables, draft.numbers
    tables["need"], tables["need_month"] = [], []
    wanted = {m.need for m in draft.scheme.measures}
    for need in draft.bundle.needs.needs:
        first = len(numbers.rows)
        share = len(need.months) if need.months else 12
        if need.id in wanted:
            for count in range(lay.NEED_MAX):
                numbers.add(need.rate, convert=lambda v, c=count, s=share: at_most(v / s, c))  # type: ignore[misc]
        months = sum(1 << (m - 1) for m in need.months)
        tables["need"].append(
            [
                first,
                len(numbers.rows),
                draft.key(f"need:{need.id}"),
                OFS[need.per],
                int(need.essential),
                months,
                draft.tally(f"need:{need.id}:requests"),
            ]
        )
        draft.tally(f"need:{need.id}:refused")


def at_most(mean: float, count: int) -> int:
    """Threshold of a Poisson count of at most ``count``."""
    term = total = math.exp(-mean)
    for k in range(1, count + 1):
        term *= mean / k
        total += term
    return threshold(min(1.0, total))
