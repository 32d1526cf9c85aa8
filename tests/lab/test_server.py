"""The lab as a browser meets it: a real server at a free port of this machine."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from demerit.cli.commands import app as terminal
from demerit.evidence.catalogue import catalogue_ids, shelf
from demerit.lab.answers import ANSWERS
from demerit.lab.guard import LARGEST_BODY
from tests.cli.stage import demerit
from tests.lab.serving import Served, environment, serving

SCHEME = "cn-rongcheng-2019"
TEXT = (shelf("schemes") / f"{SCHEME}.yaml").read_text(encoding="utf-8")
HEAVY = ("numpy", "llvmlite", "numba", "duckdb", "scipy")
"""What the server must not load; pydantic it has from Typer, which reads its options with it."""

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("lab")) as served:
        yield served


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, str]:
    """The error of an answer, which has the one shape."""
    assert answer.status_code == status, answer.text
    told = answer.json()
    assert set(told) <= {"error", "faults"}
    error: dict[str, str] = told["error"]
    assert {"code", "message", "hint"} <= set(error) <= {"code", "message", "hint", "where"}
    assert error["code"] == code
    assert "Traceback" not in answer.text
    return error


@LINUX
def test_the_server_loads_little_and_is_small(lab: Served) -> None:
    loaded = lab.loaded()
    assert [name for name in HEAVY if f"/{name}" in loaded] == []
    assert lab.memory() < 60_000_000


def test_nothing_of_the_server_imports_what_is_heavy() -> None:
    heavy = [*HEAVY, "pydantic", "yaml"]
    asked = f"import sys, demerit.lab.serve; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", asked], env=environment(), capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_it_listens_to_this_machine_alone(lab: Served) -> None:
    port = lab.client.base_url.port
    assert port is not None
    with socket.socket() as other:
        other.settimeout(1)
        with pytest.raises(OSError):
            other.connect((address_outside(), port))


def address_outside() -> str:
    """An address of this machine that is not its own loop, or one where nobody is."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent
        except OSError:
            return "192.0.2.1"
        found: str = probe.getsockname()[0]
        return found if not found.startswith("127.") else "192.0.2.1"


@pytest.mark.parametrize("path", ["/", "/api/about", "/api/none", "/assets/none.js"])
def test_every_answer_has_its_headers(lab: Served, path: str) -> None:
    headers = lab.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'self'; script-src 'self';")
    for part in ("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'", "connect-src 'self'"):
        assert part in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers
    assert headers["cache-control"] == ("no-store" if path.startswith("/api") else "no-cache")
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80", ""])
def test_another_host_is_refused(lab: Served, host: str) -> None:
    refused(lab.get("/api/about", headers={"host": host}), 421, "R371")
    refused(lab.get("/", headers={"host": host}), 421, "R371")


def test_our_hosts_are_answered(lab: Served) -> None:
    port = lab.client.base_url.port
    for host in ("localhost", "127.0.0.1", "[::1]", "LOCALHOST"):
        assert lab.get("/api/about", headers={"host": f"{host}:{port}"}).status_code == 200


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "https://localhost"])
def test_another_origin_is_refused(lab: Served, method: str, origin: str) -> None:
    refused(lab.client.request(method, "/api/runs", json={}, headers={"origin": origin}), 403, "R372")


def test_a_page_of_another_site_may_lead_here_and_ask_nothing(lab: Served) -> None:
    cross = {"sec-fetch-site": "cross-site"}
    assert lab.get("/", headers=cross).status_code in (200, 404)
    refused(lab.get("/api/runs", headers=cross), 403, "R372")
    ours = {"sec-fetch-site": "same-origin", "origin": str(lab.client.base_url).rstrip("/")}
    assert lab.get("/api/runs", headers=ours).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_a_form_could_send_is_refused(lab: Served, kind: str) -> None:
    answer = lab.client.post("/api/runs", content=b"{}", headers={"content-type": kind} if kind else {})
    refused(answer, 415, "R373")


def test_a_body_has_an_end(lab: Served) -> None:
    long = json.dumps({"text": "x" * LARGEST_BODY}).encode()
    kind = {"content-type": "application/json"}
    refused(lab.client.post("/api/check", content=long, headers=kind), 413, "R374")

    def pieces() -> Iterator[bytes]:
        for at in range(0, len(long), 65536):
            yield long[at : at + 65536]

    refused(lab.client.post("/api/check", content=pieces(), headers=kind), 413, "R374")


