"""Fixes that were tried, as blocks and as a document: what becomes of findings, whom it spares, what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from demerit.audit.evaluate import Finding
from demerit.audit.fixes import TRIPPED, Fix, Turned
from demerit.report.audit_words import ANSWERS
from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.figures import NONE, count

__all__ = ["fixes_document", "fixes_page"]

SHORT = ANSWERS | {"undecidable": "open", "not_applicable": "n/a"}
BETTER = ("violates", "departs", "risk", "undecidable", "ok", "not_applicable")
COLUMNS = (
    Column(title="with", right=False, wraps=True),
    Column(title="finding", right=False),
    Column(title="before", right=False),
    Column(title="after", right=False),
    Column(title="spared"),
    Column(title="anew"),
    Column(title="true"),
)


def fixes_page(fixes: Sequence[Fix], findings: Sequence[Finding], /, *, persons: int, months: int) -> Iterator[Block]:
    """What safeguards make of the findings that name them.

    Parameters
    ----------
    fixes : sequence of Fix
    findings : sequence of Finding
        Of the audit.
    persons, months : int
        Of each small world.

    Yields
    ------
    Block
    """
    yield Heading("Fixes tried")
    if not fixes:
        yield Paragraph("No finding names a safeguard that could be tried.", "quiet")
    else:
        yield Paragraph(
            f"Each safeguard that a finding names, in two worlds of {count(persons)} persons and {count(months)} "
            "months: without it and with it, the same people, the same dice. What stands on paper is taken as it was. "
            "Spared and anew: people penalised in any way only without it, only with it; true: how many fewer are "
            "hit on true records, their own or another's, which is what it costs the scheme's stated purpose. Open: "
            "undecidable. Law is asked of the small worlds' figures, so an answer may be another than above.",
            "caption",
        )
        rows = tuple(row for fix in fixes for row in rows_of(fix))
        if rows:
            yield Table(columns=COLUMNS, rows=rows)
            names = ", ".join(fix.safeguard for fix in fixes if fix.turned)
            yield Paragraph(f"In this order: {names}. One by itself: demerit pair SCHEME --safeguard NAME.", "quiet")
        yield from conduct(fixes)
        idle = [fix.safeguard for fix in fixes if not fix.turned]
        if idle:
            yield Paragraph(f"Change nothing that happens to anybody in this scheme: {', '.join(idle)}.", "quiet")
    stuck = unturned(fixes, findings)
    if stuck:
        yield Paragraph(
            f"No change to what people undergo that was tried turns: {', '.join(stuck)}. What would turn these on "
            "paper alone stands above.",
            "note",
        )


def conduct(fixes: Sequence[Fix]) -> Iterator[Block]:
    """What becomes of unlawful conduct, where it moves beyond chance."""
    moved = [fix for fix in fixes if fix.unlawful and fix.unlawful["low"] is not None]
    told = [
        f"{fix.title} {fix.unlawful['value']:+.2g} ({fix.unlawful['low']:+.2g} to {fix.unlawful['high']:+.2g})"
        for fix in moved
        if fix.unlawful is not None and fix.unlawful["low"] * fix.unlawful["high"] > 0
    ]
    if told:
        yield Paragraph(f"Unlawful acts a person-year, with it less without: {'; '.join(told)}.", "note")
    elif any(fix.turned for fix in fixes):
        yield Paragraph("Unlawful conduct is not moved beyond chance by any of them in these worlds.", "quiet")


def rows_of(fix: Fix) -> Iterator[tuple[str, ...]]:
    """A row for each finding that names a safeguard; its people stand in the first."""
    people = fix.people
    spared, anew = ("", "") if people is None else (count(people["only_b"]), count(people["only_a"]))
    true = ""
    if people is not None:
        wrongly = fix.wrongly
        true = NONE if wrongly is None else count(people["only_b"] - people["only_a"] - wrongly[0] + wrongly[1])
    for place, each in enumerate(fix.turned):
        whose = (fix.title, spared, anew, true) if place == 0 else ("", "", "", "")
        yield (whose[0], each.check, SHORT[each.before], answer_after(each), *whose[1:])


def answer_after(each: Turned) -> str:
    """The answer with the safeguard, or that it is the same."""
    return "the same" if each.after == each.before else SHORT[each.after]


def is_turned(each: Turned) -> bool:
    """Whether a finding is a milder one: unknown is not."""
    milder = BETTER.index(each.after) > BETTER.index(each.before)
    return milder and each.after != "undecidable"


def unturned(fixes: Sequence[Fix], findings: Sequence[Finding]) -> list[str]:
    """Findings that nothing turned."""
    turned = {each.check for fix in fixes for each in fix.turned if is_turned(each)}
    return [each.rule.check.id for each in findings if each.result in TRIPPED and each.rule.check.id not in turned]


def fixes_document(
    fixes: Sequence[Fix], findings: Sequence[Finding], /, *, persons: int, months: int
) -> dict[str, Any]:
    """The same as plain JSON values."""
    return {
        "persons": persons,
        "months": months,
        "tried": [{**asdict(fix), "wrongly": None if fix.wrongly is None else list(fix.wrongly)} for fix in fixes],
        "unturned": unturned(fixes, findings),
    }
