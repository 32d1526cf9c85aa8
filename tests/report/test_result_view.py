"""The page of a run and of a pair: every number that is drawn is one of the document's, and every figure is whole."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from demerit.errors import RunError, UsageError
from demerit.ledger.folder import read_ledgers
from demerit.outcomes.courses import wrong_entries
from demerit.outcomes.sample import sample_of
from demerit.report.index import read_index
from demerit.report.reading import Reading
from demerit.report.report_file import fill_report, key_of, name_of, policy_of
from demerit.report.take_away import cannot_say, change_most
from demerit.report.views import inside as report
from demerit.report.views.field import whole_dots
from demerit.report.views.model import view_data
from demerit.report.views.pair import view_of_pair
from demerit.report.views.result import view_of_run
from demerit.study.job import Asked
from demerit.study.pair import make_pair, simulate_pair
from tests.cli.stage import demerit

SCHEME = "cn-health-code-2022"
UNITS = re.compile(r"people|households|firms|person-months|events|acts", re.IGNORECASE)
PAGE = (
    '<html><head><meta charset="utf-8" /><title>x</title></head>'
    '<body><script type="module">run()</script></body></html>'
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A run, and a pair of the same scheme against the world without one."""
    base = tmp_path_factory.mktemp("runs")
    made = demerit("run", SCHEME, "--persons", "2000", "--months", "14", "--json", "--out", str(base / "run"))
    assert made.code == 0, made.err
    asked = Asked(scheme=SCHEME, persons=2000, months=6, threads=2)
    simulate_pair(make_pair(asked, other="none"), out=base / "pair")
    return {name: base / name for name in ("run", "pair")}


@pytest.fixture(scope="module")
def pages(folders: dict[str, Path]) -> dict[str, dict[str, Any]]:
    return {
        "run": view_data(view_of_run(folders["run"])),
        "pair": view_data(view_of_pair(folders["pair"])),
    }  # fmt: skip


def figures(page: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (block for part in page["sections"] for block in part["blocks"] if block["kind"] == "figure")


def numbers(value: Any) -> Iterator[float]:
    """Every number of a document, however deep."""
    if isinstance(value, Mapping):
        yield from (each for part in value.values() for each in numbers(part))
    elif isinstance(value, list):
        yield from (each for part in value for each in numbers(part))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)


@pytest.mark.parametrize("name", ["run", "pair"])
def test_every_figure_is_whole(pages: dict[str, dict[str, Any]], name: str) -> None:
    found = list(figures(pages[name]))
    assert len({figure["id"] for figure in found}) == len(found) > 6
    for figure in found:
        told = f"{figure['title']} {figure['axis']}"
        assert figure["rows"], figure["id"]
        assert figure["table"]["rows"], figure["id"]
        assert "synthetic" in told.lower(), told
        assert UNITS.search(told), told
        assert sum(figure["evidence"].values()) > 5, figure["id"]
        assert "{" not in told, told
        known = {entry["key"] for entry in figure["legend"]}
        assert {row.get("part") or row.get("series") for row in figure["rows"]} <= known | {None, "mark"}, figure["id"]


@pytest.mark.parametrize("name", ["run", "pair"])
def test_every_number_that_is_drawn_is_one_of_the_document(
    folders: dict[str, Path], pages: dict[str, dict[str, Any]], name: str
) -> None:
    document = json.loads((folders[name] / ("result.json" if name == "run" else "pair.json")).read_text())
    known = set(numbers(document))
    known |= {value * 1000 for value in known}
    checked = 0
    for figure in figures(pages[name]):
        if figure["chart"] in ("intervals", "parts"):
            drawn = [row[key] for row in figure["rows"] for key in ("value", "low", "high") if row.get(key) is not None]
            assert set(drawn) <= known, figure["id"]
            checked += len(drawn)
    assert checked > 60


def test_months_and_curves_are_those_of_the_tables(folders: dict[str, Path], pages: dict[str, dict[str, Any]]) -> None:
    document = json.loads((folders["run"] / "result.json").read_text())
    reading, (ledger,) = Reading(document), read_ledgers(folders["run"])
    key = reading.headline
    by_id = {figure["id"]: figure for figure in figures(pages["run"])}
    now = [row["value"] for row in by_id["time-now"]["rows"]]
    assert now == ledger.series[f"{key}:now"].tolist()
    assert now[-1] == reading.look(f"{key}:now").events
    begun = [row["value"] for row in by_id["time-begun"]["rows"] if row["series"] == "begun"]
    assert sum(begun) == reading.events(str(key)) == ledger.total(f"{key}:events")
    curve = [row["value"] for row in by_id["stays"]["rows"]]
    assert sum(curve) == pytest.approx(reading.look(f"{key}:mean_length").value)
    wrong = wrong_entries(sample_of(ledger))
    assert wrong is not None
    assert 1 - wrong.corrected[-1].value == pytest.approx(reading.look("correction:never24").value)
    assert wrong.staying[0].value == 1 >= wrong.staying[-1].value >= 0


def test_people_are_the_four_cells_of_the_run(folders: dict[str, Path], pages: dict[str, dict[str, Any]]) -> None:
    reading = Reading(json.loads((folders["run"] / "result.json").read_text()))
    key = reading.headline
    field = next(figure for figure in figures(pages["run"]) if figure["id"] == "people")
    cells = {row["part"]: row["n"] for row in field["rows"]}
    assert sum(row["value"] for row in field["rows"]) == 1000
    assert cells["right"] + cells["wrong"] == reading.look(f"{key}:time").events
    assert cells["right"] + cells["missed"] == reading.look(f"{key}:true_time").events
    assert sum(cells.values()) == reading.look(f"{key}:time").n
    assert cells["right"] / (cells["right"] + cells["wrong"]) == reading.look(f"{key}:ppv").value
    assert whole_dots({"a": 1, "b": 1, "c": 1}) == {"a": 334, "b": 333, "c": 333}
    ends = next(figure for figure in figures(pages["run"]) if figure["id"] == "ends")
    spread = reading.spreads(str(key))[0]
    assert [row["value"] for row in ends["rows"][:3]] == list(spread.shares)


