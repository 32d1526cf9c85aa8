"""The page of the documentation on calibrations, with a picture each, made from the kept documents.

``python -m demerit.report.calibration_docs docs`` writes it anew in a second. ``... docs --again`` first makes the kept
documents anew, which takes minutes; they stand in ``catalog/calibrations`` with the hashes of what they were made from.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from demerit.report.blocks import Heading
from demerit.report.calibration_page import calibration_page
from demerit.report.calibration_picture import calibration_picture
from demerit.report.markdown import markdown

__all__ = ["COMMAND", "KEPT", "PAGE", "calibration_documents", "kept_calibration"]

COMMAND = "python -m demerit.report.calibration_docs docs"
PAGE = "understand/calibration.md"
PICTURES = "images/calibration"

KEPT: dict[str, dict[str, int]] = {
    "cn-judgment-defaulters-2017": {"persons": 60_000, "runs": 192, "seed": 1},
    "ve-carnet-2018": {"persons": 60_000, "runs": 48, "seed": 1},
}
"""Calibrations that are kept: the scheme, and what was asked for."""

OPENING = """# What is assumed, fitted to what was published

Many numbers of these societies are published nowhere. A calibration asks which values they can have at all: worlds
all over their ranges are played, and those that are too far from published outcomes are ruled out (history matching).
Then the nearest point is looked for. Every published outcome carries `use: fit` or `use: test`, set and committed
before the first fit; the fit is given an object made of the fit rows alone, and nothing that it can reach holds a test
row. Test rows stand beside three forecasts that need no model.

Only numbers graded as assumptions move; never a rule, a measure or a list of a scheme, and nothing that a law text, a
statistic or research says. The one objective is the distance to what was published, and there is no option for another.
This fits assumptions about synthetic people to published totals: it says nothing of any person, and a good fit does not
make a system just. `demerit study calibrate SCHEME` makes one; [how it is done](../reference/calibration.md).
"""


def kept_calibration(name: str, /) -> dict[str, Any]:
    """A kept calibration.

    Parameters
    ----------
    name : str
        Id of the scheme.

    Returns
    -------
    dict
        ``demerit.calibration/1``.
    """
    text = (files("demerit") / "catalog" / "calibrations" / f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def calibration_documents() -> dict[str, str]:
    """The page and its pictures, by path in the folder of the documentation."""
    parts, pictures = [OPENING], {}
    for name in KEPT:
        document = kept_calibration(name)
        picture = f"{PICTURES}/{name}.svg"
        pictures[picture] = calibration_picture(document)
        parts.append(f"#{markdown([Heading(document['run']['title'])])}")
        parts.append(f"`{name}` on `{document['run']['society']}`.\n")
        parts.append(f"![Published numbers and ours](../{picture})\n")
        parts.append(deeper(markdown(calibration_page(document))))
        hashes = ", ".join(f"{what.replace('_', ' ')} `{value[:12]}`" for what, value in document["inputs"].items())
        parts.append(f"Made from: {hashes}.\n")
    parts.append(f"Made by `{COMMAND}`; do not edit.\n")
    return {PAGE: "\n".join(parts), **pictures}


def deeper(text: str) -> str:
    """Markdown with its headings one level lower."""
    return "\n".join(f"#{line}" if line.startswith("#") else line for line in text.split("\n"))


def again(name: str) -> str:
    """A kept calibration made anew, as text."""
    from demerit.outcomes.document import render_document
    from demerit.study.calibrate import calibrate, make_calibration
    from demerit.study.job import Asked

    asked = KEPT[name]
    made = make_calibration(Asked(scheme=name, persons=asked["persons"], seed=asked["seed"]), runs=asked["runs"])
    return render_document(calibrate(made).document)


if __name__ == "__main__":
    import sys

    if "--again" in sys.argv:
        for kept in KEPT:
            place = Path(str(files("demerit"))) / "catalog" / "calibrations" / f"{kept}.json"
            place.parent.mkdir(exist_ok=True)
            place.write_text(again(kept), encoding="utf-8")
    for path, content in calibration_documents().items():
        target = Path(sys.argv[1]) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
