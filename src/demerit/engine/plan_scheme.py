"""The scheme's part of a plan: channels, rules, score, bands, lists, gates, discretion, measures."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from demerit.engine import layout as lay
from demerit.engine.draft import Draft, alike_row, origin_of
from demerit.engine.plan_rating import points_row, rating_columns, shares_up_to
from demerit.engine.plan_units import add_false_about
from demerit.engine.quantities import bits_of_float, chance_of, factor_of, rate_of, values_of
from demerit.errors import RunError
from demerit.scheme.model import Band, Channel, Measure, Rule, Scheme, TieTerm
from demerit.scheme.units import FIRM, unit_of_list, unit_of_rule
from demerit.society.tables import tie_code

__all__ = [
    "add_bands",
    "add_channels",
    "add_gates",
    "add_measures",
    "add_penalty_tallies",
    "add_rules",
    "bits_of",
    "counting_terms",
    "looks_harder",
]

COVER_BY = {"subject": 0, "household": 1, "block": 2}


def bits_of(draft: Draft, kind: str, names: Sequence[str]) -> int:
    """Bit mask of the places of named things."""
    return sum(1 << draft.places[kind][n] for n in names)


def counting_terms(scheme: Scheme, /) -> list[TieTerm]:
    """Terms of a score that count listed ends, as they stand in the file."""
    return [term for term in scheme.score.terms if term.mix is None]


def add_channels(draft: Draft, /) -> None:
    """Channels with coverage, delay, misattribution, false records, inspection, patrols."""
    tables, numbers = draft.tables, draft.numbers
    for name in ("channel", "alike", "false", "false_of", "patrol"):
        tables[name] = []
    for channel in draft.scheme.channels:
        add_false_about(draft, channel)
        alike = len(tables["alike"])
        wrong = channel.misattribution
        if wrong is not None:
            for attribute in wrong.alike:
                tables["alike"].append(alike_row(draft, attribute))
        false = channel.false_records
        tally = draft.tally(f"channel:{channel.id}:acts")
        for what in ("caught", "right", "false", "mistaken", "misread", "months_clean", "months_false", "covered"):
            draft.tally(f"channel:{channel.id}:{what}")
        tables["channel"].append(
            [
                numbers.add_probability(channel.coverage),
                draft.key(f"coverage:{channel.id}"),
                COVER_BY[channel.coverage_by],
                numbers.add_days(channel.delay),
                numbers.add_probability(wrong.p if wrong else None),
                alike,
                len(tables["alike"]),
                int(false is not None),
                numbers.add(false.rate if false else None, convert=rate_of),
                draft.key(f"false:{channel.id}"),
                0,
                0,
                0,
                origin_of(f"false:{channel.id}"),
                numbers.add(channel.inspection.factor if channel.inspection else None, convert=bits_of_float),
                channel.inspection.within_months if channel.inspection else 0,
                tally,
                int(looks_harder(draft, channel)),
                numbers.add_while_on(None, channel, convert=int),
                add_patrols(draft, channel),
            ]
        )


def add_patrols(draft: Draft, channel: Channel) -> int:
    """A row for each value that patrols are shared out among; the quantity row of each cell's, -1 without patrols."""
    spec, rows, population = channel.patrols, draft.tables["patrol"], draft.population
    if spec is None:
        return -1
    first, known, place = len(rows), spec.start.by.get(spec.by, {}), draft.places["channel"][channel.id]
    for value in values_of(spec.by, population=population):
        start = factor_of(known.get(value, spec.start.value))
        rows.append([bits_of_float(1.0), lay.ONE, start, place, int(spec.corrected)])
    return draft.numbers.add_whole([*(first + int(v) for v in population.cell_values(spec.by)), first])


def looks_harder(draft: Draft, channel: Channel) -> bool:
    """Whether past records or a measure make the channel look harder."""
    return bool(channel.inspection or channel.patrols) or any(
        m.kind == "inspect" and m.channel in (None, channel.id) for m in draft.scheme.measures
    )


def add_rules(draft: Draft, /) -> None:
    """Rules; which of them meet a record of each behaviour is said for each kind."""
    tables = draft.tables
    for name in ("rule", "schedule", "rating", "bias"):
        tables[name] = []
    for rule in draft.scheme.rules:
        tables["rule"].append(rule_row(draft, rule))


def adverse_code(draft: Draft, rule: Rule) -> int:
    """0 and 1: the file says so; 2: by its points; 3: also by its penal band or penal list."""
    if rule.adverse is not None:
        return int(rule.adverse)
    penal_bands = {b.id for b in draft.scheme.bands if b.penal}
    leads = any(e.rule == rule.id for item in draft.scheme.lists if item.penal for e in item.entries)
    return 3 if leads or rule.to_band in penal_bands else 2


