"""Laws of ``model.md`` that the twin must keep, and cases one can count on one's fingers."""

from __future__ import annotations

import dataclasses
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demerit.scheme.model import Cap, Entry, FalseRecords, ListSpec, Misattribution, Repeat, Rule, SpreadRule
from demerit.scheme.redress import Instance, Notice, Redress, Wins
from demerit.society.population import populate
from tests.builders import behaviour, channel, fixed, list_scheme, points_scheme, quantity, tiny_society
from tests.strategies import Trial, schemes_and_societies
from tests.twin.causes import UNIT, held_grounds
from tests.twin.quantities import calendar
from tests.twin.state import World
from tests.twin.world import TwinResult, run_twin

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]
EXAMPLES = settings(max_examples=40, deadline=None, suppress_health_check=SLOW, derandomize=True)


def run_trial(trial: Trial, **more: object) -> TwinResult:
    people = populate(trial.bundle.society, seed=trial.seed, persons=trial.persons)
    return run_twin(
        trial.scheme, trial.bundle, people, seed=trial.seed, months=trial.months, burn_in=trial.burn_in, **more
    )  # type: ignore[arg-type]


def run_small(scheme: object, bundle: object, months: int = 24, seed: int = 5) -> TwinResult:
    people = populate(bundle.society, seed=seed)  # type: ignore[attr-defined]
    return run_twin(scheme, bundle, people, seed=seed, months=months)  # type: ignore[arg-type]


def points_add_up(world: World) -> None:
    """Score = initial + traits + entries + terms + clamp, in every file and month; not if rated at intervals."""
    score = world.scheme.score
    for file in world.files.values() if score.kind == "sum" and score.rerating is None else ():
        if file.unit != world.unit:
            continue  # only the main unit has a score
        entries = sum(e.points for e in world.entries if e.uid == file.uid and world.in_force(e))
        before = file.clamps - file.clamp_now if score.clamp == "running" else 0
        initial = world.read.points(score.initial, file.uid, world.month)
        raw = initial + sum(file.traits) + entries + sum(file.terms) + file.mixing + before
        assert file.score == raw + file.clamp_now
        assert score.floor is None or file.score >= score.floor.value
        assert score.ceiling is None or file.score <= score.ceiling.value


def every_stay_has_a_ground(world: World) -> None:
    """On a list if and only if a ground is in force; each ground has a cause, and is no younger than its stay."""
    for file in world.files.values():
        for name in world.lists:
            grounds = held_grounds(world, file, name)
            assert file.on(name) == bool(grounds)
            for ground in grounds:
                assert ground.made <= world.month
                owed = any(way.term.owed for way in world.lists[name].entries if way.id == ground.way)
                assert ground.until is None or ground.until > world.month or owed
                assert ground.entry is None or (
                    ground.entry.number < len(world.entries) and ground.entry.how != "reversed"
                )


def entries_are_in_order(world: World) -> None:
    """Entries refer to earlier ones only, and live within their terms."""
    for entry in world.entries:
        assert entry.refers is None or entry.refers.number < entry.number
        assert entry.source is None or entry.source.number < entry.number
        assert not entry.live or entry.until is None or entry.until > world.month
        assert entry.ended is None or entry.ended >= entry.month


@EXAMPLES
@given(trial=schemes_and_societies())
def test_points_add_up_and_grounds_hold_in_every_month(trial: Trial) -> None:
    def look(world: World) -> None:
        points_add_up(world)
        every_stay_has_a_ground(world)
        entries_are_in_order(world)

    run_trial(trial, each_month=look)


@EXAMPLES
@given(trial=schemes_and_societies())
def test_every_penalty_is_split_without_remainder(trial: Trial) -> None:
    result = run_trial(trial)
    penal = {f"list:{each.id}" for each in trial.scheme.lists if each.penal}
    penal |= {f"band:{each.id}" for each in trial.scheme.bands if each.penal}
    penal |= {f"measure:{each.id}" for each in trial.scheme.measures if each.kind in ("deny", "burden", "lose")}
    for key in penal:
        parts = sum(
            n for (tally, group), n in result.tallies.items() if tally.startswith(f"{key}:split:") and group == "all"
        )
        assert parts == UNIT * result.tallies.get((f"{key}:events", "all"), 0)


