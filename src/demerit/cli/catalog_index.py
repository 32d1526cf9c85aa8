"""The file ``catalog/index.json``, made from the catalogue, from which ``demerit catalog`` is printed.

``python -m demerit.cli.catalog_index > src/demerit/catalog/index.json`` writes it anew.
"""

from __future__ import annotations

import json
from typing import Any

__all__ = ["catalog_index", "index_text"]

FICTION = "no country (fiction)"


def catalog_index() -> dict[str, Any]:
    """Countries, schemes, societies and safeguards of the catalogue, from their files."""
    from demerit.evidence.catalogue import catalogue_ids
    from demerit.report.listing import safeguard_entry, scheme_entry, society_entry
    from demerit.scheme.load import load_scheme
    from demerit.scheme.safeguard import load_safeguard
    from demerit.society.load import load_society

    schemes = [scheme_entry(load_scheme(name)[0]) for name in catalogue_ids("schemes")]
    return {
        "schema": "demerit.catalog/1",
        "countries": countries(schemes),
        "schemes": schemes,
        "societies": [society_entry(load_society(name)) for name in catalogue_ids("societies")],
        "safeguards": [safeguard_entry(load_safeguard(name)) for name in catalogue_ids("safeguards")],
    }


def countries(schemes: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Countries of schemes: the code of three letters, that of the ids, and the name; those of fiction come last."""
    from demerit.society.build import places

    names = {code: place.name for code, place in places().items()}
    short = {item["country"]: item["id"].partition("-")[0] for item in schemes}
    found = [{"code": code, "short": short[code], "name": names.get(code, FICTION)} for code in short]
    return sorted(found, key=lambda item: (item["name"] == FICTION, item["name"]))


def index_text() -> str:
    """Text of the file."""
    return json.dumps(catalog_index(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(index_text())
