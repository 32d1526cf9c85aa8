"""The frame of published results: what passes, what the list says, what the command prints."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from demerit.errors import UsageError
from demerit.study.papers import registry
from demerit.study.papers.model import Figure, Item, Kind, Reproduced, reproduced
from demerit.study.papers.registry import ITEMS, chosen, work_out
from tests.cli.stage import demerit
from tests.house.files import ROOT


def figure(ours: float, published: float, tolerance: float | None, name: str = "a") -> Figure:
    return Figure(name=name, ours=ours, published=published, tolerance=tolerance)


@pytest.mark.parametrize(
    ("ours", "published", "tolerance", "passed"),
    [(0.5, 0.509, 0.01, True), (0.5, 0.5101, 0.01, False), (3, 3, 0, True), (3.0000001, 3, 0, False),
     (float("nan"), 0.5, 9.0, False), (float("inf"), float("inf"), 1.0, False), (0.2, 1, None, True),
     (-0.2, 1, None, False), (0, 1, None, False), (-7, -1, None, True)],
)  # fmt: skip
def test_a_figure_passes_within_its_tolerance(
    ours: float, published: float, tolerance: float | None, passed: bool
) -> None:
    assert figure(ours, published, tolerance).passed is passed


def test_an_item_passes_if_all_its_figures_do_and_it_has_some() -> None:
    good, bad = figure(1, 1, 0), figure(1, 2, 0, "b")
    assert reproduced("X1", figures=[good], how="", source="").passed is True
    found = reproduced("X1", figures=[good, bad], how="", source="")
    assert (found.passed, found.reason) == (False, "not met: b")
    assert reproduced("X1", figures=[], how="", source="").passed is False
    with pytest.raises(ValueError, match="one name"):
        reproduced("X1", figures=[good, good], how="", source="")


def test_the_list_has_every_item_once() -> None:
    ids = [item.id for item in ITEMS]
    wanted = {"A": "1 4", "B": "1 3 4 6 8", "C": "1 3 4 6 7", "D": "1 2 4 6 7 8 9 10 12 13 14 15 16 17 21",
              "E": "1 3 4 5 6 7 8 9", "F": "1 2 3 4"}  # fmt: skip
    assert ids == [f"{family}{number}" for family, numbers in wanted.items() for number in numbers.split()]


def test_items_are_chosen_by_id_or_family() -> None:
    assert [item.id for item in chosen(["e3", "A"])] == ["A1", "A4", "E3"]
    with pytest.raises(UsageError, match='R328 there is no published result called "Z1"'):
        chosen(["z1"])


def test_what_is_not_worked_out_never_passes() -> None:
    anchor = work_out(next(item for item in ITEMS if item.kind is Kind.ANCHOR))
    assert (anchor.passed, dict(anchor.ours)) == (None, {})
    assert "anchor" in anchor.reason


def straw(passed: bool) -> Reproduced:
    return reproduced("A1", figures=[figure(1, 1 if passed else 2, 0.5), figure(2, 1, None, "b")], how="H.", source="S")


def use(monkeypatch: pytest.MonkeyPatch, *, passed: bool) -> None:
    """A list of two items, one worked out and one not."""
    first, second = (replace(item, run=None) for item in ITEMS[:2])
    items: tuple[Item, ...] = (replace(first, run=lambda: straw(passed)), second)
    monkeypatch.setattr(registry, "ITEMS", items)


@pytest.mark.parametrize("passed", [True, False])
def test_the_command_prints_ours_beside_theirs(monkeypatch: pytest.MonkeyPatch, passed: bool) -> None:
    use(monkeypatch, passed=passed)
    answer = demerit("reproduce", "--all")
    assert answer.code == (0 if passed else 1)
    assert f"{ITEMS[0].title}: {'met' if passed else 'NOT MET'}" in " ".join(answer.out.split())
    assert "not worked out yet" in answer.out
    assert f"{int(passed)} of 2 met, {int(not passed)} not met, 1 not worked out" in answer.out
    assert any(line.endswith("  not met") for line in answer.out.splitlines()) is not passed
    assert answer.err.splitlines() == [f"A1 {ITEMS[0].title}"]


def test_the_document_fits_its_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, passed=True)
    made = json.loads(demerit("reproduce", "--all", "--json").out)
    schema = json.loads((ROOT / "docs" / "schemas" / "reproduced-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(made)
    done, still = made["reproduced"]
    assert (done["passed"], still["passed"]) == (True, None)
    assert done["tolerance"] == {"a": 0.5, "b": None}
    assert [item["id"] for item in made["reproduced"]] == ["A1", "A4"]


def test_many_items_are_told_in_a_line_each(monkeypatch: pytest.MonkeyPatch) -> None:
    half = figure(1, 1.25, 0.5)
    good = reproduced("A1", figures=[half, figure(2, 1, None, "b")], how="H.", source="S")
    bad = reproduced("A4", figures=[figure(3, 1, 0.5, "far off")], how="Hm.", source="S")
    items = [replace(item, run=lambda found=bad if item.id == "A4" else good: found) for item in ITEMS[:7]]
    monkeypatch.setattr(registry, "ITEMS", tuple(items))
    answer = demerit("reproduce", "--all")
    assert answer.code == 1
    lines = [line.split() for line in answer.out.splitlines()]
    assert [line[-4:] for line in lines if line[:1] == ["A1"]] == [["2", "50", "%", "met"]]
    assert "far off" in answer.out, "what is not met stands in full"
    assert "H." not in answer.out.split()
    assert "6 of 7 met, 1 not met, 0 not worked out" in answer.out


def test_nothing_named_is_wrong_usage() -> None:
    answer = demerit("reproduce")
    assert answer.code == 2
    assert "R329 say which published result, or --all" in answer.err
