"""The page of the documentation that holds all schemes of the catalogue against the law of four places.

``python -m demerit.report.audits_docs docs`` writes it anew, from the files of the catalogue alone: nothing is run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Final

from demerit.audit.escapes import said
from demerit.audit.evaluate import UNION, Audit, Finding, audit
from demerit.audit.facts import facts_of
from demerit.audit.judge import Answer, answer_of, meaning_of
from demerit.audit.load import Rule, all_laws, vocabulary
from demerit.audit.truth import Facts
from demerit.evidence.catalogue import catalogue_ids
from demerit.report.audit_words import ANSWERS, DISCLAIMER
from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.markdown import markdown
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Scheme
from demerit.society.load import load_society

__all__ = ["AS_OF", "COMMAND", "PAGE", "Audited", "audit_of", "audits_documents", "audits_of_catalogue"]

AS_OF: Final = "2026-11-22"
"""Day of the law on the page and in the golden tables."""

COMMAND: Final = "python -m demerit.report.audits_docs docs"
PAGE: Final = "understand/audits.md"
LAWS: Final = {"eu": "European Union", "us": "United States", "cn": "China", "int": "International"}
COUNTRIES: Final = {
    "AUS": "Australia", "CAN": "Canada", "CHN": "China", "DEU": "Germany", "DNK": "Denmark", "FRA": "France",
    "GBR": "United Kingdom", "ITA": "Italy", "NLD": "Netherlands", "SGP": "Singapore", "SWE": "Sweden",
    "USA": "United States", "VEN": "Venezuela",
}  # fmt: skip
MADE_UP: Final = "made up, proposed or alleged"
BREACHES: Final = ("violates", "departs")
SOCIAL_SCORING: Final = "EU-AIA-05C"
MOST: Final = 6
MOST_FIELDS: Final = 16


@dataclass(frozen=True)
class Audited:
    """A scheme with what is known of it for the law, and its audit as a benchmark."""

    scheme: Scheme
    facts: Facts
    audit: Audit

    @property
    def country(self) -> str:
        """The country it runs in, or that it runs in none."""
        if self.scheme.status in ("fictional", "proposed", "alleged"):
            return MADE_UP
        return COUNTRIES[self.scheme.jurisdiction.country]

    @property
    def declared(self) -> int:
        """How many things its file declares."""
        tables = [table for table in vars(self.scheme.declaration).values() if isinstance(table, dict)]
        return sum(len(item) if isinstance(item, dict) else 1 for table in tables for item in table.values())

    def found(self, law: str, *answers: str, mode: str = "") -> list[Finding]:
        """Findings of one kind of law (empty: of all) with one of the answers, in one mode or both."""
        return [
            each for each in self.audit.findings
            if law in ("", each.rule.law.law) and each.result in answers and mode in ("", each.mode)
        ]  # fmt: skip


def audit_of(name: str, /) -> Audited:
    """Audit one scheme of the catalogue by what its file says, against every check, wherever it runs."""
    scheme, places = load_scheme(name)
    terms = vocabulary()
    facts = facts_of(scheme, places, load_society(scheme.society), relations=terms.relations)
    return Audited(scheme, facts, audit(scheme, facts, all_laws(), terms, as_of=AS_OF, benchmark=True))


def audits_of_catalogue() -> tuple[Audited, ...]:
    """Audit every scheme of the catalogue."""
    return tuple(audit_of(name) for name in catalogue_ids("schemes"))


def audits_documents(audits: Iterable[Audited] | None = None, /) -> dict[str, str]:
    """The page, by its path in the folder of the documentation.

    Parameters
    ----------
    audits : iterable of Audited, optional
        All of them are made if they are left out.
    """
    every = audits_of_catalogue() if audits is None else tuple(audits)
    parts: tuple[tuple[str, Callable[[tuple[Audited, ...]], Iterator[Block]]], ...] = (
        ("Why the counts are no ranking", caution),
        ("Scheme by scheme", by_scheme),
        ("What is found most", most_found),
        ("Rules written by people", rule_gap),
        ("What was not declared", undeclared),
    )
    text = [markdown(opening(every))]
    text += [f"## {title}\n\n{markdown(part(every))}" for title, part in parts]
    return {PAGE: "\n".join([*text, f"Made by `{COMMAND}`; do not edit.\n"])}


def opening(every: tuple[Audited, ...]) -> Iterator[Block]:
    """What the page is, with the disclaimer on top."""
    rules = all_laws()
    counts = Counter[str](rule.law.law for rule in rules)
    unread = sum(rule.check.seen == "unverified" for rule in rules)
    yield Heading("All schemes held against the law")
    yield Paragraph(DISCLAIMER, "strong")
    yield Paragraph(
        f"{len(every)} schemes, {len(rules)} checks ({'; '.join(f'{LAWS[law]} {counts[law]}' for law in LAWS)}), "
        "the law "
        f"of {AS_OF}. Every scheme is asked every check, as if it ran here, today, as its file says. Nothing was "
        "run, so "
        "what would need figures of a run is undecidable here. "
        f"{unread} checks rest on texts that were written from general knowledge and not read; they are marked (u). "
        "`demerit audit SCHEME` shows each finding element by element, with the line of the file that met it."
    )
    actual = sum(len(each.found("", *BREACHES, mode="actual")) for each in every)
    total = sum(len(each.found("", *BREACHES)) for each in every)
    yield Paragraph(
        f"Of {total} findings that say violates or departs from, {actual} are actual: the text holds where the "
        "scheme runs and no end of it is known. All others are a benchmark, and say nothing of what was lawful "
        "where and "
        "when the scheme ran."
    )


def caution(every: tuple[Audited, ...]) -> Iterator[Block]:
    """What is declared, country by country, beside what is found."""
    yield Paragraph(
        "A check can only find what a file declares, and what is not declared never becomes ok. Files with more "
        "sources "
        "declare more and so show more. The table has, for each country, how many things a file declares and how "
        "many of "
        "all checks end how (medians over its schemes). Compare countries with the column of the undecidable in "
        "sight, and never by breaches alone."
    )
    groups: dict[str, list[Audited]] = {}
    for each in every:
        groups.setdefault(each.country, []).append(each)
    rows = tuple(
        (name, str(len(groups[name])), *(f"{median(figure(each) for each in groups[name]):g}" for figure in FIGURES))
        for name in sorted(groups, key=lambda name: (name == MADE_UP, name))
    )
    titles = ("schemes", "declared", "breaches", "risks", "undecidable", "not applicable")
    yield Table(columns=(Column(title="country", right=False), *(Column(title=title) for title in titles)), rows=rows)


FIGURES: Final[tuple[Callable[[Audited], int], ...]] = (
    lambda each: each.declared,
    lambda each: len(each.found("", *BREACHES)),
    lambda each: len(each.found("", "risk")),
    lambda each: len(each.found("", "undecidable")),
    lambda each: len(each.found("", "not_applicable")),
)


def by_scheme(every: tuple[Audited, ...]) -> Iterator[Block]:
    """Every scheme with its counts for each kind of law."""
    yield Paragraph(
        "Each cell: breaches (violates or departs from) / risks / undecidable. With (a), some of that law is "
        "actual there, because it binds where the scheme runs and the scheme is not known to have ended."
    )
    order = sorted(every, key=lambda each: (each.country == MADE_UP, each.country, each.scheme.id))
    rows = tuple((f"`{each.scheme.id}`", each.country, *(cell(each, law) for law in LAWS)) for each in order)
    heads = (Column(title="scheme", right=False), Column(title="runs in", right=False))
    yield Table(columns=(*heads, *(Column(title=title) for title in LAWS.values())), rows=rows)


def cell(each: Audited, law: str) -> str:
    """Counts of one kind of law."""
    counts = [len(each.found(law, *answers)) for answers in (BREACHES, ("risk",), ("undecidable",))]
    in_force = [one for one in each.audit.findings if one.rule.law.law == law and one.mode == "actual"]
    mark = " (a)" if any(one.result not in ("not_in_force", "not_applicable") for one in in_force) else ""
    return " / ".join(map(str, counts)) + mark


def most_found(every: tuple[Audited, ...]) -> Iterator[Block]:
    """The checks that found most, for each kind of law."""
    yield Paragraph(
        "In how many schemes a check answers with a breach, a risk, or not at all for want of a declaration; the "
        f"{MOST} that found most of each kind of law."
    )
    rows: list[tuple[str, ...]] = []
    for law, title in LAWS.items():
        counted = [(rule, counts_of(rule, every)) for rule in all_laws() if rule.law.law == law]
        counted.sort(key=lambda pair: (-pair[1]["breach"], -pair[1]["risk"], pair[0].check.id))
        found = [pair for pair in counted if pair[1]["breach"] + pair[1]["risk"]]
        for rule, counts in found[:MOST]:
            name = f"`{rule.check.id}`{' (u)' if rule.check.seen == 'unverified' else ''} {rule.check.title}"
            rows.append((title, name, *(str(counts[key]) for key in ("breach", "risk", "undecidable"))))
    heads = (Column(title="law", right=False), Column(title="check", right=False, wraps=True))
    counted_as = (Column(title="breach"), Column(title="risk"), Column(title="undecidable"))
    yield Table(columns=(*heads, *counted_as), rows=tuple(rows))
    silent = [
        rule.check.id for rule in all_laws() if not any(counts_of(rule, every)[key] for key in ("breach", "risk"))
    ]
    yield Paragraph(
        f"{len(silent)} of {len(all_laws())} checks found nothing in any scheme, for want of declarations or "
        "because none "
        "does such a thing."
    )


def counts_of(rule: Rule, every: Iterable[Audited]) -> Mapping[str, int]:
    """In how many schemes a check answers how."""
    results = Counter(
        one.result for each in every for one in each.audit.findings if one.rule.check.id == rule.check.id
    )  # fmt: skip
    breaches = sum(results[answer] for answer in BREACHES)
    return {"breach": breaches, "risk": results["risk"], "undecidable": results["undecidable"]}


def rule_gap(every: tuple[Audited, ...]) -> Iterator[Block]:
    """Schemes that the ban of social scoring does not reach because people wrote their rules."""
    rows = []
    for each in every:
        if each.audit.rule_gap:
            told = (
                "; ".join(f"`{name}` {ANSWERS[answer]}" for name, answer in inferred(each).items())
                or "no breach and no risk"
            )
            rows.append((f"`{each.scheme.id}`", each.country, told))
    yield Paragraph(
        "The AI Act of the EU speaks of systems that infer. Where people wrote the rules, its ban of social scoring "
        "may "
        f"not reach a scheme, whatever that does to people. {len(rows)} schemes fall into this gap (check "
        "EU-AIA-03-RULEGAP). The last column: what the checks on the ban would answer if a machine had learned the "
        "same "
        "rules and nothing were different for anybody; what they would not be able to decide is left out."
    )
    titles = ("scheme", "runs in", "if a machine had learned them")
    yield Table(columns=tuple(Column(title=title, right=False, wraps=True) for title in titles), rows=tuple(rows))
    inside = sum(each.audit.rule_gap and each.scheme.jurisdiction.country in UNION for each in every)
    yield Paragraph(f"{inside} of them run in the Union; the Act never held for the others.")


def inferred(each: Audited) -> dict[str, Answer]:
    """What the checks on social scoring would answer if a machine inferred the same."""
    meaning = meaning_of(said(each.facts, "engine.kind", "learned"), vocabulary())
    answers = {
        rule.check.id: answer_of(rule, meaning) for rule in all_laws() if rule.check.id.startswith(SOCIAL_SCORING)
    }
    return {name: answer for name, answer in answers.items() if answer in (*BREACHES, "risk")}


def undeclared(every: tuple[Audited, ...]) -> Iterator[Block]:
    """What would have decided what was not decided."""
    findings, schemes = Counter[str](), Counter[str]()
    runs = total = 0
    for each in every:
        wanted = [one.decide for one in each.found("", "undecidable")]
        total += len(wanted)
        runs += sum(all(name.startswith("ind.") for name in names) for names in wanted)
        findings.update(name for names in wanted for name in names)
        schemes.update({name for names in wanted for name in names})
    yield Paragraph(
        f"{total} findings are undecidable. {runs} of them wait for figures of a run alone (`demerit audit RUN`); the "
        "others for a declaration too. The fields that are missed most, with the number of findings that name them (a "
        "finding may name several) and of schemes that do not declare them:"
    )
    most = [name for name, _ in findings.most_common() if not name.startswith("ind.")]
    most.sort(key=lambda name: (-findings[name], name))
    rows = tuple((f"`{name}`", str(findings[name]), str(schemes[name])) for name in most[:MOST_FIELDS])
    yield Table(
        columns=(Column(title="field", right=False), Column(title="findings"), Column(title="schemes")), rows=rows
    )


if __name__ == "__main__":
    import sys
    from pathlib import Path

    from demerit.ledger.folder import write_whole

    for path, page in audits_documents().items():
        write_whole(Path(sys.argv[1]) / path, page)
