"""Operations of a safeguard on numbers in plain data: limit, scale, square, and the most that one act may take."""

from __future__ import annotations

from collections.abc import Callable
from math import floor, prod
from typing import Any, TypeAlias

from demerit.scheme.dump import scalar

__all__ = ["bound", "higher", "room", "scale", "size", "square"]

DAYS_PER_MONTH = 30.4375

Plain: TypeAlias = dict[str, Any]
"""A quantity, or a part of a scheme, as plain data."""


def higher(quantity: Plain | None, value: Plain, /) -> bool:
    """Whether a quantity is missing or above a limit, days and months made comparable."""
    return quantity is None or size(quantity) > size(value)


def size(quantity: Plain, /) -> float:
    """Largest value of a quantity in plain data, factors included; days as months."""
    factors = (max(1.0, *map(float, table.values())) for table in quantity.get("times", {}).values())
    largest = prod(factors, start=max(numbers(quantity)))
    return largest / DAYS_PER_MONTH if quantity["unit"] == "days" else largest


def numbers(quantity: Plain) -> list[float]:
    """Every value that a quantity may have, factors of attributes apart."""
    found = [quantity["value"], *(step["value"] for step in quantity.get("steps", []))]
    found += [number for table in quantity.get("by", {}).values() for number in table.values()]
    return [float(number) for number in [*found, *(case["value"] for case in quantity.get("where", []))]]


def scale(quantity: Plain, factor: Plain, /, *, by: str) -> Plain:
    """A quantity times a factor, once for each safeguard ``by``; the range is that of both.

    Parameters
    ----------
    quantity, factor : dict
        Plain quantities.
    by : str
        Id of the safeguard, which ``derived`` then names.
    """
    times, low, high = float(factor["value"]), *map(float, factor["range"])
    told = f"{quantity['value']} times {factor['value']}"
    made = reckoned(quantity, lambda x: x * times, range_of=lambda a, b: (a * low, b * high), by=by, told=told)
    cited = [name for name in factor.get("source", []) if name not in made.get("source", [])]
    return made | {"source": [*made.get("source", []), *cited]} if cited and made is not quantity else made


def square(quantity: Plain, /, *, by: str) -> Plain:
    """A chance times itself, once for each safeguard ``by``; the range leads from its square to what it was."""
    told = f"{quantity['value']} times itself"
    made = reckoned(
        quantity, lambda x: x * x, range_of=lambda a, b: (min(a, a * a), max(b, b * b)), by=by, told=told
    )
    if made is not quantity and "times" in made:
        made["times"] = {
            name: {value: tidy(float(x) ** 2) for value, x in table.items()} for name, table in made["times"].items()
        }
    return made


def reckoned(
    quantity: Plain, change: Callable[[float], float], *,
    range_of: Callable[[float, float], tuple[float, float]], by: str, told: str,
) -> Plain:  # fmt: skip
    """A quantity with every value changed, as an assumption that says what it was made of."""
    mark = f"{by}: "
    if any(part.startswith(mark) for part in quantity.get("derived", "").split("; ")):
        return quantity

    def new(number: str) -> str:
        return tidy(change(float(number)))

    if all(float(new(scalar(x))) == x for x in numbers(quantity)):
        return quantity

    ends = quantity.get("range") or [quantity["value"], quantity["value"]]
    made = quantity | {
        "value": new(quantity["value"]), "grade": "assumption",
        "range": [tidy(end) for end in range_of(*map(float, ends))],
        "derived": "; ".join(part for part in (f"{mark}{told}", quantity.get("derived", "")) if part),
    }  # fmt: skip
    if "by" in quantity:
        made["by"] = {name: {value: new(x) for value, x in table.items()} for name, table in quantity["by"].items()}
    for part in ("where", "steps"):
        if part in quantity:
            made[part] = [item | {"value": new(item["value"])} for item in quantity[part]]
    return made


def tidy(x: float) -> str:
    """A number without the dust of floating point."""
    return scalar(float(f"{x:.12g}"))


def room(scheme: Plain, /) -> float | None:
    """Points from the initial score to the nearest penal band; none without a sum or such a band, or inside it."""
    score = scheme.get("score", {})
    if score.get("kind") != "sum" or "initial" not in score:
        return None
    bands = sorted(
        (float(band["at_least"]["value"]) if "at_least" in band else float("-inf"), band.get("penal") == "true")
        for band in scheme.get("bands", [])
    )
    initial = float(score["initial"]["value"])
    here = max((i for i, (lower, _) in enumerate(bands) if lower <= initial), default=0)
    ways = [initial - bands[i + 1][0] for i in range(here) if bands[i][1]]
    ways += [lower - initial for lower, penal in bands[here + 1 :] if penal]
    return None if not ways or bands[here][1] else min(ways)


def bound(rule: Plain, share: Plain, /, *, most: float, by: str) -> None:
    """Let a rule take at most a share of ``most`` points for one act, in place.

    Without a cap of its own the rule gets one of a month, which holds surcharges too. With one its points are cut where
    they are more, and its cap stays.
    """
    points = rule.get("points")
    if points is None:
        return
    factor = float(rule["repeat"]["factor"]["value"]) if "repeat" in rule else 1.0
    powers = int(rule["repeat"].get("max", 1)) if rule.get("repeat", {}).get("power") == "true" else 1
    limit, low, high = (
        max(1, floor(most * float(x))) for x in (share["value"], *share.get("range", [share["value"]] * 2))
    )
    amount = share | {
        "value": scalar(float(limit)), "unit": "points", "range": [scalar(float(low)), scalar(float(high))],
        "derived": f"{by}: {share['value']} of {scalar(most)} points",
    }  # fmt: skip
    factors = (max(1.0, *map(float, table.values())) for table in points.get("times", {}).values())
    largest = prod(factors, start=max(numbers_of_size(points)))
    if "cap" not in rule:
        if largest * max(1.0, factor) ** powers > limit:
            rule["cap"] = {"points": amount, "months": "1"}
    elif largest > limit < max(numbers_of_size(rule["cap"]["points"])):
        rule["points"] = clipped(points, limit * max(numbers_of_size(points)) / largest, by=by)


def clipped(points: Plain, limit: float, /, *, by: str) -> Plain:
    """Points of which none is above a size."""

    def new(x: float) -> float:
        return max(-limit, min(limit, x))

    told = f"at most {scalar(limit)} points"
    return reckoned(points, new, range_of=lambda a, b: (new(a), new(b)), by=by, told=told)


def numbers_of_size(quantity: Plain) -> list[float]:
    """Every value without its sign."""
    return [abs(number) for number in numbers(quantity)]
