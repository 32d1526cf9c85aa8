"""How the tests try random schemes, and how they read what happened."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, settings

from demerit.ledger.model import LOG_KINDS, Ledger

__all__ = ["Row", "happened", "trials"]

Row = tuple[Any, ...]


def trials(number: int) -> settings:
    """So many trials, the same each time, reported as drawn: a trial takes seconds, so it is not made smaller."""
    return settings(
        phases=(Phase.explicit, Phase.generate),
        max_examples=number,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )


def happened(ledger: Ledger, *, below: int = 1 << 62) -> set[Row]:
    """What happened to the people below a uid, by name, whatever its order inside the month."""
    names = ledger.manifest["log_items"]
    assert ledger.log is not None
    return {
        (
            int(r["uid"]),
            int(r["month"]),
            LOG_KINDS[r["kind"]],
            names[r["item"]],
            int(r["points"]),
            int(r["cause"]),
            int(r["address"]),
        )
        for r in ledger.log[ledger.log["uid"] < below]
    }
