"""Templates of schemes: commented files that pass the check, one for each kind (``catalog/templates/<kind>.yaml``)."""

from __future__ import annotations

import re

from demerit.errors import UsageError, nearest
from demerit.evidence.catalogue import catalogue_ids, find

__all__ = ["template", "template_kinds"]

ID = "xx-place-2026"
TITLE = "Name of the scheme"


def template_kinds() -> list[str]:
    """Kinds of scheme that have a template, sorted."""
    return catalogue_ids("templates")


def template(kind: str, /, *, scheme_id: str = ID, title: str = TITLE) -> str:
    """Text of a new scheme file, with comments, that passes the check as it is.

    Parameters
    ----------
    kind : str
        One of ``template_kinds()``.
    scheme_id : str
        Id of the new scheme, ``country-name-year``.
    title : str
        Title of the new scheme.

    Raises
    ------
    UsageError
        If there is no such kind, or the id is none.
    """
    kinds = template_kinds()
    if kind not in kinds:
        raise UsageError("S120", f'no template of kind "{kind}"', nearest(kind, kinds))
    if not re.fullmatch(r"[a-z0-9][a-z0-9_+-]{0,63}", scheme_id):
        raise UsageError("S121", f'"{scheme_id}" is no id', "Use lower-case letters, digits, - and _.")
    text = find(kind, folder="templates").raw.decode("utf-8")
    quoted = title.replace("'", "''")
    return text.replace(f"id: {ID}", f"id: {scheme_id}", 1).replace(f"title: {TITLE}", f"title: '{quoted}'", 1)
