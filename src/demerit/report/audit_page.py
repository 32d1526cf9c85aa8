"""An audit as blocks: a table by instrument, findings element by element, and what could not be decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from demerit.audit.elements import Element
from demerit.audit.evaluate import Audit, Finding
from demerit.audit.truth import Read
from demerit.report.audit_words import ANSWERS, BASES, DISCLAIMER, FORCES, GAP, ORIGINS, SEEN, spoken_value
from demerit.report.blocks import Block, Column, Heading, Paragraph, Table

__all__ = ["audit_page", "title_of"]

TRIPPED = ("violates", "departs", "risk")
SEVERITIES = ("blocker", "high", "medium", "low")
MARKS = {True: "yes", False: "no", None: "?"}
ANSWER = Column(title="", right=False)
TEXT = Column(title="Element of the test, and what it was read from", right=False, wraps=True)


def title_of(audit: Audit, /, *, run: str = "") -> str:
    """Heading of an audit."""
    return f"{audit.scheme.title}: the law" + (f", with the figures of {run}" if run else "")


def audit_page(audit: Audit, /, *, checked: str, run: str = "") -> Iterator[Block]:
    """An audit from top to bottom.

    Parameters
    ----------
    audit : Audit
    checked : str
        Day on which the catalogue's dates were last looked at.
    run : str
        Name of the run whose figures were read; empty if there is none.
    """
    yield Heading(title_of(audit, run=run))
    yield Paragraph(DISCLAIMER, "limit")
    yield from introduction(audit, checked, run)
    if not audit.findings:
        yield from dates(audit)
        return
    yield Heading("By instrument")
    yield instruments(audit)
    yield from silent(audit)
    if audit.rule_gap:
        yield Paragraph(GAP, "strong")
    yield from findings(audit)
    yield from undecided(audit)
    yield from dates(audit)
    yield from on_paper(audit)
    yield from unverified(audit)


def introduction(audit: Audit, checked: str, run: str) -> Iterator[Block]:
    """What was asked, of which day, and what was left out."""
    day = f"Law of {audit.as_of}"
    day += ", the day on which the catalogue was last checked." if audit.as_of == checked else "."
    many = len(audit.findings)
    told = f"{audit.scheme.id}. {day} {many} check{'' if many == 1 else 's'}."
    told += f" Figures of {run}." if run else " Nothing was simulated: a RUN instead of a scheme gives its figures."
    yield Paragraph(told)
    end = audit.scheme.period.end
    if end is not None and audit.as_of[: len(end)] > end:
        told = f"The scheme ended in {end}: --as-of with an earlier day asks the law of its own time."
        yield Paragraph(told, "quiet")
    if audit.left_out:
        yield Paragraph(
            f"{audit.left_out} further checks are of law that does not reach it there, or on that day; "
            "--benchmark asks what they would say.",
            "quiet",
        )


def instruments(audit: Audit) -> Table:
    """How many answers of each kind each instrument gives."""
    columns = (
        Column(title="", right=False, wraps=True),
        Column(title="mode", right=False),
        Column(title="breach"),
        Column(title="departs"),
        Column(title="risk"),
        Column(title="undecidable"),
        Column(title="ok", drop=1),
        Column(title="not applicable", drop=3),
        Column(title="not in force", drop=2),
    )
    groups: dict[tuple[str, str], Counter[str]] = {}
    apart = ("not_applicable", "not_in_force")
    told = {finding.rule.law.id for finding in audit.findings if finding.result not in apart}
    for finding in audit.findings:
        if finding.rule.law.id not in told:
            continue
        key = (f"{finding.rule.law.title} ({finding.rule.law.jurisdiction})", finding.mode)
        groups.setdefault(key, Counter())[finding.result] += 1
    kinds = ("violates", "departs", "risk", "undecidable", "ok", "not_applicable", "not_in_force")
    rows = tuple((*key, *(str(many[kind]) if many[kind] else "" for kind in kinds)) for key, many in groups.items())
    return Table(columns=columns, rows=rows)


def silent(audit: Audit) -> Iterator[Block]:
    """Instruments that have nothing to say."""
    apart = ("not_applicable", "not_in_force")
    all_of = {finding.rule.law.id: finding.rule.law.title for finding in audit.findings}
    told = {finding.rule.law.id for finding in audit.findings if finding.result not in apart}
    names = [title for name, title in all_of.items() if name not in told]
    if names:
        yield Paragraph(f"Not applicable, or not in force: {'; '.join(names)}.", "quiet")


def rank(finding: Finding) -> tuple[int, int]:
    """Order of findings: the answer, then the severity."""
    return TRIPPED.index(finding.result), SEVERITIES.index(finding.rule.check.severity)


def findings(audit: Audit) -> Iterator[Block]:
    """Every check that tripped, in full."""
    tripped = sorted((each for each in audit.findings if each.result in TRIPPED), key=rank)
    for finding in tripped:
        check = finding.rule.check
        yield Heading(f"{check.id}: {ANSWERS[finding.result]} ({mode_words(finding)})")
        yield Paragraph(f"{check.title}. {finding.rule.law.title}, {check.article}.", "strong")
        yield Paragraph(status_words(finding), "quiet")
        yield Paragraph(f"It asks: {spaced(check.says)}")
        yield Table(columns=(ANSWER, TEXT), rows=tuple(element_rows(finding)))
        yield from (Paragraph(text, "note") for text in notes(finding))


def mode_words(finding: Finding) -> str:
    """The mode, and why it is a benchmark."""
    return "actual" if finding.mode == "actual" else f"benchmark, if it ran here: {finding.why}"


def status_words(finding: Finding) -> str:
    """Force, severity, dates, ceiling and how far the text was read."""
    check = finding.rule.check
    since = f"since {check.since}" if check.since else "no date"
    parts = [FORCES[check.force], f"severity {check.severity}", since, SEEN[check.seen]]
    if finding.rule.ceiling == "risk":
        parts.append("it can say no more than risk")
    return "; ".join(parts) + "."


def notes(finding: Finding) -> Iterator[str]:
    """What stands beside a finding: thresholds, what is open, the lawyer's part, the fix."""
    for name, each in finding.parameters.items():
        yield f"{name} is {each.value:g} {each.unit}: {BASES[each.basis]} ({each.why})."
    if finding.decide:
        could = f" could make it “{ANSWERS[finding.could_be]}”" if finding.could_be else " would decide it"
        yield f"Not declared, and{could}: {', '.join(finding.decide)}."
    check = finding.rule.check
    yield f"Only a lawyer can say: {spaced(check.lawyer)}"
    yield f"Smallest change for people: {spaced(check.fix)}"
    if check.fix_safeguards:
        yield f"To try in a paired world: demerit safeguard show {check.fix_safeguards[0]}"


