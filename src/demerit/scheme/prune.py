"""What cannot be without a part of a scheme that is taken away: entries of a rule, measures on it, its name."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

__all__ = ["NO_WAY_IN", "NO_WAY_OUT", "prune"]

Plain: TypeAlias = dict[str, Any]

HANG: Final = {
    "measures": ("list", "copy", "gate", "discretion", "rule", "channel"),
    "spread": ("rule", "list", "lands"),
    "entries": ("rule", "band", "list"),
    "terms": ("list",),
}
"""Keys by which a part hangs on another: without that it goes too."""

NO_WAY_IN: Final = "A safeguard took the only way in."
"""Note of a list or band that nobody can come to any more; such a band may be named all the same."""

NO_WAY_OUT: Final = "The only way out was of a way in that a safeguard took."
"""Note of a list with open terms whose exits are gone."""


def prune(data: Plain, gone: set[str], /) -> None:
    """Take away what names parts that are gone, in place.

    Ways onto a list, measures, ties and terms that hang on such a part go with it, and so on; from lists of ids the
    name goes, and with the last name what would then mean everything. A list that nobody can enter stays, and says so.

    Parameters
    ----------
    data : dict
        Plain data of a scheme.
    gone : set of str
        Ids; those that go with them are added.
    """
    before = -1
    while before != len(gone):
        before = len(gone)
        for listed in data.get("lists", []):
            drop(listed, "entries", gone)
        for section in ("measures", "spread"):
            drop(data, section, gone)
        drop(data.get("score", {}), "terms", gone)
    for listed in data.get("lists", []):
        for key in ("implies", "not_if", "replaces"):
            unname(listed, key, gone)
        for way_out in listed.get("exits", []):
            if unname(way_out, "entries", gone):
                gone.add(way_out["id"])
        if "exits" in listed:
            listed["exits"] = [way_out for way_out in listed["exits"] if way_out["id"] not in gone]
            open_terms = any(entry["term"]["kind"] == "open" for entry in listed.get("entries", []))
            if open_terms and not listed["exits"] and not listed.get("note"):
                listed["note"] = NO_WAY_OUT
    for gate in data.get("gates", []):
        unname(gate, "lost_on", gone)
    for choice in data.get("discretion", []):
        if unname(choice, "after", gone):
            choice.pop("after_factor", None)
    if unname(data.get("redress", {}), "rules", gone):  # else all others could be contested
        data["redress"].pop("notice", None)
        data["redress"].pop("instances", None)
    unname(data.get("redress", {}), "lists", gone)
    for section in ("measures", "lists", "channels", "association"):
        for name in gone & data.get("declaration", {}).get(section, {}).keys():
            del data["declaration"][section][name]
    for target in data.get("targets", []):
        if target.get("of") in gone:
            del target["of"]
    say_closed(data)


def drop(holder: Plain, section: str, gone: set[str]) -> None:
    """Take the items of a section away that hang on what is gone."""
    items = holder.get(section)
    if items:
        lost = [item for item in items if any(item.get(key) in gone for key in HANG[section])]
        gone.update(item["id"] for item in lost)
        holder[section] = [item for item in items if item not in lost]


def unname(holder: Plain, key: str, gone: set[str]) -> bool:
    """Take names that are gone from a list of ids; whether that left none of them."""
    names = holder.get(key)
    if not names or not gone & set(names):
        return False
    left = [name for name in names if name not in gone]
    if left:
        holder[key] = left
    else:
        del holder[key]
    return not left


def say_closed(data: Plain) -> None:
    """Give a note to lists that nobody can enter any more."""
    implied = {name for listed in data.get("lists", []) for name in listed.get("implies", [])}
    landed = {spread.get("lands") for spread in data.get("spread", [])}
    for listed in data.get("lists", []):
        if not listed.get("entries") and not listed.get("note") and listed["id"] not in implied | landed:
            listed["note"] = NO_WAY_IN
