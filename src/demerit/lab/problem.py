"""What went wrong, in the one shape in which the lab tells it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from demerit.errors import Defect, DemeritError, InputError, RunError, UnfinishedError, UsageError

__all__ = ["Problem", "fault", "near", "place", "problem_of"]

STATUS = {"R201": 507, "R202": 404, "R204": 409, "R319": 404, "R322": 404, "R323": 404, "R362": 404, "S100": 404}
"""Of codes whose status differs from that of their kind of error."""


class Problem(Exception):
    """An error with the status of its answer.

    Attributes
    ----------
    status : int
        Of HTTP.
    code, message, hint : str
        As ``Defect`` has them.
    where : str
        ``file:line:column``; empty where it is in no file.
    faults : list of dict
        All faults, where a file has more than one.
    """

    def __init__(
        self, status: int, code: str, message: str, hint: str = "", *, where: str = "",
        faults: list[dict[str, Any]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(message)
        self.status, self.code, self.message, self.hint = status, code, message, hint
        self.where, self.faults = where, faults or []

    def document(self) -> dict[str, Any]:
        """The answer: ``{"error": {"code", "message", "hint", "where"?}}``, with ``faults`` of a faulty file."""
        error: dict[str, Any] = {"code": self.code, "message": self.message, "hint": self.hint}
        if self.where:
            error["where"] = self.where
        return {"error": error, "faults": self.faults} if self.faults else {"error": error}


def near(word: str, allowed: Iterable[str], /) -> str:
    """Name what is nearest to a wrong name, without listing all that there are.

    Examples
    --------
    >>> near("clams", ["claims", "laws"])
    'Did you mean "claims"?'
    """
    found = difflib.get_close_matches(word, sorted(set(allowed)), n=1, cutoff=0.5)
    return f'Did you mean "{found[0]}"?' if found else ""


def fault(defect: Defect, /) -> dict[str, Any]:
    """A fault of a file as plain data."""
    told = {"code": defect.code, "message": defect.message, "line": defect.line, "column": defect.column}
    return {**told, "hint": defect.hint, "file": defect.file}


def place(defect: Defect, /) -> str:
    """Where a fault is: ``file:line:column``; empty for a file as a whole."""
    return f"{defect.file}:{defect.line}:{defect.column}" if defect.line else ""


def problem_of(error: BaseException, /) -> Problem:
    """Any exception as a problem; one that nobody foresaw says no more than its kind and its first words."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, InputError) and error.defects:
        first = error.defects[0]
        faults = [fault(defect) for defect in error.defects]
        status = STATUS.get(first.code, 422) if len(faults) == 1 else 422
        where = place(first)
        return Problem(status, first.code, first.message, first.hint, where=where, faults=faults if where else None)
    if isinstance(error, RunError):
        of_kind = 400 if isinstance(error, UsageError) else 409 if isinstance(error, UnfinishedError) else 422
        found = error.defect
        return Problem(STATUS.get(found.code, of_kind), found.code, found.message, found.hint)
    if isinstance(error, DemeritError):
        return Problem(422, "R900", str(error))
    if isinstance(error, OSError) and error.strerror:
        told = f"the system refused: {error.strerror}"
        return Problem(507, "R901", told, "Free space or memory; nothing was changed that you had before.")
    if isinstance(error, MemoryError):
        return Problem(507, "R902", "there is not enough memory", "Ask for fewer persons.")
    what = " ".join(str(error).split())[:200]
    hint = "This is a fault in demerit, not in your input. Please report it with what you did and this line."
    return Problem(500, "R900", f"unexpected {type(error).__name__}: {what}", hint)