def rule_row(draft: Draft, rule: Rule) -> list[int]:
    """One rule's numbers."""
    numbers, scheme, mean = draft.numbers, draft.scheme, draft.scheme.score.kind == "mean"
    repeat, cap, recurring = rule.repeat, rule.cap, rule.recurring
    schedule_from = len(draft.tables["schedule"])
    if rule.schedule is not None:
        draft.tables["schedule"].extend(
            [bits_of_float(s.since), bits_of_float(s.per_point)] for s in rule.schedule.steps
        )
    windows = [cap.months if cap else 0, rule.schedule.months if rule.schedule else 0]
    windows += [c.inspection.within_months for c in scheme.channels if c.inspection]
    tally = draft.tally(f"rule:{rule.id}:entries")
    for what in (*lay.CAUSES, "reversed", "stopped", "gained"):
        draft.tally(f"rule:{rule.id}:{what}")
    contest = not scheme.redress.rules or rule.id in scheme.redress.rules
    spreads = sum(1 << i for i, s in enumerate(scheme.spread) if s.rule == rule.id)
    return [
        points_row(draft, rule.points or (rule.set if mean else None)),
        points_row(draft, None if mean else rule.set),
        draft.place("band", rule.to_band),
        int(rule.trigger),
        adverse_code(draft, rule),
        numbers.add_days(rule.term),
        numbers.add_days(rule.delay),
        draft.key(f"rule-delay:{rule.id}"),
        draft.key(f"entry:{rule.id}"),
        draft.key(f"term:{rule.id}"),
        bits_of(draft, "channel", rule.via),
        int(rule.count_each),
        int(rule.hearing and scheme.redress.hearing is not None),
        numbers.add(repeat.factor if repeat else None, convert=bits_of_float),
        int(bool(repeat and repeat.counts == "any_adverse")),
        repeat.within_months if repeat and repeat.within_months is not None else lay.FOREVER,
        int(bool(repeat and repeat.power)),
        repeat.max if repeat else 0,
        draft.key(f"surcharge:{rule.id}"),
        numbers.add(cap.points if cap else None, convert=lambda v: abs(draft.points(v))),
        cap.months if cap else 0,
        0 if recurring is None else {"clean": 1, "open": 2, "averaged": 3}[recurring.when],
        recurring.months if recurring else 0,
        recurs_on(draft, rule),
        -1 if recurring is None or recurring.able is None else int(recurring.able),
        recurring.after_months if recurring else 0,
        draft.mask(rule.applies_to),
        int(contest),
        numbers.add(rule.schedule.amount if rule.schedule else None, convert=bits_of_float),
        schedule_from,
        len(draft.tables["schedule"]),
        rule.schedule.months if rule.schedule else 0,
        tally,
        max(windows),
        spreads,
        *rating_columns(draft, rule),
        numbers.add_while_on(None, rule, convert=int),
        0,
    ]


def recurs_on(draft: Draft, rule: Rule) -> int:
    """Place of the obligation or the arithmetic that a recurring rule rests on."""
    recurring = rule.recurring
    if recurring is None or recurring.arithmetic is None:
        return draft.place("obligation", recurring.obligation if recurring else None)
    return draft.place("arithmetic", recurring.arithmetic)


def add_bands(draft: Draft, /) -> None:
    """Bands in order of their thresholds; scheme places are mapped to this order."""
    scheme = draft.scheme
    at = {b.id: (b.at_least.value if b.at_least is not None else -math.inf) for b in scheme.bands}
    published, in_order = scheme.score.kind == "published", scheme.score.kind in ("scorecard", "published")
    ordered = list(scheme.bands) if in_order else sorted(scheme.bands, key=lambda b: at[b.id])
    limits = shares_up_to(draft, [band.share for band in ordered]) if published else []
    components = list(scheme.score.card.components) if scheme.score.card is not None else []
    draft.places["band"] = {b.id: i for i, b in enumerate(ordered)}
    states = {e.band for li in scheme.lists for e in li.entries if e.band is not None and e.on == "state"}
    active = {b for m in scheme.measures if m.need is not None or m.kind == "inspect" for b in m.band} | states
    draft.tables["band"] = []
    for place, band in enumerate(ordered):
        tally = add_penalty_tallies(draft, f"band:{band.id}")
        draft.tables["band"].append(
            [
                limits[place] if published else least_points(draft, band),
                int(band.penal),
                tally,
                int(band.id in active),
                int(band.rewarding),
                components.index(band.component) if band.component is not None else -1,
                int(band.penal),
            ]
        )
    if not ordered:  # a score alone: everybody is in a band of which nothing is counted
        draft.tables["band"].append([draft.numbers.add_whole([-(1 << 40)]), 0, -1, 0, 0, -1, 0])


def least_points(draft: Draft, band: Band) -> int:
    """Quantity row of the least score in a band."""
    if band.at_least is None:
        return draft.numbers.add_whole([-(1 << 40)])
    return draft.numbers.add(band.at_least, convert=draft.points)


