"""The page of a run: the answer in sentences, then pictures with their tables, then what to take away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from demerit.report.blocks import Block, Paragraph, Table
from demerit.report.causes_page import causes, causes_apart
from demerit.report.figures import count
from demerit.report.reading import Reading
from demerit.report.result_page import against_truth, events, evidence, lasting, opening, quoted, settings, wrong
from demerit.report.result_tables import reached_table
from demerit.report.result_words import SECTIONS, tell
from demerit.report.take_away import asides
from demerit.report.views.courses import over_time, stays, wrong_entries
from demerit.report.views.ends import guesses
from demerit.report.views.field import people
from demerit.report.views.model import Figure, Link, Section, View
from demerit.report.views.reach import bearers, origins, reached_figures, spread
from demerit.report.views.refused import refused
from demerit.report.views.said import left_out, said_of
from demerit.report.views.sure import sure
from demerit.report.words import COLUMNS, LIMITS, held, say
from demerit.study.backing import Backing, read_backing
from demerit.study.swept import swept_before

__all__ = ["result_view", "sections", "view_of_run"]

Parts = Iterable[Block | Figure]


def view_of_run(folder: Path, /) -> View:
    """Page of the folder of a finished run.

    Raises
    ------
    RunError
        R202 ... R205 if it is none, or is damaged.
    """
    return result_view(read_backing(folder), swept=swept_before(folder))


def result_view(backing: Backing, /, *, swept: Mapping[str, Any] | None = None) -> View:
    """Page of a finished run, and of its sweep if there is one."""
    reading = Reading(backing.document)
    run = reading.run
    said = [block.text for block in opening(reading) if isinstance(block, Paragraph)]
    if run["replicates"] > 1:
        said.append(say("pooled", replicates=count(run["replicates"])))
    parts: dict[str, Parts] = {
        "people": people(reading, backing.evidence([reading.headline] if reading.headline else [])),
        "reached": (*reached_figures(reading, backing), *rewarded(reading)),
        "causes": (*origins(reading, backing), *causes(reading), *causes_apart(reading)),
        "groups": bearers(reading, backing.evidence([reading.headline] if reading.headline else [])),
        "time": over_time(reading, backing),
        "wrong": (*guesses(reading, backing), *unfigured(wrong(reading)), *against_truth(reading)),
        "sure": sure(swept),
        "spread": spread(reading, backing),
        "conduct": (Paragraph(tell("conduct.none", scheme=run["scheme"]["id"])),),
        "lasting": (*lasting(reading), *stays(reading, backing), *wrong_entries(reading, backing)),
        "refused": (*refused(reading, backing), *events(reading)),
        "said": said_of(reading),
        "evidence": evidence(reading),
        "limits": left_out(reading),
        "run": settings(reading, (), None, ""),
    }
    return View(
        page="result",
        title=str(run["title"]),
        first_line=str(run.get("first_line", "")),
        limits=held(LIMITS),
        lead=tuple(said),
        sections=sections(parts),
        asides=asides(reading, backing),
        links=links(backing.name),
    )


def sections(parts: dict[str, Parts], /) -> tuple[Section, ...]:
    """Parts of a page that have something in them, under their headings."""
    found = ((name, tuple(lean(block) for block in blocks)) for name, blocks in parts.items())
    return tuple(Section(id=name, title=SECTIONS[name], blocks=blocks) for name, blocks in found if blocks)


def lean(block: Block | Figure) -> Block | Figure:
    """A table without columns of characters that draw, which pictures do better, and without empty ones."""
    if isinstance(block, Figure):
        return replace(block, table=lean_table(block.table))
    return lean_table(block) if isinstance(block, Table) else block


def lean_table(table: Table) -> Table:
    """Columns that say something; the colours of rows move to the first."""
    kept = [
        place
        for place, column in enumerate(table.columns)
        if column.title != COLUMNS["plot"] and not column.coloured and any(row[place] for row in table.rows)
    ]
    columns = [table.columns[place] for place in kept]
    if any(table.colours) and columns:
        columns[0] = replace(columns[0], coloured=True)
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return Table(columns=tuple(columns), rows=rows, colours=table.colours)


def rewarded(reading: Reading) -> Iterable[Block]:
    """Rewards, and what reached nobody; penalties stand in the figures."""
    if any(reading.people(key) for key in reading.rewards):
        yield Paragraph(say("reached.rewards"), "caption")
        yield reached_table(reading, reading.rewards)
    idle = quoted(reading, [key for key in reading.penalties if not reading.people(key)])
    if idle:
        yield Paragraph(say("reached.idle", names=idle), "quiet")


def unfigured(blocks: Iterable[Block], /) -> Iterable[Block]:
    """Sentences alone: their tables stand under the pictures."""
    return (block for block in blocks if isinstance(block, Paragraph) and block.tone != "caption")


def links(name: str) -> tuple[Link, ...]:
    """Ways on from a run."""
    pages = (("lives", "link.lives"), ("audit", "link.audit"), ("scheme", "link.scheme"))
    return tuple(Link(page=page, label=tell(words), args={"run": name}) for page, words in pages)
