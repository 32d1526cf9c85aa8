"""How much went through each part of a scheme in a run: a year, of 1,000 people, from the ledger's counts."""

from __future__ import annotations

from pathlib import Path

from demerit.ledger.folder import read_ledgers, read_manifest
from demerit.ledger.model import EXPECTED_UNIT, Ledger
from demerit.scheme.model import Scheme

__all__ = ["flows_of"]

RECORDS = ("right", "false", "mistaken", "misread")


def flows_of(folder: Path, scheme: Scheme, /) -> dict[str, float]:
    """Events a year of 1,000 subjects, by node of the drawing.

    Acts of a behaviour, records of a channel, entries of a rule; stays on lists, runs in grades, events of measures.

    Parameters
    ----------
    folder : Path
        Of a finished run.
    scheme : Scheme
        The scheme of the drawing.

    Raises
    ------
    RunError
        R202, R204 if the folder is damaged.
    """
    ledgers = list(read_ledgers(folder, with_log=False))
    months = int(read_manifest(folder)["months"])
    people = sum(ledger.total("subjects") for ledger in ledgers)
    if not people:
        return {}

    def rate(*names: str) -> float:
        return sum(counted(ledger, name) for ledger in ledgers for name in names) * 12_000 / (months * people)

    found = {
        f"behaviour:{name}": rate(f"behaviour:{name}:acts", f"behaviour:{name}:expected") for name in conduct(scheme)
    }
    for channel in scheme.channels:
        found[f"channel:{channel.id}"] = rate(*(f"channel:{channel.id}:{kind}" for kind in RECORDS))
    for rule in scheme.rules:
        found[f"rule:{rule.id}"] = rate(f"rule:{rule.id}:entries")
    if scheme.score.kind != "none":
        found["score:"] = sum(
            found[f"rule:{rule.id}"] for rule in scheme.rules if rule.points or rule.set or rule.rating
        )
    for kind, parts in (("band", scheme.bands), ("list", scheme.lists), ("measure", scheme.measures)):
        for part in parts:
            found[f"{kind}:{part.id}"] = rate(f"{kind}:{part.id}:events")
    for spread in scheme.spread:
        if spread.rule:
            found[f"spread:{spread.id}"] = rate(f"rule:{spread.rule}:tie")
    if scheme.redress.instances:
        for step in ("wrong", "right"):
            name = f"instance:{scheme.redress.instances[0].id}"
            found[name] = found.get(name, 0.0) + rate(f"redress:filed:{step}")
    return found


def counted(ledger: Ledger, name: str) -> float:
    """A tally; what was expected and not drawn in acts."""
    many = ledger.total(name)
    return many / EXPECTED_UNIT if name.endswith(":expected") else many


def conduct(scheme: Scheme) -> list[str]:
    """Everything that channels watch."""
    return list(dict.fromkeys(watch.behaviour for channel in scheme.channels for watch in channel.watches))
