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
from demerit.evidence.catalogue import catalogue_ids
from demerit.ledger.manifest import describe_names
from demerit.ledger.model import FLAGS, LOG_KINDS, Ledger
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Scheme
from demerit.scheme.safeguard import Safeguard, load_safeguard
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
    ("expiry-24", "it-parma-housing-2018"),
    ("expiry-12", "it-parma-housing-2018"),
)
"""Safeguards that, on bands and open lists of these schemes, do nothing but take entries away."""


EXPIRES = ("nl-fsv-2013", "nl-toeslagen-rcm-2013", "us-debt-license-suspension-2019", "us-midas-2013")
"""Schemes with penal lists whose terms are open, of those that run fastest."""

EXPIRE_TOO = (
    "au-robodebt-2016", "cn-exit-bans-2023", "cn-henan-sites-2019", "cn-jinan-dogs-2017", "cn-joint-punishment-2018",
    "cn-judgment-defaulters-2017", "cn-ringtone-shaming-2017", "cn-rongcheng-firms-2021",
    "cn-tax-major-violations-2022", "cn-wuxi-afu-2019", "cn-zhima-2016", "us-no-fly-2016",
    "us-sex-offender-registry-2006",
)  # fmt: skip
"""All others of the catalogue."""


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


def open_lists(scheme: Scheme) -> set[str]:
    """Keys of penal lists with a way in whose term is open."""
    return {f"list:{x.id}" for x in scheme.lists if x.penal and any(e.term.kind == "open" for e in x.entries)}


def expired(scheme: str, safeguard: Safeguard) -> tuple[int, int, int]:
    """Months on open lists without a safeguard, of these those that are gone with it, and those that came with it."""
    before = load_inputs(scheme)
    after = put_on(before, safeguards=[safeguard])
    then, now = (held(one.scheme, ledger_of(one, seed=3)) for one in (before, after))
    lists = open_lists(before.scheme)
    steady = [place for place in then if place[1] in lists]
    return len(steady), sum(place not in now for place in steady), sum(p not in then for p in now if p[1] in lists)


@pytest.mark.parametrize("scheme", [*EXPIRES, *(pytest.param(name, marks=pytest.mark.slow) for name in EXPIRE_TOO)])
def test_an_expiry_adds_no_month_to_an_open_list(scheme: str) -> None:
    before, gone, added = expired(scheme, load_safeguard("expiry-12"))
    assert added == 0
    assert gone > 0 or scheme not in EXPIRES
    print(f"{scheme}: {before} months, {gone} gone")


def test_an_open_term_made_a_fixed_one_would_add_months() -> None:
    """What the expiries did once: repair and the end of an obligation could not end a stay any more."""
    once = load_safeguard("expiry-24")
    everywhere = {"term.kind=fixed].term.length": "*].term.length", "rates=*].term.kind": "*].term.kind"}
    fixed = once.patch
    for narrow, wide in everywhere.items():
        fixed = tuple(replace(each, path=each.path.replace(narrow, wide)) for each in fixed)
    assert fixed != once.patch
    assert expired("cn-joint-punishment-2018", replace(once, patch=fixed))[2] > 0


def test_the_schemes_tried_are_all_that_have_open_lists() -> None:
    assert {name for name in catalogue_ids("schemes") if open_lists(load_scheme(name)[0])} == {*EXPIRES, *EXPIRE_TOO}
