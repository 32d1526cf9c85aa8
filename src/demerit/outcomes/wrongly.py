"""Whom two worlds of the same people reach wrongly, and the difference with its paired interval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from demerit.ledger.model import Ledger
from demerit.outcomes.ratio import Ratio, estimate
from demerit.outcomes.sample import sample_of
from demerit.outcomes.worlds import paired_row

__all__ = ["COUNTED", "reached_wrongly"]

COUNTED = {"events": "events", "wrongful": "events:wrongful", "people": "people", "people_wrongful": "people:wrongful"}
"""Counts of a penalty key: what each is called, and the tally after the key."""


def reached_wrongly(first: Ledger, second: Ledger, /, *, groups: Mapping[str, str]) -> list[dict[str, Any]]:
    """Count what penalties do in both worlds, and how many more subjects each ever reached wrongly in the first.

    Parameters
    ----------
    first, second : Ledger
        Of the same people with the same dice, with the same groups.
    groups : {key: group}
        Penalty keys of either world, each with the group of all whom it is about.

    Returns
    -------
    list of dict
        ``key``; ``subjects``; ``a`` and ``b`` with the counts of ``COUNTED``; ``value``, ``low`` and ``high`` of the
        share of all subjects ever reached wrongly in the first world less that in the second, by a paired jackknife.
    """
    samples = [replace(sample_of(ledger), groups=tuple(dict.fromkeys(groups.values()))) for ledger in (first, second)]
    places = [first.groups.index(group) for group in samples[0].groups]
    for sample in samples:
        sample.tallies.update({name: counts[places] for name, counts in sample.tallies.items()})
    found = []
    for key, group in groups.items():
        ratio = Ratio(id=key, top=((f"{key}:people:wrongful", 1),), bottom=(("subjects", 1),))
        ours, theirs = (estimate(sample, ratio=ratio) for sample in samples)
        row = paired_row(ours, theirs, place=samples[0].groups.index(group), group=group, unit="difference")
        sides = {
            side: {name: ledger.total(f"{key}:{of}", group=group) for name, of in COUNTED.items()}
            for side, ledger in (("a", first), ("b", second))
        }
        ends = {"value": row.value, "low": row.low, "high": row.high}
        found.append({"key": key, "subjects": first.total("subjects", group=group), **sides, **ends})
    return found
