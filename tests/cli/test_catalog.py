"""``demerit catalog``: printed from an index that is as the files are; choices; real systems apart from all others."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, get_args

import jsonschema
import pytest

from demerit.cli.catalog_index import index_text
from demerit.evidence.catalogue import catalogue_ids
from demerit.evidence.form import hints
from demerit.report.catalog_page import period_in_words
from demerit.report.index import KINDS, REAL, STATUSES, UNREAL, read_index
from demerit.scheme.model import Scheme
from tests.cli.stage import demerit
from tests.house.files import ROOT, SOURCE

INDEX = SOURCE / "catalog" / "index.json"
RENEW = "python -m demerit.cli.catalog_index > src/demerit/catalog/index.json"
SLOW = {"numpy", "numba", "duckdb", "scipy", "yaml", "demerit.engine", "demerit.scheme", "demerit.society"}
CALL = "from demerit.cli import main; main()"


def document(*arguments: str) -> dict[str, Any]:
    """The document, after its schema was checked."""
    answer = demerit("catalog", *arguments, "--json")
    assert (answer.code, answer.err) == (0, "")
    made: dict[str, Any] = json.loads(answer.out)
    schema = json.loads((ROOT / "docs" / "schemas" / "catalog-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(made)
    return made


def ids(*arguments: str) -> list[str]:
    """Ids of the schemes that fit."""
    return [item["id"] for item in document(*arguments)["schemes"]]


def sections(page: str) -> dict[str, str]:
    """Text under each heading about schemes, by the heading's first words."""
    heads = ["Real systems", "Not real: proposed", "Not known to be real: alleged", "Not real: fiction", "Societies"]
    places = [page.index(head) for head in heads]
    assert places == sorted(places)
    return {head: page[at:to] for head, at, to in zip(heads, places, places[1:], strict=False)}


def test_the_index_is_as_the_files_are() -> None:
    assert INDEX.read_text(encoding="utf-8") == index_text(), RENEW


def test_everything_that_comes_with_the_package_is_listed_once() -> None:
    made, page = document(), demerit("catalog").out
    for key in ("schemes", "societies", "safeguards"):
        assert [item["id"] for item in made[key]] == catalogue_ids(key)
        assert len(made[key]) > 30
    lines = [line.split("  ")[0] for line in page.splitlines()]
    assert all(name in lines for key in ("schemes", "societies", "safeguards") for name in catalogue_ids(key))
    assert len([line for line in lines if line in catalogue_ids("schemes")]) >= len(made["schemes"])


def test_real_systems_are_counted_and_headed_apart_from_all_others() -> None:
    made, parts = document(), sections(demerit("catalog").out)
    for status in STATUSES:
        head = next(h for h in parts if status in h or (status == "fictional" and "fiction" in h) or status in REAL)
        for item in made["schemes"]:
            assert item["real"] == (item["status"] in REAL)
            if item["status"] == status:
                assert [h for h, text in parts.items() if f"\n{item['id']} " in text] == [head]
    assert made["counts"] == {
        "real": len([item for item in made["schemes"] if item["status"] in ("in_force", "ended", "pilot")]),
        **{name: len([item for item in made["schemes"] if item["status"] == name]) for name in UNREAL},
    }
    assert all(f"({number})" in text.splitlines()[0] for number, text in zip(
        made["counts"].values(), parts.values(), strict=True))  # fmt: skip
    assert f"({len(made['schemes'])})" not in demerit("catalog").out


def test_choices_can_be_combined() -> None:
    everything = document()["schemes"]
    for country, code in (("CN", "CHN"), ("chn", "CHN"), ("China", "CHN"), ("uk", "GBR"), ("GB", "GBR")):
        assert ids("--country", country) == [item["id"] for item in everything if item["country"] == code]
    for kind in KINDS:
        assert ids("--kind", kind) == [item["id"] for item in everything if item["kind"] == kind]
    for status in STATUSES:
        assert ids("--status", status) == [item["id"] for item in everything if item["status"] == status]
    assert ids("--country", "CN", "--kind", "points", "--status", "alleged") == ["cn-henan-sites-2019"]
    assert set(ids("--country", "us", "--kind", "list")) < set(ids("--country", "us"))


def test_a_choice_shows_the_societies_that_its_schemes_use() -> None:
    made = document("--country", "ve")
    assert [item["id"] for item in made["societies"]] == ["venezuela"]
    assert [item["name"] for item in made["countries"]] == ["Venezuela"]
    assert made["safeguards"] == []
    page = demerit("catalog", "--country", "ve").out
    assert page.startswith("Only what fits: country Venezuela.\n")
    assert "Safeguards" not in page
    assert "Not real" not in page


