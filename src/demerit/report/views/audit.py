"""The audit for the browser: the document of ``demerit audit --json``, with the names that its ids stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from demerit.audit.load import Rule

__all__ = ["audit_view"]


def audit_view(document: Mapping[str, Any], rules: Iterable[Rule], /) -> dict[str, Any]:
    """``demerit.view-audit/1``.

    Parameters
    ----------
    document : mapping
        ``demerit.audit/1``.
    rules : iterable of Rule
        Those that were asked.
    """
    named = {finding["instrument"] for finding in document["findings"]}
    titles = {rule.law.id: rule.law.title for rule in rules if rule.law.id in named}
    return {"schema": "demerit.view-audit/1", "audit": document, "instruments": titles}