def add_penalty_tallies(draft: Draft, key: str) -> int:
    """Tallies of a penalty key, in the order the kernels count on; the row of the first."""
    first = draft.tally(f"{key}:events")
    for what in ("people", "now", "months"):
        draft.tally(f"{key}:{what}")
    for unit in ("events", "people", "months"):
        for flag in lay.FLAGS:
            draft.tally(f"{key}:{unit}:{flag}")
    for cause in (*lay.CAUSES, "scheme"):
        draft.tally(f"{key}:split:{cause}")
    for hop in range(4):
        draft.tally(f"{key}:hop:{hop}")
    return first


def add_gates(draft: Draft, /) -> None:
    """Gates and discretion."""
    tables, numbers = draft.tables, draft.numbers
    tables["gate"], tables["discretion"] = [], []
    for gate in draft.scheme.gates:
        gained = numbers.by_step(gate.apply) if gate.apply is not None else np.zeros((1, 1))
        if gate.granted is not None:
            gained = gained * np.clip(numbers.by_step(gate.granted), 0.0, 1.0)
        tables["gate"].append(
            [
                numbers.add_probability(gate.held_at_start),
                draft.key(f"gate:{gate.id}"),
                numbers.add_grid(gained, convert=rate_of),
                numbers.add(gate.lost, convert=rate_of),
                draft.tally(f"gate:{gate.id}:now"),
                bits_of(draft, "rule", gate.lost_on),
                numbers.add_probability(gate.on_demand),
                draft.key(f"demand:{gate.id}"),
            ]
        )
        draft.tally(f"gate:{gate.id}:held_months")
    per = {"request": 0, "subject": 1, "household": 2, "block": 3}
    for item in draft.scheme.discretion:
        tables["discretion"].append(
            [
                numbers.add(item.p, convert=lambda v: bits_of_float(min(1.0, max(0.0, v)))),
                draft.key(f"discretion:{item.id}"),
                per[item.per],
                bits_of(draft, "rule", item.after),
                numbers.add(item.after_factor, convert=bits_of_float),
            ]
        )


def add_measures(draft: Draft, /) -> None:
    """Measures, spread rules and score terms."""
    scheme, numbers, tables = draft.scheme, draft.numbers, draft.tables
    tables["measure"] = [measure_row(draft, m) for m in scheme.measures]
    tables["term"] = [
        [
            tie_code(t.tie),
            draft.place("list", t.list),
            points_row(draft, t.points),
            lay.FOREVER if t.at_most is None else t.at_most,
            i,
        ]
        for i, t in enumerate(counting_terms(scheme))
    ]
    tables["spread"] = [
        [
            draft.place("rule", s.rule),
            draft.place("list", s.list),
            tie_code(s.to),
            draft.place("rule" if s.rule else "list", s.lands),
            int(s.mode == "mirror"),
            numbers.add_probability(s.p_carry),
            numbers.add(s.share_points, convert=bits_of_float),
            s.hops,
            draft.mask(s.only),
            int(s.fault_required),
            draft.key(f"spread:{s.id}"),
            draft.key(f"carry:{s.id}"),
            int((unit_of_rule if s.rule else unit_of_list)(scheme, s.lands or s.rule or s.list) == FIRM),
        ]
        for s in scheme.spread
    ]


def measure_row(draft: Draft, measure: Measure) -> list[int]:
    """One measure."""
    numbers = draft.numbers
    kind = ("deny", "grant", "burden", "lose", "inspect").index(measure.kind)
    domains = sorted({m.domain for m in draft.scheme.measures})
    if measure.any_member and not any(n.id == measure.need and n.per == "household" for n in draft.bundle.needs.needs):
        raise RunError("E336", f'measure "{measure.id}": any_member is for a need per household')
    return [
        kind,
        bits_of(draft, "band", measure.band),
        draft.place("list", measure.list),
        draft.place("gate", measure.gate),
        draft.place("discretion", measure.discretion),
        draft.place("rule", measure.rule),
        draft.place("need", measure.need),
        draft.place("channel", measure.channel),
        numbers.add_while_on(measure.factor, measure, convert=bits_of_float, off=1.0),
        numbers.add_while_on(measure.enforcement, measure, convert=chance_of),
        numbers.add_probability(measure.exempt),
        draft.key(f"enforce:{measure.id}"),
        draft.key(f"exempt:{measure.id}"),
        add_penalty_tallies(draft, f"measure:{measure.id}"),
        domains.index(measure.domain),
        draft.place("recipient", measure.copy),
        int(measure.any_member),
        numbers.add_probability(measure.mistaken.p if measure.mistaken else None),
        draft.key(f"mistaken:{measure.id}"),
        int(measure.mistaken is not None and measure.mistaken.lasting),
        bits_of(draft, "gate", () if measure.gate is None else (measure.gate, *measure.or_gates)),
    ]
