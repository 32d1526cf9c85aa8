"""How conduct becomes records. Records of a scheme; see ``model.py``."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from demerit.evidence.quantity import (
    Days,
    Factor,
    Flag,
    Identifier,
    Month,
    Number,
    Probability,
    Rate,
    Records,
    Whole,
    record,
)

__all__ = ["Channel", "Confusion", "FalseRecords", "Inspection", "Misattribution", "Patrols", "Watch"]


@record
class Watch:
    """A behaviour a channel watches, with its own sensitivity (else the channel's)."""

    behaviour: Identifier
    sensitivity: Probability | None = None


@record
class FalseRecords:
    """Records of acts that never happened: a Poisson process per covered subject, never thinned.

    ``about`` weighs the watched behaviours (default equal).
    """

    rate: Rate
    about: dict[str, Number] = field(default_factory=dict)


@record
class Misattribution:
    """A true record lands, instead of on the actor, on another subject of the actor's block of 4,096 uids.

    ``alike`` names attributes in which the other must equal the actor.
    """

    p: Probability
    alike: tuple[Identifier, ...] = ()


@record
class Confusion:
    """One behaviour is recorded as another with chance ``p``."""

    of: Identifier
    recorded_as: Identifier
    p: Probability


@record
class Inspection:
    """The channel looks harder at those with a live adverse entry of its own records: sensitivity times ``factor``."""

    factor: Factor
    within_months: Whole = 12


@record
class Patrols:
    """Patrols go where the channel's records were: sensitivity times their number a head, by a joint attribute ``by``.

    ``start`` records are known of each value at the start. ``corrected``: a record counts less where patrols were more.
    """

    by: Identifier
    start: Records
    corrected: Flag = False


@record
class Channel:
    """How a behaviour becomes a record. ``since``, ``until``: in other months it records nothing."""

    id: Identifier
    label: str = ""
    watches: tuple[Watch, ...] = ()
    sensitivity: Probability | None = None
    coverage: Probability | None = None
    coverage_by: Literal["subject", "household", "block"] = "subject"
    false_records: FalseRecords | None = None
    misattribution: Misattribution | None = None
    confusion: tuple[Confusion, ...] = ()
    delay: Days | None = None
    inspection: Inspection | None = None
    patrols: Patrols | None = None
    since: Month | None = None
    until: Month | None = None
    source: tuple[str, ...] = ()
    note: str = ""
