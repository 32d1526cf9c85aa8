"""What is assumed in a scheme, and inputs in which some of it has other values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from demerit.errors import InputError, UsageError
from demerit.evidence.catalogue import catalogue_ids
from demerit.evidence.quantity import Grade, Quantity
from demerit.evidence.share import quantities_of
from demerit.study.inputs import Inputs, load_inputs
from demerit.study.kinds import ALL_KINDS, OTHER
from demerit.study.unknowns import (
    Unknown,
    choose,
    name_of_number,
    numbers_of,
    position_of,
    unknowns,
    value_at,
    with_positions,
    with_values,
)

SOME = ("cn-rongcheng-2019", "us-chicago-ssl-2016", "au-robodebt-2016", "us-uber-ratings-2016", "it-green-pass-2022")
KENLI = "cn-kenli-chengken-2019"
"""Two of its bands may begin at the same score: at the low end of what is assumed the scheme is not valid."""


@pytest.fixture(scope="module")
def loaded() -> dict[str, Inputs]:
    """Some schemes on their societies."""
    return {name: load_inputs(name) for name in SOME}


def quantities(inputs: Inputs) -> dict[str, Quantity]:
    """Every quantity by file and path."""
    bundle = inputs.bundle
    files: dict[str, Any] = {"scheme": inputs.scheme, "society": bundle.society, "conduct": bundle.conduct}
    files |= {"needs": bundle.needs, "beliefs": bundle.beliefs, "responses": bundle.responses}
    return {f"{file}{path}": item for file, record in files.items() for path, item in quantities_of(record)}


@pytest.mark.parametrize("name", SOME)
def test_only_assumptions_are_unknowns_and_each_is_in_one_place(name: str, loaded: dict[str, Inputs]) -> None:
    found = unknowns(loaded[name])
    rows = [row for unknown in found for row in unknown.numbers]
    assert {row.grade for row in rows} == {Grade.ASSUMPTION.value}
    assert all(row.low is not None and row.high is not None and row.low < row.high for row in rows)
    names = [name_of_number(row) for row in rows]
    assert len(names) == len(set(names))
    assert [unknown.kind for unknown in found] == sorted({u.kind for u in found}, key=ALL_KINDS.index)
    assert not [row for row in rows if row.path[0] in ("persons", "outcomes", "declaration")]


@pytest.mark.parametrize("name", SOME)
@pytest.mark.parametrize("position", [0.0, 0.3, 1.0])
def test_at_any_position_nothing_but_assumptions_differs(name: str, position: float, loaded: dict[str, Inputs]) -> None:
    inputs = loaded[name]
    found = unknowns(inputs)
    moved = with_positions(inputs, over=found, positions={unknown.id: position for unknown in found})
    before, after = quantities(inputs), quantities(moved)
    assert before.keys() == after.keys()
    changed = {path for path in before if before[path] != after[path]}
    assert changed
    assert {before[path].grade for path in changed} == {Grade.ASSUMPTION}
    rows = [row for unknown in found for row in unknown.numbers if unknown.kind != "people_shares"]
    away = {f"{row.file}{row.path}" for row in rows if value_at(row, position) != row.value}
    assert away <= changed
    assert len(changed - away) <= 1, "the share that takes what others of its whole leave"


def test_every_assumption_of_the_catalogue_has_a_kind_and_a_side() -> None:
    names = catalogue_ids("schemes")
    for name in names[::9]:
        for unknown in unknowns(load_inputs(name)):
            assert unknown.kind != OTHER, (name, [name_of_number(row) for row in unknown.numbers])
            assert unknown.side in ("people", "practice", "rules")


def test_the_size_of_a_society_and_what_nobody_reads_is_left_out(loaded: dict[str, Inputs]) -> None:
    inputs = loaded["cn-rongcheng-2019"]
    off = [row for row in numbers_of(inputs) if row.file == "responses"]
    on = [response for response in inputs.bundle.responses.responses if response.on]
    assert bool(on) == bool(off)
    on_now = replace(inputs.bundle.responses.responses[0], on=True)
    rest = inputs.bundle.responses.responses[1:]
    bundle = replace(inputs.bundle, responses=replace(inputs.bundle.responses, responses=(on_now, *rest)))
    kinds = {unknown.kind for unknown in unknowns(replace(inputs, bundle=bundle))}
    assert {f"response_{on_now.kind}", "fading", "alarm"} <= kinds


def test_the_stated_value_is_the_middle_and_the_ends_are_the_ends(loaded: dict[str, Inputs]) -> None:
    for unknown in unknowns(loaded["cn-rongcheng-2019"]):
        for row in unknown.numbers:
            assert (value_at(row, 0.0), value_at(row, 1.0)) == (row.low, row.high)
            assert row.value is not None
            assert value_at(row, position_of(row, row.value)) == pytest.approx(row.value, rel=1e-12, abs=1e-15)
            for position in (0.1, 0.45, 0.8):
                assert position_of(row, value_at(row, position)) == pytest.approx(position, abs=1e-9)


def test_values_at_the_stated_positions_give_the_same_inputs(loaded: dict[str, Inputs]) -> None:
    inputs = loaded["cn-rongcheng-2019"]
    rows = [row for unknown in unknowns(inputs) for row in unknown.numbers]
    assert with_values(inputs, values={name_of_number(row): row.value or 0.0 for row in rows}) == inputs


def test_a_number_that_varies_by_group_goes_along(loaded: dict[str, Inputs]) -> None:
    inputs = loaded["us-chicago-ssl-2016"]
    moved = with_values(inputs, values={"scheme.bands.from_300.share": 0.07})
    before, after = (each.scheme.bands for each in (inputs, moved))
    place = next(n for n, band in enumerate(before) if band.id == "from_300")
    share, more = before[place].share, after[place].share
    assert share is not None
    assert more is not None
    groups = [group for group, part in share.by["who"].items() if part > 0]
    assert groups
    for group in groups:
        assert more.by["who"][group] / share.by["who"][group] == pytest.approx(0.07 / share.value)


def test_shares_of_one_whole_stay_as_much_together_as_they_were(loaded: dict[str, Inputs]) -> None:
    inputs = loaded["us-chicago-ssl-2016"]
    (bands,) = choose(inputs, over=["selection"])
    assert "scheme.bands.no_score.share" not in [name_of_number(row) for row in bands.numbers]
    for position in (0.0, 1.0):
        moved = with_positions(inputs, over=[bands], positions={"selection": position})
        for group in (None, *next(band.share for band in inputs.scheme.bands if band.share).by["who"]):
            total = [
                sum(
                    band.share.value if group is None else band.share.by["who"][group]
                    for band in each.scheme.bands
                    if band.share is not None
                )
                for each in (inputs, moved)
            ]
            assert total[0] == pytest.approx(total[1], abs=1e-12)


def test_one_number_alone_and_all_of_a_kind(loaded: dict[str, Inputs]) -> None:
    inputs = loaded["cn-rongcheng-2019"]
    apart = unknowns(inputs, apart=True)
    assert all(len(unknown.numbers) == 1 for unknown in apart)
    assert sum(len(unknown.numbers) for unknown in unknowns(inputs)) == len(apart)
    one = "scheme.channels.courts.false_records.rate"
    assert [unknown.id for unknown in choose(inputs, over=[one, "sensitivity"])] == [one, "sensitivity"]


@pytest.mark.parametrize(
    ("over", "code", "words"),
    [
        (["false_record"], "R390", 'Did you mean "false_records"?'),
        (["scheme.channels.court.false_records.rate"], "R390", "scheme.channels.courts.false_records.rate"),
        (["false_records", "scheme.channels.courts.false_records.rate"], "R391", "named twice"),
    ],
)
def test_a_wrong_name_is_told(over: list[str], code: str, words: str, loaded: dict[str, Inputs]) -> None:
    with pytest.raises(UsageError) as fault:
        choose(loaded["cn-rongcheng-2019"], over=over)
    assert fault.value.defect.code == code
    assert words in str(fault.value)


def test_a_value_outside_its_range_or_of_law_text_is_refused(loaded: dict[str, Inputs]) -> None:
    inputs = loaded["cn-rongcheng-2019"]
    law = next(row for row in numbers_of(inputs) if row.grade == Grade.LAW_TEXT.value and row.value is not None)
    for values in ({"scheme.channels.courts.false_records.rate": 9.0}, {name_of_number(law): law.value or 0.0}):
        with pytest.raises(UsageError) as fault:
            with_values(inputs, values=values)
        assert fault.value.defect.code == "R393"
    with pytest.raises(UsageError):
        with_positions(inputs, over=unknowns(inputs), positions={"false_records": 1.5})


def test_values_that_make_no_valid_scheme_are_refused_with_every_fault() -> None:
    inputs = load_inputs(KENLI)
    with pytest.raises(InputError) as fault:
        with_positions(inputs, over=unknowns(inputs), positions={"bands": 0.0})
    codes = [defect.code for defect in fault.value.defects]
    assert codes[0] == "R392"
    assert "S304" in codes


def test_an_unknown_is_plain_data(loaded: dict[str, Inputs]) -> None:
    unknown: Unknown = choose(loaded["cn-rongcheng-2019"], over=["false_records"])[0]
    told = unknown.as_data()
    assert told["id"] == "false_records"
    assert told["side"] == "practice"
    assert {"id", "file", "where", "low", "value", "high", "unit", "note", "varies"} == set(told["numbers"][0])


def test_a_share_of_people_moves_and_the_others_keep_their_proportions() -> None:
    inputs = load_inputs("ve-carnet-2018")
    (share,) = (unknown for unknown in unknowns(inputs, apart=True) if unknown.kind == "people_shares")
    assert share.id == "society.margins.politics.government"
    assert share.side == "people"
    (before,) = (margin for margin in inputs.bundle.society.margins if margin.of == ("politics",))
    for position, expected in ((0.0, 0.26), (0.5, 0.35), (1.0, 0.48)):
        moved = with_positions(inputs, over=[share], positions={share.id: position})
        (margin,) = (margin for margin in moved.bundle.society.margins if margin.of == ("politics",))
        assert margin.shares["government"] == pytest.approx(expected)
        assert sum(margin.shares.values()) == pytest.approx(1)
        ratio = before.shares["none"] / before.shares["opposition"]
        assert margin.shares["none"] / margin.shares["opposition"] == pytest.approx(ratio)


def test_a_table_of_people_whose_range_is_of_no_value_named_is_not_moved() -> None:
    inputs = load_inputs("cn-rongcheng-2019")
    assert any(margin.range for margin in inputs.bundle.society.margins)
    assert not [unknown for unknown in unknowns(inputs) if unknown.kind == "people_shares"]
