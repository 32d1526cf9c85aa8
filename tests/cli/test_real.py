"""One small run with the real engine, from the command to the folder."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from tests.cli.stage import demerit
from tests.house.files import ROOT

RUN = ("run", "cn-rongcheng-2019", "--persons", "5000", "--months", "6")


def test_a_real_run_is_the_same_for_any_threads_and_fits_its_schema(tmp_path: Path) -> None:
    first = demerit(*RUN, "--threads", "1", "--out", str(tmp_path / "one"), "--json")
    assert first.code == 0, first.err
    second = demerit(*RUN, "--threads", "2", "--out", str(tmp_path / "two"), "--json")
    assert first.out == second.out
    document = json.loads(first.out)
    schema = json.loads((ROOT / "docs" / "schemas" / "result-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    shown = demerit("run", "--resume", str(tmp_path / "one"))
    assert shown.out.startswith("Synthetic county, rules published for Rongcheng. A model, not a measurement of")
    assert "No source" not in shown.out
    assert "{" not in shown.out


def test_who_is_drawn_by_shares_is_not_called_wrong_and_not_explained() -> None:
    small = ("--persons", "20000", "--months", "3")
    said = " ".join(demerit("run", "de-schufa-2023", *small).out.split())
    assert "cannot be said: only shares are known" in said
    assert "fell by the shares of their group" in said
    assert "for who people are" not in said
    rewards = demerit("run", "cn-suzhou-osmanthus-2018", *small).out
    assert "at the end" in rewards
    assert "ever  share  95 % range" not in rewards, "a table without a row"
