"""The manifest of a run: everything that decides its numbers, as plain JSON.

It holds no time and no path, so that the same inputs give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import demerit
from demerit.scheme.model import Rule, Scheme
from demerit.scheme.truth import judges
from demerit.scheme.units import measure_unit, unit_of_list, unit_of_rule
from demerit.society.model import Conduct, Needs

__all__ = ["canonical", "describe_names", "digest", "inputs_hash", "make_manifest", "run_name", "stable"]

INPUTS = ("scheme", "society", "seed", "replicates", "plan_hash", "options", "worlds")
"""Keys of a manifest that decide the numbers; with the version they make the hash in the folder's name."""

PASSING = ("status", "files", "finished")
"""Keys that say how far the writing has come, not what was run."""


def canonical(value: Any, /) -> str:
    """A JSON text with sorted keys and no spaces: the same value gives the same bytes.

    Examples
    --------
    >>> canonical({"b": 1, "a": [True, None]})
    '{"a":[true,null],"b":1}'
    """
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest(value: Any, /) -> str:
    """SHA-256 of the canonical text of a value, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def versions() -> dict[str, str]:
    """Versions of what computed the numbers and wrote the files."""
    found = {"demerit": demerit.__version__, "python": platform.python_version()}
    for package in ("numpy", "numba", "duckdb"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:  # a trial without the compiler
            found[package] = ""
    return found


def make_manifest(
    *,
    scheme: str,
    scheme_hash: str,
    society: str,
    society_hash: str,
    seed: int,
    months: int,
    replicates: int = 1,
    plan_hash: str = "",
    options: Mapping[str, Any] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """Manifest of a run that has not begun.

    Parameters
    ----------
    scheme, scheme_hash, society, society_hash, plan_hash : str
        Ids, and SHA-256 of the resolved forms and of the plan's arrays.
    seed : int
        0 is a seed.
    months, replicates : int
        Counted months; at least 1 each.
    options : mapping
        Options used that change numbers or what is kept; plain JSON values.
    **more
        Further facts, plain JSON values: ``start`` (YYYY-MM), ``burn_in``, ``persons``, ``unit``, ``log_items``, and
        what ``describe_names`` gives.

    Returns
    -------
    dict
        Plain JSON values, with ``status: "incomplete"``.
    """
    manifest: dict[str, Any] = {
        "format": "demerit.run/1",
        "scheme": {"id": scheme, "sha256": scheme_hash},
        "society": {"id": society, "sha256": society_hash},
        "seed": seed,
        "replicates": replicates,
        "months": months,
        "plan_hash": plan_hash,
        "options": dict(options or {}),
        "versions": versions(),
        "status": "incomplete",
    }
    manifest.update(more)
    plain: dict[str, Any] = json.loads(json.dumps(manifest, allow_nan=False))
    return plain


def stable(manifest: Mapping[str, Any], /) -> dict[str, Any]:
    """A manifest without what says how far the writing has come."""
    return {key: value for key, value in manifest.items() if key not in PASSING}


def inputs_hash(manifest: Mapping[str, Any], /) -> str:
    """Eight hexadecimal digits of everything that decides the numbers."""
    inputs = {key: manifest[key] for key in INPUTS if key in manifest}
    inputs["months"] = manifest.get("months")
    inputs["version"] = manifest.get("versions", {}).get("demerit", "")
    return digest(inputs)[:8]


def run_name(manifest: Mapping[str, Any], /) -> str:
    """Name of the folder of a run: ``<scheme>-s<seed>-<8 hexadecimal digits of inputs>``."""
    return f"{manifest['scheme']['id']}-s{manifest['seed']}-{inputs_hash(manifest)}"


def drawn_keys(scheme: Scheme) -> Iterator[str]:
    """Keys of a score that is drawn by published shares: its bands, and lists and measures that hang on bands."""
    if scheme.score.kind == "published":
        yield from (f"band:{band.id}" for band in scheme.bands)
        yield from (f"list:{spec.id}" for spec in scheme.lists if any(entry.band for entry in spec.entries))
        yield from (f"measure:{measure.id}" for measure in scheme.measures if measure.band)


def describe_names(scheme: Scheme, /, *, conduct: Conduct | None, needs: Needs | None) -> dict[str, Any]:
    """What the names in the tallies mean, so that indicators need nothing but the ledger.

    Returns
    -------
    dict
        ``keys`` ({penalty key: label, sort, truth, domain, severity, need}), where ``sort`` is ``penal``,
        ``rewarding``, ``neutral`` or a measure's kind and ``truth`` ``shadow`` or ``target:<id>``, if it is judged;
        ``drawn`` where a band is drawn by published shares, or something hangs on such bands;
        ``behaviours`` ({id: label, gravity, protected, of, scored, watched, rewarded, hours});
        ``needs`` ({id: label, essential, domain, per if it is firms that ask}); ``channels`` ({id: label}), ``rules``
        ({id: label, on}); ``obligations`` ({id: of}). Keys and rules that are not of the main unit have their ``unit``.
    """
    keys: dict[str, Any] = {}
    for spec in scheme.lists:
        keys[f"list:{spec.id}"] = {"label": spec.label, "sort": "penal" if spec.penal else "rewarding"}
    for band in scheme.bands:
        sort = "penal" if band.penal else "rewarding" if band.rewarding else "neutral"
        keys[f"band:{band.id}"] = {"label": band.label, "sort": sort}
    for measure in scheme.measures:
        keys[f"measure:{measure.id}"] = {
            "label": measure.label, "sort": measure.kind, "domain": measure.domain, "severity": measure.severity,
            "need": measure.need,
        }  # fmt: skip
    for key, target in judges(scheme).items():
        keys[key]["truth"] = "shadow" if target is None else f"target:{target.id}"
    for key in drawn_keys(scheme):
        keys[key]["drawn"] = True
    rewarded = {rule.on for rule in scheme.rules if rewards(scheme, rule)}
    scored = {rule.on for rule in scheme.rules if rule.on}
    watched = {watch.behaviour for channel in scheme.channels for watch in channel.watches}
    behaviours = {
        act.id: {
            "label": act.label, "gravity": act.gravity, "protected": act.protected, "of": act.of,
            "scored": act.id in scored, "watched": act.id in watched,
            "rewarded": act.id in rewarded, "hours": act.effort.value if act.effort else None,
        }
        for act in (conduct.behaviours if conduct else ())
    }  # fmt: skip
    rules: dict[str, Any] = {rule.id: {"label": rule.label, "on": rule.on} for rule in scheme.rules}
    main = scheme.subjects.unit
    told = [(keys[f"list:{listed.id}"], unit_of_list(scheme, listed.id)) for listed in scheme.lists]
    told += [(keys[f"measure:{measure.id}"], measure_unit(scheme, measure)) for measure in scheme.measures]
    told += [(rules[rule.id], unit_of_rule(scheme, rule.id)) for rule in scheme.rules]
    for about, unit in told:
        if unit != main:
            about["unit"] = unit
    return {
        "keys": keys,
        "behaviours": behaviours,
        "needs": {
            need.id: {"label": need.label, "essential": need.essential, "domain": need.domain}
            | ({"per": need.per} if need.per == "firm" else {})
            for need in (needs.needs if needs else ())
        },
        "channels": {channel.id: {"label": channel.label} for channel in scheme.channels},
        "rules": rules,
        "obligations": {
            act.opens: {"of": act.of} for act in reversed(conduct.behaviours if conduct else ()) if act.opens
        },
    }


def rewards(scheme: Scheme, rule: Rule) -> bool:
    """Whether a record under the rule gains something: points that are not adverse, or a place on a rewarding list."""
    table = rule.points
    given = [] if table is None else [table.value, *(x for part in table.by.values() for x in part.values())]
    given += [case.value for case in table.where] if table is not None else []
    leads = any(e.rule == rule.id for item in scheme.lists if not item.penal for e in item.entries)
    return rule.adverse is not True and (leads or rule.schedule is not None or any(x > 0 for x in given))
