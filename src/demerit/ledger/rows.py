"""Rows of the log of a few subjects, and counts of penalties by subject, read from a run folder by DuckDB.

The log is sorted by uid, so the statistics of its row groups leave all but one or two of them unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from demerit.errors import RunError
from demerit.ledger.folder import DELETE
from demerit.ledger.model import CAUSES, LOG_DTYPE, LOG_KINDS, Ledger
from demerit.ledger.tables import connect, text
from demerit.society.tables import FIRM_BASE

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "PROFILE",
    "Profiles",
    "Row",
    "count_penalties",
    "count_subjects",
    "read_rows",
    "read_rows_of",
    "rows_of",
    "spared_subjects",
]

LOG = "log.parquet"

PROFILE = ("denied", "burden", "loss", "stay_begin", "band", "entry", "notice", "filed", "won")
"""Kinds of row that make the profile of a subject; of ``stay_begin`` and ``band`` the penal ones alone."""

STRIKING = ("stay_begin", "band", "denied", "burden", "loss")
"""Kinds of row with which a penalty begins, where the item is penal; their flags are its judgement."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the log, its codes replaced by names; ``flags`` is as written (``docs/odd/ledger.md``)."""

    uid: int
    month: int
    order: int
    kind: str
    item: str
    points: int
    cause: str
    flags: int
    address: int
    other: int


@dataclass(frozen=True, kw_only=True)
class Profiles:
    """Counts by subject, in order of uid, of everyone whom a penalty reached in a counted month.

    Attributes
    ----------
    uid : ndarray of int64, shape [n]
    counts : ndarray of int64, shape [n, len(PROFILE)]
        Rows in counted months, by kind in the order of ``PROFILE``.
    wrongful, for_others : ndarray of bool, shape [n]
        Whether some fall into a penal band, stay on a penal list, denial, burden or loss is flagged so.
    """

    uid: NDArray[np.int64]
    counts: NDArray[np.int64]
    wrongful: NDArray[np.bool_]
    for_others: NDArray[np.bool_]


@contextmanager
def reading(folder: Path) -> Iterator[DuckDBPyConnection]:
    """A database for the log of a folder; what cannot be read is one error."""
    with told(folder), connect(folder) as connection:
        yield connection


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn every failure to read a log into one error."""
    import duckdb

    try:
        yield
    except (duckdb.Error, OSError) as fault:
        raise RunError("R204", f"the log in {folder} cannot be read: {fault}", DELETE) from fault


@cache
def database() -> DuckDBPyConnection:
    """One database for all lives that a process reads: to open one takes longer than to read a life.

    It remembers where the row groups of a file lie, as long as the file is not written anew.
    """
    connection = connect(Path())
    connection.execute("SET GLOBAL parquet_metadata_cache = true")
    return connection


def check_size(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Refuse a log that has another size than it was written with; its hash would take longer than the reading."""
    path = folder / LOG
    known = manifest.get("files", {}).get(LOG)
    if known is None or not path.is_file() or path.stat().st_size != known["bytes"]:
        raise RunError("R204", f"the log in {folder} is missing or not as it was written", DELETE)


def read_rows(folder: Path, /, *, manifest: Mapping[str, Any], uids: range, replicate: int = 0) -> list[Row]:
    """Rows of subjects with uids that follow each other, sorted by uid, month, order.

    Parameters
    ----------
    folder : Path
        Of a complete run that kept a log.
    manifest : mapping
        Of that folder.
    uids : range
        Of one subject, or of the members of a household.
    replicate : int

    Raises
    ------
    RunError
        R204 if the log is missing or damaged.
    """
    return found_rows(folder, manifest, f"uid BETWEEN {uids.start} AND {uids.stop - 1}", replicate)


def read_rows_of(folder: Path, /, *, manifest: Mapping[str, Any], uids: Sequence[int], replicate: int = 0) -> list[Row]:
    """Rows of subjects anywhere in the log, sorted by uid, month, order; as ``read_rows``.

    Raises
    ------
    RunError
        R204 if the log is missing or damaged.
    """
    return found_rows(folder, manifest, f"uid IN ({', '.join(map(str, uids)) or '-1'})", replicate)


def found_rows(folder: Path, manifest: Mapping[str, Any], wanted: str, replicate: int) -> list[Row]:
    """Rows of the log that a condition on uids finds."""
    check_size(folder, manifest)
    fields = ", ".join(f'"{name}"' for name in LOG_DTYPE.names or ())
    if manifest["replicates"] > 1:
        wanted += f" AND replicate = {replicate}"
    query = f"SELECT {fields} FROM read_parquet({text(str(folder / LOG))}) WHERE {wanted}"
    with told(folder):
        found = database().cursor().execute(f'{query} ORDER BY uid, month, "order"').fetchall()
    names = manifest["log_items"]
    return [row_of(values, names) for values in found]


def rows_of(ledger: Ledger, /, *, names: Sequence[str], uids: range) -> list[Row]:
    """Rows of a few subjects from a log in memory, sorted by uid, month, order."""
    assert ledger.log is not None
    kept = ledger.log[(ledger.log["uid"] >= uids.start) & (ledger.log["uid"] < uids.stop)]
    return [row_of(values, names) for values in kept.tolist()]


