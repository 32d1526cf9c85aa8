"""Every error a user can meet, in one shape.

A message has a code, a place (``file:line:column``), what is wrong, what was expected, and what to do.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Defect", "DemeritError", "InputError", "RunError", "UnfinishedError", "UsageError", "nearest"]


@dataclass(frozen=True, kw_only=True, order=True)
class Defect:
    """One fault in one file.

    Attributes
    ----------
    file : str
        Path or catalogue id of the file; empty when the fault is in no file.
    line, column : int
        Place of the fault, counted from 1; 0 when it is in the file as a whole.
    code : str
        Stable code such as ``S104``.
    message : str
        What is wrong, in a sentence.
    hint : str
        What was expected and what to do; may be empty.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """One line: code, message, place, hint."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        where = f" ({place})" if place else ""
        return f"{self.code} {self.message}{where}." + (f" {self.hint}" if self.hint else "")


class DemeritError(Exception):
    """Base of every error that is told to the user without a traceback.

    ``exit_code`` is what the terminal returns.
    """

    exit_code = 1


class InputError(DemeritError):
    """A file or a set of inputs has faults; carries all of them."""

    def __init__(self, defects: Iterable[Defect]) -> None:
        self.defects = tuple(sorted(defects))
        super().__init__("\n".join(str(d) for d in self.defects))


class RunError(DemeritError):
    """A run could not start or could not go on."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        self.defect = Defect(file="", line=0, column=0, code=code, message=message, hint=hint)
        super().__init__(str(self.defect))


class UsageError(RunError):
    """The command was called wrongly."""

    exit_code = 2


class UnfinishedError(RunError):
    """A run stopped after its folder was begun, and can be gone on with."""

    exit_code = 3


def nearest(word: str, allowed: Iterable[str], /) -> str:
    """Say which allowed word is nearest to a wrong one.

    Parameters
    ----------
    word : str
        What was written.
    allowed : iterable of str
        What may be written.

    Returns
    -------
    str
        A sentence with the nearest word (if one is near) and all allowed ones.

    Examples
    --------
    >>> nearest("p_mis", ["p_miss", "delay"])
    'Did you mean "p_miss"? Allowed: delay, p_miss.'
    """
    words = sorted(set(allowed))
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    did = f'Did you mean "{near[0]}"? ' if near else ""
    return f"{did}Allowed: {', '.join(words)}."
