"""Hand-made ledgers for tests of indicators."""

from __future__ import annotations

from typing import Any

import numpy as np

from demerit.draws import stream_key
from demerit.ledger.manifest import make_manifest
from demerit.ledger.model import AGES, BLOCKS, CAUSES, FLAGS, LOG_DTYPE, LOG_KINDS, SPLIT_UNIT, Counts, Ledger

GROUPS = ("all", "sex=female", "sex=male", "age=old", "age=young", "age=rare")


def noise(name: str, replicate: int, *, high: int, size: int = BLOCKS) -> np.ndarray[Any, Any]:
    """Whole numbers below ``high`` that look random and never change."""
    start = stream_key(replicate, f"test:{name}") % 1_000_003
    places = np.arange(1, size + 1, dtype=np.uint64)
    mixed = (places * np.uint64(2654435761) + np.uint64(start)) * np.uint64(40503) % np.uint64(1_000_003)
    return (mixed % np.uint64(high)).astype(np.int64)


def spread(name: str, replicate: int, *, high: int, rare: int | None = None) -> Counts:
    """A tally whose groups add up: all = women + men = old + young + rare."""
    women, men = noise(name + "f", replicate, high=high), noise(name + "m", replicate, high=high)
    whole = women + men
    few = np.minimum(whole, noise(name + "r", replicate, high=2) if rare is None else rare)
    few = np.where(np.arange(BLOCKS) < 4, few, 0)
    young = (whole - few) // 3
    return np.stack([whole, women, men, whole - few - young, young, few]).astype(np.int64)


def subjects(replicate: int) -> Counts:
    base = np.array([[200], [90], [110], [139], [60], [1]]) * np.ones((1, BLOCKS), np.int64)
    base[5, 4:] = 0
    base[3] = base[0] - base[4] - base[5]
    return (base + 0 * replicate).astype(np.int64)


def manifest(**more: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "scheme": "xx-a-2020", "scheme_hash": "a", "society": "s", "society_hash": "b", "seed": 0, "months": 24,
        "persons": 12800, "unit": "person",
        "keys": {
            "list:bad": {"label": "", "sort": "penal"},
            "measure:no_train": {"label": "", "sort": "deny", "domain": "travel", "severity": 2, "need": "train"},
        },
        "needs": {"train": {"essential": True, "domain": "travel"}},
        "behaviours": {
            "speech": {"gravity": 0, "protected": "expression", "scored": True},
            "prayer": {"gravity": 0, "protected": "religion", "scored": False},
            "theft": {"gravity": 3, "protected": "none", "scored": True},
        },
    }  # fmt: skip
    return make_manifest(**{**given, **more})


def ledger(*, replicate: int = 0, with_log: bool = False, factor: int = 1, **more: Any) -> Ledger:
    """A ledger with every kind of tally."""
    tallies: dict[str, Counts] = {"subjects": subjects(replicate)}

    def put(name: str, high: int) -> Counts:
        tallies[name] = spread(name, replicate, high=high)
        return tallies[name]

    for key, months in (("list:bad", True), ("measure:no_train", False)):
        events = put(f"{key}:events", 9 * factor)
        tallies[f"{key}:people"] = events - events // 5
        for flag in FLAGS[:3]:
            tallies[f"{key}:events:{flag}"] = events // (2 + len(flag) % 3)
            tallies[f"{key}:people:{flag}"] = tallies[f"{key}:people"] // 3
        tallies[f"{key}:split:{CAUSES[0]}"] = events * (SPLIT_UNIT // 3)
        tallies[f"{key}:split:{CAUSES[2]}"] = events * (2 * SPLIT_UNIT // 3)
        if months:
            tallies[f"{key}:now"] = events // 2
            tallies[f"{key}:months"] = events * 7
            tallies[f"{key}:months:wrongful"] = events * 2
            for hop in range(4):
                tallies[f"{key}:hop:{hop}"] = events // (hop + 1)
    tallies["any:people"] = tallies["list:bad:people"] + tallies["measure:no_train:people"]
    tallies["any:people:wrongful"] = tallies["any:people"] // 4
    for kind, high in (("acts", 60), ("right", 25), ("false", 4), ("mistaken", 3), ("misread", 2)):
        put(f"channel:eye:{kind}", high)
    tallies["channel:eye:caught"] = tallies["channel:eye:acts"] // 3
    tallies["channel:eye:months_clean"] = subjects(replicate) * 20
    put("channel:eye:months_false", 4)
    put("need:train:requests", 80)
    tallies["need:train:refused"] = tallies["measure:no_train:events"]
    put("barred2:months", 3)
    put("rule:steal:entries", 20)
    tallies["rule:steal:reversed"] = tallies["rule:steal:entries"] // 6
    for act in ("speech", "prayer", "theft"):
        put(f"behaviour:{act}:acts", 40)
    tallies["behaviour:prayer:expected"] = np.full_like(tallies["subjects"], 65536 * 5 // 2)
    made = put("redress:made:wrong", 12)
    for share, step in enumerate(("noticed", "filed", "won", "lost", "pending", "lifted"), start=2):
        tallies[f"redress:{step}:wrong"] = made // share
    for age in range(AGES):
        put(f"correction:{age}", 2 if age < 12 else 1)
        put(f"lapse:{age}", 2 if age in (6, 12, 24) else 1)
        put(f"censored:{age}", 2 if age > 20 else 1)
    log = refusals(replicate) if with_log else None
    series = {"list:bad:now": np.arange(24, dtype=np.int64)}
    return Ledger(
        manifest=manifest(**more), groups=GROUPS, tallies=tallies, series=series, log=log, replicate=replicate
    )


def refusals(replicate: int) -> np.ndarray[Any, Any]:
    """A log of 3,000 refusals, very unequal."""
    log = np.zeros(3000, LOG_DTYPE)
    draws = noise("log", replicate, high=1000, size=3000)
    log["uid"] = np.sort(draws**2 * 12800 // 1000**2)
    log["order"] = np.arange(3000)
    log["kind"] = LOG_KINDS.index("denied")
    return log
