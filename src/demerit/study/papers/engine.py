"""Ordinary schemes and societies of ``catalog/papers``, with other numbers if wanted, run by the ordinary engine."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path as FilePath
from typing import Any

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.errors import InputError
from demerit.evidence.quantity import Quantity
from demerit.ledger.model import Ledger
from demerit.outcomes.fairness import Table
from demerit.scheme.check import scheme_defects
from demerit.society.fit import names_of
from demerit.society.model import Attribute, Margin
from demerit.society.population import populate
from demerit.study.ends import changed
from demerit.study.inputs import Inputs, load_inputs

__all__ = ["SEED", "Z", "cells", "chance_of_share", "opened", "played", "rate_of"]

SEED = 20_260
"""Of every simulated item, so that its figures are the same everywhere."""

Z = 4.0
"""A simulated figure may differ from its law by so many standard errors, worked out from the law."""

Number = float | str | Mapping[str, Any] | tuple[str, ...]


def opened(
    name: str, /, *, numbers: Mapping[str, Number] | None = None, words: Mapping[str, str] | None = None
) -> Inputs:
    """A scheme of ``catalog/papers`` on its society, checked as every other is, with other numbers if wanted.

    Parameters
    ----------
    name : str
        Name of the file.
    numbers : mapping of {path: number or table}, optional
        Paths such as ``scheme.lists.0.entries.0.rates.hit`` or ``society.margins.0``. A table is ``by`` of a number
        (``{"group": {"black": 0.7}}``) or the shares of a margin (``{"black": 0.6, "white": 0.4}``); a tuple of texts
        is the values of an attribute.
    words : mapping of {path: text}, optional
        Choices of the format, such as ``scheme.arithmetic.0.reads``.

    Raises
    ------
    InputError
        With every fault of the files, or that other numbers make in the scheme.
    KeyError
        If a path leads nowhere.
    """
    inputs = from_file(name)
    for path, number in (numbers or {}).items():
        inputs = with_number(inputs, path, number)
    for path, word in (words or {}).items():
        inputs = with_number(inputs, path, word)
    faults = scheme_defects(inputs.scheme, names=names_of(inputs.bundle)) if numbers or words else []
    if faults:
        raise InputError(faults)
    return inputs


@cache
def from_file(name: str) -> Inputs:
    """A scheme of ``catalog/papers`` on its society, as they stand."""
    return load_inputs(FilePath(str(files("demerit"))) / "catalog" / "papers" / f"{name}.yaml")


def with_number(inputs: Inputs, path: str, number: Number) -> Inputs:
    """Inputs with one number, or one table, in the place of another."""
    file, *steps = (int(step) if step.isdigit() else step for step in path.split("."))
    if file == "scheme":
        return replace(inputs, scheme=changed(inputs.scheme, tuple(steps), lambda old: put(old, number)))
    part = changed(getattr(inputs.bundle, str(file)), tuple(steps), lambda old: put(old, number))
    return replace(inputs, bundle=replace(inputs.bundle, **{str(file): part}))


def put(old: Any, number: Number) -> Any:
    """A quantity, a margin or an attribute with other numbers or values, or another word."""
    if isinstance(old, Margin) and isinstance(number, Mapping):
        return replace(old, shares=dict(number))
    if isinstance(old, Attribute) and isinstance(number, tuple):
        return replace(old, values=number, labels=())
    if isinstance(old, str) and isinstance(number, str):
        return number
    if not isinstance(old, Quantity) or isinstance(number, str | tuple):
        raise KeyError(f"no number there but {type(old).__name__}")
    if isinstance(number, Mapping):
        return replace(old, by={name: dict(table) for name, table in number.items()})
    return replace(old, value=float(number), by={}, where=(), steps=())


def played(inputs: Inputs, /, *, persons: int, months: int, burn_in: int = 0, seed: int = SEED) -> Ledger:
    """Counts of a run, with the truth that lists and bands are judged by."""
    people = populate(inputs.bundle.society, seed=seed, persons=persons)
    made = plan(inputs.scheme, inputs.bundle, people, seed=seed, months=months, burn_in=burn_in, truth=True)
    return run(made, keep="tallies", threads=2)


def cells(ledger: Ledger, /, *, key: str, group: str = "all", months: int = 1) -> Table:
    """The four cells of a list or band that is judged, in subject-months."""
    on, true, both = (ledger.total(f"{key}:{name}months", group=group) for name in ("", "true:", "both:"))
    everyone = ledger.total("subjects", group=group) * months
    return Table(tp=both, fp=on - both, fn=true - both, tn=everyone - on - true + both)


def chance_of_share(share: float, /, *, n: float) -> float:
    """Largest distance of a share among ``n`` independent cases that is let pass: four standard errors of the law."""
    return Z * math.sqrt(share * (1 - share) / n)


def rate_of(share: float, /, *, months: int) -> float:
    """Acts a year of a Poisson process that leaves ``share`` of people with an act in so many months.

    Examples
    --------
    >>> round(rate_of(0.5, months=12), 6)
    0.693147
    """
    return -math.log1p(-share) * 12 / months
