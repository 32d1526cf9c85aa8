"""Cards with a logistic link, and with errors in what they read: closed forms on the engine, and the twin agrees."""

from __future__ import annotations

from demerit.scheme.model import Band, CardCase, CardComponent, CardTable, Scheme, Score, Scorecard
from demerit.society.population import populate
from tests.alarms.checks import binomial
from tests.builders import behaviour, quantity, scheme, tiny_society
from tests.twin.compare import differences
from tests.unit.engine.played import played

PEOPLE = tiny_society(behaviour(), ties=())
N = 4096


def card_scheme(table: CardTable, *bands: Band, threshold: float, **more: object) -> Scheme:
    """A card of one table and one component."""
    card = Scorecard(
        items={"item": table},
        components={
            "risk": CardComponent(
                sum=(("item",),), threshold=quantity(threshold, "points"), link=more.pop("link", "ratio")
            )
        },
        **more,
    )
    lowest = Band(id="none", component="risk")
    return scheme(kind="scorecard", score=Score(kind="scorecard", card=card), bands=(lowest, *bands))


def band(name: str, at_least: float, **more: bool) -> Band:
    """A band of the component."""
    return Band(id=name, component="risk", at_least=quantity(at_least, "points"), **more)


def test_logistic_component_is_rounded_where_it_should_be() -> None:
    """1000 / (1 + 1/e) = 731.06, 1000 / (1 + e) = 268.94: men are in the band from 731, nobody in that from 732."""
    table = CardTable(cases=(CardCase(when={"sex": ("male",)}, value=1.5),), otherwise=-0.5, unit="points")
    bands = (
        band("low", 269, rewarding=True),
        band("lower", 270, rewarding=True),
        band("up", 731, penal=True),
        band("higher", 732, penal=True),
    )
    rules = card_scheme(table, *bands, threshold=0.5, link="logistic")
    ledger = played(rules, PEOPLE, months=1, persons=N)
    population = populate(PEOPLE.society, seed=5, persons=N)
    men = sum(population.attribute(uid, "sex") for uid in range(N))
    found = {name: ledger.total(f"band:{name}:now") for name in ("low", "lower", "up", "higher")}
    assert found == {"low": N - men, "lower": 0, "up": men, "higher": 0}
    assert differences(rules, PEOPLE, persons=200, months=3) == []


def test_errors_in_what_a_card_reads_make_wrongful_penalties() -> None:
    """.3 are fair; .4 of the entries are of somebody else: .3 are read as fair, and .4 * .3 * .7 of all wrongly."""
    table = CardTable(cases=(CardCase(when={"hair": ("fair",)}, value=2.0),), otherwise=0.0, unit="points")
    rules = card_scheme(table, band("high", 1000, penal=True), threshold=1.0, errors={"hair": quantity(0.4)})
    ledger = played(rules, PEOPLE, months=2, persons=N)
    for tally, p in (("events", 0.3), ("events:wrongful", 0.084), ("events:for_traits", 0.3)):
        binomial(ledger.total(f"band:high:{tally}"), n=N, p=p, name=tally)
    assert differences(rules, PEOPLE, persons=300, months=3) == []