NO_BODIES = [b"", b"{", b"[]", b'"x"', b"[" * 100_000, b"\xff", b'{"text": 1}', b'{"text": "", "age": 31}']


@pytest.mark.parametrize("body", NO_BODIES)
def test_a_body_that_is_none_is_refused(lab: Served, body: bytes) -> None:
    refused(lab.client.post("/api/check", content=body, headers={"content-type": "application/json"}), 400, "R375")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_else_is_answered(lab: Served, method: str) -> None:
    refused(lab.client.request(method, "/api/runs"), 405, "R370")


def test_an_address_that_is_not_there(lab: Served) -> None:
    refused(lab.get("/api/none"), 404, "R370")
    refused(lab.get("/assets/none.js"), 404, "R370")
    refused(lab.client.delete("/api/doc/catalog"), 405, "R370")
    assert refused(lab.get("/api/doc/clams"), 404, "R370")["hint"] == 'Did you mean "claims"?'
    error = refused(lab.get("/api/doc/difference?first=cn-rongcheng-2018&second=x"), 404, "S100")
    assert error["hint"].startswith('Did you mean "cn-rongcheng-2019"?')


SAME = {
    "catalog": ("catalog",),
    "catalog?country=CN&kind=list": ("catalog", "--country", "CN", "--kind", "list"),
    "safeguards": ("safeguard", "list"),
    "safeguards?safeguard=expiry-24": ("safeguard", "show", "expiry-24"),
    "societies": ("society", "list"),
    f"difference?first={SCHEME}&second=cn-yiwu-2017": ("scheme", "diff", SCHEME, "cn-yiwu-2017"),
}


SLOWLY = {
    "laws?law=cn": ("law", "list", "--law", "cn"),
    "claims?verdict=wrong": ("claims", "--verdict", "wrong"),
    f"audit?scheme={SCHEME}&law=cn": ("audit", SCHEME, "--law", "cn"),
    "schema?kind=society": ("scheme", "schema", "society"),
}


@pytest.mark.parametrize("document", [*SAME, *(pytest.param(name, marks=pytest.mark.slow) for name in SLOWLY)])
def test_a_document_has_the_bytes_of_the_terminal(lab: Served, document: str) -> None:
    arguments = (SAME | SLOWLY)[document]
    printed = demerit(*arguments, *(() if "schema" in arguments else ("--json",))).out
    for _ in range(2):  # worked out, and kept
        answer = lab.get(f"/api/doc/{document}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/json"
        assert answer.text == printed


@pytest.mark.parametrize(
    ("document", "status", "code"),
    [
        ("audit", 400, "R375"),
        ("audit?scheme=/etc/passwd", 400, "R377"),
        ("audit?scheme=../x.yaml", 400, "R377"),
        ("audit?scheme=file-0123456789abcdef", 404, "R370"),
        ("audit?run=..", 400, "R377"),
        ("result?run=none", 404, "R370"),
        ("result?run=%2e%2e%2fruns", 400, "R377"),
        ("life?run=x&way=richest", 404, "R370"),
        ("societies?society=../../x", 400, "R377"),
        ("catalog?kind=pointz", 404, "R323"),
        ("claims?verdict=x&verdict=y", 400, "R375"),
    ],
)
def test_a_name_leads_nowhere_else(lab: Served, document: str, status: int, code: str) -> None:
    refused(lab.get(f"/api/doc/{document}"), status, code)


def test_every_document_has_a_name_on_the_page_of_the_lab() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "lab.md").read_text(encoding="utf-8")
    assert [name for name in ANSWERS if f"`{name}`" not in page] == []


