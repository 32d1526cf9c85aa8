"""Tornado charts and small multiples: every mark is where it must be, in a terminal, a notebook and Markdown."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from demerit.report.blocks import Block, Paragraph
from demerit.report.charts import Panel, Panels, Span, Tornado, levels_of
from demerit.report.markdown import markdown
from demerit.report.notebook import notebook
from demerit.report.terminal import draw
from demerit.report.unknown_words import UNKNOWNS, UNKNOWNS_SHORT
from demerit.study.kinds import ALL_KINDS

CHART = Tornado(
    rows=(
        Span(label="conduct", low=0.0, high=0.4, told_low="0 %", told_high="40 %"),
        Span(label="acts recorded", low=0.2, high=0.1, told_low="20 %", told_high="10 %"),
        Span(label="nothing", low=None, high=None, told_low="–", told_high="–"),
    ),
    middle=0.1, told_middle="10 % with the values stated", titles=("", "low end", "high end"),
)  # fmt: skip
SMALL = Panels(
    panels=tuple(
        Panel(title=f"unknown {n}", values=(0.0, 0.05 * n, 0.1 * n), first="low", last="high") for n in range(1, 5)
    ),
    low=0.0, high=0.4, told_low="0 %", told_high="40 %",
)  # fmt: skip


def drawn(block: Block, width: int) -> list[str]:
    """Lines of a terminal."""
    screen = Console(width=width, file=StringIO(), record=True, highlight=False, force_terminal=True)
    draw([Paragraph("A chart", "caption"), block], console=screen)
    return screen.export_text().splitlines()[1:]


@pytest.mark.parametrize("width", [50, 80, 100])
def test_bars_reach_from_end_to_end_and_the_line_stands_where_the_figure_is(width: int) -> None:
    head, first, second, foot = drawn(CHART, width)
    assert head.split() == ["low", "end", "high", "end"]
    assert max(map(len, (head, first, second, foot))) <= width
    field = first[first.index("█") : first.rindex("█") + 1]
    line = foot.index("│")
    assert first[line] == "│"
    assert second[line] in "█│"
    assert (line - first.index("█")) / (len(field) - 1) == pytest.approx(0.25, abs=0.04)
    bar = second[second.index("█") : second.rindex("█") + 1]
    assert len(bar) / len(field) == pytest.approx(0.25, abs=0.1)
    assert first.endswith("40 %")
    assert foot.strip(" │") == "10 % with the values stated"


@pytest.mark.parametrize(("width", "across"), [(50, 2), (100, 4)])
def test_small_multiples_stand_beside_each_other_on_one_scale(width: int, across: int) -> None:
    lines = drawn(SMALL, width)
    assert lines[0].count("unknown") == across
    assert "███" in "".join(lines)
    assert lines[-1] == "▁ 0 %  █ 40 %"
    assert max(map(len, lines)) <= width
    assert levels_of((0.0, 0.2, 0.4), low=0.0, high=0.4) == "▁▅█"


def test_the_other_places_have_the_same_figures() -> None:
    page = notebook([CHART, SMALL])
    assert page.count("<tr>") == 3
    assert "10 % with the values stated" in page
    assert page.count("unknown ") == 4
    text = markdown([Paragraph("A"), CHART, SMALL])
    assert "| conduct | 0 % | 40 % |" in text
    assert "| unknown 2 | low | high |" in text


def test_every_kind_of_unknown_has_its_words() -> None:
    assert set(UNKNOWNS) == set(UNKNOWNS_SHORT) == set(ALL_KINDS)
    assert len(set(UNKNOWNS.values())) == len(UNKNOWNS)
