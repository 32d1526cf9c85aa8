"""Nested worlds: with responses off, a safeguard that only takes entries away never adds a penalty that lasts as its
grounds do.

Penal bands and lists whose every term is open hold as long as what they rest on; with less to rest on they hold in no
month in which they did not hold before. That is so of persons and months, whatever the cause: what stays may now rest
on a false record alone, so its *cause* may become wrongful, but nobody is penalised who was not.

Lists with a fixed term can move: with the first trigger gone, a later one starts a later term. Those months are
counted and printed (``pytest -rP``); in the schemes below there are few.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.manifest import describe_names
from demerit.ledger.model import FLAGS, LOG_KINDS, Ledger
from demerit.scheme.model import Scheme
from demerit.scheme.safeguard import load_safeguard
from demerit.society.load import SocietyBundle
from demerit.society.model import Responses
from demerit.society.population import populate
from demerit.study.inputs import Inputs, load_inputs, put_on

MONTHS = 36
PERSONS = 2000
Held = dict[tuple[int, str, int], bool]
"""Months in which a subject is on a penal list or in a penal band, and whether that is wrongful."""

NESTED = (
    ("no-spread", "cn-judgment-defaulters-2017"),
    ("no-spread", "cn-rongcheng-2019"),
    ("no-spread", "cn-yangqiao-2019"),
    ("no-spread", "cn-exit-bans-2023"),
    ("expiry-24", "cn-rongcheng-2019"),
    ("expiry-24", "it-parma-housing-2018"),
    ("expiry-12", "it-parma-housing-2018"),
)
"""Safeguards that, on bands and open lists of these schemes, do nothing but take entries away."""


def ledger_of(inputs: Inputs, *, seed: int) -> Ledger:
    """A world with responses off."""
    bundle = replace(inputs.bundle, responses=Responses(format="demerit.responses/1", id="off"))
    people = populate(bundle.society, seed=seed, persons=PERSONS)
    return run(plan(inputs.scheme, bundle, people, seed=seed, months=MONTHS), keep="all", threads=1)


@cache
def worlds(safeguard: str, scheme: str, seed: int) -> tuple[Scheme, Ledger, Ledger]:
    """The scheme, its world, and that with the safeguard."""
    inputs = load_inputs(scheme)
    safer = put_on(inputs, safeguards=[load_safeguard(safeguard)])
    return inputs.scheme, ledger_of(inputs, seed=seed), ledger_of(safer, seed=seed)


def held(scheme: Scheme, ledger: Ledger) -> Held:
    """Read the log: stays of penal lists, runs in penal bands."""
    keys = describe_names(scheme, conduct=None, needs=None)["keys"]
    penal = {key for key, about in keys.items() if about["sort"] == "penal"}
    assert ledger.log is not None
    names = ledger.manifest["log_items"]
    wrongful = 1 << FLAGS.index("wrongful")
    since: dict[tuple[int, str], tuple[int, bool]] = {}
    found: Held = {}

    def close(uid: int, key: str, until: int) -> None:
        begun = since.pop((uid, key), None)
        if begun is not None:
            found.update({(uid, key, month): begun[1] for month in range(begun[0], until)})

    for row in ledger.log:
        kind, key, uid, month = LOG_KINDS[row["kind"]], names[row["item"]], int(row["uid"]), int(row["month"])
        flagged = bool(row["flags"] & wrongful)
        if kind == "band":
            for _, band in [place for place in since if place[0] == uid and place[1].startswith("band:")]:
                close(uid, band, month)
        if kind in ("band", "stay_begin") and key in penal:
            since[uid, key] = (month, flagged)
        elif kind == "stay_end":
            close(uid, key, month)
    for uid, key in list(since):
        close(uid, key, MONTHS)
    for key in penal:
        months = sum(1 for _, name, _ in found if name == key)
        group = f"unit={keys[key]['unit']}" if "unit" in keys[key] else "all"
        assert months == ledger.total(f"{key}:months", group=group), key
    return found


def lasting_as_grounds(scheme: Scheme, safer: Scheme) -> set[str]:
    """Penal bands, and penal lists with nothing but open terms in either world."""
    bands = {f"band:{band.id}" for band in scheme.bands if band.penal}
    fixed = {
        item.id for one in (scheme, safer) for item in one.lists for e in item.entries if e.term.kind == "fixed"
    }  # fmt: skip
    return bands | {f"list:{item.id}" for item in scheme.lists if item.penal and item.id not in fixed}
