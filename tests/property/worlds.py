"""Worlds with responses off, and what their logs say of who was on what, when and for which causes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.manifest import describe_names
from demerit.ledger.model import FLAGS, LOG_KINDS, Ledger
from demerit.scheme.model import Scheme
from demerit.society.load import SocietyBundle
from demerit.society.model import Responses
from demerit.society.population import populate
from tests.strategies import Trial

__all__ = ["EVENTS", "Spell", "events", "penal_keys", "played", "said", "spells", "whole", "without_responses"]

EVENTS = ("denied", "burden", "loss")


class Spell(NamedTuple):
    """A stay on a penal list or a run in a penal band, and what was said of it when it began."""

    uid: int
    key: str
    begun: int
    until: int
    flags: frozenset[str]


def without_responses(bundle: SocietyBundle) -> SocietyBundle:
    """The same society, in which nobody changes what they do."""
    return replace(bundle, responses=Responses(format="demerit.responses/1", id="off"))


def played(trial: Trial, scheme: Scheme | None = None) -> Ledger:
    """The world of a trial with responses off, or of another scheme on the same people with the same dice."""
    return whole(replace(trial, scheme=scheme or trial.scheme, bundle=without_responses(trial.bundle)))


def whole(trial: Trial) -> Ledger:
    """The world of a trial as it is, with its whole log; the manifest says what the names mean, as that of a folder."""
    people = populate(trial.bundle.society, seed=trial.seed, persons=trial.persons)
    made = plan(trial.scheme, trial.bundle, people, seed=trial.seed, months=trial.months, burn_in=trial.burn_in)
    ledger = run(made, keep="all", threads=1)
    names = describe_names(trial.scheme, conduct=trial.bundle.conduct, needs=trial.bundle.needs)
    return replace(ledger, manifest={**ledger.manifest, **names, "months": trial.months})


def penal_keys(scheme: Scheme) -> dict[str, str]:
    """Penal lists and bands, with the group in which each is counted."""
    keys = describe_names(scheme, conduct=None, needs=None)["keys"]
    penal = {key: about for key, about in keys.items() if about["sort"] == "penal"}
    return {key: f"unit={about['unit']}" if "unit" in about else "all" for key, about in penal.items()}


def said(flags: int) -> frozenset[str]:
    """Flags of a row of the log by name."""
    return frozenset(name for place, name in enumerate(FLAGS) if flags >> place & 1)


def spells(scheme: Scheme, ledger: Ledger) -> list[Spell]:
    """All of them, burn-in included; they reconcile to the counts of months."""
    penal = penal_keys(scheme)
    months = int(ledger.manifest["months"])
    assert ledger.log is not None
    names = ledger.manifest["log_items"]
    since: dict[tuple[int, str], tuple[int, frozenset[str]]] = {}
    found: list[Spell] = []

    def close(uid: int, key: str, until: int) -> None:
        begun = since.pop((uid, key), None)
        if begun is not None:
            found.append(Spell(uid, key, begun[0], until, begun[1]))

    for row in ledger.log:
        kind, key, uid, month = LOG_KINDS[row["kind"]], names[row["item"]], int(row["uid"]), int(row["month"])
        if kind == "band":
            for _, band in [place for place in since if place[0] == uid and place[1].startswith("band:")]:
                close(uid, band, month)
        if kind in ("band", "stay_begin") and key in penal:
            since[uid, key] = (month, said(int(row["flags"])))
        elif kind == "stay_end":
            close(uid, key, month)
    for uid, key in list(since):
        close(uid, key, months)
    for key, group in penal.items():
        counted = sum(spell.until - max(0, spell.begun) for spell in found if spell.key == key and spell.until > 0)
        told = ledger.total(f"{key}:months", group=group)
        assert counted == told, key
    return found


def events(ledger: Ledger) -> Counter[tuple[int, int, str, frozenset[str]]]:
    """Refusals, burdens and losses: whose file, when, by which measure, with which flags."""
    assert ledger.log is not None
    names = ledger.manifest["log_items"]
    return Counter(
        (int(row["uid"]), int(row["month"]), names[row["item"]], said(int(row["flags"])))
        for row in ledger.log
        if LOG_KINDS[row["kind"]] in EVENTS
    )
