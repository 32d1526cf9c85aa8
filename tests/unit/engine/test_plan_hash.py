"""The hash of a plan: the same for what a run cannot tell apart, another for what it reads anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from demerit.engine.plan import plan
from demerit.evidence.quantity import Quantity
from demerit.scheme.model import Scheme
from demerit.scheme.redress import Instance
from demerit.society.population import populate
from demerit.study.inputs import Inputs, load_inputs
from tests.builders import quantity

PARMA = "it-parma-housing-2018"


def hash_of(inputs: Inputs, scheme: Scheme) -> str:
    """Hash of the plan of a scheme on a society."""
    people = populate(inputs.bundle.society, seed=1, persons=4096)
    return plan(scheme, inputs.bundle, people, seed=1, months=3).hash


def unpublished(scheme: Scheme) -> Scheme:
    """All lists published that were not, and the other way round."""
    return replace(scheme, lists=tuple(replace(item, published=not item.published) for item in scheme.lists))


def with_capacity(number: float) -> Callable[[Scheme], Scheme]:
    """So many cases a month at the first instance."""

    def changed(scheme: Scheme) -> Scheme:
        first: Instance = replace(scheme.redress.instances[0], capacity_per_month=quantity(number, "count"))
        return replace(scheme, redress=replace(scheme.redress, instances=(first, *scheme.redress.instances[1:])))

    return changed


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("cn-judgment-defaulters-2017", lambda scheme: scheme, unpublished),
        ("cn-judgment-defaulters-2017", with_capacity(10.0), with_capacity(11.0)),
    ],
)
def test_what_the_driver_reads_beside_the_arrays_is_in_the_hash(
    name: str, before: Callable[[Scheme], Scheme], after: Callable[[Scheme], Scheme]
) -> None:
    inputs = load_inputs(name)
    assert hash_of(inputs, before(inputs.scheme)) != hash_of(inputs, after(inputs.scheme))


def test_words_and_evidence_are_not_in_the_hash() -> None:
    inputs = load_inputs(PARMA)

    def reworded(number: Quantity | None) -> Quantity | None:
        return number and replace(number, note="said otherwise", place="elsewhere")

    rules = tuple(replace(rule, note="said otherwise", points=reworded(rule.points)) for rule in inputs.scheme.rules)
    assert hash_of(inputs, replace(inputs.scheme, rules=rules)) == hash_of(inputs, inputs.scheme)
