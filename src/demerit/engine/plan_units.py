"""People and firms: each has its own array of whole numbers, in which what is of the other is neutral.

So the kernels know no units. The two arrays have the same tables in the same order; in the array of the firms the rules
of persons meet nothing, their lists have no ways, their measures hang on nothing, and the other way round. Only the
main unit's array has score, gates, discretion and groups.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.draft import Draft
from demerit.engine.quantities import factor_of
from demerit.errors import RunError
from demerit.scheme.model import Channel, Rule
from demerit.scheme.units import FIRM, PEOPLE, Kind, kind_of, measure_unit, people_unit, unit_of_list, units

__all__ = ["add_false_about", "general_of", "groups_of", "kinds_of", "main_kind", "only_main", "tables_of"]

Tables = dict[str, list[list[int]]]
NOTHING = -2
"""A need that nobody has: what hangs on it never happens."""
FILES = {"person": 0, "household": 1}


def main_kind(draft: Draft, /) -> Kind:
    """Kind of the main unit."""
    return kind_of(draft.scheme.subjects.unit)


def kinds_of(draft: Draft, /) -> tuple[Kind, ...]:
    """Kinds that have files, conduct or obligations, the main one first.

    Raises
    ------
    RunError
        If there are firms and no cell is left for them.
    """
    conduct = draft.bundle.conduct
    have = {kind_of(unit) for unit in units(draft.scheme)} | {kind_of(b.of) for b in conduct.behaviours}
    opened = {b.opens for b in conduct.behaviours}
    if any(o.open_at_start is not None and o.id not in opened for o in conduct.obligations):
        have.add(PEOPLE)  # what nobody opens is owed by persons
    if FIRM in have and draft.population.n_cells > 65535:
        raise RunError("E326", "with firms, the joint attributes may make at most 65,535 cells")
    main = main_kind(draft)
    return (main, *(kind for kind in (PEOPLE, FIRM) if kind in have and kind != main))


def has_files(draft: Draft, kind: Kind) -> bool:
    """Whether a kind has files."""
    return any(kind_of(unit) == kind for unit in units(draft.scheme))


def groups_of(draft: Draft, /) -> tuple[tuple[str, ...], list[list[int]]]:
    """Names of the groups, and the group of each cell for each compared joint attribute and each crossed pair."""
    population, names, columns = draft.population, ["all"], []
    if main_kind(draft) == PEOPLE:
        for attribute in population.society.attributes:
            if attribute.joint and attribute.compare:
                columns.append(population.cell_values(attribute.id).astype(np.int64) + len(names))
                names.extend(f"{attribute.id}={value}" for value in attribute.values)
        known = {attribute.id: attribute.values for attribute in population.society.attributes}
        for first, second in population.society.cross:
            place = population.cell_values(first).astype(np.int64) * len(known[second]) + population.cell_values(second)
            columns.append(place + len(names))
            names.extend(f"{first}={a}&{second}={b}" for a in known[first] for b in known[second])
    rows = np.stack(columns, axis=1) if columns else np.zeros((population.n_cells, 0), dtype=np.int64)
    others = ("firm" if kind == FIRM else people_unit(draft.scheme) or "person" for kind in kinds_of(draft)[1:])
    return (*names, *(f"unit={name}" for name in others)), rows.tolist()


def general_of(draft: Draft, general: list[int], /, *, kind: Kind) -> list[int]:
    """Numbers of the scheme as a whole, as they are for a kind."""
    g, scheme = list(general), draft.scheme
    people = people_unit(scheme)
    g[lay.G_PEOPLE] = -1 if people is None else FILES[people]
    g[lay.G_FIRMS], g[lay.G_FIRST_FIRM] = int(has_files(draft, FIRM)), int(main_kind(draft) == FIRM)
    g[lay.G_PLAIN] = draft.population.n_cells
    g[lay.G_UNIT] = 2 if kind == FIRM else max(0, g[lay.G_PEOPLE])
    if not has_files(draft, kind):
        g[lay.G_SUBJECT_Q] = draft.numbers.add_whole([0])
    elif kind == FIRM:
        g[lay.G_SUBJECT_Q] = -1
    if kind != main_kind(draft):
        g[lay.G_HAS_SCORE] = g[lay.G_CARD] = g[lay.G_RUNNING] = g[lay.G_MEAN] = g[lay.G_N_BANDS] = 0
        g[lay.G_SHARES_EVERY] = 0
        g[lay.G_BEST_Q] = g[lay.G_MIX_Q] = -1
        g[lay.G_LIST_LIMITS] = 0
    clean = [r for r in scheme.rules if r.recurring is not None and r.recurring.when == "clean"]
    g[lay.G_CLEAN] = int(any(is_of(draft, rule, kind) for rule in clean))
    return g


def is_of(draft: Draft, rule: Rule, kind: Kind) -> bool:
    """Whether a rule is of a kind."""
    return kind_of(rule.unit or draft.scheme.subjects.unit) == kind


def tables_of(draft: Draft, /, *, kind: Kind) -> Tables:
    """The tables, with what is of the other kind made neutral."""
    scheme, tables = draft.scheme, {name: [list(row) for row in rows] for name, rows in draft.tables.items()}
    mine = [is_of(draft, rule, kind) for rule in scheme.rules]
    tables["rule_at"], tables["rule_of"] = [], []
    for behaviour in draft.bundle.conduct.behaviours:
        tables["rule_at"].append([len(tables["rule_of"])])
        tables["rule_of"].extend([i] for i, rule in enumerate(scheme.rules) if rule.on == behaviour.id and mine[i])
    tables["rule_at"].append([len(tables["rule_of"])])
    for row, own in zip(tables["rule"], mine, strict=True):
        row[lay.RU_RECUR] = row[lay.RU_RECUR] if own else 0
    for listed, row in zip(scheme.lists, tables["list"], strict=True):
        if kind_of(unit_of_list(scheme, listed.id)) != kind:
            row[lay.LI_ENTRY_TO], row[lay.LI_EXIT_TO] = row[lay.LI_ENTRY_FROM], row[lay.LI_EXIT_FROM]
            row[lay.LI_NOT_IF] = row[lay.LI_IMPLIES] = row[lay.LI_REPLACED] = 0
        if kind != main_kind(draft):
            row[lay.LI_TO_BAND] = -1
    for measure, row in zip(scheme.measures, tables["measure"], strict=True):
        if kind_of(measure_unit(scheme, measure)) != kind:
            row[lay.ME_KIND], row[lay.ME_NEED], row[lay.ME_CHANNEL] = int(lay.INSPECT), NOTHING, NOTHING
            row[lay.ME_BANDS] = 0
            row[lay.ME_LIST] = row[lay.ME_GATE] = row[lay.ME_DISC] = row[lay.ME_RULE] = row[lay.ME_COPY] = -1
    for need, row in zip(draft.bundle.needs.needs, tables["need"], strict=True):
        if kind_of(need.per) != kind:
            row[lay.NE_TO] = row[lay.NE_FROM]
        elif kind == FIRM:
            row[lay.NE_PER] = 0
    unjudge_others(draft, tables, kind)
    turn_channels(draft, tables, kind)
    return tables


def unjudge_others(draft: Draft, tables: Tables, kind: Kind) -> None:
    """Nobody asks what is true of a list or band of the other kind."""
    for listed, row in zip(draft.scheme.lists, tables["list_more"], strict=True):
        if kind_of(unit_of_list(draft.scheme, listed.id)) != kind:
            row[lay.LM_TRUTH] = -1
    if kind != main_kind(draft):
        for row in tables["band_more"]:
            row[lay.BM_TRUTH] = -1


def turn_channels(draft: Draft, tables: Tables, kind: Kind) -> None:
    """Channels cover nobody of a kind of whose conduct they watch nothing, and make up that kind's conduct only."""
    of = {b.id: b.of for b in draft.bundle.conduct.behaviours}
    parts = tables["false_of"]
    for i, (channel, row) in enumerate(zip(draft.scheme.channels, tables["channel"], strict=True)):
        first, last, total = parts[2 * i + int(kind == FIRM)]
        row[lay.CH_FALSE_FROM], row[lay.CH_FALSE_TO], row[lay.CH_FALSE_TOTAL] = first, last, total
        row[lay.CH_FALSE] = int(row[lay.CH_FALSE] == 1 and total > 0)
        if not any(kind_of(of[watch.behaviour]) == kind for watch in channel.watches):
            row[lay.CH_COVER_Q] = draft.numbers.add_whole([0])


def add_false_about(draft: Draft, channel: Channel, /) -> None:
    """Cumulative weights of the behaviours that false records are about, for people and for firms."""
    of, rows, false = (
        {b.id: b.of for b in draft.bundle.conduct.behaviours},
        draft.tables["false"],
        channel.false_records,
    )
    for kind in (PEOPLE, FIRM):
        first, total = len(rows), 0
        for watch in channel.watches if false is not None else ():
            if false is not None and kind_of(of[watch.behaviour]) == kind:
                total += factor_of(false.about.get(watch.behaviour, 0.0 if false.about else 1.0))
                rows.append([draft.places["behaviour"][watch.behaviour], total])
        draft.tables["false_of"].append([first, len(rows), total])


def only_main(draft: Draft, numbers: NDArray[np.int64], /, *, kind: Kind) -> NDArray[np.int64]:
    """The array of a kind without what only the main one has: groups, gates, discretion."""
    if kind != main_kind(draft):
        numbers[lay.O_N_GROUP] = numbers[lay.O_N_GATE] = numbers[lay.O_N_DISC] = 0
    return numbers
