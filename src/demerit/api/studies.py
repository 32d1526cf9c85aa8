"""Studies, sweeps and sensitivities, as a notebook makes and holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from demerit.api.calls import folder_of, ready, text
from demerit.api.results import Shown
from demerit.api.rows import Rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

    from demerit.report.blocks import Block

__all__ = ["Sensitivity", "Study", "Sweep", "run_study", "sensitivity", "sweep"]

Progress = Callable[[str, float], None]
Scheme = str | PathLike[str]


class WithTables(Shown):
    """A folder with the tables of a study."""

    folder: Path

    def table(
        self, name: Literal["results", "design"] = "results", /, connection: DuckDBPyConnection | None = None
    ) -> DuckDBPyRelation:
        """A Parquet table of the study as a relation of DuckDB.

        ``results`` has a row for each run, indicator and group, ``design`` where each unknown and number stands at each
        point.

        Raises
        ------
        UsageError
            R351 if there is no such table.
        """
        import duckdb

        from demerit.errors import UsageError

        path = self.folder / f"{name}.parquet"
        if not path.is_file():
            raise UsageError("R351", f'the study {self.folder} has no table "{name}"', "Tables are results and design.")
        source = connection if connection is not None else duckdb
        relation: DuckDBPyRelation = source.read_parquet(str(path))
        return relation


@dataclass(frozen=True, repr=False)
class Sweep(WithTables):
    """A finished sweep: ``demerit.sweep/1`` as ``document``, and its folder."""

    document: dict[str, Any]
    folder: Path

    def page(self) -> Iterator[Block]:
        """Blocks of the page of the sweep."""
        from demerit.report.sweep_page import sweep_page

        return sweep_page(self.document, folder=str(self.folder))

    @cached_property
    def indicators(self) -> Rows:
        """Every figure as stated, with its range by chance, its range by assumptions, and what both make of it."""
        columns = (
            "id", "label", "group", "unit", "value", "chance_low", "chance_high", "assumed_low", "assumed_high",
            "share_assumptions", "published", "n", "missing",
        )  # fmt: skip
        return Rows((flat(figure) for figure in self.document["indicators"]), columns=columns)

    @cached_property
    def unknowns(self) -> Rows:
        """Every number that was varied, with its unknown, its range, its unit and what the file says of it."""
        return Rows(numbers_of(self.document))


@dataclass(frozen=True, repr=False)
class Sensitivity(Shown):
    """A finished sensitivity: ``demerit.sensitivity/1`` as ``document``, and its folder."""

    document: dict[str, Any]
    folder: Path

    def page(self) -> Iterator[Block]:
        """Blocks of the page of the sensitivity."""
        from demerit.report.sensitivity_page import sensitivity_page

        return sensitivity_page(self.document, folder=str(self.folder))

    @cached_property
    def effects(self) -> Rows:
        """Of each figure and unknown: the figure at both ends, the screening of Morris, the indices of Sobol."""
        return Rows(
            {
                "id": figure["id"], "group": figure["group"], "unknown": effect["unknown"],
                "decides": effect["unknown"] in figure["deciders"], **effect["ends"],
                **{f"morris_{name}": value for name, value in (effect["morris"] or {}).items()},
                **{f"sobol_{name}": value for name, value in (effect["sobol"] or {}).items()},
            }
            for figure in self.document["results"]
            for effect in figure["effects"]
        )  # fmt: skip

    @cached_property
    def unknowns(self) -> Rows:
        """Every number that was varied."""
        return Rows(numbers_of(self.document))


@dataclass(frozen=True, repr=False)
class Study(WithTables):
    """A finished study: ``demerit.studied/1`` as ``document``, and its folder."""

    document: dict[str, Any]
    folder: Path

    def page(self) -> Iterator[Block]:
        """Blocks of the page of the study."""
        from demerit.report.study_page import study_page

        return study_page(self.document, folder=str(self.folder))

    @cached_property
    def figures(self) -> Rows:
        """Every figure of each world as stated, with its range by chance, and its range over the points."""
        return Rows(
            {
                **{name: figure[name] for name in ("world", "against", "persons", "id", "group", "unit")},
                "value": figure["stated"]["value"], "chance_low": figure["stated"]["low"],
                "chance_high": figure["stated"]["high"],
                "assumed_low": (figure["assumptions"] or {}).get("low"),
                "assumed_high": (figure["assumptions"] or {}).get("high"),
            }
            for figure in self.document["figures"]
        )  # fmt: skip


def flat(figure: dict[str, Any]) -> dict[str, Any]:
    """A figure of a sweep as a row."""
    stated, spread = figure["stated"], figure["assumptions"]
    return {
        **{name: figure[name] for name in ("id", "label", "group", "unit", "published")}, "value": stated["value"],
        "chance_low": stated["low"], "chance_high": stated["high"], "assumed_low": spread["low"],
        "assumed_high": spread["high"], "share_assumptions": spread["share_assumptions"], "n": spread["n"],
        "missing": spread["missing"],
    }  # fmt: skip


def numbers_of(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Numbers that were varied."""
    for unknown in document["unknowns"]:
        for number in unknown["numbers"]:
            about = {"unknown": unknown["id"], "label": unknown["label"], "side": unknown["side"]}
            yield {**about, **{name: number[name] for name in ("id", "low", "value", "high", "unit", "note")}}


