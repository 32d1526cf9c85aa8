"""A finished study as one document, ``demerit.studied/1``: each figure of each world as stated, and over the points."""

from __future__ import annotations

from typing import Any

import numpy as np

from demerit.ledger.manifest import describe_names
from demerit.society.population import populate
from demerit.study.job import FEWEST
from demerit.study.manifest import labels_of
from demerit.study.spread import Floats, spread_of
from demerit.study.studyrun import POINTS, RESULTS, StudyResult
from demerit.study.sweep import parts_of, rows_of

__all__ = ["SCHEMA", "study_document"]

SCHEMA = "demerit.studied/1"


def study_document(result: StudyResult, /) -> dict[str, Any]:
    """What a study found.

    Parameters
    ----------
    result : StudyResult

    Returns
    -------
    dict
        ``study`` (the manifest), ``parts`` (names of what indicators are about, of all worlds), ``groups`` (words for
        groups), ``figures`` and ``tables`` (the names of the two Parquet files): plain JSON values. A figure has
        ``stated``, pooled over replicates with its interval of chance, and ``assumptions``, its spread over the points
        of the design.
    """
    job = result.job
    shape = (len(job.at), job.size.replicates)
    keys = ("world", "against", "persons", "indicator", "group")
    found: dict[tuple[Any, ...], tuple[dict[str, Any], Floats]] = {}
    for row in rows_of(result):
        key = tuple(row[name] for name in keys)
        if row["point"] == 0 and row["replicate"] is None:
            found[key] = (row, np.full(shape, np.nan))
        elif row["point"] > 0 and row["value"] is not None and key in found:
            found[key][1][row["point"] - 1, row["replicate"]] = row["value"]
    figures = [
        {
            **{name: row[name] for name in ("world", "against", "persons")}, "id": row["indicator"],
            **{name: row[name] for name in ("group", "unit", "of")},
            "stated": {name: row[name] for name in ("value", "low", "high", "n", "events", "reason")},
            "assumptions": spread_of(y).as_data() if len(y) else None,
        }
        for row, y in found.values()
    ]  # fmt: skip
    parts: dict[str, dict[str, str]] = {}
    for world in job.worlds:
        inputs = world.inputs
        names = describe_names(inputs.scheme, conduct=inputs.bundle.conduct, needs=inputs.bundle.needs)
        parts = {**parts_of(names), **parts}
    groups: dict[str, str] = {}
    for world in job.worlds:
        groups = {**labels_of(populate(world.inputs.bundle.society, seed=job.seed, persons=FEWEST)), **groups}
    units = {world.id: world.inputs.scheme.subjects.unit for world in job.worlds}
    first = job.worlds[0].inputs.scheme.first_line
    return {
        "schema": SCHEMA, "study": result.manifest, "first_line": first, "units": units, "parts": parts,
        "groups": groups, "figures": figures, "tables": {"results": RESULTS, "design": POINTS},
    }  # fmt: skip
