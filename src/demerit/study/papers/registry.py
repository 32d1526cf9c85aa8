"""All items in the order of their families: A scores, B long runs, C behaviour, D closed forms, E audits, F peers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from demerit.errors import UsageError, nearest
from demerit.study.papers import (
    alarms,
    attention_items,
    averaging,
    compas,
    controls,
    crowds,
    deciders,
    defaulters,
    dice,
    funnel,
    good_name,
    grants,
    laws_of_records,
    laws_of_runs,
    laws_of_ties,
    lending_items,
    loans,
    one_threshold,
    patrol_items,
    peers,
    rebellion,
    sobol_indices,
    unfair,
)
from demerit.study.papers.model import Item, Kind, Reproduced, not_done
from demerit.study.papers.settings import settings_of, shown

__all__ = ["ITEMS", "chosen", "document", "entry", "work_out"]

ITEMS: tuple[Item, ...] = (
    Item(
        id="A1", title="Who is harmed by which rule for loans", kind=Kind.EXACT,
        source="Liu, Dean, Rolf, Simchowitz and Hardt 2018, arXiv:1803.04383",
        run=loans.loans,
    ),
    Item(
        id="A4", title="Repayment, ranking and one threshold for all", kind=Kind.EXACT,
        source="Hardt, Price and Srebro 2016, arXiv:1610.02413",
        run=one_threshold.threshold_for_all,
    ),
    Item(
        id="B1", title="A chain of loans in which everyone is approved", kind=Kind.CHANCE,
        source="D'Amour and others 2020, doi:10.1145/3351095.3372878, appendix A.1",
        run=lending_items.chain,
    ),
    Item(
        id="B3", title="An equal-opportunity lender, over time", kind=Kind.SIGN,
        source="D'Amour and others 2020, doi:10.1145/3351095.3372878, figures 4 and 5",
        run=lending_items.over_time,
    ),
    Item(
        id="B4", title="Inspectors spread evenly over places with unequal rates", kind=Kind.CHANCE,
        source="D'Amour and others 2020, doi:10.1145/3351095.3372878, section 4",
        run=attention_items.attention,
    ),
    Item(
        id="B6", title="Patrols that follow past records", kind=Kind.CHANCE,
        source="Ensign and others 2018, arXiv:1706.09847",
        run=patrol_items.urns,
    ),
    Item(
        id="B8", title="Predictive policing where offending is even", kind=Kind.SIGN,
        source="Lum and Isaac 2016, Significance 13(5)",
        run=patrol_items.policing,
    ),
    Item(
        id="C1", title="A crowd of thresholds", kind=Kind.EXACT,
        source="Granovetter 1978, American Journal of Sociology 83(6):1420",
        run=crowds.crowd,
    ),
    Item(
        id="C3", title="Preference falsification", kind=Kind.EXACT, source="Kuran 1991, World Politics 44(1):7",
        run=crowds.uprising,
    ),
    Item(
        id="C4", title="Helping those of good name", kind=Kind.EXACT,
        source="Nowak and Sigmund 1998 and 2005; Nowak 2006",
        run=good_name.good_name,
    ),
    Item(
        id="C6", title="Civil violence needs a local loss of deterrence", kind=Kind.SIGN,
        source="Epstein 2002, doi:10.1073/pnas.092080199",
        run=rebellion.rebellion,
    ),
    Item(
        id="C7", title="Sizes of chilling and of support", kind=Kind.ANCHOR,
        source="Penney 2016; Marthews and Tucker; Stoycheff 2016; Xu, Kostka and Cao 2022; Genevsky 2025; MERICS 2020",
        reason="an anchor for assumptions, not a result to be met: the ranges of societies' responses rest on it",
    ),
    Item(
        id="D1", title="Thinning of recorded events", kind=Kind.CHANCE, source="closed form",
        run=laws_of_records.thinned,
    ),
    Item(id="D2", title="Points that expire", kind=Kind.CHANCE, source="closed form", run=laws_of_records.balances),
    Item(
        id="D4", title="Share on a list with a fixed term", kind=Kind.CHANCE, source="closed form",
        run=laws_of_records.share_listed,
    ),
    Item(
        id="D6", title="Little's law in person-months", kind=Kind.EXACT, source="closed form",
        run=laws_of_records.little,
    ),
    Item(
        id="D7", title="Stock and flows of China's list of judgment defaulters", kind=Kind.ROUNDED,
        source="People's Daily 2025; Financial Times 2023",
        run=defaulters.defaulters,
    ),
    Item(
        id="D8", title="Share of right records at low base rates", kind=Kind.CHANCE, source="Bayes",
        run=laws_of_records.right_records,
    ),
    Item(id="D9", title="One hop of association", kind=Kind.CHANCE, source="closed form", run=laws_of_ties.one_hop),
    Item(
        id="D10", title="Cascades along ties", kind=Kind.CHANCE, source="Newman 2002, arXiv:cond-mat/0205009",
        run=laws_of_ties.cascades,
    ),
    Item(id="D12", title="Guilt of a household", kind=Kind.CHANCE, source="Reed-Frost", run=laws_of_ties.household),
    Item(
        id="D13", title="Scores averaged with friends' scores", kind=Kind.EXACT, source="Friedkin and Johnsen 1990",
        run=laws_of_ties.mixed,
    ),
    Item(
        id="D14", title="Order, threads and blocks change nothing", kind=Kind.EXACT, source="design",
        run=laws_of_runs.same_again,
    ),
    Item(
        id="D15", title="More detection only adds records", kind=Kind.EXACT, source="closed form",
        run=laws_of_runs.coupled,
    ),
    Item(
        id="D16", title="Every point of a balance is accounted for", kind=Kind.EXACT, source="closed form",
        run=laws_of_runs.accounted,
    ),
    Item(
        id="D17", title="Wrong entries under redress", kind=Kind.CHANCE, source="closed form",
        run=laws_of_runs.corrected,
    ),
    Item(
        id="D21", title="Gaps split into parts add up", kind=Kind.EXACT, source="Kitagawa 1955",
        run=laws_of_runs.funnel,
    ),
    Item(
        id="E1", title="COMPAS, two groups and one score", kind=Kind.EXACT, source="ProPublica 2016",
        run=compas.compas,
    ),
    Item(
        id="E3", title="No score is fair in both ways", kind=Kind.EXACT,
        source="Chouldechova 2017, arXiv:1703.00056; Kleinberg, Mullainathan and Raghavan 2016, arXiv:1609.05807",
        run=unfair.unfair,
    ),
    Item(
        id="E4", title="Sweden's allowance for a sick child, by sex", kind=Kind.ROUNDED,
        source="Lighthouse Reports and Svenska Dagbladet 2024",
        run=controls.controls,
    ),
    Item(
        id="E5", title="The Dutch student grant, stage by stage", kind=Kind.ROUNDED,
        source="Statistics Netherlands and Algorithm Audit 2024",
        run=grants.grants,
    ),
    Item(
        id="E6", title="MiDAS, by who decided", kind=Kind.EXACT, source="State of Michigan, in MLive 2017",
        run=deciders.deciders,
    ),
    Item(
        id="E7", title="Averaging makes debts for people who owe nothing", kind=Kind.EXACT,
        source="Prygodicz v Commonwealth (No 2) [2021] FCA 634",
        run=averaging.averaging,
    ),
    Item(
        id="E8", title="Errors in credit reports, step by step", kind=Kind.ROUNDED,
        source="Federal Trade Commission 2012 and 2015",
        run=funnel.funnel,
    ),
    Item(
        id="E9", title="Rare truths, many alarms", kind=Kind.ROUNDED,
        source="South Wales Police in Metro 2018; Department for Work and Pensions in The Guardian 2024",
        run=alarms.alarms,
    ),
    Item(
        id="F1", title="Fairness measures equal those of peers", kind=Kind.EXACT, source="fairlearn; aequitas",
        run=peers.fairness,
    ),
    Item(
        id="F2", title="Sobol indices of known functions", kind=Kind.CHANCE,
        source="Ishigami and Homma 1990; Sobol 1993",
        run=sobol_indices.sobol_indices,
    ),
    Item(
        id="F3", title="Known answers of the dice", kind=Kind.EXACT, source="Salmon and others 2011, Random123",
        run=dice.known_answers,
    ),
    Item(id="F4", title="Survival of spells equals lifelines", kind=Kind.EXACT, source="lifelines", run=peers.survival),
)  # fmt: skip


def chosen(names: Iterable[str], /) -> tuple[Item, ...]:
    """Items by id or by the letter of a family, in any case of letters, in the order of the list.

    Raises
    ------
    UsageError
        R328 if there is no such item.
    """
    wanted = {name.upper() for name in names}
    known = {item.id for item in ITEMS} | {item.id[0] for item in ITEMS}
    for name in sorted(wanted - known):
        raise UsageError("R328", f'there is no published result called "{name}"', nearest(name, sorted(known)))
    return tuple(item for item in ITEMS if item.id in wanted or item.id[0] in wanted)


def work_out(item: Item, /) -> Reproduced:
    """Work out an item; one that nothing works out is returned as not done."""
    return not_done(item) if item.run is None else item.run()


def document(pairs: Iterable[tuple[Item, Reproduced]], /) -> dict[str, Any]:
    """Document ``demerit.reproduced/1`` of items that were worked out."""
    return {"schema": "demerit.reproduced/1", "reproduced": [entry(item, found) for item, found in pairs]}


def entry(item: Item, found: Reproduced, /) -> dict[str, Any]:
    """One item as plain data; a number that is none is null."""
    return {
        "id": item.id, "title": item.title, "kind": item.kind.value, "passed": found.passed, "ours": plain(found.ours),
        "published": plain(found.published), "tolerance": plain(found.tolerance), "units": dict(found.units),
        "how": found.how, "source": found.source or item.source, "reason": found.reason,
        "settings": {name: shown(value) for name, value in settings_of(item).items()},
    }  # fmt: skip


def plain(table: Mapping[str, float | None]) -> dict[str, float | None]:
    """A table of numbers that JSON has."""
    return {name: value if value is not None and abs(value) < float("inf") else None for name, value in table.items()}
