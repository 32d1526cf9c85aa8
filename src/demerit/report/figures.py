"""Numbers as people read them. Every number that is printed in prose or in a table is made here.

A *hard space* keeps a number and its unit on one line until the text has been wrapped; ``soften`` then makes it a
plain space, so that what is printed can be searched and copied.
"""

from __future__ import annotations

import math

__all__ = [
    "HARD",
    "MINUS",
    "NONE",
    "count",
    "interval",
    "months",
    "number",
    "one_in",
    "percent",
    "percent_range",
    "percents",
    "rate",
    "ratio",
    "soften",
    "span",
]

HARD = "\u00a0"
MINUS = "\u2212"
MOST_PLACES = 3
WIDE = 3.0
"""A range whose upper end is so many times the lower is wide."""
NONE = "–"
"""What stands where there is no value."""


def soften(text: str, /) -> str:
    """Text with plain spaces, for printing after it has been wrapped."""
    return text.replace(HARD, " ")


def signed(text: str, value: float) -> str:
    """Text of a size with the minus sign of print, if the value is negative."""
    return MINUS + text if value < 0 else text


def count(value: float | None, /) -> str:
    """A whole number with a comma at every three digits.

    Examples
    --------
    >>> count(12340)
    '12,340'
    >>> count(-5)
    '−5'
    """
    if value is None or not math.isfinite(value):
        return NONE
    whole = round(value)
    return signed(f"{abs(whole):,}", whole)


def natural(share: float) -> int:
    """Places after the point of a share in per cent: two figures that mean something, never more than three places."""
    size = abs(share) * 100
    return next((places for limit, places in ((9.95, 0), (0.995, 1), (0.0995, 2)) if size >= limit), MOST_PLACES)


def percent(share: float | None, /, *, places: int | None = None) -> str:
    """A share as a percentage, as exact as it is useful; only a share of exactly 1 is 100 %, only 0 is 0 %.

    Parameters
    ----------
    share : float or None
        Usually in [0, 1]; None where there is none.
    places : int, optional
        Places after the point.

    Examples
    --------
    >>> [percent(x).replace(HARD, " ") for x in (0.284, 0.0184, 0.00031, 0.0, 1.0, 0.9999, 0.0000001)]
    ['28 %', '1.8 %', '0.031 %', '0 %', '100 %', 'over 99 %', 'under 0.001 %']
    >>> percent(-0.05).replace(HARD, " ")
    '−5.0 %'
    """
    if share is None or not math.isfinite(share):
        return NONE
    size = abs(share) * 100
    places = natural(share) if places is None else places
    text = f"{size:.{places}f}"
    if size in (0, 100):
        text = f"{size:.0f}"
    elif float(text) == 0:
        text = f"under{HARD}{10.0**-places:.{places}f}"
    elif text.startswith("100"):
        text = f"over{HARD}{100 - 10.0**-places:.{places}f}"
    return signed(f"{text}{HARD}%", share)


def percents(value: float | None, low: float | None, high: float | None, /) -> tuple[str, str]:
    """A share and its range, all with as many places as the ends need to be told apart.

    Examples
    --------
    >>> percents(0.9868, 0.986, 0.988)[0].replace(HARD, " ")
    '98.7 %'
    """
    return percent(value, places=shared_places(low, high)), percent_range(low, high)


def shared_places(low: float | None, high: float | None) -> int | None:
    """Places of a narrow range; None for a wide one, whose ends have their own."""
    if low is None or high is None or not 0 < low < high < WIDE * low:
        return None
    places = natural(low)
    while places < MOST_PLACES and f"{low * 100:.{places}f}" == f"{high * 100:.{places}f}":
        places += 1
    return places


def percent_range(low: float | None, high: float | None, /) -> str:
    """Two ends of a range of shares with one sign of per cent.

    Examples
    --------
    >>> [percent_range(*ends).replace(HARD, " ") for ends in ((0.24, 0.33), (0.0097, 0.0103), (0.0098, 0.1055))]
    ['24 to 33 %', '0.97 to 1.03 %', '0.98 to 11 %']
    >>> percent_range(0.004, None)
    '–'
    """
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return NONE
    places = shared_places(low, high)
    first, last = percent(low, places=places), percent(high, places=places)
    return first if first == last else f"{first.removesuffix(f'{HARD}%')}{HARD}to{HARD}{last}"


def interval(low: float | None, high: float | None, /, *, form: str = "count") -> str:
    """Two ends of a range: ``12 to 18``; ``form`` is count, months, rate or ratio."""
    show = {"count": count, "months": months, "rate": rate, "ratio": ratio}[form]
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return NONE
    first, last = show(low), show(high)
    return first if first == last else f"{first}{HARD}to{HARD}{last}"


def one_in(share: float | None, /) -> str:
    """A share as people: ``1 in 40``; above a seventh, in tenths: ``4 in 10``.

    Examples
    --------
    >>> [one_in(x).replace(HARD, " ") for x in (0.025, 0.28, 0.38, 0.5, 0.97, 0.0, 1.0, 0.000004)]
    ['1 in 40', '3 in 10', '4 in 10', '1 in 2', '97 in 100', 'none', '1 in 1', '1 in 250,000']
    """
    if share is None or not math.isfinite(share) or not 0 <= share <= 1:
        return NONE
    if share in (0, 1):
        return f"1{HARD}in{HARD}1" if share else "none"
    if share >= 0.945:
        return f"{min(99, round(share * 100))}{HARD}in{HARD}100"
    if share >= 0.15:
        tenths = round(share * 10)
        part, whole = {5: (1, 2), 2: (1, 5)}.get(tenths, (tenths, 10))
        return f"{part}{HARD}in{HARD}{whole}"
    many = 1 / share
    scale = 10 ** max(0, math.floor(math.log10(many)) - 1)
    return f"1{HARD}in{HARD}{count(round(many / scale) * scale)}"


def months(value: float | None, /) -> str:
    """A length in months with one place under 100.

    Examples
    --------
    >>> [months(x) for x in (7.26, 24.0, 130.4, None)]
    ['7.3', '24', '130', '–']
    """
    if value is None or not math.isfinite(value):
        return NONE
    size = abs(value)
    return signed(f"{size:.0f}" if size >= 99.95 or size == round(size) else f"{size:.1f}", value)


def rate(value: float | None, /) -> str:
    """A rate or an amount with three figures that mean something, two where it is small.

    Examples
    --------
    >>> [rate(x) for x in (0.0, 0.01234, 3.14159, 1234.5, 0.0000123)]
    ['0', '0.012', '3.14', '1,234', '0.000012']
    """
    if value is None or not math.isfinite(value):
        return NONE
    if value == 0:
        return "0"
    places = max(0, (2 if abs(value) >= 0.1 else 1) - math.floor(math.log10(abs(value))))
    return signed(f"{abs(value):,.{places}f}" if places else count(abs(value)), value)


def number(value: float | None, /) -> str:
    """A number as a file has it, without zeros that say nothing.

    Examples
    --------
    >>> [number(x) for x in (0.012, 1000.0, -5.0, 0.00005, 1.5)]
    ['0.012', '1,000', '−5', '0.00005', '1.5']
    """
    if value is None or not math.isfinite(value):
        return NONE
    text = f"{abs(value):,.10f}".rstrip("0").rstrip(".")
    return signed(text, value)


def ratio(value: float | None, /) -> str:
    """A ratio with two places: ``1.42``."""
    if value is None or not math.isfinite(value):
        return NONE
    return signed(f"{abs(value):.2f}" if abs(value) < 99.995 else count(abs(value)), value)


def span(value: float, /) -> str:
    """A time in seconds as people say it.

    Examples
    --------
    >>> [span(x).replace(HARD, " ") for x in (0.4, 12.3, 75, 3700)]
    ['0.4 s', '12 s', '1 min 15 s', '1 h 1 min']
    """
    if value < 9.95:
        return f"{value:.1f}{HARD}s"
    seconds = round(value)
    if seconds < 60:
        return f"{seconds}{HARD}s"
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes}{HARD}min{HARD}{rest}{HARD}s"
    return f"{minutes // 60}{HARD}h{HARD}{minutes % 60}{HARD}min"
