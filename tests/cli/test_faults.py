"""Nothing gives a traceback; characters and windows are no obstacle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.cli.faults import soften_streams
from tests.cli.stage import demerit, use_straw

CALL = "from demerit.cli import main; main()"
DEEP = b"[" * 5000
BAD = {
    "random bytes": bytes(range(256)) * 40,
    "deep nesting": DEEP,
    "a list": b"- a\n- b\n",
    "nothing": b"",
    "an alias": b"a: &a [1]\nb: *a\n",
    "a tag": b"!!python/object/apply:os.system ['true']\n",
    "two documents": b"a: b\n---\nc: d\n",
    "a very long line": b"format: " + b"x" * 2_000_000,
}


@pytest.mark.parametrize("raw", BAD.values(), ids=BAD)
@pytest.mark.parametrize("command", [("scheme", "check"), ("scheme", "show"), ("run",), ("society", "show")])
def test_a_bad_file_is_told_in_lines(raw: bytes, command: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_bytes(raw)
    answer = demerit(*command, str(file))
    assert answer.code == 1
    assert "Traceback" not in answer.out + answer.err
    assert "Unexpected" not in answer.out + answer.err


@settings(max_examples=40, deadline=None)
@given(raw=st.binary(max_size=400))
def test_any_bytes_are_told_in_lines(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("any") / "bad.yaml"
    file.write_bytes(raw)
    answer = demerit("scheme", "check", str(file))
    assert answer.code == 1
    assert "Traceback" not in answer.out + answer.err
    assert "Unexpected" not in answer.out + answer.err


def test_an_unforeseen_error_is_one_line_that_says_how_to_report_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise RuntimeError("a\nb")

    monkeypatch.setattr("demerit.evidence.catalogue.catalogue_ids", broken)
    answer = demerit("safeguard", "list")
    assert answer.code == 1
    assert len(answer.err.splitlines()) == 1
    assert answer.err.startswith("R900 Unexpected RuntimeError: a b.")
    assert "report" in answer.err
    assert "Traceback" in demerit("safeguard", "list", DEMERIT_DEBUG="1").err


def test_an_unwritable_folder_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use_straw(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    answer = demerit("run", "it-parma-housing-2018", "--persons", "6400", "--months", "3", "--out", "file/below")
    assert answer.code == 1
    assert answer.err.splitlines()[-1].startswith("R201 cannot write the run folder")


@pytest.mark.parametrize("columns", ["40", "60", "80", "100", "200"])
@pytest.mark.parametrize(
    "arguments",
    [("catalog",), ("scheme", "show", "cn-rongcheng-2019"), ("society", "list"), ("society", "show", "china"),
     ("scheme", "diff", "cn-rongcheng-2019", "it-parma-housing-2018")],
)  # fmt: skip
def test_lines_fit_the_window_where_words_do(arguments: tuple[str, ...], columns: str) -> None:
    out = demerit(*arguments, COLUMNS=columns).out
    width = max(50, min(100, int(columns)))
    long = [line for line in out.splitlines() if len(line) > width and " " in line.strip()[: width // 2]]
    assert long == []
    assert "\x1b[" not in out


@pytest.mark.parametrize("columns", ["60", "80", "100"])
def test_a_result_fits_the_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, columns: str) -> None:
    use_straw(monkeypatch)
    monkeypatch.chdir(tmp_path)
    out = demerit("run", "it-parma-housing-2018", "--persons", "6400", "--months", "3", COLUMNS=columns).out
    assert [line for line in out.splitlines() if len(line) > int(columns)] == []
    assert "\x1b[" not in out
    assert "…" not in out
    assert "{" not in out


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Call demerit in a process of its own, with its output in pipes."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
    clean |= {key: os.environ[key] for key in ("PYTHONPATH",) if key in os.environ}
    command = [sys.executable, "-c", CALL, *arguments]
    return subprocess.run(command, capture_output=True, check=False, env={**clean, **environment})


@pytest.mark.parametrize(
    "environment",
    [{"LANG": "C"}, {"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
     {"PYTHONIOENCODING": "ascii"}, {"NO_COLOR": "1"}, {"TERM": "dumb"}],
)  # fmt: skip
def test_no_locale_stops_a_command(environment: dict[str, str]) -> None:
    for arguments in (("scheme", "show", "cn-rongcheng-2019"), ("catalog", "--json"), ("catalog",)):
        result = process(*arguments, **environment)
        assert result.returncode == 0, result.stderr
        assert b"Traceback" not in result.stderr


def test_a_terminal_without_the_signs_gets_the_nearest_it_has() -> None:
    soften_streams()
    told = process("scheme", "show", "cn-rongcheng-2019", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0").stdout
    assert told.isascii()
    assert "“C” 1–2 ▏…".encode("ascii", errors="demerit-plain") == b'"C" 1-2 |...'
    rich = process("scheme", "show", "cn-rongcheng-2019", PYTHONUTF8="1").stdout.decode()
    assert told.count(b"?") == rich.count("?"), "every sign has one that stands in"


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -c '{CALL}' scheme show cn-rongcheng-2019 --evidence | head -1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert result.stderr == ""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 3)])
def test_a_signal_leaves_a_folder_that_can_be_resumed(number: int, code: int, tmp_path: Path) -> None:
    program = (
        "import signal, time; import demerit.study.single as s, demerit.study.smallruns as r, demerit.study.warm as w\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background jobs are born deaf to it
        "from tests.cli.stage import straw_run\n"
        "r.run = straw_run; w.is_compiled = lambda: True\n"
        "s.run = lambda *a, **k: time.sleep(60)\n"
        f"{CALL}"
    )
    run = ("run", "it-parma-housing-2018", "--persons", "6400", "--months", "2", "--out", str(tmp_path / "cut"))
    with subprocess.Popen([sys.executable, "-c", program, *run], stderr=subprocess.PIPE, text=True) as stopped:
        assert stopped.stderr is not None
        for line in stopped.stderr:
            if line.startswith("main run"):
                break
        time.sleep(0.2)
        stopped.send_signal(number)
        told = stopped.stderr.read()
        assert stopped.wait(timeout=60) == code
    assert "Traceback" not in told
    assert "Go on with: demerit run --resume" in told
    assert '"incomplete"' in (tmp_path / "cut" / "run.json").read_text(encoding="utf-8")
