"""As many parts as a run takes: at the limit the engine equals the twin, above it nothing runs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from demerit.engine.plan import plan
from demerit.errors import RunError
from demerit.scheme.checks.limits import SECTIONS, overfull
from demerit.scheme.model import (
    Band,
    Copy,
    Discretion,
    Entry,
    Gate,
    ListSpec,
    Measure,
    Rule,
    Scheme,
    Score,
    SpreadRule,
    Target,
    TieTerm,
)
from demerit.society.model import Need
from demerit.society.population import populate
from tests.builders import channel, fixed, points_scheme, quantity, scheme, tiny_society
from tests.twin.compare import differences


def full() -> Scheme:
    """62 channels, bands, measures, spread rules and targets, 30 lists and recipients, 8 gates."""
    n = range(62)
    channels = tuple(channel("littering", name=f"c{i}", sensitivity=0.05) for i in n)
    via = tuple(each.id for each in channels[60:])
    gates = tuple(Gate(id=f"g{i}", held_at_start=quantity(0.5), lost=quantity(1.0, "per_year")) for i in range(8))
    rules = [
        Rule(id=f"r{i}", on="littering", via=via if i == 61 else (channels[i].id,), points=quantity(-1.0, "points"))
        for i in n
    ]
    lists = tuple(
        ListSpec(
            id=f"l{i}",
            entries=(Entry(id=f"e{i}", rule=f"r{32 + i}", term=fixed(2.0)),),
            copies=(Copy(id=f"k{i}", keeps=quantity(3.0, "months")),),
        )
        for i in range(30)
    )
    hooks: list[dict[str, Any]] = [{"gate": f"g{i}"} for i in range(8)] + [{"list": f"l{i}"} for i in range(30)]
    hooks += [{"copy": f"k{i}"} for i in range(16, 30)] + [{"band": (f"b{i}",)} for i in range(52, 62)]
    higher = (Band(id=f"b{i}", at_least=quantity(float(i + 39), "points")) for i in n[1:])
    return points_scheme(
        channels=channels,
        rules=tuple(rules),
        bands=(Band(id="b0", penal=True), *higher),
        lists=lists,
        gates=(*gates[:7], replace(gates[7], lost_on=("r61",))),
        measures=tuple(Measure(id=f"m{i}", kind="deny", need="food", **hook) for i, hook in enumerate(hooks)),
        spread=tuple(SpreadRule(id=f"s{i}", list=f"l{i % 30}", to="household", mode="mirror") for i in n),
        targets=tuple(Target(id=f"t{i}", conduct=("littering",), of=f"l{i}" if i < 30 else f"m{i}") for i in n),
    )


@pytest.mark.slow
def test_a_run_as_full_as_may_be_equals_the_twin() -> None:
    people = tiny_society(needs=(Need(id="food", rate=quantity(6.0, "per_year")),))
    made = full()
    assert {section: len(getattr(made, section)) for section in SECTIONS} == SECTIONS
    assert list(overfull(made)) == []
    assert differences(made, people, persons=80, months=6, seed=2) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_one_more_is_refused(section: str) -> None:
    made = full()
    parts = getattr(made, section)
    more = replace(made, **{section: (*parts, replace(parts[-1], id="more"))})
    assert [path for path, *_ in overfull(more)] == [(section, SECTIONS[section])]
    people = tiny_society(needs=(Need(id="food", rate=quantity(6.0, "per_year")),))
    with pytest.raises(RunError, match="E311"):
        plan(more, people, populate(people.society, seed=1, persons=80), seed=1, months=2)


def test_rules_terms_and_recipients_have_room_too() -> None:
    many = tuple(Rule(id=f"r{i}", on="littering", trigger=True) for i in range(63))
    assert list(overfull(scheme(rules=many))) == []
    looks = Discretion(id="d", p=quantity(0.1), after=("r0",))
    terms = tuple(TieTerm(id=f"t{i}", tie="friend", list="l", points=quantity(-1.0, "points")) for i in range(63))
    copies = tuple(Copy(id=f"k{i}") for i in range(31))
    bands = tuple(Band(id=f"b{i}", at_least=quantity(float(i), "points")) for i in range(63))
    assert list(overfull(scheme(bands=bands))) == []
    for made in (
        scheme(bands=bands, measures=(Measure(id="m", kind="burden", band=("b62",)),)),
        scheme(bands=tuple(replace(bands[0], id=f"b{i}") for i in range(251))),
        scheme(rules=many, discretion=(looks,)),
        scheme(score=Score(kind="sum", terms=terms)),
        scheme(lists=(ListSpec(id="l", copies=copies),)),
        scheme(lists=(ListSpec(id="l", entries=tuple(Entry(id=f"e{i}", rule="r0") for i in range(251))),)),
    ):
        assert len(list(overfull(made))) == 1