def test_a_text_is_checked_by_the_loader_of_files(lab: Served) -> None:
    assert lab.post("/api/check", {"text": TEXT, "kind": "scheme"}).json() == {
        "schema": "demerit.defect/1", "ok": True, "faults": [],
    }  # fmt: skip
    wrong = TEXT.replace("kind: points", "knid: points", 1)
    told = lab.post("/api/check", {"text": wrong, "kind": "scheme"}).json()
    assert not told["ok"]
    misspelt = next(fault for fault in told["faults"] if fault["code"] == "S104")
    assert wrong.splitlines()[misspelt["line"] - 1].startswith("knid")
    assert 'Did you mean "kind"?' in misspelt["hint"]
    society = (shelf("societies") / "example-town.yaml").read_text(encoding="utf-8")
    assert lab.post("/api/check", {"text": society, "kind": "society"}).json()["ok"]
    told = lab.post("/api/check", {"text": STUDY.format(scheme="../mine.yaml"), "kind": "study"}).json()
    assert [(fault["code"], fault["line"]) for fault in told["faults"]] == [("S201", 6)]
    assert lab.post("/api/check", {"text": STUDY.format(scheme=SCHEME), "kind": "study"}).json()["ok"]


STUDY = """format: demerit.study/1
id: two
title: Two worlds
question: Does it matter?
worlds:
  - {{id: a, scheme: {scheme}}}
sizes: [2000]
seed: 1
indicators: ["any:people"]
"""

ROWS = ["name,age,debt\nx,31,10\ny,40,20\nz,22,5\n", "a;b\n1;2\n3;4\n", "- surname: x\n- surname: y\n",
        "people:\n" + "".join(f"  - {{email: a{n}, debt: '3'}}\n" for n in range(3)), '[{"age": 31}]']  # fmt: skip


@pytest.mark.parametrize("text", ROWS)
@pytest.mark.parametrize("kind", ["scheme", "society", "study"])
@pytest.mark.parametrize("path", ["/api/check", "/api/files"])
def test_a_table_of_rows_is_refused_and_told_why(lab: Served, text: str, kind: str, path: str) -> None:
    error = refused(lab.post(path, {"text": text, "kind": kind}), 422, "R383")
    assert "no importer of records about people" in error["message"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\nb: *x\n", "S109"),
        ("a: !!python/object/apply:os.system ['true']\n", "S110"),
        ("a: " + "[" * 25 + "]" * 25, "S103"),
        ("a: " + "{b: " * 60 + "1" + "}" * 60, "S103"),
        ("society: /etc/passwd", "S201"),
        ("includes:\n  - scheme: ../other.yaml\n", "S201"),
        ("\x00", "S101"),
        ("", "S111"),
        ("a: 1\na: 2\n", "S108"),
        ("é" * 500_001, "S103"),
    ],
)
def test_a_text_can_do_no_harm(lab: Served, text: str, code: str) -> None:
    told = lab.post("/api/check", {"text": text, "kind": "scheme"}).json()
    assert code in [fault["code"] for fault in told["faults"]]
    refused(lab.post("/api/files", {"text": text, "kind": "scheme"}), 422, code)


def test_a_text_is_kept_under_its_own_content(lab: Served) -> None:
    given = [lab.post("/api/files", {"text": TEXT, "kind": "scheme"}) for _ in range(2)]
    assert [answer.status_code for answer in given] == [201, 201]
    name = given[0].json()["file"]
    assert name == given[1].json()["file"]
    path = lab.folder / "files" / f"{name[5:]}.yaml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    back = lab.get(f"/api/files/{name}")
    assert (back.text, back.headers["content-type"]) == (TEXT, "text/plain; charset=utf-8")
    assert lab.get(f"/api/doc/difference?first={name}&second={SCHEME}").json()["differences"] == []
    refused(lab.get("/api/files/file-0000000000000000"), 404, "R370")
    for bad in ("file-x", "..", "%2e%2e%2fREADME.md", SCHEME):
        assert lab.get(f"/api/files/{bad}").status_code in (400, 404)


