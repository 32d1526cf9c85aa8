"""What ``GET /api/doc/<name>`` answers: the documents that the commands print with ``--json``, byte for byte.

An answer is a function of the arguments of the address and the workspace. It gives a document, or the text of one. What
it needs is imported inside it, so that the reader is ready at once. What names no run is kept by the server, since the
catalogue does not change under it and given files are named after their content.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from demerit.lab import page_answers, scheme_answers
from demerit.lab.problem import Problem, near
from demerit.lab.workspace import NAME, Workspace

__all__ = ["ANSWERS", "Answer", "Args", "answer", "text_of"]

Args = Mapping[str, str]
Document = Mapping[str, Any]
Answer = Callable[[Args, Workspace], Document | str]


def answer(name: str, args: Args, workspace: Workspace, /) -> str:
    """Text of a document.

    Raises
    ------
    Problem
        R370 if there is no document of that name; R375 for an argument that has no form.
    DemeritError
        As the command.
    """
    if name not in ANSWERS:
        raise Problem(404, "R370", f'there is no document "{name[:60]}"', near(name, ANSWERS))
    found = ANSWERS[name](args, workspace)
    return found if isinstance(found, str) else text_of(found)


def text_of(document: Document, /) -> str:
    """A document as the terminal prints it."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def catalog(args: Args, workspace: Workspace) -> Document:
    """The schemes, societies and safeguards of the catalogue (``country``, ``kind``, ``status``)."""
    from demerit.report.index import chosen, read_index

    return chosen(read_index(), **{key: args.get(key, "") for key in ("country", "kind", "status")})


def claims(args: Args, workspace: Workspace) -> Document:
    """Claims about real systems (``search``, ``verdict``)."""
    from demerit.evidence.claims import all_claims
    from demerit.report.claims_page import claim_entries, claims_found

    entries = claim_entries(all_claims())
    found = claims_found(entries, search=args.get("search", ""), verdict=args.get("verdict", ""))
    return {"schema": "demerit.claim/1", "claims": found}


def safeguards(args: Args, workspace: Workspace) -> Document:
    """Safeguards, all or one (``safeguard``)."""
    from demerit.evidence.catalogue import catalogue_ids
    from demerit.report.safeguard_page import safeguard_document
    from demerit.scheme.safeguard import load_safeguard

    names = [plain(args, "safeguard")] if "safeguard" in args else catalogue_ids("safeguards")
    return safeguard_document([load_safeguard(name) for name in names])


def societies(args: Args, workspace: Workspace) -> Document:
    """The societies of the catalogue and the places of which one can be built; or one in full (``society``)."""
    if "society" in args:
        from demerit.report.listing import evidence_entry, society_entry
        from demerit.report.society_page import society_rows
        from demerit.society.load import load_society

        bundle = load_society(workspace.scheme(args["society"]))
        entry = society_entry(bundle)
        if "evidence" in args:
            entry["evidence"] = [evidence_entry(row) for row in society_rows(bundle)]
        return {"schema": "demerit.society/1", "societies": [entry]}
    from demerit.report.index import read_index
    from demerit.society.build import places

    built = [
        {"id": place.iso3.lower(), "title": place.name, "country": place.iso3, "persons": sum(place.persons.values())}
        for place in places().values()
    ]
    return {"schema": "demerit.society/1", "societies": read_index()["societies"], "places": built}


def checks(args: Args, workspace: Workspace) -> Document:
    """Checks of law: all, of one kind of law (``law``), or one (``check``)."""
    from demerit.audit.ask import check_asked, rules_asked
    from demerit.audit.evaluate import parameters_of
    from demerit.audit.load import vocabulary
    from demerit.report.audit_document import check_entry
    from demerit.report.audit_words import DISCLAIMER

    rules = [check_asked(args["check"])] if "check" in args else rules_asked(args.get("law", "all"))
    entries = [check_entry(rule, parameters=parameters_of(rule, vocabulary())) for rule in rules]
    return {"schema": "demerit.checks/1", "disclaimer": DISCLAIMER, "checks": entries}


def audit(args: Args, workspace: Workspace) -> Document:
    """What law says of a scheme or of a run of it (``scheme`` or ``run``; ``law``, ``as_of``, ``benchmark``)."""
    name = str(workspace.run(args["run"])) if "run" in args else workspace.scheme(needed(args, "scheme"))
    law, benchmark = args.get("law", "all"), args.get("benchmark", "") not in ("", "0", "false")
    from demerit.audit.ask import asked_day, rules_asked, sources_known
    from demerit.audit.evaluate import audit as ask
    from demerit.audit.evaluate import checked_on
    from demerit.audit.load import all_laws, vocabulary
    from demerit.audit.subject import open_subject
    from demerit.report.audit_document import audit_document

    terms, rules = vocabulary(), rules_asked(law)
    checked = checked_on(all_laws())
    day = asked_day(args["as_of"]) if args.get("as_of") else checked
    subject = open_subject(name, terms)
    made = ask(subject.scheme, subject.facts, rules, terms, as_of=day, benchmark=benchmark)
    sources = sources_known(subject.scheme, rules, terms)
    return audit_document(made, sources, checked=checked, law=law, benchmark=benchmark, run=subject.run)


