"""Small societies and schemes in which a published mechanism is played by the engine, and what a run of one leaves.

Their numbers are those of the paper, so each carries it as its source. They are ordinary records: written to a file
they load, pass ``demerit scheme check`` and run like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.evidence.quantity import Grade, Quantity, Source, Step
from demerit.ledger.model import Ledger
from demerit.scheme.model import Band, Jurisdiction, Scheme
from demerit.society.load import SocietyBundle
from demerit.society.model import (
    Attribute,
    Behaviour,
    Beliefs,
    Conduct,
    Margin,
    Needs,
    Responses,
    Society,
)
from demerit.society.population import populate
from demerit.study.papers.engine import SEED

__all__ = ["act", "dated", "ladder", "month", "number", "paper_scheme", "people", "play"]

PAPER = "paper"
"""Id of the one source of such a file."""
START = 2001 * 12
"""The first month of a run, January 2001, in months since year 0."""


def number(value: float, unit: str, /, **more: Any) -> Quantity:
    """A number of the paper, or one chosen here, where its grade says so."""
    more = {"grade": Grade.RESEARCH, "source": (PAPER,)} | more
    return Quantity(value=float(value), unit=unit, **more)


def month(place: int, /) -> str:
    """Calendar month of a counted month, such as ``2001-01`` for 0."""
    return f"{(START + place) // 12}-{(START + place) % 12 + 1:02d}"


def dated(values: Sequence[float], unit: str, /, *, first: int = 0, **more: Any) -> Quantity:
    """A number with a value of its own in each month from the month ``first`` on; steps where it changes."""
    steps = tuple(
        Step(since=month(first + at), value=float(values[at]))
        for at in range(1, len(values))
        if values[at] != values[at - 1]
    )
    return number(values[0], unit, steps=steps, **more)


def act(name: str, per_month: float, /, **more: Any) -> Behaviour:
    """Something people do, at random, so often a month."""
    more.setdefault("gravity", 1)
    return Behaviour(id=name, rate=number(12 * per_month, "per_year", by=more.pop("by", {})), **more)


def people(
    attributes: Mapping[str, tuple[str, ...]], shares: Mapping[str, float], /, *behaviours: Behaviour, **more: Any
) -> SocietyBundle:
    """People who live alone, with a table of how attributes go together.

    Parameters
    ----------
    attributes : mapping of str to tuple of str
        Values of each attribute.
    shares : mapping of str to float
        Share of each combination, ``value,value`` in the order of the attributes.
    """
    society = Society(
        format="demerit.society/1",
        id="paper",
        title="People of a published model",
        start=month(0),
        persons=number(10_000, "persons"),
        sources={PAPER: Source(title="The paper")},
        attributes=tuple(Attribute(id=name, values=values) for name, values in attributes.items()),
        margins=(Margin(of=tuple(attributes), shares=dict(shares), unit="share", source=(PAPER,), grade="research"),),
        conduct="paper",
        **more,
    )
    return SocietyBundle(
        society=society,
        conduct=Conduct(
            format="demerit.conduct/1", id="paper", behaviours=behaviours, sources={PAPER: Source(title="The paper")}
        ),
        needs=Needs(format="demerit.needs/1", id="none"),
        beliefs=Beliefs(format="demerit.beliefs/1", id="none"),
        responses=Responses(format="demerit.responses/1", id="none"),
    )


def ladder(name: str, most: int, /) -> tuple[Band, ...]:
    """A band for each whole score from 0 to ``most``."""
    lowest = Band(id=f"{name}0", rewarding=True)
    return (
        lowest,
        *(Band(id=f"{name}{k}", rewarding=True, at_least=number(k, "points")) for k in range(1, most + 1)),
    )


def paper_scheme(name: str, /, *, paper: str, **parts: Any) -> Scheme:
    """The scheme of a published model, with the paper as its source."""
    parts.setdefault("kind", "points")
    return Scheme(
        format="demerit.scheme/1",
        id=name,
        title=name,
        about="The mechanism of a published model.",
        first_line="A published model, played by this engine.",
        status="fictional",
        jurisdiction=Jurisdiction(country="XXX"),
        society="society",
        sources={PAPER: Source(title=paper)},
        **parts,
    )


def play(
    scheme: Scheme,
    bundle: SocietyBundle,
    /,
    *,
    persons: int,
    months: int,
    burn_in: int = 0,
    seed: int = SEED,
    keep: Literal["tallies", "all"] = "tallies",
    threads: int = 2,
) -> Ledger:
    """Counts of a run, with its whole log if wanted."""
    population = populate(bundle.society, seed=seed, persons=persons)
    made = plan(scheme, bundle, population, seed=seed, months=months, burn_in=burn_in)
    return run(made, keep=keep, threads=threads)
