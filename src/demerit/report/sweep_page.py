"""The page of a sweep: each figure as stated, what chance does to it, and what nobody knows does to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.charts import Panel, Panels
from demerit.report.figures import NONE, count, percent
from demerit.report.study_words import (
    COLUMNS,
    HEADINGS,
    LIMITS,
    evidence_part,
    figure_range,
    figure_text,
    say,
    short_words,
)
from demerit.report.words import held

__all__ = ["STUDY_COLUMNS", "about_unknowns", "sweep_page", "this_study"]

MOST_PANELS = 6
STUDY_COLUMNS = (Column(title="", right=False), Column(title="", right=False, wraps=True))
Figure = Mapping[str, Any]


def sweep_page(document: Mapping[str, Any], /, *, folder: str = "") -> Iterator[Block]:
    """Everything a sweep says, the answer first.

    Parameters
    ----------
    document : mapping
        ``demerit.sweep/1`` with words.
    folder : str
        Where the sweep was written.

    Yields
    ------
    Block
    """
    run = document["run"]
    yield Paragraph(run["first_line"], "strong")
    first = firsts(document)
    for figure in first:
        yield Paragraph(answer(figure, document), "lead")
    yield Paragraph(held(LIMITS), "limit")
    for figure in first:
        panels = panels_of(figure, document)
        if panels.panels:
            if figure is first[0]:
                yield Heading(HEADINGS["panels"])
            yield Paragraph(say("panels.lead", figure=figure["label"]), "caption")
            yield panels
    yield Heading(HEADINGS["table"])
    yield from table_of(document)
    yield Heading(HEADINGS["varied"])
    yield from about_unknowns(document)
    yield Heading(HEADINGS["run"])
    yield from this_study(document, folder)


def firsts(document: Mapping[str, Any]) -> list[Figure]:
    """Figures of the first sentences: of the headline penalty the share ever reached, and the share that is wrong."""
    key = document["run"]["headline"]
    wanted = [f"{key}:ever", f"{key}:wrongful"]
    found = {figure["id"]: figure for figure in document["indicators"] if everybody(figure)}
    chosen = [found[name] for name in wanted if name in found]
    return chosen or document["indicators"][:1]


def everybody(figure: Figure) -> bool:
    """Whether a figure is of everybody of its unit."""
    group = str(figure["group"])
    return group == "all" or group.startswith("unit=")


def answer(figure: Figure, document: Mapping[str, Any]) -> str:
    """What is known of one figure, in sentences."""
    unit, stated, spread, run = figure["unit"], figure["stated"], figure["assumptions"], document["run"]
    told = {
        "figure": figure["label"], "stated": figure_text(stated["value"], unit),
        "chance": figure_range(stated["low"], stated["high"], unit),
    }  # fmt: skip
    draws = len(document["points"])
    sentences = []
    if spread["low"] is None:
        sentences.append(say("sweep.few", n=count(spread["n"]), of=count(draws), **told))
    elif is_still(spread):
        sentences.append(say("sweep.still", **told))
    elif is_hidden(spread):
        ends = {"low": figure_text(spread["both_low"], unit), "high": figure_text(spread["both_high"], unit)}
        sentences.append(say("sweep.hidden", n=count(spread["n"]), persons=count(run["persons"]), **told, **ends))
    else:
        ends = {"low": figure_text(spread["low"], unit), "high": figure_text(spread["high"], unit)}
        sentences.append(say("sweep.first", n=count(spread["n"]), **told, **ends))
    moved = spread["low"] is not None and spread["least"] != spread["most"]
    if moved and spread["share_assumptions"] is not None:
        share = percent(spread["share_assumptions"])
        sentences.append(say("sweep.share", persons=count(run["persons"]), share=share))
    names = {unknown["id"]: unknown["label"] for unknown in document["unknowns"]}
    along = [names[mover["unknown"]] for mover in figure["movers"][:3]]
    if moved:
        sentences.append(say("sweep.movers", names=", ".join(along)) if along else say("sweep.no_movers"))
    n, published, share_published = evidence_part(figure["evidence"])
    numbers = {"n": count(n), "published": count(published), "assumed": count(n - published)}
    sentences.append(say("sweep.behind", share=percent(share_published), **numbers))
    return " ".join(sentences)


def is_still(spread: Mapping[str, Any], /) -> bool:
    """Whether a figure is the same in every run of a sweep."""
    return spread["low"] is not None and spread["both_low"] == spread["both_high"]


def is_hidden(spread: Mapping[str, Any], /) -> bool:
    """Whether what the assumptions do to a figure is less than chance lets one see; that is not the same as nothing."""
    return spread["low"] is not None and spread["least"] == spread["most"] and not is_still(spread)


def panels_of(figure: Figure, document: Mapping[str, Any]) -> Panels:
    """Small multiples: the figure along each unknown that it goes along with, all on one scale."""
    unknowns = {unknown["id"]: unknown for unknown in document["unknowns"]}
    movers = figure["movers"][:MOST_PANELS]
    seen = [value for mover in movers for value in mover["curve"] if value is not None]
    low, high = min([0.0, *seen]), max([0.0, *seen])
    panels = tuple(
        Panel(
            title=unknowns[mover["unknown"]]["short"], values=tuple(mover["curve"]),
            first=end_of(unknowns[mover["unknown"]], "low"), last=end_of(unknowns[mover["unknown"]], "high"),
        )
        for mover in movers
    )  # fmt: skip
    unit = figure["unit"]
    return Panels(
        panels=panels, low=low, high=high, told_low=figure_text(low, unit), told_high=figure_text(high, unit)
    )


def end_of(unknown: Mapping[str, Any], end: str) -> str:
    """What stands at an end of a small chart: the value, or that it is the end where there are several values."""
    alone = len({number[end] for number in unknown["numbers"]}) == 1
    return str(unknown[f"told_{end}"]) if alone else COLUMNS[end]


def table_of(document: Mapping[str, Any]) -> Iterator[Block]:
    """Every figure that has a value, with both ranges apart: a table for each penalty, and one of the rest."""
    run = document["run"]
    there = [figure for figure in document["indicators"] if figure["stated"]["value"] is not None]
    idle = [figure for figure in there if not figure["stated"]["events"] and not (figure["assumptions"]["most"] or 0)]
    told = {"n": len(document["points"]), "replicates": run["replicates"], "persons": run["persons"]}
    yield Paragraph(say("table.lead", **{name: count(value) for name, value in told.items()}))
    tables: dict[str, list[tuple[str, ...]]] = {}
    for figure in there:
        if figure not in idle:
            key = figure["id"].rpartition(":")[0]
            short = short_words(figure["id"], unit=run["unit"], group=figure["group"])
            apart = key in run["parts"] and short is not None
            name = short if apart and short is not None else figure["label"]
            tables.setdefault(key if apart else "", []).append((name, *cells_of(figure)))
    columns = (
        Column(title=COLUMNS["figure"], right=False, wraps=True), Column(title=COLUMNS["stated"]),
        Column(title=COLUMNS["chance"]), Column(title=COLUMNS["assumed"]), Column(title=COLUMNS["share"], drop=1),
        Column(title=COLUMNS["published"], drop=2),
    )  # fmt: skip
    for key, rows in tables.items():
        label = run["parts"][key]["label"] or key.partition(":")[2].replace("_", " ") if key else ""
        caption = say("table.of", kind=run["parts"][key]["kind"], label=label) if key else say("table.of.all")
        yield Paragraph(caption, "caption")
        yield Table(columns=columns, rows=tuple(rows))
    names = [figure["label"] for figure in idle if figure["id"].endswith(":ever")]
    if names:
        yield Paragraph(say("table.none", names="; ".join(names)), "quiet")


def cells_of(figure: Figure) -> tuple[str, ...]:
    """Cells of a row: the figure as stated, its two ranges, what is not known, what is published."""
    stated, spread, unit = figure["stated"], figure["assumptions"], figure["unit"]
    apart = "still" if is_still(spread) else "hidden" if is_hidden(spread) else ""
    share = spread["share_assumptions"]
    return (
        figure_text(stated["value"], unit), figure_range(stated["low"], stated["high"], unit),
        COLUMNS[apart] if apart else figure_range(spread["low"], spread["high"], unit),
        NONE if share is None else percent(share, places=0), percent(figure["published"], places=0),
    )  # fmt: skip


def about_unknowns(document: Mapping[str, Any], /) -> Iterator[Block]:
    """What was varied, from where to where, and what could not be."""
    unknowns: Sequence[Mapping[str, Any]] = document["unknowns"]
    numbers = sum(len(unknown["numbers"]) for unknown in unknowns)
    key = "varied.apart" if document["run"]["apart"] else "varied.lead"
    yield Paragraph(say(key, kinds=count(len(unknowns)), numbers=count(numbers)), "caption")
    rows = tuple(
        (
            unknown["label"], say("varied.of", numbers=str(len(unknown["numbers"]))), unknown["told_low"],
            unknown["told_stated"], unknown["told_high"],
        )
        for unknown in unknowns
    )  # fmt: skip
    columns = (
        Column(title=COLUMNS["unknown"], right=False, wraps=True),
        Column(title=COLUMNS["numbers"], right=False, drop=2),
        Column(title=COLUMNS["low"]), Column(title=COLUMNS["stated"], drop=1), Column(title=COLUMNS["high"]),
    )  # fmt: skip
    yield Table(columns=columns, rows=rows)
    for out in document["left_out"]:
        yield Paragraph(say("left_out", name=out["id"], why=out["why"].rstrip(".")), "note")
    refused = document["refused"]
    if refused and not isinstance(refused, int):
        why = refused[0]["why"].splitlines()[-1].rstrip(".")
        yield Paragraph(say("refused", n=count(len(refused)), of=count(len(document["points"])), why=why), "note")


def this_study(document: Mapping[str, Any], folder: str, /) -> Iterator[Block]:
    """What was run, and where it is."""
    run = document["run"]
    rows = [
        ("scheme", "+".join([run["scheme"], *run["safeguards"]])), ("society", run["society"]),
        ("persons", count(run["persons"])), ("months", str(run["months"])), ("seed", str(run["seed"])),
        ("runs", count(run["runs"])),
    ]  # fmt: skip
    yield Table(columns=STUDY_COLUMNS, rows=tuple(rows))
    if folder:
        yield Paragraph(f"Written to {folder}", "strong")
