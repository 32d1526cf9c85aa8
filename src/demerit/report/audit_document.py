"""An audit as a document, ``demerit.audit/1`` (schema: ``docs/schemas/audit-1.json``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import isfinite
from typing import Any

from demerit.audit.elements import Element
from demerit.audit.evaluate import Audit, Finding
from demerit.audit.load import Rule
from demerit.audit.model import Check, Parameter
from demerit.audit.truth import Between, Known, Read, Value
from demerit.evidence.quantity import Source
from demerit.report.audit_words import DISCLAIMER, GAP, ORDER

__all__ = ["audit_document", "check_entry"]

SCHEMA = "demerit.audit/1"


def audit_document(
    audit: Audit, sources: Mapping[str, Source], /, *, checked: str, law: str = "all", benchmark: bool, run: str = ""
) -> dict[str, Any]:
    """An audit as plain JSON values.

    Parameters
    ----------
    audit : Audit
    sources : mapping
        Sources that facts and texts may name, by id; those that are named are told.
    checked : str
        Day on which the catalogue's dates were last looked at.
    law : str
        What was asked for.
    benchmark : bool
    run : str
        Name of the run whose figures were read; empty if there is none.
    """
    scheme = audit.scheme
    counts = Counter(finding.result for finding in audit.findings)
    findings = [finding_entry(finding) for finding in audit.findings]
    return {
        "schema": SCHEMA,
        "disclaimer": DISCLAIMER,
        "scheme": {
            "id": scheme.id,
            "title": scheme.title,
            "country": scheme.jurisdiction.country,
            "place": scheme.jurisdiction.place,
            "status": scheme.status,
            "start": scheme.period.start,
            "end": scheme.period.end,
        },
        "run": run or None,
        "as_of": audit.as_of,
        "checked": checked,
        "law": law,
        "benchmark": benchmark,
        "left_out": audit.left_out,
        "counts": {answer: counts[answer] for answer in ORDER},
        "rule_gap": GAP if audit.rule_gap else None,
        "findings": findings,
        "timeline": [
            {
                "since": moment.since,
                "until": moment.until or None,
                "check": moment.rule.check.id,
                "result": moment.result,
                "mode": moment.mode,
            }
            for moment in audit.moments
        ],
        "on_paper": [
            {"check": finding.rule.check.id, "field": way.field, "value": way.value, "becomes": way.becomes}
            for finding in audit.findings
            for way in finding.escapes
        ],
        "sources": {name: source_entry(sources[name]) for name in named_sources(audit, sources)},
    }


def named_sources(audit: Audit, sources: Mapping[str, Source]) -> list[str]:
    """Sources that findings name, sorted."""
    named = {name for finding in audit.findings for name in finding.rule.check.source}
    named |= {name for finding in audit.findings for each in finding.parameters.values() for name in each.source}
    for finding in audit.findings:
        for element in finding.elements.values():
            named |= set(sources_of(element))
    return sorted(named & set(sources))


def sources_of(element: Element) -> list[str]:
    """Sources of the facts that an element was read from."""
    found = [name for read in element.reads for name in read.fact.source]
    return found + [name for part in element.parts for name in sources_of(part)]


def finding_entry(finding: Finding) -> dict[str, Any]:
    """One finding."""
    check = finding.rule.check
    return {
        "check": check.id,
        "title": check.title,
        "instrument": finding.rule.law.id,
        "article": check.article,
        "jurisdiction": finding.rule.law.jurisdiction,
        "force": check.force,
        "seen": check.seen,
        "since": check.since,
        "until": check.until,
        "result": finding.result,
        "mode": finding.mode,
        "why": finding.why,
        "severity": check.severity,
        "ceiling": finding.rule.ceiling,
        "says": spaced(check.says),
        "elements": [{"limb": limb, **element_entry(element)} for limb, element in finding.elements.items()],
        "decide": list(finding.decide),
        "could_be": finding.could_be or None,
        "parameters": [parameter_entry(name, each) for name, each in finding.parameters.items()],
        "lawyer": spaced(check.lawyer),
        "fix": fix_entry(check),
        "sources": list(check.source),
    }


def fix_entry(check: Check) -> dict[str, Any]:
    """The smallest change for people, what would change words only, and safeguards that do the former."""
    return {
        "people": spaced(check.fix),
        "on_paper": spaced(check.fix_note),
        "safeguards": list(check.fix_safeguards),
    }


def element_entry(element: Element) -> dict[str, Any]:
    """An element with its parts; an answer of ``null`` is unknown."""
    entry: dict[str, Any] = {"text": element.text, "answer": element.answer}
    if element.reads:
        entry["reads"] = [read_entry(read) for read in element.reads]
    if element.more:
        entry["more"] = element.more
    if element.parts:
        entry["parts"] = [element_entry(part) for part in element.parts]
    return entry


def read_entry(read: Read) -> dict[str, Any]:
    """A field that was read."""
    return {
        "name": read.name,
        "item": read.item or None,
        "value": value_entry(read.fact.value),
        "origin": read.fact.origin or "unknown",
        "place": read.fact.place,
        "source": list(read.fact.source),
        "note": read.fact.note,
    }


def value_entry(value: Value) -> Any:
    """A value as plain JSON; an open end of an interval is null."""
    if isinstance(value, Between):
        return {"low": value.low if isfinite(value.low) else None, "high": value.high if isfinite(value.high) else None}
    if isinstance(value, Known):
        return {"words": list(value.words), "complete": value.complete}
    return value


def parameter_entry(name: str, parameter: Parameter) -> dict[str, Any]:
    """A number that a check names."""
    return {
        "name": name,
        "value": parameter.value,
        "unit": parameter.unit,
        "basis": parameter.basis,
        "why": parameter.why,
        "source": list(parameter.source),
    }


def source_entry(source: Source) -> dict[str, Any]:
    """A source."""
    return {
        "title": source.title,
        "body": source.body,
        "year": source.year,
        "url": source.url,
        "read_at": source.read_at,
        "grade": None if source.grade is None else source.grade.value,
        "seen": source.seen,
    }


def check_entry(rule: Rule, /, *, parameters: Mapping[str, Parameter]) -> dict[str, Any]:
    """A check of the catalogue, without a scheme."""
    check, law = rule.check, rule.law
    return {
        "check": check.id,
        "title": check.title,
        "law": law.law,
        "instrument": law.id,
        "instrument_title": law.title,
        "article": check.article,
        "jurisdiction": law.jurisdiction,
        "force": check.force,
        "since": check.since,
        "until": check.until,
        "pending": check.pending or None,
        "seen": check.seen,
        "severity": check.severity,
        "ceiling": rule.ceiling,
        "says": spaced(check.says),
        "applies": spaced(check.applies),
        "violates": spaced(check.violates) or None,
        "risk": spaced(check.risk) or None,
        "parameters": [parameter_entry(name, each) for name, each in parameters.items()],
        "lawyer": spaced(check.lawyer),
        "fix": fix_entry(check),
        "examples": [{"expect": each.expect, "say": each.say} for each in check.examples],
        "sources": {name: source_entry(law.sources[name]) for name in check.source if name in law.sources},
    }


def spaced(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