def result(args: Args, workspace: Workspace) -> Document:
    """The result of a finished run (``run``)."""
    from demerit.study.single import RESULT, read_result

    folder = workspace.run(needed(args, "run"))
    if not (folder / RESULT).is_file():
        told = f'the run "{args["run"]}" has no result yet'
        raise Problem(404, "R370", told, "It is there when the run is finished.")
    return read_result(folder)


def pair(args: Args, workspace: Workspace) -> Document:
    """The document of a finished pair (``run``)."""
    from demerit.study.pair import read_pair

    return read_pair(workspace.run(needed(args, "run")))


def view_result(args: Args, workspace: Workspace) -> Document:
    """The page of a finished run (``run``)."""
    from demerit.report.views.model import view_data
    from demerit.report.views.result import view_of_run

    result(args, workspace)  # says plainly if there is none yet
    return view_data(view_of_run(workspace.run(needed(args, "run"))))


def view_pair(args: Args, workspace: Workspace) -> Document:
    """The page of a finished pair (``run``)."""
    from demerit.report.views.model import view_data
    from demerit.report.views.pair import view_of_pair

    return view_data(view_of_pair(workspace.run(needed(args, "run"))))


def life(args: Args, workspace: Workspace) -> Document:
    """One synthetic life of a run or a pair (``run``; ``uid`` or ``way``; ``replicate``)."""
    from demerit.outcomes.lives import WAYS
    from demerit.report.life_document import life_document
    from demerit.study.lives import find_lives, tell

    way = args.get("way")
    if way is not None and way not in WAYS:
        raise Problem(404, "R370", f'a life is not chosen as "{way[:40]}"', near(way, WAYS))
    found = find_lives(str(workspace.run(needed(args, "run"))))
    uid, replicate = whole(args, "uid", None), whole(args, "replicate", 1)
    return life_document(tell(found, uid=uid, way=way, replicate=replicate or 1))


def difference(args: Args, workspace: Workspace) -> Document:
    """Every value in which two schemes differ (``first``, ``second``)."""
    from demerit.scheme.diff import diff
    from demerit.scheme.load import load_scheme
    from demerit.scheme.resolve import resolve

    first, second = needed(args, "first"), needed(args, "second")
    before, after = (resolve(load_scheme(workspace.scheme(name))[0]) for name in (first, second))
    found = [change.as_data() for change in diff(before, after)]
    return {"schema": "demerit.difference/1", "first": first, "second": second, "differences": found}


def schema(args: Args, workspace: Workspace) -> Document:
    """The JSON Schema of a kind of file (``kind``)."""
    from demerit.errors import UsageError, nearest
    from demerit.society.schema import schemas

    made, kind = schemas(), args.get("kind", "scheme")
    if kind not in made:
        raise UsageError("R319", f'there is no kind of file called "{kind[:40]}"', nearest(kind, made))
    return made[kind]


def needed(args: Args, name: str) -> str:
    """An argument that must be given."""
    if not args.get(name):
        raise Problem(400, "R375", f"{name} is missing", f"Write ?{name}=... in the address.")
    return args[name]


def plain(args: Args, name: str) -> str:
    """An argument that is an id of the catalogue, and no path."""
    if not NAME.fullmatch(args[name]) or args[name].endswith((".yaml", ".yml")):
        raise Problem(400, "R377", f'"{args[name][:80]}" is no id', "Ids have no slashes and no suffix.")
    return args[name]


def whole(args: Args, name: str, default: int | None) -> int | None:
    """An argument that is a whole number, or what stands for it where it is left out."""
    if name not in args:
        return default
    text = args[name]
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Problem(400, "R375", f'{name} must be a whole number, not "{text[:40]}"', "Write digits alone.")
    return int(text)


ANSWERS: dict[str, Answer] = {
    "audit": audit,
    "catalog": catalog,
    "checks": checks,
    "claims": claims,
    "difference": difference,
    "laws": checks,
    "life": life,
    "pair": pair,
    "patterns": page_answers.patterns,
    "questions": scheme_answers.questions,
    "result": result,
    "safeguards": safeguards,
    "schema": schema,
    "scheme": scheme_answers.scheme,
    "societies": societies,
    "view-audit": page_answers.view_audit,
    "view-pair": view_pair,
    "view-result": view_result,
}
"""Every document by its name. Add a line here and a function above (or in a file of its own) for another."""
