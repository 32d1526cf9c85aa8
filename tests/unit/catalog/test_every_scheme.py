"""Every scheme says what it is, what is not known of it and who checked it, and all countries in the same sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from demerit.evidence.catalogue import catalogue_ids
from demerit.evidence.walk import parts
from demerit.report.index import REAL, UNREAL
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Scheme
from demerit.scheme.safeguard import load_safeguard
from demerit.society.load import COMPANIONS, load_society
from tests.house.files import ROOT
from tests.report.test_words import COLOURED

SCHEMES = catalogue_ids("schemes")
TABLES = ROOT / "tests" / "golden" / "tables"

TOLD = "published|reported|disclosed|relayed|described|announced|alleged|shown"
CLAUSE = rf"(?:[^,.;]+? (?:as )?(?:{TOLD})(?: (?:after|by|for|in|of|to) [^,.;]+)?|[^,.;]+ (?:assumed|not known))"
WHO = rf"Synthetic (?P<who>[a-z][^,.;]+)(?:, {CLAUSE})+\. "
"""Who they are, then what is known or not: rules reported for a place, shares as published, points assumed."""

REAL_END = r"A model, not a measurement of (?P<place>[^.;]+)"
ENDS = {
    "real": rf"{REAL_END}\.",
    "drawn": rf"{REAL_END}; (?:individuals|single firms) are not explained\.",
    "proposed": r"A model of what was announced, not a measurement of (?P<place>[^.;]+)\.",
    "alleged": r"A model of what is alleged, not a measurement of (?P<place>[^.;]+)\.",
    "fictional": r"Fiction: a model of no place and no person\.",
}
"""The second sentence, by status; ``drawn`` is for a real system whose outcome is known by shares alone."""

SAYS_SO = {
    "proposed": r"\b(?:announced|announcement|planned|proposed)\b",
    "alleged": r"\b(?:alleged)\b",
    "fictional": r"\b(?:fiction|scenario)\b",
}
"""What title, first line and ``about`` of a scheme that is not real must say."""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
EVEN = re.compile(
    rf"\b(?:{'|'.join(word for word in COLOURED if word != 'victim')}|black ?list|totalitarian|authoritarian|infamous|"
    r"sinister|so-called|big brother|evil|propaganda|crackdown|scandal|absurd|oppressi|tyran)\w*",
    re.IGNORECASE,
)
"""Words with which no system of any country is described in our own voice (titles of sources keep theirs)."""


@cache
def scheme_of(name: str) -> Scheme:
    """A scheme of the catalogue."""
    return load_scheme(name)[0]


def form_of(scheme: Scheme) -> str:
    """Which second sentence a scheme has."""
    if scheme.status in UNREAL:
        return scheme.status
    return "drawn" if scheme.kind == "rates" or scheme.score.kind == "published" else "real"


def coloured(record: Any) -> set[str]:
    """Texts of a file in words that its sources may use and we do not."""
    texts = (part.value for part in parts(record) if part.path[:1] != ("sources",))
    return {text for text in texts if isinstance(text, str) and EVEN.search(text)}


def matched(first_line: str, form: str) -> re.Match[str] | None:
    """First line against its pattern."""
    return re.fullmatch(WHO + ENDS[form], " ".join(first_line.split()))


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_says_what_is_modelled_what_is_not_and_what_is_not_known(name: str) -> None:
    scheme = scheme_of(name)
    assert scheme.status in (*REAL, *UNREAL)
    for lines in (scheme.modelled, scheme.not_modelled, scheme.unknowns):
        assert lines
        assert all(len(line.split()) > 1 for line in lines)
    assert scheme.title.strip()
    assert len(scheme.about.split()) > 15


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_has_a_period_and_says_why_an_end_of_it_is_missing(name: str) -> None:
    scheme = scheme_of(name)
    period = scheme.period
    assert period.start or period.end or period.note
    if period.start is None or (period.end is None and scheme.status in (*REAL, "alleged")):
        assert period.note, "say what was looked up, or what is not known"


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_was_checked_by_somebody_on_a_day(name: str) -> None:
    verified = scheme_of(name).verified
    assert verified is not None
    assert verified.by
    assert DAY.fullmatch(verified.on)


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_has_its_society_and_its_golden_table(name: str) -> None:
    assert scheme_of(name).society in catalogue_ids("societies")
    assert (TABLES / f"{name}.csv").is_file()


@pytest.mark.parametrize("name", SCHEMES)
def test_first_lines_are_of_the_same_few_forms_for_every_country(name: str) -> None:
    scheme = scheme_of(name)
    form = form_of(scheme)
    assert matched(scheme.first_line, form), f"{scheme.first_line!r} is not: {WHO}{ENDS[form]}"
    if form == "drawn":
        assert ("single firms" in scheme.first_line) == (scheme.subjects.unit == "firm")


@pytest.mark.parametrize("name", [name for name in SCHEMES if scheme_of(name).status in UNREAL])
def test_what_is_not_known_to_be_real_never_reads_as_if_it_were(name: str) -> None:
    scheme = scheme_of(name)
    for text in (scheme.title, scheme.first_line, scheme.about):
        assert re.search(SAYS_SO[scheme.status], text, re.IGNORECASE), text


@pytest.mark.parametrize("name", SCHEMES)
def test_no_system_is_described_in_coloured_words(name: str) -> None:
    assert coloured(scheme_of(name)) == set()


@pytest.mark.parametrize("name", catalogue_ids("societies"))
def test_no_people_are_described_in_coloured_words(name: str) -> None:
    people = load_society(name)
    assert {text for kind in ("society", *COMPANIONS) for text in coloured(getattr(people, kind))} == set()


@pytest.mark.parametrize("name", catalogue_ids("safeguards"))
def test_no_safeguard_is_described_in_coloured_words(name: str) -> None:
    assert coloured(load_safeguard(name)) == set()


def test_every_form_is_used_and_those_of_real_systems_by_many_countries() -> None:
    used = {form: {s.jurisdiction.country for s in map(scheme_of, SCHEMES) if form_of(s) == form} for form in ENDS}
    assert all(used.values())
    assert len(used["real"]) > 8
    assert len(used["drawn"]) > 6


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("People of a town. A model, not a measurement of Town.", "real"),
        ("Synthetic people, rules reported for a town. A measurement of Town.", "real"),
        ("Synthetic people, the notorious rules. A model, not a measurement of Town.", "real"),
        ("Synthetic people, rules reported for a town. A model, not a measurement of Town.", "proposed"),
        ("Synthetic people, rules reported for a town. A model, not a measurement of Town.", "alleged"),
        ("Synthetic people, rules reported for a town. A model, not a measurement of Town.", "fictional"),
        ("Synthetic people, rules reported for a town. A model, not a measurement of Town.", "drawn"),
    ],
)
def test_another_sentence_is_refused(line: str, form: str) -> None:
    assert matched(line, form) is None


def test_a_coloured_word_is_found_in_our_own_voice_and_not_in_a_title() -> None:
    scheme = scheme_of("it-parma-housing-2018")
    assert coloured(replace(scheme, unknowns=("How many the notorious rule reached.",)))
    source = next(iter(scheme.sources.values()))
    assert not coloured(replace(scheme, sources={"a": replace(source, title="A notorious rule")}))
