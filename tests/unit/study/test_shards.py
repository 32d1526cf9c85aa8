"""Shards of a study: pure functions from plain values to bytes."""

from __future__ import annotations

import json

import pytest

from demerit.study.inputs import Inputs, load_inputs
from demerit.study.play import play, read_off
from demerit.study.shards import (
    Refused,
    name_of_shard,
    on_threads,
    persons_of_block,
    play_shard,
    read_shard,
    read_world,
    shard,
    world_text,
)
from demerit.study.unknowns import name_of_number, unknowns, value_at

SCHEME = "us-chicago-ssl-2016"
SIZE = {"persons": 1500, "months": 6}


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    """A small scheme."""
    return load_inputs(SCHEME)


@pytest.mark.parametrize("name", [SCHEME, "cn-rongcheng-2019", "us-ny-driver-points-2013"])
def test_the_text_of_a_world_is_read_back_equal(name: str) -> None:
    loaded = load_inputs(name)
    text = world_text(loaded)
    assert read_world(text) == loaded
    assert world_text(read_world(text)) == text


def test_a_shard_has_the_counts_of_the_world_that_it_says(inputs: Inputs) -> None:
    worlds = {"a": world_text(inputs)}
    whole = play(inputs, **SIZE, seed=0, replicate=2)
    made = play_shard(json.loads(json.dumps(shard("a", **SIZE, seed=0, replicate=2))), worlds=worlds)
    ledger = read_shard(made)
    assert not isinstance(ledger, Refused)
    assert read_off(ledger, indicators=["*"]) == read_off(whole, indicators=["*"])
    assert ledger.groups == ("all",)
    assert play_shard(shard("a", **SIZE, seed=0, replicate=2), worlds=worlds) == made
    assert play_shard(shard("a", **SIZE, seed=1, replicate=2), worlds=worlds) != made


def test_values_seed_replicate_and_block_all_count(inputs: Inputs) -> None:
    worlds = {"a": world_text(inputs)}
    rows = {name_of_number(row): value_at(row, 1.0) for unknown in unknowns(inputs) for row in unknown.numbers}
    asked = [
        shard("a", **SIZE, seed=0),
        shard("a", **SIZE, seed=0, values=rows),
        shard("a", **SIZE, seed=5),
        shard("a", **SIZE, seed=0, replicate=1, blocks=2),
        shard("a", **SIZE, seed=0, block=1, blocks=2),
    ]
    made = [play_shard(each, worlds=worlds) for each in asked]
    assert len(set(made)) == len(made)
    names = {name_of_shard(each, world=worlds["a"]) for each in asked}
    assert len(names) == len(asked)


def test_block_and_replicate_of_a_study_are_never_the_same_town(inputs: Inputs) -> None:
    worlds = {"a": world_text(inputs)}
    made = [
        play_shard(shard("a", **SIZE, seed=0, replicate=replicate, block=block, blocks=2), worlds=worlds)
        for replicate in range(2)
        for block in range(2)
    ]
    assert len(set(made)) == 4
    assert sum(persons_of_block(10_007, block=block, blocks=4) for block in range(4)) == 10_007


def test_a_world_that_cannot_be_played_is_an_answer(inputs: Inputs) -> None:
    worlds = {"a": world_text(inputs)}
    few = read_shard(play_shard(shard("a", persons=50, months=6, seed=0), worlds=worlds))
    assert isinstance(few, Refused)
    assert few.startswith("R301")
    wrong = play_shard(shard("a", **SIZE, seed=0, values={"scheme.channels.x": 1.0}), worlds=worlds)
    assert "R393" in str(read_shard(wrong))


def test_threads_and_order_change_nothing(inputs: Inputs) -> None:
    worlds = {"a": world_text(inputs)}
    asked = [shard("a", **SIZE, seed=0, replicate=number) for number in range(3)]
    made = dict(on_threads(2)(worlds, asked))
    assert [made[place] for place in range(3)] == [play_shard(each, worlds=worlds) for each in asked]