def row_of(values: Sequence[Any], names: Sequence[str]) -> Row:
    """A row from its columns in the order of ``LOG_DTYPE``."""
    uid, month, order, kind, item, points, cause, flags, address, other = values
    return Row(
        uid=uid, month=month, order=order, kind=LOG_KINDS[kind], item=names[item], points=points, cause=CAUSES[cause],
        flags=flags, address=address, other=other,
    )  # fmt: skip


def striking(manifest: Mapping[str, Any]) -> str:
    """Condition on rows with which a penalty of the main unit begins."""
    unit = manifest["unit"]
    penal = [
        place
        for place, name in enumerate(manifest["log_items"])
        for about in [manifest["keys"].get(name)]
        if about is not None and about.get("unit", unit) == unit and about["sort"] not in ("rewarding", "neutral")
    ]
    return (
        f"kind IN ({codes(STRIKING)}) AND item IN ({', '.join(map(str, penal)) or '-1'}) AND month >= 0"
        f" AND uid {'>=' if unit == 'firm' else '<'} {FIRM_BASE}"
    )


def codes(kinds: Sequence[str]) -> str:
    """Codes of kinds of row, for a query."""
    return ", ".join(str(LOG_KINDS.index(kind)) for kind in kinds)


def count_penalties(folder: Path, /, *, manifest: Mapping[str, Any], replicate: int = 0) -> Profiles:
    """Count what happened to everyone of the main unit whom a penalty reached in a counted month.

    Raises
    ------
    RunError
        R204 if the log is missing or damaged.
    """
    check_size(folder, manifest)
    strikes = striking(manifest)
    counted = ", ".join(
        f"count(*) FILTER (kind = {LOG_KINDS.index(kind)} AND month >= 0"
        + (f" AND {strikes}" if kind in ("stay_begin", "band") else "")
        + f") AS n_{kind}"
        for kind in PROFILE
    )
    query = (
        f"SELECT uid, {counted}, count(*) FILTER ({strikes} AND flags & 1 = 1) AS wrongful,"
        f" count(*) FILTER ({strikes} AND flags & 4 = 4) AS for_others"
        f" FROM read_parquet({text(str(folder / LOG))}) WHERE replicate = {replicate}"
        f" AND kind IN ({codes(PROFILE)}) GROUP BY uid HAVING count(*) FILTER ({strikes}) > 0 ORDER BY uid"
    )
    with reading(folder) as connection:
        found = connection.execute(query).fetchnumpy()
    return Profiles(
        uid=found["uid"].astype(np.int64),
        counts=np.stack([found[f"n_{kind}"].astype(np.int64) for kind in PROFILE], axis=1),
        wrongful=found["wrongful"] > 0,
        for_others=found["for_others"] > 0,
    )


def count_subjects(folder: Path, /, *, replicate: int = 0) -> int:
    """Subjects of the main unit inside the scheme.

    Raises
    ------
    RunError
        R204 if the tallies are missing or damaged.
    """
    query = (
        f'SELECT coalesce(sum("count"), 0) FROM read_parquet({text(str(folder / "tallies.parquet"))})'
        f" WHERE replicate = {replicate} AND tally = 'subjects' AND \"group\" = 'all'"
    )
    with reading(folder) as connection:
        return int(connection.execute(query).fetchall()[0][0])


def spared_subjects(
    folders: tuple[Path, Path], /, *, manifests: tuple[Mapping[str, Any], Mapping[str, Any]], replicate: int = 0
) -> dict[str, set[int]]:
    """Whom the first of two worlds spares what the second does to them.

    Returns
    -------
    dict
        ``wholly``: subjects whom no penalty reached in the first world; ``partly``: those whom fewer penalties of some
        list, band or measure reached there than in the second, and more of none.

    Raises
    ------
    RunError
        R204 if a log is missing or damaged.
    """
    parts = []
    with reading(folders[0]) as connection:
        for world, folder, manifest in zip("ab", folders, manifests, strict=True):
            check_size(folder, manifest)
            items = manifest["log_items"]
            connection.register(f"names_{world}", {"item": np.arange(len(items)), "name": np.array(items, object)})
            parts.append(
                f"{world} AS (SELECT uid, name, count(*) AS n FROM read_parquet({text(str(folder / LOG))})"
                f" JOIN names_{world} USING (item) WHERE replicate = {replicate} AND {striking(manifest)}"
                " GROUP BY uid, name)"
            )
        query = (
            f"WITH {', '.join(parts)} SELECT uid, sum(coalesce(a.n, 0)) FROM a FULL JOIN b USING (uid, name)"
            " GROUP BY uid HAVING sum(coalesce(b.n, 0)) > sum(coalesce(a.n, 0))"
            " AND NOT bool_or(coalesce(a.n, 0) > coalesce(b.n, 0))"
        )
        found = connection.execute(query).fetchall()
    return {
        "wholly": {uid for uid, left in found if left == 0},
        "partly": {uid for uid, left in found if left > 0},
    }
