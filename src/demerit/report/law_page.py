"""The law catalogue in words: its checks by instrument, and one check in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from demerit.audit.load import Rule
from demerit.audit.model import Parameter
from demerit.report.audit_words import ANSWERS, BASES, DISCLAIMER, FORCES, SEEN
from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.source_words import source_line

__all__ = ["check_page", "law_page"]

SHORT = {"primary": "read", "secondary": "account", "unverified": "UNVERIFIED"}


def law_page(rules: Sequence[Rule], /) -> Iterator[Block]:
    """Checks by instrument: what each asks, its dates, the most that it can say, and how far its text was read."""
    yield Paragraph(DISCLAIMER, "limit")
    columns = (Column(title="Check", right=False), Column(title="Asks", right=False, wraps=True),
               Column(title="In force", right=False, drop=1), Column(title="at most", right=False, drop=2),
               Column(title="text", right=False))  # fmt: skip
    for law in dict.fromkeys(rule.law.id for rule in rules):
        group = [rule for rule in rules if rule.law.id == law]
        first = group[0].law
        yield Heading(f"{first.title} ({first.jurisdiction}; --law {first.law})")
        rows = tuple(
            (rule.check.id, rule.check.title, when(rule), rule.ceiling, SHORT[rule.check.seen]) for rule in group
        )
        yield Table(columns=columns, rows=rows)
    yield Paragraph(f"{len(rules)} checks. One in full: demerit law show CHECK-ID", "quiet")


def when(rule: Rule) -> str:
    """Dates of a text."""
    check = rule.check
    if check.pending:
        return "not yet"
    return f"{check.since or ''} to {check.until}" if check.until else check.since or ""


def check_page(rule: Rule, /, *, parameters: Mapping[str, Parameter]) -> Iterator[Block]:
    """One check in full, with its test as it is written."""
    check, law = rule.check, rule.law
    yield Heading(f"{check.id}: {check.title}")
    yield Paragraph(DISCLAIMER, "limit")
    yield Paragraph(f"{law.title}, {check.article} ({law.jurisdiction}).", "strong")
    facts = [FORCES[check.force], f"severity {check.severity}", f"in force {when(rule) or 'always'}",
             f"at most {rule.ceiling}", SEEN[check.seen]]  # fmt: skip
    yield Paragraph("; ".join(facts) + ("." if not check.pending else f". Pending: {check.pending}."), "quiet")
    yield Paragraph(" ".join(check.says.split()))
    columns = (Column(title="", right=False), Column(title="", right=False, wraps=True))
    limbs = [(limb, " ".join(getattr(check, limb).split())) for limb in ("applies", "violates", "risk")]
    yield Table(columns=columns, rows=tuple((limb, text) for limb, text in limbs if text))
    for name, each in parameters.items():
        yield Paragraph(f"{name} is {each.value:g} {each.unit}: {BASES[each.basis]} ({each.why}).", "note")
    yield Paragraph(f"Only a lawyer can say: {' '.join(check.lawyer.split())}", "note")
    yield Paragraph(f"Smallest change for people: {' '.join(check.fix.split())}", "note")
    if check.fix_note:
        yield Paragraph(f"On paper only: {' '.join(check.fix_note.split())}", "note")
    yield Heading("Examples")
    rows = tuple((ANSWERS.get(each.expect, each.expect), each.say) for each in check.examples)
    yield Table(columns=columns, rows=rows)
    yield Heading("Sources")
    for name in check.source:
        if name in law.sources:
            yield Paragraph(source_line(name, law.sources[name]), "note")
