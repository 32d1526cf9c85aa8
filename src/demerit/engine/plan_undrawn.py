"""Conduct that is expected and not drawn: the plan of its amounts (``docs/odd/month.md``, "Banks")."""

from __future__ import annotations

from demerit.engine import layout as lay
from demerit.engine.draft import Draft
from demerit.society.model import Behaviour

__all__ = ["OFS", "add_undrawn", "undrawn"]

OFS = {"person": 0, "household": 1, "firm": 2}


def add_undrawn(draft: Draft, behaviour: Behaviour, key: str, /, *, moves: int) -> None:
    """The behaviour last added to the table, whose acts in a layer are expected and not drawn.

    ``key`` is that of its bank and layer; ``moves`` says how its rate moves (``plan_conduct.moves``).
    """
    stream, rows = f"dispersion:{key.split('/')[0]}", draft.tables["undrawn"]
    place = draft.places["behaviour"][behaviour.id]
    rows.append([len(draft.tables["be"]) - 1, OFS[behaviour.of], draft.key(stream), place, moves])


def undrawn(draft: Draft, /) -> tuple[str, ...]:
    """Behaviours of which some acts are expected and not drawn, in the order of the file."""
    places = {row[int(lay.UD_ROW)] for row in draft.tables["undrawn"]}
    return tuple(name for name, place in draft.places["behaviour"].items() if place in places)
