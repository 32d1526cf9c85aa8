"""The numbers of a society part by part: what each says, how much, and whether it is measured or assumed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from demerit.evidence.quantity import CLASS_OF_GRADE, Grade, Quantity
from demerit.evidence.rows import EvidenceRow, evidence_rows
from demerit.report.evidence_page import UNIT_WORDS
from demerit.report.figures import HARD, NONE, count, number
from demerit.report.scheme_page import named
from demerit.society.load import SocietyBundle
from demerit.society.model import Households, Margin, ObligationSpec, Society

__all__ = ["Line", "SocietyPart", "society_parts"]

TIE_WORDS = {
    "parent": "Parents", "kin": "Relatives", "friend": "Friends", "colleague": "Colleagues", "neighbour": "Neighbours",
}  # fmt: skip
RESPONSE_WORDS = {
    "deterrence": "Deterrence", "chilling": "Chilling of what is lawful", "coercion": "Conduct out of fear",
    "hardship": "Hardship", "while_listed": "Conduct while listed", "effort": "Effort for a reward",
    "avoidance": "Avoiding the listed",
}  # fmt: skip
OF_PEOPLE = ("persons", "margins")
SHARES = ("share", "probability")
FEW = 4
"""Shares of a table that are said one by one."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A number, or a table of numbers with one grade, as a reader meets it.

    Attributes
    ----------
    what, value : str
    grade : Grade
    source : tuple of str
        Ids of sources.
    span : str
        The range of what is assumed.
    why : str
        Where a measured number stands, or why a number is assumed to be so.
    many : int
        How many numbers of the file it says.
    """

    what: str
    value: str
    grade: Grade
    source: tuple[str, ...]
    span: str
    why: str
    many: int = 1

    @property
    def assumed(self) -> bool:
        """Whether no source gives it."""
        return CLASS_OF_GRADE[self.grade] == "assumption"


@dataclass(frozen=True, kw_only=True)
class SocietyPart:
    """A part of a society: its main numbers as lines, and all its numbers as rows."""

    id: str
    title: str
    lines: tuple[Line, ...]
    rows: tuple[EvidenceRow, ...]
    kind: str


def society_parts(bundle: SocietyBundle, /) -> Iterator[SocietyPart]:
    """Parts of a society that have numbers: people, households, ties, firms, conduct, needs, beliefs, responses."""
    society = bundle.society
    rows = evidence_rows(society, file="society")
    of_society = (
        ("people", "People", people_lines(society), OF_PEOPLE),
        ("households", "Households", household_lines(society.households), ("households",)),
        ("ties", "Ties", tie_lines(society), ("ties",)),
        ("firms", "Firms", firm_lines(society), ("firms",)),
    )
    for ident, title, lines, keys in of_society:
        yield from part(ident, title, "society", lines, [row for row in rows if row.path[0] in keys])
    acts = evidence_rows(bundle.conduct, file="conduct")
    yield from part("conduct", "Conduct", "conduct", conduct_lines(bundle), acts)
    needs = (line(named(need), need.rate) for need in bundle.needs.needs)
    yield from part("needs", "Needs", "needs", needs, evidence_rows(bundle.needs, file="needs"))
    beliefs = (line(named(belief), belief.share) for belief in bundle.beliefs.beliefs)
    yield from part("beliefs", "Beliefs", "beliefs", beliefs, evidence_rows(bundle.beliefs, file="beliefs"))
    responses = (response_line(item) for item in bundle.responses.responses)
    yield from part("responses", "Responses", "responses", responses, evidence_rows(bundle.responses, file="responses"))


def part(ident: str, title: str, kind: str, lines: Iterable[Line], rows: list[EvidenceRow]) -> Iterator[SocietyPart]:
    """A part, measured numbers first; nothing for one without numbers."""
    ordered = sorted(lines, key=lambda item: item.assumed)
    if rows:
        yield SocietyPart(id=ident, title=title, lines=tuple(ordered), rows=tuple(rows), kind=kind)


def line(what: str, quantity: Quantity, *, value: str = "") -> Line:
    """Line of a quantity."""
    assumed = CLASS_OF_GRADE[quantity.grade] == "assumption"
    said = (quantity.note, quantity.derived) if assumed else (quantity.place, quantity.derived, quantity.note)
    return Line(
        what=what,
        value=value or amount(quantity),
        grade=quantity.grade,
        source=quantity.source,
        span=ends(quantity.range, quantity.unit),
        why=first_sentence(next((text for text in said if text), "")),
    )


def amount(quantity: Quantity) -> str:
    """Value of a quantity with its unit: ``12 %``, ``0.3 a year, by age``, ``up to 5.5 a year, by date``."""
    unit = UNIT_WORDS.get(quantity.unit, quantity.unit)
    others = [
        *(value for of in quantity.by.values() for value in of.values()),
        *(case.value for case in quantity.where),
    ]
    others += [step.value for step in quantity.steps]
    most = max([quantity.value, *others])
    value = quantity.value or most
    text = share(value) if quantity.unit in SHARES else f"{number(value)}{HARD}{unit}".strip(HARD)
    text = text if quantity.value or not most else f"up to {text}"
    groups = [*quantity.by, *(name for case in quantity.where for name in case.when), *quantity.times]
    by = [name.replace("_", " ") for name in dict.fromkeys(groups)] + (["date"] if quantity.steps else [])
    return f"{text}, by {joined(by)}" if by else text


def joined(words: list[str]) -> str:
    """Words as a list in prose."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def ends(of: tuple[float, float] | None, unit: str) -> str:
    """The two ends of a range: ``2 to 8``, ``62 to 96 %``; nothing where there is none."""
    if of is None:
        return ""
    if unit in SHARES:
        return f"{share(of[0]).removesuffix(f'{HARD}%')} to {share(of[1])}"
    return f"{number(of[0])} to {number(of[1])}"


