"""Nothing here can be handed real people: every way in by array or by file is named, with why it cannot carry them.

A new function that opens a file, or a new public function that takes an array, fails this test until somebody has
thought about it and named it below. Public is what a module puts into ``__all__`` (or, without one, what has no leading
``_``).
"""

from __future__ import annotations

import ast
import csv
from functools import cache

import pytest

from demerit.society.personlike import person_like
from tests.house.files import ROOT, SOURCE, text_of

pytestmark = pytest.mark.house

SHARES = "shares and counts of whole groups; what comes out is a table, not a person"
DRAWN = "uids and cells that the population drew itself; what comes out is a tie or a value of a synthetic person"
SCRATCH = "an array that is filled, not read; or limits and cells of a population"
TALLIES = "sums over blocks of a run, which the ledger holds; rows are blocks, replicates or groups"
FIGURES = "one indicator of many runs; rows are points of a design, columns replicates or unknowns"
LAWS = "laws of a published model: shares of people by score, never people"

ARRAYS: dict[str, tuple[str, set[str]]] = {
    "demerit.engine.avoidance": (DRAWN, {"awake", "count_published", "turn"}),
    "demerit.engine.leave": ("counts and the log of a run that is leaving the engine", {"so_far", "told"}),
    "demerit.engine.part": ("places of the synthetic subjects of a run", {"bits_of", "of_kind", "places"}),
    "demerit.engine.plan_units": ("the plan's own array: numbers of a scheme by cell", {"only_main"}),
    "demerit.engine.run": ("which of the synthetic subjects of a run are played again", {"begin"}),
    "demerit.engine.state": ("the plan's own array: numbers of a scheme by cell", {"by_cell", "make_chunk"}),
    "demerit.study.calibration_fit": ("how far each published total is from a run's", {"distance"}),
    "demerit.study.calibration_match": (
        "positions of assumed numbers in their ranges, and totals of whole runs", {"emulate", "implausibility"},
    ),
    "demerit.outcomes.concentration": ("counts of refusals a synthetic subject, from a ledger", {"gini", "top_share"}),
    "demerit.outcomes.intervals": (TALLIES, {"covariance", "freedom_of", "jackknife"}),
    "demerit.outcomes.statistic": (TALLIES, {"pairs_of", "standard_error"}),
    "demerit.outcomes.lengths": ("counts of stays by length, from a ledger", {"restricted_mean"}),
    "demerit.outcomes.survival": ("counts by month of delay, from a ledger", {"curves", "plain"}),
    "demerit.engine.totals": (TALLIES, {"add_clean"}),
    "demerit.study.indices": (FIGURES, {"morris_effects", "sobol_indices"}),
    "demerit.study.spread": (FIGURES, {"movers", "spread_of"}),
    "demerit.study.twice": (FIGURES, {"dice", "ends_of"}),
    "demerit.study.papers.lending": (LAWS, {"equal_opportunity", "lending_scheme", "scores_after", "step"}),
    "demerit.study.papers.lending_items": (LAWS, {"simulated"}),
    "demerit.society.degrees": (SHARES, {"age_years", "expected_parents", "pair_chances", "rows_of_limits"}),
    "demerit.society.matching": (
        DRAWN, {"matched_children", "matched_parents", "met_before", "partner_ties", "person_years"},
    ),
    "demerit.society.people": (SCRATCH, {"cells_of_block", "draw_value", "fill_households"}),
    "demerit.society.ties": (DRAWN, {"employer_of", "firm_officer", "is_employed", "ties_of", "ties_with_cells"}),
}
"""Public functions that take an array: module, why it cannot carry people, names."""

