"""The three Parquet tables of a ledger, written and read by DuckDB from and to NumPy arrays.

Tallies are written sparsely: a pair of group and block without a row counts 0. The names of all tallies, groups and
series stand in the key-value metadata of ``tallies.parquet``, beside the manifest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from demerit.ledger.manifest import canonical
from demerit.ledger.model import BLOCKS, LOG_DTYPE, LOG_KINDS, Counts, Ledger

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["TABLES", "connect", "copy_to", "merge_table", "read_tables", "write_tables"]

TABLES = ("tallies", "series", "log")
TYPES = {"int64": "BIGINT", "int32": "INTEGER", "uint8": "UTINYINT", "uint16": "USMALLINT", "uint64": "UBIGINT"}


def connect(spill: Path, /) -> DuckDBPyConnection:
    """A database in memory that keeps the order of rows and spills large sorts into a folder."""
    import duckdb

    connection = duckdb.connect()
    # A progress bar would go to standard output. In a notebook without ipywidgets it is off, and may not be turned off.
    if connection.execute("SELECT current_setting('enable_progress_bar')").fetchone() == (True,):
        connection.execute("SET enable_progress_bar = false")
    connection.execute("SET preserve_insertion_order = true")
    connection.execute(f"SET temp_directory = {text(str(spill))}")
    return connection


def text(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def copy_to(connection: DuckDBPyConnection, query: str, /, *, path: Path, about: Mapping[str, str]) -> None:
    """Write the rows of a query as zstd Parquet with key-value metadata."""
    pairs = ", ".join(f"{key}: {text(value)}" for key, value in about.items())
    options = f"FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false, KV_METADATA {{{pairs}}}"
    connection.execute(f"COPY ({query}) TO {text(str(path))} ({options})")


def names_of(ledger: Ledger) -> dict[str, Any]:
    """Names that a reader needs to build the arrays again."""
    months = next((len(counts) for counts in ledger.series.values()), 0)
    return {
        "groups": list(ledger.groups), "tallies": sorted(ledger.tallies), "series": sorted(ledger.series),
        "months": months, "log": ledger.log is not None,
    }  # fmt: skip


def write_tables(ledger: Ledger, /, *, folder: Path, about: Mapping[str, Any]) -> None:
    """Write the tables of one replicate into a folder.

    Parameters
    ----------
    ledger : Ledger
    folder : Path
        Exists; nobody reads it before this returns.
    about : mapping
        Manifest for the key-value metadata.
    """
    metadata = {"manifest": canonical(about), "names": canonical(names_of(ledger))}
    with connect(folder) as connection:
        connection.register("tallies", tally_columns(ledger))
        columns = "replicate::INTEGER AS replicate, tally::VARCHAR AS tally"
        query = f'SELECT {columns}, "group"::VARCHAR AS "group", block::UTINYINT AS block, "count"::BIGINT AS "count"'
        copy_to(connection, f"{query} FROM tallies ORDER BY ALL", path=folder / "tallies.parquet", about=metadata)
        connection.register("series", series_columns(ledger))
        query = f'SELECT {columns}, month::INTEGER AS month, "count"::BIGINT AS "count"'
        copy_to(connection, f"{query} FROM series ORDER BY ALL", path=folder / "series.parquet", about=metadata)
        if ledger.log is not None:
            log = ledger.log
            connection.register("log", {name: np.ascontiguousarray(log[name]) for name in LOG_DTYPE.names or ()})
            fields = ", ".join(f'"{name}"::{TYPES[LOG_DTYPE[name].name]} AS "{name}"' for name in LOG_DTYPE.names or ())
            query = f"SELECT {ledger.replicate}::INTEGER AS replicate, {fields} FROM log"  # in its order
            copy_to(connection, query, path=folder / "log.parquet", about=metadata)


def tally_columns(ledger: Ledger) -> dict[str, NDArray[Any]]:
    """Columns of the tallies that are not 0, in the order of names."""
    names = sorted(ledger.tallies)
    found = [np.nonzero(ledger.tallies[name]) for name in names]
    sizes = [len(group) for group, _ in found]
    groups = np.concatenate([np.zeros(0, np.int64), *(group for group, _ in found)])
    counts = [ledger.tallies[name][where] for name, where in zip(names, found, strict=True)]
    return {
        "replicate": np.full(len(groups), ledger.replicate, np.int32),
        "tally": np.repeat(np.array(names, object), sizes),
        "group": np.array(ledger.groups, object)[groups],
        "block": np.concatenate([np.zeros(0, np.int64), *(block for _, block in found)]).astype(np.uint8),
        "count": np.concatenate([np.zeros(0, np.int64), *counts]),
    }


def series_columns(ledger: Ledger) -> dict[str, NDArray[Any]]:
    """Columns of the series, in the order of names; zeros are kept."""
    names = sorted(ledger.series)
    sizes = [len(ledger.series[name]) for name in names]
    months = [np.arange(size, dtype=np.int32) for size in sizes]
    return {
        "replicate": np.full(sum(sizes), ledger.replicate, np.int32),
        "tally": np.repeat(np.array(names, object), sizes),
        "month": np.concatenate([np.zeros(0, np.int32), *months]),
        "count": np.concatenate([np.zeros(0, np.int64), *(ledger.series[name] for name in names)]),
    }


def merge_table(table: str, /, *, parts: list[Path], path: Path, about: Mapping[str, Any]) -> None:
    """Write one table of several replicates as one file, sorted by all its columns from the left.

    Raises
    ------
    ValueError
        If the replicates do not have the same groups.
    """
    files = "[" + ", ".join(text(str(part / f"{table}.parquet")) for part in parts) + "]"
    with connect(path.parent) as connection:
        names = [read_names(connection, part / "tallies.parquet") for part in parts]
        if any(other["groups"] != names[0]["groups"] for other in names):
            raise ValueError("replicates have different groups")
        union = dict(names[0])
        for key in ("tallies", "series"):
            union[key] = sorted({name for other in names for name in other[key]})
        metadata = {"manifest": canonical(about), "names": canonical(union)}
        copy_to(connection, f"SELECT * FROM read_parquet({files}) ORDER BY ALL", path=path, about=metadata)


def read_names(connection: DuckDBPyConnection, path: Path) -> dict[str, Any]:
    """Names in the metadata of a tallies table."""
    query = f"SELECT decode(value) FROM parquet_kv_metadata({text(str(path))}) WHERE decode(key) = 'names'"
    rows = connection.execute(query).fetchall()
    if not rows:
        raise ValueError(f"{path} has no names in its metadata")
    names: dict[str, Any] = json.loads(rows[0][0])
    return names


def read_tables(
    folder: Path, /, *, manifest: dict[str, Any], replicate: int, with_log: bool | tuple[str, ...]
) -> Ledger:
    """Ledger of one replicate from the tables of a folder; ``with_log`` may name the kinds of row that are read."""
    with connect(folder) as connection:
        names = read_names(connection, folder / "tallies.parquet")
        groups = tuple(names["groups"])
        rows = numbered(connection, folder / "tallies.parquet", names=names, replicate=replicate)
        filled: Counts = np.zeros((len(names["tallies"]), len(groups), BLOCKS), np.int64)
        filled[rows["tally"], rows["group"], rows["block"]] = rows["count"]
        tallies = {name: filled[place] for place, name in enumerate(names["tallies"])}
        path = text(str(folder / "series.parquet"))
        query = f'SELECT "count" FROM read_parquet({path}) WHERE replicate = {replicate} ORDER BY tally, month'
        counts = connection.execute(query).fetchnumpy()["count"].astype(np.int64)
        shaped = counts.reshape(len(names["series"]), names["months"])
        series = {name: shaped[place] for place, name in enumerate(names["series"])}
        kinds = with_log if isinstance(with_log, tuple) else None
        wanted = with_log is not False and names["log"]
        log = read_log(connection, folder / "log.parquet", replicate=replicate, kinds=kinds) if wanted else None
    return Ledger(manifest=manifest, groups=groups, tallies=tallies, series=series, log=log, replicate=replicate)


def numbered(
    connection: DuckDBPyConnection, path: Path, *, names: Mapping[str, Any], replicate: int
) -> dict[str, NDArray[Any]]:
    """Rows of a tallies table with tally and group as places in the lists of names."""
    for table, words in (("tally_names", names["tallies"]), ("group_names", names["groups"])):
        connection.register(table, {"name": np.array(words, object), "place": np.arange(len(words))})
    query = (
        'SELECT t.place AS tally, g.place AS "group", block, "count"'
        f" FROM (SELECT * FROM read_parquet({text(str(path))}) WHERE replicate = {replicate}) AS r"
        ' JOIN tally_names AS t ON t.name = r.tally JOIN group_names AS g ON g.name = r."group"'
    )
    return connection.execute(query).fetchnumpy()


def read_log(
    connection: DuckDBPyConnection, path: Path, *, replicate: int, kinds: tuple[str, ...] | None = None
) -> NDArray[Any]:
    """The log of one replicate, sorted by uid, month, order; only rows of some kinds, if they are named."""
    fields = ", ".join(f'"{name}"' for name in LOG_DTYPE.names or ())
    query = f"SELECT {fields} FROM read_parquet({text(str(path))}) WHERE replicate = {replicate}"
    if kinds is not None:
        query += f" AND kind IN ({', '.join(str(LOG_KINDS.index(kind)) for kind in kinds) or '-1'})"
    columns = connection.execute(query).fetchnumpy()
    log = np.zeros(len(columns["uid"]), LOG_DTYPE)
    for name in LOG_DTYPE.names or ():
        log[name] = columns[name]
    return log
