"""A life as a document (``demerit.life/1``): each line with its sentence, rule, source and cause in truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from demerit.evidence.quantity import Source
from demerit.evidence.register import shared_sources
from demerit.outcomes.life import Line, totals
from demerit.report.figures import MINUS
from demerit.report.words import CAUSES, say
from demerit.scheme.dated import month_after
from demerit.scheme.units import people_unit
from demerit.society.tables import FIRM_BASE
from demerit.study.lives import Life, World

__all__ = ["key_of", "life_document", "name_of", "points_of"]

SCHEMA = "demerit.life/1"


def name_of(uid: int, unit: str, /) -> str:
    """A label that nobody can take for a person's name.

    Examples
    --------
    >>> name_of(4211, "person")
    'subject 004211'
    """
    firm = uid >= FIRM_BASE
    return say("life.name", unit="firm" if firm else unit, number=f"{uid - FIRM_BASE if firm else uid:06}")


def life_document(life: Life, /) -> dict[str, Any]:
    """``demerit.life/1``: of a run with ``lines``, of a pair with a world ``a`` and a world ``b`` that have them.

    Parameters
    ----------
    life : Life
    """
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "uid": life.uid,
        "name": name_of(life.uid, life.unit),
        "notice": say("life.notice", unit=life.unit),
        "unit": life.unit,
        "replicate": life.replicate,
        "chosen": None,
    }
    chosen = life.chosen
    if chosen is not None:
        document["chosen"] = {
            "way": chosen.way, "like": chosen.like, "penalised": chosen.penalised, "of": life.subjects,
            "world": life.chosen_in, "partly": life.partly,
        }  # fmt: skip
    worlds = {name: world_document(world, life.unit) for name, world in life.worlds.items()}
    if "run" in worlds:
        return {**document, **worlds["run"]}
    for name, other in (("a", "b"), ("b", "a")):
        mark_same(worlds[name]["lines"], worlds[other]["lines"])
    return {**document, **worlds}


def world_document(world: World, unit: str) -> dict[str, Any]:
    """One life in one world."""
    manifest, start = world.manifest, world.starts_in
    people = people_unit(world.inputs.scheme) or "person"
    used = dict.fromkeys(name for line in world.lines for name in line.source)
    return {
        "run": {
            "scheme": manifest["scheme"]["id"], "title": manifest["title"], "society": manifest["society_title"],
            "safeguards": manifest["options"]["safeguards"], "seed": manifest["seed"], "start": manifest["start"],
            "months": manifest["months"], "burn_in": manifest["burn_in"], "persons": manifest["persons"],
            "replicates": manifest["replicates"], "plan_hash": manifest["plan_hash"],
        },
        "computed_again": world.again,
        "starts_in": None if start is None else {"band": start.band, "sort": start.sort, "points": start.points},
        "totals": totals(world.lines),
        "lines": [line_document(line, manifest["start"], unit, people) for line in world.lines],
        "sources": {name: source_document(source_of(name, world)) for name in used},
    }  # fmt: skip


def line_document(line: Line, start: str, unit: str, people: str) -> dict[str, Any]:
    """One line, with its sentence."""
    return {
        "month": line.month,
        "calendar": month_after(start, line.month),
        "phase": line.phase,
        "kind": line.kind,
        "item": line.item,
        "what": sentence(line, start, unit, people),
        "rule": line.rule,
        "points": line.points,
        "counting": line.counting,
        "cause": line.cause,
        "flags": list(line.flags),
        "source": list(line.source),
        "place": line.place,
        "other": line.other,
        "label": line.facts["label"],
        "recorded": line.facts["seen"] if line.kind == "act" else None,
        "path": [asdict(step) | {"calendar": month_after(start, step.month)} for step in line.trail],
    }


def source_of(name: str, world: World) -> Source:
    """A source by its id: the scheme's own, or of the catalogue's registers."""
    return world.inputs.scheme.sources.get(name) or shared_sources().get(name) or Source(title=name)


def source_document(source: Source) -> dict[str, str]:
    """A source in a document."""
    return {"title": source.title, "body": source.body, "year": source.year, "url": source.url}


def mark_same(lines: list[dict[str, Any]], others: Sequence[Mapping[str, Any]]) -> None:
    """Say of each line whether the other world has it too."""
    there = Counter(key_of(line) for line in others)
    for line in lines:
        key = key_of(line)
        line["same"] = there[key] > 0
        there[key] -= 1


def key_of(line: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two lines the same: all but the points of other entries."""
    told = "" if line["kind"] == "entry" else line["what"]
    named = ("month", "kind", "item", "points", "cause", "other", "recorded")
    return (*(line[name] for name in named), *line["flags"], told)


def points_of(value: float | None) -> str:
    """Points with a minus sign of print."""
    return "" if value is None else f"{value:g}".replace("-", MINUS)


def sentence(line: Line, start: str, unit: str, people: str = "person") -> str:
    """What happened, in a sentence, with what it was in truth."""
    facts: dict[str, Any] = dict(line.facts)
    made, given = facts.get("made"), facts.get("points", line.points)
    values = facts | {
        "cause": line.cause or "", "unit": unit, "made": "" if made is None else month_after(start, made),
        "points": points_of(given), "counting": "", "months": facts.get("months") or "",
        "other": "" if line.other is None else name_of(line.other, people if line.trail else "person"),
        "name": facts.get("name", ""), "now": made == line.month, "path": path_of(line, start, people),
    }  # fmt: skip
    if line.kind == "entry" and not given and not facts["again"]:
        values |= {"points": "" if facts["band"] or not facts["scored"] else "0"}
    elif line.counting is not None:
        values["counting"] = say("life.counting", counting=points_of(line.counting))
    if line.kind in ("entry", "stopped", "lost"):
        values["why"] = CAUSES[line.cause or "tie"]
    if line.kind in ("denied", "burden", "loss", "grant"):
        values["hook"] = say("life.hook", why=facts["why"], name=facts["name"])
    told = say(f"life.{'notice_of' if line.kind == 'notice' else line.kind}", **values)
    return " ".join([told, *(say(f"life.flag.{flag}") for flag in line.flags)])


def path_of(line: Line, start: str, people: str) -> str:
    """Whom something came from, step by step, to what it began with."""
    told = [
        say(
            "life.step", name=name_of(step.uid, people), tie=step.tie.removeprefix("~"), rule=step.rule,
            why=CAUSES[step.cause] if step.cause else "", item=step.label, kind=step.item.partition(":")[0],
            month=month_after(start, step.month),
        )
        for step in line.trail
    ]  # fmt: skip
    return say("life.before").join(told)