def share(value: float) -> str:
    """A share as a percentage with three figures, as files have it: ``5 %``, ``0.186 %``."""
    return f"{number(float(f'{value * 100:.3g}'))}{HARD}%"


def first_sentence(text: str) -> str:
    """The first sentence of a note, without its full stop."""
    return re.split(r"(?<=[a-z0-9)%])[.;] (?=[A-Z\"(]|[a-z])", " ".join(text.split()), maxsplit=1)[0].rstrip(".")


def people_lines(society: Society) -> Iterator[Line]:
    """How many people there are, and the tables they are drawn from."""
    persons = society.persons
    yield line("How many people", persons, value=count(persons.value))
    names = {item.id: item.label or item.id.replace("_", " ").capitalize() for item in society.attributes}
    labels = {item.id: dict(zip(item.values, item.labels or item.values, strict=True)) for item in society.attributes}
    for margin in society.margins:
        what = joined([names[name] if at == 0 else lowered(names[name]) for at, name in enumerate(margin.of)])
        given = f", by {joined([lowered(names[name]) for name in margin.given])}" if margin.given else ""
        grade = Grade(margin.grade)
        assumed = CLASS_OF_GRADE[grade] == "assumption"
        yield Line(
            what=f"{what}{given}",
            value=shares_of(margin, labels),
            grade=grade,
            source=margin.source,
            span=ends(margin.range, "share"),
            why=first_sentence(margin.note or margin.place if assumed else margin.place or margin.note),
        )


