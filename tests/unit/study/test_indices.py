"""Indices of functions whose indices are known."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from demerit.errors import UsageError
from demerit.study.design import never_zero, points, salib
from demerit.study.indices import morris_effects, sobol_indices

NAMES = ("one", "two", "three")
FIRST = (0.3139, 0.4424, 0.0)
TOTAL = (0.5576, 0.4424, 0.2437)
"""Ishigami's function with a = 7 and b = 0.1 (Ishigami and Homma 1990)."""


def ishigami(at: np.ndarray) -> np.ndarray:
    """Ishigami's function of positions."""
    x = np.pi * (2 * at - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_sobol_indices_of_ishigamis_function() -> None:
    seed = 0
    at = points("saltelli", names=NAMES, n=1024, seed=seed)
    assert at.shape == (1024 * 5, 3)
    found = sobol_indices(ishigami(at), names=NAMES, seed=seed)
    assert (found.used, found.left_out, found.steady) == (1024, 0, False)
    for place, name in enumerate(NAMES):
        index = found.of[name]
        assert index.first == pytest.approx(FIRST[place], abs=0.03)
        assert index.total == pytest.approx(TOTAL[place], abs=0.03)
        assert index.first_low <= index.first <= index.first_high
        assert index.total_low <= TOTAL[place] <= index.total_high


def test_elementary_effects_of_a_plane_are_its_slopes() -> None:
    at = points("morris", names=NAMES, n=6, seed=0)
    found = morris_effects(at, 3 * at[:, 0] - 2 * at[:, 1], names=NAMES, seed=0)
    effects = [found.of[name] for name in NAMES]
    assert [effect.mu for effect in effects] == pytest.approx([3, -2, 0], abs=1e-9)
    assert [effect.mu_star for effect in effects] == pytest.approx([3, 2, 0], abs=1e-9)
    assert [effect.sigma for effect in effects] == pytest.approx([0, 0, 0], abs=1e-9)


def test_zero_is_a_seed_and_every_seed_is_another() -> None:
    at = points("morris", names=NAMES, n=6, seed=0)
    assert np.array_equal(at, points("morris", names=NAMES, n=6, seed=0))
    assert not np.array_equal(at, points("morris", names=NAMES, n=6, seed=1))
    wide = points("saltelli", names=NAMES, n=16, seed=0)
    twice = [sobol_indices(ishigami(wide), names=NAMES, seed=0) for _ in range(2)]
    assert twice[0] == twice[1]
    assert twice[0] != sobol_indices(ishigami(wide), names=NAMES, seed=3)
    assert min(never_zero(seed, about="x") for seed in range(200)) > 0


def test_a_trajectory_without_the_figure_is_left_out_whole() -> None:
    at = points("morris", names=NAMES, n=6, seed=2)
    y = 3 * at[:, 0] - 2 * at[:, 1]
    y[5] = np.nan
    found = morris_effects(at, y, names=NAMES, seed=0)
    assert (found.used, found.left_out) == (5, 1)
    assert found.of["one"].mu == pytest.approx(3)
    y[:14] = np.nan
    few = morris_effects(at, y, names=NAMES, seed=0)
    assert (few.of, few.used, few.left_out) == ({}, 2, 4)


def test_nothing_decides_what_never_moves() -> None:
    at = points("saltelli", names=NAMES, n=8, seed=2)
    found = sobol_indices(np.full(len(at), 0.25), names=NAMES, seed=0)
    assert found.steady
    assert found.as_data("one") is None


def test_what_to_install_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "SALib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "SALib", None)
    with pytest.raises(UsageError, match=r'pip install "demerit\[study\]"'):
        salib("sample.morris")


@pytest.mark.parametrize("design", ["latin_hypercube", "sobol"])
def test_a_design_fills_every_range(design: str) -> None:
    at = points(design, names=NAMES, n=32, seed=0)
    assert at.shape == (32, 3)
    for column in at.T:
        assert sorted((column * 32).astype(int)) == list(range(32))
    assert np.array_equal(at, points(design, names=NAMES, n=32, seed=0))


def test_at_the_ends_each_moves_alone() -> None:
    at = points("ends", names=NAMES, n=0, seed=0)
    assert np.isnan(at).sum() == 6 * 2
    assert [float(x) for x in at[:, 0][:2]] == [0.0, 1.0]
    assert len(points("none", names=NAMES, n=5, seed=0)) == len(points("sobol", names=(), n=5, seed=0)) == 0
