"""Reading a scheme from a file or from the catalogue."""

from __future__ import annotations

from pathlib import Path as FilePath

from demerit.evidence.catalogue import find
from demerit.evidence.form import read_form
from demerit.evidence.yamltext import Places
from demerit.scheme.includes import with_included
from demerit.scheme.model import Scheme

__all__ = ["load_scheme", "read_scheme"]


def load_scheme(name: str | FilePath, /, *, beside: FilePath | None = None) -> tuple[Scheme, Places]:
    """Load a scheme, with those it includes, and the places of its parts. The form is checked, the meaning is not.

    Parameters
    ----------
    name : str or path
        Path to a file, or id in the catalogue.
    beside : path, optional
        Folder where an id is looked for first.

    Returns
    -------
    (Scheme, Places)

    Raises
    ------
    InputError
        With every fault of form, each with its line and column.
    """
    found = find(name, folder="schemes", beside=beside, kind="scheme")
    return read_scheme(found.raw, file=found.name, folder=found.folder)


def read_scheme(raw: bytes, /, *, file: str, folder: FilePath | None = None) -> tuple[Scheme, Places]:
    """Read a scheme from bytes; ``file`` is shown in errors, in ``folder`` included files are looked for first."""
    scheme, text = read_form(Scheme, raw, file=file, format_name="demerit.scheme/1")
    return with_included(scheme, places=text.places, folder=folder) if scheme.includes else (scheme, text.places)
