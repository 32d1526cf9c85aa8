"""The plan: scheme x society -> flat arrays. The one place that reads a scheme; after it there are no strings."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.draft import Draft, begin_draft, step_of_month
from demerit.engine.plan_card import add_card, zero_band
from demerit.engine.plan_conduct import add_conduct, add_needs, add_obligations, add_responses, gamma_steps
from demerit.engine.plan_incomes import add_arithmetic
from demerit.engine.plan_lists import add_lists, beside_arrays
from demerit.engine.plan_rating import add_traits, best_points, points_row
from demerit.engine.plan_redress import add_instances
from demerit.engine.plan_scheme import add_bands, add_channels, add_gates, add_measures, add_rules
from demerit.engine.plan_truth import LONGEST, add_aims, add_truth, reads_debts, unjudged, untold, wanted
from demerit.engine.plan_undrawn import undrawn
from demerit.engine.plan_units import general_of, groups_of, kinds_of, only_main, tables_of
from demerit.engine.quantities import factor_of, fraction_of, months_between
from demerit.errors import RunError
from demerit.scheme.model import Scheme
from demerit.scheme.truth import Judges, judges, perfect
from demerit.scheme.units import Kind
from demerit.society.load import SocietyBundle
from demerit.society.population import Population
from demerit.society.tables import tie_code

__all__ = ["Plan", "plan"]

REDRESS_STEPS = ("made", "noticed", "filed", "won", "lost", "pending", "lifted")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A resolved scheme on a society as flat arrays.

    Attributes
    ----------
    arrays : {"people" or "firm": ndarray of int64}
        Whole-scheme numbers, where the tables start, and the tables (``layout``), of each kind that has files or
        conduct, the main one first (``plan_units``).
    keys : ndarray of uint64
        Keys of the streams.
    gammas : ndarray of shape (n, 65536), uint32
    groups : tuple of str
        ``all`` and ``attribute=value`` of the main kind, and ``unit=...`` of the other.
    tallies : tuple of str
    hash : str
        Of all arrays and what is read beside them: the same hash, the same run.
    shadow : Plan or None
        Of the perfect scheme, where some list or band is judged by the shadow file.
    untold : frozenset of str
        Tallies that say nothing, because the acts they count were not all drawn.
    """

    scheme: Scheme
    bundle: SocietyBundle
    population: Population
    seed: int
    months: int
    burn_in: int
    arrays: dict[Kind, NDArray[np.int64]]
    keys: NDArray[np.uint64]
    gammas: NDArray[np.uint32]
    exps: NDArray[np.int64]
    groups: tuple[str, ...]
    tallies: tuple[str, ...]
    expected: tuple[str, ...]
    items: dict[str, tuple[str, ...]]
    hash: str
    shadow: Plan | None = None
    untold: frozenset[str] = frozenset()

    @property
    def main(self) -> Kind:
        """Kind of the main unit."""
        return next(iter(self.arrays))

    @property
    def numbers(self) -> NDArray[np.int64]:
        """The array of the main kind."""
        return self.arrays[self.main]


def plan(
    scheme: Scheme,
    bundle: SocietyBundle,
    population: Population,
    /,
    *,
    seed: int,
    months: int,
    burn_in: int = 0,
    truth: bool = True,
) -> Plan:
    """Turn a scheme on a society into flat arrays.

    Parameters
    ----------
    scheme : Scheme
        Resolved.
    bundle : SocietyBundle
        The society with its conduct, needs, beliefs and responses.
    population : Population
        Drawn from that society with the same seed.
    seed : int
    months : int
        Counted months, 1 to 1000.
    burn_in : int
        Months that run first and are not counted.
    truth : bool
        Whether to keep what would be so in truth beside every list and band (``docs/odd/truth.md``). It takes three
        times the work: acts that nobody records must be drawn. Without it nothing else changes but that they are not.

    Returns
    -------
    Plan

    Raises
    ------
    RunError
        If the scheme asks for something that the engine cannot run.
    """
    if months < 1 or months + burn_in > 1000:
        raise RunError("E301", f"months and burn-in must be 1 to 1000 together, got {months} + {burn_in}")
    judged = judges(scheme) if truth else {}
    made = assembled(scheme, bundle, population, seed=seed, months=months, burn_in=burn_in, judged=judged, truth=truth)
    if None not in judged.values():
        return made
    shadow = assembled(perfect(scheme), bundle, population, seed=seed, months=months, burn_in=burn_in, judged={})
    for numbers in shadow.arrays.values():
        unjudged(numbers)
    both = hashlib.blake2b(f"{made.hash}{shadow.hash}".encode(), digest_size=16).hexdigest()
    return replace(made, shadow=shadow, hash=both)


