"""Two kinds of subjects in one run: which group an indicator is about, and the words for those it counts.

The main unit counts in ``all``, the other in ``unit=...`` (``docs/odd/ledger.md``); no number mixes them.
"""

from __future__ import annotations

from dataclasses import replace

from demerit.outcomes.indicator import Indicator
from demerit.outcomes.sample import Sample

__all__ = ["counted", "other_group", "own_group", "said"]

OTHERS = ("unit=person", "unit=household", "unit=firm")
PLURAL = {"person": "persons", "household": "households", "firm": "firms"}
PARTS = {"list": "keys", "band": "keys", "measure": "keys", "rule": "rules", "need": "needs", "behaviour": "behaviours",
         "obligation": "obligations", "gate": ""}  # fmt: skip
"""Where the manifest speaks of what an id begins with; a gate is always the main unit's."""


def other_group(sample: Sample, /) -> str | None:
    """Group of the subjects that are not of the main unit; None if there are none."""
    last = sample.groups[-1]
    return last if last in OTHERS else None


def own_group(sample: Sample, ident: str, /) -> str | None:
    """The one of ``all`` and ``unit=...`` that an id counts in; None if it may count in both.

    Parameters
    ----------
    ident : str
        Of an indicator or a penalty key, such as ``list:debtors:ever``.
    """
    kind, _, rest = ident.partition(":")
    other = other_group(sample)
    if other is None or kind not in PARTS:
        return None
    part = sample.names(PARTS[kind]) if PARTS[kind] else {}
    name = f"{kind}:{rest.partition(':')[0]}" if PARTS[kind] == "keys" else rest.partition(":")[0]
    about = part.get(name, {})
    whose = str(about.get("unit") or about.get("of") or about.get("per") or sample.unit)
    return other if (whose == "firm") == (other == "unit=firm") else "all"


def counted(sample: Sample, ident: str, group: str, /) -> bool:
    """Whether an id can count anything in a group (or a pair of groups)."""
    own, other = own_group(sample, ident), other_group(sample)
    return own is None or (own == other) == (group == other)


def said(indicator: Indicator, sample: Sample, /) -> Indicator:
    """The indicator in the words of those it counts."""
    other = other_group(sample)
    if other is None or indicator.group != other:
        return indicator
    main, unit = sample.unit, other.removeprefix("unit=")

    def words(text: str) -> str:
        return PLURAL[unit] if text == PLURAL[main] else text.replace(f"{main}-", f"{unit}-")

    return replace(indicator, of=words(indicator.of), unit=words(indicator.unit),
                   reason=None if indicator.reason is None else words(indicator.reason))  # fmt: skip
