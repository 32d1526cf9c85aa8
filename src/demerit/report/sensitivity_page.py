"""The page of a sensitivity: which unknowns decide a result, and what it would be at their ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.charts import Span, Tornado
from demerit.report.figures import HARD, NONE, count, ratio
from demerit.report.study_words import COLUMNS, HEADINGS, LIMITS, figure_range, figure_text, say
from demerit.report.sweep_page import about_unknowns, this_study
from demerit.report.words import held

__all__ = ["sensitivity_page", "tornado_of"]

MOST_ROWS = 10
LEAST = 0.005
"""Share of the longest bar under which a row is left out."""

Figure = Mapping[str, Any]
NUMBERS = {1: "sens.one", 2: "sens.two", 3: "sens.three"}


def sensitivity_page(document: Mapping[str, Any], /, *, folder: str = "") -> Iterator[Block]:
    """Everything a sensitivity says, the answer first.

    Parameters
    ----------
    document : mapping
        ``demerit.sensitivity/1`` with words.
    folder : str
        Where it was written.

    Yields
    ------
    Block
    """
    yield Paragraph(document["run"]["first_line"], "strong")
    for figure in document["results"]:
        yield from answer(figure, document)
    yield Paragraph(held(LIMITS), "limit")
    yield Heading(HEADINGS["tornado"])
    for figure in document["results"]:
        yield from at_the_ends(figure, document)
    yield Heading(HEADINGS["indices"])
    for figure in document["results"]:
        yield from indices(figure, document)
    body = [block for figure in document["results"] for block in worth(figure)]
    if body:
        yield Heading(HEADINGS["dice"])
        yield from body
    yield Heading(HEADINGS["varied"])
    yield from about_unknowns(document)
    yield Heading(HEADINGS["run"])
    yield from this_study(document, folder)


def answer(figure: Figure, document: Mapping[str, Any]) -> Iterator[Block]:
    """Which three unknowns decide a figure, and what it would be at their ends."""
    unknowns = {unknown["id"]: unknown for unknown in document["unknowns"]}
    unit, stated, label = figure["unit"], figure["stated"], figure["label"]
    if stated["value"] is None:
        yield Paragraph(say("sens.none_there", figure=label), "lead")
        return
    chance = figure_range(stated["low"], stated["high"], unit)
    middle = say("sens.stated", stated=figure_text(stated["value"], unit), range=chance)
    if not figure["deciders"]:
        yield Paragraph(f"{say('sens.none', figure=label)} {middle}", "lead")
        return
    names = [unknowns[name]["label"] for name in figure["deciders"]]
    places = dict(zip(("first", "second", "third"), names, strict=False))
    yield Paragraph(f"{say(NUMBERS[len(names)], figure=label, **places)} {middle}", "lead")
    effects = {effect["unknown"]: effect for effect in figure["effects"]}
    for name in figure["deciders"]:
        effect, unknown = effects[name], unknowns[name]
        told = {
            "name": unknown["label"][0].upper() + unknown["label"][1:], "from_value": unknown["told_low"],
            "to_value": unknown["told_high"], "low": effect["told_low"], "high": effect["told_high"],
        }  # fmt: skip
        yield Paragraph(say("sens.end", **told), "note")


def tornado_of(figure: Figure, document: Mapping[str, Any], /) -> Tornado:
    """Tornado chart of a figure: each unknown alone at both ends, the one that moves it most first."""
    unknowns = {unknown["id"]: unknown for unknown in document["unknowns"]}
    sizes = {effect["unknown"]: abs(effect["ends"]["difference"] or 0.0) for effect in figure["effects"]}
    most = max(sizes.values(), default=0.0)
    moving = [effect for effect in figure["effects"] if sizes[effect["unknown"]] > LEAST * most]
    moving.sort(key=lambda effect: -sizes[effect["unknown"]])
    rows = tuple(
        Span(
            label=unknowns[effect["unknown"]]["short"], low=effect["ends"]["low"], high=effect["ends"]["high"],
            told_low=effect["told_low"], told_high=effect["told_high"],
        )
        for effect in moving[:MOST_ROWS]
    )  # fmt: skip
    value = figure["stated"]["value"] or 0.0
    told = say("tornado.middle", value=figure_text(value, figure["unit"]))
    return Tornado(rows=rows, middle=value, told_middle=told, titles=("", COLUMNS["low"], COLUMNS["high"]))


def at_the_ends(figure: Figure, document: Mapping[str, Any]) -> Iterator[Block]:
    """The chart, and what does not move the figure."""
    chart = tornado_of(figure, document)
    if not chart.rows:
        return
    run = document["run"]
    told = {"replicates": count(run["replicates"]), "persons": count(run["persons"])}
    yield Paragraph(say("tornado.lead", figure=figure["label"], **told), "caption")
    yield chart
    unknowns = {unknown["id"]: unknown for unknown in document["unknowns"]}
    still = [effect["unknown"] for effect in figure["effects"] if not effect["ends"]["difference"]]
    if still:
        yield Paragraph(say("tornado.rest", names=", ".join(unknowns[name]["short"] for name in still)), "quiet")


def indices(figure: Figure, document: Mapping[str, Any]) -> Iterator[Block]:
    """Screening and indices of one figure, as a table."""
    run, unit = document["run"], figure["unit"]
    unknowns = {unknown["id"]: unknown for unknown in document["unknowns"]}
    methods = run["methods"]
    rows = [effect for effect in figure["effects"] if any(moves(effect[method]) for method in methods)][:MOST_ROWS]
    if not rows:
        return
    key = "indices.lead" if len(methods) > 1 else f"indices.lead.{methods[0]}"
    lead = say(key, trajectories=count(run["trajectories"]), base=count(run["base"]))
    yield Paragraph(f"{figure['label']}. {lead}" if figure is document["results"][0] else figure["label"], "caption")
    columns = [Column(title=COLUMNS["unknown"], right=False, wraps=True)]
    if "morris" in methods:
        columns += [Column(title=COLUMNS["screened"]), Column(title=COLUMNS["brackets"], under=True)]
    if "sobol" in methods:
        for name in ("alone", "in_all"):
            columns += [Column(title=COLUMNS[name]), Column(title=COLUMNS["brackets"], under=True)]
    cells = tuple((unknowns[effect["unknown"]]["short"], *cells_of(effect, methods, unit)) for effect in rows)
    yield Table(columns=tuple(columns), rows=cells)


def moves(found: Mapping[str, Any] | None) -> bool:
    """Whether an index is anything but nothing."""
    return found is not None and bool(found.get("mu_star") or found.get("total") or found.get("first"))


def cells_of(effect: Mapping[str, Any], methods: list[str], unit: str) -> Iterator[str]:
    """Cells of a row: each index with its interval."""
    if "morris" in methods:
        found = effect["morris"]
        if found is None:
            yield from (NONE, "")
        else:
            yield figure_text(found["mu_star"], unit)
            yield f"({figure_range(found['low'], found['high'], unit)})"
    if "sobol" in methods:
        found = effect["sobol"]
        for name in ("first", "total"):
            if found is None:
                yield from (NONE, "")
            else:
                low, high = (found[f"{name}_{end}"] for end in ("low", "high"))
                yield f"{count(100 * found[name])}{HARD}%"
                yield f"({count(100 * low)} to {count(100 * high)}{HARD}%)"


def worth(figure: Figure) -> Iterator[Block]:
    """What common dice are worth for one figure."""
    dice, unit = figure["dice"], figure["unit"]
    if dice["common_sd"] is None:
        return
    told = {"fresh": figure_text(dice["fresh_sd"], unit), "common": figure_text(dice["common_sd"], unit)}
    if dice["times"] is None:
        said = say("dice.clear")
    elif dice["times"] <= 1:
        said = say("dice.none", **told)
    else:
        said = say("dice", times=ratio(dice["times"] ** 0.5), runs=ratio(dice["times"]), **told)
    yield Paragraph(f"{figure['label']}. {said}")
