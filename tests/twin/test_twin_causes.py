"""Attribution by hand: smallest sets, flags and the split."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.twin.causes import CAUSES, UNIT, flags_of, smallest_sets, split

CUTS = st.lists(st.frozensets(st.sampled_from(CAUSES), min_size=1, max_size=3), max_size=4)


def sets(*cuts: set[str]) -> list[frozenset[str]]:
    return [frozenset(cut) for cut in cuts]


def test_one_false_record_alone_is_wrongful() -> None:
    found = smallest_sets(lambda without: "false_record" in without, {"false_record", "tie"})
    assert found == sets({"false_record"})
    assert flags_of(found) == ("wrongful",)
    assert split(found) == {"false_record": UNIT}


def test_two_entries_either_of_which_suffices_are_tainted_and_not_wrongful() -> None:
    found = smallest_sets(
        lambda without: {"false_record", "true_unlawful"} <= without, {"false_record", "true_unlawful"}
    )
    assert found == sets({"false_record", "true_unlawful"})
    assert flags_of(found) == ("tainted",)
    assert split(found) == {"true_unlawful": UNIT // 2, "false_record": UNIT // 2}


def test_two_entries_both_needed_give_two_sets_of_one() -> None:
    found = smallest_sets(
        lambda without: bool({"false_record", "true_unlawful"} & without), {"false_record", "true_unlawful"}
    )
    assert found == sets({"true_unlawful"}, {"false_record"})
    assert flags_of(found) == ("wrongful",)


def test_sets_of_different_sizes_share_by_set_first() -> None:
    def gone(without: frozenset[str]) -> bool:
        return "trait" in without or {"tie", "misread"} <= without

    found = smallest_sets(gone, {"trait", "tie", "misread"})
    assert set(found) == set(sets({"trait"}, {"tie", "misread"}))
    assert split(found) == {"misread": UNIT // 4, "tie": UNIT // 4, "trait": UNIT // 2}
    assert flags_of(found) == ("tainted", "for_traits")


def test_a_tie_with_a_lawful_root_is_both_for_others_and_for_lawful() -> None:
    assert flags_of(sets({"true_lawful"}, {"tie"})) == ("for_others", "for_lawful")


def test_a_gate_or_a_clerk_alone_is_no_record() -> None:
    assert flags_of(sets({"no_pass"})) == ("no_record",)
    assert flags_of(sets({"discretion"}, {"true_unlawful"})) == ()


def test_what_nothing_undoes_is_the_schemes_own() -> None:
    assert smallest_sets(lambda without: False, CAUSES) == []
    assert flags_of([]) == ("scheme",)
    assert split([]) == {"scheme": UNIT}


@settings(max_examples=200, deadline=None)
@given(cuts=CUTS)
def test_the_split_always_adds_up_and_sets_are_smallest(cuts: list[frozenset[str]]) -> None:
    present = {cause for cut in cuts for cause in cut}
    found = smallest_sets(lambda without: any(cut <= without for cut in cuts), present)
    assert sum(split(found).values()) == UNIT
    assert not any(one < other for one in found for other in found)
    assert all(any(each <= cut for each in found) for cut in cuts)
