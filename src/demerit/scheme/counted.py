"""What a run counts, by name, so that a published outcome can say what of a run is the same thing.

A name is ``<kind>:<id>:<figure>``, or ``subjects``. Over the months of a total all figures are added up but ``now`` and
``before``, which are states: at the end of the last month, and of the month before the first.
"""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["FIGURES", "STATES", "SUBJECTS", "split_name"]

SUBJECTS = "subjects"

FIGURES = MappingProxyType(
    {
        "list": ("events", "now", "ended", "performed", "before"),
        "band": ("events", "now"),
        "measure": ("events",),
        "gate": ("now", "held_months"),
        "need": ("served", "reached"),
    }
)
"""Figures by kind of part.

``events``: stays, runs in a band, or refusals, burdens, losses and grants that begin; ``ended``: stays that end;
``performed``: obligations that somebody on the list performs; ``now``, ``before``: subjects in it at the end of a
month; ``held_months``: months of holders of a gate; ``served``: requests of those whom no gate stops; ``reached``:
people with at least one of these in a month.
"""

STATES = ("now", "before")
"""Figures that are never added up over months."""


def split_name(name: str, /) -> tuple[str, str, str] | None:
    """Kind, id and figure of what a run counts; None if it is no such name.

    Examples
    --------
    >>> split_name("list:red:events")
    ('list', 'red', 'events')
    >>> split_name("list:red:people") is None
    True
    """
    parts = name.split(":")
    if len(parts) != 3 or parts[2] not in FIGURES.get(parts[0], ()):
        return None
    return parts[0], parts[1], parts[2]
