"""``demerit study sweep``: everything assumed in a scheme is varied at once, and each figure's spread is told apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from typing import Any

import numpy as np

from demerit.errors import RunError
from demerit.evidence.rows import EvidenceRow, shares
from demerit.ledger.manifest import describe_names
from demerit.ledger.tables import connect
from demerit.study.headline import headline, kind_of
from demerit.study.inputs import Inputs
from demerit.study.job import Asked, Job, check_size, make_job
from demerit.study.reads import STEPS, numbers_read
from demerit.study.spread import Floats, movers, spread_of
from demerit.study.studyjob import Sized, StudyJob, World, laid_out
from demerit.study.studyrun import RESULTS, StudyResult
from demerit.study.unknowns import choose, numbers_of

__all__ = [
    "PERSONS", "REPORTED", "SCHEMA", "about_run", "evidence_of", "make_sweep", "parts_of", "rows_of", "run_part",
    "small", "sweep_document",
]  # fmt: skip

SCHEMA = "demerit.sweep/1"
PERSONS = 10_000
"""So many persons where nothing was asked: a sweep is of many small runs."""

POINTS = 64
REPLICATES = 2

OF_KEYS = ("ever", "now", "per_year", "wrongful", "wrongful_people", "for_others", "for_lawful", "for_traits")
REPORTED = (
    *(f"{kind}:*:{what}" for kind in ("list", "band", "measure") for what in OF_KEYS),
    "any:*", "needs:*", "correction:*", "redress:won_of_decided:*",
)  # fmt: skip
"""Indicators where nothing was asked: those that a result's page shows."""


def small(asked: Asked, /) -> Job:
    """A job of the size of a sweep: 10,000 persons where nothing was asked, more where so few are not enough.

    Raises
    ------
    InputError, UsageError, RunError
        As ``make_job``.
    """
    job = make_job(asked)
    if asked.persons is not None:
        return job
    persons = min(PERSONS, job.persons)
    while persons < job.persons:
        try:
            check_size(job.inputs.scheme, people_of(job, persons))
            break
        except RunError:
            persons = min(2 * persons, job.persons)
    return replace(job, persons=persons)


def people_of(job: Job, persons: int) -> Any:
    """People of a job, so many."""
    from demerit.society.population import populate

    return populate(job.inputs.bundle.society, seed=job.seed, persons=persons)


def make_sweep(
    asked: Asked,
    /,
    *,
    over: Iterable[str] | None = None,
    apart: bool = False,
    n: int = POINTS,
    design: str = "latin_hypercube",
    indicators: Sequence[str] = REPORTED,
    groups: Sequence[str] = ("all",),
) -> StudyJob:
    """Lay a sweep out.

    Parameters
    ----------
    asked : Asked
        Left out: 10,000 persons, 2 replicates at each point.
    over : iterable of str, optional
        Kinds of assumption, or single numbers; left out: all.
    apart : bool
        Each number alone, not all of a kind together.
    n : int
        Points.
    design : {"latin_hypercube", "sobol"}
    indicators, groups : sequence of str
        ``*`` stands for anything.

    Raises
    ------
    InputError, UsageError, RunError
        As ``make_job`` and ``laid_out``; R390, R391 for names of assumptions.
    """
    job = small(asked)
    unknowns = choose(job.inputs, over=over, apart=apart)
    replicates = REPLICATES if asked.replicates is None else job.replicates
    return laid_out(
        StudyJob(
            about=about_run(job.inputs, "sweep"),
            worlds=(World(id="world", inputs=job.inputs, unknowns=unknowns),),
            size=Sized(
                persons=(job.persons,), months=job.months, burn_in=job.burn_in, replicates=replicates,
                stated_replicates=replicates,
            ),
            seed=job.seed, design=design, n=n, apart=apart, indicators=tuple(indicators), groups=tuple(groups),
        )
    )  # fmt: skip


def about_run(inputs: Inputs, what: str, /) -> dict[str, str]:
    """Name, title and question of a study of one scheme."""
    name = "+".join([inputs.scheme.id, *inputs.safeguards])
    return {"id": f"{name}-{what}", "title": inputs.scheme.title, "question": what}


def rows_of(result: StudyResult, /) -> list[dict[str, Any]]:
    """Rows of the results of a finished study.

    Raises
    ------
    RunError
        R204 if the file is damaged or gone.
    """
    import duckdb

    path = str(result.folder / RESULTS).replace("'", "''")
    try:
        with connect(result.folder) as connection:
            found = connection.execute(f"SELECT * FROM read_parquet('{path}')")
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    except duckdb.Error as fault:
        raise RunError("R204", f"{path} cannot be read: {fault}", "Delete the folder and run again.") from fault


