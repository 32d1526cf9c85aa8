"""The audit for the browser: the document of ``demerit audit --json``, with the names that its ids stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from demerit.audit.load import Rule

__all__ = ["audit_view"]


def audit_view(
    document: Mapping[str, Any], rules: Iterable[Rule], /, *, before: Mapping[str, Any] | None = None,
    switched: Sequence[str] = (),
) -> dict[str, Any]:  # fmt: skip
    """``demerit.view-audit/1``.

    Parameters
    ----------
    document : mapping
        ``demerit.audit/1``.
    rules : iterable of Rule
        Those that were asked.
    before : mapping, optional
        The audit of the same scheme without the safeguards that are switched on.
    switched : sequence of str
        Their names.
    """
    named = {finding["instrument"] for finding in document["findings"]}
    titles = {rule.law.id: rule.law.title for rule in rules if rule.law.id in named}
    was = {f"{finding['check']}:{finding['mode']}": finding["result"] for finding in (before or document)["findings"]}
    return {
        "schema": "demerit.view-audit/1", "audit": document, "instruments": titles, "was": was,
        "switched": list(switched),
    }  # fmt: skip
