"""Seeds of replicates."""

from __future__ import annotations

from demerit.draws import replicate_seed


def test_every_replicate_has_a_seed_of_its_own() -> None:
    seeds = [replicate_seed(seed, replicate) for seed in (0, 1, 2**40) for replicate in range(200)]
    assert len(set(seeds)) == len(seeds)
    assert all(0 <= seed < 2**63 for seed in seeds)


def test_the_first_replicate_has_the_seed_itself() -> None:
    assert [replicate_seed(seed, 0) for seed in (0, 7, -3)] == [0, 7, -3]
