"""What a society must mean: its file and the four it names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from demerit.errors import Defect, InputError
from demerit.evidence.check_names import check_dates, check_ids, check_whole
from demerit.evidence.check_quantity import check_grades, check_quantities, check_sources
from demerit.evidence.register import shared_sources
from demerit.evidence.yamltext import Places
from demerit.society.check_conduct import (
    LIMITS,
    check_banks,
    check_behaviours,
    check_incomes,
    check_needs,
    check_response_names,
    check_responses,
)
from demerit.society.check_people import check_attributes, check_cross, check_households, check_margins, check_ties
from demerit.society.load import COMPANIONS, SocietyBundle, load_society, read_people
from demerit.society.model import Bank, Beliefs, Conduct, Needs, Responses, TieKind

__all__ = ["check_companion", "check_society", "society_defects"]


def check_society(name: str | FilePath, /) -> list[Defect]:
    """Find everything that is wrong with a society and the files it names.

    Parameters
    ----------
    name : str or path
        Path to a society file, or id in the catalogue.

    Returns
    -------
    list of Defect
        Sorted by file and place; empty when there is none.
    """
    try:
        return society_defects(load_society(name))
    except InputError as error:
        return list(error.defects)


def check_companion(raw: bytes, /, *, file: str, kind: str) -> list[Defect]:
    """Find what is wrong with a conduct, needs, beliefs or responses file alone, without a society.

    Names of attributes, and names in the other files, are not compared with anything.
    """
    record: type[Any] = {"conduct": Conduct, "needs": Needs, "beliefs": Beliefs, "responses": Responses}[kind]
    try:
        made, text = read_people(record, raw, file=file, format_name=f"demerit.{kind}/1")
    except InputError as error:
        return list(error.defects)
    found = set(anything(made, text.places, None))
    if isinstance(made, Conduct):
        found.update(check_behaviours(made, text.places))
        found.update(check_banks(made, text.places))
        found.update(check_incomes(made, text.places))
    elif isinstance(made, Needs):
        found.update(check_needs(made, text.places))
    elif isinstance(made, Responses):
        found.update(check_responses(made, text.places))
    return sorted(found)


def society_defects(bundle: SocietyBundle, /) -> list[Defect]:
    """Find everything that is wrong with the meaning of a loaded society."""
    society, place = bundle.society, bundle.places
    here = place.get("society", Places(society.id))
    joint = {attribute.id: attribute.values for attribute in society.attributes if attribute.joint}
    found = set(anything(society, here, joint))
    for check in (check_attributes, check_cross, check_margins, check_households, check_ties):
        found.update(check(society, here))
    for kind in COMPANIONS:
        record = getattr(bundle, kind)
        found.update(anything(record, place.get(kind, Places(record.id)), joint))
    conduct_place = place.get("conduct", Places(bundle.conduct.id))
    found.update(check_behaviours(bundle.conduct, conduct_place))
    found.update(check_banks(bundle.conduct, conduct_place))
    found.update(check_incomes(bundle.conduct, conduct_place))
    found.update(check_needs(bundle.needs, place.get("needs", Places(bundle.needs.id))))
    responses_place = place.get("responses", Places(bundle.responses.id))
    found.update(check_responses(bundle.responses, responses_place))
    found.update(check_response_names(bundle.responses, bundle.conduct, bundle.beliefs, responses_place))
    return sorted(found)


def anything(record: Any, places: Places, joint: dict[str, tuple[str, ...]] | None) -> Iterator[Defect]:
    """Faults that any file can have."""
    yield from check_quantities(record, places=places, attributes=joint)
    yield from check_sources(record, places=places, shared=shared_sources().keys())
    yield from check_grades(record, places=places)
    yield from check_dates(record, places=places)
    yield from check_ids(record, places=places, apart=(Bank, TieKind))
    yield from check_whole(record, places=places, limits=LIMITS)