FILES: dict[str, str] = {
    "demerit.kept:sources_digest": "the source files of the kernels, for the name of their cache",
    "demerit.study.cluster:package_digest": "the Python files of the package, to tell whether a worker has the same",
    "demerit.kept:get_source_stamp": "a Python file that holds a kernel",
    "demerit.cli.output:print_or_write": "writes a template, the society of a place, or a page",
    "demerit.evidence.catalogue:find": "schemes, societies and their parts in the catalogue; texts of a known format",
    "demerit.evidence.catalogue:read": "one text of a known format, 1 MB at most; unknown keys are refused",
    "demerit.lab.app:file": "gives back a scheme or a society that was given to the lab and checked",
    "demerit.lab.app:result": "the result document of a run",
    "demerit.lab.checking:keep_text": "a scheme or a society without fault; a table of rows is refused",
    "demerit.lab.page:answer": "the built page",
    "demerit.lab.player:main": "the pipe to the server",
    "demerit.lab.plays:open_events": "counts of a run, month by month",
    "demerit.lab.plays:past": "counts of a run, month by month",
    "demerit.lab.reader:own_output": "the pipe to the server",
    "demerit.lab.serve:lock": "the lab's own lock, which holds its address",
    "demerit.lab.workspace:read_plain": "the manifest of a run, or what the lab remembers of one",
    "demerit.lab.composing:compose_answers": "writes a society and its conduct, made of answers, to check them",
    "demerit.ledger.folder:fingerprint": "a file of a run folder, for its hash",
    "demerit.ledger.folder:read_manifest": "the manifest of a run",
    "demerit.ledger.disk:put_whole": "writes a manifest, a result of a run, or a scheme or society that was checked",
    "demerit.ledger.disk:settle": "puts a file of a run on the disk",
    "demerit.ledger.tables:connect": "a database in memory, to write and read the tables of a run",
    "demerit.report.calibration_docs:kept_calibration": "a calibration of the catalogue: published totals and a run's",
    "demerit.study.calibration_worlds:__post_init__": "totals of worlds that a calibration played before it stopped",
    "demerit.report.index:read_index": "the index of the catalogue: titles and counts of its files",
    "demerit.cli.pdf:print_pdf": "the PDF that a browser made of a report",
    "demerit.report.report_file:template": "the built page of a report, without documents",
    "demerit.society.build:rows": "the two tables of places in the catalogue",
    "demerit.society.schema:write_schemas": "writes the JSON Schemas of the formats",
    "demerit.study.papers.tables:table": "published counts and shares of whole groups, in the catalogue",
    "demerit.study.inputs:keep_inputs": "writes the texts that a run was made from into its folder",
    "demerit.study.studyrun:check_indicators": "counts of a world that a study wrote",
    "demerit.study.studyrun:read_study_manifest": "the manifest of a study",
    "demerit.study.studyrun:run_study": "counts of the worlds that a study wrote",
    "demerit.study.studyrun:world_of": "a scheme on a society, as a study kept it",
    "demerit.study.single:read_document": "a result that a study wrote",
    "demerit.study.smallruns:stored": "a result that a study wrote",
    "demerit.study.pair_ends:finished": "the document of a finished pair, for its small worlds",
    "demerit.study.trial_worlds:read": "counts of one world that a trial wrote",
}
"""Functions that open a file: module:name, and what it holds."""

ASKED_OF_THE_LAB = {
    "about": set(),
    "check": {"kind", "text", "id"},
    "document": {
        "as_of", "benchmark", "check", "country", "evidence", "first", "id", "kind", "law", "replicate", "run",
        "safeguard", "safeguards", "scheme", "search", "second", "society", "status", "uid", "verdict", "way",
    },
    "run": {
        "burn_in", "kind", "months", "other", "persons", "replicates", "safeguards", "scheme", "seed", "society",
    },
}  # fmt: skip
"""All that the lab reads of a request: names of files and settings of a run; nothing of a person. A uid is a number
that a run gave to a synthetic subject."""

ROUTES = {
    "/api/about", "/api/check", "/api/compose", "/api/doc/{name}", "/api/draft", "/api/files", "/api/files/{name}",
    "/api/runs", "/api/runs/{id}", "/api/runs/{id}/command", "/api/runs/{id}/events", "/api/runs/{id}/report.html",
    "/api/runs/{id}/result.json", "/{path:path}",
}  # fmt: skip
"""Every address that the lab answers; a new one is thought about and named here."""

ARRAY_WORDS = {"NDArray", "ndarray"}
OPENERS = {"open", "read_bytes", "read_text", "tofile", "write_bytes", "write_text"}
LIBRARY_OPENERS = {
    "duckdb": {"connect", "read_csv", "read_json", "read_parquet"},
    "json": {"load"},
    "np": {"fromfile", "genfromtxt", "load", "loadtxt", "memmap", "save", "savetxt", "savez"},
    "os": {"fdopen", "open", "popen"},
    "io": {"open"},
}
FORBIDDEN = {"compile", "eval", "exec"}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package, parsed."""
    paths = sorted(SOURCE.rglob("*.py"))
    return {".".join(p.relative_to(SOURCE.parent).with_suffix("").parts): ast.parse(text_of(p)) for p in paths}


def words(node: ast.AST) -> set[str]:
    """Names and attributes in an expression."""
    found = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return found | {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}


@cache
def array_words() -> set[str]:
    """Names of array types, with the aliases that the package gives them."""
    known = set(ARRAY_WORDS)
    grown = True
    while grown:
        grown = False
        for tree in modules().values():
            for node in tree.body:
                named = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
                value = getattr(node, "value", None)
                is_type = isinstance(value, ast.Subscript | ast.BinOp | ast.Name | ast.Attribute)
                new = is_type and isinstance(named, ast.Name) and named.id[0].isupper() and named.id not in known
                if new and words(value) & known:
                    known.add(named.id)
                    grown = True
    return known


def public_names(tree: ast.Module) -> set[str] | None:
    """What the module says is public; None if it does not say."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            return set(ast.literal_eval(node.value))
    return None


