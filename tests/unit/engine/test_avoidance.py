"""Ties that sleep, and the fear of a group that is published: closed forms on the real engine."""

from __future__ import annotations

import numpy as np
import pytest

from demerit.engine import layout as lay
from demerit.engine.plan import plan
from demerit.engine.run import begin, each, exchange, month_of_chunk
from demerit.scheme.model import Band, Entry, ListSpec, PublishedRates, Scheme, Score, Term, TieTerm
from demerit.society.load import SocietyBundle
from demerit.society.model import Response, Responses, TieKind
from demerit.society.population import populate
from tests.alarms.checks import binomial
from tests.builders import quantity, scheme, tiny_society
from tests.unit.engine.played import played

FRIENDS = (TieKind(id="friend", mean_degree=quantity(4.0, "count"), within="4096"),)


def people(*responses: Response, a_published: float = 0.0) -> SocietyBundle:
    """Friends who may avoid one another."""
    file = Responses(
        format="demerit.responses/1",
        id="tiny",
        decay=quantity(1.0, "factor"),
        a_published=quantity(a_published, "factor"),
        responses=responses,
    )
    return tiny_society(ties=FRIENDS, households=None, firms=None, responses=file)


def avoidance(falls: float, wakes: float) -> Response:
    """Ties fall asleep and wake with these chances a month."""
    return Response(
        kind="avoidance", on=True, coefficient=quantity(falls, "factor"), wakes=quantity(wakes, "factor")
    )


def listing(share: float, **more: object) -> Scheme:
    """A share of the people is listed in month 0, for good; a score of 10, less 5 for each listed friend."""
    way = Entry(id="way", rates=PublishedRates(selected=quantity(share), every_months=1000), term=Term(kind="open"))
    term = TieTerm(id="company", tie="friend", list="black", points=quantity(-5.0, "points"))
    return scheme(
        lists=(ListSpec(id="black", entries=(way,), note="No way out.", **more),),  # type: ignore[arg-type]
        score=Score(kind="sum", initial=quantity(10.0, "points"), terms=(term,)),
        bands=(Band(id="bad", penal=True), Band(id="good", at_least=quantity(10.0, "points"))),
    )


@pytest.mark.parametrize(("falls", "wakes", "months"), [(0.3, 0.0, 4), (0.3, 0.2, 12)])
def test_share_of_ties_that_sleep(falls: float, wakes: float, months: int) -> None:
    """After k months a / (a + b) (1 - (1 - a - b)^k) of the ties that have a listed end; the first month only lists."""
    population = populate(people().society, seed=5, persons=4096)
    engine = begin(
        plan(listing(0.3), people(avoidance(falls, wakes)), population, seed=5, months=months), keep="all", threads=1
    )
    for month in range(months):
        each(engine, month_of_chunk, month)
        exchange(engine, month)
    on = np.concatenate([chunk.s32[chunk.row[lay.R_ON]] for chunk in engine.chunks]) > 0
    friends = {(min(u, int(v)), max(u, int(v))) for u in range(4096) for v in population.ties(u, "friend")}
    touched = sum(bool(on[u] or on[v]) for u, v in friends)
    share = falls / (falls + wakes) * (1 - (1 - falls - wakes) ** (months - 1))
    assert engine.sleep is not None
    binomial(len(engine.sleep.pairs), n=touched, p=share)


def test_ties_that_all_sleep_carry_no_points_any_more() -> None:
    """With a sure fall the friends of the listed are in the bad band for one month; without, for all five."""
    months = {}
    for name, responses in (("asleep", (avoidance(1.0, 0.0),)), ("awake", ())):
        ledger = played(listing(0.2), people(*responses), months=6, persons=2000)
        months[name] = ledger.total("band:bad:months")
        assert ledger.total("band:bad:events") > 600
        assert months[name] == ledger.total("band:bad:events") * (1 if name == "asleep" else 5)
    assert months["awake"] == 5 * months["asleep"]


def test_fear_of_a_group_that_is_published() -> None:
    """r is a times the share of the own district that was published last month, to the last 1/65536."""
    population = populate(people().society, seed=5, persons=4096)
    deterrence = Response(kind="deterrence", on=True, coefficient=quantity(0.0, "factor"))
    made = plan(
        listing(0.3, published=True), people(deterrence, a_published=0.5), population, seed=5, months=3
    )
    engine = begin(made, keep="all", threads=1)
    for month in range(3):
        each(engine, month_of_chunk, month)
        exchange(engine, month)
    (chunk,) = engine.chunks
    on, risk = chunk.s32[chunk.row[lay.R_ON]] > 0, chunk.s32[chunk.row[lay.R_RISK]]
    district = np.array([population.attribute(u, "district") for u in range(4096)])
    for value in (0, 1):
        share = 65536 * int(on[district == value].sum()) // int((district == value).sum())
        assert 0.25 < share / 65536 < 0.35
        assert set(risk[district == value].tolist()) == {32768 * share >> 16}
