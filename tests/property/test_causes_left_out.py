"""Attribution is what would happen: with responses off, a cause is left out by a patch and the world is run again.

Where terms are open and nothing waits, the stays that are gone in the month they began are exactly those that the full
world says rest on the cause: person by person, from the two logs. Draws are addressed, so nothing else moves.

One thing is not so, and is looked at: of two triggers of one way in one month the ground rests on the first alone
(``docs/odd/month.md``). Where that is false and the second is true, the stay is said to be wrongful, and is not gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.scheme.model import (
    Confusion,
    Copy,
    Discretion,
    Entry,
    FalseRecords,
    Gate,
    ListSpec,
    Measure,
    Misattribution,
    Rule,
    Scheme,
    Score,
    SpreadRule,
    Term,
    TraitRule,
)
from demerit.scheme.redress import Redress
from demerit.society.model import Need
from tests.builders import behaviour, channel, fixed, list_scheme, points_scheme, quantity, tiny_society
from tests.property.worlds import events, played, spells
from tests.strategies import Trial, schemes_and_societies
from tests.trials import trials

OPEN = Term(kind="open")
SOMETIMES = FalseRecords(rate=quantity(1.0, "per_year"))
SELDOM = FalseRecords(rate=quantity(0.2, "per_year"))
Change = Callable[[Scheme], Scheme]


# ------------------------------------------------------------------------------------------------- what is left out


def watched(scheme: Scheme, **changes: Any) -> Scheme:
    """The same scheme with other channels."""
    return replace(scheme, channels=tuple(replace(each, **changes) for each in scheme.channels))


def no_false_records(scheme: Scheme) -> Scheme:
    """Nothing is recorded that did not happen."""
    return watched(scheme, false_records=None)


def no_confusion(scheme: Scheme) -> Scheme:
    """Every act is recorded as what it is."""
    return watched(scheme, confusion=())


def no_mistaken_identity(scheme: Scheme) -> Scheme:
    """Every record lands on who did it."""
    return watched(scheme, misattribution=None)


def no_spread(scheme: Scheme) -> Scheme:
    """Nothing crosses a tie."""
    return replace(scheme, spread=())


def without_rules(scheme: Scheme, names: set[str]) -> Scheme:
    """The scheme without some rules, and without what hangs on them."""
    return replace(
        scheme,
        rules=tuple(rule for rule in scheme.rules if rule.id not in names),
        lists=tuple(
            replace(item, entries=tuple(way for way in item.entries if way.rule not in names)) for item in scheme.lists
        ),
        spread=tuple(each for each in scheme.spread if not {each.rule, each.lands} & names),
    )


def no_adverse_traits(scheme: Scheme) -> Scheme:
    """Nobody has points taken off for who they are; what is given for it stays."""
    return replace(scheme, traits=tuple(replace(each, points=at_least_nothing(each.points)) for each in scheme.traits))


def at_least_nothing(number: Any) -> Any:
    """A number that varies by attribute, nowhere below 0."""
    by = {name: {value: max(each, 0.0) for value, each in cases.items()} for name, cases in number.by.items()}
    return replace(number, value=max(number.value, 0.0), by=by)


def told(scheme: Scheme) -> Scheme:
    """Every recipient is told of removals."""
    lists = tuple(
        replace(item, copies=tuple(replace(each, told_of_removal=True) for each in item.copies))
        for item in scheme.lists
    )
    return replace(scheme, lists=lists)


def everybody_passes(scheme: Scheme) -> Scheme:
    """All hold every pass, always."""
    gates = tuple(replace(each, held_at_start=quantity(1.0), lost=None, lost_on=()) for each in scheme.gates)
    return replace(scheme, gates=gates)


def no_discretion(scheme: Scheme) -> Scheme:
    """Nobody refuses by choice."""
    return replace(scheme, discretion=tuple(replace(each, p=quantity(0.0)) for each in scheme.discretion))


# ------------------------------------------------------------------------------------------------- how it is compared


@dataclass(frozen=True)
class Found:
    """Of all penalties of the full world: gone and said so, neither, and what should not be."""

    both: int = 0
    neither: int = 0
    wrong: tuple[Any, ...] = ()


def stays_compared(trial: Trial, scheme: Scheme, less: Scheme, flag: str) -> Found:
    """Stays and runs in penal bands: gone in the month they began, and flagged."""
    ledger = played(trial, scheme)
    held = {
        (each.uid, each.key, month)
        for each in spells(less, played(trial, less))
        for month in range(each.begun, each.until)
    }
    count, wrong = Counter[str](), []
    for each in spells(scheme, ledger):
        gone, said = (each.uid, each.key, each.begun) not in held, flag in each.flags
        if gone == said:
            count["both" if gone else "neither"] += 1
        else:
            wrong.append((each, "gone" if gone else "still there"))
    return Found(count["both"], count["neither"], tuple(wrong))


def events_compared(trial: Trial, scheme: Scheme, less: Scheme, flag: str) -> Found:
    """Refusals, burdens and losses: what is left is what was not flagged, by subject, month and measure."""
    full, left = events(played(trial, scheme)), events(played(trial, less))
    kept, still, flagged = Counter[Any](), Counter[Any](), 0
    for (*place, flags), number in full.items():
        if flag in flags:
            flagged += number
        else:
            kept[tuple(place)] += number
    for (*place, _), number in left.items():
        still[tuple(place)] += number
    wrong = [*(("gone", each) for each in kept - still), *(("still there", each) for each in still - kept)]
    return Found(flagged, kept.total(), tuple(wrong))


# ------------------------------------------------------------------------------------------------- by hand


def case(scheme: Scheme, *behaviours: Any, needs: tuple[Need, ...] = (), months: int = 14) -> Trial:
    """A scheme on 400 people, with a seed for which no way has two triggers in one month."""
    acts = behaviours or (behaviour(rate=0.3), behaviour("queueing", rate=0.2, gravity=0))
    return Trial(scheme, tiny_society(*acts, needs=needs), persons=400, seed=4, months=months, burn_in=0)


def lister(**more: Any) -> Scheme:
    """A list without end for littering and for queueing."""
    rules = (Rule(id="litter", on="littering", trigger=True), Rule(id="queue", on="queueing", trigger=True))
    ways = tuple(Entry(id=f"by-{rule.id}", rule=rule.id, term=OPEN) for rule in rules)
    eye = channel("littering", "queueing", **more.pop("eye", {}))
    lists = (ListSpec(id="black", entries=ways, note="Meant to be open."),)
    return list_scheme(channels=(eye,), rules=rules, lists=lists, **more)


def misreader() -> Scheme:
    """Who cannot pay is at times recorded as one who will not."""
    mixed = Confusion(of="queueing", recorded_as="littering", p=quantity(0.4))
    return without_rules(lister(eye={"confusion": (mixed,)}), {"queue"})


def stranger() -> Scheme:
    """Men queue, and some of that is put down to others; only women are listed for it."""
    scheme = lister(eye={"misattribution": Misattribution(p=quantity(0.5))})
    rules = (scheme.rules[0], replace(scheme.rules[1], applies_to={"sex": ("female",)}))
    eyes = (channel("littering"), replace(scheme.channels[0], id="other", watches=scheme.channels[0].watches[1:]))
    return replace(scheme, rules=rules, channels=eyes)


def biased() -> Scheme:
    """Ten points too few put one in the penal band; those of the north have lost six by being there."""
    by = {"district": {"north": -6.0, "south": 2.0}}
    north = (TraitRule(id="north", points=quantity(0.0, "points", by=by)),)
    rules = (Rule(id="litter", on="littering", points=quantity(-6.0, "points")),)
    ways = (Entry(id="low", band="bad", term=OPEN),)
    lists = (ListSpec(id="black", entries=ways, note="Open."),)
    return points_scheme(rules=rules, traits=north, lists=lists)


MEN = behaviour("queueing", rate=0.3, gravity=0)
MEN = replace(MEN, rate=quantity(0.3, "per_year", times={"sex": {"female": 0.0}}))
AT_HOME = SpreadRule(id="kin", list="black", to="household", hops=2)
HAND: dict[str, tuple[Trial, Change, str]] = {
    "false_record": (case(lister(eye={"false_records": SELDOM})), no_false_records, "wrongful"),
    "misread": (case(misreader()), no_confusion, "wrongful"),
    "mistaken_identity": (case(stranger(), behaviour(rate=0.3), MEN), no_mistaken_identity, "wrongful"),
    "tie": (
        case(lister(spread=(SpreadRule(id="kin", list="black", to="household", hops=2),))),
        no_spread,
        "for_others",
    ),
    "true_lawful": (case(lister()), lambda scheme: without_rules(scheme, {"queue"}), "for_lawful"),
    "trait": (case(biased(), behaviour(rate=0.8)), no_adverse_traits, "for_traits"),
}


@pytest.mark.parametrize("cause", HAND)
def test_what_is_gone_without_a_cause_is_what_was_said_to_rest_on_it(cause: str) -> None:
    trial, change, flag = HAND[cause]
    found = stays_compared(trial, trial.scheme, change(trial.scheme), flag)
    assert found.wrong == ()
    assert min(found.both, found.neither) >= 10


TRAIN = Need(id="train", rate=quantity(4.0, "per_year"))
CARD = Gate(id="card", held_at_start=quantity(0.7), apply=quantity(1.0, "per_year"), lost=quantity(0.5, "per_year"))
COUNTER = (
    Measure(id="no-card", kind="deny", gate="card", need="train"),
    Measure(id="listed", kind="deny", list="black", need="train"),
    Measure(id="clerk-says-no", kind="burden", discretion="clerk", need="train"),
)
COUNTED = lister(gates=(CARD,), discretion=(Discretion(id="clerk", p=quantity(0.2)),), measures=COUNTER)
KEPT = ListSpec(id="black", entries=(Entry(id="way", rule="litter", term=fixed(3.0)),), copies=(Copy(id="bank"),))
COPIED = list_scheme(lists=(KEPT,), measures=(Measure(id="bank-refuses", kind="deny", copy="bank", need="train"),))
AT_THE_DOOR: dict[str, tuple[Trial, Change, str]] = {
    "no_pass": (
        case(replace(COUNTED, measures=COUNTER[:2]), needs=(TRAIN,)), everybody_passes, "no_record",
    ),
    "discretion": (case(replace(COUNTED, measures=COUNTER[1:]), needs=(TRAIN,)), no_discretion, "no_record"),
    "both": (
        case(COUNTED, needs=(TRAIN,)), lambda scheme: no_discretion(everybody_passes(scheme)), "no_record",
    ),
    "stale": (case(COPIED, behaviour(rate=0.3), needs=(TRAIN,)), told, "wrongful"),
}  # fmt: skip


@pytest.mark.parametrize("cause", AT_THE_DOOR)
def test_what_is_not_refused_without_a_cause_is_what_was_said_to_rest_on_it(cause: str) -> None:
    trial, change, flag = AT_THE_DOOR[cause]
    found = events_compared(trial, trial.scheme, change(trial.scheme), flag)
    assert found.wrong == ()
    assert min(found.both, found.neither) >= 10


def test_of_two_triggers_in_one_month_each_would_have_done() -> None:
    """One month: a false record and a true one. Without the false one the stay would be there all the same."""
    scheme = without_rules(lister(eye={"false_records": replace(SOMETIMES, rate=quantity(2.0, "per_year"))}), {"queue"})
    trial = case(scheme, behaviour(rate=2.0), behaviour("queueing"), months=1)
    found = stays_compared(trial, scheme, no_false_records(scheme), "wrongful")
    assert found.wrong == ()
    assert min(found.both, found.neither) >= 10


# ------------------------------------------------------------------------------------------------- at random


def open_lists(scheme: Scheme) -> Scheme:
    """Only what records put on lists, for good: no points, no exits, no list that bars or ends another, no waiting."""
    rules = tuple(
        replace(rule, term=None, points=None, set=None, to_band=None, rating=None, schedule=None, repeat=None, cap=None,
                trigger=True, hearing=False)
        for rule in scheme.rules
        if rule.recurring is None
    )  # fmt: skip
    known, lists = {rule.id for rule in rules}, []
    for place, item in enumerate(scheme.lists):
        own = {way.rule: way for way in item.entries if way.rule is not None}
        ways = [
            replace(own.get(rule.id, Entry(id=f"{item.id}-{rule.id}")), rule=rule.id, term=OPEN, extension=None,
                    delay=None)
            for rule in rules
            if rule.id in own or (place == 0 and rule.unit == item.unit)
        ]  # fmt: skip
        ways += [Entry(id=way.id, list=way.list, on=way.on, term=OPEN) for way in item.entries if way.list is not None]
        lists.append(replace(item, entries=tuple(ways), exits=(), not_if=(), replaces=(), to_band=None, copies=()))
    spread = tuple(each for each in scheme.spread if each.rule is None or {each.rule, each.lands or each.rule} <= known)
    made = replace(
        scheme, rules=rules, lists=tuple(lists), spread=spread, score=Score(), bands=(), traits=(), gates=(),
        discretion=(), measures=(), arithmetic=(), redress=Redress(),
    )  # fmt: skip
    return watched(made, inspection=None, patrols=None)


def only_rules_spread(scheme: Scheme) -> Scheme:
    """No list crosses ties: what begins later for another reason would cross later, with other dice."""
    return replace(scheme, spread=tuple(each for each in scheme.spread if each.rule is not None))


def with_false_records(trial: Trial) -> Found:
    scheme = only_rules_spread(no_confusion(no_mistaken_identity(open_lists(trial.scheme))))
    channels = tuple(replace(each, false_records=each.false_records or SOMETIMES) for each in scheme.channels)
    scheme = replace(scheme, channels=channels)
    return stays_compared(trial, scheme, no_false_records(scheme), "wrongful")


def with_confusion(trial: Trial) -> Found:
    """One act is at times recorded as another; what it is called then has rules, what it is has none."""
    scheme = only_rules_spread(no_confusion(no_false_records(no_mistaken_identity(open_lists(trial.scheme)))))
    eye = next((each for each in scheme.channels if len(each.watches) > 1), None)
    if eye is None:
        return Found()
    done, taken_for = eye.watches[0].behaviour, eye.watches[-1].behaviour
    mixed = replace(eye, confusion=(Confusion(of=done, recorded_as=taken_for, p=quantity(0.4)),))
    scheme = replace(
        scheme,
        channels=tuple(mixed if each is eye else each for each in scheme.channels),
        rules=tuple(replace(rule, on=taken_for) if rule.on == done else rule for rule in scheme.rules),
    )
    return stays_compared(trial, scheme, no_confusion(scheme), "wrongful")


def with_ties(trial: Trial) -> Found:
    """Lists cross as they do, and the first rule to some at home too."""
    scheme = open_lists(trial.scheme)
    if not scheme.rules:
        return Found()
    tie = "officer" if scheme.subjects.unit == "firm" else "household"
    more = SpreadRule(id="more", rule=scheme.rules[0].id, to=tie, p_carry=quantity(0.5))
    scheme = replace(scheme, spread=(*scheme.spread, more))
    return stays_compared(trial, scheme, no_spread(scheme), "for_others")


def with_lawful_rules(trial: Trial) -> Found:
    scheme = no_confusion(no_false_records(no_mistaken_identity(open_lists(trial.scheme))))
    lawful = {each.id for each in trial.bundle.conduct.behaviours if each.gravity == 0}
    scheme = only_rules_spread(scheme)
    less = without_rules(scheme, {rule.id for rule in scheme.rules if rule.on in lawful})
    return stays_compared(trial, scheme, less, "for_lawful")


def with_traits(trial: Trial) -> Found:
    """Scores that nothing feeds back into, and a list that holds as long as the band."""
    scheme = trial.scheme
    if scheme.score.kind not in ("sum", "mean"):
        return Found()
    rules = tuple(
        replace(rule, set=None, points=rule.points or quantity(-3.0, "points"))
        if rule.set is not None
        else replace(rule, rating=rule.rating and replace(rule.rating, weight=()))
        for rule in scheme.rules
    )
    low = scheme.bands[0].id
    worse, near = (-0.9, 3.5) if scheme.score.kind == "mean" else (-12.0, 90.0)
    by = {"district": {"north": worse, "south": -worse / 3}}
    made = replace(
        scheme, rules=rules, traits=(TraitRule(id="district", points=quantity(0.0, "points", by=by)),),
        score=replace(scheme.score, initial=quantity(near, "points"), terms=(), clamp="read"),
        gates=(), discretion=(), measures=(),
        lists=(ListSpec(id="black", entries=(Entry(id="low", band=low, term=OPEN),), note="As long as the band."),),
        spread=tuple(each for each in scheme.spread if each.rule is not None),
    )  # fmt: skip
    made = replace(made, redress=replace(made.redress, p_learns=None))
    return stays_compared(trial, made, no_adverse_traits(made), "for_traits")


RANDOM: dict[str, Callable[[Trial], Found]] = {
    "false_record": with_false_records,
    "misread": with_confusion,
    "tie": with_ties,
    "true_lawful": with_lawful_rules,
    "trait": with_traits,
}


def tried(cause: str, number: int) -> Found:
    """All comparisons of so many random trials together."""
    count, wrong = Counter[str](), []

    @trials(number)
    @given(schemes_and_societies(engine=True), st.integers(0, 2**20))
    def each(trial: Trial, seed: int) -> None:
        found = RANDOM[cause](replace(trial, persons=200, months=10, seed=seed))
        count.update(both=found.both, neither=found.neither)
        wrong.extend(found.wrong)

    each()
    return Found(count["both"], count["neither"], tuple(wrong))


@pytest.mark.parametrize("cause", RANDOM)
def test_so_it_is_in_random_schemes(cause: str) -> None:
    found = tried(cause, 8 if cause in ("misread", "tie", "trait") else 4)
    assert found.wrong == ()
    assert min(found.both, found.neither) > 0


@pytest.mark.slow
@pytest.mark.parametrize("cause", RANDOM)
def test_so_it_is_in_many_random_schemes(cause: str) -> None:
    found = tried(cause, 60)
    assert found.wrong == ()
    assert min(found.both, found.neither) > 0