def lowered(name: str) -> str:
    """A label inside a sentence; abbreviations keep their capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def shares_of(margin: Margin, labels: dict[str, dict[str, str]]) -> str:
    """A few shares in words, or how many there are."""
    total = sum(margin.shares.values())
    if len(margin.of) > 1 or margin.given or len(margin.shares) > FEW or total <= 0:
        return f"{len(margin.shares)}{HARD}shares"
    of = labels[margin.of[0]]
    said = {of.get(key, key).replace("_", " "): share(value / total) for key, value in margin.shares.items()}
    return ", ".join(f"{label} {text}" for label, text in said.items())


def household_lines(households: Households | None) -> Iterator[Line]:
    """Sizes of households in a line."""
    if households is None:
        return
    sizes = {int(size.rstrip("+")): share for size, share in households.shares.items()}
    total = sum(sizes.values())
    mean = sum(size * share for size, share in sizes.items()) / total if total else None
    value = NONE if mean is None else f"{mean:.2f} on average, at most {max(sizes)}"
    value = "one each" if max(sizes) == 1 else value
    yield Line(
        what="People in a household",
        value=value,
        grade=Grade(households.grade),
        source=households.source,
        span="",
        why=first_sentence(households.note or households.place),
    )


def tie_lines(society: Society) -> Iterator[Line]:
    """How many ties people have, and how alike those are whom they join."""
    names = {item.id: item.label or item.id for item in society.attributes}
    for tie in society.ties:
        word = TIE_WORDS[tie.id]
        known = line(word, tie.mean_degree, value=f"{number(tie.mean_degree.value)} on average")
        yield replace(known, why=known.why or first_sentence(tie.note))
        for attribute, alike in tie.homophily.items():
            yield line(f"{word} alike: {lowered(names.get(attribute, attribute))}", alike)


def firm_lines(society: Society) -> Iterator[Line]:
    """How many firms there are, and who is behind them."""
    if society.firms is not None:
        yield line("Firms per 1,000 people", society.firms.per_1000, value=number(society.firms.per_1000.value))
        yield line("Officers of a firm", society.firms.officers, value=number(society.firms.officers.value))
        yield line("People employed", society.firms.employed)


def conduct_lines(bundle: SocietyBundle) -> Iterator[Line]:
    """What people do, owe and earn."""
    for act in bundle.conduct.behaviours:
        known = line(act_words(act), act.rate)
        yield replace(known, why=known.why or first_sentence(act.note))
    for debt in bundle.conduct.obligations:
        yield from debt_lines(debt)
    for income in bundle.conduct.incomes:
        earned = amount(income.amount).replace("times", "full benefits")
        yield line(f"{named(income)}: earned in a period worked", income.amount, value=earned)
        for year in income.years:
            if year.share is not None:
                yield line(f"{named(income)}: years with {year.worked} of {income.periods} periods worked", year.share)


def debt_lines(debt: ObligationSpec) -> Iterator[Line]:
    """What is owed in one line, if all of it is assumed, else in three."""
    able = line(f"{named(debt)}: able to perform", debt.able.share)
    by_able = line(f"{named(debt)}: performed by the able", debt.performed_able)
    by_others = line(f"{named(debt)}: performed by others", debt.performed_unable)
    each = (able, by_able, by_others)
    if not all(item.assumed for item in each):
        yield from each
        return
    yield Line(
        what=named(debt),
        value=f"{able.value} able; {by_able.value} performed by them, {by_others.value} by others",
        grade=Grade.ASSUMPTION,
        source=tuple(dict.fromkeys(name for item in each for name in item.source)),
        span="; ".join(item.span for item in each),
        why=next((item.why for item in each if item.why), first_sentence(debt.note)),
        many=len(each),
    )


def act_words(act: Any) -> str:
    """A behaviour, and whether it is lawful or a right."""
    if act.protected != "none":
        return f"{named(act)} (lawful, {act.protected})"
    return f"{named(act)} (lawful)" if act.gravity == 0 else named(act)


def response_line(response: Any) -> Line:
    """A response with its coefficient, and whether it is switched on."""
    value = f"{'on' if response.on else 'off'}; {number(response.coefficient.value)}"
    known = line(RESPONSE_WORDS[response.kind], response.coefficient, value=value)
    return replace(known, why=re.sub(r"^(eta|chi|kappa|h|e|a|[Oo]ff|[Oo]n)(: |, |$)", "", known.why))
