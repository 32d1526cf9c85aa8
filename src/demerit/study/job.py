"""What is to be run: the numbers that were asked for, and those that are used where nothing was."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from typing import Literal, get_args

from demerit.errors import RunError, UsageError
from demerit.scheme.model import Scheme
from demerit.society.population import MAX_PERSONS, Population
from demerit.study.inputs import Inputs, load_inputs

__all__ = [
    "FEWEST", "MONTHS", "MOST_LINES", "MOST_MONTHS", "MOST_REPLICATES", "Asked", "Job", "Keep", "check_size",
    "make_job",
]  # fmt: skip

Keep = Literal["tallies", "penalised", "all"]

FEWEST = 1000
"""Fewer subjects are refused: results about so few are chance, and a handful could stand for somebody's village."""

MONTHS = 60
MOST_MONTHS = 1000
MOST_REPLICATES = 10_000
MOST_LINES = 50_000_000
"""Where nothing was asked, everyone's file is kept up to so many lines; beyond, only those of the ever penalised."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked for; None where it was left out.

    Attributes
    ----------
    scheme : str
        An id of the catalogue or a path.
    society : str or None
        Another society than the scheme's own.
    persons : int or None
    months, burn_in : int or None
        Counted months, and months before them that are not counted.
    seed : int or None
        0 is a seed.
    replicates : int or None
    safeguards : tuple of str
    keep : {"tallies", "penalised", "all"} or None
    threads : int or None
    """

    scheme: str
    society: str | None = None
    persons: int | None = None
    months: int | None = None
    burn_in: int | None = None
    seed: int | None = None
    replicates: int | None = None
    safeguards: tuple[str, ...] = ()
    keep: Keep | None = None
    threads: int | None = None


@dataclass(frozen=True, kw_only=True)
class Job:
    """A run, fully said.

    Attributes
    ----------
    inputs : Inputs
    persons, months, burn_in, seed, replicates, threads : int
    keep : {"tallies", "penalised", "all"} or None
        None until it is known how many entries the run will have.
    left_out : tuple of str
        Options that were left out.
    said : tuple of str or None
        Warnings that a resumed run said at its beginning.
    vary : bool
        Whether the ends of what is assumed are run too.
    """

    inputs: Inputs
    persons: int
    months: int
    burn_in: int
    seed: int
    replicates: int
    threads: int
    keep: Keep | None = None
    left_out: tuple[str, ...] = ()
    said: tuple[str, ...] | None = None
    vary: bool = True

    @property
    def swept(self) -> bool:
        """Whether small runs at the ends of the assumptions come with the run."""
        return self.vary and self.keep != "tallies"

    def keeping(self, keep: Keep, /) -> Job:
        """Say what is kept."""
        return replace(self, keep=keep)


def make_job(asked: Asked, /) -> Job:
    """Load what was asked for and fill in what was left out.

    Raises
    ------
    InputError
        With every fault of the scheme, the society or a safeguard.
    UsageError
        R310 ... R315 if a number is out of its range.
    """
    check_numbers(asked)
    inputs = load_inputs(asked.scheme, society=asked.society, safeguards=asked.safeguards)
    society = inputs.bundle.society
    job = Job(
        inputs=inputs,
        persons=round(society.persons.value) if asked.persons is None else asked.persons,
        months=MONTHS if asked.months is None else asked.months,
        burn_in=0 if asked.burn_in is None else asked.burn_in,
        seed=1 if asked.seed is None else asked.seed,
        replicates=1 if asked.replicates is None else asked.replicates,
        threads=processors() if asked.threads is None else asked.threads,
        keep=asked.keep,
        left_out=tuple(item.name for item in fields(asked) if getattr(asked, item.name) in (None, ())),
    )
    if job.persons < FEWEST:
        raise too_few(job.persons, inputs.scheme.subjects.unit)
    return job


def processors() -> int:
    """Processors that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_numbers(asked: Asked) -> None:
    """Refuse numbers that no run can have."""
    bounds: tuple[tuple[str, str, int, int], ...] = (
        ("R310", "persons", 0, MAX_PERSONS),
        ("R311", "months", 1, MOST_MONTHS),
        ("R312", "burn_in", 0, MOST_MONTHS),
        ("R313", "replicates", 1, MOST_REPLICATES),
        ("R314", "threads", 1, 1024),
        ("R315", "seed", -(2**63), 2**63 - 1),
    )
    for code, name, low, high in bounds:
        value = getattr(asked, name)
        if value is not None and not low <= value <= high:
            option = f"--{name.replace('_', '-')}"
            raise UsageError(code, f"{option} must be a whole number from {low:,} to {high:,}, got {value:,}")
    if asked.keep is not None and asked.keep not in get_args(Keep):
        raise UsageError("R316", f'--keep "{asked.keep}" is not known', "Write tallies, penalised or all.")


def too_few(number: int, unit: str) -> RunError:
    """Say why so few subjects are refused."""
    plural = {"person": "persons", "household": "households", "firm": "firms"}[unit]
    return RunError(
        "R301",
        f"{number:,} {plural} are too few: a run needs at least {FEWEST:,}",
        "With fewer, the shares would be chance, and the model could be bent to stand for people one knows. "
        "Give more --persons.",
    )


def check_size(scheme: Scheme, population: Population, /) -> None:
    """Refuse a run with fewer than 1,000 subjects of the scheme, as far as the shares of the society tell.

    Raises
    ------
    RunError
        R301.
    """
    unit = scheme.subjects.unit
    if unit == "firm":
        expected = float(population.n_firms)
    else:
        expected = population.n_persons * share_inside(scheme, population)
        if unit == "household":
            expected /= mean_household(population)
    if expected < FEWEST:
        raise too_few(round(expected), unit)


def share_inside(scheme: Scheme, population: Population) -> float:
    """Share of the people whose cell is inside the scheme."""
    import numpy as np

    inside = np.ones(population.n_cells, bool)
    joint = {attribute.id: attribute for attribute in population.attributes if attribute.joint}
    for name, allowed in scheme.subjects.only.items():
        if name in joint:
            kept = [place for place, value in enumerate(joint[name].values) if value in allowed]
            inside &= np.isin(population.cell_values(name), kept)
    return float(population.fit.shares[inside].sum() / population.fit.shares.sum())


def mean_household(population: Population) -> float:
    """Mean size of a household."""
    shares = population.society.households.shares if population.society.households is not None else {"1": 1.0}
    total = sum(shares.values())
    sizes = (int("".join(filter(str.isdigit, name)) or 1) * share for name, share in shares.items())
    return max(1.0, sum(sizes) / total)