def sweep_document(result: StudyResult, /) -> dict[str, Any]:
    """The sweep as one document, ``demerit.sweep/1`` without words (``report/study_document.py`` puts them in)."""
    job, rows = result.job, rows_of(result)
    world = job.worlds[0]
    tables = by_figure(job, rows)
    at = np.array(job.at, dtype=np.float64)
    behind = evidence_of(world.inputs)
    figures = []
    for (indicator, group), (stated, y) in tables.items():
        figures.append(
            {
                "id": indicator, "group": group, "unit": stated["unit"], "of": stated["of"],
                "stated": {name: stated[name] for name in ("value", "low", "high", "n", "events", "reason")},
                "assumptions": spread_of(y).as_data(),
                "movers": [asdict(mover) for mover in movers(y, positions=at, names=job.names)],
                "evidence": behind(indicator),
                "points": [None if np.isnan(x) else float(x) for x in mean_of(y)],
            }
        )  # fmt: skip
    return {
        "schema": SCHEMA,
        "run": run_part(result, rows),
        "unknowns": [unknown.as_data() for unknown in world.unknowns],
        "left_out": [{"id": name, "why": why} for name, why in job.left_out],
        "points": [list(row) for row in job.at],
        "refused": [{"point": row["point"], "why": row["why"]} for row in result.manifest["refused"]],
        "indicators": figures,
    }


def mean_of(y: Floats) -> Floats:
    """Mean over replicates; not a number where one has not the figure."""
    found: Floats = y.mean(axis=1)
    return found


def run_part(result: StudyResult, rows: Iterable[Mapping[str, Any]], /) -> dict[str, Any]:
    """What was run."""
    job = result.job
    inputs = job.worlds[0].inputs
    scheme, society = inputs.scheme, inputs.bundle.society
    keys = describe_names(scheme, conduct=inputs.bundle.conduct, needs=inputs.bundle.needs)
    return {
        "scheme": scheme.id, "title": scheme.title, "first_line": scheme.first_line, "unit": scheme.subjects.unit,
        "safeguards": list(inputs.safeguards), "society": society.id, "society_title": society.title,
        "persons": job.size.persons[0], "months": job.size.months, "burn_in": job.size.burn_in, "seed": job.seed,
        "replicates": job.size.replicates, "stated_replicates": job.replicates_of(0), "design": job.design,
        "n": job.n, "apart": job.apart, "runs": len(job.tasks), "headline": headline_of(rows, keys["keys"]),
        "parts": parts_of(keys),
    }  # fmt: skip


def parts_of(names: Mapping[str, Mapping[str, Any]], /) -> dict[str, dict[str, str]]:
    """The scheme's own names of what indicators are about, and what kind of thing it is, by how their ids begin."""
    found = {}
    for key, about in names["keys"].items():
        kind = key.partition(":")[0]
        found[key] = {
            "label": str(about.get("label", "")), "kind": str(about.get("sort")) if kind == "measure" else kind
        }  # fmt: skip
    for kind, shelf in (("channel", "channels"), ("rule", "rules"), ("need", "needs"), ("behaviour", "behaviours")):
        found |= {
            f"{kind}:{name}": {"label": str(about.get("label", "")), "kind": kind}
            for name, about in names[shelf].items()
        }
    return found


def headline_of(rows: Iterable[Mapping[str, Any]], keys: Mapping[str, Any]) -> str | None:
    """Penalty of the first sentence: that of the stated world."""
    reached = {
        row["indicator"].removesuffix(":ever"): row["events"] or 0
        for row in rows
        if row["point"] == 0 and row["replicate"] is None and (row["group"], row["indicator"][-5:]) == ("all", ":ever")
    }
    return headline(keys, people=lambda key: reached.get(key, 0))


def by_figure(
    job: StudyJob, rows: Iterable[Mapping[str, Any]]
) -> dict[tuple[str, str], tuple[Mapping[str, Any], Floats]]:
    """Of each indicator and group the pooled row of the stated world, and its values by point and replicate."""
    shape = (len(job.at), job.size.replicates)
    found: dict[tuple[str, str], tuple[Mapping[str, Any], Floats]] = {}
    for row in rows:
        key = (row["indicator"], row["group"])
        if row["point"] == 0 and row["replicate"] is None:
            found[key] = (row, np.full(shape, np.nan))
        elif row["point"] > 0 and row["value"] is not None and key in found:
            found[key][1][row["point"] - 1, row["replicate"]] = row["value"]
    return found


def evidence_of(inputs: Inputs, /) -> Any:
    """Return a function that counts the numbers behind an indicator by class of evidence.

    What a penalty, rule, channel, need or behaviour is about is on its trail (``study/reads.py``); behind figures about
    everything stand all numbers that a run may read.
    """
    keys = describe_names(inputs.scheme, conduct=None, needs=None)["keys"]

    @cache
    def behind(about: str) -> dict[str, int]:
        if about == "any":
            penalties = [key for key, said in keys.items() if kind_of(key, said) is not None]
            rows: list[EvidenceRow] = [
                row for key in penalties for row in numbers_read(inputs.scheme, inputs.bundle, key=key)
            ]
        elif about.partition(":")[0] in STEPS and ":" in about:
            rows = numbers_read(inputs.scheme, inputs.bundle, key=about)
        else:
            rows = list(numbers_of(inputs))
        return shares({(row.file, row.path): row for row in rows}.values())

    def of(indicator: str) -> dict[str, int]:
        kind, _, rest = indicator.partition(":")
        known = kind in STEPS and rest
        return behind("any" if kind == "any" else f"{kind}:{rest.partition(':')[0]}" if known else kind)

    return of
