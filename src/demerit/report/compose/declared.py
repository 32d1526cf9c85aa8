"""What is declared for the audit, from the same answers; a question without an answer declares nothing."""

from __future__ import annotations

from typing import Any

from demerit.report.compose.answers import Answers
from demerit.report.compose.law_questions import LAW
from demerit.report.compose.parts import Parts
from demerit.report.compose.write import Flow

__all__ = ["declaration"]


def declaration(read: Answers, parts: Parts, /) -> dict[str, Any]:
    """The declaration of a scheme."""
    made: dict[str, Any] = {}
    law = read.section("law")
    for question in LAW.questions:
        told = law.choice(question.id, needed=False)
        section, _, key = question.id.partition(".")
        if told:
            made.setdefault(section, Flow())[key] = told
    redress = read.section("redress")
    objection = redress.flag("objection")
    if redress.of is not None and objection is not None:
        made.setdefault("redress", Flow())["exists"] = "true" if objection else "false"
    notice = redress.data.get("told")
    if redress.of is not None and isinstance(notice, dict) and notice.get("how") == "none":
        made.setdefault("notice", Flow())["given"] = "false"
    origins = {
        parts.ids[row.id]: Flow(origin=origin)
        for row in read.rows("watchers")
        if (origin := row.choice("origin", needed=False)) and row.id in parts.ids
    }
    used = {channel["id"] for channel in parts.data.get("channels", ())}
    made["channels"] = {name: told for name, told in origins.items() if name in used}
    graves = {**{each.id: each.gravity for each in parts.bundle.conduct.behaviours}, **parts.own.gravity}
    watched = {rule["on"] for rule in parts.data.get("rules", ()) if "on" in rule}
    made["behaviours"] = {name: Flow(lawful="true" if graves[name] == 0 else "false") for name in sorted(watched)}
    return made
