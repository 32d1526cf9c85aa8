"""What would be so in truth (``docs/odd/truth.md``): the plan of it, and what must be drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.draft import Draft
from demerit.engine.plan_undrawn import undrawn

__all__ = ["LONGEST", "add_aims", "add_truth", "reads_debts", "untold", "wanted"]

LONGEST = 60
"""Months up to which lengths of stays are told apart."""


def wanted(draft: Draft, /) -> frozenset[str]:
    """Behaviours whose every act must be drawn for the sake of the truth."""
    if not draft.truth:
        return frozenset()
    scheme, judged = draft.scheme, draft.judged
    found = {name for target in judged.values() if target is not None for name in target.conduct}
    if None in judged.values():
        found |= {rule.on for rule in scheme.rules if rule.on is not None}
    if scheme.bands:
        found |= {behaviour.id for behaviour in draft.bundle.conduct.behaviours if behaviour.gravity > 0}
    return frozenset(found)


def untold(draft: Draft, /) -> frozenset[str]:
    """Tallies that would be too low, because not all of the acts that they count were drawn."""
    missed = set(undrawn(draft))
    blind = [c.id for c in draft.scheme.channels if missed & {watch.behaviour for watch in c.watches}]
    found = {f"channel:{name}:{what}" for name in blind for what in ("acts", "caught", "months_clean", "months_false")}
    if missed & {b.id for b in draft.bundle.conduct.behaviours if b.gravity > 0}:
        found |= {f"band:{band.id}:{what}" for band in draft.scheme.bands for what in ("cohort", "cohort_unlawful")}
    return frozenset(found)


def add_truth(draft: Draft, /) -> None:
    """Tallies of lengths, returns, reach, cohorts and truth of lists and bands."""
    aims = aims_of(draft)
    tables = draft.tables
    tables["list_more"], tables["band_more"] = [], []
    for item in draft.scheme.lists:
        key = f"list:{item.id}"
        first = draft.tally(f"{key}:left")
        for name in ("back", "lasting", *(f"reach:{hop}" for hop in range(4))):
            draft.tally(f"{key}:{name}")
        add_lengths(draft, key)
        tables["list_more"].append([first, *judge_of(draft, key, aims)])
    for name in sorted(draft.places["band"], key=draft.places["band"].__getitem__):
        band, key = next(b for b in draft.scheme.bands if b.id == name), f"band:{name}"
        lengths = add_lengths(draft, key) if band.penal or band.rewarding else -1
        cohort = draft.tally(f"{key}:cohort")
        draft.tally(f"{key}:cohort_unlawful")
        tables["band_more"].append([lengths, cohort, *judge_of(draft, key, aims)])
    if not tables["band_more"]:
        tables["band_more"].append([-1, -1, -1, -1])


def add_lengths(draft: Draft, key: str) -> int:
    """Tallies of stays by length; the row of the first."""
    first = len(draft.tallies)
    for how in ("ended", "open"):
        for months in range(1, min(LONGEST, draft.months) + 1):
            draft.tally(f"{key}:{how}:{months}")
    return first


def judge_of(draft: Draft, key: str, aims: tuple[str, ...]) -> list[int]:
    """Who judges (-1 nobody, 0 the shadow file, else a target's place from 1) and the row of the first tally."""
    if key not in draft.judged:
        return [-1, -1]
    target, first = draft.judged[key], draft.tally(f"{key}:true:months")
    for name in ("both:months", "true:people", "both:people", *(("met", "outlived") if key[0] == "l" else ())):
        draft.tally(f"{key}:{name}")
    return [0 if target is None else 1 + aims.index(target.id), first]


def aims_of(draft: Draft) -> tuple[str, ...]:
    """Targets that judge, each once, in the order of what they judge."""
    return tuple(dict.fromkeys(target.id for target in draft.judged.values() if target is not None))


def add_aims(draft: Draft, /) -> None:
    """Windows of the targets; which targets each behaviour is in; where the plan keeps who watches a behaviour."""
    tables = draft.tables
    known = {target.id: target for target in draft.scheme.targets}
    aims = [known[name] for name in aims_of(draft)]
    tables["aim"] = [[target.window_months] for target in aims]
    tables["aim_at"], tables["aim_of"], tables["watched_at"] = [], [], []
    rows = [row[int(lay.BE_ID)] for row in tables["be"]]
    for place, behaviour in enumerate(draft.bundle.conduct.behaviours):
        tables["aim_at"].append([len(tables["aim_of"])])
        tables["aim_of"].extend([t] for t, target in enumerate(aims) if behaviour.id in target.conduct)
        tables["watched_at"].append([rows.index(place) if place in rows else -1])
    tables["aim_at"].append([len(tables["aim_of"])])


def unjudged(p: NDArray[np.int64], /) -> None:
    """Make a plan count nothing and attribute nothing: the file is a shadow."""
    p[lay.G_SHADOW], p[lay.G_LOGGING], p[lay.G_BURN] = 1, 0, 1 << 20
    for place in range(int(p[lay.O_N_LIST])):
        p[p[lay.O_LIST] + place * lay.LI_COLS + lay.LI_PENAL] = 0
    for place in range(int(p[lay.G_N_BANDS])):
        p[p[lay.O_BAND] + place * lay.BA_COLS + lay.BA_PENAL] = 0
        p[p[lay.O_BAND] + place * lay.BA_COLS + lay.BA_REWARD] = 0
    sum_up(p)


def sum_up(p: NDArray[np.int64]) -> None:
    """Mark the rules of whose entries only the points are ever read: they need no place while they outlast the run."""
    lists = [int(p[lay.O_LIST]) + place * lay.LI_COLS for place in range(int(p[lay.O_N_LIST]))]
    ways = [way for row in lists for way in range(int(p[row + lay.LI_ENTRY_FROM]), int(p[row + lay.LI_ENTRY_TO]))]
    entered = {int(p[p[lay.O_WAY] + way * lay.LE_COLS + lay.LE_RULE]) for way in ways}
    rules = [int(p[lay.O_RULE]) + place * lay.RU_COLS for place in range(int(p[lay.O_N_RULE]))]
    if p[lay.G_RERATE] > 0 or p[lay.G_MEAN] == 1 or any(p[row + lay.RU_REPEAT_ANY] for row in rules):
        return
    for rule, row in enumerate(rules):
        asked = (lay.RU_CAP_Q, lay.RU_SCHED_Q, lay.RU_REPEAT_Q, lay.RU_TO_BAND)
        p[row + lay.RU_ALONE] = int(rule not in entered and all(p[row + column] < 0 for column in asked))


def reads_debts(draft: Draft, /) -> int:
    """Whether a rule, a term or an exit reads obligations."""
    owed = any(r.recurring is not None and r.recurring.when == "open" for r in draft.scheme.rules)
    owed = owed or any(e.term.owed is not None for item in draft.scheme.lists for e in item.entries)
    return int(owed or any(e.on == "performed" for item in draft.scheme.lists for e in item.exits))
