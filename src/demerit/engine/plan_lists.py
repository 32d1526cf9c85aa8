"""The lists of a scheme in a plan: ways onto them, exits, copies."""

from __future__ import annotations

from demerit.engine import layout as lay
from demerit.engine.draft import Draft
from demerit.engine.plan_scheme import add_penalty_tallies, bits_of, counting_terms
from demerit.engine.quantities import chance_of, hazard_of
from demerit.engine.reach import bare
from demerit.scheme.defaults import fill_quota
from demerit.scheme.model import Copy, Entry, ListSpec, Scheme, Scorecard

__all__ = ["add_lists", "beside_arrays"]


def beside_arrays(scheme: Scheme, /) -> str:
    """What the driver reads of a scheme beside the arrays: who is published, ranks, how many cases are decided."""
    lists = [(item.id, item.published, [bare(entry.quota) for entry in item.entries]) for item in scheme.lists]
    return repr((lists, [bare(instance.capacity_per_month) for instance in scheme.redress.instances]))


def add_lists(draft: Draft, /) -> None:
    """Lists, the ways onto them, the exits."""
    tables, scheme = draft.tables, draft.scheme
    for name in ("list", "way", "exit", "exit_way", "copy"):
        tables[name] = []
    linked = {name for x in scheme.lists for e in x.entries if e.list is not None for name in (x.id, e.list)}
    linked |= {name for x in scheme.lists if x.implies for name in (x.id, *x.implies)}
    linked |= {name for x in scheme.lists if x.replaces for name in (x.id, *x.replaces)}
    linked |= {x.id for x in scheme.lists if any(e.term.owed is not None for e in x.entries)}
    for item in scheme.lists:
        entry_from, exit_from = len(tables["way"]), len(tables["exit"])
        ways = {e.id: entry_from + i for i, e in enumerate(item.entries)}
        for entry in item.entries:
            tables["way"].append(way_row(draft, item, entry))
        for leave in item.exits:
            first = len(tables["exit_way"])
            tables["exit_way"].extend([ways[e]] for e in leave.entries)
            chance = leave.p if leave.on == "performed" else None
            row = draft.numbers.add_probability(chance) if chance else draft.numbers.add(leave.rate, convert=hazard_of)
            tables["exit"].append(
                [
                    {"performed": 0, "granted": 1, "hazard": 2}[leave.on],
                    row,
                    draft.key(f"exit:{item.id}:{leave.id}"),
                    first,
                    len(tables["exit_way"]),
                    leave.lock_months,
                    int(not leave.entries),
                    draft.place("obligation", leave.obligation),
                    -1 if leave.able is None else int(leave.able),
                ]
            )
        copy_from = len(tables["copy"])
        tables["copy"].extend(copy_row(draft, item, copy) for copy in item.copies)
        measured = any(m.list == item.id and (m.need is not None or m.kind == "inspect") for m in scheme.measures)
        spreads = sum(1 << i for i, s in enumerate(scheme.spread) if s.list == item.id)
        terms = sum(1 << i for i, t in enumerate(counting_terms(scheme)) if t.list == item.id)
        tables["list"].append(
            [
                int(item.penal),
                {"ignore": 0, "restart": 1, "extend": 2}[item.again],
                entry_from,
                len(tables["way"]),
                exit_from,
                len(tables["exit"]),
                bits_of(draft, "list", item.not_if),
                bits_of(draft, "list", item.implies),
                int(measured or bool(item.exits) or item.id in linked or item.to_band is not None),
                add_penalty_tallies(draft, f"list:{item.id}"),
                spreads,
                terms,
                0,
                copy_from,
                len(tables["copy"]),
                draft.place("band", item.to_band),
                bits_of(draft, "list", [other.id for other in scheme.lists if item.id in other.replaces]),
            ]
        )


def way_row(draft: Draft, item: ListSpec, entry: Entry) -> list[int]:
    """One way onto a list."""
    numbers = draft.numbers
    rates, quota, card = entry.rates, entry.quota, draft.scheme.score.card or Scorecard(items={}, components={})
    if quota is not None:
        quota = fill_quota(quota)
    target = next((t for t in draft.scheme.targets if rates is not None and t.id == rates.target), None)
    name = f"{item.id}:{entry.id}"
    return [
        draft.place("rule", entry.rule),
        draft.place("band", entry.band),
        int(entry.on == "state"),
        numbers.add_while_on(entry.p, entry, convert=chance_of),
        draft.key(f"list:{name}"),
        int(entry.term.kind == "fixed"),
        numbers.add_days(entry.term.length),
        draft.key(f"stay:{name}"),
        numbers.add_probability(entry.extension.p if entry.extension else None),
        numbers.add_days(entry.extension.length if entry.extension else None),
        numbers.add_probability(rates.selected if rates else None),
        rates.every_months if rates else 0,
        draft.key(f"rates:{name}"),
        draft.places["list"][item.id],
        draft.place("list", entry.list),
        numbers.add_days(entry.delay),
        draft.key(f"list-delay:{name}"),
        numbers.add_probability(rates.hit if rates else None),
        numbers.add_probability(rates.false_alarm if rates else None),
        draft.place("target", target.id if target else None),
        target.window_months if target else 0,
        draft.key(f"quota:{name}"),
        -1 if quota is None or quota.component is None else list(card.components).index(quota.component),
        -1 if quota is not None and quota.take == "highest" else 1,
        entry.count,
        lay.FOREVER if entry.within_months is None else entry.within_months,
        int(entry.throughout),
        draft.place("obligation", entry.term.owed),
    ]


def copy_row(draft: Draft, item: ListSpec, copy: Copy) -> list[int]:
    """One recipient's copy of a list."""
    return [
        draft.places["list"][item.id],
        draft.places["recipient"][copy.id],
        int(copy.told_of_removal),
        draft.numbers.add_days(copy.keeps),
        draft.key(f"copy:{item.id}:{copy.id}"),
        draft.tally(f"list:{item.id}:stale:{copy.id}"),
    ]