def sweep(
    scheme: Scheme,
    /,
    *,
    over: Sequence[str] | None = None,
    apart: bool = False,
    n: int = 64,
    design: Literal["latin_hypercube", "sobol"] = "latin_hypercube",
    society: Scheme | None = None,
    safeguards: Sequence[str] = (),
    persons: int | None = None,
    months: int | None = None,
    burn_in: int | None = None,
    seed: int | None = None,
    replicates: int | None = None,
    indicators: Sequence[str] | None = None,
    threads: int | None = None,
    out: Scheme | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """Vary everything that is assumed in a scheme at once, as ``demerit study sweep`` does.

    Parameters
    ----------
    scheme : str or path
        An id of the catalogue, or a file.
    over : sequence of str, optional
        Kinds of assumption, or names of single numbers; left out: all.
    apart : bool
        Each number alone, not all of a kind together.
    n : int
        Draws.
    design : {"latin_hypercube", "sobol"}
    indicators : sequence of str, optional
        Ids, ``*`` for anything; left out: those of a result's page.
    persons, replicates : int, optional
        Left out: 10,000 and 2.
    society, safeguards, months, burn_in, seed, threads, out, progress
        As of ``run``.

    Raises
    ------
    InputError, UsageError, RunError, UnfinishedError
        As the command; an unfinished sweep goes on with the same call.
    """
    from demerit.report.study_document import with_words
    from demerit.study.job import Asked
    from demerit.study.studyrun import run_study as carried_out
    from demerit.study.sweep import REPORTED, make_sweep, sweep_document

    asked = Asked(
        scheme=str(scheme), society=text(society), persons=persons, months=months, burn_in=burn_in, seed=seed,
        replicates=replicates, safeguards=tuple(safeguards), threads=threads,
    )  # fmt: skip
    job = make_sweep(asked, over=over, apart=apart, n=n, design=design, indicators=tuple(indicators or REPORTED))
    ready()
    result = carried_out(job, out=folder_of(out), threads=threads, progress=progress)
    return Sweep(document=with_words(sweep_document(result)), folder=result.folder)


def sensitivity(
    scheme: Scheme,
    /,
    *,
    method: Literal["morris", "sobol"] | None = None,
    over: Sequence[str] | None = None,
    apart: bool = False,
    trajectories: int = 8,
    base: int = 32,
    society: Scheme | None = None,
    safeguards: Sequence[str] = (),
    persons: int | None = None,
    months: int | None = None,
    burn_in: int | None = None,
    seed: int | None = None,
    replicates: int | None = None,
    indicators: Sequence[str] = (),
    threads: int | None = None,
    out: Scheme | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Find which unknowns decide a result, as ``demerit study sensitivity`` does.

    Parameters
    ----------
    method : {"morris", "sobol"}, optional
        Left out: Morris over all, then Sobol over the six that it puts first.
    trajectories, base : int
        Of Morris; of Sobol.
    indicators : sequence of str
        Left out: the share ever reached by the first penalty, and the share of it that is wrong.
    replicates : int, optional
        Of each end; left out: 4.
    scheme, over, apart, society, safeguards, persons, months, burn_in, seed, threads, out, progress
        As of ``sweep``.

    Raises
    ------
    UsageError
        R395 if SALib is not installed; as the command.
    InputError, RunError, UnfinishedError
        As the command; an unfinished one goes on with the same call.
    """
    from demerit.report.study_document import with_words
    from demerit.study.job import Asked
    from demerit.study.sensitivity import make_sensitivity, run_sensitivity

    asked = Asked(
        scheme=str(scheme), society=text(society), persons=persons, months=months, burn_in=burn_in, seed=seed,
        replicates=replicates, safeguards=tuple(safeguards), threads=threads,
    )  # fmt: skip
    job = make_sensitivity(
        asked, method=method, over=over, apart=apart, trajectories=trajectories, base=base, indicators=tuple(indicators)
    )
    ready()
    result = run_sensitivity(job, out=folder_of(out), threads=threads, progress=progress)
    return Sensitivity(document=with_words(result.document), folder=result.folder)


def run_study(
    file: Scheme,
    /,
    *,
    threads: int | None = None,
    out: Scheme | None = None,
    progress: Progress | None = None,
) -> Study:
    """Carry out a study from its file, as ``demerit study run`` does.

    Parameters
    ----------
    file : str or path
        A study file, or an id of the catalogue.
    threads, out, progress
        As of ``run``.

    Raises
    ------
    InputError
        With every fault of the files.
    UsageError, RunError, UnfinishedError
        As the command; an unfinished study goes on with the same call.
    """
    from demerit.study.studied import study_document
    from demerit.study.studyfile import load_study
    from demerit.study.studyjob import job_of_study
    from demerit.study.studyrun import run_study as carried_out

    study, places = load_study(str(file))
    job = job_of_study(study, places)
    ready()
    result = carried_out(job, out=folder_of(out), threads=threads, progress=progress)
    return Study(document=study_document(result), folder=result.folder)
