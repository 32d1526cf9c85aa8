"""Documents made for the page alone (``report/views``): the words and figures of a page, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demerit.lab.workspace import Workspace

__all__ = ["patterns", "view_audit"]


def view_audit(args: Mapping[str, str], workspace: Workspace) -> Mapping[str, Any]:
    """The audit (as ``audit``), with the names of its instruments."""
    from demerit.audit.ask import rules_asked
    from demerit.lab.answers import audit
    from demerit.report.views.audit import audit_view

    return audit_view(audit(args, workspace), rules_asked(args.get("law", "all")))


def patterns(args: Mapping[str, str], workspace: Workspace) -> Mapping[str, Any]:
    """Every part of a page in every state."""
    from demerit.report.views.model import view_data
    from demerit.report.views.patterns import patterns_view

    return view_data(patterns_view())
