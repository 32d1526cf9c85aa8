"""Schemes side by side: the parts of the files that ``includes`` names become parts of the file that names them.

What that means is written in ``docs/reference/format.md``. Nothing behind the loading knows of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from demerit.errors import Defect, InputError, nearest
from demerit.evidence.catalogue import catalogue_ids, find, is_path
from demerit.evidence.form import read_form
from demerit.evidence.yamltext import Path, Places
from demerit.scheme.checks.records import recorded_by
from demerit.scheme.declared import Include
from demerit.scheme.defaults import is_adverse
from demerit.scheme.model import Rule, Scheme
from demerit.scheme.naming import ids_in, renamed
from demerit.scheme.taken import SECTIONS, has_redress, may_be_taken, taken
from demerit.scheme.units import FIRM, units

__all__ = ["with_included"]

LONGEST_ID = 64
OF_THE_MAIN_UNIT = ("gates", "discretion", "bands", "traits")


@dataclass(frozen=True)
class File:
    """The parts of one file that go into the whole, and where they stood in it."""

    scheme: Scheme
    places: Places
    origins: dict[str, tuple[int, ...]]
    sources: dict[str, str]


def with_included(scheme: Scheme, /, *, places: Places, folder: FilePath | None) -> tuple[Scheme, Places]:
    """Put the included schemes and their host together.

    Parameters
    ----------
    scheme : Scheme
        As it is written.
    places : Places
    folder : path or None
        Folder of the file: paths are relative to it, and ids are looked for there first.

    Returns
    -------
    (Scheme, Places)
        A scheme that includes nothing, and the places of its parts, each in its own file.

    Raises
    ------
    InputError
        With the faults of form of every included file, or with what does not go together.
    """
    files, faults = list[File](), list[Defect]()
    for i, include in enumerate(scheme.includes):
        try:
            files.append(read_included(scheme, include, i, places, folder))
        except InputError as error:
            faults.extend(error.defects)
    if faults:
        raise InputError(faults)
    _, origins = taken(scheme)
    files.append(File(scheme, places, dict(origins), {name: name for name in scheme.sources}))
    faults.extend(collisions(files, places))
    if faults:
        raise InputError(faults)
    return together(files)


def read_included(host: Scheme, include: Include, number: int, places: Places, folder: FilePath | None) -> File:
    """Read one included file and take its parts, or say at the line that names it why not."""
    here: Path = ("includes", number)
    name = include.scheme
    if is_path(name) and folder is not None:
        name = str(folder / name)
    try:
        shelf = "channels" if name in catalogue_ids("channels") else "schemes"
        found = find(name, folder=shelf, beside=folder, kind="scheme")
    except InputError as error:
        told = [places.defect("S222", (*here, "scheme"), each.message, each.hint) for each in error.defects]
        raise InputError(told) from None
    guest, text = read_form(Scheme, found.raw, file=found.name, format_name="demerit.scheme/1")
    faults = list(misfits(host, guest, include, number, places))
    if faults:
        raise InputError(faults)
    main = guest.subjects.unit
    part, origins = taken(guest, wanted=include.parts)
    if main != host.subjects.unit:
        part = replace(
            part,
            rules=tuple(replace(rule, unit=rule.unit or main) for rule in part.rules),
            lists=tuple(replace(item, unit=item.unit or main) for item in part.lists),
        )
    sources = {name: f"{include.prefix}-{name}" if include.prefix else name for name in guest.sources}
    if include.prefix:
        new: dict[str, Any] = {
            section: renamed(getattr(part, section), prefix=include.prefix, sources=sources)
            for section in (*SECTIONS, "score", "redress")
        }
        part = replace(part, **new)
    return File(part, text.places, dict(origins), sources)


def misfits(host: Scheme, guest: Scheme, include: Include, number: int, places: Places) -> Iterator[Defect]:
    """What of an included scheme does not fit its host."""
    here: Path = ("includes", number)
    if guest.includes:
        told = f'scheme "{guest.id}" includes others itself'
        yield places.defect("S223", (*here, "scheme"), told, "Include each of them here.")
    allowed = may_be_taken(guest)
    for j, name in enumerate(include.parts):
        if name not in allowed:
            told = f'scheme "{guest.id}" has no part "{name}"'
            yield places.defect("S226", (*here, "parts", j), told, nearest(name, allowed))
    strange = [unit for unit in units(guest) if unit not in units(host)]
    if strange:
        told = f'scheme "{guest.id}" is on files of a {strange[0]}, and this one has none'
        yield places.defect("S225", (*here, "scheme"), told, "Name the unit in subjects.")
    elif guest.subjects.unit != host.subjects.unit and (
        guest.score.kind != "none" or any(getattr(guest, section) for section in OF_THE_MAIN_UNIT)
    ):
        told = f'score, gates and discretion of scheme "{guest.id}" are of its main unit, {guest.subjects.unit}'
        yield places.defect("S225", (*here, "scheme"), told, "The main unit of both must be the same.")
    if units(guest) != (FIRM,):
        for attribute, values in guest.subjects.only.items():
            if not set(host.subjects.only.get(attribute, ("", *values))) <= set(values):
                told = f'scheme "{guest.id}" is only on people with {attribute} {", ".join(values)}'
                yield places.defect("S225", (*here, "scheme"), told, "Ask for the same, or for less, in subjects.only.")
    ids = [name for section in (*SECTIONS, "redress") for name in ids_in(getattr(guest, section))]
    long = [name for name in ids if include.prefix and len(name) + len(include.prefix) + 1 > LONGEST_ID]
    if long:
        told = f'"{include.prefix}-{min(long)}" is longer than {LONGEST_ID} letters'
        yield places.defect("S106", (*here, "prefix"), told, "Take a shorter prefix.")


def collisions(files: Sequence[File], places: Places) -> Iterator[Defect]:
    """Ids taken, and second scores or redress: told where the file is included that brings the second."""
    order = [len(files) - 1, *range(len(files) - 1)]  # the host first
    seen: dict[str, str] = {}
    cited: dict[str, Any] = {}
    scored = ways = ""
    for i in order:
        part, here = files[i].scheme, ("includes", i, "scheme")
        ids = {name for section in SECTIONS for name in ids_in_section(part, section)}
        ids |= ids_in(part.score) | ids_in(part.redress)
        again = sorted(name for name in ids if name in seen)
        if again:
            told = f'"{again[0]}" of scheme "{part.id}" is an id of scheme "{seen[again[0]]}"'
            yield places.defect("S220", here, told, "Give the included scheme a prefix.")
        seen.update({name: part.id for name in ids if name not in seen})
        new = {files[i].sources[name]: source for name, source in part.sources.items()}
        other = sorted(name for name, source in new.items() if cited.get(name, source) != source)
        if other:
            told = f'source "{other[0]}" of scheme "{part.id}" is another source elsewhere'
            yield places.defect("S220", here, told, "Give the included scheme a prefix.")
        cited.update(new)
        for word, there, first in (
            ("score", part.score.kind != "none", scored),
            ("redress", has_redress(part), ways),
        ):
            if there and first:
                told = f'scheme "{part.id}" has a {word}, and scheme "{first}" has one already'
                yield places.defect("S224", here, told, f"Name the parts to take, without {word}.")
        scored = scored or (part.id if part.score.kind != "none" else "")
        ways = ways or (part.id if has_redress(part) else "")


def ids_in_section(scheme: Scheme, section: str) -> set[str]:
    """Ids that the parts of a section define; recipients of copies may be the same in several files."""
    copies = {copy.id for item in scheme.lists for copy in item.copies} if section == "lists" else set()
    found = set().union(*(ids_in(part) for part in getattr(scheme, section)))
    return found - copies


def together(files: Sequence[File]) -> tuple[Scheme, Places]:
    """One scheme of all files: the included first, in the order of ``includes``; the rest is the host's."""
    host = files[-1]
    moved: dict[Path, tuple[Places, Path]] = {}
    merged: dict[str, Any] = {"includes": ()}
    for section in SECTIONS:
        parts = [(file, i, part) for file in files for i, part in pairs(file, section)]
        moved.update({(section, k): (file.places, (section, i)) for k, (file, i, _) in enumerate(parts)})
        merged[section] = tuple(part for _, _, part in parts)
    for file in files:
        for section, there in (("score", file.scheme.score.kind != "none"), ("redress", has_redress(file.scheme))):
            if there and file is not host:
                merged[section] = getattr(file.scheme, section)
                moved[section,] = (file.places, (section,))
        moved.update({("sources", new): (file.places, ("sources", old)) for old, new in file.sources.items()})
    merged["rules"] = tuple(rule for file in files for rule in with_own_channels(file, files))
    merged["sources"] = {file.sources[name]: source for file in files for name, source in file.scheme.sources.items()}
    for texts in ("not_modelled", "unknowns"):
        said = [f"{file.scheme.id}: {text}" for file in files[:-1] for text in getattr(file.scheme, texts)]
        merged[texts] = (*getattr(host.scheme, texts), *said)
    whole = with_own_redress(replace(host.scheme, **merged), files)
    return whole, replace(host.places, moved=moved)


