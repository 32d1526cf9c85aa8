"""The reference pages name every id, kind, cause and flag that the code knows."""

from __future__ import annotations

import re
from pathlib import Path

from demerit.ledger.model import CAUSES, FLAGS, LOG_KINDS
from demerit.outcomes.tabulate import tabulate
from demerit.outcomes.worlds import compare
from tests.unit.outcomes.ledgers import ledger
from tests.unit.outcomes.test_judged import CELLS, KEY, world

DOCS = Path(__file__).parents[3] / "docs" / "reference"
PAGE = (DOCS / "indicators.md").read_text(encoding="utf-8")


def templates() -> list[re.Pattern[str]]:
    """Ids of the page as patterns; an id that begins with a colon goes on from the one before."""
    found: list[str] = []
    for line in PAGE.splitlines():
        if not line.startswith("|"):
            continue
        for name in re.findall(r"`([^`]+)`", line.split("|")[1]):
            if name.startswith(":"):
                depth = name.strip(":").count(":") + (2 if name.endswith(":") else 1)
                stem = found[-1].split(":")
                tail = f":{stem[-1]}" if name.endswith(":") else ""
                name = ":".join(stem[:-depth]) + ":" + name.strip(":") + tail
            found.append(name)
    causes, flags = "|".join(CAUSES), "|".join(FLAGS)
    patterns = []
    for name in found:
        pattern = re.escape(name).replace("<id>", "[a-z0-9_]+").replace("<side>", "(wrong|right)")
        pattern = pattern.replace("<flag>", f"({flags})").replace("<cause>", f"({causes})")
        pattern = re.sub(r"^K(?=:|$)|(?<=:)K$", "(list|band|measure):[a-z0-9_]+", pattern)
        patterns.append(re.compile(pattern))
    return patterns


def test_every_id_stands_on_the_page() -> None:
    judged = world({**CELLS, f"{KEY}:ended:1": 9, "redress:made:wrong": 1, "redress:notice_months:wrong": 1,
                    "redress:adverse:wrong": 1, "band:low:cohort": 9})  # fmt: skip
    rows = [*tabulate(ledger()), *compare(ledger(), ledger()), *tabulate(judged)]
    ids = {row.id.removesuffix(":ratio").removesuffix(":difference") for row in rows}
    known = templates()
    assert sorted(ident for ident in ids if not any(pattern.fullmatch(ident) for pattern in known)) == []


def test_the_page_of_runs_names_every_code_in_order() -> None:
    text = " ".join((DOCS / "runs.md").read_text(encoding="utf-8").split())
    for words in (LOG_KINDS, CAUSES, FLAGS):
        assert ", ".join(words) in text
