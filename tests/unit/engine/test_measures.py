"""Measures that wait on an entry, and looking harder within detection layers: closed forms on the real engine."""

from __future__ import annotations

import math

from demerit.ledger.model import LOG_KINDS
from demerit.scheme.model import Entry, Gate, ListSpec, Measure, Misattribution, Mistaken, Rule
from demerit.society.model import Need
from demerit.society.population import populate
from tests.alarms.checks import binomial, near, poisson_count
from tests.builders import behaviour, channel, fixed, list_scheme, quantity, scheme, tiny_society
from tests.unit.engine.played import played

LITTER = (Rule(id="litter", on="littering", trigger=True),)


def test_refused_while_an_entry_is_in_force() -> None:
    """One request a month: as many refusals as months with an entry, to the noise of a Poisson count."""
    train = Need(id="train", rate=quantity(12.0, "per_year"))
    people = tiny_society(behaviour(rate=0.5), ties=(), needs=(train,))
    rules = scheme(
        channels=(channel("littering"),),
        rules=LITTER,
        measures=(Measure(id="no-train", kind="deny", rule="litter", need="train"),),
    )
    months = 12
    ledger = played(rules, people, months=months, persons=3000)
    assert ledger.log is not None
    first: dict[int, int] = {}
    for row in ledger.log:
        if LOG_KINDS[row["kind"]] == "entry":
            first.setdefault(int(row["uid"]), int(row["month"]))
    under = sum(months - month for month in first.values())
    assert under > 5000
    poisson_count(ledger.total("need:train:refused"), mean=under)
    assert ledger.total("measure:no-train:events:for_lawful") == 0


def test_inspection_doubles_what_is_seen_in_every_layer() -> None:
    """.2 seen, times 2 for all who lack a pass that nobody has: .4, of which the layer up to .3 gives .3."""
    people = tiny_society(behaviour(rate=6.0, layers=(0.3,)), ties=())
    harder = Measure(id="look", kind="inspect", gate="card", factor=quantity(2.0, "factor"))
    rules = scheme(
        channels=(channel("littering", sensitivity=0.2),),
        rules=LITTER,
        gates=(Gate(id="card", held_at_start=quantity(0.0)),),
        measures=(harder,),
    )
    ledger = played(rules, people, months=12, persons=3000)
    expected = 3000 * 6.0 * 0.4
    poisson_count(ledger.total("channel:camera:right"), mean=expected)


def test_a_mistaken_other_is_alike_in_what_is_drawn_apart_from_the_cell() -> None:
    """Hair is not in the cell: all records are mistaken, and each falls on somebody of the same hair."""
    people = tiny_society(behaviour(rate=3.0), ties=())
    blind = channel("littering", misattribution=Misattribution(p=quantity(1.0), alike=("hair",)))
    ledger = played(scheme(channels=(blind,), rules=LITTER), people, months=6, persons=4096)
    population = populate(people.society, seed=5, persons=4096)
    assert ledger.log is not None
    pairs = [(int(row["uid"]), int(row["other"])) for row in ledger.log if LOG_KINDS[row["kind"]] == "record"]
    assert len(pairs) > 5000
    assert all(population.attribute(a, "hair") == population.attribute(b, "hair") for a, b in pairs)
    assert sum(a != b for a, b in pairs) > 0.99 * len(pairs)


def test_mistakes_at_the_door_are_a_share_of_requests_and_all_wrongful() -> None:
    """Nobody is on the list: a request fails with 2 %, and namesakes (10 % of people) are stopped each time."""
    train, loan = (Need(id=name, rate=quantity(24.0, "per_year")) for name in ("train", "loan"))
    people = tiny_society(behaviour(rate=0.5), ties=(), needs=(train, loan))
    asked = (
        Measure(id="stopped", kind="deny", list="black", need="train", mistaken=Mistaken(p=quantity(0.02))),
        Measure(id="named", kind="deny", list="black", need="loan", mistaken=Mistaken(p=quantity(0.1), lasting=True)),
    )
    nobody = ListSpec(id="black", entries=(Entry(id="way", rule="litter", p=quantity(0.0), term=fixed(1.0)),))
    rules = list_scheme(lists=(nobody,), measures=asked)
    ledger = played(rules, people, months=12, persons=5000)
    requests = 5000 * 24.0
    for need, name, share in (("train", "stopped", 0.02), ("loan", "named", 0.1)):
        refused = ledger.total(f"need:{need}:refused")
        # a namesake's 24 requests stand or fall together: 24 of the mean, 24 squared times .9 of the variance
        noise = math.sqrt(requests * share * (1 + 24 * 0.9 if name == "named" else 1.0))
        near(refused, requests * share, noise, name=name)
        assert ledger.total(f"measure:{name}:events:wrongful") == refused
        assert ledger.total(f"measure:{name}:split:mistaken_identity") == 27720 * refused
    poisson_count(ledger.total("need:train:requests"), mean=requests, name="requests")
    binomial(ledger.total("measure:named:people"), n=5000, p=0.1, name="namesakes")


def test_mistakes_at_the_door_move_nothing_else() -> None:
    """With and without them the same people are listed, and refused, in the same months."""
    train = Need(id="train", rate=quantity(12.0, "per_year"))
    people = tiny_society(behaviour(rate=0.5), ties=(), needs=(train,))
    told = []
    for wrong in (None, Mistaken(p=quantity(0.3))):
        measure = Measure(id="stopped", kind="deny", list="black", need="train", mistaken=wrong)
        ledger = played(list_scheme(measures=(measure,)), people, months=12, persons=500)
        assert ledger.log is not None
        by_mistake = [LOG_KINDS[row["kind"]] == "denied" and row["flags"] & 1 == 1 for row in ledger.log]
        assert any(by_mistake) == (wrong is not None)
        rows = [row for row, mistaken in zip(ledger.log, by_mistake, strict=True) if not mistaken]
        told.append([tuple(row[name] for name in ("uid", "month", "kind", "item", "flags", "address")) for row in rows])
    assert told[0] == told[1]
