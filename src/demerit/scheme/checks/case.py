"""A scheme under test."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from demerit.errors import Defect, nearest
from demerit.evidence.yamltext import Path, Places
from demerit.scheme.model import Scheme
from demerit.scheme.names import Names

__all__ = ["Case"]


@dataclass(frozen=True)
class Case:
    """A scheme, the places of its parts, and the names of its society (``None`` when there is no society)."""

    scheme: Scheme
    places: Places
    names: Names | None = None

    def fault(self, code: str, path: Path, message: str, hint: str = "", *, key: bool = False) -> Defect:
        """Make a defect at a path of the scheme's file."""
        return self.places.defect(code, path, message, hint, key=key)

    def unknown(
        self,
        code: str,
        path: Path,
        kind: str,
        words: str | Iterable[str] | None,
        allowed: Collection[str],
        *,
        key: bool = False,
    ) -> Iterator[Defect]:
        """Defects of names that are not allowed; ``path`` is the name's, or that of a list of names."""
        single = isinstance(words, str)
        for number, word in enumerate([words] if isinstance(words, str) else words or ()):
            if word not in allowed:
                told = nearest(word, allowed) if allowed else "There is none."
                where = path if single else (*path, number)
                yield self.fault(code, where, f'unknown {kind} "{word}"', told, key=key)
