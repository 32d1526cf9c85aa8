"""The parts of a record are found once and kept, for that record and no other that is like it."""

from __future__ import annotations

from dataclasses import replace

from demerit.evidence.walk import parts, walked
from demerit.scheme.load import load_scheme

SCHEME = load_scheme("it-parma-housing-2018")[0]


def test_a_record_that_is_alike_has_parts_of_its_own() -> None:
    other = replace(SCHEME)
    assert other == SCHEME
    for record in (SCHEME, other, SCHEME):
        owners = [part.owner for part in parts(record) if part.path == ("title",)]
        assert [owner is record for owner in owners] == [True]


def test_a_changed_record_has_its_changed_parts() -> None:
    changed = replace(SCHEME, title="Another", rules=SCHEME.rules[:1])
    told = {part.path: part.value for part in parts(changed)}
    assert told["title",] == "Another"
    assert len([path for path in told if path[:1] == ("rules",) and len(path) == 2]) == 1
    assert len([part for part in parts(SCHEME) if part.path[:1] == ("rules",) and len(part.path) == 2]) > 1


def test_parts_are_found_once_for_many_who_ask() -> None:
    walked.cache_clear()
    first = [list(parts(SCHEME)) for _ in range(5)]
    assert all(found == first[0] for found in first)
    assert (walked.cache_info().misses, walked.cache_info().hits) == (1, 4)
