"""Reading a society and the four files it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TypeVar

from demerit.errors import Defect, InputError
from demerit.evidence.catalogue import find
from demerit.evidence.form import read_text, to_record
from demerit.evidence.yamltext import Places, Text
from demerit.society.extends import extended, find_society
from demerit.society.model import Beliefs, Conduct, Needs, Responses, Society
from demerit.society.personlike import person_like_defects

__all__ = ["COMPANIONS", "SocietyBundle", "load_companion", "load_society", "read_people", "read_society"]

COMPANIONS = ("conduct", "needs", "beliefs", "responses")
"""Files a society names: each is a key of the society, a folder and a format."""

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class SocietyBundle:
    """A society with its conduct, needs, beliefs and responses; those it does not name are empty.

    ``places`` has the places of each file, by ``society``, ``conduct``, ``needs``, ``beliefs``, ``responses``; it takes
    no part in equality.
    """

    society: Society
    conduct: Conduct
    needs: Needs
    beliefs: Beliefs
    responses: Responses
    places: Mapping[str, Places] = field(default_factory=dict, compare=False, repr=False)


def load_society(name: str | FilePath, /, *, beside: FilePath | None = None) -> SocietyBundle:
    """Load a society with the files it names. The form is checked; the meaning is checked by ``check_society``.

    Parameters
    ----------
    name : str or path
        Path to a file, id in the catalogue, or three-letter code of a place (see ``build``). Files it names are looked
        for beside it, in subfolders ``conduct``, ``needs``, ``beliefs``, ``responses``, and then in the catalogue.
    beside : path, optional
        Folder where an id is looked for first (such as the scheme's).

    Returns
    -------
    SocietyBundle

    Raises
    ------
    InputError
        With every fault of form in all the files, each with its line and column.
    """
    found = find_society(name, beside=beside)
    return read_society(found.raw, file=found.name, folder=found.folder)


def read_society(raw: bytes, /, *, file: str, folder: FilePath | None = None) -> SocietyBundle:
    """Read a society from bytes; ``folder`` is where the files it names are looked for first."""
    text = extended(read_text(raw, file=file, format_name="demerit.society/1"), folder=folder)
    society = people_of(Society, text)
    places, defects = {"society": text.places}, list[Defect]()

    def companion(kind: str, record: type[T], empty: T) -> T:
        wanted = getattr(society, kind)
        if wanted is None:
            return empty
        try:
            made, places[kind] = load_companion(wanted, kind, record, beside=folder)
        except InputError as error:
            defects.extend(at_reference(defect, text.places, kind) for defect in error.defects)
            return empty
        return made

    bundle = SocietyBundle(
        society=society,
        conduct=companion("conduct", Conduct, Conduct(format="demerit.conduct/1", id="none")),
        needs=companion("needs", Needs, Needs(format="demerit.needs/1", id="none")),
        beliefs=companion("beliefs", Beliefs, Beliefs(format="demerit.beliefs/1", id="none")),
        responses=companion("responses", Responses, Responses(format="demerit.responses/1", id="none")),
        places=places,
    )
    if defects:
        raise InputError(defects)
    return bundle


def load_companion(
    name: str | FilePath, kind: str, record: type[T], /, *, beside: FilePath | None = None
) -> tuple[T, Places]:
    """Load a conduct, needs, beliefs or responses file by path or id."""
    found = find(name, folder=f"societies/{kind}", beside=beside, kind=kind)
    made, text = read_people(record, found.raw, file=found.name, format_name=f"demerit.{kind}/1")
    return made, text.places


def read_people(record: type[T], raw: bytes, /, *, file: str, format_name: str) -> tuple[T, Text]:
    """Read a file about people."""
    text = read_text(raw, file=file, format_name=format_name)
    return people_of(record, text), text


def people_of(record: type[T], text: Text, /) -> T:
    """Make a record of a file about people; anything about one person is refused, whatever else is right."""
    refused = list(person_like_defects(text))
    taken = {(defect.line, defect.column) for defect in refused}
    try:
        made = to_record(record, text)
    except InputError as error:
        others = [d for d in error.defects if d.code != "S104" or (d.line, d.column) not in taken]
        raise InputError([*refused, *others]) from None
    if refused:
        raise InputError(refused)
    return made


def at_reference(defect: Defect, places: Places, kind: str) -> Defect:
    """Move the defect of a file that is not there to the line that names it."""
    if defect.code != "S100":
        return defect
    return places.defect("S201", (kind,), defect.message, defect.hint)
