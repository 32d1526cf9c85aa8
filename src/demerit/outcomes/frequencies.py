"""Natural frequencies: a share as people count, ``1 in 40`` or ``about 3 in 10``."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["in_words"]


def in_words(share: float, /) -> str:
    """Say a share as a natural frequency.

    Parameters
    ----------
    share : float
        0 ... 1.

    Returns
    -------
    str
        ``none``, ``all``, ``1 in N`` up to one tenth (N with two significant digits), else ``k in 10``; with ``about``
        when it is rounded, ``nearly all`` above 19 in 20.

    Raises
    ------
    ValueError
        If the share is not between 0 and 1.

    Examples
    --------
    >>> in_words(0.025), in_words(0.28), in_words(0.3), in_words(0.0004123)
    ('1 in 40', 'about 3 in 10', '3 in 10', 'about 1 in 2,400')
    """
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, not {share}")
    exact = Fraction(share).limit_denominator(10**9)
    if exact in (0, 1):
        return "all" if exact else "none"
    if share > 0.95:
        return "nearly all"
    if share < 0.095:
        return one_in(1 / share)
    tenths = max(1, min(9, int(10 * share + 0.5)))
    about = "" if abs(10 * share - tenths) < 1e-9 else "about "
    return f"{about}{tenths} in 10"


def one_in(many: float) -> str:
    """``1 in N`` with two significant digits."""
    size = 1
    while many >= 100 * size:
        size *= 10
    whole = int(many / size + 0.5) * size
    about = "" if abs(many - whole) < 1e-9 * many else "about "
    return f"{about}1 in {whole:,}"
