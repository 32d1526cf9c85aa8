"""Manifest of a run: everything that decides its numbers, and what its words need."""

from __future__ import annotations

from itertools import product
from typing import Any

from demerit.engine.leave import log_items
from demerit.engine.plan import Plan
from demerit.ledger.manifest import describe_names, make_manifest
from demerit.society.population import Population
from demerit.study.crossing import crossing
from demerit.study.job import Job

__all__ = ["labels_of", "manifest_of"]


def manifest_of(job: Job, made: Plan, people: Population, /, *, notes: tuple[str, ...]) -> dict[str, Any]:
    """Manifest of the run: everything that decides its numbers, and what its words need."""
    inputs = job.inputs
    scheme, society = inputs.scheme, inputs.bundle.society
    crossed = crossing(made, replicates=job.replicates)
    return make_manifest(
        scheme=scheme.id,
        scheme_hash=inputs.scheme_hash,
        society=society.id,
        society_hash=inputs.society_hash,
        seed=job.seed,
        months=job.months,
        replicates=job.replicates,
        plan_hash=made.hash,
        options={
            "persons": job.persons, "burn_in": job.burn_in, "keep": job.keep, "safeguards": list(inputs.safeguards),
            "swept": job.swept,
        },
        start=society.start,
        burn_in=job.burn_in,
        persons=job.persons,
        unit=scheme.subjects.unit,
        title=scheme.title,
        first_line=scheme.first_line,
        society_title=society.title,
        labels=labels_of(people),
        warnings=list(job.said) if job.said is not None else [*inputs.said, *people.warnings, *crossed, *notes],
        log_items=log_items(made)[0],
        **describe_names(scheme, conduct=inputs.bundle.conduct, needs=inputs.bundle.needs),
    )  # fmt: skip


def labels_of(people: Population, /) -> dict[str, str]:
    """Words for the groups: ``sex=female`` as ``Sex: women``."""
    single = {
        f"{attribute.id}={value}": f"{attribute.label or attribute.id}: {words}"
        for attribute in people.attributes
        for value, words in zip(attribute.values, attribute.labels or attribute.values, strict=True)
    }
    known = {attribute.id: attribute for attribute in people.attributes}
    for pair in people.society.cross:
        for values in product(*(known[name].values for name in pair)):
            parts = [f"{name}={value}" for name, value in zip(pair, values, strict=True)]
            told = [single[part].rpartition(": ") for part in parts]
            heads, tails = " and ".join(head for head, _, _ in told), ", ".join(tail for _, _, tail in told)
            single["&".join(parts)] = f"{heads}: {tails}"
    return single
