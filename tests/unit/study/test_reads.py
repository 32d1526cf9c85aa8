"""Which numbers a figure reads, which assumptions are varied, and what moving them changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demerit.evidence.catalogue import catalogue_ids
from demerit.evidence.quantity import Grade, Quantity
from demerit.evidence.rows import CLASSES, evidence_rows, shares
from demerit.evidence.walk import parts
from demerit.ledger.manifest import describe_names
from demerit.scheme.diff import diff
from demerit.scheme.resolve import resolve
from demerit.society.fit import open_scheme
from demerit.study.ends import KINDS, Assumption, assumptions, at_end
from demerit.study.headline import headline, kind_of
from demerit.study.reads import numbers_read, trail

SCHEMES = catalogue_ids("schemes")


def keys_of(scheme: object) -> list[str]:
    """Penalty keys of a scheme."""
    keys = describe_names(scheme, conduct=None, needs=None)["keys"]  # type: ignore[arg-type]
    return [key for key, about in keys.items() if kind_of(key, about) is not None]


@pytest.mark.parametrize("name", SCHEMES)
def test_every_figure_reads_numbers_of_the_scheme_and_of_the_society(name: str) -> None:
    scheme, bundle = open_scheme(name)
    for key in keys_of(scheme):
        rows = numbers_read(scheme, bundle, key=key)
        assert {"scheme", "society"} <= {row.file for row in rows}
        assert len({(row.file, row.path) for row in rows}) == len(rows)
        assert sum(shares(rows).values()) == len(rows)


@pytest.mark.parametrize("name", SCHEMES)
def test_the_rows_of_a_file_are_all_its_quantities(name: str) -> None:
    scheme, _ = open_scheme(name)
    quantities = sum(isinstance(part.value, Quantity) for part in parts(scheme))
    rows = evidence_rows(scheme)
    assert sum(row.value is not None for row in rows) == quantities
    assert {row.kind for row in rows} <= set(CLASSES)


def test_the_trail_of_a_list_reaches_the_conduct_that_puts_people_there() -> None:
    scheme, bundle = open_scheme("cn-judgment-defaulters-2017")
    spec = scheme.lists[0]
    found = trail(scheme, bundle, key=f"list:{spec.id}")
    rules = {entry.rule for entry in spec.entries if entry.rule}
    assert {("rule", rule) for rule in rules} <= set(found)
    acts = {rule.on for rule in scheme.rules if rule.id in rules and rule.on}
    assert {("behaviour", act) for act in acts} <= set(found)
    assert any(kind == "channel" for kind, _ in found)


def test_the_trail_of_a_band_of_ratings_reaches_the_channel_of_the_stars() -> None:
    scheme, bundle = open_scheme("ca-peeple-2015")
    found = trail(scheme, bundle, key="band:shamed")
    assert {("rule", "bad_review"), ("channel", "reviews"), ("behaviour", "displeases")} <= set(found)


def test_a_channel_that_brings_nothing_to_a_list_is_not_on_its_trail() -> None:
    scheme, bundle = open_scheme("cn-judgment-defaulters-2017")
    stray = replace(scheme.channels[0], id="stray", watches=(), confusion=())
    key = f"list:{scheme.lists[0].id}"
    more = replace(scheme, channels=(*scheme.channels, stray))
    assert ("channel", "stray") not in trail(more, bundle, key=key)
    assert len(numbers_read(more, bundle, key=key)) == len(numbers_read(scheme, bundle, key=key))


@pytest.mark.parametrize("name", SCHEMES)
def test_three_assumptions_are_varied_at_most_and_only_what_has_no_source(name: str) -> None:
    scheme, bundle = open_scheme(name)
    for key in keys_of(scheme):
        chosen = assumptions(numbers_read(scheme, bundle, key=key))
        assert len(chosen) <= 3
        assert [a.kind for a in chosen] == sorted((a.kind for a in chosen), key=list(KINDS).index)
        assert all(row.grade == Grade.ASSUMPTION and row.low is not None for a in chosen for row in a.numbers)


def test_errors_of_the_record_are_varied_before_all_else() -> None:
    scheme, bundle = open_scheme("cn-rongcheng-2019")
    kinds = [a.kind for a in assumptions(numbers_read(scheme, bundle, key="band:d"))]
    assert kinds == ["false_records", "misattribution", "confusion"]


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("end", ["low", "high"])
def test_an_end_changes_the_numbers_of_the_assumption_and_nothing_else(name: str, end: str) -> None:
    scheme, bundle = open_scheme(name)
    scheme = resolve(scheme)
    for key in keys_of(scheme)[:2]:
        for assumption in assumptions(numbers_read(scheme, bundle, key=key)):
            moved, people = at_end(scheme, bundle, assumption=assumption, end=end)  # type: ignore[arg-type]
            expected = {
                row.path for row in assumption.numbers if row.file == "scheme" and row.value != getattr(row, end)
            }
            changed = {p.path for p, q in zip(parts(scheme), parts(moved), strict=True)
                       if isinstance(p.value, Quantity) and p.value != q.value}  # fmt: skip
            assert changed == expected
            assert bool(diff(scheme, moved)) == bool(expected)
            assert people.society == bundle.society


def test_a_number_that_varies_by_group_keeps_its_proportions() -> None:
    scheme, bundle = open_scheme("it-parma-housing-2018")
    channel = next(c for c in scheme.channels if c.false_records is not None)
    assert channel.false_records is not None
    rate = Quantity(value=0.2, unit="per_year", grade=Grade.ASSUMPTION, range=(0.1, 0.4), by={"sex": {"male": 0.3}})
    changed = replace(channel, false_records=replace(channel.false_records, rate=rate))
    scheme = replace(scheme, channels=(changed,))
    (row,) = [row for row in evidence_rows(scheme, file="scheme") if row.where.endswith("false_records / rate")]
    moved, _ = at_end(scheme, bundle, assumption=Assumption(kind="false_records", numbers=(row,)), end="high")
    assert moved.channels[0].false_records is not None
    assert moved.channels[0].false_records.rate.value == 0.4
    assert moved.channels[0].false_records.rate.by == {"sex": {"male": pytest.approx(0.6)}}


KEYS = {
    "list:good": {"sort": "rewarding"},
    "list:few": {"sort": "penal"},
    "list:many": {"sort": "penal"},
    "band:low": {"sort": "penal"},
    "measure:no_train": {"sort": "deny"},
    "measure:flowers": {"sort": "grant"},
}


@pytest.mark.parametrize(
    ("people", "chosen"),
    [
        ({"list:few": 1, "list:many": 5, "band:low": 90, "list:good": 99}, "list:many"),
        ({"list:few": 5, "list:many": 5}, "list:few"),
        ({"band:low": 1, "measure:no_train": 9}, "band:low"),
        ({"measure:no_train": 9, "measure:flowers": 99}, "measure:no_train"),
        ({}, "list:few"),
    ],
)
def test_the_headline_is_chosen_by_a_rule(people: dict[str, int], chosen: str) -> None:
    assert headline(KEYS, people=lambda key: people.get(key, 0)) == chosen


def test_a_scheme_without_penalties_has_no_headline() -> None:
    assert headline({"measure:flowers": {"sort": "grant"}}, people=lambda key: 5) is None
