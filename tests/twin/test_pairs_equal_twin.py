"""A pair of the engine against two runs of the twin: who moved, which months, and what differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given

from demerit.engine.pair import run_both
from demerit.engine.plan import plan
from demerit.ledger.manifest import describe_names
from demerit.ledger.model import Ledger
from demerit.outcomes.moved import moved
from demerit.outcomes.worlds import compare
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Scheme
from demerit.scheme.redress import Redress
from demerit.scheme.safeguard import apply_safeguard, load_safeguard
from demerit.society.load import SocietyBundle, load_society
from demerit.society.population import populate
from demerit.study.headline import kind_of
from tests.strategies import Trial, schemes_and_societies
from tests.trials import trials
from tests.twin.world import TwinResult, run_twin

BEGIN = ("stay_begin", "band", "denied", "burden", "loss")


def without_errors(scheme: Scheme) -> Scheme:
    """Nothing is recorded wrongly."""
    channels = tuple(replace(each, false_records=None, misattribution=None, confusion=()) for each in scheme.channels)
    return replace(scheme, channels=channels)


CHANGES: dict[str, Callable[[Scheme], Scheme]] = {
    "no-spread": lambda scheme: apply_safeguard(scheme, safeguard=load_safeguard("no-spread")).scheme,
    "no-errors": without_errors,
    "no-redress": lambda scheme: replace(scheme, redress=Redress()),
}


def described(ledger: Ledger, scheme: Scheme, bundle: SocietyBundle, months: int) -> Ledger:
    """A ledger with the manifest of a folder."""
    names = describe_names(scheme, conduct=bundle.conduct, needs=bundle.needs)
    shared = {"society": {"id": bundle.society.id}, "replicates": 1, "months": months, "unit": scheme.subjects.unit}
    return replace(ledger, manifest={**ledger.manifest, **names, **shared})


def reached(twin: TwinResult, keys: set[str], burn_in: int) -> set[int]:
    """Whom a penalty reached that began in a counted month."""
    return {row[0] for row in twin.log if row[2] in BEGIN and row[3] in keys and row[1] >= burn_in}


def months_on(twin: TwinResult, key: str, first: int, last: int) -> set[tuple[int, int]]:
    """Subjects and counted months on a list or in a band."""
    found: set[tuple[int, int]] = set()
    since: dict[int, int] = {}
    for uid, month, kind, item, *_ in twin.log:
        ends = (kind == "stay_end" and item == key) or (kind == "band" and key.startswith("band:"))
        if ends and uid in since:
            found |= {(uid, each) for each in range(since.pop(uid), month)}
        if kind in ("stay_begin", "band") and item == key:
            since[uid] = month
    found |= {(uid, each) for uid, begun in since.items() for each in range(begun, last)}
    return {(uid, month) for uid, month in found if month >= first}


def pair_differs(trial: Trial, other: Scheme) -> tuple[list[str], int]:
    """What the engine's pair and the twin's two worlds say differently, and how many subjects and months moved."""
    bundle, burn = trial.bundle, trial.burn_in
    people = populate(bundle.society, seed=trial.seed, persons=trial.persons)
    schemes = (trial.scheme, other)
    plans = [plan(each, bundle, people, seed=trial.seed, months=trial.months, burn_in=burn) for each in schemes]
    both = dict(run_both(plans[0], plans[1], keep="penalised", threads=1))
    ours = [described(both[place], schemes[place], bundle, trial.months) for place in (0, 1)]
    twins = [run_twin(each, bundle, people, seed=trial.seed, months=trial.months, burn_in=burn) for each in schemes]
    unit = str(ours[0].manifest["unit"])
    penalties = {
        key: about.get("unit", unit)
        for ledger in ours
        for key, about in ledger.manifest["keys"].items()
        if kind_of(key, about) is not None
    }
    told, changed = [], 0
    for row in moved([ours[0]], [ours[1]], penalties=penalties):
        keys = {key for key in penalties if penalties[key] == unit} if row["key"] == "any" else {row["key"]}
        a, b = (reached(twin, keys, burn) for twin in twins)
        expected = {"only_a": len(a - b), "only_b": len(b - a), "both": len(a & b)}
        group = "all" if row["unit"] == unit else f"unit={row['unit']}"
        expected["neither"] = twins[0].tallies.get(("subjects", group), 0) - len(a | b)
        if row["key"].startswith(("list:", "band:")):
            x, y = (months_on(twin, row["key"], burn, burn + trial.months) for twin in twins)
            expected |= {"months_only_a": len(x - y), "months_only_b": len(y - x), "months_both": len(x & y)}
            changed += len(x ^ y)
        changed += len(a ^ b)
        told += [f"{row['key']} {name}: {row[name]}, twin {n}" for name, n in expected.items() if row[name] != n]
    for each in compare(ours[0], ours[1]):
        name, _, unit_of = each.id.rpartition(":")
        if not name.endswith(":ever") or unit_of != "difference" or each.value is None:
            continue
        of = [twin.tallies.get((f"{name[:-5]}:people", each.group), 0) for twin in twins]
        value = (of[0] - of[1]) / twins[0].tallies["subjects", each.group]
        told += [f"{each.id} {each.group}: {each.value}, twin {value}"] if abs(each.value - value) > 1e-12 else []
    return told, changed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("system", "change"),
    [
        ("cn-judgment-defaulters-2017", "no-spread"),
        ("it-parma-housing-2018", "no-redress"),
        ("cn-rongcheng-2019", "no-errors"),
        ("cn-rongcheng-firms-2021", "no-spread"),
    ],
)
def test_the_twin_agrees_on_pairs_of_real_systems(system: str, change: str) -> None:
    scheme, _ = load_scheme(system)
    trial = Trial(scheme, load_society(scheme.society), persons=400, seed=2, months=16, burn_in=3)
    told, _ = pair_differs(trial, CHANGES[change](scheme))
    assert told == []


def agreed(number: int) -> int:
    """So many random schemes with each change; how much moved in all."""
    total = 0

    @trials(number)
    @given(schemes_and_societies(engine=True))
    def each(trial: Trial) -> None:
        nonlocal total
        for change in CHANGES.values():
            told, changed = pair_differs(trial, change(trial.scheme))
            assert told == []
            total += changed

    each()
    return total


def test_the_twin_agrees_on_pairs_of_random_schemes() -> None:
    assert agreed(2) > 0


@pytest.mark.slow
def test_the_twin_agrees_on_pairs_of_many_random_schemes() -> None:
    assert agreed(60) > 100
