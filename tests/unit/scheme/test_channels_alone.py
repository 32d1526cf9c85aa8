"""Channels of the catalogue that belong to no scheme can be included by one, as the page on them tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import InputError
from demerit.evidence.catalogue import catalogue_ids
from demerit.scheme.load import load_scheme
from demerit.society.fit import check_scheme
from demerit.study.job import Asked, make_job
from demerit.study.single import simulate

PAGE = Path(__file__).parents[3] / "docs" / "understand" / "watching-without-a-score.md"
CHANNELS = catalogue_ids("channels")


@pytest.fixture
def what_if(tmp_path: Path) -> Path:
    """The file that the page tells to save."""
    file = tmp_path / "what-if.yaml"
    file.write_text(PAGE.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    return file


@pytest.mark.parametrize("name", CHANNELS)
def test_a_file_of_channels_has_nothing_else(name: str) -> None:
    file = PAGE.parents[2] / "src" / "demerit" / "catalog" / "channels" / f"{name}.yaml"
    assert check_scheme(str(file)) == []
    scheme, _ = load_scheme(file)
    assert scheme.channels
    assert not any((scheme.rules, scheme.lists, scheme.bands, scheme.measures, scheme.gates, scheme.spread))
    assert all(channel.false_records and channel.misattribution for channel in scheme.channels)


def test_channels_alone_are_no_scheme_of_the_catalogue() -> None:
    assert CHANNELS
    assert set(CHANNELS).isdisjoint(catalogue_ids("schemes"))
    with pytest.raises(InputError):
        load_scheme(CHANNELS[0])


def test_the_scheme_on_the_page_takes_one_channel_and_is_sound(what_if: Path) -> None:
    assert check_scheme(str(what_if)) == []
    scheme, _ = load_scheme(what_if)
    assert [channel.id for channel in scheme.channels] == ["phone_payments"]
    assert "rb_mobile" in scheme.sources


def test_who_leaves_no_trace_gets_no_reward(what_if: Path, tmp_path: Path) -> None:
    job = make_job(Asked(scheme=str(what_if), persons=8192, months=12, seed=1, keep="tallies", threads=1))
    rows = simulate(job, out=tmp_path / "run").document["indicators"]
    share = {row["group"]: row["value"] for row in rows if row["id"] == "band:known:ever"}
    assert share["age=80+"] == pytest.approx(0.3, abs=0.06)
    assert share["age=30-39"] == pytest.approx(0.95, abs=0.06)


def test_a_channel_that_is_not_there_is_told(what_if: Path) -> None:
    what_if.write_text(what_if.read_text(encoding="utf-8").replace("[phone_payments]", "[phone_payment]"), "utf-8")
    with pytest.raises(InputError, match="phone_payment") as told:
        load_scheme(what_if)
    assert [defect.code for defect in told.value.defects] == ["S226"]