def assembled(
    scheme: Scheme,
    bundle: SocietyBundle,
    population: Population,
    *,
    seed: int,
    months: int,
    burn_in: int,
    judged: Judges,
    truth: bool = True,
) -> Plan:
    """The arrays of one scheme."""
    draft = begin_draft(scheme, bundle, population, seed=seed, months=months, burn_in=burn_in)
    draft.judged, draft.truth = judged, truth
    draft.wanted = wanted(draft)
    for add in (
        add_bands,
        add_card,
        add_conduct,
        add_channels,
        add_obligations,
        add_responses,
        add_rules,
        add_arithmetic,
        add_lists,
        add_gates,
        add_measures,
        add_needs,
        add_instances,
        add_truth,
        add_aims,
    ):
        add(draft)
    groups, group_rows = groups_of(draft)
    general = whole_numbers(draft)
    add_common_tallies(draft, general)
    arrays = {kind: array_of(draft, general, group_rows, kind=kind) for kind in kinds_of(draft)}
    keys = np.array(draft.keys or [0], dtype=np.uint64)
    gammas = np.array([gamma_steps(v) for v in draft.gammas] or np.full((1, 65536), 65536), dtype=np.uint32)
    digest = hashlib.blake2b(digest_size=16)
    for array in arrays.values():
        digest.update(array.tobytes())
    for table in (keys, gammas):
        digest.update(table.tobytes())
    digest.update(beside_arrays(scheme).encode())
    exps = np.array([r[0] for r in draft.tables["exp"]] or [0], dtype=np.int64)
    return Plan(
        scheme=scheme,
        bundle=bundle,
        population=population,
        seed=seed,
        months=months,
        burn_in=burn_in,
        arrays=arrays,
        keys=keys,
        gammas=gammas,
        exps=exps,
        groups=groups,
        tallies=tuple(draft.tallies),
        expected=undrawn(draft),
        items={kind: tuple(sorted(where, key=where.__getitem__)) for kind, where in draft.places.items()},
        untold=untold(draft),
        hash=digest.hexdigest(),
    )


