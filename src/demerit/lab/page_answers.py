"""Documents made for the page alone (``report/views``): the words and figures of a page, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demerit.lab.workspace import Workspace

__all__ = ["patterns", "view_audit"]


def view_audit(args: Mapping[str, str], workspace: Workspace) -> Mapping[str, Any]:
    """The audit (as ``audit``), with the names of its instruments; of a scheme also with ``safeguards`` switched on."""
    from demerit.audit.ask import rules_asked
    from demerit.lab.answers import audit
    from demerit.report.views.audit import audit_view

    document, rules = audit(args, workspace), rules_asked(args.get("law", "all"))
    names = [name for name in args.get("safeguards", "").split(",") if name]
    if not names or "run" in args:
        return audit_view(document, rules)
    return audit_view(with_safeguards(document, names, args, workspace), rules, before=document, switched=names)


def with_safeguards(
    document: Mapping[str, Any], names: list[str], args: Mapping[str, str], workspace: Workspace
) -> Mapping[str, Any]:
    """The audit of a scheme with safeguards switched on; nothing is simulated, and labels stay as they are."""
    from pathlib import Path

    from demerit.audit.ask import rules_asked, sources_known
    from demerit.audit.evaluate import audit as ask
    from demerit.audit.load import vocabulary
    from demerit.audit.subject import open_subject
    from demerit.audit.switched import switched
    from demerit.evidence.catalogue import catalogue_ids, is_path
    from demerit.lab.problem import Problem, near
    from demerit.report.audit_document import audit_document

    known = catalogue_ids("safeguards")
    for name in names:
        if name not in known:
            raise Problem(404, "R370", f'there is no safeguard "{name[:60]}"', near(name, known))
    where = workspace.scheme(args["scheme"])
    terms, rules = vocabulary(), rules_asked(document["law"])
    beside = Path(where).parent if is_path(where) else None
    subject = switched(open_subject(where, terms), names, terms, beside=beside)
    made = ask(subject.scheme, subject.facts, rules, terms, as_of=document["as_of"], benchmark=document["benchmark"])
    sources = sources_known(subject.scheme, rules, terms)
    return audit_document(
        made, sources, checked=document["checked"], law=document["law"], benchmark=document["benchmark"], run=""
    )


def patterns(args: Mapping[str, str], workspace: Workspace) -> Mapping[str, Any]:
    """Every part of a page in every state."""
    from demerit.report.views.model import view_data
    from demerit.report.views.patterns import patterns_view

    return view_data(patterns_view())
