"""Quantities are found wherever they stand, and counted by class of evidence."""

from __future__ import annotations

from demerit.evidence.quantity import CLASS_OF_GRADE, Grade, Quantity
from demerit.evidence.share import evidence_share, quantities_of
from demerit.scheme.model import Channel, Confusion, FalseRecords, Score, Watch


def quantity(grade: Grade) -> Quantity:
    return Quantity(value=0.5, unit="probability", grade=grade)


def test_quantities_are_found_at_every_depth_with_their_paths() -> None:
    channel = Channel(
        id="eye",
        watches=(Watch(behaviour="a"), Watch(behaviour="b", sensitivity=quantity(Grade.NGO))),
        sensitivity=quantity(Grade.COURT),
        false_records=FalseRecords(rate=quantity(Grade.ASSUMPTION)),
        confusion=(Confusion(of="a", recorded_as="b", p=quantity(Grade.SURVEY)),),
    )
    found = {path: item.grade for path, item in quantities_of(channel)}
    assert found == {
        ("watches", 1, "sensitivity"): Grade.NGO,
        ("sensitivity",): Grade.COURT,
        ("false_records", "rate"): Grade.ASSUMPTION,
        ("confusion", 0, "p"): Grade.SURVEY,
    }
    assert list(quantities_of(Score())) == []


def test_every_grade_has_a_class_and_every_class_is_counted() -> None:
    assert set(CLASS_OF_GRADE) == set(Grade)
    assert evidence_share(quantity(grade) for grade in Grade) == {
        "law text": 2, "statistics": 3, "research": 2, "journalism": 3, "assumption": 2,
    }  # fmt: skip
    assert list(evidence_share([])) == ["law text", "statistics", "research", "journalism", "assumption"]
    assert set(evidence_share([]).values()) == {0}