def whole_numbers(draft: Draft, /) -> list[int]:
    """The numbers of the scheme as a whole."""
    scheme, numbers, responses = draft.scheme, draft.numbers, draft.bundle.responses
    score, redress = scheme.score, scheme.redress
    g = [-1] * lay.G_COLS
    g[lay.G_HAS_SCORE] = int(score.kind != "none")
    g[lay.G_CARD], g[lay.G_CARD_ZERO_Q] = int(score.kind in ("scorecard", "published")), zero_band(draft)
    for place, limit, far in ((lay.G_FLOOR_Q, score.floor, -(1 << 30)), (lay.G_CEILING_Q, score.ceiling, 1 << 30)):
        g[place] = points_row(draft, limit) if limit is not None else numbers.add_whole([far])
    g[lay.G_RUNNING] = int(score.clamp == "running")
    g[lay.G_N_BANDS] = len(scheme.bands)
    g[lay.G_INITIAL_Q] = points_row(draft, score.initial) if score.initial else numbers.add_whole([0])
    g[lay.G_MEAN], g[lay.G_INITIAL_COUNTS] = int(score.kind == "mean"), score.initial_counts
    g[lay.G_WINDOW] = 1 << 40 if score.ratings_window is None else score.ratings_window
    add_traits(draft, g)
    mixing = next((term for term in score.terms if term.mix is not None), None)
    if mixing is not None:
        g[lay.G_MIX_Q], g[lay.G_MIX_TIE] = numbers.add(mixing.mix, convert=fraction_of), tie_code(mixing.tie)
    notice, hearing, repair = redress.notice, redress.hearing, redress.repair
    g[lay.G_NOTICE_Q] = numbers.add_probability(notice.p if notice else None)
    g[lay.G_NOTICE_DAYS_Q] = numbers.add_days(notice.delay if notice else None)
    g[lay.G_NOTICE_KEY], g[lay.G_LEARNS_KEY] = draft.key("notice"), draft.key("learns")
    g[lay.G_LEARNS_Q] = numbers.add_probability(redress.p_learns)
    g[lay.G_HEAR_Q] = numbers.add_probability(hearing.p_heard if hearing else None)
    g[lay.G_HEAR_DAYS_Q] = numbers.add_days(hearing.delay if hearing else None)
    g[lay.G_HEAR_WRONG_Q] = numbers.add_probability(hearing.wins.wrong if hearing else None)
    g[lay.G_HEAR_RIGHT_Q] = numbers.add_probability(hearing.wins.right if hearing else None)
    g[lay.G_HEAR_KEY], g[lay.G_REPAIR_KEY], g[lay.G_BAND_KEY] = (
        draft.key("hearing"),
        draft.key("repair"),
        draft.key("band"),
    )
    g[lay.G_REPAIR_Q] = numbers.add_probability(repair.p_per_month if repair else None)
    g[lay.G_REPAIR_AFTER_Q] = numbers.add_days(repair.after if repair else None)
    g[lay.G_REPAIR_ALL] = int(repair is not None and repair.lifts == "all")
    g[lay.G_BURN], g[lay.G_T] = draft.burn_in, draft.burn_in + draft.months
    g[lay.G_RESPONSES] = int(any(r.on for r in responses.responses))
    for place, item, usual in (
        (lay.G_DECAY_Q, responses.decay, 0.0),
        (lay.G_A_OWN_Q, responses.a_own, 0.0),
        (lay.G_A_TIE_Q, responses.a_tie, 0.0),
        (lay.G_RHO_Q, responses.rho, 0.0),
        (lay.G_H_MAX_Q, responses.h_max, 2.0),
    ):
        g[place] = numbers.add(item, convert=factor_of) if item is not None else numbers.add_whole([factor_of(usual)])
    g[lay.G_A_PUBLISHED_Q] = numbers.add(responses.a_published, convert=factor_of) if g[lay.G_RESPONSES] == 1 else -1
    avoids = next((r for r in responses.responses if r.on and r.kind == "avoidance"), None)
    if avoids is not None:
        g[lay.G_SLEEP_Q] = numbers.add_probability(avoids.coefficient)
        g[lay.G_WAKE_Q] = numbers.add_probability(avoids.wakes) if avoids.wakes else numbers.add_whole([0])
        g[lay.G_SLEEP_KEY], *_ = (draft.key(f"avoidance:{kind}") for kind in ("friend", "colleague", "neighbour"))
    g[lay.G_ALARM] = int(g[lay.G_RESPONSES] == 1 and responses.a_tie is not None)
    g[lay.G_BEST_Q] = best_points(draft)
    if score.kind == "published":
        g[lay.G_SHARES_KEY], g[lay.G_SHARES_EVERY] = draft.key("published"), score.every or 0
    g[lay.G_RERATE] = score.rerating.months if score.rerating is not None else 0
    g[lay.G_ANEW] = int(score.rerating is not None and score.rerating.anew)
    g[lay.G_SUBJECT_Q] = draft.mask(scheme.subjects.only)
    g[lay.G_N] = draft.population.n_persons
    g[lay.G_PENAL_LISTS] = sum(1 << i for i, item in enumerate(scheme.lists) if item.penal)
    g[lay.G_LIMITS] = int(any(r.to_band is not None for r in scheme.rules))
    g[lay.G_REDRESS] = int(bool(redress.instances) or notice is not None or repair is not None)
    g[lay.G_HORIZON], g[lay.G_SHADOW] = min(LONGEST, draft.months), 0
    g[lay.G_OWED] = reads_debts(draft)
    g[lay.G_RATES] = int(any(e.rates is not None for item in scheme.lists for e in item.entries))
    every_month = {d.id for d in scheme.discretion if d.per == "request" or d.p.steps}
    g[lay.G_ALWAYS] = int(
        any(m.discretion in every_month and m.need is not None for m in scheme.measures)
        or any(m.mistaken is not None for m in scheme.measures)
        or g[lay.G_A_PUBLISHED_Q] >= 0
        or mixing is not None
    )
    g[lay.G_TARGETS] = len(draft.places["target"])
    g[lay.G_TOLD], g[lay.G_COPIES] = int(redress.recipients_told), len(draft.tables["copy"])
    g[lay.G_LIST_LIMITS] = int(any(item.to_band is not None for item in scheme.lists))
    return g


def add_common_tallies(draft: Draft, general: list[int]) -> None:
    """Tallies of redress, of ages, of subjects and of anything at all; where they begin."""
    general[lay.G_BARRED] = len(draft.tallies)
    for step in REDRESS_STEPS:
        draft.tally(f"redress:{step}:wrong"), draft.tally(f"redress:{step}:right")
    for what in ("correction", "lapse", "censored"):
        for k in range(25):
            draft.tally(f"{what}:{k}")
    draft.tally("subjects"), draft.tally("any:people")
    for flag in lay.FLAGS:
        draft.tally(f"any:people:{flag}")
    draft.tally("barred2:months")
    for what in ("notice_months", "adverse", "no_route"):
        draft.tally(f"redress:{what}:wrong"), draft.tally(f"redress:{what}:right")


