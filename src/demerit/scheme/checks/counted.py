"""Published outcomes: what they say that a run counts of the same thing is counted, of whom there are any."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.errors import Defect
from demerit.evidence.yamltext import Path
from demerit.scheme.checks.case import Case
from demerit.scheme.counted import SUBJECTS, split_name

__all__ = ["check_counted"]

HINT = "Such as list:<id>:events; see docs/reference/format.md."


def check_counted(case: Case) -> Iterator[Defect]:
    """Each name is of a part of the scheme; groups are of the society."""
    for i, outcome in enumerate(case.scheme.outcomes):
        for key in ("counts", "over"):
            for j, name in enumerate(getattr(outcome, key)):
                yield from fault_of(case, ("outcomes", i, key, j), name)
        if case.names is not None:
            known = case.names.attributes
            for name, values in outcome.inside.items():
                here: Path = ("outcomes", i, "inside", name)
                yield from case.unknown("S211", here, "attribute", name, known, key=True)
                yield from case.unknown("S211", here, "value", values, known.get(name, values))


def fault_of(case: Case, path: Path, name: str) -> Iterator[Defect]:
    """The fault of one name, if it has any."""
    if name == SUBJECTS:
        return
    parts = split_name(name)
    if parts is None:
        yield case.fault("S376", path, f'no run counts "{name}"', HINT)
        return
    kind, ident, _ = parts
    if kind == "need":
        known = case.names.needs if case.names is not None else {ident}
    else:
        known = {part.id for part in getattr(case.scheme, f"{kind}s")}
    yield from case.unknown("S376", path, kind, ident, known)
