"""Fixes tried: what a safeguard that changes what people undergo makes of a finding, in paired worlds.

A fix never changes a label: what stands on paper (``escapes``) is taken as it was, whatever a safeguard would declare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from demerit.audit.escapes import is_on_paper
from demerit.audit.evaluate import Finding
from demerit.audit.facts import facts_of
from demerit.audit.figures import figures_of
from demerit.audit.imposed import imposed_alone
from demerit.audit.judge import Answer, answer_of, meaning_of
from demerit.audit.load import Rule, Vocabulary
from demerit.audit.truth import Facts
from demerit.errors import InputError
from demerit.evidence.yamltext import Places
from demerit.scheme.safeguard import load_safeguard
from demerit.study.inputs import Inputs
from demerit.study.job import Asked
from demerit.study.pair import PairResult, make_pair, simulate_pair
from demerit.study.progress import Progress

__all__ = ["TOUCHED", "Fix", "Turned", "kept_on_paper", "safeguards_named", "try_fixes"]

TOUCHED: Final = (
    "channels", "rules", "traits", "arithmetic", "score", "bands", "lists", "gates", "discretion", "measures", "spread",
    "redress",
)  # fmt: skip
"""Parts of a scheme that a fix may change; and what the declaration says of these, never what is on paper."""

TRIPPED: Final = ("violates", "departs", "risk")
PERSONS, MONTHS = 20_000, 24


@dataclass(frozen=True, kw_only=True)
class Turned:
    """What a finding is with figures of the world as it is, and of the world with the safeguard."""

    check: str
    before: Answer
    after: Answer


@dataclass(frozen=True, kw_only=True)
class Fix:
    """A safeguard that was tried.

    Attributes
    ----------
    safeguard, title : str
    said : str
        What it changes in the scheme, or that it changes nothing.
    turned : tuple of Turned
        Every finding that names it.
    people : {"only_a", "only_b", "both", "n"} or None
        Subjects penalised in any way only with the safeguard, only without, in both, and all; None if nothing changes.
    wrongly : (int, int) or None
        Subjects ever penalised wrongly, without and with it: what a fix costs the scheme's stated purpose is first of
        all whom it spares that were hit rightly.
    unlawful : mapping or None
        Unlawful acts a person-year, with it less without: value, low, high; None where they are not counted.
    """

    safeguard: str
    title: str
    said: str
    turned: tuple[Turned, ...]
    people: Mapping[str, int] | None = None
    wrongly: tuple[int, int] | None = None
    unlawful: Mapping[str, Any] | None = None


def safeguards_named(findings: Sequence[Finding], /) -> dict[str, list[Rule]]:
    """Safeguards that are the smallest change for some finding, each with the checks that name it."""
    found: dict[str, list[Rule]] = {}
    for finding in findings:
        for name in finding.rule.check.fix_safeguards if finding.result in TRIPPED else ():
            found.setdefault(name, []).append(finding.rule)
    return found


def try_fixes(
    scheme: str, findings: Sequence[Finding], terms: Vocabulary, /, *, folder: Path, society: str | None = None,
    persons: int = PERSONS, months: int = MONTHS, seed: int = 1, threads: int | None = None,
    progress: Progress | None = None,
) -> tuple[Fix, ...]:  # fmt: skip
    """Run each safeguard that a finding names against the world as it is.

    Parameters
    ----------
    scheme : str
        An id of the catalogue or a file.
    findings : sequence of Finding
        Of an audit of it.
    terms : Vocabulary
    folder : Path
        Each pair is kept in a folder of it.
    society : str, optional
        Another than the scheme's own.
    persons, months, seed, threads
        Of every world.
    progress : callable, optional
        Called with what is being done and the share of all that is done.

    Returns
    -------
    tuple of Fix
        In the order in which findings name them.
    """
    named = safeguards_named(findings)
    tried = []
    for place, (name, rules) in enumerate(named.items()):

        def told(what: str, share: float, place: int = place) -> None:
            if progress is not None:
                progress(what, (place + share) / len(named))

        asked = Asked(
            scheme=scheme, society=society, persons=persons, months=months, seed=seed, safeguards=(name,),
            keep="penalised", threads=threads,
        )  # fmt: skip
        tried.append(try_fix(asked, rules, terms, folder=folder / name, progress=told))
    return tuple(tried)


def try_fix(
    asked: Asked, rules: Sequence[Rule], terms: Vocabulary, /, *, folder: Path, progress: Progress
) -> Fix:
    """One safeguard in a pair of worlds, and what becomes of the findings that name it."""
    (name,) = asked.safeguards
    title = load_safeguard(name).title
    try:
        job = make_pair(asked)
    except InputError as fault:
        return Fix(safeguard=name, title=title, said=fault.defects[0].message, turned=())
    said = next(iter(job.a.inputs.said), "")
    one, two = job.a.inputs.scheme, job.b.inputs.scheme
    if replace(one, declaration=two.declaration, sources=two.sources) == two:
        return Fix(safeguard=name, title=title, said=said, turned=())  # a declaration is no fix
    pair = simulate_pair(job, out=folder, progress=progress)
    without = facts_in(job.b.inputs, pair.document["b"], terms)
    within = kept_on_paper(facts_in(job.a.inputs, pair.document["a"], terms), without)
    within = imposed_alone(within, one, before=two)
    was, now = meaning_of(without, terms), meaning_of(within, terms)
    turned = tuple(
        Turned(check=rule.check.id, before=answer_of(rule, was), after=answer_of(rule, now)) for rule in rules
    )
    return Fix(safeguard=name, title=title, said=said, turned=turned, **what_it_does(pair))


def facts_in(inputs: Inputs, document: Mapping[str, Any], terms: Vocabulary) -> Facts:
    """All that is known of a scheme, with the figures of its world."""
    scheme, bundle = inputs.scheme, inputs.bundle
    figures = figures_of(document["indicators"], scheme, bundle, run="a small world")
    places = Places(f"{scheme.id} in a small world")
    return facts_of(scheme, places, bundle, relations=terms.relations, figures=figures, resolved=True)


def kept_on_paper(within: Facts, without: Facts, /) -> Facts:
    """Facts of the world with a safeguard, with everything that is on paper as it was without it."""
    paper = {name: fact for name, fact in without.fields.items() if is_on_paper(name) or name == "ai"}
    own = {name: fact for name, fact in within.fields.items() if not is_on_paper(name) and name != "ai"}
    return replace(within, fields={**own, **paper})


def what_it_does(pair: PairResult) -> dict[str, Any]:
    """Whom a safeguard spares, how many of them had been hit wrongly, and what becomes of unlawful conduct."""
    document = pair.document
    moved = next(row for row in document["moved"] if row["key"] == "any")
    wrong = [events_of(document[world], "any:wrongful") for world in "ba"]
    rows = {row["id"]: row for row in document["differences"] if row["group"] == "all"}
    conduct = rows.get("conduct:unlawful:per_year:difference")
    return {
        "people": {key: moved[key] for key in ("only_a", "only_b", "both", "n")},
        "wrongly": None if None in wrong else tuple(wrong),
        "unlawful": conduct and {key: conduct[key] for key in ("value", "low", "high")},
    }


def events_of(document: Mapping[str, Any], name: str) -> int | None:
    """Cases of an indicator of everybody."""
    for entry in document["indicators"]:
        if entry["id"] == name and entry["group"] == "all":
            found: int | None = entry["events"]
            return found
    return None