def element_rows(finding: Finding) -> Iterator[tuple[str, str]]:
    """The limbs that bear on the answer, element by element."""
    for limb in limbs_of(finding):
        element = finding.elements[limb]
        yield MARKS[element.answer], LIMBS[limb]
        yield from rows_of(element, 1)


LIMBS = {"applies": "It applies:", "violates": "A breach:", "risk": "A risk:"}


def limbs_of(finding: Finding) -> list[str]:
    """Limbs to show: whether it applies, and what tripped; a breach that is open beside a risk too."""
    wanted = ["applies", "violates" if finding.result in ("violates", "departs") else "risk"]
    if finding.result == "risk" and "violates" in finding.elements and finding.elements["violates"].answer is None:
        wanted.insert(1, "violates")
    return [limb for limb in wanted if limb in finding.elements]


def rows_of(element: Element, depth: int) -> Iterator[tuple[str, str]]:
    """An element and its parts; of several of which one is enough, those that decide."""
    indent = "  " * depth
    yield MARKS[element.answer], indent + element.text
    for told in met_words(element):
        yield "", f"{indent}    {told}"
    deciding = tuple(part for part in element.parts if part.answer is element.answer)
    shown = element.parts if all_count(element) else deciding or element.parts
    for part in shown:
        yield from rows_of(part, depth + 1)


