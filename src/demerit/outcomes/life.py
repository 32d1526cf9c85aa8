"""One synthetic life from the rows of its log: each row with its rule, its source, and its cause in truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from demerit.ledger.model import FLAGS
from demerit.ledger.rows import Row
from demerit.outcomes.grounds import Reason, address_of, name_of, reason_of_measure, reason_of_stay
from demerit.outcomes.paths import Trail, lands_on
from demerit.scheme.cited import cited
from demerit.scheme.model import Band, Scheme
from demerit.society.load import SocietyBundle

__all__ = ["PHASES", "Line", "Setting", "tell_life", "totals"]

PHASES = {
    "act": "act", "opened": "act", "performed": "act", "record": "observe", "entry": "post", "stopped": "post",
    "notice": "redress", "filed": "redress", "won": "redress", "lost": "redress", "reversed": "redress",
    "lifted": "redress", "expired": "expire", "band": "score", "stay_begin": "enlist", "stay_end": "enlist",
    "gate_gained": "enlist", "gate_lost": "enlist", "denied": "impose", "burden": "impose", "loss": "impose",
    "grant": "impose",
}  # fmt: skip
"""Phase of the month in which each kind of row is written; an entry by a tie comes in ``spread``."""

NEVER = 255
JUDGED = ("stay_begin", "band", "denied", "burden", "loss")
ENDINGS = ("expired", "reversed", "lifted")


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What the rows of a life are about.

    The inputs of the run, the seed of the replicate, of its manifest ``burn_in`` and ``log_items``, the unit of the
    file, and by the address of what came along ties whom it came from (``outcomes/paths.py``).
    """

    scheme: Scheme
    bundle: SocietyBundle
    seed: int
    burn_in: int
    unit: str
    items: tuple[str, ...]
    trails: Mapping[int, Trail] = field(default_factory=dict)

    def names(self, sort: str, /) -> list[str]:
        """Items of one sort, such as ``band``, in the order in which the log counts them."""
        return [name for name in self.items if name.startswith(f"{sort}:")]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that happened.

    Attributes
    ----------
    month : int
        Counted month from 0; negative in burn-in.
    phase, kind : str
        Phase of the month, and kind of row of the log.
    item : str
        What it is about, such as ``rule:littering``.
    rule : str or None
        Id of the rule under which, where there is one.
    points : float or None
        Of an entry.
    counting : float or None
        Points of all entries that count after this line, in a score that is a sum.
    cause : str or None
        Why it is there, in truth: of records, entries and what ends them, and of stays that rest on an entry.
    flags : tuple of str
        Judgements on a penalty; empty for other lines.
    source : tuple of str
        Ids of sources; empty for what people do, and for what is assumed.
    place : str
        Article, row or page in the source.
    other : int or None
        The uid at the other end: who did it, or whose file it came from.
    trail : tuple of Step
        Whom it came from along ties, as far as it is known; the nearest first.
    facts : dict
        What the sentence needs.
    """

    month: int
    phase: str
    kind: str
    item: str
    rule: str | None = None
    points: float | None = None
    counting: float | None = None
    cause: str | None = None
    flags: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    place: str = ""
    other: int | None = None
    trail: Trail = ()
    facts: dict[str, Any] = field(default_factory=dict)


def tell_life(rows: Iterable[Row], /, *, setting: Setting) -> list[Line]:
    """Tell the rows of one file, in order.

    Parameters
    ----------
    rows : iterable of Row
        Of one subject; of a household those of all its members.
    setting : Setting

    Returns
    -------
    list of Line
        One for each row.
    """
    teller = Teller(setting)
    ordered = sorted(rows, key=lambda row: (row.month, row.order))
    teller.match(ordered)
    return [teller.line(place, row) for place, row in enumerate(ordered)]


def totals(lines: Sequence[Line], /) -> dict[str, int]:
    """How many lines of each kind stand in the counted months, and how many penalties are flagged so."""
    counted = [line for line in lines if line.month >= 0]
    found = Counter(line.kind for line in counted)
    found.update(flag for line in counted for flag in line.flags)
    found["wrong_records"] = sum(line.kind == "record" and line.facts["wrong"] for line in counted)
    found["penal_bands"] = sum(line.kind == "band" and line.facts["sort"] == "penal" for line in counted)
    found["recorded_acts"] = sum(line.kind == "act" and line.facts["seen"] for line in counted)
    return {name: number for name, number in sorted(found.items()) if number}


class Teller:
    """What has been told of a life so far, and the names of what it is about."""

    def __init__(self, setting: Setting) -> None:
        scheme, conduct = setting.scheme, setting.bundle.conduct
        self.setting = setting
        self.parts: dict[str, Any] = {}
        for sort, items in (
            ("behaviour", conduct.behaviours), ("channel", scheme.channels), ("rule", scheme.rules),
            ("list", scheme.lists), ("band", scheme.bands), ("measure", scheme.measures),
            ("obligation", conduct.obligations), ("gate", scheme.gates),
        ):  # fmt: skip
            self.parts |= {f"{sort}:{item.id}": item for item in items}
        self.made: dict[int, Row] = {}
        self.stays: dict[str, Row] = {}
        self.begun: list[Row] = []
        self.acts: dict[int, Row] = {}
        self.seen: dict[int, list[str]] = {}
        self.before: Row | None = None
        self.sum = 0
        self.band: Band | None = None

    def match(self, rows: Sequence[Row]) -> None:
        """Find the act behind each true record, the last one of its actor before it; and the band of the beginning."""
        changes = [row for row in rows if row.kind == "band"]
        if changes and changes[0].other != NEVER:
            self.band = self.parts[self.setting.names("band")[changes[0].other]]
        last: dict[int, int] = {}
        for place, row in enumerate(rows):
            if row.kind == "act":
                last[row.uid] = place
            elif row.kind == "record" and row.cause in ("true_unlawful", "true_lawful", "misread"):
                at = last.get(row.other)
                if at is not None and rows[at].month == row.month:
                    self.acts[place] = rows[at]
                    self.seen.setdefault(at, []).append(row.item)

    def scaled(self, points: int) -> float:
        """Points as people read them; those of a mean are kept in hundredths."""
        return points / 100 if self.setting.scheme.score.kind == "mean" else points

    def line(self, place: int, row: Row) -> Line:
        """Tell one row."""
        part = self.parts[row.item]
        told: dict[str, Any] = {"facts": {"label": name_of(part)}}
        maker = getattr(self, f"tell_{row.kind}", None)
        if maker is not None:
            maker(place, row, part, told)
        elif row.kind in (*ENDINGS, "notice", "filed", "won", "lost"):
            self.tell_later(row, part, told)
        elif row.kind in ("denied", "burden", "loss", "grant"):
            self.tell_measure(row, part, told)
        if row.kind in JUDGED:
            told["flags"] = tuple(flag for bit, flag in enumerate(FLAGS) if row.flags >> bit & 1)
        told.setdefault("phase", PHASES[row.kind])
        if row.item.startswith("rule:"):
            told["rule"] = part.id
        self.before = row
        return Line(month=row.month, kind=row.kind, item=row.item, **told)

    def tell_act(self, place: int, row: Row, part: Any, told: dict[str, Any]) -> None:
        """Somebody did something."""
        member = self.setting.unit == "household"
        told["facts"] |= {"seen": bool(self.seen.get(place)), "lawful": part.gravity == 0, "member": member}
        told["other"] = row.uid if member else None

    def tell_record(self, place: int, row: Row, part: Any, told: dict[str, Any]) -> None:
        """A channel recorded something, rightly or not."""
        recorded = self.parts[self.setting.names("behaviour")[row.flags]]
        act = self.acts.get(place)
        wrong = row.cause in ("false_record", "mistaken_identity", "misread")
        told["cause"] = row.cause
        told["facts"] |= {
            "what": name_of(recorded), "wrong": wrong,
            "really": name_of(self.parts[act.item]) if act is not None else "",
        }  # fmt: skip
        confused = next((case.p for case in part.confusion if case.recorded_as == recorded.id), None)
        telling = {
            "false_record": part.false_records,
            "mistaken_identity": part.misattribution,
            "misread": confused,
        }.get(row.cause)
        told["source"], told["place"] = cited(telling, part)
        if row.cause == "mistaken_identity" or (self.setting.unit == "household" and not wrong):
            told["other"] = row.other

    def tell_entry(self, place: int, row: Row, part: Any, told: dict[str, Any]) -> None:
        """An entry was made, by a record, by itself or along a tie."""
        scheme = self.setting.scheme
        self.made[row.address] = row
        self.sum += row.points
        told |= {"points": self.scaled(row.points), "cause": row.cause}
        if scheme.score.kind == "sum":
            told["counting"] = self.scaled(self.sum)
        before = self.before
        again = part.repeat is not None and before is not None and self.is_surcharge(row, part.id, before)
        band = next((name_of(item) for item in scheme.bands if item.id == part.to_band), "")
        told["facts"] |= {"again": again, "band": band, "tie": "", "scored": scheme.score.kind in ("sum", "mean")}
        told["source"], told["place"] = cited(part.repeat if again else None, part.points, part.set, part)
        if row.cause == "tie":
            trail = self.setting.trails.get(row.address, ())
            ways = [item for item in scheme.spread if lands_on(item) == row.item]
            ways = [item for item in ways if trail and item.id == trail[0].spread] or ways
            told |= {"phase": "spread", "other": row.other, "trail": trail}
            told["facts"]["tie"] = " or ".join(dict.fromkeys(item.to.removeprefix("~") for item in ways))
            told["source"], told["place"] = cited(ways[0] if len(ways) == 1 else None, part, at=part.points)
        elif row.cause == "mistaken_identity":
            told["other"] = row.other

    def is_surcharge(self, row: Row, rule: str, before: Row) -> bool:
        """Whether an entry is the surcharge of the row before it, by its address."""
        if (before.kind, before.item, before.month) != ("entry", row.item, row.month):
            return False
        return address_of(self.setting.seed, f"surcharge:{rule}", before.address, 0) == row.address

    def tell_stopped(self, place: int, row: Row, part: Any, told: dict[str, Any]) -> None:
        """A hearing stopped an entry before it was made."""
        told["cause"] = row.cause
        told["source"], told["place"] = cited(self.setting.scheme.redress.hearing, self.setting.scheme.redress)

    def tell_later(self, row: Row, part: Any, told: dict[str, Any]) -> None:
        """Something befell an entry that was made before."""
        redress, entry = self.setting.scheme.redress, self.made.get(row.address)
        told["facts"] |= {"made": None if entry is None else entry.month, "instance": "", "points": None}
        if entry is not None:
            told["cause"] = entry.cause
        if row.kind in ENDINGS:
            self.sum -= 0 if entry is None else entry.points
            told["facts"]["points"] = None if entry is None else self.scaled(entry.points)
            if self.setting.scheme.score.kind == "sum":
                told["counting"] = self.scaled(self.sum)
        telling: Any = {"notice": redress.notice, "lifted": redress.repair, "expired": part.term}.get(row.kind)
        if row.kind in ("filed", "won", "lost"):
            telling = redress.instances[row.flags]
            told["facts"]["instance"] = name_of(telling)
        told["source"], told["place"] = cited(telling, None if row.kind == "expired" else redress)

    def tell_band(self, place: int, row: Row, part: Any, told: dict[str, Any]) -> None:
        """The score led into another band."""
        old = self.setting.names("band")[row.other] if row.other != NEVER else ""
        sort = "penal" if part.penal else "rewarding" if part.rewarding else "neutral"
        self.band = part
        told["facts"] |= {"sort": sort, "old": name_of(self.parts[old]) if old else ""}
        told["source"], told["place"] = cited(part)

    def tell_stay_begin(self, place: int, row: Row, part: Any, told: dict[str, Any]) -> None:
        """A stay on a list began, on a ground that its address tells."""
        trail = self.setting.trails.get(row.address, ())
        reason = reason_of_stay(
            row, part, scheme=self.setting.scheme, made=self.made, begun=self.begun, seed=self.setting.seed,
            burn_in=self.setting.burn_in, spread=trail[0].spread if trail else "",
        )  # fmt: skip
        if trail:
            told |= {"trail": trail, "other": trail[0].uid}
        self.begun.append(row)
        self.stays[row.item] = row
        told["facts"]["penal"] = part.penal
        self.give_reason(reason, told)

    def tell_stay_end(self, place: int, row: Row, part: Any, told: dict[str, Any]) -> None:
        """A stay on a list ended."""
        begun = self.stays.pop(row.item, None)
        told["facts"] |= {"penal": part.penal, "months": None if begun is None else row.month - begun.month}
        told["source"], told["place"] = cited(part)

    def tell_measure(self, row: Row, part: Any, told: dict[str, Any]) -> None:
        """A measure refused, burdened, took or granted something."""
        needs = self.setting.bundle.needs.needs
        asked = next((need for place, need in enumerate(needs) if part.need and place == row.other), None)
        told["facts"]["need"] = "" if asked is None else name_of(asked)
        reason = reason_of_measure(part, scheme=self.setting.scheme, stays=self.stays, band=self.band)
        self.give_reason(reason, told)
        told["source"], told["place"] = cited(part)

    def give_reason(self, reason: Reason, told: dict[str, Any]) -> None:
        """Put a reason into a line."""
        told["facts"] |= {"why": reason.why, "name": reason.name, "made": reason.month}
        told["source"], told["place"] = reason.source, reason.place
        if reason.cause is not None:
            told["cause"] = reason.cause
