"""Nested worlds: with responses off, a safeguard that only takes entries away never adds a penalty that lasts as its
grounds do.

Penal bands and lists whose every term is open hold as long as what they rest on; with less to rest on they hold in no
month in which they did not hold before. That is so of persons and months, whatever the cause: what stays may now rest
on a false record alone, so its *cause* may become wrongful, but nobody is penalised who was not.

Lists with a fixed term can move: with the first trigger gone, a later one starts a later term; and one who is listed
anew after a term brings others with them anew. Those months are counted and printed (``pytest -rP``).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.manifest import describe_names
from demerit.ledger.model import FLAGS, LOG_KINDS, Ledger
from demerit.scheme.model import Scheme
from demerit.scheme.safeguard import load_safeguard
from demerit.society.model import Responses
from demerit.society.population import populate
from demerit.study.inputs import Inputs, load_inputs, put_on

MONTHS = 36
PERSONS = 2000
BANDS = "bands"
"""All penal bands as one: with less in the file a subject may be in a better one of several."""

Held = dict[tuple[int, str, int], bool]
"""Months in which a subject is on a penal list or in a penal band, and whether that is wrongful."""

NESTED = (
    ("no-spread", "cn-judgment-defaulters-2017"),
    ("no-spread", "cn-rongcheng-2019"),
    ("no-spread", "cn-yangqiao-2019"),
    ("no-spread", "cn-rongcheng-firms-2021"),
    ("no-spread", "cn-joint-punishment-2018"),
    ("expiry-24", "cn-rongcheng-2019"),
    ("expiry-24", "cn-rongcheng-firms-2021"),
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
    return {(uid, BANDS if key.startswith("band:") else key, month): bad for (uid, key, month), bad in found.items()}


def lasting_as_grounds(scheme: Scheme, safer: Scheme) -> set[str]:
    """Penal bands as one, and penal lists with nothing but open terms in either world.

    A list that is entered only from another is not among them where some list has a fixed term: who is listed anew
    after a term brings others with them anew.
    """
    both = [item for one in (scheme, safer) for item in one.lists]
    fixed = {item.id for item in both if any(e.term.kind == "fixed" for e in item.entries)}
    fed = {item.id for item in both if fixed and not item.entries}
    return {BANDS, *(f"list:{item.id}" for item in scheme.lists if item.penal and item.id not in fixed | fed)}


@pytest.mark.parametrize(("safeguard", "scheme"), NESTED)
def test_taking_entries_away_adds_no_month_to_what_lasts_as_its_grounds_do(safeguard: str, scheme: str) -> None:
    moved = dict.fromkeys(("held", "gone", "newly wrongful", "fixed-term months moved", "months on fixed terms"), 0)
    for seed in (1, 2):
        one, before, after = worlds(safeguard, scheme, seed)
        safer = put_on(load_inputs(scheme), safeguards=[load_safeguard(safeguard)]).scheme
        lasting = lasting_as_grounds(one, safer)
        then, now = held(one, before), held(safer, after)
        added = [place for place in now if place not in then and place[1] in lasting]
        assert added == [], f"{safeguard} on {scheme}: {len(added)} months were added"
        steady = [place for place in then if place[1] in lasting]
        moved["held"] += len(steady)
        moved["gone"] += sum(place not in now for place in steady)
        moved["newly wrongful"] += sum(now[place] and not then[place] for place in now if place[1] in lasting)
        moved["fixed-term months moved"] += sum(place not in then for place in now if place[1] not in lasting)
        moved["months on fixed terms"] += sum(place[1] not in lasting for place in then)
    assert moved["held"] > 0, "nothing was held, so nothing was tried"
    print(f"{safeguard} on {scheme}: {moved}")
