"""Scores that are drawn towards those of one's ties (``docs/odd/month.md``, "Scores mixed with those of ties")."""

from __future__ import annotations

from demerit.scheme.model import TieTerm
from tests.twin.state import File, World

UNIT = 2**30
"""Mixed scores are whole numbers of this part of a point."""


def rounded(number: int, parts: int) -> int:
    """A quotient, halves upwards."""
    return (2 * number + parts) // (2 * parts)


def mixing_term(world: World) -> TieTerm | None:
    """The term that mixes, if the score has one."""
    return next((term for term in world.scheme.score.terms if term.mix is not None), None)


def scores_of_last_month(world: World) -> dict[int, int]:
    """Mixed scores of all subjects that have one, as the last month ended."""
    initial = world.scheme.score.initial
    return {
        uid: UNIT * world.read.points(initial, uid, 0) if file.mixed is None else file.mixed
        for uid, file in world.files.items()
        if file.unit == world.unit
    }


def share(world: World, file: File) -> int:
    """What of a score is of its ties."""
    term = mixing_term(world)
    assert term is not None
    return int(UNIT * world.read.chance(term.mix, file.uid, world.month) + 0.5)


def look_around(world: World, file: File, others: dict[int, int]) -> None:
    """What the scores of its ties give to a file this month."""
    term = mixing_term(world)
    found = [others[end] for end in world.ends(file, term.tie) if end in others] if term is not None else []
    file.pull = rounded(share(world, file) * rounded(sum(found), len(found)), UNIT) if found else None


def blended(world: World, file: File, own: int) -> int:
    """A score with what its ties give."""
    if file.pull is None:
        return UNIT * own
    return (UNIT - share(world, file)) * own + file.pull


def points_with_ties(world: World, file: File, own: int) -> int:
    """The same in whole points."""
    return rounded(blended(world, file, own), UNIT)
