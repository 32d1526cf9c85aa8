"""Rows of a few subjects out of a log, and whom penalties reached, on logs written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit.ledger.folder import begin_run, finish_run, read_manifest, write_part
from demerit.ledger.manifest import make_manifest
from demerit.ledger.model import BLOCKS, FLAGS, LOG_DTYPE, LOG_KINDS, Ledger
from demerit.ledger.rows import PROFILE, count_penalties, count_subjects, read_rows, rows_of, spared_subjects
from demerit.outcomes.lives import choose

ITEMS = ["rule:r", "list:l", "band:low", "band:high", "measure:m", "measure:firms"]
KEYS: dict[str, Any] = {
    "list:l": {"sort": "penal"}, "band:low": {"sort": "penal"}, "band:high": {"sort": "rewarding"},
    "measure:m": {"sort": "deny"}, "measure:firms": {"sort": "deny", "unit": "firm"},
}  # fmt: skip
WRONG, OTHERS = 1 << FLAGS.index("wrongful"), 1 << FLAGS.index("for_others")
FIRM = 1 << 40

WORLD = (
    # uid, month, kind, item, flags
    (1, 0, "entry", "rule:r", 0),
    (1, 2, "denied", "measure:m", WRONG),
    (1, 3, "denied", "measure:m", 0),
    (2, -1, "stay_begin", "list:l", WRONG),  # in burn-in
    (3, 1, "stay_begin", "list:l", OTHERS),
    (4, 1, "band", "band:low", WRONG),
    (5, 1, "band", "band:high", WRONG),  # no penalty
    (6, 4, "denied", "measure:m", 0),
    (6, 4, "notice", "rule:r", 0),
    (6, 5, "burden", "measure:m", 0),
    (FIRM, 3, "denied", "measure:firms", WRONG),
)


def written(folder: Path, *worlds: tuple[tuple[int, int, str, str, int], ...]) -> dict[str, Any]:
    """A run folder with a replicate for each log."""
    manifest = make_manifest(
        scheme="xx-a-2020", scheme_hash="a", society="s", society_hash="b", seed=1, months=6, replicates=len(worlds),
        keys=KEYS, unit="person", log_items=ITEMS,
    )  # fmt: skip
    begin_run(folder, manifest=manifest)
    for replicate, rows in enumerate(worlds):
        log = np.zeros(len(rows), LOG_DTYPE)
        for place, (uid, month, kind, item, flags) in enumerate(rows):
            log[place] = (uid, month, place, LOG_KINDS.index(kind), ITEMS.index(item), -place, 3, flags, 1 << 63, -1)
        counts = np.zeros((1, BLOCKS), np.int64)
        counts[0, :2] = 3, 4
        tallies = {"subjects": counts}
        ledger = Ledger(manifest=manifest, groups=("all",), tallies=tallies, log=log, replicate=replicate)
        write_part(folder, ledger=ledger)
    finish_run(folder)
    return read_manifest(folder)


def test_rows_of_one_subject_and_of_neighbours_come_in_order(tmp_path: Path) -> None:
    manifest = written(tmp_path, WORLD, ((1, 0, "entry", "rule:r", 0),))
    rows = read_rows(tmp_path, manifest=manifest, uids=range(6, 7))
    assert [(row.month, row.kind, row.item) for row in rows] == [
        (4, "denied", "measure:m"), (4, "notice", "rule:r"), (5, "burden", "measure:m"),
    ]  # fmt: skip
    assert (rows[0].cause, rows[0].points, rows[0].address, rows[0].other) == ("mistaken_identity", -7, 1 << 63, -1)
    assert [row.uid for row in read_rows(tmp_path, manifest=manifest, uids=range(2, 5))] == [2, 3, 4]
    assert len(read_rows(tmp_path, manifest=manifest, uids=range(1, 2))) == 3
    assert len(read_rows(tmp_path, manifest=manifest, uids=range(1, 2), replicate=1)) == 1
    assert read_rows(tmp_path, manifest=manifest, uids=range(7, 8)) == []


def test_rows_in_memory_are_those_of_the_file(tmp_path: Path) -> None:
    from demerit.ledger.folder import read_ledger

    manifest = written(tmp_path, WORLD)
    uids = range(1, 5)
    assert rows_of(read_ledger(tmp_path), names=ITEMS, uids=uids) == read_rows(tmp_path, manifest=manifest, uids=uids)


def test_those_whom_a_penalty_reached_in_a_counted_month_are_counted(tmp_path: Path) -> None:
    found = count_penalties(tmp_path, manifest=written(tmp_path, WORLD))
    assert found.uid.tolist() == [1, 3, 4, 6]
    counts = dict(zip(PROFILE, found.counts.T.tolist(), strict=True))
    assert counts["denied"] == [2, 0, 0, 1]
    assert counts["stay_begin"] == [0, 1, 0, 0]
    assert counts["band"] == [0, 0, 1, 0]
    assert (counts["entry"], counts["notice"], counts["burden"]) == ([1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 1])
    assert found.wrongful.tolist() == [True, False, True, False]
    assert found.for_others.tolist() == [False, True, False, False]
    assert count_subjects(tmp_path) == 7


@pytest.mark.parametrize(
    ("way", "uid", "like"), [("worst", 1, 1), ("wrongful", 1, 2), ("for_others", 3, 1), ("typical", 3, 2)]
)
def test_who_is_chosen(way: str, uid: int, like: int, tmp_path: Path) -> None:
    chosen = choose(count_penalties(tmp_path, manifest=written(tmp_path, WORLD)), way=way)
    assert chosen is not None
    assert (chosen.uid, chosen.like, chosen.penalised) == (uid, like, 4)


def test_who_is_spared_wholly_and_in_part(tmp_path: Path) -> None:
    less = tuple(row for row in WORLD if row[:2] not in ((1, 2), (3, 1)))
    more = (*less, (7, 1, "denied", "measure:m", 0))
    manifests = (written(tmp_path / "a", more[:-2] + more[-1:]), written(tmp_path / "b", WORLD))
    spared = spared_subjects((tmp_path / "a", tmp_path / "b"), manifests=manifests)
    assert spared == {"wholly": {3}, "partly": {1}}
    back = spared_subjects((tmp_path / "b", tmp_path / "a"), manifests=manifests[::-1])
    assert back == {"wholly": {7}, "partly": set()}
