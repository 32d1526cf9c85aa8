"""Any file of the format, checked by what its ``format`` line says."""

from __future__ import annotations

from pathlib import Path as FilePath

from demerit.errors import Defect, InputError, nearest
from demerit.evidence.catalogue import find
from demerit.evidence.yamltext import read_yaml
from demerit.scheme.safeguard import read_safeguard
from demerit.society.check import check_companion, society_defects
from demerit.society.fit import check_scheme_text
from demerit.society.load import COMPANIONS, read_society

__all__ = ["FORMATS", "check_file"]

FORMATS = ("scheme", "society", *COMPANIONS, "safeguard")
"""Words of the formats; the line reads ``format: demerit.<word>/1``."""


def check_file(path: str | FilePath, /) -> list[Defect]:
    """Check a scheme, society, conduct, needs, beliefs, responses or safeguard file.

    Parameters
    ----------
    path : str or path
        Path to the file.

    Returns
    -------
    list of Defect
        Sorted by place; empty when there is none.
    """
    try:
        found = find(FilePath(path), folder="")
        text = read_yaml(found.raw, file=found.name)
        written = text.data.get("format") if isinstance(text.data, dict) else None
        kind = written.removeprefix("demerit.").partition("/")[0] if isinstance(written, str) else ""
        if kind == "scheme":
            return check_scheme_text(found.raw, file=found.name, folder=found.folder)
        if kind == "society":
            return society_defects(read_society(found.raw, file=found.name, folder=found.folder))
        if kind in COMPANIONS:
            return check_companion(found.raw, file=found.name, kind=kind)
        if kind == "safeguard":
            read_safeguard(found.raw, file=found.name)
            return []
    except InputError as error:
        return list(error.defects)
    told = nearest(str(written or ""), [f"demerit.{word}/1" for word in FORMATS])
    what = f'format "{written}" is unknown' if written else "the format is not given"
    return [text.places.defect("S112", ("format",), what, told)]
