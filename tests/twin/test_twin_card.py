"""The scorecard, worked out by hand."""

from __future__ import annotations

from demerit.scheme.model import Band, CardCase, CardComponent, CardTable, Entry, ListSpec, Score, Scorecard, TraitRule
from demerit.society.population import populate
from tests.builders import behaviour, fixed, points_scheme, quantity, scheme, tiny_society
from tests.twin.causes import UNIT
from tests.twin.world import TwinResult, run_twin

SEX = CardTable(cases=(CardCase(when={"sex": ("male",)}, value=3.0),), otherwise=1.0, unit="points")
HAIR = CardTable(
    cases=(
        CardCase(when={"hair": ("fair",)}, unless={"district": ("north",)}, value=2.0),
        CardCase(when={"hair": ("fair",)}, value=0.5),
    ),
    otherwise=1.0,
    unit="factor",
)
AGE = CardTable(cases=(CardCase(when={"age": ("0-17",)}, value=0.0),), otherwise=1.5, unit="factor")


def run_card(**more: object) -> TwinResult:
    """Component = 1000 * (sex * hair + hair) * age / 4; bands: none, some from 600, high from 1500."""
    component = CardComponent(sum=(("sex", "hair"), ("hair",)), times=("age",), threshold=quantity(4.0, "points"))
    card = Scorecard(items={"sex": SEX, "hair": HAIR, "age": AGE}, components={"risk": component})
    bands = (
        Band(id="none", component="risk"),
        Band(id="some", component="risk", at_least=quantity(600.0, "points")),
        Band(id="high", component="risk", at_least=quantity(1500.0, "points"), penal=True),
    )
    visit = ListSpec(id="visits", entries=(Entry(id="high-risk", band="high", term=fixed(4.0)),))
    card_scheme = scheme(kind="scorecard", score=Score(kind="scorecard", card=card), bands=bands, lists=(visit,))
    bundle = tiny_society(behaviour(), persons=120)
    return run_twin(card_scheme, bundle, populate(bundle.society, seed=2), seed=2, months=8)


def expected_band(sex: str, hair: str, district: str, age: str) -> str:
    """The band by hand: factors of the hair 1, 2 (fair, south) or 0.5 (fair, north)."""
    points = {"male": 3.0, "female": 1.0}[sex]
    factor = 1.0 if hair == "dark" else 2.0 if district == "south" else 0.5
    value = 1000 * (points * factor + factor) * (0.0 if age == "0-17" else 1.5) / 4
    return "high" if value >= 1500 else "some" if value >= 600 else "none"


def test_every_band_is_the_one_worked_out_by_hand() -> None:
    result = run_card()
    read = result.world.read
    bands = set()
    for uid, final in result.final.items():
        sex, hair, district, age = (read.trait(uid, name) for name in ("sex", "hair", "district", "age"))
        assert final["band"] == expected_band(sex or "", hair or "", district or "", age or "")
        bands.add(final["band"])
    assert bands == {"none", "some", "high"}


def test_the_card_lists_once_and_punishes_for_traits() -> None:
    result = run_card()
    high = sum(final["band"] == "high" for final in result.final.values())
    stays = [stay for file in result.world.files.values() for stay in file.past_stays]
    assert len(stays) == high
    assert {(stay.month, stay.ended) for stay in stays} == {(0, 4)}
    assert result.tallies["band:high:events:for_traits", "all"] == high
    assert result.tallies["list:visits:split:trait", "all"] == high * UNIT


def test_trait_points_that_alone_sink_a_score_are_for_traits() -> None:
    north = TraitRule(id="home", points=quantity(0.0, "points", by={"district": {"north": -20.0}}))
    bundle = tiny_society(behaviour(rate=0.5))
    sunk = run_twin(points_scheme(traits=(north,)), bundle, populate(bundle.society, seed=1), seed=1, months=6)
    poor = [uid for uid in sunk.final if sunk.world.read.trait(uid, "district") == "north"]
    assert sunk.tallies["band:bad:people:for_traits", "all"] >= 1
    assert sunk.tallies["band:bad:people", "all"] >= len(poor) > 0
    assert all(sunk.final[uid]["traits"] == (-20,) for uid in poor)
