"""Random small schemes; see ``strategies.py``."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from demerit.evidence.quantity import Quantity
from demerit.scheme.model import (
    Channel,
    Confusion,
    Copy,
    Discretion,
    Entry,
    Exit,
    Extension,
    FalseRecords,
    Gate,
    IncomeAveraging,
    Inspection,
    ListSpec,
    Measure,
    Misattribution,
    Mistaken,
    Patrols,
    PublishedRates,
    Quota,
    Recurring,
    Rule,
    Scheme,
    SpreadRule,
    Subjects,
    Target,
    Term,
    Watch,
)
from demerit.scheme.redress import Hearing, Instance, Notice, Redress, Repair, Wins
from tests.builders import quantity, scheme
from tests.strategies_scores import TIES, bands, effects, maybe, months_on, scores, traits

LISTS = ("black", "grey")


def chance(values: tuple[float, ...] = (0.0, 0.3, 0.7, 1.0)) -> st.SearchStrategy[Quantity]:
    """A probability, the same for all or different by district."""
    plain = st.sampled_from(values).map(quantity)
    return plain | st.builds(
        lambda a, b: quantity(a, by={"district": {"north": b}}), st.sampled_from(values), st.sampled_from(values)
    )


def span() -> st.SearchStrategy[Quantity]:
    """A term or delay."""
    return st.sampled_from(
        [quantity(2.0, "months"), quantity(1.5, "months"), quantity(20.0, "days"), quantity(75.0, "days")]
    )


@st.composite
def patrols(draw: st.DrawFn) -> Patrols | None:
    """Now and then patrols that follow records: they make everybody depend on all others."""
    if draw(st.integers(0, 5)) < 5:
        return None
    by = draw(st.sampled_from(["district", "sex"]))
    some = draw(st.sampled_from([{}, {by: {"north": 9.0, "male": 2.5}}]))
    known = {by: {v: x for v, x in some[by].items() if (v == "north") == (by == "district")}} if some else {}
    start = quantity(draw(st.sampled_from([0.7, 4.0])), "count", by=known, range=(0.1, 90.0))
    return Patrols(by=by, start=start, corrected=draw(st.booleans()))


@st.composite
def channels(draw: st.DrawFn, name: str, conduct: tuple[str, ...]) -> Channel:
    """A channel with any of its faults."""
    seen = draw(st.lists(st.sampled_from(conduct), min_size=1, unique=True))
    two = len(seen) > 1
    mixing = (
        (Confusion(of=seen[0], recorded_as=seen[-1], p=quantity(draw(st.sampled_from([0.2, 0.6])))),) if two else ()
    )
    false = FalseRecords(
        rate=quantity(draw(st.sampled_from([0.3, 2.0])), "per_year"), about=draw(st.sampled_from([{}, {seen[0]: 1.0}]))
    )
    harder = Inspection(factor=quantity(2.0, "factor"), within_months=4)
    return Channel(
        id=name,
        watches=tuple(Watch(behaviour=b, sensitivity=draw(maybe(chance()))) for b in seen),
        sensitivity=draw(chance((0.3, 0.7, 1.0))),
        coverage=draw(maybe(chance((0.5, 0.9)))),
        coverage_by=draw(st.sampled_from(["subject", "household", "block"])),
        false_records=draw(maybe(st.just(false))),
        misattribution=draw(
            maybe(
                st.builds(
                    Misattribution,
                    p=chance((0.3, 1.0)),
                    alike=st.sampled_from([(), ("sex",), ("hair",), ("sex", "hair")]),
                )
            )
        ),
        confusion=draw(st.sampled_from([(), mixing, mixing])),
        delay=draw(maybe(span())),
        inspection=draw(maybe(st.just(harder))),
        patrols=draw(patrols()),
        **draw(months_on()),
    )


@st.composite
def rule_on(draw: st.DrawFn, i: int, seen: tuple[str, ...], score: str, sets_it: bool = True) -> Rule:
    """A rule on something that is recorded."""
    return Rule(
        id=f"rule-{i}",
        on=draw(st.sampled_from(seen)),
        term=draw(maybe(span())),
        delay=draw(maybe(span())),
        count_each=draw(st.booleans()),
        hearing=draw(st.booleans()),
        adverse=draw(st.sampled_from([None, None, None, True])),
        applies_to=draw(st.sampled_from([{}, {}, {"sex": ("male",)}])),
        **draw(effects(score, i == 0, sets_it)),
        **draw(months_on()),
    )


@st.composite
def rules(
    draw: st.DrawFn, seen: tuple[str, ...], score: str, opens: bool, sets_it: bool = True, incomes: bool = False
) -> tuple[Rule, ...]:
    """One to four rules on what is recorded, and perhaps one that comes by itself."""
    found = [draw(rule_on(i, seen, score, sets_it)) for i in range(draw(st.integers(1, 4)))]
    if draw(st.booleans()):
        clean = Recurring(when="clean", months=draw(st.integers(1, 4)))
        owed = Recurring(
            when="open",
            obligation="fine",
            months=draw(st.integers(1, 3)),
            after_months=draw(st.integers(0, 2)),
            able=draw(st.sampled_from([None, True, False])),
        )
        averaged = Recurring(when="averaged", arithmetic="spread", after_months=draw(st.integers(0, 1)))
        some = [clean, owed] if opens else [clean]
        recurring = draw(st.sampled_from([*some, averaged] if incomes else some))
        one = (
            {"points": quantity(3.0 if recurring is clean else -4.0, "points")}
            if score == "sum"
            else draw(effects(score, False, sets_it))
        )
        one |= draw(months_on())
        found.append(Rule(id="by-itself", recurring=recurring, term=draw(maybe(span())), **one))
    return tuple(found)


@st.composite
def arithmetics(draw: st.DrawFn) -> tuple[IncomeAveraging, ...]:
    """One sum, on the income that every random society has."""
    return (
        IncomeAveraging(
            id="spread",
            income="wages",
            reads=draw(st.sampled_from(["year", "year", "periods"])),
            free=quantity(0.125, "factor"),
            taper=draw(chance((0.3, 0.7))),
            tolerance=draw(maybe(st.just(quantity(2.0, "factor")))),
            checked=draw(maybe(chance((0.3, 0.7)))),
        ),
    )


@st.composite
def entries(
    draw: st.DrawFn,
    i: int,
    owner: str,
    named: tuple[str, ...],
    banded: bool,
    ranked: bool = False,
    opens: bool = False,
) -> Entry:
    """A way onto a list."""
    ways: list[dict[str, Any]] = [{"rule": name} for name in named] * 2
    ways += [{"band": "low", "on": "change"}, {"band": "low", "on": "state"}] if banded else []
    other = {"list": "black" if owner == "grey" else "grey", "on": draw(st.sampled_from(["change", "state"]))}
    ways += [other]
    some = PublishedRates(selected=quantity(0.2, by={"district": {"north": 0.6}}), every_months=3)
    against = PublishedRates(hit=quantity(0.8), false_alarm=quantity(0.1), target="aim", every_months=2)
    ways += [{"rates": some}, {"rates": against}]
    if ranked:
        end = draw(st.sampled_from([None, "lowest", "highest"]))
        size = draw(st.sampled_from([{"number": quantity(3.0, "count")}, {"share": quantity(0.15, "share")}]))
        ways += [{"quota": Quota(every_months=draw(st.integers(1, 4)), take=end, **size)}] * 2  # type: ignore[arg-type]
    open_term = draw(st.booleans())
    owed = draw(st.sampled_from([None, "fine"])) if opens else None
    term = Term(kind="open") if open_term else Term(kind="fixed", length=draw(span()), owed=owed)
    more = None if open_term else draw(maybe(st.just(Extension(p=quantity(0.5), length=quantity(2.0, "months")))))
    one, delay = draw(st.sampled_from(ways)), draw(maybe(span()))
    counts = {"count": draw(st.sampled_from([1, 2, 3])), "within_months": draw(maybe(st.just(4)))}
    return Entry(
        id=f"{owner}-way-{i}",
        p=draw(maybe(chance((0.5, 1.0)))),
        delay=delay,
        throughout=delay is not None and bool({"band", "list"} & one.keys()) and draw(st.booleans()),
        term=term,
        extension=more,
        **draw(months_on()),
        **(counts if "rule" in one and draw(st.booleans()) else {}),
        **one,
    )


@st.composite
def copies(draw: st.DrawFn) -> list[Copy]:
    """Recipients of a list; the bank always."""
    keeps = draw(maybe(span()))
    bank = Copy(id="bank", told_of_removal=draw(st.sampled_from([False, False, True])), keeps=keeps)
    return [bank, *draw(st.sampled_from([[], [Copy(id="press", keeps=quantity(2.0, "months"))]]))]


@st.composite
def lists(
    draw: st.DrawFn,
    named: tuple[str, ...],
    banded: bool,
    owing: frozenset[str],
    ranked: bool = False,
    opens: bool = False,
) -> tuple[ListSpec, ...]:
    """Two lists, of which the first may imply or bar the second; ``owing`` are rules that rest on an obligation."""
    found = []
    for owner in LISTS:
        ways = tuple(draw(entries(i, owner, named, banded, ranked, opens)) for i in range(draw(st.integers(1, 2))))
        outs = [
            Exit(id=f"{owner}-pardon", on="hazard", rate=quantity(2.0, "per_year"), lock_months=draw(st.integers(0, 3)))
        ]
        if owing and any(way.rule is None or way.rule in owing for way in ways):
            outs.append(
                Exit(
                    id=f"{owner}-paid",
                    on="performed",
                    p=quantity(0.8),
                    obligation=draw(st.sampled_from([None, "fine"])),
                    able=draw(st.sampled_from([None, None, True, False])),
                    entries=draw(st.sampled_from([(), (f"{owner}-way-0",)])),
                )
            )
        found.append(
            ListSpec(
                id=owner,
                penal=owner == "black" or draw(st.booleans()),
                copies=tuple(draw(copies())) if owner == "black" or draw(st.booleans()) else (),
                to_band=draw(st.sampled_from([None, "low", "middle"])) if banded else None,
                published=draw(st.booleans()),
                entries=ways,
                note="May stay open.",
                again=draw(st.sampled_from(["ignore", "restart", "extend"])),
                exits=tuple(draw(st.permutations(outs))),
                implies=draw(st.sampled_from([(), (), ("grey",)])) if owner == "black" else (),
                not_if=draw(st.sampled_from([(), (), ("black",)])) if owner == "grey" else (),
                replaces=draw(st.sampled_from([(), (), ("grey" if owner == "black" else "black",)])),
            )
        )
    return tuple(draw(st.permutations(found)))


@st.composite
def measures(draw: st.DrawFn, named: tuple[str, ...], banded: bool) -> tuple[Measure, ...]:
    """Up to five measures, on anything that can hold one."""
    passes = draw(st.sampled_from([{"gate": "card"}, {"gate": "card", "or_gates": ("pass",)}, {"gate": "pass"}]))
    hooks: list[dict[str, Any]] = [{"list": "black"}, {"list": "grey"}, passes, {"copy": "bank"}]
    hooks += [{"discretion": "clerk"}] * 2
    hooks += [{"rule": name} for name in named] + ([{"band": ("low",)}, {"band": ("low", "middle")}] if banded else [])
    found = []
    for i in range(draw(st.sampled_from([0, 2, 4, 6]))):
        kind = draw(st.sampled_from(["deny", "deny", "burden", "lose", "grant", "inspect"]))
        hook = draw(st.sampled_from(hooks))
        idle = [] if "discretion" in hook else [None]
        need = None if kind == "inspect" else draw(st.sampled_from(["train", "benefit", *idle]))
        wrong = st.builds(Mistaken, p=chance((0.1, 0.5)), lasting=st.booleans())
        mistakable = need is not None and not {"gate", "discretion"} & hook.keys()
        found.append(
            Measure(
                id=f"measure-{i}",
                kind=kind,
                **hook,
                need=need,
                mistaken=draw(maybe(wrong)) if mistakable else None,
                channel=draw(st.sampled_from([None, "channel-0"])) if kind == "inspect" else None,
                factor=quantity(2.0, "factor") if kind == "inspect" else None,
                enforcement=draw(maybe(chance((0.5, 1.0)))),
                exempt=draw(maybe(chance((0.2, 0.5)))),
                domain=draw(st.sampled_from(["travel", "money"])),
                **draw(months_on()),
            )
        )
    return tuple(found)


@st.composite
def redresses(draw: st.DrawFn, named: tuple[str, ...]) -> Redress:
    """Any ways out."""
    wins = Wins(wrong=quantity(0.8), right=quantity(0.2))
    instances = tuple(
        Instance(
            id=f"instance-{i}",
            p_files=draw(chance((0.5, 1.0))),
            wins=wins,
            decision=draw(span()),
            decision_time=draw(st.sampled_from(["fixed", "geometric"])),
            suspends=draw(st.booleans()),
            capacity_per_month=draw(maybe(st.just(quantity(2.0, "count")))),
        )
        for i in range(draw(st.integers(0, 2)))
    )
    repair = Repair(p_per_month=quantity(0.3), after=draw(maybe(span())), lifts=draw(st.sampled_from(["entry", "all"])))
    return Redress(
        notice=draw(maybe(st.builds(Notice, p=chance((0.5, 1.0)), delay=maybe(span()))))
        if draw(st.booleans())
        else Notice(p=quantity(1.0)),
        p_learns=draw(maybe(chance((0.5, 1.0)))),
        hearing=Hearing(p_heard=quantity(0.7), delay=draw(maybe(span())), wins=wins),
        instances=instances,
        recipients_told=draw(st.booleans()),
        repair=draw(maybe(st.just(repair))),
        rules=draw(st.sampled_from([(), (), named[:1]])),
    )


@st.composite
def spreads(draw: st.DrawFn, named: tuple[str, ...], unit: str) -> tuple[SpreadRule, ...]:
    """Up to two spread rules."""
    ties = ("officer",) if unit == "firm" else TIES
    whats = [{"list": "black"}, {"list": "black", "lands": "grey"}, {"list": "grey"}]
    items: list[dict[str, Any]] = [*whats, *({"rule": name, "share_points": quantity(0.5, "factor")} for name in named)]
    items += [{"rule": named[0], "lands": named[-1]}]
    return tuple(
        SpreadRule(
            id=f"spread-{i}",
            to=draw(st.sampled_from(ties)),
            mode=draw(st.sampled_from(["copy", "mirror"])),
            p_carry=draw(maybe(chance((0.5, 1.0)))),
            hops=draw(st.integers(1, 3)),
            fault_required=draw(st.sampled_from([False, False, True])),
            only=draw(st.sampled_from([{}, {}, {"district": ("north",)}])),
            **draw(st.sampled_from(items)),
        )
        for i in range(draw(st.integers(0, 2)))
    )


@st.composite
def schemes(
    draw: st.DrawFn,
    conduct: tuple[str, ...],
    *,
    opens: bool,
    unit: str = "person",
    spread: bool = True,
    engine: bool = False,
) -> Scheme:
    """A small scheme on some conduct."""
    eyes = tuple(draw(channels(f"channel-{i}", conduct)) for i in range(draw(st.integers(1, 3))))
    seen = tuple(dict.fromkeys(watch.behaviour for eye in eyes for watch in eye.watches))
    score = draw(scores())
    banded = score.kind != "none"
    made = draw(rules(seen, score.kind, opens, score.rerating is None, unit == "person"))
    named = tuple(rule.id for rule in made)
    owing = frozenset(rule.id for rule in made if opens and (rule.recurring is not None or rule.on == "debt"))
    return scheme(
        subjects=Subjects(
            unit=unit, only=draw(st.sampled_from([{}, {}, {"sex": ("male",)}])) if unit != "firm" else {}
        ),  # type: ignore[arg-type]
        channels=eyes,
        rules=made,
        arithmetic=draw(arithmetics()) if unit == "person" else (),
        score=score,
        bands=bands(score.kind),
        traits=draw(traits(score.kind)),
        lists=draw(lists(named, banded, owing, score.kind in ("sum", "mean"), opens)),
        gates=(
            Gate(
                id="card",
                held_at_start=quantity(0.6),
                apply=quantity(3.0, "per_year"),
                granted=quantity(0.7),
                lost=quantity(1.0, "per_year"),
                lost_on=draw(st.sampled_from([(), named[:1]])),
            ),
            Gate(
                id="pass",
                held_at_start=quantity(0.3),
                lost=quantity(2.0, "per_year"),
                lost_on=draw(st.sampled_from([(), named[:1]])),
                on_demand=draw(maybe(chance((0.2, 0.6)))),
            ),
        ),
        discretion=(
            Discretion(
                id="clerk",
                p=quantity(0.2),
                per=draw(st.sampled_from(["request", "subject", "household", "block"])),
                after=draw(st.sampled_from([(), named[:1]])),
                after_factor=quantity(3.0, "factor"),
            ),
        ),
        measures=draw(measures(named, banded)),
        redress=draw(redresses(named)),
        spread=draw(spreads(named, unit)) if spread else (),
        targets=(Target(id="aim", conduct=conduct[:1], window_months=3),),
    )
