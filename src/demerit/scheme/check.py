"""What a scheme must mean: every rule of ``checks/`` on one scheme."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from demerit.errors import Defect
from demerit.evidence.check_names import check_dates, check_ids, check_whole
from demerit.evidence.check_quantity import check_grades, check_quantities, check_sources
from demerit.evidence.register import shared_sources
from demerit.evidence.yamltext import Places
from demerit.scheme.check_declaration import check_declaration
from demerit.scheme.checks.case import Case
from demerit.scheme.checks.consequences import LIMITS, check_measures, check_period, check_redress, check_spread
from demerit.scheme.checks.counted import check_counted
from demerit.scheme.checks.dates import check_clocks, check_months
from demerit.scheme.checks.limits import check_limits
from demerit.scheme.checks.lists import check_entries, check_exits, check_implied, check_lists
from demerit.scheme.checks.records import check_channels, check_patrols, check_ratings, check_rules, check_schedules
from demerit.scheme.checks.references import check_attributes, check_own_names, check_society_names
from demerit.scheme.checks.score import check_bands, check_card, check_score, check_shares, check_terms
from demerit.scheme.checks.units import check_spread_units, check_unit_names, check_units_met
from demerit.scheme.model import Copy, Scheme
from demerit.scheme.names import Names

__all__ = ["CHECKS", "scheme_defects"]

CHECKS: tuple[Callable[[Case], Iterator[Defect]], ...] = (
    check_own_names,
    check_society_names,
    check_attributes,
    check_period,
    check_months,
    check_clocks,
    check_channels,
    check_patrols,
    check_rules,
    check_schedules,
    check_ratings,
    check_score,
    check_terms,
    check_bands,
    check_shares,
    check_card,
    check_lists,
    check_entries,
    check_exits,
    check_implied,
    check_measures,
    check_spread,
    check_unit_names,
    check_units_met,
    check_spread_units,
    check_redress,
    check_limits,
    check_declaration,
    check_counted,
)
"""Rules, one kind of thing each."""


def scheme_defects(scheme: Scheme, /, *, places: Places | None = None, names: Names | None = None) -> list[Defect]:
    """Find everything that is wrong with the meaning of a scheme.

    Parameters
    ----------
    scheme : Scheme
    places : Places, optional
        Places of its parts in its file; without them defects have no line.
    names : Names, optional
        Names of the society it is put on; without them what refers to the society is not checked.

    Returns
    -------
    list of Defect
        Sorted by place; empty when there is none.
    """
    where = places if places is not None else Places(scheme.id)
    case = Case(scheme, where, names)
    found = {defect for check in CHECKS for defect in check(case)}
    joint = None if names is None else {key: names.attributes[key] for key in names.joint}
    found.update(check_quantities(scheme, places=where, attributes=joint))
    found.update(check_sources(scheme, places=where, shared=shared_sources().keys()))
    found.update(check_grades(scheme, places=where))
    found.update(check_dates(scheme, places=where))
    found.update(check_ids(scheme, places=where, apart=(Copy,)))
    found.update(check_whole(scheme, places=where, limits=LIMITS))
    return sorted(found)
