"""One change of a safeguard, and how it is done to plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal

from demerit.evidence.quantity import Quantity, record
from demerit.scheme.amounts import bound, higher, room, scale, square
from demerit.scheme.dump import plain
from demerit.scheme.model import Rule
from demerit.scheme.prune import prune
from demerit.scheme.selector import Match

__all__ = ["Operation", "fits", "perform"]

VALUELESS: Final = ("remove", "square")
"""Operations that have no value."""

ON: Final = {"limit": Quantity, "scale": Quantity, "square": Quantity, "bound": Rule}
"""What the paths of some operations must point to."""

RANGED: Final = ("scale", "bound")
"""Operations whose value is a number with a range."""


@record
class Operation:
    """One change to everything that ``path`` points to.

    ``set`` writes ``value`` (the last key is made where it is missing); ``add`` writes it only where nothing is there;
    ``remove`` takes it away, with what names it; ``append`` adds ``value`` to the end of a list that has neither it nor
    its id; ``limit`` lowers a quantity to ``value`` where it is higher and writes it where it is missing; ``scale``
    multiplies a quantity that is there by ``value``; ``square`` multiplies it by itself; ``bound`` lets a rule take at
    most the share ``value`` of the way from the initial score to the nearest penal band.
    """

    do: Literal["set", "add", "remove", "append", "limit", "scale", "square", "bound"]
    path: str
    value: Any = None
    note: str = ""


def fits(operation: Operation, kind: Any, /) -> bool:
    """Whether an operation has the value that it needs, for the type that its path points to."""
    do, value = operation.do, operation.value
    if (value is None) != (do in VALUELESS) or kind is not ON.get(do, kind):
        return False
    if do != "limit" and do not in RANGED:
        return True
    return isinstance(value, dict) and {"value", "unit", *(["range"] if do in RANGED else [])} <= value.keys()


def perform(data: Any, operation: Operation, found: Sequence[Match], /, *, by: str) -> None:
    """Do one change to plain data, in place, at all that its path points to.

    Parameters
    ----------
    data : dict
        Plain data of a scheme.
    operation : Operation
    found : sequence of Match
        What its path points to in the data.
    by : str
        Id of the safeguard.
    """
    do, value = operation.do, plain(operation.value)
    there = [match for match in found if match.there]
    if do == "remove":
        gone = {name for match in there if (name := id_of(match.holder[match.key]))}
        for match in reversed(there):  # from the end, so that positions stay right
            del match.holder[match.key]
        if there:
            prune(data, gone)
    elif do == "append":
        for match in found:
            items = match.holder.setdefault(match.key, [])
            if not any(same(item, value) for item in items):
                items.append(value)
    elif do == "bound":
        most = room(data)
        for match in there if most else ():
            bound(match.holder[match.key], value, most=most or 0, by=by)
    else:
        for match in there if do in ("scale", "square") else found:
            match.holder[match.key] = changed(do, match, value, by)


def changed(do: str, match: Match, value: Any, by: str) -> Any:
    """What stands at a place after ``set``, ``add``, ``limit``, ``scale`` or ``square``."""
    old: Any = match.holder[match.key] if match.there else None
    if do == "scale":
        return scale(old, value, by=by)
    if do == "square":
        return square(old, by=by)
    keeps = (do == "add" and match.there) or (do == "limit" and not higher(old, value))
    return old if keeps else value


def id_of(item: Any) -> str:
    """Id of a part; none for anything else."""
    return item.get("id", "") if isinstance(item, dict) else ""


def same(item: Any, value: Any) -> bool:
    """Whether an item of a list is the value, or has its id."""
    named = isinstance(item, dict) and isinstance(value, dict) and "id" in value
    return bool(item == value or (named and item.get("id") == value["id"]))
