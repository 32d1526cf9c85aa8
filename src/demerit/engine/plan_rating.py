"""The part of a plan for ratings and means: values by chance, bias, weights, and the best that can be given."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from demerit.draws import threshold
from demerit.engine import layout as lay
from demerit.engine.draft import Draft
from demerit.evidence.quantity import Quantity
from demerit.scheme.model import Rule

__all__ = ["add_traits", "best_points", "points_row", "rating_columns", "shares_up_to"]


def points_row(draft: Draft, quantity: Quantity | None, /) -> int:
    """Quantity row of points; -1 for none."""
    return draft.numbers.add(quantity, convert=draft.points)


def rating_columns(draft: Draft, rule: Rule, /) -> list[int]:
    """The columns of a rule from ``RU_RATES`` on."""
    rows, leanings = draft.tables["rating"], draft.tables["bias"]
    first, first_bias, weight = len(rows), len(leanings), -1
    rating = rule.rating
    if rating is not None:
        limits = shares_up_to(draft, [value.share for value in rating.values])
        given = [points_row(draft, value.points) for value in rating.values]
        rows.extend(list(row) for row in zip(given, limits, strict=True))
        for bias in rating.bias:
            leanings.append([points_row(draft, bias.points), draft.mask(bias.rater), draft.mask(bias.rated)])
        if rating.weight:
            counts = [1] * len(draft.scheme.bands)
            for each in reversed(rating.weight):
                counts[draft.places["band"][each.band]] = each.counts
            weight = draft.numbers.add_whole(counts)
    return [
        int(rule.points is not None or rule.set is not None or rating is not None),
        first,
        len(rows),
        draft.key(f"rating:{rule.id}"),
        int(rating is not None and rating.raters == "block"),
        first_bias,
        len(leanings),
        weight,
    ]


def shares_up_to(draft: Draft, shares: Sequence[Quantity | None], /) -> list[int]:
    """Quantity rows of the thresholds of the sums of shares so far; the last one is sure."""
    total, rows = np.zeros((1, 1)), []
    for share in shares[:-1]:
        total = total + draft.numbers.by_step(share) if share is not None else total
        limits = [threshold(min(1.0, float(x))) for x in total.ravel()]
        rows.append(draft.numbers.add_whole(limits, steps=total.shape[0]))
    return [*rows, draft.numbers.add_whole([threshold(1.0)])]


def best_points(draft: Draft, /) -> int:
    """Quantity row of the largest points of any rule: at least 0 for a sum; -1 where no effort is seen to pay."""
    scheme = draft.scheme
    if not scheme.score.seen or scheme.score.kind not in ("sum", "mean"):
        return lay.ABSENT
    given = [rule.points for rule in scheme.rules]
    if scheme.score.kind == "mean":
        given += [rule.set for rule in scheme.rules]
        given += [value.points for rule in scheme.rules if rule.rating is not None for value in rule.rating.values]
    tables = [np.vectorize(draft.points)(draft.numbers.by_step(each)) for each in given if each is not None]
    if not tables:
        return lay.ABSENT
    best = tables[0]
    for table in tables[1:]:
        best = np.maximum(best, table)
    if scheme.score.kind == "sum":
        best = np.maximum(best, 0)
    return draft.numbers.add_whole([int(x) for x in best.ravel()], steps=best.shape[0])


def add_traits(draft: Draft, g: list[int]) -> None:
    """Trait points by period and cell, and the adverse part of them."""
    total = adverse = np.zeros((1, 1))
    ordered = sorted(draft.scheme.bands, key=lambda b: draft.places["band"][b.id])
    sign = -1 if ordered and ordered[-1].penal and not ordered[0].penal else 1
    g[lay.G_TRAIT_SIGN] = sign
    for trait in draft.scheme.traits:
        points = np.vectorize(draft.points)(draft.numbers.by_step(trait.points))
        total = total + points
        adverse = adverse + np.where(points * sign > 0, 0.0, points)
    g[lay.G_TRAIT_Q] = draft.numbers.add_grid(total, convert=int)
    g[lay.G_BAD_TRAIT_Q] = draft.numbers.add_grid(adverse, convert=int)
