"""What a run found, as figures that checks may read: each an interval, with the indicators that it comes from.

A figure that the run does not give is not here, and so unknown. Where several rows bear on one figure (groups, lists),
its interval holds the extreme of all of them wherever in its own interval each lies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from math import inf
from typing import Any, Final

from demerit.audit.truth import Between, Fact
from demerit.scheme.model import Scheme
from demerit.society.load import SocietyBundle

__all__ = ["figures_of"]

PLAIN: Final = {
    "wrongful_share": "any:wrongful",
    "assoc_only_share": "any:for_others",
    "wrong_and_unable_to_appeal_share": "redress:no_route:wrong",
    "notice_reached_share": "redress:noticed:wrong",
}
"""Figures that are one indicator of everybody."""

Entry = Mapping[str, Any]
CHILDREN: Final = re.compile(r"age=\d+-(\d+)")


def figures_of(indicators: Iterable[Entry], scheme: Scheme, bundle: SocietyBundle, /, *, run: str) -> dict[str, Fact]:
    """Figures by name, such as ``ind.wrongful_share``.

    Parameters
    ----------
    indicators : iterable of mapping
        Entries of the result document.
    scheme : Scheme
    bundle : SocietyBundle
    run : str
        Name of the run, for the place of each fact.
    """
    rows = {(entry["id"], entry["group"]): entry for entry in indicators}
    found = dict(everything(rows, scheme, bundle))
    return {f"ind.{name}": Fact(value, "run", run, note=note) for name, (value, note) in found.items()}


def everything(
    rows: Mapping[tuple[str, str], Entry], scheme: Scheme, bundle: SocietyBundle
) -> Iterator[tuple[str, tuple[Between | bool, str]]]:
    """Every figure that the rows give, with the indicators behind it."""
    for name, key in PLAIN.items():
        between = interval(rows.get((key, "all")))
        if between is not None:
            yield name, (between, f"{key}, all")
    yield from corrections(rows)
    penal = [f"list:{x.id}" for x in scheme.lists if x.penal] + [f"band:{b.id}" for b in scheme.bands if b.penal]
    outlived = {f"{key}:outlived": interval(rows.get((f"{key}:outlived", "all"))) for key in penal}
    yield from extreme("persist_after_cure_median", outlived, "mean of the months, the longest of all lists")
    yield from least("selection_ratio_min", list(ratios(rows, ["any:ever"])))
    jobs = [f"measure:{m.id}:ever" for m in scheme.measures if m.domain == "employment" and m.kind != "grant"]
    at_work = list(ratios(rows, jobs))
    yield from least("job_selection_ratio_min", at_work)
    if at_work:
        apart = [name for name, between in at_work if between.low > 1 or between.high < 1]
        yield "selection_diff_significant", (bool(apart), apart[0] if apart else "all groups")
    errors = {name: outwards(between) for name, between in ratios(rows, [f"{key}:fpr" for key in penal])}
    yield from extreme("fpr_ratio_max", errors, "the largest of all groups")
    yield from shares(rows, scheme, bundle)


def corrections(rows: Mapping[tuple[str, str], Entry]) -> Iterator[tuple[str, tuple[Between, str]]]:
    """How long wrong entries stand."""
    never, median = interval(rows.get(("correction:never24", "all"))), rows.get(("correction:median", "all"))
    if never is not None:
        note = "at least correction:never24, all: within 24 months"
        yield "uncorrected_12m_share", (Between(never.low, 1.0), note)
    half = interval(median)
    if half is not None:
        yield "months_to_correct_median", (half, "correction:median, all")
    elif never is not None and never.low > 0.5:
        yield "months_to_correct_median", (Between(24.0, inf), "more than half uncorrected after 24 months")


def shares(
    rows: Mapping[tuple[str, str], Entry], scheme: Scheme, bundle: SocietyBundle
) -> Iterator[tuple[str, tuple[Between, str]]]:
    """Shares of people hit by measures of a kind, and of children."""
    essential = {need.id for need in bundle.needs.needs if need.essential}
    hit = {m.id: f"measure:{m.id}:ever" for m in scheme.measures if m.need in essential and m.kind != "grant"}
    between = [each for each in (interval(rows.get((key, "all"))) for key in hit.values()) if each is not None]
    if between and len(between) == len(hit):
        high = min(1.0, sum(each.high for each in between))
        yield "essential_loss_share", (Between(max(each.low for each in between), high), ", ".join(hit.values()))
    children = {group: entry for (key, group), entry in rows.items() if key == "any:ever" and is_children(group)}
    harmed = {f"any:ever, {group}": interval(entry) for group, entry in children.items()}
    yield from extreme("children_harmed_share", harmed, "shares of children ever penalised")
    severe = [f"measure:{m.id}:for_lawful_people" for m in scheme.measures if m.severity >= 2 and m.kind != "grant"]
    lawful = [(key, each) for key in severe if (each := interval(rows.get((key, "all")))) is not None]
    if lawful:
        key, most = max(lawful, key=lambda pair: pair[1].low)
        yield "severe_for_trivial_share", (Between(most.low, 1.0), f"of those hit, at least {key}")


def is_children(group: str) -> bool:
    """Whether a group is of ages below 18 only."""
    found = CHILDREN.fullmatch(group)
    return found is not None and int(found.group(1)) < 18


def interval(entry: Entry | None) -> Between | None:
    """Interval of an indicator; an end that is missing where there is a value is open."""
    if entry is None or entry["value"] is None:
        return None
    low, high = entry["low"], entry["high"]
    return Between(-inf if low is None else low, inf if high is None else high)


def ratios(rows: Mapping[tuple[str, str], Entry], ids: Iterable[str]) -> Iterator[tuple[str, Between]]:
    """Ratios of two groups, by indicator and group."""
    wanted = {f"{key}:ratio" for key in ids}
    for (key, group), entry in rows.items():
        between = interval(entry) if key in wanted and "&" not in group else None
        if between is not None:
            yield f"{key}, {group}", between


def inwards(ratio: Between) -> Between:
    """The smaller of a ratio and its inverse, whichever group stands above."""
    low, high = max(ratio.low, 0.0), ratio.high
    if high <= 1:
        return Between(low, high)
    inverse = 0.0 if high == inf else 1 / high
    return Between(inverse, 1 / low) if low >= 1 else Between(min(low, inverse), 1.0)


def outwards(ratio: Between) -> Between:
    """The larger of a ratio and its inverse."""
    turned = inwards(ratio)
    return Between(1 / turned.high if turned.high else inf, 1 / turned.low if turned.low else inf)


def least(name: str, pairs: list[tuple[str, Between]]) -> Iterator[tuple[str, tuple[Between, str]]]:
    """The lowest ratio of all pairs of groups; the note names the pair that is lowest at its upper end."""
    if pairs:
        turned = [(where, inwards(between)) for where, between in pairs]
        where, most = min(turned, key=lambda pair: pair[1].high)
        yield name, (Between(min(between.low for _, between in turned), most.high), where)


def extreme(
    name: str, found: Mapping[str, Between | None], note: str
) -> Iterator[tuple[str, tuple[Between, str]]]:
    """The highest of several; the note names the one that is highest at its lower end."""
    there = [(where, between) for where, between in found.items() if between is not None]
    if there:
        where, most = max(there, key=lambda pair: pair[1].low)
        yield name, (Between(most.low, max(between.high for _, between in there)), f"{where}: {note}")
