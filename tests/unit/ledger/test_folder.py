"""A run folder: what is written is read, a killed run goes on, and failures are told in one clear error."""

from __future__ import annotations

import hashlib
import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit.errors import RunError
from demerit.ledger import folder as folder_module
from demerit.ledger.folder import (
    begin_run,
    find_run,
    finish_run,
    read_ledger,
    read_ledgers,
    read_manifest,
    write_ledger,
    write_part,
)
from demerit.ledger.manifest import make_manifest, run_name
from demerit.ledger.model import BLOCKS, LOG_DTYPE, Ledger, check_ledger

GROUPS = ("all", "sex=female", "sex=male")


def manifest(**changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "scheme": "xx-a-2020", "scheme_hash": "aa", "society": "s", "society_hash": "bb", "seed": 0, "months": 4,
        "note": "it's quoted",
    }  # fmt: skip
    return make_manifest(**{**given, **changes})


def ledger(*, replicate: int = 0, rows: int = 500, **changes: Any) -> Ledger:
    number = np.arange(rows, dtype=np.int64)
    log = np.zeros(rows, LOG_DTYPE)
    log["uid"] = (number * 7919 + replicate) % 97
    log["month"] = number % 4
    log["order"] = number
    log["address"] = np.uint64(2**64 - 1) - number.astype(np.uint64)
    log["points"] = -number
    log["other"] = -1
    log.sort(order=["uid", "month", "order"])
    counts = (np.arange(3 * BLOCKS).reshape(3, BLOCKS) * (replicate + 1)) % 5
    return Ledger(
        manifest=manifest(**changes),
        groups=GROUPS,
        tallies={"subjects": counts.astype(np.int64), "list:b:events": np.zeros((3, BLOCKS), np.int64)},
        series={"list:b:now": np.arange(4, dtype=np.int64) + replicate},
        log=log,
        replicate=replicate,
    )


