"""The score, its bands and its card."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from demerit.errors import Defect
from demerit.evidence.quantity import UNITS, Quantity
from demerit.evidence.walk import records_of
from demerit.evidence.yamltext import Path
from demerit.scheme.checks.case import Case
from demerit.scheme.model import Band, Quota, Scheme
from demerit.scheme.prune import NO_WAY_IN

__all__ = ["check_bands", "check_card", "check_score", "check_shares", "check_terms", "out_of_reach"]


def check_score(case: Case) -> Iterator[Defect]:
    """Floor, initial value and ceiling are in order; what needs a score has one."""
    scheme, score = case.scheme, case.scheme.score
    order = [(name, q.value) for name in ("floor", "initial", "ceiling") if (q := getattr(score, name)) is not None]
    for (low, a), (high, b) in pairwise(order):
        if a > b:
            yield case.fault(
                "S305",
                ("score", high),
                f"{high} {b:g} of the score is below its {low} {a:g}",
                "Write floor <= initial <= ceiling.",
            )
    if score.kind == "none":
        for name, there in (("bands", scheme.bands), ("traits", scheme.traits)):
            if there:
                yield case.fault("S317", (name,), f"the scheme has {name} but no score", "Set score.kind.", key=True)
        if score.terms:
            yield case.fault(
                "S317", ("score", "terms"), "the score has terms but its kind is none", "Set score.kind.", key=True
            )
    if score.rerating is not None and (
        score.kind != "sum" or score.clamp == "running" or any(rule.set is not None for rule in scheme.rules)
    ):
        yield case.fault(
            "S364",
            ("score", "rerating"),
            "only a sum is read at intervals, without a running clamp and rules that set it",
            "Remove rerating, or what does not go with it.",
            key=True,
        )
    if (score.kind == "scorecard") != (score.card is not None):
        yield case.fault("S333", ("score",), "kind: scorecard and card go together", "Give both or neither.", key=True)
    for i, trait in enumerate(scheme.traits):
        if not trait.points.by and not trait.points.where and not trait.points.times:
            yield case.fault(
                "S329",
                ("traits", i, "points"),
                f'points of trait "{trait.id}" are the same for everybody',
                "Add by: {attribute: {value: points}}.",
                key=True,
            )


def check_terms(case: Case) -> Iterator[Defect]:
    """A term counts listed ends or mixes scores; a score is mixed once, and one that can be."""
    score, mixing = case.scheme.score, False
    for i, term in enumerate(score.terms):
        here: Path = ("score", "terms", i)
        counts = [name for name in ("list", "points") if getattr(term, name) is not None]
        if term.mix is None and len(counts) < 2:
            told = f'term "{term.id}" lacks list or points'
            yield case.fault("S380", here, told, "Give list and points, or mix.")
        if term.mix is None:
            continue
        extra = next((name for name in ("list", "points", "at_most") if getattr(term, name) is not None), None)
        if extra is not None:
            told = f'term "{term.id}" mixes and has {extra}'
            yield case.fault("S380", (*here, extra), told, "Give list and points, or mix.", key=True)
        if mixing:
            yield case.fault("S381", here, "a score is mixed twice", "Keep one term with mix.")
        elif max(extremes(term.mix)) >= 1:
            yield case.fault("S381", (*here, "mix"), "nothing of its own is left of a score", "Mix less than 1.")
        elif score.kind not in ("none", "published", "sum", "mean"):
            told = "only a sum or a mean is mixed with the scores of ties"
            yield case.fault("S381", (*here, "mix"), told, "Remove mix, or set kind: sum.", key=True)
        elif score.clamp == "running":
            told = "a score that is mixed is not clamped running: what is cut would never be settled"
            yield case.fault("S381", (*here, "mix"), told, "Remove mix or clamp: running.", key=True)
        mixing = True


def check_bands(case: Case) -> Iterator[Defect]:
    """Bands cover the line once: one is open below, and no two begin at the same score."""
    groups: dict[str | None, list[tuple[int, Band]]] = {}
    for i, band in enumerate(case.scheme.bands if case.scheme.score.kind != "published" else ()):
        groups.setdefault(band.component, []).append((i, band))
    for component, members in groups.items():
        of = f' of component "{component}"' if component else ""
        below = [i for i, band in members if band.at_least is None]
        if not below:
            yield case.fault(
                "S303",
                ("bands",),
                f"no band{of} is without at_least, so low scores have none",
                "Leave at_least out of the lowest band.",
                key=True,
            )
        for i in below[1:]:
            yield case.fault(
                "S303",
                ("bands", i),
                f'band "{case.scheme.bands[i].id}" overlaps another{of}: both lack at_least',
                "Leave at_least out of the lowest band only.",
            )
        seen: dict[float, str] = {}
        for i, band in members:
            if band.at_least is None:
                continue
            if band.at_least.value in seen:
                yield case.fault(
                    "S304",
                    ("bands", i, "at_least"),
                    f'band "{band.id}" begins where band "{seen[band.at_least.value]}" begins',
                    "Move one.",
                )
            seen.setdefault(band.at_least.value, band.id)
    for i, band in enumerate(case.scheme.bands):
        if band.penal and band.rewarding:
            yield case.fault("S334", ("bands", i), f'band "{band.id}" is both penal and rewarding', "Choose one.")


def check_shares(case: Case) -> Iterator[Defect]:
    """Bands of a published score have shares that leave something for the last; no other score has any."""
    bands, score = case.scheme.bands, case.scheme.score
    if score.every is not None and score.kind != "published":
        told = "only a published score is drawn anew"
        yield case.fault("S366", ("score", "every"), told, "Remove every, or set kind: published.", key=True)
    if score.kind != "published":
        for i, band in enumerate(bands):
            if band.share is not None:
                told = f'band "{band.id}" has a share of people, but the score is not published'
                yield case.fault("S366", ("bands", i, "share"), told, "Set score.kind: published.", key=True)
        return
    shares = [band.share for band in bands]
    total = sum(share.value for share in shares if share is not None)
    if not shares or shares[-1] is not None or None in shares[:-1] or total > 1 + 1e-9:
        told = "All bands but the last have a share; together they have at most 1."
        where: Path = ("bands",) if bands else ("score",)
        yield case.fault("S366", where, "shares of the bands do not fit", told, key=True)
    for i, band in enumerate(bands):
        for name in ("at_least", "component"):
            if getattr(band, name) is not None:
                told = f'band "{band.id}" of a published score has {name}'
                yield case.fault("S366", ("bands", i, name), told, "Give its share instead.", key=True)
    for name, there in (("traits", case.scheme.traits), ("terms", score.terms)):
        if there:
            at: Path = (name,) if name == "traits" else ("score", name)
            yield case.fault("S366", at, f"a published score has no {name}", "Remove them.", key=True)


def check_card(case: Case) -> Iterator[Defect]:
    """Items and components of a scorecard exist, and its tables have a unit."""
    card = case.scheme.score.card
    components = set(card.components) if card else set()
    for path, quota in records_of(case.scheme, Quota):
        sized, ranked = (quota.number is None) != (quota.share is None), case.scheme.score.kind in ("sum", "mean")
        if not sized or (quota.component is None and not ranked):
            told = "takes a number or a share of subjects" if not sized else "ranks by a score, and there is none"
            where = "Give number or share." if not sized else "Name a component of the card, or set score.kind."
            yield case.fault("S367", path, f"a quota {told}", where, key=True)
        yield from case.unknown("S217", (*path, "component"), "component", quota.component, components)
    for i, band in enumerate(case.scheme.bands):
        yield from case.unknown("S217", ("bands", i, "component"), "component", band.component, components)
    if card is None:
        return
    here: Path = ("score", "card")
    for name, table in card.items.items():
        yield from case.unknown("S401", (*here, "items", name, "unit"), "unit", table.unit, UNITS)
    for name, component in card.components.items():
        at = (*here, "components", name)
        for i, product in enumerate(component.sum):
            yield from case.unknown("S217", (*at, "sum", i), "item", product, card.items.keys())
        yield from case.unknown("S217", (*at, "times"), "item", component.times, card.items.keys())
        if component.threshold.value <= 0:
            yield case.fault(
                "S333", (*at, "threshold"), f'threshold of component "{name}" is not above 0', "It divides the sum."
            )


def extremes(quantity: Quantity) -> list[float]:
    """Every value a quantity may take, factors of attributes left out (they keep the sign)."""
    values = [quantity.value, *(number for table in quantity.by.values() for number in table.values())]
    values += [case.value for case in quantity.where]
    return values + [step.value for step in quantity.steps]


def out_of_reach(scheme: Scheme, name: str) -> bool:
    """Whether no score of the scheme can fall in a band, and its note does not say that this is a safeguard's doing."""
    score = scheme.score
    band = next((band for band in scheme.bands if band.id == name), None)
    if band is None or band.component is not None or score.kind != "sum" or NO_WAY_IN in band.note:
        return False
    if any(rule.to_band == name for rule in scheme.rules):
        return False
    starts = sorted(b.at_least.value for b in scheme.bands if b.at_least is not None and b.component is None)
    low = band.at_least.value if band.at_least is not None else float("-inf")
    high = next((start for start in starts if start > low), float("inf"))
    floor = score.floor.value if score.floor else float("-inf")
    ceiling = score.ceiling.value if score.ceiling else float("inf")
    if low > ceiling or high <= floor:
        return True
    if any(rule.set is not None or rule.rating is not None for rule in scheme.rules):
        return False
    initial = score.initial.value if score.initial else 0.0
    given = [*(r.points for r in scheme.rules), *(t.points for t in scheme.traits), *(t.points for t in score.terms)]
    moves = [move for points in given if points is not None for move in extremes(points)]
    up = any(move > 0 for move in moves) or any(rule.schedule is not None for rule in scheme.rules)
    down = any(move < 0 for move in moves)
    return (low > initial and not up) or (high <= initial and not down)