def test_a_link_out_of_the_workspace_is_not_followed(lab: Served, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}")
    (lab.folder / "runs").mkdir(exist_ok=True)
    (lab.folder / "files").mkdir(exist_ok=True)
    outside, file = lab.folder / "runs" / "outside", lab.folder / "files" / "00000000000000ff.yaml"
    outside.symlink_to(tmp_path)
    file.symlink_to(tmp_path / "run.json")
    try:
        refused(lab.get("/api/runs/outside"), 400, "R377")
        refused(lab.get("/api/runs/outside/result.json"), 400, "R377")
        refused(lab.get("/api/files/file-00000000000000ff"), 400, "R377")
        assert "outside" not in lab.get("/api/runs").text
    finally:
        outside.unlink()
        file.unlink()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"persons": 20_000_001}, "R378"),
        ({"persons": 10}, "R301"),
        ({"persons": "many"}, "R375"),
        ({"persons": True}, "R375"),
        ({"months": 1001}, "R311"),
        ({"replicates": 0}, "R313"),
        ({"age": 31}, "R375"),
        ({"kind": "trial"}, "R375"),
        ({"scheme": ""}, "R375"),
        ({"scheme": "/etc/passwd"}, "R377"),
        ({"scheme": "cn-rongcheng-2018"}, "S100"),
        ({"society": "../x.yaml"}, "R377"),
        ({"safeguards": ["../x"]}, "R375"),
        ({"safeguards": ["expiry-25"]}, "S100"),
        ({"other": "none"}, "R375"),
        ({"kind": "pair"}, "R331"),
        ({"kind": "pair", "other": "cn-tax-credit-2020"}, "S337"),
    ],
)
def test_a_run_that_cannot_be_is_refused_before_it_waits(lab: Served, more: dict[str, object], code: str) -> None:
    answer = lab.post("/api/runs", {"scheme": SCHEME, "persons": 2000, "months": 2, **more})
    assert answer.status_code in (400, 404, 422)
    refused(answer, answer.status_code, code)
    assert not any(entry["status"] in ("queued", "running") for entry in lab.get("/api/runs").json()["runs"])


def test_the_page_is_told_apart_from_its_parts(tmp_path: Path) -> None:
    from demerit.lab.page import page
    from demerit.lab.problem import Problem

    folder = tmp_path / "page"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<p>page")
    (folder / "assets" / "main-Dq3f_9xA.js").write_text("1")
    (folder / "assets" / "plain.css").write_text("2")
    (tmp_path / "secret.txt").write_text("3")
    script = page(folder, "assets/main-Dq3f_9xA.js")
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.media_type == "text/javascript; charset=utf-8"
    (folder / "assets" / "view-component.js").write_text("2")
    assert page(folder, "assets/view-component.js").headers["cache-control"] == "no-cache"
    plain = page(folder, "assets/plain.css")
    assert plain.headers["cache-control"] == "no-cache"
    again = page(folder, "assets/plain.css", known=f'"x", {plain.headers["etag"]}')
    assert (again.status_code, again.body) == (304, b"")
    assert page(folder, "").body == page(folder, "runs/x").body == b"<p>page"
    for path in ("../secret.txt", "assets/../../secret.txt", "assets/none.js", "api/x", "api"):
        with pytest.raises(Problem):
            page(folder, path)
    assert page(tmp_path / "none", "").status_code == 404


def test_a_port_in_use_and_a_second_lab_are_told(lab: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port = str(lab.client.base_url.port)
    monkeypatch.chdir(tmp_path)
    taken = demerit("lab", "--port", port)
    assert taken.code == 2
    assert taken.err.startswith(f"R381 port {port} cannot be used")
    assert "Try: demerit lab --port " in taken.err
    monkeypatch.chdir(lab.folder)
    second = demerit("lab", "--port", "0")
    assert second.code == 2
    assert f"R380 another lab works in this folder, at http://127.0.0.1:{port}/" in second.err
    assert demerit("lab", "--port", "70000").code == 2


def test_a_missing_extra_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("demerit.lab", "uvicorn"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    found = demerit("lab", "--port", "0")
    assert found.code == 2
    assert found.err.startswith("R382 the lab needs uvicorn, which is not installed. Install it with: ")


def test_no_scheme_of_the_catalogue_is_taken_for_a_table() -> None:
    from demerit.evidence.yamltext import read_yaml
    from demerit.lab.checking import DEEPEST
    from demerit.lab.tablelike import delimited, records

    for folder in ("schemes", "societies"):
        for name in catalogue_ids(folder)[::5]:
            raw = (shelf(folder) / f"{name}.yaml").read_bytes()
            text = read_yaml(raw, file=name)
            assert not delimited(raw.decode()), name
            assert not records(text.data), name
            assert max(map(len, text.places.values)) < DEEPEST // 2 + 1, name


def test_the_command_is_there() -> None:
    assert "lab" in [command.name for command in terminal.registered_commands]
    assert os.environ.get("DEMERIT_DEBUG") != "1"
