"""The index of the catalogue: what a listing shows, kept ready, so that no scheme has to be read for it.

``python -m demerit.cli.catalog_index`` makes ``catalog/index.json`` anew; a test says when it is out of date.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from demerit.errors import UsageError, nearest

__all__ = ["KINDS", "REAL", "STATUSES", "UNREAL", "chosen", "country_of", "counts", "read_index"]

KINDS = ("points", "list", "gate", "scorecard", "rates", "discretion", "rating", "reward")
REAL = ("in_force", "ended", "pilot")
"""Status of a scheme that was or is in use somewhere."""
UNREAL = ("proposed", "alleged", "fictional")
"""Status of a scheme that was never seen in use; these are never counted with the others, nor with each other."""
STATUSES = (*REAL, *UNREAL)
ALSO_WRITTEN = {"gb": "uk"}
"""Codes of countries that people write beside those of the ids."""


def read_index() -> dict[str, Any]:
    """Read the index that comes with the package."""
    made: dict[str, Any] = json.loads((files("demerit") / "catalog" / "index.json").read_text(encoding="utf-8"))
    return made


def chosen(index: Mapping[str, Any], /, *, country: str = "", kind: str = "", status: str = "") -> dict[str, Any]:
    """Part of the index that fits every choice that is not empty.

    Parameters
    ----------
    index : mapping
    country : str
        Code of two or three letters, or name, in any case of letters.
    kind, status : str
        As schemes write them.

    Returns
    -------
    dict
        As the index. With a choice: the schemes that fit, their societies and countries, and no safeguards, which
        belong to no scheme.

    Raises
    ------
    UsageError
        R323 if the catalogue knows no such country, or the format no such kind or status.
    """
    place = country_of(index, country)["code"] if country else ""
    for what, value, known in (("kind", kind, KINDS), ("status", status, STATUSES)):
        if value and value not in known:
            raise UsageError("R323", f'there is no {what} of scheme called "{value}"', nearest(value, known))
    if not (place or kind or status):
        return {**index, "counts": counts(index["schemes"])}
    asked = {"country": place, "kind": kind, "status": status}
    found = [item for item in index["schemes"] if all(item[key] == value for key, value in asked.items() if value)]
    societies, countries = {item["society"] for item in found}, {item["country"] for item in found}
    return {
        **index,
        "counts": counts(found),
        "countries": [item for item in index["countries"] if item["code"] in countries],
        "schemes": found,
        "societies": [item for item in index["societies"] if item["id"] in societies],
        "safeguards": [],
    }


def country_of(index: Mapping[str, Any], written: str, /) -> Mapping[str, str]:
    """Country of the catalogue by either code or by name.

    Raises
    ------
    UsageError
        R323 if the catalogue has none of that name.
    """
    word = ALSO_WRITTEN.get(written.casefold(), written.casefold())
    for item in index["countries"]:
        if word in (item["code"].casefold(), item["short"], item["name"].casefold()):
            found: Mapping[str, str] = item
            return found
    known = ", ".join(f"{item['short'].upper()} ({item['name']})" for item in index["countries"])
    raise UsageError("R323", f'the catalogue has no country called "{written}"', f"Known: {known}.")


def counts(schemes: Iterable[Mapping[str, Any]], /) -> dict[str, int]:
    """How many schemes there are that are or were real, and how many of each other status."""
    statuses = ["real" if item["real"] else item["status"] for item in schemes]
    return {name: statuses.count(name) for name in ("real", *UNREAL)}
