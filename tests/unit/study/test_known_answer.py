"""A scheme with a known answer: whoever has a false record is listed, and nobody leaves."""

from __future__ import annotations

import math
from typing import Any

from demerit.evidence.quantity import Grade, Quantity
from demerit.scheme.model import Channel, Entry, ListSpec, Rule, Scheme, Term, Watch
from demerit.scheme.observation import FalseRecords
from demerit.scheme.resolve import resolve
from demerit.study.inputs import Inputs
from demerit.study.studyjob import Sized, StudyJob, World, laid_out
from demerit.study.studyrun import carry_out
from demerit.study.unknowns import choose, value_at
from tests.alarms.checks import Z, binomial
from tests.builders import behaviour, quantity, scheme, tiny_society

RATE = (0.2, 0.3, 0.9)
MONTHS = 24
PERSONS = 100_000


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


def study(**more: Any) -> StudyJob:
    """A study of the only unknown."""
    made = inputs()
    world = World(id="world", inputs=made, unknowns=choose(made, over=["false_records"]))
    size = Sized(persons=(PERSONS,), months=MONTHS)
    asked: dict[str, Any] = {
        "design": "latin_hypercube", "n": 4, "size": size, "seed": 0,
        "indicators": ("list:black:ever", "list:black:wrongful"),
    }  # fmt: skip
    about = {"id": "known", "title": "", "question": ""}
    return StudyJob(about=about, worlds=(world,), **{**asked, **more})


def judged(job: StudyJob) -> None:
    """Hold the share ever listed at each point of a study to its law."""
    found = carry_out(job, threads=2)
    assert found.refused == []
    (row,) = job.worlds[0].unknowns[0].numbers
    rows = [each for each in found.rows if each["replicate"] is not None]
    listed = {each["point"]: each for each in rows if each["indicator"] == "list:black:ever"}
    assert len(listed) == len(job.at) + 1
    for point, each in listed.items():
        rate = RATE[1] if point == 0 else value_at(row, job.positions(point)["false_records"])
        binomial(each["events"], n=PERSONS, p=answer(rate), name=f"at {rate:g} a year")
        fault = abs(answer(1.05 * rate) - answer(rate)) / answer(rate)
        assert fault > Z * ((1 - answer(rate)) / answer(rate) / PERSONS) ** 0.5, "a fault of a twentieth would be seen"
    assert {each["value"] for each in rows if each["indicator"] == "list:black:wrongful"} == {1.0}


def test_a_sweep_meets_the_known_answer_to_a_twentieth() -> None:
    judged(laid_out(study()))


def test_at_the_ends_the_figure_is_what_it_must_be() -> None:
    job = laid_out(study(design="ends", seed=3))
    assert [row[0] for row in job.at] == [0.0, 1.0]
    judged(job)


def test_with_the_same_dice_more_false_records_list_nobody_less() -> None:
    small = laid_out(study(n=8, size=Sized(persons=(2000,), months=6), indicators=("list:black:ever",)))
    rows = [row for row in carry_out(small, threads=2).rows if row["replicate"] is not None]
    at = {point: small.positions(point).get("false_records", 0.5) for point in range(9)}
    events = [count for _, count in sorted((at[row["point"]], row["events"]) for row in rows)]
    assert events == sorted(events)
    assert events[0] < events[-1]
