"""The audit: every check of law that was asked for, answered of one scheme, element by element.

It judges schemes as data, never persons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from demerit.audit.check_expression import names_of
from demerit.audit.elements import Element, elements_of, missing_in
from demerit.audit.escapes import Escape, escapes
from demerit.audit.judge import Answer, answer_of, meaning_of
from demerit.audit.load import Rule, Vocabulary
from demerit.audit.model import Parameter
from demerit.audit.truth import Facts, Meaning, truth
from demerit.scheme.model import Scheme

__all__ = ["Audit", "Finding", "Mode", "Moment", "audit", "checked_on", "mode_of", "parameters_of"]

Mode = Literal["actual", "benchmark"]

UNION: Final = frozenset({
    "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN", "IRL", "ITA",
    "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE",
})  # fmt: skip
"""Members of the European Union (ISO 3166 alpha-3)."""

COUNTRIES: Final[Mapping[str, frozenset[str]]] = {
    "EU": UNION,
    "NL": frozenset({"NLD"}),
    "US": frozenset({"USA"}),
    "CN": frozenset({"CHN"}),
}
PLACES: Final = {"US-TX": ("USA", "texas"), "US-CO": ("USA", "colorado"), "CN-31": ("CHN", "shanghai")}
GAP: Final = "EU-AIA-03-RULEGAP"


@dataclass(frozen=True)
class Finding:
    """What a check answers of a scheme.

    Attributes
    ----------
    rule : Rule
    result : str
    mode : str
        ``actual``: it runs where and when the text holds; ``benchmark``: if it ran here.
    why : str
        In a sentence, where the elements do not say it: dates, or why it is a benchmark.
    elements : {limb: Element}
        Each limb that was looked at, taken apart.
    decide : tuple of str
        Fields that would decide what is not decided.
    could_be : str
        The worse answer that these fields could give; empty where there is none.
    parameters : {name: Parameter}
        Numbers that it names.
    escapes : tuple of Escape
        Single words of the declaration that would turn it, and change nothing for anybody.
    """

    rule: Rule
    result: Answer
    mode: Mode
    why: str
    elements: Mapping[str, Element]
    decide: tuple[str, ...]
    could_be: str
    parameters: Mapping[str, Parameter]
    escapes: tuple[Escape, ...] = ()


@dataclass(frozen=True)
class Moment:
    """A day from which a text is broken: that of the text, or of the scheme where that is later; and until when."""

    since: str
    until: str
    rule: Rule
    result: Answer
    mode: Mode


@dataclass(frozen=True)
class Audit:
    """An audit of a scheme on a day.

    Attributes
    ----------
    scheme : Scheme
    as_of : str
    findings : tuple of Finding
        In the order of the catalogue.
    left_out : int
        Checks that are not actual, and were not asked for.
    rule_gap : bool
        Its rules were written by people, so the AI Act of the EU may not reach what it does.
    moments : tuple of Moment
        Since when which texts are broken, whatever the day that was asked for; oldest first.
    """

    scheme: Scheme
    as_of: str
    findings: tuple[Finding, ...]
    left_out: int
    rule_gap: bool
    moments: tuple[Moment, ...]


def checked_on(rules: Iterable[Rule], /) -> str:
    """The day on which the dates of the catalogue were last looked at."""
    return max((rule.law.checked for rule in rules if rule.law.checked), default="2026-11-21")


def audit(
    scheme: Scheme, facts: Facts, rules: Iterable[Rule], terms: Vocabulary, /, *, as_of: str, benchmark: bool = False
) -> Audit:
    """Answer checks of a scheme.

    Parameters
    ----------
    scheme : Scheme
    facts : Facts
        From ``facts_of``.
    rules : iterable of Rule
    terms : Vocabulary
    as_of : str
        Day of the law, YYYY-MM-DD.
    benchmark : bool
        Also what the law of other places and times would say.

    Returns
    -------
    Audit
    """
    meaning, rules = meaning_of(facts, terms), tuple(rules)
    findings, left_out = [], 0
    for rule in rules:
        mode, why = mode_of(rule, scheme, as_of)
        if mode == "benchmark" and not benchmark:
            left_out += 1
        else:
            findings.append(finding_of(rule, meaning, terms, mode, why, as_of))
    gap = any(each.rule.check.id == GAP and each.result in ("risk", "violates") for each in findings)
    found = sorted(moments(rules, scheme, meaning), key=lambda one: (one.since, one.rule.check.id))
    told = tuple(one for one in found if benchmark or one.mode == "actual")
    return Audit(scheme, as_of, tuple(findings), left_out, gap, told)


def mode_of(rule: Rule, scheme: Scheme, as_of: str, /) -> tuple[Mode, str]:
    """Whether a text reaches a scheme where and when it runs, and why not."""
    place = scheme.jurisdiction
    if scheme.status in ("fictional", "proposed", "alleged"):
        return "benchmark", f"the scheme is {scheme.status}"
    if not reaches(rule, place.country, place.place):
        return "benchmark", f"it runs in {place.place or place.country}"
    if place.country in rule.law.not_party:
        return "benchmark", f"{place.country} is not bound: {rule.law.not_party[place.country]}"
    begin, end = scheme.period.start, scheme.period.end
    if begin is not None and as_of < begin[: len(as_of)]:
        return "benchmark", f"it began in {begin}"
    if end is not None and as_of[: len(end)] > end:
        return "benchmark", f"it ended in {end}"
    if end is None and scheme.status == "ended":
        return "benchmark", "it has ended"
    if end is None and scheme.status == "pilot":
        return "benchmark", "it was a pilot, and whether it still runs is not known"
    return "actual", ""


def reaches(rule: Rule, country: str, place: str) -> bool:
    """Whether a text holds where a scheme runs."""
    jurisdiction = rule.law.jurisdiction
    if jurisdiction == "INT":
        return country != "XXX"
    if jurisdiction in PLACES:
        where, name = PLACES[jurisdiction]
        return country == where and name in place.casefold()
    return country in COUNTRIES[jurisdiction]


def finding_of(rule: Rule, meaning: Meaning, terms: Vocabulary, mode: Mode, why: str, as_of: str) -> Finding:
    """Answer one check."""
    parameters = parameters_of(rule, terms)
    closed = not_in_force(rule, as_of)
    if closed:
        told = f"{closed}; {why}" if why else closed
        return Finding(rule, "not_in_force", mode, told, {}, (), "", parameters)
    result = answer_of(rule, meaning)
    limbs = ("applies",) if result == "not_applicable" else ("applies", "violates", "risk")
    taken = {limb: elements_of(rule.limbs[limb], getattr(rule.check, limb), meaning)
             for limb in limbs if limb in rule.limbs}  # fmt: skip
    missing, worse = open_questions(rule, result, meaning, taken)
    return Finding(rule, result, mode, why, taken, missing, worse, parameters, escapes(rule, meaning))


def parameters_of(rule: Rule, terms: Vocabulary, /) -> dict[str, Parameter]:
    """Numbers that a check names, by name."""
    names = {".".join(name) for tree in rule.limbs.values() for name in names_of(tree)}
    return {name: terms.params[name] for name in sorted(names & set(terms.params))}


def not_in_force(rule: Rule, as_of: str) -> str:
    """Why a text does not apply on a day; empty if it does."""
    check = rule.check
    if check.pending:
        return f"not in force yet: {check.pending}"
    if check.since is not None and as_of < check.since:
        return f"from {check.since}"
    if check.until is not None and as_of[: len(check.until)] > check.until:
        return f"until {check.until}"
    return ""


def open_questions(
    rule: Rule, result: Answer, meaning: Meaning, taken: Mapping[str, Element]
) -> tuple[tuple[str, ...], str]:
    """Fields that would decide what is open, and the worse answer that they could give."""
    if result not in ("undecidable", "risk"):
        return (), ""
    open_limbs = [limb for limb in taken if truth(rule.limbs[limb], meaning) is None]
    if result == "risk":
        open_limbs = [limb for limb in open_limbs if limb == "violates"]
    elif "applies" in open_limbs:
        open_limbs = ["applies"]
    missing = tuple(dict.fromkeys(name for limb in open_limbs for name in missing_in(taken[limb])))
    worst = "violates" if "violates" in rule.limbs and taken["violates"].answer is None else "risk"
    if result == "undecidable" and "applies" in open_limbs:
        worst = rule.ceiling
    return missing, worst if missing and worst != result else ""


def moments(rules: Iterable[Rule], scheme: Scheme, meaning: Meaning) -> Iterator[Moment]:
    """Since when texts are broken by what is known of a scheme, if nothing else changed over time."""
    begin, end = scheme.period.start or "", scheme.period.end or ""
    for rule in rules:
        result, check = answer_of(rule, meaning), rule.check
        if result not in ("violates", "departs") or check.pending or check.since is None:
            continue
        since = max(check.since, begin + "-01-01"[len(begin) - 4 :] if begin else "")
        until = min((day for day in (check.until, end) if day), default="")
        mode = mode_of(rule, scheme, since)[0] if not until or since[: len(until)] <= until else "benchmark"
        if mode == "actual":
            yield Moment(since, until, rule, result, mode)
        else:
            yield Moment(check.since, check.until or "", rule, result, mode)