def array_of(draft: Draft, general: list[int], group_rows: list[list[int]], *, kind: Kind) -> NDArray[np.int64]:
    """All tables in one array, their starts in the head, as they are for a kind."""
    t, general = tables_of(draft, kind=kind), general_of(draft, general, kind=kind)
    t["watch_at"].append([len(t["watch"])])
    calendar = [[months_between("2000-01", draft.bundle.society.start) - draft.burn_in]]
    q, n_groups = draft.numbers, 1 + max((v for row in group_rows for v in row), default=0)
    parts: list[tuple[int, list[Any]]] = [
        (lay.O_Q, [list(r) for r in q.rows]),
        (lay.O_STEP, [[s] for s in step_of_month(draft)]),
        (lay.O_CAL, calendar),
        (lay.O_BANK, t["bank"]),
        (lay.O_BEH, t["be"]),
        (lay.O_UNDRAWN, t["undrawn"]),
        (lay.O_WATCH_AT, t["watch_at"]),
        (lay.O_WATCH, t["watch"]),
        (lay.O_CONF, t["conf"]),
        (lay.O_RULE_AT, t["rule_at"]),
        (lay.O_RULE_OF, t["rule_of"]),
        (lay.O_RULE, t["rule"]),
        (lay.O_CHAN, t["channel"]),
        (lay.O_PATROL, t["patrol"]),
        (lay.O_ALIKE, t["alike"]),
        (lay.O_FALSE, t["false"]),
        (lay.O_BAND, t["band"]),
        (lay.O_LIST, t["list"]),
        (lay.O_WAY, t["way"]),
        (lay.O_EXIT, t["exit"]),
        (lay.O_EXMASK, t["exit_way"]),
        (lay.O_MEAS, t["measure"]),
        (lay.O_NEED, t["need"]),
        (lay.O_GATE, t["gate"]),
        (lay.O_DISC, t["discretion"]),
        (lay.O_OBLI, t["obligation"]),
        (lay.O_SPREAD, t["spread"]),
        (lay.O_INST, t["instance"]),
        (lay.O_RESP, t["response"]),
        (lay.O_RESP_AT, t["response_at"]),
        (lay.O_BEHAVIOUR, t["behaviour"]),
        (lay.O_TERM, t["term"]),
        (lay.O_GROUP, group_rows),
        (lay.O_ERRORS, t["card_error"]),
        (lay.O_PUBLISHED, [[0] * n_groups]),
        (lay.O_SCHED, t["schedule"]),
        (lay.O_RATE, t["rating"]),
        (lay.O_SUM, t["arithmetic"]),
        (lay.O_YEAR, t["year"]),
        (lay.O_BIAS, t["bias"]),
        (lay.O_COPY, t["copy"]),
        (lay.O_TAB, t["card_table"]),
        (lay.O_CASE, t["card_case"]),
        (lay.O_COND, t["card_condition"]),
        (lay.O_COMP, t["card_component"]),
        (lay.O_SUMS, t["card_sum"]),
        (lay.O_ITEMS, t["card_item"]),
        (lay.O_LIST_MORE, t["list_more"]),
        (lay.O_BAND_MORE, t["band_more"]),
        (lay.O_AIM, t["aim"]),
        (lay.O_AIM_AT, t["aim_at"]),
        (lay.O_AIM_OF, t["aim_of"]),
        (lay.O_WATCHED, t["watched_at"]),
        (lay.O_V, [q.values]),
    ]
    head = [0] * lay.HEAD
    head[: lay.G_COLS] = general
    for place, name in (
        (lay.O_N_BANK, "bank"),
        (lay.O_N_CHAN, "channel"),
        (lay.O_N_RULE, "rule"),
        (lay.O_N_LIST, "list"),
        (lay.O_N_MEAS, "measure"),
        (lay.O_N_NEED, "need"),
        (lay.O_N_GATE, "gate"),
        (lay.O_N_DISC, "discretion"),
        (lay.O_N_OBLI, "obligation"),
        (lay.O_N_SPREAD, "spread"),
        (lay.O_N_INST, "instance"),
        (lay.O_N_TERM, "term"),
        (lay.O_N_COMP, "card_component"),
        (lay.O_N_COPY, "copy"),
        (lay.O_N_AIM, "aim"),
        (lay.O_N_UNDRAWN, "undrawn"),
        (lay.O_N_PATROL, "patrol"),
    ):
        head[place] = len(t[name])
    head[lay.O_N_GROUP] = len(group_rows[0]) if group_rows else 0
    flat: list[int] = []
    for place, rows in parts:
        head[place] = lay.HEAD + len(flat)
        for row in rows:
            flat.extend(row)
    return only_main(draft, np.array(head + flat, dtype=np.int64), kind=kind)
