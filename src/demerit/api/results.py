"""A finished run and a finished pair, as a notebook holds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from demerit.api.rows import Rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation
    from rich.console import Console

    from demerit.report.blocks import Block
    from demerit.study.lives import Life as Told

__all__ = ["Life", "Pair", "Run", "Shown", "Trial"]

WIDTH = 100
INDICATOR = ("id", "group", "value", "low", "high", "n", "unit", "of", "events", "reason", "method")


class Shown:
    """Something with a page: the same that the terminal prints."""

    def page(self) -> Iterator[Block]:
        """Blocks of the page."""
        raise NotImplementedError

    def __repr__(self) -> str:
        """Show the page as text."""
        return drawn(self.page()).export_text()

    def _repr_html_(self) -> str:
        from demerit.report.notebook import notebook

        return notebook(self.page())


def drawn(page: Iterator[Block]) -> Console:
    """Draw a page where it can be taken from."""
    from rich.console import Console

    from demerit.report.terminal import draw

    screen = Console(
        record=True, width=WIDTH, file=StringIO(), highlight=False, force_terminal=True, force_jupyter=False
    )
    draw(page, console=screen)
    return screen


@dataclass(frozen=True, repr=False)
class Life(Shown):
    """One synthetic life of a run, or of both worlds of a pair.

    Attributes
    ----------
    told : demerit.study.lives.Life
    """

    told: Told

    def page(self) -> Iterator[Block]:
        """Blocks of the page of the life."""
        from demerit.report.life_page import life_page

        return life_page(self.told)

    @cached_property
    def document(self) -> dict[str, Any]:
        """``demerit.life/1``."""
        from demerit.report.life_document import life_document

        return life_document(self.told)

    @cached_property
    def lines(self) -> Rows:
        """Every line in order; of a pair with its ``world``, ``a`` or ``b``."""
        document = self.document
        if "lines" in document:
            return Rows(document["lines"])
        return Rows({"world": world, **line} for world in "ab" for line in document[world]["lines"])


class WithLives(Shown):
    """A folder whose lives can be told."""

    folder: Path

    def life(
        self,
        uid: int | None = None,
        /,
        *,
        way: Literal["typical", "worst", "wrongful", "for_others", "freed"] | None = None,
        replicate: int = 1,
        threads: int | None = None,
    ) -> Life:
        """Tell one synthetic life of a replicate (from 1), by its uid or chosen; left out: a typical one.

        Raises
        ------
        UsageError, RunError
            R340 ... R346, as ``demerit life``.
        """
        from demerit.study.lives import find_lives, tell

        return Life(tell(find_lives(str(self.folder)), uid=uid, way=way, replicate=replicate, threads=threads))


@dataclass(frozen=True, repr=False)
class Run(WithLives):
    """A finished run.

    Attributes
    ----------
    document : dict
        ``demerit.result/1``: the manifest under ``run``, every indicator, causes, warnings, ends of assumptions.
    folder : Path
        With the Parquet tables ``tallies``, ``series`` and, if files were kept, ``log``.
    left_out : tuple of str
        Options that were not given.
    """

    document: dict[str, Any]
    folder: Path
    left_out: tuple[str, ...] = ()

    def page(self) -> Iterator[Block]:
        """Blocks of the page of the result."""
        from demerit.report.result_page import result_page

        return result_page(self.document, left_out=self.left_out, folder=str(self.folder))

    @property
    def first_line(self) -> str:
        """What the run is and is not, in a sentence."""
        return str(self.document["run"]["first_line"])

    @property
    def warnings(self) -> tuple[str, ...]:
        """What must be known before a number is passed on."""
        return tuple(self.document["warnings"])

    @cached_property
    def indicators(self) -> Rows:
        """Every indicator, for all, by group, and by pairs of groups, with its interval."""
        return Rows(self.document["indicators"], columns=INDICATOR)

    @cached_property
    def causes(self) -> Rows:
        """Where the punishment came from: of each penalty and group, the share that each cause explains.

        ``part`` is ``split`` (shares that add to 1) or ``flags`` (shares that would be gone without it, and overlap).
        """
        return Rows(
            {"key": row["key"], "group": row["group"], "part": part, "cause": cause, "n": row["n"], **share}
            for row in self.document["causes"]
            for part in ("split", "flags")
            for cause, share in row[part].items()
        )

    def table(
        self, name: Literal["tallies", "series", "log"], /, connection: DuckDBPyConnection | None = None
    ) -> DuckDBPyRelation:
        """A Parquet table of the run folder as a relation of DuckDB; nothing is read before it is asked for.

        Raises
        ------
        UsageError
            R351 if the run kept no such table.
        """
        import duckdb

        from demerit.errors import UsageError

        path = self.folder / f"{name}.parquet"
        if not path.is_file():
            hint = 'Tables are tallies, series and, unless only counts were kept, log: run again with keep="all".'
            raise UsageError("R351", f'the run {self.folder} has no table "{name}"', hint)
        source = connection if connection is not None else duckdb
        relation: DuckDBPyRelation = source.read_parquet(str(path))
        return relation


@dataclass(frozen=True, repr=False)
class Pair(WithLives):
    """A finished pair: the same people with the same dice in two worlds.

    Attributes
    ----------
    document : dict
        ``demerit.pair/1``.
    folder : Path
        With a run folder for each world, ``a`` and ``b``.
    left_out : tuple of str
        Options that were not given.
    """

    document: dict[str, Any]
    folder: Path
    left_out: tuple[str, ...] = ()

    def page(self) -> Iterator[Block]:
        """Blocks of the page of the pair."""
        from demerit.report.pair_page import pair_page

        return pair_page(self.document, left_out=self.left_out, folder=str(self.folder))

    @cached_property
    def a(self) -> Run:
        """The first world: the scheme, or the scheme with the safeguards."""
        return self.world("a")

    @cached_property
    def b(self) -> Run:
        """The world it is held against."""
        return self.world("b")

    def world(self, name: str) -> Run:
        """One of the two runs."""
        return Run(document=self.document[name], folder=self.folder / name, left_out=self.left_out)

    @cached_property
    def differences(self) -> Rows:
        """Every indicator in A less in B, with the interval of the difference of the same people."""
        return Rows(self.document["differences"], columns=INDICATOR)

    @cached_property
    def moved(self) -> Rows:
        """Of each penalty, the subjects whom it reached only in A, only in B, in both, in neither; and their months."""
        subjects = ("only_a", "only_b", "both", "neither", "n")
        months = ("months_only_a", "months_only_b", "months_both")
        return Rows(self.document["moved"], columns=("key", "unit", *subjects, *months))

    @cached_property
    def ends(self) -> Rows:
        """Of each penalty at each end of what is assumed: its counts in small worlds A and B, and the difference.

        ``value``, ``low`` and ``high`` are of the share of all subjects ever reached wrongly, A less B.
        """
        ends = self.document.get("ends") or {"figures": []}
        columns = ("assumption", "end", "key", "subjects", "value", "low", "high")
        rows = (
            {name: row[name] for name in columns}
            | {f"{name}_{side}": number for side in "ab" for name, number in row[side].items()}
            for row in ends["figures"]
        )
        return Rows(rows, columns=columns)

    @cached_property
    def changed(self) -> Rows:
        """Each value that differs between the two files, B before A, with the ids of its sources."""
        columns = ("path", "before", "after", "source_before", "source_after")
        return Rows(self.document["changed"], columns=columns)


@dataclass(frozen=True, repr=False)
class Trial(Shown):
    """Every safeguard of the catalogue tried on a scheme.

    Attributes
    ----------
    document : dict
        ``demerit.trial/1``.
    folder : Path
        With the counts of every world that was run.
    """

    document: dict[str, Any]
    folder: Path

    def page(self) -> Iterator[Block]:
        """Blocks of the page of the trial."""
        from demerit.report.trial_page import trial_page

        return trial_page(self.document, folder=str(self.folder))

    @cached_property
    def safeguards(self) -> Rows:
        """Of each safeguard, what it removes alone and last of each harm, with its interval.

        One that was not run has one row, with the ``reason``; one that cannot be the last has none for ``last``.
        """
        return Rows(self.effects(), columns=("id", "title", "reason", "when", "harm", "removes", "low", "high"))

    def effects(self) -> Iterator[dict[str, Any]]:
        """A row for every safeguard, place and harm."""
        for row in self.document["safeguards"]:
            about = {name: row[name] for name in ("id", "title", "reason")}
            if row["reason"] is not None:
                yield about
            for when in ("alone", "last"):
                for harm, removed in (row[when] or {}).items():
                    yield {**about, "when": when, "harm": harm, **removed}


@dataclass(frozen=True, repr=False)
class Calibration(Shown):
    """What is assumed of a scheme fitted to published outcomes, and what it forecasts.

    Attributes
    ----------
    document : dict
        ``demerit.calibration/1``.
    folder : Path
        With the figures of every world that was played.
    """

    document: dict[str, Any]
    folder: Path

    def page(self) -> Iterator[Block]:
        """Blocks of the page of the calibration."""
        from demerit.report.calibration_page import calibration_page

        return calibration_page(self.document, folder=str(self.folder))

    @cached_property
    def published(self) -> Rows:
        """Each published row, for the fit or the test, with ours, its range, and three naive forecasts."""
        naive = ("last_value", "line_of_two", "line_of_all")
        columns = ("id", "label", "use", "when", "unit", "published", "ours", "low", "high", "implausibility")
        rows = ({**row, **(row["naive"] or {})} for row in self.document["rows"])
        return Rows(rows, columns=(*columns, "from_last", *naive))

    @cached_property
    def fitted(self) -> Rows:
        """Each number that could move: its range, what the file states, what was fitted, and what is not ruled out."""
        columns = ("id", "unit", "low", "stated", "high", "fitted", "kept_low", "kept_high")
        rows = (number for unknown in self.document["unknowns"] for number in unknown["numbers"])
        return Rows(rows, columns=columns)
