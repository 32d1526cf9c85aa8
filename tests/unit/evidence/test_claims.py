"""The claims of the catalogue are the drafted ones, rest on what they say, and a file that does not is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import InputError
from demerit.evidence.catalogue import catalogue_ids
from demerit.evidence.claims import WITHOUT_SOURCE, all_claims, load_claims, sources_of_claim

DRAFTED = {
    "supported": "cn07 cn10 cn15 cn25 cn32 cn34 cn35 cn37 cn44 ve01 ve06 ve07 ve08 ve14 ve17 us02",
    "partly": "cn02 cn04 cn19 cn20 cn22 cn23 cn30 cn36 cn40 cn45 cn48 cn50 ve05 ve15 de01 se01 ca01 us01",
    "contested": "cn01 cn03 cn08 cn13 cn31 ve03 ve04 ve09 ve10 sg01 us04",
    "wrong": (
        "cn11 cn14 cn16 cn21 cn24 cn26 cn27 cn28 cn29 cn38 cn39 cn41 cn42 cn43 cn46 ve12 ve13 uk01 uk03 de02 it01"
    ),
    "not_found": "cn09 cn17 cn18 cn33 uk02",
    "not_checked": "cn06 cn49 ve02 ve11 ve16",
    "opinion": "cn05 it02 se02 sg02 us03 us05 xx01 xx02",
    "out_of_scope": "cn12 cn47",
}
"""Ids by verdict, copied a second time from the drafts; ``cn36`` was wrong there: its terms were found since."""
MADE_IN = {"bandow-2019": 24, "bandow-2019-eurasiareview": 24, "cvrk-2022": 29, "kew-2018": 12, "scull-2019": 25}
BASE = """format: demerit.claims/1
id: mine
title: Mine
articles:
  paper-2020: {author: A. Writer, year: "2020"}
sources:
  own: {title: A text}
claims:
  - id: one
    statement: A list exists.
    made_in: [paper-2020]
    verdict: supported
    reason: The text has it.
    sources: [own, spc2017, ftc2012]
    schemes: [us-credit-reports-2013]
  - id: two
    statement: A camera decides.
    made_in: [paper-2020]
    verdict: not_found
    reason: No text has it.
    looked: The whole text.
"""


def test_all_drafted_claims_are_there_with_their_verdicts() -> None:
    found: dict[str, list[str]] = {}
    for claim in (claim for file in all_claims() for claim in file.claims):
        found.setdefault(claim.verdict.value, []).append(claim.id)
    assert sum(len(ids) for ids in found.values()) == 86
    assert {verdict: sorted(ids) for verdict, ids in found.items()} == {
        verdict: sorted(ids.split()) for verdict, ids in DRAFTED.items()
    }


def test_claims_are_ascribed_to_the_drafted_articles() -> None:
    made = [article for file in all_claims() for claim in file.claims for article in claim.made_in]
    assert {article: made.count(article) for article in set(made)} == MADE_IN


def test_ids_are_taken_once_in_all_files_and_articles_are_alike() -> None:
    files = all_claims()
    ids = [claim.id for file in files for claim in file.claims]
    assert len(ids) == len(set(ids))
    assert all(file.articles == files[0].articles for file in files)
    assert [file.id for file in files] == catalogue_ids("claims")


def test_every_claim_rests_on_sources_that_are_told() -> None:
    for file in all_claims():
        for claim in file.claims:
            assert claim.reason
            assert claim.sources or claim.verdict in WITHOUT_SOURCE
            assert all(source.title and source.seen for source in sources_of_claim(file, claim).values())


def test_no_source_of_a_file_is_left_unused() -> None:
    for file in all_claims():
        assert set(file.sources) <= {source for claim in file.claims for source in claim.sources}


def written(folder: Path, text: str) -> Path:
    """A file of claims."""
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_sources_come_from_the_file_the_register_and_the_scheme(tmp_path: Path) -> None:
    file = load_claims(written(tmp_path, BASE))
    bodies = [source.title for source in sources_of_claim(file, file.claims[0]).values()]
    assert len(bodies) == 3
    assert bodies[0] == "A text"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("sources: [own, spc2017, ftc2012]", "sources: []", "S411", 12),
        ("    looked: The whole text.\n", "", "S412", 19),
        ("ftc2012]", "ftc2031]", "S406", 14),
        ("[us-credit-reports-2013]", "[]", "S406", 14),
        ("[us-credit-reports-2013]", "[us-credit-reports-2031]", "S228", 15),
        ("id: two", "id: one", "S220", 16),
        ("made_in: [paper-2020]", "made_in: [paper-2021]", "S229", 11),
        ("made_in: [paper-2020]", "made_in: []", "S229", 11),
        ("verdict: supported", "verdict: true", "S113", 12),
        ("reason: The text has it.", "because: The text has it.", "S104", 13),
        ("title: Mine", "title: Mine\nnote: more", "S104", 4),
        ("demerit.claims/1", "demerit.claims/2", "S112", 1),
    ],
)
def test_a_file_with_a_fault_is_refused_with_its_line(tmp_path: Path, old: str, new: str, code: str, line: int) -> None:
    assert old in BASE
    with pytest.raises(InputError) as caught:
        load_claims(written(tmp_path, BASE.replace(old, new, 1)))
    assert (code, line) in {(fault.code, fault.line) for fault in caught.value.defects}
    assert all(fault.file.endswith("mine.yaml") for fault in caught.value.defects)
