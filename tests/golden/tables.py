"""Golden tables: the indicators of one fixed small run of each scheme of the catalogue.

    python -m tests.golden.tables              # write all of them anew
    python -m tests.golden.tables SCHEME ...   # or some

A table that moves is a change that users can notice: ``CHANGELOG.md`` says why it moved.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from demerit.evidence.catalogue import catalogue_ids
from demerit.scheme.load import load_scheme
from demerit.study.job import Asked, make_job
from demerit.study.single import simulate

__all__ = ["COMMAND", "FOLDER", "golden_table", "path_of"]

FOLDER = Path(__file__).with_name("tables")
COMMAND = "python -m tests.golden.tables"
PERSONS, MONTHS, SEED = 20_000, 24, 1
AMONG_FIRMS = 100_000
"""Persons beside whom there are enough firms, where firms are the subjects."""
COLUMNS = ("id", "n", "of", "events", "value", "low", "high", "unit")


def path_of(scheme: str) -> Path:
    """File of a scheme's table."""
    return FOLDER / f"{scheme}.csv"


def golden_table(scheme: str) -> str:
    """Table of a scheme: what was measured of everybody, with its count and its range, to six digits."""
    firms = load_scheme(scheme)[0].subjects.unit == "firm"
    persons = AMONG_FIRMS if firms else PERSONS
    job = make_job(Asked(scheme=scheme, persons=persons, months=MONTHS, seed=SEED, keep="tallies", threads=1))
    with tempfile.TemporaryDirectory() as folder:
        document = simulate(job, out=Path(folder)).document
    measured = [row for row in document["indicators"] if row["group"] == "all" and row["n"]]
    about = f"# {scheme}: {persons:,} persons, {MONTHS} months, seed {SEED}; written by {COMMAND}"
    lines = [",".join(written(row[name]) for name in COLUMNS) for row in measured]
    return "\n".join([about, ",".join(COLUMNS), *lines]) + "\n"


def written(value: object) -> str:
    """A value in the table: six digits are the same on every machine."""
    if value is None:
        return ""
    text = f"{value:.6g}" if isinstance(value, float) else str(value)
    assert "," not in text
    return text


def main(schemes: list[str]) -> None:
    """Write tables anew."""
    FOLDER.mkdir(exist_ok=True)
    for scheme in schemes or catalogue_ids("schemes"):
        path_of(scheme).write_text(golden_table(scheme), encoding="utf-8", newline="\n")
        print(f"{path_of(scheme).name} written")


if __name__ == "__main__":
    main(sys.argv[1:])
