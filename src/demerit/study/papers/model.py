"""What is held against a published result: its figures one by one, and whether all of them are met."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Figure", "Item", "Kind", "Reproduced", "not_done", "reproduced"]


class Kind(StrEnum):
    """How near a published result can be met."""

    EXACT = "exact"
    ROUNDED = "rounded"
    CHANCE = "chance"
    SIGN = "sign"
    ANCHOR = "anchor"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number of ours beside the published one.

    Attributes
    ----------
    name : str
        What it is; unique in its item.
    ours : float
    published : float or None
        In the same unit; may be a law worked out from published numbers. None where nothing was published.
    tolerance : float or None
        Largest distance that passes, at least 0. None: only the sign is compared.
    unit : str
        ``share``, ``people``, ``points``, ...: figures of one unit are drawn on one scale.
    chance : bool
        Whether ours hangs on dice: the tolerance is then ``papers.engine.Z`` standard errors of the law.
    """

    name: str
    ours: float
    published: float | None
    tolerance: float | None
    unit: str = "share"
    chance: bool = False

    @property
    def passed(self) -> bool | None:
        """Whether it is met; what is no number never is. None where there is nothing to meet."""
        if self.published is None:
            return None
        if not (math.isfinite(self.ours) and math.isfinite(self.published)):
            return False
        if self.tolerance is None:
            return sign(self.ours) == sign(self.published)
        return abs(self.ours - self.published) <= self.tolerance


def sign(value: float) -> int:
    """1, 0 or -1."""
    return (value > 0) - (value < 0)


@dataclass(frozen=True, kw_only=True)
class Reproduced:
    """An item, worked out.

    Attributes
    ----------
    id : str
    passed : bool or None
        Whether every figure is met; None where the item was not worked out.
    ours : mapping of {str: float}
    published : mapping of {str: float or None}
        Figures by name, in the same unit; None where nothing was published.
    tolerance : mapping of {str: float or None}
        Largest distance that passes; None where only the sign is compared.
    how : str
        By what mechanism, in a sentence or two.
    source : str
        Whose result it is.
    reason : str
        Why it fails, or why it was not worked out.
    units : mapping of {str: str}
    chance : frozenset of str
        Names of the figures that hang on dice.
    """

    id: str
    passed: bool | None
    ours: Mapping[str, float]
    published: Mapping[str, float | None]
    tolerance: Mapping[str, float | None]
    how: str
    source: str
    reason: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    chance: frozenset[str] = frozenset()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures one by one, in order."""
        return tuple(
            Figure(
                name=name, ours=ours, published=self.published[name], tolerance=self.tolerance[name],
                unit=self.units.get(name, "share"), chance=name in self.chance,
            )
            for name, ours in self.ours.items()
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Item:
    """A published result of the list.

    Attributes
    ----------
    id : str
        A letter and a number, such as ``E5``; the letter is its family.
    title : str
    kind : Kind
    source : str
    run : callable or None
        Works it out; None where that is still to be done.
    reason : str
        Why there is nothing to work out.
    """

    id: str
    title: str
    kind: Kind
    source: str
    run: Callable[[], Reproduced] | None = None
    reason: str = ""


def reproduced(
    id: str,  # noqa: A002
    /,
    *,
    figures: Iterable[Figure],
    how: str,
    source: str,
    reason: str = "",
) -> Reproduced:
    """Put figures together; the item passes if something was published and each figure of it is met.

    Raises
    ------
    ValueError
        If two figures have one name: one would hide the other.

    Examples
    --------
    >>> half = Figure(name="half", ours=0.5001, published=0.5, tolerance=0.001)
    >>> reproduced("X1", figures=[half], how="by hand", source="nobody").passed
    True
    """
    rows = list(figures)
    by_name = {row.name: row for row in rows}
    if len(by_name) < len(rows):
        raise ValueError(f"two figures of {id} have one name")
    held = [row for row in rows if row.published is not None]
    missed = [row.name for row in held if not row.passed]
    return Reproduced(
        id=id,
        passed=bool(held) and not missed,
        ours={name: row.ours for name, row in by_name.items()},
        published={name: row.published for name, row in by_name.items()},
        tolerance={name: row.tolerance for name, row in by_name.items()},
        how=how,
        source=source,
        reason=reason or (f"not met: {'; '.join(missed)}" if missed else ""),
        units={name: row.unit for name, row in by_name.items()},
        chance=frozenset(name for name, row in by_name.items() if row.chance),
    )


def not_done(item: Item, /) -> Reproduced:
    """Return an item that nothing works out: it has no figures, and did not pass."""
    reason = item.reason or "not worked out yet"
    return Reproduced(
        id=item.id, passed=None, ours={}, published={}, tolerance={}, how="", source=item.source, reason=reason
    )
