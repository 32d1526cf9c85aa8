"""Patrols that follow records are told wherever a scheme is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demerit.report.scheme_page import scheme_lines
from demerit.report.views.scheme_nodes import nodes_of
from demerit.report.views.scheme_terms import term_of
from demerit.scheme.model import Scheme
from tests.builders import channel, points_scheme
from tests.twin.parts_patrols import patrols


@pytest.fixture
def beat() -> Scheme:
    return points_scheme(channels=(channel("littering", patrols=patrols(by="district")),))


def told(scheme: Scheme) -> tuple[str, tuple[str, ...]]:
    """What the terminal and the drawing say of the channel."""
    lines = list(scheme_lines(scheme, width=200))
    node = next(node for node in nodes_of(scheme, None) if node["id"] == "channel:camera")
    return lines[lines.index("What watches") + 1], tuple(node["said"])


def test_where_patrols_go_is_said(beat: Scheme) -> None:
    line, said = told(beat)
    assert line == "  - camera: patrols go where its records were, by district"
    assert said == ("It looks more where it recorded more, by district.",)
    assert told(points_scheme()) == ("  - camera", ())


def test_what_mends_them_is_said(beat: Scheme) -> None:
    (eye,) = beat.channels
    mended = replace(beat, channels=(replace(eye, patrols=patrols(corrected=True)),))
    line, said = told(mended)
    assert line.endswith("by district; a record counts less where patrols were more")
    assert said[1:] == ("A record counts less where it looked more.",)


def test_the_number_has_a_name() -> None:
    assert term_of(("channels", 0, "patrols", "start"))[0] == "Records known at the start"
