"""How many parts a run can take: parts are bits of one word, or places of a byte, in the engine."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.errors import Defect
from demerit.evidence.yamltext import Path
from demerit.scheme.checks.case import Case
from demerit.scheme.model import Scheme

__all__ = ["check_limits", "overfull"]

WORD = 30
BITS = 62
BYTE = 250
SECTIONS = {"channels": BITS, "lists": WORD, "gates": 8, "measures": BITS, "spread": BITS, "targets": BITS}


def overfull(scheme: Scheme, /) -> Iterator[tuple[Path, str, int, int]]:
    """Parts of which there are too many: the place of the first too many, what they are, how many, and how many may be.

    Parameters
    ----------
    scheme : Scheme
    """
    for section, most in SECTIONS.items():
        if len(getattr(scheme, section)) > most:
            yield (section, most), section, len(getattr(scheme, section)), most
    looked_back = any(gate.lost_on for gate in scheme.gates) or any(each.after for each in scheme.discretion)
    hung_on = any(measure.band for measure in scheme.measures)
    entries = sum(len(item.entries) for item in scheme.lists)
    copies = [copy.id for item in scheme.lists for copy in item.copies]
    for path, what, number, most in (
        (("rules",), "rules, where gates or discretion look back at some", len(scheme.rules), BITS * looked_back),
        (("bands",), "bands, where measures hang on some", len(scheme.bands), BITS * hung_on),
        (("bands",), "bands", len(scheme.bands), BYTE),
        (("rules",), "rules", len(scheme.rules), 30_000),
        (("score", "terms"), "terms", len(scheme.score.terms), BITS),
        (("lists",), "ways onto lists", entries, BYTE),
        (("lists",), "copies", len(copies), BYTE),
        (("lists",), "recipients", len(set(copies)), WORD),
        (("redress", "instances"), "instances", len(scheme.redress.instances), BYTE),
    ):
        if most and number > most:
            yield path, what, number, most


def check_limits(case: Case) -> Iterator[Defect]:
    """There are not more parts than a run can take."""
    for path, what, number, most in overfull(case.scheme):
        told = f"the scheme has {number} {what}"
        yield case.fault("S377", path, told, f"A run takes at most {most}.", key=len(path) == 1)
