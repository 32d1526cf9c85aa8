"""Every safeguard of the catalogue on every scheme of it."""

from __future__ import annotations

import re
from functools import cache

import pytest

from demerit.evidence.catalogue import catalogue_ids
from demerit.evidence.register import shared_sources
from demerit.scheme.check import scheme_defects
from demerit.scheme.model import Scheme
from demerit.scheme.names import Names
from demerit.scheme.resolve import resolve
from demerit.scheme.safeguard import Safeguard, apply_safeguard, load_safeguard
from demerit.society.fit import names_of
from demerit.study.inputs import open_scheme
from demerit.study.papers.engine import opened

SAFEGUARDS = catalogue_ids("safeguards")


@cache
def schemes() -> tuple[tuple[Scheme, Names], ...]:
    """Every scheme of the catalogue, and one whose patrols follow records, resolved; the names of its society."""
    beat = opened("patrols")
    found = [*(open_scheme(name) for name in catalogue_ids("schemes")), (beat.scheme, beat.bundle)]
    return tuple((resolve(scheme), names_of(bundle)) for scheme, bundle in found)


@pytest.mark.parametrize("name", SAFEGUARDS)
def test_with_a_safeguard_every_scheme_is_a_scheme_and_twice_is_once(name: str) -> None:
    safeguard, changed = load_safeguard(name), []
    for scheme, names in schemes():
        applied = apply_safeguard(scheme, safeguard=safeguard, names=names)
        if not applied.changes:
            assert applied.said == f'Safeguard "{name}" changes nothing in scheme "{scheme.id}".'
            assert applied.scheme == scheme
            continue
        changed.append(scheme.id)
        assert scheme_defects(applied.scheme, names=names) == [], scheme.id
        again = apply_safeguard(applied.scheme, safeguard=safeguard, names=names)
        assert (again.changes, again.scheme) == ((), applied.scheme), scheme.id
    assert changed, "a safeguard that changes no scheme of the catalogue has nothing to be tried on"


@pytest.mark.parametrize("name", SAFEGUARDS)
def test_a_safeguard_says_what_it_rests_on(name: str) -> None:
    safeguard: Safeguard = load_safeguard(name)
    assert len(safeguard.about) > 50
    assert safeguard.note
    assert safeguard.basis == "proposal" or safeguard.source
    for source in (safeguard.sources.get(key) or shared_sources()[key] for key in safeguard.source):
        assert source.title
        assert source.grade
        assert source.seen or source.note


def test_there_are_twenty_safeguards_or_more() -> None:
    assert len(SAFEGUARDS) >= 20


def test_safeguards_named_in_the_text_of_others_exist() -> None:
    about = {name: load_safeguard(name).about for name in SAFEGUARDS}
    named = {word for text in about.values() for word in re.findall(r"\(see ([a-z0-9-]+)\)", text)}
    assert named <= set(SAFEGUARDS)
