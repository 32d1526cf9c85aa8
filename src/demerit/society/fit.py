"""A scheme on its society: loaded together, checked together."""

from __future__ import annotations

from pathlib import Path as FilePath

from demerit.errors import Defect, InputError
from demerit.evidence.catalogue import find
from demerit.evidence.yamltext import Places
from demerit.scheme.check import scheme_defects
from demerit.scheme.load import read_scheme
from demerit.scheme.model import Scheme
from demerit.scheme.names import Names
from demerit.society.check import society_defects
from demerit.society.load import SocietyBundle, load_society

__all__ = ["check_scheme", "check_scheme_text", "names_of", "open_scheme"]


def names_of(bundle: SocietyBundle, /) -> Names:
    """What a scheme may name of a society."""
    society = bundle.society
    ties = {tie.id for tie in society.ties} | ({"household"} if society.households else set())
    return Names(
        attributes={attribute.id: attribute.values for attribute in society.attributes},
        joint=frozenset(attribute.id for attribute in society.attributes if attribute.joint),
        opens={behaviour.id: behaviour.opens for behaviour in bundle.conduct.behaviours},
        of={behaviour.id: behaviour.of for behaviour in bundle.conduct.behaviours},
        gravity={behaviour.id: behaviour.gravity for behaviour in bundle.conduct.behaviours},
        protected={behaviour.id: behaviour.protected for behaviour in bundle.conduct.behaviours},
        domain={behaviour.id: behaviour.domain for behaviour in bundle.conduct.behaviours},
        per={need.id: need.per for need in bundle.needs.needs},
        essential=frozenset(need.id for need in bundle.needs.needs if need.essential),
        special={attribute.id: attribute.special for attribute in society.attributes if attribute.special},
        obligations=frozenset(obligation.id for obligation in bundle.conduct.obligations),
        incomes=frozenset(income.id for income in bundle.conduct.incomes),
        needs=frozenset(need.id for need in bundle.needs.needs),
        ties=frozenset(ties | ({"officer", "employee"} if society.firms else set())),
    )


def check_scheme(name: str | FilePath, /, *, society: str | FilePath | None = None) -> list[Defect]:
    """Find everything that is wrong with a scheme, its society, and the two together.

    Parameters
    ----------
    name : str or path
        Path to a scheme file, or id in the catalogue.
    society : str or path, optional
        Another society than the one the scheme names.

    Returns
    -------
    list of Defect
        Sorted by file and place; empty when there is none.
    """
    try:
        found = find(name, folder="schemes")
    except InputError as error:
        return list(error.defects)
    return check_scheme_text(found.raw, file=found.name, folder=found.folder, society=society)


def check_scheme_text(
    raw: bytes, /, *, file: str, folder: FilePath | None = None, society: str | FilePath | None = None
) -> list[Defect]:
    """Check a scheme that is given as bytes (an editor's); in ``folder`` files it names are looked for first."""
    return examine(raw, file, folder, society)[0]


def open_scheme(name: str | FilePath, /, *, society: str | FilePath | None = None) -> tuple[Scheme, SocietyBundle]:
    """Load a scheme with its society, both without any fault.

    Parameters
    ----------
    name : str or path
        Path to a scheme file, or id in the catalogue.
    society : str or path, optional
        Another society than the one the scheme names.

    Returns
    -------
    (Scheme, SocietyBundle)

    Raises
    ------
    InputError
        With every fault of both.
    """
    found = find(name, folder="schemes")
    defects, scheme, bundle = examine(found.raw, found.name, found.folder, society)
    if defects or scheme is None or bundle is None:
        raise InputError(defects)
    return scheme, bundle


def examine(
    raw: bytes, file: str, folder: FilePath | None, society: str | FilePath | None
) -> tuple[list[Defect], Scheme | None, SocietyBundle | None]:
    """Load and check both; what could not be loaded is ``None``."""
    try:
        scheme, places = read_scheme(raw, file=file, folder=folder)
    except InputError as error:
        return list(error.defects), None, None
    try:
        bundle = load_society(society if society is not None else scheme.society, beside=folder)
    except InputError as error:
        told = [named(defect, places) if society is None else defect for defect in error.defects]
        return sorted({*told, *scheme_defects(scheme, places=places)}), scheme, None
    found = scheme_defects(scheme, places=places, names=names_of(bundle))
    return sorted({*found, *society_defects(bundle)}), scheme, bundle


def named(defect: Defect, places: Places) -> Defect:
    """Move the defect of a society that is not there to the line that names it."""
    if defect.code != "S100":
        return defect
    return places.defect("S201", ("society",), defect.message, defect.hint)
