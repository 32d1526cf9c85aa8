"""A safeguard followed by its inverse is the identity on the resolved scheme: a patch changes nothing but what it says.

The inverse is made from the two forms alone: each value that differs is set back where it stands, what came is removed,
and a list that lost or gained items is set back whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from demerit.evidence.catalogue import catalogue_ids
from demerit.scheme.dump import plain
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Scheme
from demerit.scheme.names import Names
from demerit.scheme.resolve import resolve
from demerit.scheme.safeguard import Operation, Safeguard, apply_safeguard, load_safeguard
from demerit.society.fit import names_of
from demerit.society.load import load_society

PATROLS = str(files("demerit") / "catalog" / "papers" / "patrols.yaml")
SCHEMES = (
    "cn-judgment-defaulters-2017", "it-parma-housing-2018", "xx-nosedive-2016", "au-robodebt-2016", "ve-carnet-2018",
    "us-sex-offender-registry-2006", "us-chexsystems-2013", "nl-fraudescorekaart-2004",
    PATROLS,
)  # fmt: skip
SAFEGUARDS = catalogue_ids("safeguards")


@cache
def resolved(name: str) -> Scheme:
    return resolve(load_scheme(name)[0])


@cache
def names(name: str) -> Names:
    return names_of(load_society(resolved(name).society, beside=Path(name).parent if name == PATROLS else None))


def back(before: Any, after: Any, path: str = "") -> Iterator[Operation]:
    """Operations that lead from ``after`` to ``before``, both plain."""
    for key in [*before, *(key for key in after if key not in before)]:
        here = f"{path}.{key}".lstrip(".")
        one, two = before.get(key), after.get(key)
        if key not in before:
            yield Operation(do="remove", path=here)
        elif key not in after:
            yield Operation(do="set", path=here, value=one)
        elif isinstance(one, dict) and isinstance(two, dict):
            yield from back(one, two, here)
        elif named(one) and named(one) == named(two):
            for old, new in zip(one, two, strict=True):
                yield from back(old, new, f"{here}[{old['id']}]")
        elif one != two:
            yield Operation(do="set", path=here, value=one)


def named(items: Any) -> list[str]:
    """Ids of the items of a list, if all have their own."""
    ids = [item.get("id") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return ids if all(ids) and len(set(ids)) == len(ids) == len(items) else []


@pytest.mark.parametrize("name", SCHEMES[:-1])
def test_a_safeguard_and_its_inverse_leave_the_scheme_as_it_was(name: str) -> None:
    scheme, said, undone = resolved(name), names(name), 0
    for safeguard in map(load_safeguard, SAFEGUARDS):
        applied = apply_safeguard(scheme, safeguard=safeguard, names=said)
        if not applied.changes:
            continue
        operations = tuple(back(plain(scheme), plain(applied.scheme)))
        assert operations
        inverse = Safeguard(
            format="demerit.safeguard/1", id=f"not-{safeguard.id}", title="", basis="proposal", patch=operations
        )
        again = apply_safeguard(applied.scheme, safeguard=inverse)
        assert again.changes, safeguard.id
        assert again.scheme == scheme, safeguard.id
        assert apply_safeguard(again.scheme, safeguard=safeguard, names=said).scheme == applied.scheme, safeguard.id
        if len(operations) > 1:
            partly = replace(inverse, patch=operations[:-1])
            assert apply_safeguard(applied.scheme, safeguard=partly).scheme != scheme, f"{safeguard.id}: each is needed"
        undone += 1
    assert undone >= 6


def test_every_safeguard_is_among_them() -> None:
    """Each is undone in some scheme; one that the schemes here would not show has to bring its own."""
    idle = [
        name for name in SAFEGUARDS
        if not any(
            apply_safeguard(resolved(scheme), safeguard=load_safeguard(name), names=names(scheme)).changes
            for scheme in SCHEMES
        )
    ]  # fmt: skip
    assert idle == []
    assert len(SAFEGUARDS) > 30


def test_an_inverse_that_forgets_a_value_does_not_pass() -> None:
    """Where the identity has to fail: each operation is left out of the inverse in turn."""
    scheme = resolved("cn-judgment-defaulters-2017")
    applied = apply_safeguard(scheme, safeguard=load_safeguard("independent-appeal")).scheme
    operations = tuple(back(plain(scheme), plain(applied)))
    assert len(operations) > 1
    for left_out in operations:
        some = tuple(each for each in operations if each is not left_out)
        partly = Safeguard(format="demerit.safeguard/1", id="partly", title="", basis="proposal", patch=some)
        assert apply_safeguard(applied, safeguard=partly).scheme != scheme, left_out.path
