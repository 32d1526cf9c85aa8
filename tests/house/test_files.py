"""House rules on files: their length, their names, and what no file may say."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import demerit
from tests.house.files import ROOT, SOURCE, committed, text_of

pytestmark = pytest.mark.house

LONGEST_FILE = 400
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}
CODE = {".py", ".ts", ".js", ".svelte"}

# Written in parts, so that this file keeps the rule that it tests.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("npmjs", "com"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("proxy", "golang", "org"),
        ("crates", "io"),
        ("anaconda", "org"),
    )
]
# A folder of one machine: somebody's home, a workplace, a folder of wheels. `/tmp` alone is on every machine.
MACHINE_PATH = re.compile(r"(?<![\w.~/}-])/(?:work|root|home/\w+|Users/\w+|opt/(?:wheels|pypi)\w*|tmp/(?:v|house))/")


def is_code(path: Path) -> bool:
    """Whether people write this file by hand as code; the built page is not."""
    return path.suffix in CODE and "page" not in path.relative_to(ROOT).parts[:-1]


def test_no_source_file_is_longer_than_400_lines() -> None:
    lengths = {str(path.relative_to(ROOT)): len(text_of(path).splitlines()) for path in SOURCE.rglob("*.py")}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    code = [path.relative_to(ROOT) for path in committed() if is_code(path)]
    assert [str(path) for path in code if VAGUE & {Path(part).stem.lower() for part in path.parts}] == []


def test_no_definition_has_a_name_that_says_nothing() -> None:
    vague = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name.lower().strip("_") in VAGUE
    ]
    assert vague == []


def test_no_committed_file_names_a_package_registry() -> None:
    texts = {path.relative_to(ROOT): text_of(path) for path in committed()}
    hits = [f"{path}: {host}" for path, text in texts.items() for host in REGISTRY_HOSTS if host in text]
    assert hits == []


def test_no_committed_file_names_a_path_of_one_machine() -> None:
    hits = [
        f"{path.relative_to(ROOT)}:{number} {line.strip()[:100]}"
        for path in committed()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]
    assert hits == []


@pytest.mark.parametrize("said", ["see {}work/main", "'{}root/x'", "={}home/ann/demerit", "wheel file:{}opt/wheels/a"])
def test_the_path_rule_sees_a_machine_path(said: str) -> None:
    assert MACHINE_PATH.search(said.format("/") + "/")


@pytest.mark.parametrize(
    "said", ["docs/work/a", "https://host.example/work/a", "/tmp/runs/a", "~/work/a", "/workers/a"]
)
def test_the_path_rule_lets_other_paths_be(said: str) -> None:
    assert not MACHINE_PATH.search(said)


def test_the_catalogue_is_data_only() -> None:
    code = [path for path in (SOURCE / "catalog").rglob("*.py") if ast.parse(text_of(path)).body]
    assert code == []


def test_no_environment_cache_or_run_is_committed() -> None:
    unwanted = re.compile(r"(^|/)(\.venv|__pycache__|runs|node_modules|\.mypy_cache|uv\.lock)(/|$)|\.(nbi|nbc|pyc)$")
    names = [path.relative_to(ROOT).as_posix() for path in committed()]
    assert [name for name in names if unwanted.search(name)] == []


def test_importing_the_package_imports_nothing_else() -> None:
    program = "import sys; before = set(sys.modules); import demerit; print(*sorted(set(sys.modules) - before))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["demerit"]


def test_the_version_is_the_same_everywhere() -> None:
    said = {
        "pyproject.toml": re.search(r'^version = "(.+)"$', text_of(ROOT / "pyproject.toml"), re.M),
        "CITATION.cff": re.search(r"^version: (.+)$", text_of(ROOT / "CITATION.cff"), re.M),
        "CHANGELOG.md": re.search(r"^## ([\d.]+)", text_of(ROOT / "CHANGELOG.md"), re.M),
    }
    assert {name: found and found.group(1) for name, found in said.items()} == dict.fromkeys(said, demerit.__version__)
