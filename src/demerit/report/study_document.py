"""Documents of sweeps and sensitivities with their words: what charts in any place need, so that none makes its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demerit.report.figures import soften
from demerit.report.study_words import evidence_part, figure_range, figure_text, figure_words
from demerit.report.unknown_words import named, short, told_values

__all__ = ["with_words"]

ENDS = {"low": "low", "stated": "value", "high": "high"}


def with_words(document: Mapping[str, Any], /) -> dict[str, Any]:
    """A document of a sweep or a sensitivity with its words.

    Parameters
    ----------
    document : mapping
        ``demerit.sweep/1`` or ``demerit.sensitivity/1`` as the study made it.

    Returns
    -------
    dict
        Each unknown has ``label``, ``short``, ``told_low``, ``told_stated`` and ``told_high``; each figure ``label``,
        ``told`` (its values and ranges as text) and ``published`` (the share of the numbers behind it that are no
        assumption). Nothing else differs.
    """
    run = document["run"]
    unknowns = [
        {
            **unknown, "label": named(unknown), "short": short(unknown),
            **{f"told_{name}": soften(told_values(unknown, end)) for name, end in ENDS.items()},
        }
        for unknown in document["unknowns"]
    ]  # fmt: skip
    place = "indicators" if "indicators" in document else "results"
    figures = [with_label(figure, run) for figure in document[place]]
    return {**document, "unknowns": unknowns, place: figures}


def with_label(figure: Mapping[str, Any], run: Mapping[str, Any]) -> dict[str, Any]:
    """A figure with its words."""
    unit, stated, spread = figure["unit"], figure["stated"], figure.get("assumptions")
    told = {
        "stated": soften(figure_text(stated["value"], unit)),
        "chance": soften(figure_range(stated["low"], stated["high"], unit)),
    }
    if spread is not None:
        told["assumptions"] = soften(figure_range(spread["low"], spread["high"], unit))
    label = figure_words(figure["id"], parts=run["parts"], unit=run["unit"], group=figure["group"])
    made = {**figure, "label": label, "told": told, "published": evidence_part(figure["evidence"])[2]}
    if "effects" in figure:
        made["effects"] = [
            {
                **effect,
                "told_low": soften(figure_text(effect["ends"]["low"], unit)),
                "told_high": soften(figure_text(effect["ends"]["high"], unit)),
            }
            for effect in figure["effects"]
        ]
    return made
