"""What a stay or a measure rests on, as far as the log of one file tells: by addresses, which are draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from demerit.ledger.rows import Row
from demerit.scheme.cited import cited
from demerit.scheme.consequence import SpreadRule
from demerit.scheme.model import Band, Entry, ListSpec, Measure, Scheme

__all__ = ["Reason", "address_of", "name_of", "reason_of_measure", "reason_of_stay"]


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why somebody is on a list or met a measure.

    ``why`` is ``rule``, ``list``, ``band``, ``rates``, ``rank``, ``tie``, ``copy``, ``gate``, ``discretion``,
    ``mistaken`` or empty; ``name`` of that; ``month`` of the entry it rests on, with its ``cause``.
    """

    why: str = ""
    name: str = ""
    month: int | None = None
    cause: str | None = None
    source: tuple[str, ...] = ()
    place: str = ""


def address_of(seed: int, stream: str, who: int, when: int, slot: int = 0) -> int:
    """The draw of a named decision (``docs/odd/draws.md``)."""
    import numpy as np

    from demerit.draws import draw, stream_key

    return int(draw(stream_key(seed, stream), np.uint64(who), np.uint64(when), np.uint64(slot)))


def reason_of_stay(
    row: Row, part: ListSpec, /, *, scheme: Scheme, made: Mapping[int, Row], begun: Sequence[Row], seed: int,
    burn_in: int, spread: str = "",
) -> Reason:  # fmt: skip
    """Find the first ground of a stay.

    Parameters
    ----------
    row : Row
        With which the stay begins; its address is that of its first ground.
    part : ListSpec
        The list.
    scheme : Scheme
    made : {address: Row}
        Entries of this file so far.
    begun : sequence of Row
        Stays of this file that began before.
    seed, burn_in : int
        Of the run.
    spread : str
        The rule of spread by which it came, where that is known.
    """
    if spread:
        return sent_by([item for item in scheme.spread if item.id == spread], part)
    entry = made.get(row.address)
    rule = "" if entry is None else entry.item.partition(":")[2]
    own = next((way for way in part.entries if rule and way.rule == rule), None)
    if entry is not None and own is not None:
        spec = next(item for item in scheme.rules if item.id == rule)
        source, place = cited(own, part, at=own.term.length)
        return Reason(why="rule", name=name_of(spec), month=entry.month, cause=entry.cause, source=source, place=place)
    for other in scheme.lists:
        way = next((way for way in part.entries if way.list == other.id), None)
        leads = part.id in other.implies or way is not None
        if leads and any(old.address == row.address and old.item == f"list:{other.id}" for old in begun):
            source, place = cited(way, part, at=None if way is None else way.term.length)
            cause = None if entry is None else entry.cause
            return Reason(why="list", name=name_of(other), cause=cause, source=source, place=place)
    return drawn(row, part, scheme, seed, burn_in)


def drawn(row: Row, part: ListSpec, scheme: Scheme, seed: int, burn_in: int) -> Reason:
    """The ground of a stay that no entry of the file explains: a band, a selection, a tie."""
    for month in range(row.month + burn_in, -1, -1):
        for way in part.entries:
            stream = stream_of(way, part)
            if stream and address_of(seed, stream, row.uid, month) == row.address:
                source, place = cited(way, part, at=way.term.length)
                why = stream.partition(":")[0]
                return Reason(why={"quota": "rank"}.get(why, why), source=source, place=place)
    ways = [item for item in scheme.spread if item.list and part.id == (item.lands or item.list)]
    return sent_by(ways, part) if ways else Reason()


def sent_by(ways: Sequence[SpreadRule], part: ListSpec) -> Reason:
    """A ground that came by one of some rules of spread."""
    only = ways[0] if len(ways) == 1 else None
    source, place = cited(only, part, at=None if only is None else only.p_carry)
    names = " or ".join(dict.fromkeys(item.to.removeprefix("~") for item in ways))
    return Reason(why="tie", name=names, cause="tie", source=source, place=place)


def stream_of(way: Entry, part: ListSpec) -> str:
    """Stream whose draw is the address of a ground, where it is not that of an entry."""
    if way.band is not None:
        return "band"
    if way.rates is not None:
        return f"rates:{part.id}:{way.id}"
    return f"quota:{part.id}:{way.id}" if way.quota is not None else ""


def reason_of_measure(part: Measure, /, *, scheme: Scheme, stays: Mapping[str, Row], band: Band | None) -> Reason:
    """What a measure hangs on; one that meets somebody who is not on its list or in its band struck by mistake.

    Parameters
    ----------
    part : Measure
    scheme : Scheme
    stays : {item: Row}
        Stays that hold.
    band : Band or None
        The present one; None where the log does not tell.
    """
    named: tuple[tuple[str, str | None, Sequence[Any]], ...] = (
        ("list", part.list, scheme.lists), ("copy", part.copy, [copy for item in scheme.lists for copy in item.copies]),
        ("gate", part.gate, scheme.gates), ("discretion", part.discretion, scheme.discretion),
        ("rule", part.rule, scheme.rules),
    )  # fmt: skip
    source, place = cited(part)
    for why, name, items in named:
        if name is not None:
            spec = next(item for item in items if item.id == name)
            if why == "list" and f"list:{name}" not in stays:
                return taken_for(name_of(spec), source, place)
            return Reason(why=why, name=name_of(spec), source=source, place=place)
    if not part.band:
        return Reason(source=source, place=place)
    if band is not None and band.id not in part.band:
        return taken_for("", source, place)
    return Reason(why="band", name="" if band is None else name_of(band), source=source, place=place)


def taken_for(name: str, source: tuple[str, ...], place: str) -> Reason:
    """A measure met somebody on whom its hook does not hold, by mistake."""
    return Reason(why="mistaken", name=name, cause="mistaken_identity", source=source, place=place)


def name_of(part: Any, /) -> str:
    """Label of a part, or its id as words."""
    return str(part.label or part.id.replace("_", " "))