def all_count(element: Element) -> bool:
    """Whether every part bears on the answer of an element."""
    return (element.text == "all of") is (element.answer is True) or element.answer is None


def met_words(element: Element) -> Iterator[str]:
    """Facts behind an element: a line for each item, or for each place where several fields stand."""
    groups: dict[tuple[str, str], list[str]] = {}
    for read in dict.fromkeys(element.reads):
        groups.setdefault((read.item, where_words(read)), []).append(value_words(read))
    for (item, where), told in groups.items():
        name = f"{item}: " if item else ""
        yield f"{name}{', '.join(told)}{where}"
    if element.more:
        yield f"and {element.more} more"


def value_words(read: Read) -> str:
    """A field with its value; of an item without the name of its list."""
    name = read.name.partition(".")[2] if read.item else read.name
    note = f" ({read.fact.note})" if read.fact.note else ""
    return f"{name} {spoken_value(read.fact.value)}" + (note if read.fact.value is not None else "")


def where_words(read: Read) -> str:
    """Where a fact stands, and its sources."""
    if read.fact.value is None:
        return ""
    where = ", ".join(part for part in (ORIGINS.get(read.fact.origin, ""), read.fact.place) if part)
    return f" [{where}" + (f"; {', '.join(read.fact.source[:3])}" if read.fact.source else "") + "]"


def undecided(audit: Audit) -> Iterator[Block]:
    """What could not be decided, and which fields would decide most of it."""
    opened = [finding for finding in audit.findings if finding.result == "undecidable"]
    if not opened:
        return
    yield Heading(f"Not decided ({len(opened)})")
    many = Counter(name for finding in opened for name in finding.decide)
    most = ", ".join(f"{name} ({count})" for name, count in many.most_common(8))
    yield Paragraph(f"Fields that would bear on most of them: {most}.")
    for each in opened:
        seen = ", text unverified" if each.rule.check.seen == "unverified" else ""
        could = f"could be “{ANSWERS[each.could_be]}”; " if each.could_be else ""
        told = f"{each.rule.check.id} ({each.mode}{seen}): {could}{', '.join(each.decide)}"
        yield Paragraph(told, "note")


def dates(audit: Audit) -> Iterator[Block]:
    """Since when which text is broken, and until when."""
    if not audit.moments:
        return
    yield Heading("Time line")
    columns = (Column(title="From", right=False), Column(title="", right=False, wraps=True))
    rows = []
    for each in audit.moments:
        seen = ", text unverified" if each.rule.check.seen == "unverified" else ""
        until = f", until {each.until}" if each.until else ""
        told = f"{ANSWERS[each.result]} {each.rule.check.id} ({each.mode}{seen}){until}: {each.rule.check.title}"
        rows.append((each.since, told))
    yield Table(columns=columns, rows=tuple(rows))
    yield Paragraph(
        "As the file has it now, over all days: the day of the text, or of the scheme where that is later.", "quiet"
    )


def on_paper(audit: Audit) -> Iterator[Block]:
    """Ways in which a finding can be escaped without anything changing for people."""
    ways = [each for each in audit.findings if each.result in TRIPPED and (each.rule.check.fix_note or each.escapes)]
    if ways:
        yield Heading("Ways the findings can be escaped on paper")
        yield Paragraph("For legislators: labels that would turn a finding and change nothing for anybody.", "quiet")
        for each in ways:
            said = [f"{one.field} {spoken_value(one.value)} makes it {ANSWERS[one.becomes]}" for one in each.escapes]
            told = "; ".join(part for part in (spaced(each.rule.check.fix_note).rstrip("."), *said) if part)
            yield Paragraph(f"{each.rule.check.id} ({each.mode}): {told}.", "note")


def unverified(audit: Audit) -> Iterator[Block]:
    """Texts that were written down from general knowledge."""
    names = [each.rule.check.id for each in audit.findings if each.rule.check.seen == "unverified"]
    if names:
        yield Heading("Texts that are unverified")
        told = f"Written from general knowledge, to be read before anybody relies on them: {', '.join(names)}."
        yield Paragraph(told)


def spaced(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
