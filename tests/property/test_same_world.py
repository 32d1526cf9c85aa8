"""What must not matter to the engine: the size of chunks, the order of what is independent, people in other blocks.

And what must follow: who is watched without error is never wronged, and who watches better sees no less. Each of these
comparisons is also made where it has to fail.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

import demerit.engine.layout as lay
from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.model import LOG_KINDS, Ledger
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Scheme, SpreadRule
from demerit.society.load import SocietyBundle, load_society
from demerit.society.model import Responses, TieKind
from demerit.society.population import populate
from tests.builders import behaviour, quantity, tiny_society
from tests.strategies import Trial, schemes_and_societies
from tests.trials import Row, happened, trials
from tests.twin.parts import PARTS, appeals, court, lister, listing

SYSTEMS = ("cn-judgment-defaulters-2017", "it-parma-housing-2018", "cn-rongcheng-2019", "ve-carnet-2018")


def played(
    scheme: Scheme, bundle: SocietyBundle, *, persons: int, months: int = 14, seed: int = 5, burn_in: int = 0
) -> Ledger:
    """A run with its whole log."""
    population = populate(bundle.society, seed=seed, persons=persons)
    return run(plan(scheme, bundle, population, seed=seed, months=months, burn_in=burn_in), keep="all", threads=1)


def sums(ledger: Ledger) -> dict[str, list[list[int]]]:
    """All counts, by name."""
    return {name: counts.tolist() for name, counts in sorted(ledger.tallies.items())}


def opened(system: str) -> tuple[Scheme, SocietyBundle]:
    """A real system and its society."""
    scheme, _ = load_scheme(system)
    return scheme, load_society(scheme.society)


# ------------------------------------------------------------------------------------------------------- what must not


def crossing() -> tuple[Scheme, SocietyBundle]:
    """Listings that cross blocks, and a court for the whole society."""
    friends = (TieKind(id="friend", mean_degree=quantity(6, "count"), within="65536"),)
    bundle = tiny_society(behaviour(rate=0.3), ties=friends)
    spread = (
        SpreadRule(id="friends", list="black", to="friend", p_carry=quantity(0.3), hops=3),
        SpreadRule(id="home", rule="litter", to="household", mode="mirror"),
    )
    judges = court(capacity_per_month=quantity(100, "count"), decision=quantity(1, "months"))
    return lister(listing(), spread=spread, redress=appeals(judges)), bundle


def test_the_size_of_chunks_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    scheme, bundle = crossing()
    whole = played(scheme, bundle, persons=10_000)
    monkeypatch.setattr(lay, "CHUNK", np.int64(4096))
    small = played(scheme, bundle, persons=10_000)
    assert happened(small) == happened(whole)
    stamped = "channel:camera:months_"  # months without an act are stamped by blocks of 65,536
    assert [
        {name: counts for name, counts in sums(each).items() if not name.startswith(stamped)} for each in (small,)
    ] == [{name: counts for name, counts in sums(whole).items() if not name.startswith(stamped)}]
    assert whole.total("list:black:hop:2") > 0
    assert whole.log is not None
    assert small.log is not None
    for name in set(whole.log.dtype.names or ()) - {"order"}:  # which counts within a chunk
        assert (small.log[name] == whole.log[name]).all(), "row by row, in the same order"


def test_a_busy_month_of_a_full_chunk_passes_no_bound() -> None:
    scheme, bundle = crossing()
    busy = replace(bundle, conduct=replace(bundle.conduct, behaviours=(behaviour(rate=1.2),)))
    assert played(scheme, busy, persons=65_536, months=6).total("any:people") > 30_000


def test_people_in_other_blocks_change_nobody_whose_ties_stay_in_the_block() -> None:
    spread = (SpreadRule(id="friends", list="black", to="friend", p_carry=quantity(0.02), hops=2),)
    scheme, bundle = lister(listing(), spread=spread), tiny_society(behaviour(rate=0.4))
    few, many = (happened(played(scheme, bundle, persons=n, months=8), below=4096) for n in (4096, 9000))
    assert few == many
    wide, bundle = crossing()
    few, many = (happened(played(wide, bundle, persons=n, months=8), below=4096) for n in (4096, 9000))
    assert few != many, "where ties leave the block, newcomers do matter"


PARTS_OF_A_SCHEME = ("rules", "lists", "measures", "gates", "discretion", "spread", "traits")
"""Parts whose order in the file does not matter where none reads another (``docs/odd/month.md``)."""


def turned(scheme: Scheme, *parts: str) -> Scheme:
    """The same scheme with some parts in the opposite order: all, but lists that read each other."""
    reading = any(each.implies or each.not_if or any(e.list for e in each.entries) for each in scheme.lists)
    chosen = parts or tuple(part for part in PARTS_OF_A_SCHEME if part != "lists" or not reading)
    return replace(scheme, **{part: tuple(reversed(getattr(scheme, part))) for part in chosen})


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_order_of_independent_parts_changes_nothing(system: str) -> None:
    scheme, bundle = opened(system)
    one, two = (played(each, bundle, persons=4096, months=18) for each in (scheme, turned(scheme)))
    assert turned(scheme) != scheme
    assert happened(one) == happened(two)
    assert sums(one) == sums(two)


@pytest.mark.parametrize("name", ["measures", "discretion", "confusion", "copies", "via", "gates"])
def test_the_order_of_independent_parts_changes_nothing_in_a_small_scheme(name: str) -> None:
    part = PARTS[name]
    one, two = (
        played(each, part.bundle, persons=300, months=part.months, burn_in=part.burn_in)
        for each in (part.scheme, turned(part.scheme))
    )
    assert happened(one) == happened(two)
    assert sums(one) == sums(two)


def test_the_order_of_parts_that_read_each_other_is_seen() -> None:
    part = PARTS["implied"]
    one, two = (played(each, part.bundle, persons=300) for each in (part.scheme, turned(part.scheme, "lists")))
    assert happened(one) != happened(two)


def test_the_order_of_channels_that_watch_different_conduct_changes_nothing() -> None:
    bundle = tiny_society(behaviour(), behaviour("queueing"), behaviour("rushing", bank="other"))
    conduct = ("littering", "queueing", "rushing")
    eye = PARTS["false-and-misplaced"].scheme.channels[0]
    eyes = tuple(replace(eye, id=f"eye-{b}", watches=(replace(eye.watches[0], behaviour=b),)) for b in conduct)
    rule = PARTS["traits"].scheme.rules[0]
    rules = tuple(replace(rule, id=f"r-{b}", on=b) for b in conduct)
    scheme = replace(PARTS["traits"].scheme, channels=eyes, rules=rules)
    other = played(turned(scheme, "channels"), bundle, persons=300)
    assert happened(other) == happened(played(scheme, bundle, persons=300))


# ----------------------------------------------------------------------------------------------------- what must follow


def without_error(scheme: Scheme, bundle: SocietyBundle) -> Scheme:
    """Perfect channels and registers, no spread, no copies that outlive a list, and no rule on lawful conduct."""
    card = scheme.score.card
    lawful = {b.id for b in bundle.conduct.behaviours if b.gravity == 0}
    channels = tuple(
        replace(
            each,
            watches=tuple(replace(watch, sensitivity=None) for watch in each.watches),
            sensitivity=quantity(1.0),
            coverage=None,
            false_records=None,
            misattribution=None,
            confusion=(),
        )
        for each in scheme.channels
    )
    rules = tuple(
        replace(rule, adverse=False, points=None, to_band=None, trigger=True) if rule.on in lawful else rule
        for rule in scheme.rules
    )
    lists = tuple(replace(item, copies=()) for item in scheme.lists)
    score = replace(scheme.score, terms=(), **({"card": replace(card, errors={})} if card is not None else {}))
    measures = tuple(replace(measure, mistaken=None) for measure in scheme.measures if measure.copy is None)
    sums = tuple(replace(each, reads="periods") for each in scheme.arithmetic)
    made = replace(scheme, channels=channels, rules=rules, spread=(), score=score, lists=lists, measures=measures)
    return replace(made, arithmetic=sums)


def wronged(ledger: Ledger) -> int:
    """Penalties that are wrongful or tainted."""
    return sum(
        int(counts[0].sum())
        for name, counts in ledger.tallies.items()
        if name.endswith((":wrongful", ":tainted")) and (":events:" in name or name.startswith("any:"))
    )


def penalties(ledger: Ledger) -> int:
    """All penalties."""
    return ledger.total("any:people")


@pytest.mark.parametrize("system", SYSTEMS)
def test_nobody_is_wronged_where_nothing_is_recorded_wrongly(system: str) -> None:
    scheme, bundle = opened(system)
    assert wronged(played(without_error(scheme, bundle), bundle, persons=4096, months=18)) == 0


@pytest.mark.parametrize("system", ["cn-judgment-defaulters-2017", "cn-rongcheng-2019"])
def test_with_the_errors_of_the_system_somebody_is(system: str) -> None:
    scheme, bundle = opened(system)
    assert wronged(played(scheme, bundle, persons=20_000, months=18)) > 0


@trials(12)
@given(schemes_and_societies(engine=True))
def test_nobody_is_wronged_in_random_schemes_without_error(trial: Trial) -> None:
    fair = without_error(trial.scheme, trial.bundle)
    ledger = played(fair, trial.bundle, persons=trial.persons, months=trial.months, seed=trial.seed)
    assert wronged(ledger) == 0


def test_the_parts_with_errors_wrong_somebody_and_without_nobody() -> None:
    for name in ("false-and-misplaced", "confusion", "notice", "two-instances", "burn-in"):
        part = PARTS[name]
        assert wronged(played(part.scheme, part.bundle, persons=80)) > 0
        ledger = played(without_error(part.scheme, part.bundle), part.bundle, persons=80)
        assert wronged(ledger) == 0
        assert penalties(ledger) > 0


def records(ledger: Ledger) -> set[Row]:
    """Records: on whom, when, by which channel, of whose act."""
    assert ledger.log is not None
    kept = ledger.log[ledger.log["kind"] == LOG_KINDS.index("record")]
    return {(int(r["uid"]), int(r["month"]), int(r["item"]), int(r["other"]), int(r["cause"])) for r in kept}


@pytest.mark.parametrize("system", ["cn-judgment-defaulters-2017", "it-parma-housing-2018", "cn-rongcheng-2019"])
def test_who_watches_better_sees_no_less(system: str) -> None:
    """With the responses off, so that nobody changes what they do."""
    scheme, bundle = opened(system)
    bundle = replace(bundle, responses=Responses(format="demerit.responses/1", id="off"))

    def seeing(share: float) -> set[Row]:
        channels = tuple(
            replace(
                each,
                watches=tuple(replace(watch, sensitivity=None) for watch in each.watches),
                sensitivity=quantity(share),
                inspection=None,
                patrols=None,
            )
            for each in scheme.channels
        )
        return records(played(replace(scheme, channels=channels), bundle, persons=8192, months=18))

    little, some, much = (seeing(share) for share in (0.1, 0.5, 0.9))
    assert little < some < much