def test_each_scheme_of_the_catalogue_says_what_cannot_be_said_of_it() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for item in read_index()["schemes"]:
        run = {
            "unit": "person", "options": {"persons": 1000}, "keys": {"list:one": {"label": "One", "sort": "penal"}},
            "replicates": 1,
        }  # fmt: skip
        limits = {"not_modelled": item["not_modelled"], "unknowns": item["unknowns"]}
        document = {
            "run": run, "indicators": [], "headline": "list:one", "evidence": item["numbers"], "limits": limits,
        }  # fmt: skip
        scheme = SimpleNamespace(status=item["status"], title=item["title"])
        backing: Any = SimpleNamespace(inputs=SimpleNamespace(scheme=scheme), numbers=[])
        said = cannot_say(Reading(document), backing)
        assert len(said) == 3
        assert all(text.startswith("You cannot say ") and text.endswith(".") for text in said), item["id"]
        assert "{" not in "".join(said)
        assert (said[0], said[2]) not in seen, f"{item['id']} says what {seen.get((said[0], said[2]))} says"
        seen[said[0], said[2]] = item["id"]
    statuses = {re.sub("“.*”", "", text) for text, _ in seen}
    assert len(statuses) == 6, "each status is spoken of in its own way"


def test_what_a_run_says_to_take_away(folders: dict[str, Path], pages: dict[str, dict[str, Any]]) -> None:
    texts = {part["id"]: part["text"] for part in pages["run"]["aside"]}
    assert list(texts) == ["cite", "method", "cannot", "most"]
    assert "2,000 synthetic people" in texts["method"]
    assert "the rate of false records (1 number" in texts["method"]
    assert "demerit run cn-health-code-2022 --society cn-health-code-2022 --persons 2000 --months 14" in texts["method"]
    assert texts["cannot"].count("You cannot say") == 3
    assert "One number to find out" in texts["most"]
    pair = {part["id"]: part["text"] for part in pages["pair"]["aside"]}
    assert "the world without a scheme" in pair["method"]
    assert "demerit pair cn-health-code-2022 none" in pair["method"]
    assert pair["cannot"] != texts["cannot"]


def test_a_run_without_a_penalty_has_its_own_texts() -> None:
    document = {"run": {"keys": {}, "options": {"persons": 1000}}, "indicators": [], "headline": None}
    backing: Any = SimpleNamespace(
        inputs=SimpleNamespace(scheme=SimpleNamespace(status="fictional", title="A")), numbers=[]
    )
    said = cannot_say(Reading(document), backing)
    assert "only rewards" in said[1]
    assert "names nothing that was left out" in said[2]
    assert list(change_most(Reading(document), backing)) == [
        "No number behind this result is an assumption with a range. What would change it most is what the model "
        "leaves out."
    ]


def test_a_report_holds_the_page_lives_law_and_drawing_as_far_as_there_is_room(folders: dict[str, Path]) -> None:
    documents, title = report.inside(str(folders["run"]), room=1_500_000)
    assert documents["about"] == {"page": "result", "run": "run"}
    kinds = {key.partition("?")[0] for key in documents}
    assert kinds == {"view-result", "about", "life", "view-audit", "scheme"}
    assert key_of("life", run="run", way="typical") in documents
    assert [link["page"] for link in documents["view-result"]["links"]] == ["lives", "audit", "scheme"]
    drawing = documents[key_of("scheme", run="run")]
    assert drawing["drawing"]["weighted"]
    assert drawing["text"] == ""
    made = fill_report(PAGE, documents=documents, title=title)
    assert len(made.encode()) < 600_000
    little, _ = report.inside(str(folders["run"]), room=10)
    assert set(little) == {"view-result", "about"}
    assert little["view-result"]["links"] == []


def test_a_report_lets_its_own_script_run_and_nothing_else() -> None:
    documents = {"a": "</script><script>bad()</script>", "b": "<!--"}
    made = fill_report(PAGE, documents=documents, title="<b>&")
    digest = policy_of(PAGE).split("'sha256-")[1].split("'")[0]
    assert b64decode(digest) == sha256(b"run()").digest()
    assert "default-src 'none'" in made
    assert "<title>&lt;b&gt;&amp;</title>" in made
    held = re.findall(r'<script type="application/json" id="documents">(.*?)</script>', made)
    assert [json.loads(text) for text in held] == [documents]
    assert made.count("<script") == made.count("</script>") == 2
    for broken in (PAGE.replace('<script type="module">', '<script src="a.js">'), PAGE.replace("</body>", "<script>")):
        if broken.count("</script>") == 1 and "src" in broken:
            with pytest.raises(RunError, match="R365"):
                policy_of(broken)
    with pytest.raises(RunError, match="R365"):
        policy_of(PAGE + PAGE)


def test_names_of_files_are_checked_before_anything_is_done() -> None:
    assert name_of(None, suffix=".pdf") is None
    assert name_of(Path("A.HTML"), suffix=".html") == Path("A.HTML")
    with pytest.raises(UsageError, match="R368"):
        name_of(Path("a.txt"), suffix=".html")


def test_without_a_browser_a_pdf_is_refused_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from demerit.cli import pdf

    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(RunError, match="none is on the PATH"):
        pdf.browser()
