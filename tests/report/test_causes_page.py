"""The tables of causes: everything that the document says of the first penalty, in print, group by group."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from demerit.ledger.model import FLAGS
from demerit.outcomes.document import result_document
from demerit.report.blocks import Paragraph, Table
from demerit.report.causes_page import causes, causes_apart
from demerit.report.figures import percents
from demerit.report.reading import Reading
from demerit.report.words import CAUSE_GROUPS, CAUSES, COLUMNS, say
from demerit.scheme.model import FalseRecords, SpreadRule
from tests.builders import quantity
from tests.property.test_causes_left_out import CARD, COUNTER, TRAIN, case, lister
from tests.property.worlds import whole


@cache
def document() -> dict[str, Any]:
    """A list that people come on for littering, for queueing, for what never happened, and for each other."""
    scheme = lister(
        eye={"false_records": FalseRecords(rate=quantity(1.0, "per_year"))},
        spread=(SpreadRule(id="home", list="black", to="household"),),
        gates=(CARD,),
        measures=COUNTER[:2],
    )
    made = result_document(whole(case(scheme, needs=(TRAIN,))))
    return made | {"headline": "list:black"}


def tables(blocks: Any) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def row_of(key: str, group: str = "all") -> dict[str, Any]:
    """Row of the document."""
    row: dict[str, Any] = next(row for row in document()["causes"] if (row["key"], row["group"]) == (key, group))
    return row


def test_each_cause_is_printed_with_its_range_or_named_as_absent() -> None:
    blocks = list(causes(Reading(document())))
    (table,) = tables(blocks)
    row, printed = row_of("list:black"), {cells[0].strip(): cells for cells in table.rows}
    absent = next(block.text for block in blocks if isinstance(block, Paragraph) and block.tone == "quiet")
    for flag, parts in CAUSE_GROUPS.items():
        name = say(f"cause.{flag}") if len(parts) > 1 else CAUSES[parts[0]]
        share = row["flags"].get(flag, {})
        if sum(row["split"][cause]["value"] for cause in parts) == 0 and not share.get("value"):
            assert name.partition(":")[0] in absent
        elif len(parts) == 1 and share:
            assert printed[name][1:3] == percents(share["value"], share["low"], share["high"])
    partly = row["flags"]["tainted"]
    share, ends = percents(partly["value"], partly["low"], partly["high"])
    assert partly["value"] > 0
    assert printed[say("cause.tainted")][1:3] == (f"({share})", ends)
    assert say("cause.unvaried") in printed[say("cause.wrongful")]


def test_the_second_column_adds_to_all() -> None:
    (table,) = tables(causes(Reading(document())))
    whole_rows = [cells[3] for cells in table.rows if cells[3] and not cells[3].startswith("(")]
    total = sum(float(cell.replace("\N{NO-BREAK SPACE}", " ").split()[0]) for cell in whole_rows)
    assert total == pytest.approx(100, abs=0.5 * len(whole_rows))
    assert sum(part["value"] for part in row_of("list:black")["split"].values()) == pytest.approx(1, abs=1e-15)


def test_groups_and_other_penalties_have_every_judgement_with_its_range() -> None:
    reading = Reading(document())
    others, groups = tables(causes_apart(reading))
    titles = [column.title for column in groups.columns]
    printed = 0
    counted = [group for group in reading.groups if row_of("list:black", group)["n"]]
    for group, cells in zip(counted, (cells for cells in groups.rows if cells[1]), strict=True):
        row = row_of("list:black", group)
        assert cells[0].strip() == reading.group_label(group).rpartition(": ")[2]
        for flag in FLAGS:
            share = row["flags"][flag]
            title = COLUMNS[f"flag.{flag}"]
            if title in titles:
                said, ends = percents(share["value"], share["low"], share["high"])
                place = titles.index(title)
                assert cells[place : place + 2] == (said, ends.removesuffix("%").rstrip())
                printed += 1
            else:
                assert not row_of("list:black")["flags"][flag]["value"]
    assert printed > 20
    assert COLUMNS["flag.no_record"] in [column.title for column in others.columns]
    assert len(others.rows) == 2
    assert COLUMNS["flag.tainted"] in titles