def bytes_of(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def same(first: Ledger, second: Ledger) -> None:
    assert first.groups == second.groups
    assert sorted(first.tallies) == sorted(second.tallies)
    assert all((first.tallies[name] == second.tallies[name]).all() for name in first.tallies)
    assert all((first.series[name] == second.series[name]).all() for name in first.series)


def run_all(folder: Path, *, replicates: int) -> None:
    begun = begin_run(folder, manifest=manifest(replicates=replicates))
    for number in range(replicates):
        if number not in begun.done:
            write_part(folder, ledger=ledger(replicate=number, replicates=replicates))
    finish_run(folder)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write_ledger(ledger(), folder=tmp_path / "a")
    back = read_ledger(tmp_path / "a")
    same(back, ledger())
    assert back.log is not None
    assert (back.log == np.sort(ledger().log, order=("uid", "month", "order"))).all()
    assert back.manifest["status"] == "complete"
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [
        "log.parquet", "run.json", "series.parquet", "tallies.parquet",
    ]  # fmt: skip


def test_a_ledger_without_log_series_or_counts_can_be_written(tmp_path: Path) -> None:
    empty = Ledger(manifest=manifest(), groups=("all",), tallies={})
    write_ledger(empty, folder=tmp_path / "a")
    back = read_ledger(tmp_path / "a")
    assert (back.tallies, back.series, back.log) == ({}, {}, None)


def test_other_tools_read_the_tables(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_ledger(ledger(), folder=tmp_path / "a")
    table = parquet.read_table(tmp_path / "a" / "tallies.parquet")
    assert table.column_names == ["replicate", "tally", "group", "block", "count"]
    assert sum(table["count"].to_pylist()) == ledger().tallies["subjects"].sum()
    known = json.loads(parquet.read_schema(tmp_path / "a" / "log.parquet").metadata[b"manifest"])
    assert known["note"] == "it's quoted"
    assert parquet.ParquetFile(tmp_path / "a" / "log.parquet").metadata.row_group(0).column(0).compression == "ZSTD"


def test_a_killed_run_goes_on_at_the_first_missing_replicate_with_the_same_bytes(tmp_path: Path) -> None:
    run_all(tmp_path / "whole", replicates=3)
    begin_run(tmp_path / "killed", manifest=manifest(replicates=3))
    write_part(tmp_path / "killed", ledger=ledger(replicate=0, replicates=3))
    (tmp_path / "killed" / ".tmp-1-part-00001").mkdir()  # what a power cut leaves
    (tmp_path / "killed" / ".tmp-1-part-00001" / "log.parquet").write_bytes(b"PAR1 half")
    assert begin_run(tmp_path / "killed", manifest=manifest(replicates=3)).done == (0,)
    run_all(tmp_path / "killed", replicates=3)
    assert bytes_of(tmp_path / "killed") == bytes_of(tmp_path / "whole")


@pytest.mark.parametrize("stop", ["tallies", "log"])
def test_a_run_killed_while_it_is_joined_ends_with_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    run_all(tmp_path / "whole", replicates=2)
    real = folder_module.join

    def killed(folder: Path, *, table: str, **rest: Any) -> None:
        if table == stop:
            raise KeyboardInterrupt
        real(folder, table=table, **rest)

    monkeypatch.setattr(folder_module, "join", killed)
    with pytest.raises(KeyboardInterrupt):
        run_all(tmp_path / "killed", replicates=2)
    assert read_manifest(tmp_path / "killed")["status"] == "incomplete"
    monkeypatch.undo()
    run_all(tmp_path / "killed", replicates=2)
    assert bytes_of(tmp_path / "killed") == bytes_of(tmp_path / "whole")


def test_replicates_are_read_one_by_one(tmp_path: Path) -> None:
    run_all(tmp_path / "a", replicates=3)
    for number, found in enumerate(read_ledgers(tmp_path / "a", with_log=True)):
        same(found, ledger(replicate=number))
        assert found.log is not None
        assert len(found.log) == 500


def test_an_incomplete_run_says_so(tmp_path: Path) -> None:
    begin_run(tmp_path / "a", manifest=manifest())
    assert json.loads((tmp_path / "a" / "run.json").read_text())["status"] == "incomplete"
    with pytest.raises(RunError, match=r"R202 .*incomplete"):
        read_ledger(tmp_path / "a")
    with pytest.raises(RunError, match=r"R202 .*part-00000 is missing"):
        finish_run(tmp_path / "a")


def test_a_complete_run_is_not_run_again_unless_asked_or_the_versions_changed(tmp_path: Path) -> None:
    write_ledger(ledger(), folder=tmp_path / "a")
    assert begin_run(tmp_path / "a", manifest=manifest()).complete
    other = manifest()
    other["versions"]["numpy"] = "0.0"
    assert not begin_run(tmp_path / "a", manifest=other).complete
    write_ledger(ledger(), folder=tmp_path / "a")
    assert not begin_run(tmp_path / "a", manifest=manifest(), again=True).complete


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("dear")
    with pytest.raises(RunError, match=r"R203 .*not of a run"):
        begin_run(tmp_path, manifest=manifest())
    write_ledger(ledger(), folder=tmp_path / "a")
    with pytest.raises(RunError, match=r"R203 .*other inputs"):
        begin_run(tmp_path / "a", manifest=manifest(seed=1))
    assert (tmp_path / "thesis.txt").read_text() == "dear"


def test_a_damaged_table_is_found(tmp_path: Path) -> None:
    write_ledger(ledger(), folder=tmp_path / "a")
    raw = bytearray((tmp_path / "a" / "series.parquet").read_bytes())
    raw[20] ^= 1
    (tmp_path / "a" / "series.parquet").write_bytes(bytes(raw))
    with pytest.raises(RunError, match=r"R204 .*series.parquet is not as it was written"):
        read_ledger(tmp_path / "a")
    (tmp_path / "a" / "tallies.parquet").unlink()
    with pytest.raises(RunError, match=r"R204"):
        read_ledger(tmp_path / "a")


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match=r"R201 cannot write the run folder"):
        begin_run(tmp_path / "file" / "run", manifest=manifest())


FULL = """
import resource, signal, sys
from pathlib import Path
from demerit.errors import RunError
from demerit.ledger.folder import write_part
from tests.unit.ledger.test_folder import ledger
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
try:
    write_part(Path(sys.argv[1]), ledger=ledger(rows=20000))
except RunError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on the size of files")
def test_a_full_disk_is_one_clear_error_and_leaves_the_run_resumable(tmp_path: Path) -> None:
    assert resource.RLIMIT_FSIZE is not None
    begin_run(tmp_path / "a", manifest=manifest())
    result = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "a")], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("R201 cannot write the run folder")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["run.json"]
    run_all(tmp_path / "a", replicates=1)


def test_last_is_the_complete_run_written_last(tmp_path: Path) -> None:
    import os

    for seed in range(3):
        write_ledger(ledger(seed=seed), folder=tmp_path / run_name(manifest(seed=seed)))
        os.utime(tmp_path / run_name(manifest(seed=seed)) / "run.json", ns=(10**18 + seed, 10**18 + seed))
    begin_run(tmp_path / "new", manifest=manifest(seed=9))
    assert find_run("last", runs=tmp_path).name == run_name(manifest(seed=2))
    begin_run(tmp_path / run_name(manifest(seed=0)), manifest=manifest(seed=0))
    assert find_run("last", runs=tmp_path).name == run_name(manifest(seed=0))
    assert find_run(run_name(manifest(seed=1)), runs=tmp_path) == tmp_path / run_name(manifest(seed=1))
    assert find_run(tmp_path / "new") == tmp_path / "new"
    with pytest.raises(RunError, match=r"R202 there is no run .*Did you mean"):
        find_run(run_name(manifest(seed=1))[:-1], runs=tmp_path)
    with pytest.raises(RunError, match=r"R202 there is no complete run"):
        find_run("last", runs=tmp_path / "none")


def test_the_name_of_a_run_says_scheme_and_seed_and_changes_with_every_input() -> None:
    name = run_name(manifest())
    assert name.startswith("xx-a-2020-s0-")
    assert len(name.rsplit("-", 1)[1]) == 8
    others = [
        {"scheme_hash": "ac"}, {"society_hash": "bc"}, {"plan_hash": "x"}, {"months": 5}, {"replicates": 2},
        {"options": {"keep": "tallies"}}, {"seed": 1},
    ]  # fmt: skip
    assert len({run_name(manifest(**other)) for other in others} | {name}) == len(others) + 1
    assert run_name(manifest(note="another")) == name


def disordered(name: str) -> Any:
    """Rows of one subject and month in order, but for two."""
    log = np.zeros(5, LOG_DTYPE)
    log["order"] = np.arange(5)
    if name != "order":
        log["order"], log[name] = 0, [0, 0, 1, 0, 1]
    else:
        log["order"][2:4] = log["order"][3:1:-1]
    return log


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"groups": ("sex=male", "all", "x=y")}, "begin with 'all'"),
        ({"tallies": {"x": np.zeros((3, 63), np.int64)}}, "tally x"),
        ({"tallies": {"x": np.zeros((3, 64), np.int32)}}, "tally x"),
        ({"series": {"x": np.zeros(3)}}, "series x"),
        ({"log": np.zeros(3)}, "LOG_DTYPE"),
        *(({"log": disordered(name)}, "sorted by uid, month, order") for name in ("uid", "month", "order")),
    ],
)
def test_a_ledger_of_the_wrong_shape_is_refused(change: dict[str, Any], said: str) -> None:
    given = {"manifest": {}, "groups": GROUPS, "tallies": {}, **change}
    with pytest.raises(ValueError, match=said):
        check_ledger(Ledger(**given))
