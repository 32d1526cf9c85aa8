"""A study carried out: its tables, its differences, its blocks, and going on after it was killed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pytest

from demerit.errors import RunError, UnfinishedError, UsageError
from demerit.study.play import play, read_off
from demerit.study.shards import Shard, Worlds, on_threads, play_shard
from demerit.study.studied import study_document
from demerit.study.studyfile import read_study
from demerit.study.studyjob import Sized, StudyJob, job_of_study
from demerit.study.studyrun import carry_out, find_study, job_of_study_folder, resume_study, run_study
from tests.house.files import ROOT
from tests.unit.study.test_studyfile import TEXT

FILES = ("study.json", "results.parquet", "design.parquet")


@pytest.fixture(scope="module")
def job() -> StudyJob:
    """Two worlds of a small scheme at three points."""
    return job_of_study(*read_study(TEXT.encode(), file="trial.yaml"))


@pytest.fixture(scope="module")
def folder(job: StudyJob, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished study."""
    return run_study(job, out=tmp_path_factory.mktemp("studies") / "whole", threads=2).folder


def rows(folder: Path, where: str) -> list[dict[str, Any]]:
    """Rows of the results."""
    found = duckdb.sql(f"SELECT * FROM '{folder}/results.parquet' WHERE {where}")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def test_the_table_has_a_row_for_every_run_indicator_and_group(job: StudyJob, folder: Path) -> None:
    assert len(job.tasks) == 2 * 4
    for point in range(4):
        (row,) = rows(folder, f"world = 'as-it-is' AND point = {point} AND indicator = 'any:ever' AND replicate = 0")
        moved = job.worlds[0].inputs
        if point:
            from demerit.study.unknowns import with_values

            moved = with_values(moved, values=job.values(job.worlds[0], point))
        ledger = play(moved, persons=1500, months=6, seed=0)
        (expected,) = read_off(ledger, indicators=["any:ever"])
        assert (row["value"], row["low"], row["n"]) == (expected["value"], expected["low"], expected["n"])
    pooled = rows(folder, "replicate IS NULL AND against IS NULL")
    assert {row["point"] for row in pooled} == {0}


def test_a_world_held_against_another_has_its_differences(folder: Path) -> None:
    gone = rows(folder, "against = 'as-it-is' AND replicate = 0")
    assert {row["world"] for row in gone} == {"alike"}
    for row in gone:
        where = f"replicate = 0 AND point = {row['point']} AND indicator = '{row['indicator']}' AND against IS NULL"
        ours, theirs = (rows(folder, f"world = '{world}' AND {where}")[0] for world in ("alike", "as-it-is"))
        if ours["value"] is not None and theirs["value"] is not None:
            assert row["value"] == pytest.approx(ours["value"] - theirs["value"])
    paired = rows(folder, "against = 'as-it-is' AND replicate IS NULL AND indicator = 'any:ever'")
    assert len(paired) == 1


def test_the_design_stands_beside_it_with_every_number(job: StudyJob, folder: Path) -> None:
    found = duckdb.sql(f"SELECT * FROM '{folder}/design.parquet' ORDER BY ALL").fetchall()
    assert len(found) == 4 * 2 * sum(len(unknown.numbers) for unknown in job.worlds[0].unknowns)
    stated = [row for row in found if row[0] == 0]
    assert {row[4] for row in stated} == {None}
    (told,) = duckdb.sql(
        f"SELECT decode(value) FROM parquet_kv_metadata('{folder}/design.parquet') WHERE decode(key) = 'manifest'"
    ).fetchall()
    assert json.loads(told[0]) == job.manifest


def test_killed_anywhere_it_goes_on_with_the_same_bytes(job: StudyJob, folder: Path, tmp_path: Path) -> None:
    def dies(worlds: Worlds, shards: Sequence[Shard]) -> Iterator[tuple[int, bytes]]:
        for number, each in enumerate(shards):
            if number == 3:
                raise MemoryError
            yield number, play_shard(each, worlds=worlds)

    with pytest.raises(UnfinishedError, match="demerit study resume"):
        run_study(job, out=tmp_path / "cut", executor=dies)
    assert len(list((tmp_path / "cut" / "parts").iterdir())) == 2 + 3
    played: list[Shard] = []

    def backwards(worlds: Worlds, shards: Sequence[Shard]) -> Iterator[tuple[int, bytes]]:
        played.extend(shards)
        yield from reversed(list(on_threads(1)(worlds, shards)))

    result = resume_study(tmp_path / "cut", executor=backwards)
    assert len(played) == 3
    for name in FILES:
        assert (tmp_path / "cut" / name).read_bytes() == (folder / name).read_bytes()
    assert not result.found
    assert resume_study(tmp_path / "cut").found


def test_the_folder_is_enough_to_go_on(job: StudyJob, folder: Path) -> None:
    again = job_of_study_folder(folder)
    assert again.manifest == job.manifest
    assert again.texts == job.texts
    assert [again.shard_of(task) for task in again.tasks] == [job.shard_of(task) for task in job.tasks]
    assert find_study(str(folder)) == folder
    with pytest.raises(RunError, match="R202"):
        find_study("nowhere")
    with pytest.raises(RunError, match="R203"):
        run_study(replace(job, seed=5), out=folder)
    with pytest.raises(RunError, match="R203"):
        run_study(job, out=folder.parent)


def test_the_manifest_and_the_document_fit_their_schemas(job: StudyJob, folder: Path) -> None:
    result = run_study(job, out=folder)
    assert result.found
    for name, value in (("studyrun-1", result.manifest), ("studied-1", study_document(result))):
        schema = json.loads((ROOT / "docs" / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(schema).validate(value)


def test_blocks_are_towns_whose_counts_are_added_up(job: StudyJob) -> None:
    size = Sized(persons=(3001,), months=6, blocks=2)
    towns = replace(job, worlds=job.worlds[:1], at=(), names=(), size=size, indicators=("any:ever",))
    found = carry_out(towns, threads=1)
    (row,) = [row for row in found.rows if row["replicate"] == 0]
    inputs = job.worlds[0].inputs
    events = 0
    for block, persons in enumerate((1501, 1500)):
        ledger = play(inputs, persons=persons, months=6, seed=0, replicate=block)
        events += ledger.total("any:people")
    assert (row["n"], row["events"]) == (3001, events)


def test_points_that_make_no_world_are_told_and_left_out(job: StudyJob) -> None:
    from demerit.study.inputs import load_inputs
    from demerit.study.studyjob import World, usable
    from demerit.study.unknowns import choose

    inputs = load_inputs("cn-kenli-chengken-2019")
    bands = choose(inputs, over=["bands"])
    kept, out = usable(inputs, bands)
    assert kept == ()
    assert [name for name, _ in out] == ["bands"]
    world = World(id="world", inputs=inputs, unknowns=bands)
    size = Sized(persons=(4000,), months=2)
    asked = replace(job, worlds=(world,), names=("bands",), at=((0.0,), (0.6,)), size=size, indicators=("any:ever",))
    found = carry_out(asked, threads=1)
    assert [(row["point"], row["world"]) for row in found.refused] == [(1, "world")]
    assert "R392" in found.refused[0]["why"]
    assert {row["point"] for row in found.rows} == {0, 2}


def test_an_indicator_that_no_world_has_is_told_before_all_is_played(job: StudyJob, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"R396 .*any:evre.*Near it: any:ever") as told:
        run_study(replace(job, indicators=("any:evre",)), out=tmp_path / "x", threads=1)
    assert told.value.exit_code == 2
    assert len(list((tmp_path / "x" / "parts").iterdir())) == 2