@EXAMPLES
@given(trial=schemes_and_societies())
def test_groups_of_an_attribute_add_up_to_all(trial: Trial) -> None:
    result = run_trial(trial)
    firm = trial.scheme.subjects.unit == "firm"
    sums: Counter[tuple[str, str]] = Counter()
    for (tally, group), number in result.tallies.items():
        if "&" not in group:
            sums[tally, group.split("=")[0]] += number
    for (tally, group), number in sums.items():
        if group == "all" and not firm and not tally.endswith(":expected"):
            assert number == sums[tally, "district"] == sums[tally, "sex"]


@EXAMPLES
@given(trial=schemes_and_societies())
def test_perfect_channels_wrong_nobody(trial: Trial) -> None:
    clean = tuple(
        dataclasses.replace(each, false_records=None, misattribution=None, confusion=())
        for each in trial.scheme.channels
    )
    lists = tuple(dataclasses.replace(each, copies=()) for each in trial.scheme.lists)
    measures = tuple(
        dataclasses.replace(each, mistaken=None) for each in trial.scheme.measures if each.copy is None
    )
    sums = tuple(dataclasses.replace(each, reads="periods") for each in trial.scheme.arithmetic)
    scheme = dataclasses.replace(trial.scheme, channels=clean, lists=lists, measures=measures, arithmetic=sums)
    result = run_trial(dataclasses.replace(trial, scheme=scheme))
    assert not [tally for tally, _ in result.tallies if tally.endswith((":wrongful", ":tainted", ":wrong"))]
    assert {entry.cause for entry in result.entries} <= {"true_unlawful", "true_lawful", "tie"}


@EXAMPLES
@given(trial=schemes_and_societies())
def test_burn_in_changes_what_is_counted_and_nothing_else(trial: Trial) -> None:
    start = calendar(trial.bundle.society.start, -trial.burn_in)
    earlier = dataclasses.replace(trial.bundle, society=dataclasses.replace(trial.bundle.society, start=start))
    all_counted = dataclasses.replace(trial, bundle=earlier, months=trial.months + trial.burn_in, burn_in=0)
    one, other = run_trial(trial), run_trial(all_counted)
    assert one.log == other.log
    assert one.final == other.final


@EXAMPLES
@given(low=st.floats(0, 1), high=st.floats(0, 1), seed=st.integers(0, 2**40), faults=st.booleans())
def test_more_sensitivity_gives_a_superset_of_records(low: float, high: float, seed: int, faults: bool) -> None:
    low, high = sorted((low, high))
    bundle = tiny_society(behaviour(), behaviour("queue", layers=(0.4,), bank="other"), persons=40)
    more = (
        {
            "false_records": FalseRecords(rate=quantity(0.5, "per_year")),
            "misattribution": Misattribution(p=quantity(0.3)),
            "coverage": quantity(0.7),
        }
        if faults
        else {}
    )

    def records(p: float) -> Counter[tuple[object, ...]]:
        scheme = points_scheme(channels=(channel("littering", "queue", sensitivity=p, **more),))
        rows = run_small(scheme, bundle, months=8, seed=seed).log
        return Counter((row[0], row[1], row[3], row[5], row[6], row[8]) for row in rows if row[2] == "record")

    fewer, many = records(low), records(high)
    assert not fewer - many
    assert low != high or fewer == many


def test_nothing_watched_nobody_penalised() -> None:
    result = run_small(points_scheme(channels=(channel("littering", sensitivity=0.0),)), tiny_society())
    assert result.entries == []
    assert not [tally for tally, _ in result.tallies if tally.startswith(("any:", "band:bad:events"))]


