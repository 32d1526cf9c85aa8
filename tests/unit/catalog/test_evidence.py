"""Every number of the catalogue says where it comes from, and every source says what it is and carries something."""

from __future__ import annotations

import re
from calendar import monthrange
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from demerit.errors import InputError
from demerit.evidence.catalogue import catalogue_ids, find
from demerit.evidence.quantity import Grade, Quantity
from demerit.evidence.share import quantities_of
from demerit.scheme.check import scheme_defects
from demerit.scheme.load import load_scheme, read_scheme
from demerit.society.load import COMPANIONS, load_society
from tests.unit.catalog.published_rows import PUBLISHED
from tests.unit.catalog.resting import Cited, all_files, sources, without_support

FILES = all_files()
SOURCES = sources(FILES)
SCHEMES = catalogue_ids("schemes")
RELAYED = "rc_essay"
COPIES = re.compile(
    r"tellerreport|laitimes|LawRefBook|Chinese-Laws|web\.archive|archive\.(org|ph|is)|scribd|slideshare|kiwix|wiki3|"
    r"ipfs|pressreader|threadreader|docslib"
)
"""Hosts that keep copies of what others published."""
CLERK = "grade: journalism, source: [rc_dlf2017], place: a clerk"


def a_date(text: str) -> bool:
    """Whether a text is a year, month or day that a calendar has."""
    found = re.fullmatch(r"(1[89]\d\d|20\d\d)(?:-(\d\d)(?:-(\d\d))?)?", text)
    if found is None:
        return False
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def defects_of_source(source: dict[str, str]) -> list[str]:
    """What is missing or wrong in a source."""
    found = [f"no {name}" for name in ("title", "body") if not source.get(name, "").strip()]
    year, read = source.get("year", ""), source.get("read", "")
    if year == "undated":
        found += [] if a_date(read) and len(read) == 10 else ["undated, and the day it was read is missing"]
    elif not a_date(year):
        found.append(f"year {year!r} is no date")
    url, told = source.get("url", ""), " ".join(source.get(name, "") for name in ("seen", "body", "title"))
    if url and (not re.fullmatch(r"https?://[^\s;]+", url) or COPIES.search(url)):
        found.append(f"{url!r} is not one page of the publisher")
    if re.search(r"archived|mirror|copy of|reprint(?!s of the text)", told) and not source.get("read_at"):
        found.append("read in a copy, and read_at is missing")
    return found


def told(found: Cited) -> str:
    """Name of a source in a message."""
    (folder, name), source = found
    return f"{folder}/{name}.yaml: {source}"


def test_every_source_has_a_title_a_publisher_and_a_date() -> None:
    assert len(SOURCES) > 400
    assert {told(key): faults for key, source in SOURCES.items() if (faults := defects_of_source(source))} == {}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"title": ""}, "no title"),
        ({"body": " "}, "no body"),
        ({"year": ""}, "year '' is no date"),
        ({"year": "2019-02-29"}, "year '2019-02-29' is no date"),
        ({"year": "undated"}, "undated, and the day it was read is missing"),
        ({"year": "undated", "read": "2026-06-31"}, "undated, and the day it was read is missing"),
        ({"url": "example.org"}, "'example.org' is not one page of the publisher"),
        ({"url": "https://a.org ; https://b.org"}, "'https://a.org ; https://b.org' is not one page of the publisher"),
        ({"url": "https://scribd.com/x"}, "'https://scribd.com/x' is not one page of the publisher"),
        ({"seen": "opening only, archived copy"}, "read in a copy, and read_at is missing"),
    ],
)
def test_a_source_with_a_fault_is_found(change: dict[str, str], fault: str) -> None:
    good = {"title": "A", "body": "B", "year": "2020", "url": "https://example.org/a", "seen": "whole page"}
    assert defects_of_source(good) == []
    assert defects_of_source({**good, **change}) == [fault]


def test_no_source_is_left_without_anything_that_rests_on_it() -> None:
    assert sorted(told(key) for key in without_support(FILES)) == []


def test_a_source_that_nothing_names_is_found() -> None:
    files = deepcopy(FILES)
    files["schemes", "us-midas-2013"]["sources"]["idle"] = {"title": "Idle"}
    files["sources", "china"]["sources"]["idle_too"] = {"title": "Idle"}
    assert {name for _, name in without_support(files)} == {"idle", "idle_too"}


def text_of(scheme: str) -> str:
    """A scheme's file."""
    return find(scheme, folder="schemes").raw.decode()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (f"initial: {{value: 1000, unit: points, {CLERK} of the credit office}}", "initial: 1000", "S106"),
        (CLERK, CLERK.replace("grade: journalism, ", ""), "S105"),
        (CLERK, CLERK.replace("source: [rc_dlf2017], ", ""), "S405"),
        (CLERK, "grade: assumption, place: a clerk", "S404"),
        ("end: 2021-06-18", "end: 2021-06-31", "S301"),
    ],
)
def test_the_loader_refuses_a_bare_number_and_what_has_no_grade_source_range_or_day(
    old: str, new: str, code: str
) -> None:
    text = text_of("cn-rongcheng-2019")
    assert text.count(old) == 1
    assert code in found_codes(text.replace(old, new).encode())
    assert found_codes(text.encode()) == set()


