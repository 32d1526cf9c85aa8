"""Fixes change what people undergo, never a label, and are tried in paired worlds."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from demerit.audit.ask import rules_asked
from demerit.audit.escapes import is_on_paper
from demerit.audit.evaluate import audit, checked_on
from demerit.audit.fixes import TOUCHED, Fix, kept_on_paper, safeguards_named, try_fixes
from demerit.audit.load import all_laws, vocabulary
from demerit.audit.subject import open_subject
from demerit.audit.truth import Fact, Facts
from demerit.cli.audit import fixes_of
from demerit.errors import UsageError
from demerit.evidence.catalogue import catalogue_ids
from demerit.report.fixes_page import fixes_document, fixes_page
from demerit.scheme.safeguard import load_safeguard
from demerit.study.job import Asked, make_job
from demerit.study.pair import make_pair
from demerit.study.single import simulate
from tests.house.files import ROOT

COURT = "cn-judgment-defaulters-2017"
CHECKS = ("INT-COLLECTIVE",)
PARTS = (*TOUCHED, "declaration")


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> tuple[Fix, ...]:
    """Fixes of a finding about the court's list."""
    terms, subject = vocabulary(), open_subject(COURT, vocabulary())
    rules = [rule for rule in rules_asked("all") if rule.check.id in CHECKS]
    made = audit(subject.scheme, subject.facts, rules, terms, as_of=checked_on(rules), benchmark=True)
    return try_fixes(COURT, made.findings, terms, folder=tmp_path_factory.mktemp("fixes"), persons=3000, months=12)


def test_every_fix_that_a_check_names_touches_what_people_undergo() -> None:
    named = {name for rule in all_laws() for name in rule.check.fix_safeguards}
    assert named <= set(catalogue_ids("safeguards"))
    paper = set()
    for name in named:
        touched = set()
        for operation in load_safeguard(name).patch:
            part = operation.path.partition(".")[0].partition("[")[0]
            touched.add(part)
            assert part in PARTS, f"{name} touches {operation.path}"
        if touched == {"declaration"}:
            paper.add(name)
    assert paper == {"access-to-ones-file"}, "such a one is never tried"


def test_what_is_on_paper_stays_as_it_was() -> None:
    without = Facts({"engine.kind": Fact("learned"), "ai": Fact(True), "notice.before": Fact(False)})
    within = Facts({"engine.kind": Fact("rules_by_people"), "ai": Fact(False), "notice.before": Fact(True),
                    "legal_basis.kind": Fact("statute")})  # fmt: skip
    kept = kept_on_paper(within, without).fields
    assert {name: fact.value for name, fact in kept.items()} == {
        "engine.kind": "learned", "ai": True, "notice.before": True
    }  # fmt: skip
    assert all(not is_on_paper(name) or name in without.fields for name in kept)


def test_a_fix_is_a_pair_of_worlds(tried: tuple[Fix, ...]) -> None:
    found = {fix.safeguard: fix for fix in tried}
    spread = found["no-spread"]
    assert spread.people is not None
    assert spread.people["only_a"] == 0
    assert spread.people["only_b"] > 0, "officers of firms are spared"
    assert {each.check for each in spread.turned} >= {"INT-COLLECTIVE"}
    assert all(fix.people is None for fix in tried if not fix.turned)


def test_every_safeguard_that_is_named_was_tried_or_changes_nothing(tried: tuple[Fix, ...]) -> None:
    terms, subject = vocabulary(), open_subject(COURT, vocabulary())
    rules = [rule for rule in rules_asked("all") if rule.check.id in CHECKS]
    made = audit(subject.scheme, subject.facts, rules, terms, as_of=checked_on(rules), benchmark=True)
    assert [fix.safeguard for fix in tried] == list(safeguards_named(made.findings))
    told = fixes_document(tried, made.findings, persons=6000, months=12)
    assert [row["safeguard"] for row in told["tried"]] == [fix.safeguard for fix in tried]
    turned = {each.check for fix in tried for each in fix.turned}
    assert set(told["unturned"]) <= {each.rule.check.id for each in made.findings}
    assert turned
    assert list(fixes_page(tried, made.findings, persons=6000, months=12))


def test_a_document_with_fixes_fits_its_schema(tried: tuple[Fix, ...]) -> None:
    schema = json.loads((ROOT / "docs" / "schemas" / "audit-1.json").read_text(encoding="utf-8"))
    told = json.loads(json.dumps(fixes_document(tried, (), persons=3000, months=12)))
    jsonschema.Draft202012Validator(schema["properties"]["fixes"]).validate(told)


def test_a_fix_of_a_run_with_safeguards_is_refused(tmp_path: Path) -> None:
    asked = Asked(scheme=COURT, persons=2000, months=1, safeguards=("no-publication",), keep="tallies", threads=1)
    run = simulate(make_job(asked), out=tmp_path / "run")
    subject = open_subject(str(run.folder), vocabulary())
    made = audit(subject.scheme, subject.facts, (), vocabulary(), as_of="2026-11-21")
    with pytest.raises(UsageError, match="R363"):
        fixes_of(str(run.folder), made, run=subject.run, threads=1, quiet=True)


def test_a_fix_of_a_run_is_tried_on_what_the_run_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(scheme=COURT, persons=2000, months=1, keep="tallies", threads=1)
    run = simulate(make_job(asked), out=tmp_path / "run")
    subject = open_subject(str(run.folder), vocabulary())
    rules = [rule for rule in rules_asked("all") if rule.check.id in CHECKS]
    made = audit(subject.scheme, subject.facts, rules, vocabulary(), as_of=checked_on(rules), benchmark=True)
    asked_for: list[Asked] = []

    def noted(asked: Asked, *_: object, **__: object) -> Fix:
        asked_for.append(asked)
        return Fix(safeguard=asked.safeguards[0], title="", said="", turned=())

    monkeypatch.setattr("demerit.audit.fixes.try_fix", noted)
    fixes_of(str(run.folder), made, run=subject.run, threads=1, quiet=True)
    kept = run.folder / "inputs"
    assert {(each.scheme, each.society) for each in asked_for} == {
        (str(kept / "scheme.yaml"), str(kept / "society.yaml"))
    }
    assert "no-spread" in [each.safeguards[0] for each in asked_for]
    assert make_pair(asked_for[0]).b.inputs.scheme.id == COURT
