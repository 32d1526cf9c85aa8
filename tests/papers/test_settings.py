"""Other settings of an item, and the page with its pictures."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from demerit.errors import InputError, UsageError
from demerit.report.beside import beside
from demerit.report.reproduced_docs import PAGE, PICTURES, reproduced_documents
from demerit.study.papers.engine import opened
from demerit.study.papers.model import Figure, reproduced
from demerit.study.papers.registry import ITEMS, entry
from demerit.study.papers.settings import settings_of, work_out_with
from tests.cli.stage import demerit
from tests.house.files import ROOT

BY_ID = {item.id: item for item in ITEMS}
DOCS = ROOT / "docs"


def test_settings_are_the_published_ones() -> None:
    numbers = {"loss": 4.0, "gain": 1.0, "up": 75.0, "down": 150.0}
    assert settings_of(BY_ID["A1"]) == {"groups": ("white", "black"), **numbers}
    assert settings_of(BY_ID["E6"])["accused.person"] == 22_589
    assert settings_of(BY_ID["E1"])["counts.Black.tp"] == 1_369
    assert not any(name.startswith(("published", "printed")) for item in ITEMS for name in settings_of(item))
    assert settings_of(BY_ID["C7"]) == {}


def test_another_setting_neither_passes_nor_fails() -> None:
    found = work_out_with(BY_ID["A4"], ["target=0.5"])
    assert found.passed is None
    assert found.ours["best single threshold"] < 41
    assert found.published["best single threshold"] == 41
    assert "target 0.5 for 0.82" in found.reason


def test_a_table_is_changed_in_one_place() -> None:
    found = work_out_with(BY_ID["E6"], ["reversed_by.person=22589", "accused.person=22589"])
    assert found.ours["person: reversed"] == 1
    assert found.ours["computer: reversed"] == pytest.approx(0.8463, abs=5e-5)
    assert found.ours["person, simulated: reversed"] == 1


def test_a_cell_is_changed_in_one_place() -> None:
    found = work_out_with(BY_ID["E1"], ["counts.Black.fp=0", "counts.Black.tn=1795"])
    assert (found.ours["Black: fpr"], found.ours["Black, simulated: called risky, wrongly"]) == (0, 0)
    assert found.ours["White: fpr"] == pytest.approx(0.2345, abs=5e-5)


@pytest.mark.parametrize(
    ("item", "setting", "told"),
    [("A4", "goal=1", "no setting"), ("A4", "target", "no setting"), ("A4", "target=x", "a number"),
     ("E9", "alerts=2.5", "a whole number"), ("A1", "groups=green", "cannot be worked out"),
     ("C7", "a=1", "It has none")],
)  # fmt: skip
def test_a_wrong_setting_is_refused(item: str, setting: str, told: str) -> None:
    with pytest.raises(UsageError, match="R327") as caught:
        work_out_with(BY_ID[item], [setting])
    assert told in str(caught.value)


def test_numbers_that_no_scheme_can_have_are_refused() -> None:
    with pytest.raises(InputError):
        opened("funnel", numbers={"scheme.lists.1.entries.0.p": 1.5})


def test_the_command_takes_settings() -> None:
    answer = demerit("reproduce", "A4", "--with", "target=0.9", "--json")
    assert answer.code == 0
    made = json.loads(answer.out)
    schema = json.loads((DOCS / "schemas" / "reproduced-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(made)
    (row,) = made["reproduced"]
    assert (row["passed"], row["settings"]) == (None, {"target": "0.82"})
    page = demerit("reproduce", "A4", "--with", "target=0.9").out
    assert "one threshold for all: other settings" in " ".join(page.split())
    assert "not met" not in page
    assert "Settings for --with, as published: target=0.82." in page
    assert "R326" in demerit("reproduce", "A4", "A1", "--with", "target=0.9").err


def row_of(*figures: Figure) -> dict[str, Any]:
    return entry(BY_ID["A1"], reproduced("A1", figures=figures, how="How.", source="Who."))


def marks(svg: str) -> list[tuple[str, float, float]]:
    """Circles of a picture, its legend left out: class, x, y."""
    found = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}circle")
    return [(c.get("class") or "", float(c.get("cx") or 0), float(c.get("cy") or 0)) for c in found][2:]


def test_a_picture_sets_ours_beside_the_published_on_one_scale() -> None:
    near = Figure(name="near", ours=0.5, published=0.5, tolerance=0.1)
    far = Figure(name="far <&>", ours=0.25, published=0.75, tolerance=0.1)
    other = Figure(name="people", ours=300, published=None, tolerance=0, unit="people")
    sign = Figure(name="sign", ours=3, published=1, tolerance=None)
    ring, dot, ring2, dot2, alone = marks(beside(row_of(near, far, other, sign)))
    assert ring[1] == dot[1]
    assert (ring[0], dot[0], ring2[0], dot2[0], alone[0]) == ("r", "o", "r", "x", "o"), "what is missed is hollow"
    assert ring2[1] - dot2[1] == pytest.approx(2 * (ring[1] - dot2[1]), abs=0.2), "one linear scale"
    assert ring2[1] > ring[1] > dot2[1]


def test_numbers_far_apart_stand_on_a_logarithmic_scale() -> None:
    rows = [Figure(name=str(n), ours=10.0**-n, published=10.0**-n, tolerance=0) for n in range(4)]
    svg = beside(row_of(*rows))
    places = [x for kind, x, _ in marks(svg) if kind == "o"]
    steps = [before - after for before, after in pairwise(places)]
    assert max(steps) - min(steps) < 0.3
    assert "share, logarithmic" in svg


def test_the_page_has_every_item_and_its_picture() -> None:
    text = (DOCS / PAGE).read_text(encoding="utf-8")
    told = re.findall(r"^\| ([A-F]\d+) \|", text, re.M)
    assert told == [item.id for item in ITEMS]
    drawn = re.findall(r"\]\(\.\./(.+\.svg)\)", text)
    assert {path.name for path in (DOCS / PICTURES).glob("*.svg")} == {Path(name).name for name in drawn}
    assert all((DOCS / name).is_file() for name in drawn)


@pytest.mark.slow
def test_the_page_is_current() -> None:
    for name, text in reproduced_documents().items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, "python -m demerit.report.reproduced_docs docs"