def takes_array(function: Function) -> bool:
    """Whether a parameter is annotated as an array."""
    a = function.args
    parameters = [*a.posonlyargs, *a.args, *a.kwonlyargs, *(p for p in (a.vararg, a.kwarg) if p)]
    return any(p.annotation is not None and words(p.annotation) & array_words() for p in parameters)


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> list[Function]:
    """Functions of a module and methods of its classes."""
    holders = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    return [node for holder in holders for node in holder.body if isinstance(node, Function)]


def opens_file(function: Function) -> bool:
    """Whether a function calls something that opens a file."""
    for call in ast.walk(function):
        if not isinstance(call, ast.Call):
            continue
        if isinstance(call.func, ast.Name) and call.func.id == "open":
            return True
        if isinstance(call.func, ast.Attribute):
            owner = call.func.value.id if isinstance(call.func.value, ast.Name) else ""
            if owner != "self" and call.func.attr in OPENERS | LIBRARY_OPENERS.get(owner, set()):
                return True
    return False


def test_every_public_function_that_takes_an_array_is_named() -> None:
    found = set()
    for module, tree in modules().items():
        public = public_names(tree)
        for function in functions(tree):
            shown = not function.name.startswith("_") if public is None else function.name in public
            if shown and takes_array(function):
                found.add(f"{module}:{function.name}")
    named = {f"{module}:{name}" for module, (_, names) in ARRAYS.items() for name in names}
    assert sorted(found - named) == [], "name it in ARRAYS, with why it cannot carry people"
    assert sorted(named - found) == [], "no longer there: take it out of ARRAYS"


def test_every_function_that_opens_a_file_is_named() -> None:
    found = {f"{module}:{f.name}" for module, tree in modules().items() for f in functions(tree) if opens_file(f)}
    assert sorted(found - set(FILES)) == [], "name it in FILES, with what the file holds"
    assert sorted(set(FILES) - found) == [], "no longer there: take it out of FILES"


def test_every_reason_is_given() -> None:
    assert all(len(reason) > 10 for reason, _ in ARRAYS.values())
    assert all(len(reason) > 10 for reason in FILES.values())


def test_tables_of_the_catalogue_are_about_whole_populations() -> None:
    tables = list((SOURCE / "catalog").rglob("*.csv"))
    assert tables
    for table in tables:
        rows = list(csv.reader(text_of(table).splitlines()))
        assert [word for word in rows[0] if person_like(word)] == [], table.relative_to(ROOT)
        assert len(rows) < 1000, "a table of groups has few rows"


def test_nothing_evaluates_text_from_a_file() -> None:
    calls = {
        f"{module}: {call.func.id}"
        for module, tree in modules().items()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in FORBIDDEN
    }
    assert calls == set()


def texts_under(tree: ast.AST, name: str) -> set[str]:
    """Texts by which a mapping is read: ``args["x"]``, ``args.get("x")``, ``"x" in args``, ``f(args, "x")``."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == name:
            found |= strings([node.slice])
        elif isinstance(node, ast.Compare) and any(isinstance(c, ast.Name) and c.id == name for c in node.comparators):
            found |= strings([node.left])
        elif isinstance(node, ast.Call):
            by = node.func.value if isinstance(node.func, ast.Attribute) else None
            after = [place + 1 for place, a in enumerate(node.args) if isinstance(a, ast.Name) and a.id == name]
            if isinstance(by, ast.Name) and by.id == name:
                after.append(0)
            found |= strings([node.args[place] for place in after if place < len(node.args)])
    return found


def strings(nodes: list[ast.expr]) -> set[str]:
    """Texts among some expressions."""
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_the_lab_reads_nothing_of_a_person() -> None:
    from demerit.lab.asking import KEYS

    known = ASKED_OF_THE_LAB["document"]
    lab = [tree for module, tree in modules().items() if module.startswith("demerit.lab.")]
    read = {name for tree in lab for name in texts_under(tree, "args")}
    assert {"run", "scheme", "uid", "way"} <= read
    assert read - known == set(), "name it in ASKED_OF_THE_LAB, if it is no attribute of a person"
    assert set(KEYS) == ASKED_OF_THE_LAB["run"]
    assert [word for words in ASKED_OF_THE_LAB.values() for word in words if person_like(word)] == []


def test_every_address_of_the_lab_is_named() -> None:
    tree = modules()["demerit.lab.app"]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    found = {text for call in calls if call.func.id in ("Route", "get", "Mount") for text in strings(call.args[:1])}  # type: ignore[attr-defined]
    assert found == ROUTES