def test_what_fits_nothing_is_said() -> None:
    answer = demerit("catalog", "--country", "se", "--kind", "gate", "--status", "in_force")
    assert (answer.code, answer.out) == (
        0, "No scheme of the catalogue fits: country Sweden, kind gate, status in force.\n"
    )  # fmt: skip
    narrow = demerit("catalog", "--country", "se", "--kind", "gate", COLUMNS="50").out
    assert max(len(line) for line in narrow.splitlines()) <= 50
    made = document("--country", "se", "--kind", "gate")
    assert (made["schemes"], made["societies"], made["counts"]["real"]) == ([], [], 0)


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--kind", "pointz", 'R323 there is no kind of scheme called "pointz". Did you mean "points"? Allowed: discr'),
        ("--status", "real", 'R323 there is no status of scheme called "real". Allowed: alleged, ended, fictional, i'),
        ("--country", "zz", 'R323 the catalogue has no country called "zz". Known: AU (Australia), CA (Canada), CN '),
    ],
)
def test_a_value_that_is_not_known_is_wrong_usage_and_the_known_ones_are_named(
    option: str, value: str, told: str
) -> None:
    answer = demerit("catalog", option, value)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(told)


def test_words_of_the_choices_are_those_of_the_format() -> None:
    assert get_args(hints(Scheme)["kind"]) == KINDS
    assert get_args(hints(Scheme)["status"]) == STATUSES


def test_coverage_is_shown_with_its_counts() -> None:
    (item,) = [item for item in document()["schemes"] if item["id"] == "it-parma-housing-2018"]
    total = sum(item["numbers"].values())
    assert item["share_assumed"] == pytest.approx(item["numbers"]["assumption"] / total, abs=1e-4)
    assert item["n_sources"] == 3
    (line,) = [line for line in demerit("catalog").out.splitlines() if line.startswith("it-parma-housing-2018")]
    assert line.split()[-3:] == [f"{100 * item['share_assumed']:.0f}", "%", "3"]


@pytest.mark.parametrize(
    ("status", "start", "end", "told"),
    [
        ("in_force", "2018-05-01", None, "in force since 2018"),
        ("in_force", None, None, "in force since ?"),
        ("in_force", None, "2027", "in force until 2027"),
        ("in_force", "2020", "2027", "in force, 2020 to 2027"),
        ("ended", "2013-10", "2015-08", "ended, 2013 to 2015"),
        ("ended", "2023-02", "2023-10", "ended, 2023"),
        ("pilot", "2018", None, "pilot, 2018 to ?"),
        ("proposed", "2022-03-29", None, "proposed, 2022"),
        ("fictional", None, None, "fictional"),
    ],
)
def test_periods_say_what_is_not_known(status: str, start: str | None, end: str | None, told: str) -> None:
    assert period_in_words({"status": status, "start": start, "end": end}) == told


@pytest.mark.parametrize("columns", ["50", "64", "80", "100"])
@pytest.mark.parametrize("arguments", [("catalog",), ("society", "list"), ("safeguard", "list")])
def test_nothing_is_cut_and_titles_have_the_whole_width(columns: str, arguments: tuple[str, ...]) -> None:
    page = demerit(*arguments, COLUMNS=columns).out
    assert max(len(line) for line in page.splitlines()) <= int(columns)
    assert "…" not in page
    text = " ".join(page.split())
    made = read_index()
    shown = {"catalog": ("schemes", "societies", "safeguards"), "society": ("societies",), "safeguard": ("safeguards",)}
    titles = [" ".join(item["title"].split()) for key in shown[arguments[0]] for item in made[key]]
    assert [title for title in titles if title not in text] == []
    assert [title for title in titles if len(title) < int(columns) - 20 and f"  {title}" not in page] == []


def test_every_figure_stands_in_a_narrow_window_too() -> None:
    wide = demerit("catalog", COLUMNS="80").out
    narrow = " ".join(demerit("catalog", COLUMNS="50").out.split())
    for item in document()["schemes"]:
        (line,) = [line for line in wide.splitlines() if line.startswith(f"{item['id']} ") and "%" in line
                   and period_in_words(item) in line]  # fmt: skip
        *_, share, _, sources = line.split()
        assert f"({item['kind']}) {period_in_words(item)} · {share} % assumed · sources: {sources}" in narrow


def test_the_listing_imports_nothing_slow() -> None:
    program = f"import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); {CALL}"
    for more in ([], ["--json"]):
        command = [sys.executable, "-c", program, "catalog", *more]
        result = subprocess.run(command, capture_output=True, check=True)
        assert SLOW & set(result.stderr.decode().split()) == set()
