"""A second unit beside the main one, for the random schemes of ``strategies.py``; and what firms need of a scheme."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from demerit.scheme.model import Measure, Scheme, SpreadRule, TieTerm, Watch
from demerit.society.model import Behaviour, Need
from tests.builders import quantity
from tests.strategies_scheme import chance, channels, lists, maybe, measures, rules

OTHER = "other-"
"""What the names of the second unit's parts begin with."""
FROM_FIRMS = ("officer", "employee")


def fit_for_firms(scheme: Scheme) -> Scheme:
    """The same scheme on firms: no attributes asked for, ties that firms have."""
    terms = tuple(replace(term, tie="officer") for term in scheme.score.terms)
    return replace(
        scheme,
        channels=tuple(replace(channel, patrols=None) for channel in scheme.channels),
        rules=tuple(replace(rule, applies_to={}) for rule in scheme.rules),
        spread=tuple(replace(spread, only={}) for spread in scheme.spread),
        score=replace(scheme.score, terms=terms),
    )


@st.composite
def other_conduct(draw: st.DrawFn, kind: str) -> tuple[Behaviour, ...]:
    """Two behaviours of the other kind; the second may open the second obligation."""
    return tuple(
        Behaviour(
            id=f"{OTHER}{name}",
            of=kind,  # type: ignore[arg-type]
            gravity=draw(st.sampled_from([0, 1, 3])),
            rate=quantity(draw(st.sampled_from([0.5, 2.0, 6.0])), "per_year", times={"sex": {"male": 2.0}}),
            dispersion=draw(st.none() | st.just(quantity(0.5, "factor"))),
            bank=draw(st.sampled_from(["main", "own"])) if kind == "firm" else "own",
            opens=opens,
        )
        for name, opens in (("litter", None), ("debt", draw(st.sampled_from([None, "tax"]))))
    )


def other_need(kind: str) -> Need:
    """A service that only the other kind asks for."""
    return Need(id=f"{OTHER}need", rate=quantity(4.0, "per_year"), per=kind, essential=True)  # type: ignore[arg-type]


@st.composite
def beside(draw: st.DrawFn, scheme: Scheme, conduct: tuple[Behaviour, ...], kind: str) -> Scheme:
    """A scheme with lists, rules and measures for subjects of a second unit, and spreads between the two."""
    names = tuple(act.id for act in conduct)
    eye = draw(channels(f"{OTHER}channel", names))
    eye = replace(eye, patrols=None) if kind == "firm" else eye
    seen = tuple(watch.behaviour for watch in eye.watches)
    made = draw(rules(seen, "none", False))
    made = tuple(
        replace(r, id=OTHER + r.id, unit=kind, applies_to={} if kind == "firm" else r.applies_to) for r in made
    )
    named = tuple(rule.id for rule in made)
    opens = {act.id for act in conduct if act.opens}
    own = draw(st.sampled_from(["", OTHER]))  # recipients may have copies of lists of both units
    owing = frozenset(rule.id for rule in made if rule.on in opens)
    listed = tuple(
        replace(
            item,
            id=OTHER + item.id,
            unit=kind,
            copies=tuple(replace(copy, id=own + copy.id) for copy in item.copies),
            implies=tuple(OTHER + name for name in item.implies),
            not_if=tuple(OTHER + name for name in item.not_if),
            replaces=tuple(OTHER + name for name in item.replaces),
            entries=tuple(replace(e, id=OTHER + e.id, list=e.list and OTHER + e.list) for e in item.entries),
            exits=tuple(
                replace(e, id=OTHER + e.id, obligation=None, entries=tuple(OTHER + n for n in e.entries))
                for e in item.exits
            ),
        )
        for item in draw(lists(named, False, owing))
    )
    firms_first = kind != "firm"  # their officers lead to persons now, no longer to other firms
    first = scheme.channels[0]
    if draw(st.booleans()):
        first = replace(first, watches=(*first.watches, Watch(behaviour=names[0])), patrols=None)
    return replace(
        scheme,
        subjects=replace(scheme.subjects, also=(kind,)),
        channels=(first, *scheme.channels[1:], eye),
        rules=(*scheme.rules, *made),
        lists=(*scheme.lists, *listed),
        measures=(*scheme.measures, *draw(other_measures(named, own))),
        spread=(*(() if firms_first else scheme.spread), *draw(crossings(scheme, named))),
        score=replace(scheme.score, terms=(*(() if firms_first else scheme.score.terms), *draw(other_terms(scheme)))),
    )


@st.composite
def other_measures(draw: st.DrawFn, named: tuple[str, ...], own: str) -> tuple[Measure, ...]:
    """Measures on the lists and rules of the second unit, and on its own recipients of copies."""
    drawn = [m for m in draw(measures(named, False)) if m.list or m.rule or (m.copy and own)]
    return tuple(
        replace(
            m,
            id=OTHER + m.id,
            list=m.list and OTHER + m.list,
            copy=m.copy and own + m.copy,
            need=m.need and f"{OTHER}need",
            channel=m.channel and f"{OTHER}channel",
        )
        for m in drawn
    )


@st.composite
def crossings(draw: st.DrawFn, scheme: Scheme, named: tuple[str, ...]) -> tuple[SpreadRule, ...]:
    """Up to three spread rules between the units."""
    whats: list[tuple[dict[str, Any], bool]] = []
    mine = [rule.id for rule in scheme.rules]
    for ours, theirs in (("black", "black"), ("black", "grey"), ("grey", "black")):
        whats += [({"list": ours, "lands": OTHER + theirs}, True), ({"list": OTHER + ours, "lands": theirs}, False)]
    whats += [({"rule": mine[0], "lands": named[-1]}, True), ({"rule": named[0], "lands": mine[-1]}, False)]
    found = []
    for i in range(draw(st.integers(1, 3))):
        what, leaves_main = draw(st.sampled_from(whats))
        from_firms = leaves_main == (scheme.subjects.unit == "firm")
        tie = draw(st.sampled_from(FROM_FIRMS))
        found.append(
            SpreadRule(
                id=f"crossing-{i}",
                to=tie if from_firms else f"~{tie}",
                mode=draw(st.sampled_from(["copy", "mirror"])),
                p_carry=draw(maybe(chance((0.5, 1.0)))),
                hops=draw(st.integers(1, 3)),
                fault_required=draw(st.sampled_from([False, False, True])),
                only=draw(st.sampled_from([{}, {"district": ("north",)}])) if from_firms else {},
                **what,
            )
        )
    return tuple(found)


@st.composite
def other_terms(draw: st.DrawFn, scheme: Scheme) -> tuple[TieTerm, ...]:
    """Perhaps points for each firm on its list where one works, or for each person listed who works there."""
    if scheme.score.kind != "sum" or not draw(st.booleans()):
        return ()
    tie = "employee" if scheme.subjects.unit == "firm" else "~employee"
    return (TieTerm(id="crossing", tie=tie, list=f"{OTHER}black", points=quantity(-7.0, "points"), at_most=3),)
