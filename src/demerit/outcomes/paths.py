"""The path of what came along ties: from whom, by which rule of spread, along which kind of tie.

The log does not say it, but the address of an entry or a stay that came by a tie is a draw of the uid, the month and
the address of what it came from (``docs/odd/month.md``, spread): so whoever has that row in their file sent it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from demerit.ledger.rows import Row
from demerit.outcomes.grounds import address_of, name_of
from demerit.scheme.consequence import SpreadRule
from demerit.scheme.model import Scheme

__all__ = ["Step", "Trail", "backwards", "find_trails", "lands_on", "may_be_sent"]

LOW32 = 0xFFFFFFFF
MOST = 16
"""At most so many steps back."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step back along a tie: ``uid`` had ``item`` (such as ``list:red``) with its ``label``, since that month.

    ``spread`` is the id of the rule of spread and ``tie`` the kind of tie, both on the way from there. ``rule`` and
    ``cause`` are those of the entry it rests on, empty where it rests on none in that file.
    """

    uid: int
    spread: str
    tie: str
    item: str
    label: str
    month: int
    rule: str = ""
    cause: str = ""


Trail = tuple[Step, ...]
Reader = Callable[[frozenset[int]], Mapping[int, Sequence[Row]]]
Ends = Callable[[int, str], Iterable[int]]


def backwards(tie: str, /) -> str:
    """The same tie seen from its other end.

    Examples
    --------
    >>> backwards("officer"), backwards("~parent")
    ('~officer', 'parent')
    """
    return tie[1:] if tie.startswith("~") else f"~{tie}"


def lands_on(way: SpreadRule, /) -> str:
    """Item that a rule of spread makes at the other end."""
    kind = "rule" if way.rule else "list"
    return f"{kind}:{way.lands or way.rule or way.list}"


def find_trails(
    rows: Iterable[Row], /, *, scheme: Scheme, seed: int, burn_in: int, ends: Ends, read: Reader
) -> dict[int, Trail]:
    """Find where what came by ties into a file came from.

    Parameters
    ----------
    rows : iterable of Row
        Of the file.
    scheme : Scheme
    seed, burn_in : int
        Of the replicate, of the run.
    ends : callable
        Gives the files at the other ends of a file's ties of a kind.
    read : callable
        Gives the rows of files, by uid, as far as they were kept.

    Returns
    -------
    dict of int to tuple of Step
        By the address of the entry or stay: who sent it first, then from whom that came. What came from a file that
        was not kept is missing.
    """
    came = [(row, way) for row in rows if may_be_sent(row) for way in scheme.spread if lands_on(way) == row.item]
    near = [frozenset(ends(row.uid, backwards(way.to))) for row, way in came]
    files = read(frozenset().union(*near)) if came else {}
    found: dict[int, Trail] = {}
    for (row, way), uids in zip(came, near, strict=True):
        stream, month = f"spread:{way.id}", row.month + burn_in
        item = f"rule:{way.rule}" if way.rule else f"list:{way.list}"
        for old in (old for uid in sorted(uids) for old in files.get(uid, ()) if old.month == row.month - 1):
            if row.address in found or old.item != item or old.kind not in ("entry", "stay_begin"):
                continue
            if address_of(seed, stream, row.uid, month, old.address & LOW32) == row.address:
                before = find_trails([old], scheme=scheme, seed=seed, burn_in=burn_in, ends=ends, read=read)
                step = step_of(old, way, scheme, files[old.uid], sent=bool(before))
                found[row.address] = (step, *before.get(old.address, ()))
    return found


def may_be_sent(row: Row) -> bool:
    """Whether a row may be of something that came by a tie."""
    return row.kind == "stay_begin" or (row.kind == "entry" and row.cause == "tie")


def step_of(old: Row, way: SpreadRule, scheme: Scheme, file: Sequence[Row], *, sent: bool) -> Step:
    """The step to the row that something came from; what came there by a tie itself rests on nothing in that file."""
    entry = next((row for row in file if row.kind == "entry" and row.address == old.address), None)
    parts: dict[str, Any] = {f"rule:{item.id}": item for item in scheme.rules}
    parts |= {f"list:{item.id}": item for item in scheme.lists}
    own = None if sent else entry
    return Step(
        uid=old.uid, spread=way.id, tie=way.to, item=old.item, label=name_of(parts[old.item]), month=old.month,
        rule="" if own is None else name_of(parts[own.item]), cause="" if own is None else own.cause,
    )  # fmt: skip