def test_an_entry_counts_for_its_term_and_no_month_longer() -> None:
    result = run_small(points_scheme(), tiny_society())
    assert {e.until - e.month for e in result.entries if e.until is not None} == {6}
    assert {e.ended - e.month for e in result.entries if e.ended is not None} == {6}


def test_a_stay_of_six_months_holds_six_months() -> None:
    result = run_small(list_scheme(), tiny_society())
    stays = [stay for file in result.world.files.values() for stay in file.past_stays]
    assert {stay.ended - stay.month for stay in stays if stay.ended is not None} == {6}


def test_a_cap_holds_in_every_window() -> None:
    capped = Rule(
        id="litter",
        on="littering",
        points=quantity(-7.0, "points"),
        cap=Cap(points=quantity(10.0, "points"), months=3),
        repeat=Repeat(factor=quantity(2.0, "factor"), max=2, power=True),
    )
    result = run_small(points_scheme(rules=(capped,)), tiny_society(behaviour(rate=20.0)))
    for uid in {e.uid for e in result.entries}:
        for month in range(24):
            spent = sum(e.points for e in result.entries if e.uid == uid and month - 3 < e.month <= month)
            assert -10 <= spent <= 0
    assert min(e.points for e in result.entries) == -7
    assert 0 in {e.points for e in result.entries}


def test_spread_takes_a_month_and_stops_after_its_hops() -> None:
    rule = Rule(id="litter", on="littering", points=quantity(-8.0, "points"))
    spread = SpreadRule(id="kin", rule="litter", to="friend", share_points=quantity(0.5, "factor"), hops=2)
    result = run_small(points_scheme(rules=(rule,), spread=(spread,)), tiny_society(behaviour(rate=0.5)))
    by_address = {e.address: e for e in result.entries if not e.by_tie}
    tied = [e for e in result.entries if e.by_tie]
    assert {e.hop for e in tied} == {1, 2}
    for entry in tied:
        assert entry.month == by_address[entry.root].month + entry.hop
        assert entry.points == {1: -4, 2: -2}[entry.hop]
        assert entry.uid != entry.root_uid
    assert ("any:people:for_others", "all") in result.tallies


def test_a_mirror_ends_one_month_after_its_original() -> None:
    way = Entry(id="by-record", rule="litter", term=fixed(3.0))
    spread = SpreadRule(id="kin", list="black", to="household", mode="mirror")
    scheme = list_scheme(lists=(ListSpec(id="black", entries=(way,)),), spread=(spread,))
    result = run_small(scheme, tiny_society(behaviour(rate=0.3)))
    stays = [stay for file in result.world.files.values() for stay in file.past_stays]
    roots = {(s.root_uid, s.root): s for s in stays if s.hop == 0}
    mirrors = [s for s in stays if s.hop == 1 and s.ended is not None and (s.root_uid, s.root) in roots]
    assert mirrors
    for mirror in mirrors:
        held = [
            g for g in result.world.files[mirror.uid].grounds["black"] if g.kind != "tie" and g.made >= mirror.month
        ]
        origin = roots[mirror.root_uid, mirror.root]
        assert mirror.month == origin.month + 1
        assert held or mirror.ended == (origin.ended or 0) + 1


def test_a_reversal_ends_the_stay_that_rested_on_it() -> None:
    wins = Wins(wrong=quantity(1.0), right=quantity(1.0))
    always = Instance(id="court", p_files=quantity(1.0), wins=wins, decision=quantity(2.0, "months"))
    scheme = list_scheme(months=30.0, redress=Redress(notice=Notice(p=quantity(1.0)), instances=(always,)))
    result = run_small(scheme, tiny_society(behaviour(rate=0.4)))
    ended = [e for e in result.entries if e.how == "reversed"]
    assert ended
    # noticed in the month of the making, filed in the next, decided two months later
    assert {(e.ended or 0) - e.month for e in ended} == {3}
    stays = [stay for file in result.world.files.values() for stay in file.past_stays]
    assert {stay.ended - stay.month for stay in stays if stay.ended is not None} <= {3, 4, 5, 6, 7, 8, 9}
