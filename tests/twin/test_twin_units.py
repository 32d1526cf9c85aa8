"""Files of households and of firms, and subjects outside the scheme."""

from __future__ import annotations

from demerit.scheme.model import Measure, Misattribution, Rule, SpreadRule, Subjects
from demerit.society.model import Need
from demerit.society.population import populate
from tests.builders import behaviour, channel, list_scheme, points_scheme, quantity, tiny_society
from tests.twin.quantities import FIRM_BASE
from tests.twin.world import TwinResult, run_twin


def run_small(scheme: object, bundle: object, months: int = 12) -> TwinResult:
    people = populate(bundle.society, seed=8)  # type: ignore[attr-defined]
    return run_twin(scheme, bundle, people, seed=8, months=months)  # type: ignore[arg-type]


def test_acts_of_all_members_come_into_the_file_of_the_household() -> None:
    bundle = tiny_society(behaviour())
    result = run_small(points_scheme(subjects=Subjects(unit="household")), bundle)
    household = result.world.population.household
    assert set(result.final) == {uid for uid in range(80) if household(uid)[0] == uid}
    assert len(result.entries) == result.tallies["behaviour:littering:acts", "all"]
    assert all(entry.uid == household(entry.actor)[0] for entry in result.entries)
    assert any(entry.uid != entry.actor for entry in result.entries)


def test_a_mistake_lands_on_another_household_alike() -> None:
    mistaken = Misattribution(p=quantity(1.0), alike=("sex",))
    bundle = tiny_society(behaviour(), persons=400)
    eye = channel("littering", misattribution=mistaken)
    result = run_small(points_scheme(subjects=Subjects(unit="household"), channels=(eye,)), bundle, months=4)
    assert {entry.cause for entry in result.entries} == {"mistaken_identity", "true_unlawful"}
    for entry in result.entries:
        own = result.world.household(entry.actor) == entry.uid
        assert own == (entry.cause != "mistaken_identity")


def test_listings_cross_from_household_to_household() -> None:
    spread = SpreadRule(id="friends", list="black", to="friend")
    scheme = list_scheme(subjects=Subjects(unit="household"), spread=(spread,))
    result = run_small(scheme, tiny_society(behaviour(rate=0.5)))
    stays = [stay for file in result.world.files.values() for stay in file.past_stays]
    assert {stay.hop for stay in stays} == {0, 1}
    assert all(stay.uid != stay.root_uid for stay in stays if stay.hop)


def test_firms_answer_for_the_conduct_of_firms_and_share_officers() -> None:
    bundle = tiny_society(behaviour(of="firm"), behaviour("queue"), persons=200)
    spread = SpreadRule(id="officers", list="black", to="officer")
    eye = channel("littering", "queue")
    result = run_small(list_scheme(subjects=Subjects(unit="firm"), channels=(eye,), spread=(spread,)), bundle)
    assert result.final
    assert all(uid >= FIRM_BASE for uid in result.final)
    assert {entry.rule for entry in result.entries} == {"litter"}
    assert {group for tally, group in result.tallies if tally.startswith("list:")} == {"all"}
    assert ("channel:camera:acts", "all") in result.tallies
    assert result.tallies["channel:camera:acts", "all"] == result.tallies["behaviour:littering:acts", "all"]


def test_who_is_outside_acts_and_is_not_recorded() -> None:
    inside = Subjects(only={"sex": ("male",), "hair": ("dark",)})
    result = run_small(points_scheme(subjects=inside), tiny_society(behaviour()))
    read = result.world.read
    assert result.tallies["subjects", "all"] == len(result.final) < 80
    assert all(read.trait(uid, "sex") == "male" and read.trait(uid, "hair") == "dark" for uid in result.final)
    assert {entry.uid for entry in result.entries} <= set(result.final)
    assert result.tallies["behaviour:littering:acts", "sex=female"] > 0
    assert ("rule:litter:entries", "sex=female") not in result.tallies


def test_members_ask_and_households_are_refused() -> None:
    need = Need(id="benefit", rate=quantity(6.0, "per_year"), essential=True)
    cut = Measure(id="cut", kind="deny", list="black", need="benefit")
    rule = Rule(id="litter", on="littering", trigger=True)
    scheme = list_scheme(subjects=Subjects(unit="household"), rules=(rule,), measures=(cut,))
    result = run_small(scheme, tiny_society(behaviour(), needs=(need,)))
    asked, refused = (result.tallies[f"need:benefit:{what}", "all"] for what in ("requests", "refused"))
    assert asked == refused == result.tallies["measure:cut:events", "all"] > 0
    assert {row[0] for row in result.log if row[2] == "denied"} <= set(result.final)
