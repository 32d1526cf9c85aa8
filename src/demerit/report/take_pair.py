"""Texts to take away from a pair of worlds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from demerit.report.figures import MINUS, count
from demerit.report.pair_ends import at_ends
from demerit.report.result_words import tell
from demerit.report.take_away import HASH, evidence_words, facts, kinds_varied, missing, range_words, reading_method
from demerit.report.views.model import Aside
from demerit.report.words import ASSUMPTIONS

if TYPE_CHECKING:
    from demerit.report.views.pair_figures import Sides

__all__ = ["pair_asides"]


def pair_asides(sides: Sides, /) -> tuple[Aside, ...]:
    """The four texts of a pair."""
    plans = "/".join(str(world.run["plan_hash"])[:HASH] for world in (sides.a, sides.b))
    told = {**facts(sides.a), **sides.names, "plan": plans, "name": sides.backing.name}
    texts = {
        "cite": tell("take.cite.pair", **told),
        "method": "\n\n".join(method(sides, told)),
        "cannot": "\n\n".join(cannot_say(sides)),
        "most": "\n\n".join(change_most(sides)),
    }
    return tuple(Aside(id=name, title=tell(f"take.{name}.title"), text=text, copy=True) for name, text in texts.items())


def method(sides: Sides, told: dict[str, str]) -> Iterator[str]:
    """The method of a pair."""
    ends = sides.backing.document.get("ends")
    said = [tell("take.method.pair", **told), *evidence_words(sides.a)]
    if ends and ends["assumptions"]:
        found = [(about["assumption"], [*about["a"], *about["b"]]) for about in ends["assumptions"]]
        unique = [(kind, list({(row["file"], row["where"]): row for row in rows}.values())) for kind, rows in found]
        said.append(tell("take.method.varied", persons=count(ends["persons"]), kinds="; ".join(kinds_varied(unique))))
    else:
        said.append(tell("take.method.unvaried"))
    said.append(tell("take.method.chance", method=reading_method(sides.a)))
    yield " ".join(said)
    run, options = sides.a.run, sides.a.run["options"]
    words = ["demerit pair", run["scheme"]["id"]]
    words += [f"--safeguard {name}" for name in options["safeguards"]] or [sides.names["b"]]
    words += [f"--society {run['society']['id']}", f"--persons {options['persons']}", f"--months {run['months']}"]
    words += [f"--seed {run['seed']}", *([f"--burn-in {options['burn_in']}"] if options["burn_in"] else [])]
    words += [f"--replicates {run['replicates']}"] if run["replicates"] > 1 else []
    yield tell("take.method.again", command=" ".join(words))


def cannot_say(sides: Sides) -> tuple[str, str, str]:
    """Three sentences: on the scheme, on the comparison, on what is missing."""
    scheme, persons = sides.backing.a.inputs.scheme, count(sides.a.run["options"]["persons"])
    second = tell("cannot.pair.safeguard", a=sides.names["a"]) if sides.spared else tell("cannot.pair", persons=persons)
    return tell(f"cannot.{scheme.status}", title=scheme.title, persons=persons), second, missing(sides.a)


def change_most(sides: Sides) -> Iterator[str]:
    """The assumption that moves the difference most, and which number to find out."""
    ends, key = sides.backing.document.get("ends"), sides.key
    if not ends or not ends["assumptions"] or key is None:
        yield tell("most.nothing")
        return
    widths = {}
    for about in ends["assumptions"]:
        more = [
            row["a"]["people_wrongful"] - row["b"]["people_wrongful"]
            for row in at_ends(ends["figures"], key, about["assumption"])
        ]
        widths[about["assumption"]] = (max(more) - min(more), more, [*about["a"], *about["b"]])
    kind, (width, more, numbers) = max(widths.items(), key=lambda item: item[1][0])
    reading = sides.side(key)
    if width:
        low, middle, high = (count(each) if each >= 0 else f"{MINUS}{count(-each)}" for each in more)
        name = ASSUMPTIONS[kind]
        yield tell(
            "most.pair", assumption_capital=name[0].upper() + name[1:], low=low, middle=middle, high=high,
            unit=reading.unit_of(key), label=reading.label(key),
        )  # fmt: skip
    else:
        yield tell("most.pair.none", label=reading.label(key))
    yield tell("most.find", **range_words(max(numbers, key=lambda row: row["high"] - row["low"])))
