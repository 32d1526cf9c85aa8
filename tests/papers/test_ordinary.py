"""The schemes and societies of published models are ordinary: without fault, and the same again from their files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from demerit.scheme.model import Scheme
from demerit.scheme.resolve import resolve
from demerit.society.load import SocietyBundle
from demerit.study.inputs import Inputs, keep_inputs, load_inputs
from demerit.study.papers import attention, lending
from demerit.study.papers.registry import ITEMS, work_out
from demerit.study.papers.settings import work_out_with

Made = tuple[Scheme, SocietyBundle]


def lender() -> Made:
    rounds = list(lending.runs(lending.DAMOUR, "equal_opportunity", rounds=5))
    scheme = lending.lending_scheme(lending.DAMOUR, [each.granted["two"] for each in rounds[:-1]])
    return scheme, lending.lending_people(lending.DAMOUR, group="two")


def desk() -> Made:
    return attention.desk_scheme(attention.DAMOUR_SITES), attention.desk_people(attention.DAMOUR_SITES)


@pytest.mark.parametrize("made", [lender, desk])
def test_a_published_model_is_an_ordinary_scheme(made: Callable[[], Made], tmp_path: Path) -> None:
    scheme, bundle = made()
    inputs = Inputs(scheme=resolve(scheme), bundle=bundle)
    keep_inputs(inputs, folder=tmp_path)
    again = load_inputs(tmp_path / "inputs" / "scheme.yaml")
    assert again.scheme == inputs.scheme
    assert again.bundle == bundle


@pytest.mark.parametrize("item", ["C1", "C4", "D12", "F2"])
def test_figures_are_plain_numbers_and_settings_move_them(item: str) -> None:
    settings = {"C1": "people=7", "C4": "cost=2", "D12": "p=0.4", "F2": "a=5"}
    (wanted,) = (each for each in ITEMS if each.id == item)
    found, other = work_out(wanted), work_out_with(wanted, [settings[item]])
    assert {type(value) for value in found.ours.values()} <= {int, float}
    assert found.ours != other.ours
    assert other.passed is None
