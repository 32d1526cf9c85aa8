"""Small schemes in which patrols go where a channel's records were; see ``parts.py``."""

from __future__ import annotations

from typing import Any

from demerit.scheme.model import FalseRecords, Inspection, Measure, Misattribution, Patrols, Subjects
from tests.builders import behaviour, channel, points_scheme, quantity, tiny_society
from tests.twin.parts import Part

__all__ = ["PATROLLED", "patrols"]

STREETS = tiny_society(behaviour(rate=6.0), behaviour("rushing", rate=2.0, of="household"))
LAYERS = tiny_society(behaviour(rate=8.0, layers=(0.3, 0.6)))


def patrols(start: float = 4.0, *, by: str = "district", corrected: bool = False, **known: float) -> Patrols:
    """So many records known of each value at the start, more or fewer of some."""
    more: dict[str, Any] = {"by": {by: known}} if known else {}
    return Patrols(by=by, start=quantity(start, "count", range=(0.1, 90.0), **more), corrected=corrected)


PATROLLED: dict[str, Part] = {
    "patrols": Part(
        points_scheme(channels=(channel("littering", "rushing", sensitivity=0.3, patrols=patrols(north=12.0)),)),
        STREETS,
        burn_in=2,
    ),
    "patrols-of-unlike-places": Part(
        points_scheme(
            channels=(
                channel("littering", sensitivity=0.2, patrols=patrols(2.5, by="age", **{"65-90": 0.3})),
                channel("littering", name="desk", sensitivity=0.1, patrols=patrols(by="sex", male=9.0)),
            )
        ),
        STREETS,
    ),
    "corrected-patrols": Part(
        points_scheme(
            channels=(
                channel(
                    "littering",
                    sensitivity=0.3,
                    patrols=patrols(by="sex", corrected=True, male=20.0),
                    false_records=FalseRecords(rate=quantity(1.0, "per_year")),
                    misattribution=Misattribution(p=quantity(0.3)),
                    inspection=Inspection(factor=quantity(1.5, "factor"), within_months=4),
                    delay=quantity(40.0, "days"),
                    coverage=quantity(0.7),
                ),
            ),
            measures=(Measure(id="looks", kind="inspect", band=("bad",), factor=quantity(1.7, "factor")),),
        ),
        LAYERS,
    ),
    "patrols-of-households": Part(
        points_scheme(
            channels=(
                channel(
                    "littering", "rushing", sensitivity=0.4, patrols=patrols(by="sex", corrected=True, female=1.0),
                    since="2020-03", until="2020-10",
                ),
            ),
            subjects=Subjects(unit="household", only={"age": ("18-64", "65-90")}),
        ),
        STREETS,
    ),
}  # fmt: skip
