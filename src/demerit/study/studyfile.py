"""A study as a file: a question, the worlds it is asked of, what is varied, and what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any, Literal

from demerit.errors import Defect, InputError, nearest
from demerit.evidence.catalogue import find, is_path
from demerit.evidence.check_names import check_ids, check_whole
from demerit.evidence.form import read_form
from demerit.evidence.quantity import Flag, Identifier, Whole, record
from demerit.evidence.yamltext import Places
from demerit.society.population import MAX_PERSONS
from demerit.society.schema import schema_of
from demerit.study.job import FEWEST, MOST_MONTHS, MOST_REPLICATES

__all__ = ["FORMAT", "Design", "Study", "Varied", "World", "load_study", "read_study", "study_schema"]

FORMAT = "demerit.study/1"

Design = Literal["latin_hypercube", "sobol", "morris", "ends", "none"]
"""How values of the assumptions are chosen: see ``study/design.py``."""


@record
class World:
    """A scheme with safeguards, or ``none``: the people without a scheme.

    ``against`` names another world: every indicator then has a row with its difference to that world, of the same
    people with the same dice and the same assumptions.
    """

    id: Identifier
    label: str = ""
    scheme: str
    safeguards: tuple[str, ...] = ()
    against: Identifier | None = None


@record
class Varied:
    """What is varied, and how: ``n`` points of a design over all that is assumed, or over what ``over`` names.

    ``apart`` moves each number alone, not all of a kind together.
    """

    design: Design = "latin_hypercube"
    n: Whole = 64
    over: tuple[str, ...] = ()
    apart: Flag = False


@record
class Study:
    """A study file."""

    format: Literal["demerit.study/1"]
    id: Identifier
    title: str
    question: str
    about: str = ""
    worlds: tuple[World, ...]
    society: str | None = None
    sizes: tuple[Whole, ...]
    months: Whole = 60
    burn_in: Whole = 0
    replicates: Whole = 1
    blocks: Whole = 1
    seed: Whole
    assumptions: Varied = Varied()
    indicators: tuple[str, ...]
    groups: tuple[str, ...] = ("all",)


LIMITS: dict[tuple[str, str], tuple[float, float]] = {
    ("Study", "months"): (1, MOST_MONTHS),
    ("Study", "burn_in"): (0, MOST_MONTHS),
    ("Study", "replicates"): (1, MOST_REPLICATES),
    ("Study", "blocks"): (1, 10_000),
    ("Varied", "n"): (1, 1_000_000),
}
"""Intervals of the plain numbers."""


def load_study(name: str | FilePath, /) -> tuple[Study, Places]:
    """Load a study without any fault of form.

    Parameters
    ----------
    name : str or path
        A path, or an id of the catalogue. Paths in the file are meant from its folder.

    Returns
    -------
    (Study, Places)

    Raises
    ------
    InputError
        With every fault, each with its line and column.
    """
    found = find(name, folder="studies", kind="study")
    study, places = read_study(found.raw, file=found.name)
    return (study if found.folder is None else beside(study, found.folder)), places


def read_study(raw: bytes, /, *, file: str) -> tuple[Study, Places]:
    """Read a study from bytes; ``file`` is shown in errors."""
    study, text = read_form(Study, raw, file=file, format_name=FORMAT)
    faults = sorted(set(study_defects(study, text.places)))
    if faults:
        raise InputError(faults)
    return study, text.places


def study_schema() -> dict[str, Any]:
    """JSON Schema of a study file, for editors."""
    return schema_of(Study, name="study")


def beside(study: Study, folder: FilePath) -> Study:
    """Study whose paths are meant from a folder."""

    def there(name: str) -> str:
        return str(folder / name) if is_path(name) else name

    worlds = tuple(
        replace(world, scheme=there(world.scheme), safeguards=tuple(map(there, world.safeguards)))
        for world in study.worlds
    )
    return replace(study, worlds=worlds, society=None if study.society is None else there(study.society))


def study_defects(study: Study, places: Places) -> Iterator[Defect]:
    """Faults of meaning that need no other file."""
    yield from check_ids(study, places=places, apart=(World,))
    yield from check_whole(study, places=places, limits=LIMITS)
    for name in ("worlds", "sizes", "indicators", "groups"):
        if not getattr(study, name):
            yield places.defect("S105", (name,), f"the study has no {name}", "Name at least one.", key=True)
    for number, size in enumerate(study.sizes):
        if not FEWEST <= size <= MAX_PERSONS:
            told = f"It must lie in [{FEWEST:,}, {MAX_PERSONS:,}]."
            yield places.defect("S325", ("sizes", number), f"a size is {size:,} persons", told)
    if len(set(study.sizes)) < len(study.sizes):
        yield places.defect("S230", ("sizes",), "a size stands twice", "Give each size once.", key=True)
    ids = [world.id for world in study.worlds]
    for number, world in enumerate(study.worlds):
        if world.id in ids[:number]:
            told = f'the id "{world.id}" of a world is taken'
            yield places.defect("S220", ("worlds", number, "id"), told, "Give each world its own id.")
        if world.against is not None and world.against not in {*ids} - {world.id}:
            hint = nearest(world.against, [name for name in ids if name != world.id])
            where = ("worlds", number, "against")
            yield places.defect("S231", where, f'unknown world "{world.against}" to hold "{world.id}" against', hint)
