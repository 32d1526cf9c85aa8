"""The page of a pair: two worlds of the same people side by side, pictures with their tables, what to take away."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from demerit.evidence.catalogue import catalogue_ids
from demerit.report.blocks import Block, Heading
from demerit.report.figures import count
from demerit.report.pair_ends import wrongly
from demerit.report.pair_page import changes, noted
from demerit.report.result_page import evidence, settings
from demerit.report.result_words import tell
from demerit.report.take_pair import pair_asides
from demerit.report.views.model import Figure, Link, View
from demerit.report.views.pair_figures import Sides, causes, conduct, courses, groups, refused, whom, wrong
from demerit.report.views.pair_figures import people as field
from demerit.report.views.result import sections, unfigured
from demerit.report.views.said import left_out, said_of
from demerit.report.words import LIMITS, held, say
from demerit.study.backing import PairBacking, read_pair_backing

__all__ = ["pair_view", "view_of_pair"]

Parts = Iterable[Block | Figure]


def view_of_pair(folder: Path, /) -> View:
    """Page of the folder of a finished pair.

    Raises
    ------
    RunError
        R202 ... R205 if it is none, or is damaged.
    """
    return pair_view(read_pair_backing(folder))


def pair_view(backing: PairBacking, /) -> View:
    """Page of a finished pair."""
    document = backing.document
    sides = Sides(backing)
    a, b, names = sides.a, sides.b, sides.names
    anyone = sides.moved["any"]
    told = {key: count(anyone[key]) for key in ("n", "only_a", "only_b", "both", "neither")}
    lead = (
        say("pair.worlds", unit=a.unit, n=told["n"], **names),
        say("pair.moved", unit=a.unit, months=a.run["months"], **told),
        *document["pair"]["said"],
    )
    parts: dict[str, Parts] = {
        "worlds": field(sides),
        "moved": whom(sides),
        "causes": causes(sides),
        "groups": groups(sides),
        "time": courses(sides, "lines"),
        "wrong": (*wrong(sides), *unfigured(wrongly(document.get("ends"), a, b))),
        "conduct": conduct(sides),
        "lasting": courses(sides, "curve"),
        "refused": refused(sides),
        "changed": changes(document["changed"]),
        "said": said_of(a),
        "evidence": evidence(a),
        "limits": of_both(sides),
        "run": settings(noted(dict(document)), (), None, ""),
    }
    return View(
        page="pair",
        title=tell("pair.title", a=a.run["title"], b=b.run["title"], **sides.sort),
        first_line=str(a.run.get("first_line", "")),
        limits=held(LIMITS),
        lead=lead,
        sections=sections(parts),
        asides=pair_asides(sides),
        links=links(sides),
    )


def of_both(sides: Sides) -> Iterable[Block]:
    """What is left out of either scheme."""
    yield from left_out(sides.a)
    if not sides.alone and not sides.spared:
        yield Heading(tell("pair.limits.b"))
        yield from (block for block in left_out(sides.b) if not isinstance(block, Heading))


def links(sides: Sides) -> tuple[Link, ...]:
    """Ways on from a pair."""
    told = [Link(page="lives", label=tell("link.lives"), args={"run": sides.backing.name})]
    scheme = str(sides.a.run["scheme"]["id"])
    if scheme in catalogue_ids("schemes"):
        told.append(Link(page="audit", label=tell("link.audit"), args={"scheme": scheme}))
        told.append(Link(page="scheme", label=tell("link.scheme"), args={"id": scheme}))
    return tuple(told)
