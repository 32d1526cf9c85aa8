"""A scheme with a known answer: whoever has a false record is listed, and nobody leaves."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from demerit.evidence.quantity import Grade, Quantity
from demerit.scheme.model import Channel, Entry, ListSpec, Rule, Scheme, Term, Watch
from demerit.scheme.observation import FalseRecords
from demerit.scheme.resolve import resolve
from demerit.study.design import points
from demerit.study.inputs import Inputs
from demerit.study.studyjob import Sized, StudyJob, World, laid_out
from demerit.study.studyrun import carry_out
from demerit.study.unknowns import choose, value_at
from tests.builders import behaviour, quantity, scheme, tiny_society

RATE = (0.1, 0.3, 0.9)
MONTHS = 24
PERSONS = 20_000
REPLICATES = 2


def listing() -> Scheme:
    """Nothing true is recorded; a false record lists for good."""
    false = Quantity(value=RATE[1], unit="per_year", grade=Grade.ASSUMPTION, range=(RATE[0], RATE[2]))
    watch = Watch(behaviour="littering")
    channel = Channel(
        id="camera", watches=(watch,), sensitivity=quantity(0.0),
        false_records=FalseRecords(rate=false),
    )  # fmt: skip
    for_good = Term(kind="fixed", length=quantity(450.0, "months"))
    way = Entry(id="by-record", rule="litter", term=for_good)
    return scheme(
        kind="list", channels=(channel,), rules=(Rule(id="litter", on="littering", trigger=True),),
        lists=(ListSpec(id="black", penal=True, entries=(way,)),),
    )  # fmt: skip


def inputs() -> Inputs:
    """The scheme on a tiny society."""
    return Inputs(scheme=resolve(listing()), bundle=tiny_society(behaviour(rate=0.01), persons=PERSONS))


def answer(rate: float) -> float:
    """Share ever listed."""
    return 1 - math.exp(-rate * MONTHS / 12)


@pytest.fixture(scope="module")
def job() -> StudyJob:
    """The only unknown of the scheme at both ends and along its range."""
    made = inputs()
    return laid_out(
        StudyJob(
            about={"id": "known", "title": "", "question": ""},
            worlds=(World(id="world", inputs=made, unknowns=choose(made, over=["false_records"])),),
            size=Sized(persons=(PERSONS,), months=MONTHS, replicates=REPLICATES, stated_replicates=REPLICATES),
            seed=0, design="latin_hypercube", n=8, indicators=("list:black:ever", "list:black:wrongful"),
        )
    )  # fmt: skip


def test_the_sweep_meets_the_known_answer_so_closely_that_a_fault_of_a_twentieth_is_seen(job: StudyJob) -> None:
    found = carry_out(job, threads=2)
    assert found.refused == []
    (row,) = job.worlds[0].unknowns[0].numbers
    seen: dict[int, list[float]] = {}
    for each in found.rows:
        if each["indicator"] == "list:black:ever" and each["replicate"] is not None:
            seen.setdefault(each["point"], []).append(each["value"])
    assert len(seen) == 9
    for point, values in seen.items():
        rate = RATE[1] if point == 0 else value_at(row, job.positions(point)["false_records"])
        share, mean = answer(rate), sum(values) / len(values)
        error = (share * (1 - share) / (PERSONS * REPLICATES)) ** 0.5
        assert abs(mean - share) < 3 * error, (point, rate)
        assert abs(answer(1.05 * rate) - share) > 4 * error, "a fault of a twentieth in the rate would be seen"
    wrong = [each["value"] for each in found.rows if each["indicator"] == "list:black:wrongful"]
    assert set(wrong) == {1.0}


def test_at_the_ends_the_figure_is_what_it_must_be() -> None:
    made = inputs()
    ends = points("ends", names=("false_records",), n=0, seed=0)
    job = StudyJob(
        about={"id": "known", "title": "", "question": ""},
        worlds=(World(id="world", inputs=made, unknowns=choose(made, over=["false_records"])),),
        size=Sized(persons=(PERSONS,), months=MONTHS), seed=3, design="ends", n=0, names=("false_records",),
        at=tuple((float(row[0]),) for row in ends), indicators=("list:black:ever",),
    )  # fmt: skip
    found = {row["point"]: row["value"] for row in carry_out(job, threads=2).rows if row["replicate"] is not None}
    for point, rate in enumerate((RATE[1], RATE[0], RATE[2])):
        share = answer(rate)
        assert abs(found[point] - share) < 4.5 * (share * (1 - share) / PERSONS) ** 0.5


def test_with_the_same_dice_more_false_records_list_nobody_less(job: StudyJob) -> None:
    small = replace(job, size=Sized(persons=(2000,), months=6))
    rows = [row for row in carry_out(small, threads=2).rows if row["indicator"] == "list:black:ever"]
    at = {point: small.positions(point).get("false_records", 0.5) for point in range(9)}
    ordered = sorted((at[row["point"]], row["events"]) for row in rows if row["replicate"] is not None)
    events = [count for _, count in ordered]
    assert events == sorted(events)
    assert events[0] < events[-1]