def found_codes(raw: bytes) -> set[str]:
    """Codes of the faults of a scheme's text."""
    try:
        scheme, places = read_scheme(raw, file="a.yaml")
    except InputError as fault:
        return {defect.code for defect in fault.defects}
    return {defect.code for defect in scheme_defects(scheme, places=places)}


def relayed_wrongly(quantity: Quantity) -> bool:
    """Whether a number that the essay relays is more than an assumption with a range that says so."""
    said = re.search(r"[Aa]s relayed (from|in) .*original not read", quantity.note)
    return RELAYED in quantity.source and (quantity.grade is not Grade.ASSUMPTION or not quantity.range or not said)


def test_what_the_unnamed_essay_relays_is_an_assumption_and_says_so() -> None:
    number = 0
    for name in SCHEMES:
        scheme, _ = load_scheme(name)
        found = [(path, quantity) for path, quantity in quantities_of(scheme) if RELAYED in quantity.source]
        number += len(found)
        assert [path for path, quantity in found if relayed_wrongly(quantity)] == [], name
        parts = [*scheme.rules, *scheme.measures, *scheme.channels]
        assert [part.id for part in parts if RELAYED in part.source and "original not read" not in part.note] == []
        assert RELAYED not in [*scheme.declaration.source, *scheme.period.source]
    assert number >= 3
    points = next(rule.points for rule in load_scheme("cn-rongcheng-2019")[0].rules if rule.id == "traffic_ticket")
    assert points is not None
    assert "Mistreanu, Foreign Policy 2018, original not read" in points.note
    assert relayed_wrongly(replace(points, grade=Grade.COMMENTARY))
    assert relayed_wrongly(replace(points, note=""))


@pytest.mark.parametrize("name", catalogue_ids("societies"))
def test_no_number_of_a_society_rests_on_the_essay(name: str) -> None:
    bundle = load_society(name)
    records = [bundle.society, *(getattr(bundle, kind) for kind in COMPANIONS)]
    numbers = [quantity for record in records if record is not None for _, quantity in quantities_of(record)]
    assert not any(relayed_wrongly(quantity) for quantity in numbers)


def test_every_published_outcome_has_a_date_or_says_that_it_has_none() -> None:
    bare = []
    for name in SCHEMES:
        for outcome in load_scheme(name)[0].outcomes:
            bare += [(name, outcome.id)] if outcome.when is None and "no date" not in outcome.apart else []
    assert bare == []


def test_indicators_that_outcomes_name_are_of_the_scheme() -> None:
    for name in SCHEMES:
        scheme, _ = load_scheme(name)
        parts = {"list": scheme.lists, "band": scheme.bands, "measure": scheme.measures, "gate": scheme.gates,
                 "channel": scheme.channels, "rule": scheme.rules}  # fmt: skip
        for outcome in scheme.outcomes:
            if outcome.indicator:
                kind, ident, figure = outcome.indicator.split(":")
                assert ident in {part.id for part in parts[kind]}, (name, outcome.id)
                assert figure in ("ever", "now", "time", "per_year", "ppv"), (name, outcome.id)
                assert not outcome.apart


def test_golden_tables_have_the_indicators_that_outcomes_name() -> None:
    tables = Path(__file__).parents[2] / "golden" / "tables"
    for name in SCHEMES:
        ids = {line.split(",")[0] for line in (tables / f"{name}.csv").read_text(encoding="utf-8").splitlines()}
        for outcome in load_scheme(name)[0].outcomes:
            truth = outcome.indicator.endswith(":ppv")
            reached = any(ident.startswith(outcome.indicator.rpartition(":")[0] + ":") for ident in ids)
            assert not outcome.indicator or truth or not reached or outcome.indicator in ids, (name, outcome.id)


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_published_row_is_attached_to_its_scheme(name: str) -> None:
    numbers = [outcome.quantity for outcome in load_scheme(name)[0].outcomes]
    held = [value for number in numbers for value in (number.value, *(step.value for step in number.steps))]
    missed = [row for row in PUBLISHED[name] if min(abs(row - value) for value in held) > (0.0005001 if row < 1 else 0)]
    assert missed == []


def test_what_outcomes_count_since_a_month_is_for_fits_and_tests() -> None:
    scheme, _ = load_scheme("cn-judgment-defaulters-2017")
    series = [outcome for outcome in scheme.outcomes if outcome.counts and not outcome.over and outcome.months]
    since = [outcome for outcome in series if outcome.months != 12]
    assert len(since) == 43
    for outcome in since:
        assert outcome.when is not None
        assert outcome.use == ("fit" if outcome.when <= "2018-09-30" else "test"), outcome.id
        whole = next(one for one in scheme.outcomes if one.id == f"{outcome.id.split('_')[0]}_series").quantity
        assert outcome.when == "2019-03-13" or outcome.quantity.value in (whole.value, *(s.value for s in whole.steps))