def pairs(file: File, section: str) -> Iterator[tuple[int, Any]]:
    """Parts of a section with the places they had in their file."""
    return zip(file.origins[section], getattr(file.scheme, section), strict=True)


def with_own_channels(file: File, files: Sequence[File]) -> Iterator[Rule]:
    """Rules that leave out ``via`` mean the channels of their own file, if one of these records what they are on."""
    others = [eye for other in files if other is not file for eye in other.scheme.channels]
    for rule in file.scheme.rules:
        own = tuple(eye.id for eye in file.scheme.channels if rule.on in recorded_by(eye))
        mixed = bool(own) and not rule.via and any(rule.on in recorded_by(eye) for eye in others)
        yield replace(rule, via=own) if mixed else rule


def with_own_redress(whole: Scheme, files: Sequence[File]) -> Scheme:
    """Redress that leaves out ``rules`` means the adverse rules of its own file, if that has any."""
    file = next((file for file in files if has_redress(file.scheme)), None)
    if file is None or whole.redress.rules:
        return whole
    adverse = [rule.id for rule in whole.rules if is_adverse(rule, scheme=whole) is not False]
    ids = {rule.id for rule in file.scheme.rules}
    own = tuple(name for name in adverse if name in ids)
    if not own or len(own) == len(adverse):
        return whole
    return replace(whole, redress=replace(whole.redress, rules=own))
