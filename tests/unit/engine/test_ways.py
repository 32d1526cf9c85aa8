"""Several gates, passes at the door, counted entries, and terms that wait for what is owed: what must come out."""

from __future__ import annotations

import math
from collections import defaultdict

from demerit.ledger.model import LOG_KINDS, Ledger
from demerit.scheme.model import Entry, Gate, ListSpec, Measure, Rule, Term
from demerit.society.model import Ability, Need, ObligationSpec
from tests.alarms.checks import near
from tests.builders import behaviour, channel, list_scheme, quantity, scheme, tiny_society
from tests.unit.engine.played import played

LITTER = (Rule(id="litter", on="littering", trigger=True),)


def months_of(ledger: Ledger, kind: str) -> dict[int, list[int]]:
    """Months of what happened to each subject."""
    assert ledger.log is not None
    found = defaultdict(list)
    for row in ledger.log:
        if LOG_KINDS[row["kind"]] == kind:
            found[int(row["uid"])].append(int(row["month"]))
    return found


def test_one_of_several_gates_is_enough() -> None:
    """40 % hold one, 20 % the other, a quarter of those at the door get a test: .6 * .8 * .75 of requests fail."""
    train = Need(id="train", rate=quantity(24.0, "per_year"))
    gates = (
        Gate(id="jab", held_at_start=quantity(0.4)),
        Gate(id="cured", held_at_start=quantity(0.2)),
        Gate(id="test", held_at_start=quantity(0.0), on_demand=quantity(0.25)),
    )
    measure = Measure(id="no-train", kind="deny", gate="jab", or_gates=("cured", "test"), need="train")
    rules = scheme(channels=(channel("littering"),), rules=LITTER, gates=gates, measures=(measure,))
    people = tiny_society(behaviour(rate=0.1), ties=(), needs=(train,))
    ledger = played(rules, people, months=12, persons=5000)
    expected = 5000 * 24.0 * 0.6 * 0.8 * 0.75
    spread = math.sqrt(expected + 5000 * 18.0**2 * 0.48 * 0.52)
    near(ledger.total("need:train:refused"), expected, spread)
    assert ledger.total("measure:no-train:events:no_record") == ledger.total("measure:no-train:events")


def test_a_list_that_counts_begins_with_the_third_record_in_four_months() -> None:
    """For everybody: listed in the first month in which the last four months hold three entries, and in no other."""
    way = Entry(id="way", rule="litter", count=3, within_months=4, term=Term(kind="open"))
    rules = list_scheme(rules=LITTER, lists=(ListSpec(id="black", entries=(way,), note="Nobody leaves."),))
    ledger = played(rules, tiny_society(behaviour(rate=3.0), ties=()), months=24, persons=1000)
    listed, entries = months_of(ledger, "stay_begin"), months_of(ledger, "entry")
    first = {
        uid: [m for m in months if sum(m - 4 < other <= m for other in months) >= 3][:1]
        for uid, months in entries.items()
    }
    assert listed == {uid: months for uid, months in first.items() if months}
    assert 300 < len(listed) < 1000


def test_a_stay_ends_when_its_term_is_over_and_nothing_is_owed() -> None:
    """Each stay that ended did so in the later of the two months; some in each way."""
    fine = ObligationSpec(
        id="fine",
        able=Ability(share=quantity(1.0), loses=quantity(0.0, "per_year"), gains=quantity(0.0, "per_year")),
        performed_able=quantity(3.0, "per_year"),
        performed_unable=quantity(0.0, "per_year"),
    )
    people = tiny_society(behaviour("borrowing", rate=0.05, opens="fine"), obligations=(fine,), ties=())
    way = Entry(id="way", rule="owe", term=Term(kind="fixed", length=quantity(3.0, "months"), owed="fine"))
    rules = list_scheme(
        channels=(channel("borrowing"),),
        rules=(Rule(id="owe", on="borrowing", trigger=True),),
        lists=(ListSpec(id="black", entries=(way,)),),
    )
    ledger = played(rules, people, months=36, persons=3000)
    begins, ends = months_of(ledger, "stay_begin"), months_of(ledger, "stay_end")
    paid, borrowed = months_of(ledger, "performed"), months_of(ledger, "entry")
    late = 0
    for uid, months in begins.items():
        if len(borrowed[uid]) == 1 and ends[uid]:
            term = months[0] + 3
            assert ends[uid] == [max(term, paid[uid][0])]
            late += paid[uid][0] > term
        elif len(borrowed[uid]) == 1:
            assert not paid[uid] or months[0] + 3 >= 36
    assert 50 < late < len(ends)
