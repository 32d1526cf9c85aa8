"""Changing one number of a file leaves every other character where it was."""

import pytest

from demerit.errors import UsageError
from demerit.evidence.edit import set_number
from demerit.report.views.scheme_numbers import numbers_of
from demerit.scheme.load import read_scheme
from demerit.scheme.new import template, template_kinds

FLOW = """# 乱扔 first
rules:
  - id: 乱扔 # a comment
    points: {value: -5, unit: points, grade: law_text, source: [text], place: "art. 2, no. 1"} # behind
    term: {value: 24, unit: months}
"""
BLOCK = """a:
  rate:
    # how often
    value: 0.5 # a guess
    unit: per_year
    grade: assumption
    range:
      - 0.1
      - 1
    note: >-
      two
      lines

  other: 1
"""


def test_flow_keeps_what_is_not_changed() -> None:
    made = set_number(
        FLOW, ("rules", 0, "points"), {"value": "-7", "place": None, "note": "read: twice", "range": ["-9", "-1"]}
    )
    want = '{value: -7, unit: points, grade: law_text, source: [text], note: "read: twice", range: [-9, -1]} # behind'
    assert made == FLOW.replace(FLOW[FLOW.index("{value: -5") : FLOW.index(" # behind") + 9], want)


def test_block_changes_lines_in_place() -> None:
    made = set_number(BLOCK, ("a", "rate"), {"value": "2", "range": ["1", "3"], "note": None, "source": ["leaflet"]})
    assert made == (
        "a:\n  rate:\n    # how often\n    value: 2 # a guess\n    unit: per_year\n    grade: assumption\n    range:\n"
        "      [1, 3]\n    source: [leaflet]\n\n  other: 1\n"
    )


@pytest.mark.parametrize("path", [(), ("a",), ("a", "rate", "value"), ("b",), ("a", 0)])
def test_what_is_no_number_is_refused(path: tuple[str | int, ...]) -> None:
    with pytest.raises(UsageError, match="S123"):
        set_number(BLOCK, path, {"value": "1"})


@pytest.mark.parametrize("kind", template_kinds())
def test_every_number_of_a_template_can_be_set_alone(kind: str) -> None:
    text = template(kind)
    numbers = numbers_of(*read_scheme(text.encode(), file="x.yaml"))
    for at, number in enumerate(numbers):
        if number["path"] is None:
            continue
        again = numbers_of(
            *read_scheme(set_number(text, tuple(number["path"]), {"value": "0.125"}).encode(), file="x.yaml")
        )
        changed = [
            place for place, (old, new) in enumerate(zip(numbers, again, strict=True)) if old["value"] != new["value"]
        ]
        assert changed == [at]
        assert again[at]["value"] == 0.125
