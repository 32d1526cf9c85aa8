"""What a result document says, looked up by name. Nothing is computed here but the ends of what is assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from demerit.outcomes.ratio import few_in_cases
from demerit.report.words import EVENTS
from demerit.study.headline import ORDER, kind_of

__all__ = ["Figure", "Reading", "Spread"]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One indicator, or the lack of it."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    events: int | None = None


@dataclass(frozen=True, kw_only=True)
class Spread:
    """A wrongful share at both ends of an assumption and in the middle, from small runs, with chance around each."""

    assumption: str
    low: Figure
    middle: Figure
    high: Figure

    @property
    def shares(self) -> tuple[float, float, float]:
        """The three shares, as the assumption goes from low to high."""
        low, middle, high = (figure.value or 0.0 for figure in (self.low, self.middle, self.high))
        return low, middle, high

    @property
    def least(self) -> float:
        """Least of the three."""
        return min(self.shares)

    @property
    def most(self) -> float:
        """Greatest of the three."""
        return max(self.shares)


def share_of(events: int, n: int) -> Figure:
    """A share of a small run with its interval."""
    low, high, _ = few_in_cases(events=events, n=n, method="Wilson")
    return Figure(value=events / n, low=low, high=high, n=n, events=events)


@dataclass(frozen=True)
class Reading:
    """A result document with its parts by name."""

    document: Mapping[str, Any]

    @cached_property
    def table(self) -> dict[tuple[str, str], Figure]:
        """Indicators by id and group."""
        return {
            (entry["id"], entry["group"]): Figure(**{name: entry.get(name) for name in ("value", "low", "high")},
                                                  n=entry["n"], events=entry.get("events"))
            for entry in self.document["indicators"]
        }  # fmt: skip

    def look(self, ident: str, group: str = "") -> Figure:
        """An indicator, of all it is about unless a group is named; an empty figure if the run has none."""
        return self.table.get((ident, group or self.whole(ident)), Figure())

    def unit_of(self, ident: str) -> str:
        """Whose file a penalty key, or an indicator of it, is about."""
        key = ":".join(ident.split(":")[:2])
        return str(self.run["keys"].get(key, {}).get("unit") or self.unit)

    def whole(self, ident: str) -> str:
        """Group of all that an indicator is about: ``all``, or that of the second unit."""
        unit = self.unit_of(ident)
        return "all" if unit == self.unit else f"unit={unit}"

    @property
    def run(self) -> Mapping[str, Any]:
        """Manifest of the run."""
        manifest: Mapping[str, Any] = self.document["run"]
        return manifest

    @property
    def unit(self) -> str:
        """Whose file it is: person, household or firm."""
        return str(self.run.get("unit", "person"))

    @property
    def headline(self) -> str | None:
        """Penalty key of the first sentence."""
        key: str | None = self.document.get("headline")
        return key

    @cached_property
    def penalties(self) -> dict[str, str]:
        """Kinds (list, band, deny, burden, lose) of all penalty keys, in the order of kinds, then of the scheme."""
        found = {}
        for key, about in self.run["keys"].items():
            kind = kind_of(key, about)
            if kind is not None:
                found[key] = kind
        return dict(sorted(found.items(), key=lambda item: ORDER.index(item[1])))

    @cached_property
    def rewards(self) -> list[str]:
        """Keys of rewarding lists and bands, and of grants, in the order of the scheme."""
        return [key for key, about in self.run["keys"].items() if about.get("sort") in ("rewarding", "grant")]

    def label(self, key: str) -> str:
        """Name of a list, band or measure, as the scheme has it."""
        return str(self.run["keys"][key].get("label") or key.partition(":")[2].replace("_", " "))

    def event(self, key: str) -> str:
        """Event of a key, as sentences name it."""
        return EVENTS[self.penalties[key]]

    def events(self, key: str) -> int:
        """Events of a key: stays, runs in the band, denials, burdens or losses."""
        return self.look(f"{key}:per_year").events or 0

    def people(self, key: str) -> int:
        """Subjects that a key ever reached."""
        return self.look(f"{key}:ever").events or 0

    def causes(self, key: str, group: str = "") -> Mapping[str, Any] | None:
        """Row of the table of causes of a key, all groups of its unit together unless one is named."""
        found: Mapping[str, Any] | None = self.causes_of.get((key, group or self.whole(key)))
        return found

    @cached_property
    def causes_of(self) -> dict[tuple[str, str], Mapping[str, Any]]:
        """Rows of the table of causes by key and group."""
        return {(row["key"], row["group"]): row for row in self.document["causes"]}

    def spreads(self, key: str) -> list[Spread]:
        """Wrongful share of the events of a key at the ends of each assumption that was varied; widest first."""
        ends = self.document.get("ends")
        if not ends:
            return []
        figures = {
            (row["assumption"], row["end"]): share_of(row["wrongful"], row["events"])
            for row in ends["figures"]
            if row["key"] == key and row["events"]
        }
        middle = figures.get((None, "middle"))
        found = []
        for about in ends["assumptions"]:
            kind = about["assumption"]
            low, high = figures.get((kind, "low")), figures.get((kind, "high"))
            if middle is not None and low is not None and high is not None:
                found.append(Spread(assumption=kind, low=low, middle=middle, high=high))
        return sorted(found, key=lambda spread: spread.least - spread.most)

    @property
    def varied(self) -> bool:
        """Whether any assumption was varied."""
        ends = self.document.get("ends")
        return bool(ends and ends["assumptions"])

    @property
    def groups(self) -> list[str]:
        """Groups other than all, in the order of the ledger."""
        seen = dict.fromkeys(entry["group"] for entry in self.document["indicators"])
        return [group for group in seen if "=" in group and ":" not in group]

    def group_label(self, group: str) -> str:
        """Group in words: ``Sex: women``."""
        return str(self.run.get("labels", {}).get(group, group.replace("=", ": ")))

    def no_times(self, key: str, group: str) -> bool:
        """Whether a group has a share but cannot be set against the largest of its attribute."""
        largest = self.largest(group)
        if largest is None or self.look(f"{key}:ever", group).value is None:
            return False
        return self.look(f"{key}:ever:ratio", f"{group}:{largest}").value is None

    def largest(self, group: str) -> str | None:
        """Value that a group is set against; None for the largest group itself."""
        for entry in self.document["indicators"]:
            name = entry["group"]
            if name.startswith(f"{group}:"):
                return str(name[len(group) + 1 :])
        return None
