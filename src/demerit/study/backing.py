"""What stands behind a result beside its document: how it went month by month, and which numbers each figure read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from demerit.evidence.rows import EvidenceRow, evidence_rows, shares
from demerit.ledger.folder import read_ledgers
from demerit.outcomes.courses import Course, Wrong, by_month, course, wrong_entries
from demerit.outcomes.sample import sample_of
from demerit.society.load import COMPANIONS
from demerit.study.headline import kind_of
from demerit.study.inputs import Inputs, read_inputs
from demerit.study.pair import read_pair
from demerit.study.reads import places_read
from demerit.study.single import read_result

__all__ = ["Backing", "PairBacking", "read_backing", "read_pair_backing"]


@dataclass(frozen=True)
class Backing:
    """A finished run with all that its page reads.

    Attributes
    ----------
    name : str
        Of the folder.
    document : mapping
        ``demerit.result/1``.
    inputs : Inputs
        As the folder keeps them.
    courses : {key: Course}
        Of every penalty.
    wrong : Wrong or None
        What became of wrong entries that can be contested.
    refused : {need: tuple of int}
        Requests refused in each counted month.
    """

    name: str
    document: Mapping[str, Any]
    inputs: Inputs
    courses: Mapping[str, Course]
    wrong: Wrong | None
    refused: Mapping[str, tuple[int, ...]]

    @cached_property
    def numbers(self) -> list[EvidenceRow]:
        """Every number of the scheme and of its society."""
        bundle = self.inputs.bundle
        records: dict[str, Any] = {"scheme": self.inputs.scheme, "society": bundle.society}
        records |= {kind: getattr(bundle, kind) for kind in COMPANIONS}
        return [row for file, record in records.items() for row in evidence_rows(record, file=file)]

    def read_by(self, keys: Iterable[str], /) -> list[EvidenceRow]:
        """Numbers that the figures of some penalties read; each counts once."""
        under = places_read(self.inputs.scheme, self.inputs.bundle, keys=keys)
        return [row for row in self.numbers if is_under(row, under)]

    def evidence(self, keys: Iterable[str], /) -> dict[str, int]:
        """The same counted by class of evidence."""
        return shares(self.read_by(keys))


@dataclass(frozen=True)
class PairBacking:
    """A finished pair with all that its page reads.

    Attributes
    ----------
    name : str
        Of the folder.
    document : mapping
        ``demerit.pair/1``.
    a, b : Backing
        The two worlds.
    """

    name: str
    document: Mapping[str, Any]
    a: Backing
    b: Backing

    def evidence(self, keys: Iterable[str], /) -> dict[str, int]:
        """Numbers that figures of some penalties read in either world, by class; what both worlds have counts once."""
        wanted = list(keys)
        found = [row for world in (self.a, self.b) for row in world.read_by(wanted)]
        return shares({(row.file, row.where, row.value, row.grade): row for row in found}.values())


def is_under(row: EvidenceRow, under: Mapping[str, set[Any]]) -> bool:
    """Whether a number stands at or under one of the places of its file."""
    wanted = under.get(row.file, set())
    return any(row.path[:end] in wanted for end in range(len(row.path) + 1))


def read_backing(folder: Path, /) -> Backing:
    """Read a finished run.

    Raises
    ------
    RunError
        R202 ... R205 if it is none, or is damaged.
    """
    document = read_result(folder)
    manifest = document["run"]
    sample = sample_of(read_ledgers(folder))
    keys = [key for key, about in manifest["keys"].items() if kind_of(key, about) is not None]
    return Backing(
        name=folder.name,
        document=document,
        inputs=read_inputs(folder, safeguards=manifest["options"]["safeguards"]),
        courses={key: course(sample, key=key) for key in keys},
        wrong=wrong_entries(sample),
        refused={name: by_month(sample, f"need:{name}:refused") for name in manifest["needs"]},
    )


def read_pair_backing(folder: Path, /) -> PairBacking:
    """Read a finished pair.

    Raises
    ------
    RunError
        R202 ... R205 if it is none, or is damaged.
    """
    document = read_pair(folder)
    return PairBacking(name=folder.name, document=document, a=read_backing(folder / "a"), b=read_backing(folder / "b"))
