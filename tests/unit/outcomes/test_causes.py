"""The table of causes, warnings, concentration, natural frequencies and the result document."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.ledger.model import CAUSES, FLAGS, SPLIT_UNIT
from demerit.outcomes.causes import causes
from demerit.outcomes.cautions import LIMIT, cautions
from demerit.outcomes.concentration import concentration, gini, top_share
from demerit.outcomes.document import render_document, result_document
from demerit.outcomes.frequencies import in_words
from demerit.outcomes.sample import sample_of
from tests.unit.outcomes.ledgers import GROUPS, ledger, refusals

SCHEMAS = Path(__file__).parents[3] / "docs" / "schemas"


def test_the_split_adds_to_one_and_flags_need_not() -> None:
    table = causes(ledger())
    assert [(row.key, row.group) for row in table[:6]] == [("list:bad", group) for group in GROUPS]
    for row in table:
        if row.split and row.split[0].value is not None:
            assert math.fsum(part.value or 0 for part in row.split) == pytest.approx(1, abs=1e-12)
            assert [part.id for part in row.split] == [CAUSES[0], CAUSES[2]]
    first = table[0]
    assert first.n == ledger().total("list:bad:events")
    assert first.of == "stays"
    assert [flag.id for flag in first.flags] == list(FLAGS[:3])
    assert first.flags[0].value == ledger().total("list:bad:events:wrongful") / first.n
    assert first.split[0].value == pytest.approx(1 / 3, rel=1e-12)


def test_the_split_of_few_penalties_takes_the_penalties_as_cases() -> None:
    base = ledger()
    tallies = {"subjects": base.tallies["subjects"]}
    events = np.zeros_like(tallies["subjects"])
    events[0, :20] = 1
    tallies |= {"list:bad:events": events, "list:bad:split:trait": events * (SPLIT_UNIT // 4)}
    tallies["list:bad:split:stale"] = events * (3 * SPLIT_UNIT // 4)
    stale, trait = sorted(causes(replace(base, tallies=tallies))[0].split, key=lambda part: part.id)
    assert (stale.value, trait.value) == (0.75, 0.25)
    assert trait.method == "Wilson"
    assert (trait.low, trait.high) == (pytest.approx(0.1119, abs=1e-4), pytest.approx(0.4687, abs=1e-4))


def test_causes_that_do_not_add_up_are_told() -> None:
    base = ledger()
    assert not [text for text in cautions(base) if "do not add up" in text]
    broken = {**base.tallies, "list:bad:split:trait": np.ones_like(base.tallies["subjects"])}
    assert [text for text in cautions(replace(base, tallies=broken)) if "list:bad do not add up" in text]


def test_warnings_name_what_is_special() -> None:
    given = ledger(months=121, warnings=["The band of 2014 is assumed."])
    said = cautions(given, evidence={"assumption": 3, "law text": 2})
    assert said[0] == LIMIT
    text = "\n".join(said)
    for part in ("The band of 2014", "121 months", "fewer than 10 subjects", "age=rare", "one replicate", "prayer",
                 "not varied", "3 of the 5 quantities"):  # fmt: skip
        assert part in text
    assert "121 months" not in "\n".join(cautions(ledger(months=120)))
    assert "not varied" not in "\n".join(cautions(ledger(options={"swept": ["a"]})))
    assert "blocks of households, not" in "\n".join(cautions([ledger(), ledger(replicate=1)]))


def test_a_run_without_penalties_says_so() -> None:
    base = ledger()
    tallies = {"subjects": base.tallies["subjects"], "list:bad:events": np.zeros_like(base.tallies["subjects"])}
    assert any("Nobody was penalised" in text for text in cautions(replace(base, tallies=tallies)))
    few = tallies["list:bad:events"].copy()
    few[0, 3] = 29
    said = cautions(replace(base, tallies={**tallies, "list:bad:events": few}))
    assert any("list:bad (29 stays)" in text for text in said)


def plain_gini(values: list[int]) -> Fraction:
    """Mean absolute difference over twice the mean."""
    n, total = len(values), sum(values)
    return Fraction(sum(abs(a - b) for a in values for b in values), 2 * n * total)


@given(values=st.lists(st.integers(0, 9), min_size=1, max_size=30).filter(any))
def test_gini_is_half_the_relative_mean_difference(values: list[int]) -> None:
    counts = np.arange(10.0)
    people = np.array([values.count(number) for number in range(10)], float)
    assert float(gini(people, counts=counts)) == pytest.approx(float(plain_gini(values)), abs=1e-12)


def test_the_worst_hit_share_counts_everybody() -> None:
    people, counts = np.array([980.0, 15.0, 5.0]), np.array([0.0, 1.0, 3.0])
    assert float(top_share(people, counts=counts)) == pytest.approx((5 * 3 + 5 * 1) / 30)


def test_concentration_reads_the_log() -> None:
    top, unequal = concentration(sample_of(ledger(with_log=True)))
    hits = np.bincount(refusals(0)["uid"], minlength=12800)
    ranked = sum((2 * rank - 12800 - 1) * int(hit) for rank, hit in enumerate(np.sort(hits), 1))
    assert unequal.value == pytest.approx(ranked / 12800 / int(hits.sum()), rel=1e-9)
    assert top.value == pytest.approx(np.sort(hits)[-128:].sum() / hits.sum(), rel=1e-12)
    assert (top.n, top.events, top.method) == (12800, 3000, "jackknife over 64 ranges of uids")
    assert top.low is not None
    assert top.value is not None
    assert top.low < top.value


def test_concentration_without_log_or_denials_says_so() -> None:
    assert concentration(sample_of(ledger()))[0].reason == "the log was not kept or not read"
    empty = replace(ledger(with_log=True), log=refusals(0)[:0])
    assert concentration(sample_of(empty))[0].reason == "no denials"
    many = concentration(sample_of([ledger(replicate=number, with_log=True) for number in range(5)]))
    assert many[0].method == "jackknife over 5 replicates"


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "none"), (1, "all"), (0.5, "5 in 10"), (0.28, "about 3 in 10"), (0.3, "3 in 10"), (0.025, "1 in 40"),
        (1 / 3, "about 3 in 10"), (0.0004123, "about 1 in 2,400"), (1e-6, "1 in 1,000,000"), (0.97, "nearly all"),
        (0.0951, "about 1 in 10"), (0.1, "1 in 10"), (0.09, "about 1 in 11"), (0.94, "about 9 in 10"),
    ],
)  # fmt: skip
def test_natural_frequencies(share: float, words: str) -> None:
    assert in_words(share) == words


@pytest.mark.parametrize("share", [-0.1, 1.1, math.nan])
def test_what_is_no_share_has_no_frequency(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        in_words(share)


def test_the_document_follows_its_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((SCHEMAS / "result-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    document = result_document(ledger(), evidence={"law text": 1}, warnings=["One more."])
    jsonschema.validate(json.loads(render_document(document)), schema)
    assert list(document)[:5] == ["schema", "run", "indicators", "causes", "warnings"]
    assert document["warnings"][-1] == "One more."
    del document["indicators"][0]["n"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema)


def test_the_document_is_the_same_bytes_twice() -> None:
    one, two = ([ledger(replicate=number) for number in order] for order in ((0, 1), (1, 0)))
    assert render_document(result_document(one)) == render_document(result_document(two))
