"""Text that fits a width. Hard spaces hold; they are softened once the lines are made."""

from __future__ import annotations

import textwrap

from demerit.report.figures import soften

__all__ = ["wrapped"]


def wrapped(text: str, /, *, width: int, indent: str = "", hanging: str | None = None) -> str:
    """Wrap a paragraph.

    Parameters
    ----------
    text : str
        One paragraph; line ends and runs of spaces count as one space, hard spaces stay.
    width : int
        Columns.
    indent : str
        What the first line begins with.
    hanging : str, optional
        What the other lines begin with; as ``indent`` if left out.

    Returns
    -------
    str

    Examples
    --------
    >>> print(wrapped("About 3 in 10 of them.", width=12, indent="- ", hanging="  "))
    - About 3 in
      10 of
      them.
    """
    return soften(
        textwrap.fill(
            text,
            width=width,
            initial_indent=indent,
            subsequent_indent=indent if hanging is None else hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )
