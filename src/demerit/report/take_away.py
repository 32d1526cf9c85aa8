"""Texts to take away from a result: how to cite it, its method, what it cannot say, what would change it most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from demerit.evidence.catalogue import catalogue_ids
from demerit.evidence.quantity import Grade
from demerit.evidence.rows import CLASSES, EvidenceRow
from demerit.report.evidence_page import UNIT_WORDS
from demerit.report.figures import count, number, percent
from demerit.report.reading import Reading
from demerit.report.result_words import tell
from demerit.report.views.model import Aside
from demerit.report.words import ASSUMPTIONS
from demerit.study.backing import Backing

__all__ = [
    "HASH",
    "asides",
    "cannot_say",
    "change_most",
    "evidence_words",
    "facts",
    "kinds_varied",
    "missing",
    "range_words",
    "reading_method",
]

HASH = 12
"""Digits of a hash that are told."""


def asides(reading: Reading, backing: Backing) -> tuple[Aside, ...]:
    """The four texts of a run."""
    texts = {
        "cite": cite(reading, backing),
        "method": "\n\n".join(method(reading, backing)),
        "cannot": "\n\n".join(cannot_say(reading, backing)),
        "most": "\n\n".join(change_most(reading, backing)),
    }
    return tuple(Aside(id=name, title=tell(f"take.{name}.title"), text=text, copy=True) for name, text in texts.items())


def facts(reading: Reading) -> dict[str, str]:
    """What every text names."""
    run = reading.run
    return {
        "version": run["versions"]["demerit"], "title": run["title"], "scheme": run["scheme"]["id"],
        "society": run["society"]["id"], "society_title": run["society_title"],
        "safeguards": ", ".join(run["options"]["safeguards"]), "persons": count(run["options"]["persons"]),
        "months": str(run["months"]), "start": run["start"], "burn_in": str(run["options"]["burn_in"]),
        "seed": str(run["seed"]), "replicates": str(run["replicates"]), "plan": str(run["plan_hash"])[:HASH],
    }  # fmt: skip


def cite(reading: Reading, backing: Backing) -> str:
    """How to cite a run."""
    return tell("take.cite", name=backing.name, **facts(reading))


def method(reading: Reading, backing: Backing) -> Iterator[str]:
    """The method of a run, in paragraphs ready to paste."""
    said = [tell("take.method", **facts(reading)), *evidence_words(reading)]
    said.append(varied(reading))
    said.append(tell("take.method.chance", method=reading_method(reading)))
    yield " ".join(said)
    yield tell("take.method.again", command=again(reading, backing.name))
    run = reading.run
    yield tell("take.method.hash", scheme=run["scheme"]["sha256"], society=run["society"]["sha256"])


def evidence_words(reading: Reading, /) -> Iterator[str]:
    """What the numbers behind the headline rest on."""
    key, counted = reading.headline, reading.document.get("evidence") or {}
    total = sum(counted.values())
    if key is not None and total:
        kinds = dict(zip(("law", "statistics", "research", "journalism", "assumed"), CLASSES, strict=True))
        told = {name: count(counted.get(kind, 0)) for name, kind in kinds.items()}
        share = percent(counted.get("assumption", 0) / total)
        yield tell("take.method.evidence", n=count(total), label=reading.label(key), share=share, **told)


def varied(reading: Reading) -> str:
    """Which assumptions were varied, over which ranges."""
    ends = reading.document.get("ends")
    if not ends or not ends["assumptions"]:
        return tell("take.method.unvaried")
    found = [(about["assumption"], about["numbers"]) for about in ends["assumptions"]]
    return tell("take.method.varied", persons=count(ends["persons"]), kinds="; ".join(kinds_varied(found)))


def kinds_varied(found: list[tuple[str, list[Mapping[str, Any]]]], /) -> Iterator[str]:
    """Kinds of assumption, each with how many numbers it has and their range."""
    for kind, numbers in found:
        units = {row["unit"] for row in numbers}
        if len(units) > 1:
            yield tell("take.method.units", assumption=ASSUMPTIONS[kind], n=len(numbers))
            continue
        low, high = min(row["low"] for row in numbers), max(row["high"] for row in numbers)
        unit = unit_words(units.pop())
        told = {"low": number(low), "high": number(high), "unit": unit}
        yield tell("take.method.kind", assumption=ASSUMPTIONS[kind], n=len(numbers), **told)


def unit_words(unit: str) -> str:
    """A unit behind a number; nothing for shares."""
    return str(UNIT_WORDS.get(unit, unit.replace("_", " ")))


def reading_method(reading: Reading) -> str:
    """How intervals were made, as the document has it."""
    replicates = int(reading.run["replicates"])
    return tell("take.method.replicates", n=replicates) if replicates > 4 else tell("take.method.blocks")


def again(reading: Reading, name: str, /) -> str:
    """Command that gives the same figures."""
    run, options = reading.run, reading.run["options"]
    known = run["scheme"]["id"] in catalogue_ids("schemes")
    words = ["demerit run", run["scheme"]["id"] if known else f"runs/{name}/inputs/scheme.yaml"]
    if known and run["society"]["id"] in catalogue_ids("societies"):
        words.append(f"--society {run['society']['id']}")
    words += [f"--persons {options['persons']}", f"--months {run['months']}", f"--seed {run['seed']}"]
    if options["burn_in"]:
        words.append(f"--burn-in {options['burn_in']}")
    if run["replicates"] > 1:
        words.append(f"--replicates {run['replicates']}")
    words += [f"--safeguard {safeguard}" for safeguard in options["safeguards"]]
    return " ".join([*words, f"--keep {options['keep']}"])


def cannot_say(reading: Reading, backing: Backing) -> tuple[str, str, str]:
    """Three sentences written for this scheme: what it is, what is guessed, what is missing."""
    scheme = backing.inputs.scheme
    what = tell(f"cannot.{scheme.status}", title=scheme.title, persons=count(reading.run["options"]["persons"]))
    return what, guessed(reading, backing), missing(reading)


def guessed(reading: Reading, backing: Backing) -> str:
    """What rests on a guess: first of all how often records are wrong."""
    key = reading.headline
    if key is None:
        numbers = [row for row in backing.numbers if row.file == "scheme"]
        assumed = sum(row.kind == "assumption" for row in numbers)
        return tell("cannot.error.rewards", assumed=count(assumed), n=count(len(numbers)))
    counted = reading.document.get("evidence") or {}
    told = {
        "label": reading.label(key), "event": reading.event(key), "n": count(reading.events(key)),
        "assumed": count(counted.get("assumption", 0)),
    }  # fmt: skip
    total = count(sum(counted.values()))
    if not reading.events(key):
        return tell("cannot.error.nobody", **{**told, "n": total})
    if reading.run["keys"][key].get("drawn"):
        return tell("cannot.error.drawn", **told)
    if not reading.document.get("ends"):
        return tell("cannot.error.unvaried", **told)
    spreads = reading.spreads(key)
    if spreads and spreads[0].most > 0:
        widest = spreads[0]
        ends = {"low": percent(widest.low.value), "high": percent(widest.high.value)}
        return tell("cannot.error", assumption=ASSUMPTIONS[widest.assumption], **told, **ends)
    if not spreads and reading.varied:
        return tell("cannot.error.few", **told)
    return tell("cannot.error.none", **{**told, "n": total})


def missing(reading: Reading) -> str:
    """What is left out, and what no source says."""
    limits = reading.document.get("limits") or {}
    left_out, unknown = (first_of(limits.get(name) or ()) for name in ("not_modelled", "unknowns"))
    if left_out and unknown:
        return tell("cannot.missing", left_out=left_out, unknown=unknown)
    if left_out or unknown:
        return tell("cannot.left_out" if left_out else "cannot.unknown", left_out=left_out, unknown=unknown)
    return tell("cannot.nothing")


def first_of(texts: Any) -> str:
    """First of some texts, without its full stop."""
    return str(texts[0]).strip().rstrip(".") if texts else ""


def change_most(reading: Reading, backing: Backing) -> Iterator[str]:
    """The assumptions that move the headline most, and which number to find out first."""
    key = reading.headline
    if key is None:
        yield tell("most.nothing")
        return
    spreads = [spread for spread in reading.spreads(key) if percent(spread.least) != percent(spread.most)]
    if not spreads:
        yield widest_of_all(reading, backing, key)
        return
    for place, spread in enumerate(spreads):
        name = ASSUMPTIONS[spread.assumption]
        told = dict(zip(("low", "middle", "high"), map(percent, spread.shares), strict=True))
        if place:
            yield tell("most.also", assumption=name, **told)
        else:
            capital = name[0].upper() + name[1:]
            event = reading.event(key)
            yield tell("most.first", assumption_capital=capital, event=event, label=reading.label(key), **told)
    numbers = next(
        about["numbers"]
        for about in reading.document["ends"]["assumptions"]
        if about["assumption"] == spreads[0].assumption
    )
    yield tell("most.find", **range_words(max(numbers, key=width_of)))


def width_of(row: Mapping[str, Any]) -> float:
    """How far apart the ends of a number are."""
    return float(row["high"]) - float(row["low"])


def range_words(row: Mapping[str, Any], /) -> dict[str, str]:
    """A number's place, value and range in words."""
    told = {name: number(row[name]) for name in ("value", "low", "high")}
    return {"where": shown(row), "unit": unit_words(row["unit"]), **told}


def shown(row: Mapping[str, Any], /) -> str:
    """Place of a number: ``“channels / courts / false_records / rate” of the scheme``."""
    return tell("most.where", where=row["where"], file=row["file"])


def widest_of_all(reading: Reading, backing: Backing, key: str) -> str:
    """The assumption with the widest range behind a penalty that nothing varied moves."""
    rows = [row for row in backing.read_by([key]) if is_open(row)]
    if not rows:
        return tell("most.nothing")
    row = max(rows, key=lambda each: (each.high or 0.0) / max(each.low or 0.0, 1e-9))
    told = {"where": row.where, "file": row.file, "value": row.value, "low": row.low, "high": row.high}
    words = range_words({**told, "unit": row.unit})
    return tell("most.none", n=count(len(rows)), label=reading.label(key), **words)


def is_open(row: EvidenceRow) -> bool:
    """Whether a number is an assumption with a range."""
    return row.grade == Grade.ASSUMPTION and row.low is not None and row.low != row.high and row.value is not None
