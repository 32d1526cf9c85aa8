"""What people give each other: points by chance, leaning against some, weighed by the rater. Records of a scheme."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from demerit.evidence.quantity import Identifier, Points, Probability, Whole, record

__all__ = ["Rating", "RatingBias", "RatingValue", "RatingWeight"]


@record
class RatingValue:
    """One value that is given, and the share of ratings that have it (the last takes what is left).

    A share may differ by an attribute of the rated: that is how some groups are given fewer good ratings.
    """

    points: Points
    share: Probability | None = None


@record
class RatingBias:
    """Points added where rater and rated have these attributes; what has neither is added for everybody."""

    rater: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rated: dict[str, tuple[str, ...]] = field(default_factory=dict)
    points: Points


@record
class RatingWeight:
    """A rating counts as so many while its rater is in this band (in a mean; 1 for bands not named)."""

    band: Identifier
    counts: Whole


@record
class Rating:
    """Points that somebody gives: one of ``values`` by chance, plus ``bias``, held between the least and the largest.

    ``raters: block`` finds the rater in the block of 4,096 uids of the rated; ``nobody`` leaves the rater out.
    """

    values: tuple[RatingValue, ...]
    raters: Literal["nobody", "block"] = "nobody"
    bias: tuple[RatingBias, ...] = ()
    weight: tuple[RatingWeight, ...] = ()
    source: tuple[str, ...] = ()
    note: str = ""
