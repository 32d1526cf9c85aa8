"""What a safeguard takes away by never imposing it (an enforcement of 0) is gone for the law too.

A scheme's own file is not read so: a rule that is on the books and not enforced can be enforced tomorrow.
"""

from __future__ import annotations

from dataclasses import replace

from demerit.audit.truth import Facts, Items
from demerit.scheme.model import Measure, Scheme

__all__ = ["imposed_alone"]


def imposed_alone(facts: Facts, scheme: Scheme, /, *, before: Scheme) -> Facts:
    """Facts of a scheme with safeguards, without the measures that these no longer impose and what leads to them.

    Parameters
    ----------
    facts : Facts
    scheme, before : Scheme
        With and without the safeguards.
    """
    idle_before = {measure.id for measure in before.measures if is_idle(measure)}
    gone = {measure.id for measure in scheme.measures if is_idle(measure)} - idle_before
    lists = {name: kept(items, gone) for name, items in facts.items.items() if name in ("measures", "links")}
    return replace(facts, items={**facts.items, **lists})


def is_idle(measure: Measure) -> bool:
    """Whether a measure is never imposed on anybody."""
    rate = measure.enforcement
    return rate is not None and rate.value == 0 and not (rate.by or rate.where or rate.steps)


def kept(items: Items, gone: set[str]) -> Items:
    """Items that are no measure, or lead to no measure, that is gone."""
    rows = tuple(row for row in items.rows if str(row["id"].value).rpartition(" -> ")[2] not in gone)
    return replace(items, rows=rows)
