"""Fairness measures on counts: one table of four cells a group, values as exact fractions.

A measure that divides by zero is None. Names say what they are: ``selection_rate`` is the share of a group that is
selected (aequitas calls it pprev), ``share_of_selected`` the group's share of all selected (aequitas: ppr).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

__all__ = [
    "Table",
    "against",
    "calibration",
    "demographic_parity",
    "equal_opportunity_difference",
    "equalised_odds",
    "fpr_from",
    "share_of_selected",
    "spread",
]

Share = Fraction | None


def divided(top: int, bottom: int) -> Share:
    """A fraction, or None when it divides by zero."""
    return Fraction(top, bottom) if bottom else None


@dataclass(frozen=True, kw_only=True)
class Table:
    """Counts of one group: selected or not, against the truth.

    Attributes
    ----------
    tp, fp, fn, tn : int
        Selected and true, selected and not, missed, rightly left alone; at least 0.

    Examples
    --------
    >>> black = Table(tn=990, fp=805, fn=532, tp=1369)  # ProPublica 2016, two years, medium and high
    >>> round(float(black.fpr), 4), round(float(black.ppv), 4)
    (0.4485, 0.6297)
    """

    tp: int
    fp: int
    fn: int
    tn: int

    @property
    def n(self) -> int:
        """Cases."""
        return self.tp + self.fp + self.fn + self.tn

    @property
    def selected(self) -> int:
        """Cases selected, rightly or not."""
        return self.tp + self.fp

    @property
    def prevalence(self) -> Share:
        """Share of cases that are true."""
        return divided(self.tp + self.fn, self.n)

    @property
    def selection_rate(self) -> Share:
        """Share of cases that are selected."""
        return divided(self.selected, self.n)

    @property
    def tpr(self) -> Share:
        """Share of true cases that are selected (sensitivity)."""
        return divided(self.tp, self.tp + self.fn)

    @property
    def fnr(self) -> Share:
        """Share of true cases that are missed."""
        return divided(self.fn, self.tp + self.fn)

    @property
    def fpr(self) -> Share:
        """Share of untrue cases that are selected."""
        return divided(self.fp, self.fp + self.tn)

    @property
    def ppv(self) -> Share:
        """Share of selected cases that are true (precision)."""
        return divided(self.tp, self.selected)

    @property
    def fdr(self) -> Share:
        """Share of selected cases that are untrue."""
        return divided(self.fp, self.selected)

    @property
    def npv(self) -> Share:
        """Share of cases left alone that are untrue."""
        return divided(self.tn, self.tn + self.fn)


MEASURES = ("prevalence", "selection_rate", "tpr", "fnr", "fpr", "ppv", "fdr", "npv")


def values_of(tables: Mapping[str, Table], measure: str) -> dict[str, Share]:
    """One measure in every group."""
    if measure not in MEASURES:
        raise ValueError(f"no measure {measure!r}; allowed: {', '.join(MEASURES)}")
    return {group: getattr(table, measure) for group, table in tables.items()}


def spread(tables: Mapping[str, Table], /, *, measure: str) -> tuple[Share, Share]:
    """Largest less smallest value over groups, and smallest over largest.

    Returns
    -------
    difference, ratio : Fraction or None
        None when a group has no value; the ratio also when all are 0.
    """
    found = list(values_of(tables, measure).values())
    known = [value for value in found if value is not None]
    if not known or len(known) < len(found):
        return None, None
    return max(known) - min(known), (min(known) / max(known) if max(known) else None)


def against(tables: Mapping[str, Table], /, *, measure: str, reference: str) -> dict[str, tuple[Share, Share]]:
    """Difference and ratio of a measure in each group against one group.

    Returns
    -------
    dict of {group: (difference, ratio)}
        Without the reference group.
    """
    found = values_of(tables, measure)
    base = found[reference]
    result: dict[str, tuple[Share, Share]] = {}
    for group, value in found.items():
        if group == reference:
            continue
        known = value is not None and base is not None
        difference = value - base if value is not None and base is not None else None
        result[group] = (difference, value / base if known and value is not None and base else None)
    return result


def demographic_parity(tables: Mapping[str, Table], /) -> tuple[Share, Share]:
    """Difference and ratio of selection rates (fairlearn: demographic_parity_difference, _ratio)."""
    return spread(tables, measure="selection_rate")


def equalised_odds(tables: Mapping[str, Table], /) -> tuple[Share, Share]:
    """The larger difference, and the smaller ratio, of true and false positive rates (fairlearn: equalized_odds)."""
    hits, alarms = spread(tables, measure="tpr"), spread(tables, measure="fpr")
    differences = [value for value, _ in (hits, alarms) if value is not None]
    ratios = [value for _, value in (hits, alarms) if value is not None]
    difference = max(differences) if len(differences) == 2 else None
    return difference, min(ratios) if len(ratios) == 2 else None


def equal_opportunity_difference(tables: Mapping[str, Table], /) -> Share:
    """Difference of true positive rates."""
    return spread(tables, measure="tpr")[0]


def share_of_selected(tables: Mapping[str, Table], /) -> dict[str, Share]:
    """Each group's share of all who are selected; adds to 1."""
    selected = sum(table.selected for table in tables.values())
    return {group: divided(table.selected, selected) for group, table in tables.items()}


def fpr_from(*, prevalence: Fraction, ppv: Fraction, fnr: Fraction) -> Fraction:
    """False positive rate that prevalence, precision and misses force (Chouldechova 2017, arXiv:1703.00056).

    Raises
    ------
    ZeroDivisionError
        If prevalence is 1 or precision is 0.

    Examples
    --------
    >>> fpr_from(prevalence=Fraction(1, 2), ppv=Fraction(3, 4), fnr=Fraction(0))
    Fraction(1, 3)
    """
    return prevalence / (1 - prevalence) * (1 - ppv) / ppv * (1 - fnr)


def calibration(tables: Mapping[str, tuple[int, int]], /) -> dict[str, Share]:
    """Share of true cases in each band: {band: (true cases, cases)}."""
    return {band: divided(true, cases) for band, (true, cases) in tables.items()}
