"""House rules that a tool holds: style and banned modules, types, layers, dependencies, spelling."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.files import ROOT, SOURCE, text_of

pytestmark = pytest.mark.house

TOOLS = {
    "ruff": ["ruff", "check", "--no-cache", "src", "tests"],
    "mypy": ["mypy"],
    "layers": ["lint-imports", "--no-cache"],
    "deptry": ["deptry", "src"],
    "codespell": ["codespell", "-D-", "-D", "tests/house/american.txt"],
}
BANNED = [
    "import random",
    "import pickle",
    "from numpy.random import default_rng",
    "import yaml\nyaml.safe_load('')",
    "import numpy as np\nnp.random.default_rng(0)",
    "import yaml\nyaml.load('', yaml.Loader)",
]


def tool(name: str) -> str:
    """Path of a command of this environment."""
    path = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if path is None:
        pytest.fail(f"{name} is not installed; `make test` installs it from requirements/dev.txt")
    return path


def run(*command: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command of this environment in the repository's root."""
    line = [tool(command[0]), *command[1:]]
    return subprocess.run(line, cwd=ROOT, input=stdin, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", TOOLS.values(), ids=TOOLS)
def test_tool_has_no_complaint(command: list[str]) -> None:
    result = run(*command)
    assert result.returncode == 0, f"{' '.join(command)}\n{result.stdout}{result.stderr}"


@pytest.mark.parametrize("program", BANNED)
def test_ruff_sees_a_banned_module(program: str) -> None:
    result = run("ruff", "check", "--no-cache", "--stdin-filename", "src/demerit/x.py", "-", stdin=program)
    assert result.returncode == 1
    assert "TID251" in result.stdout


def layers() -> list[str]:
    """Folders of the layer contract, top of the import chain first."""
    contracts = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (contract,) = [contract for contract in contracts if contract["type"] == "layers"]
    return [name.strip(" ()") for layer in contract["layers"] for name in layer.split("|")]


def test_every_folder_has_its_place_in_the_layers() -> None:
    here = {path.stem for path in SOURCE.glob("*.py") if path.stem != "__init__"}
    here |= {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert here - set(layers()) <= {"catalog"}


def test_folders_that_read_ledgers_do_not_import_the_engine() -> None:
    """The contract's wildcard covers the files in a folder; this covers its ``__init__`` too."""
    for folder in ("outcomes", "report", "audit"):
        for path in (SOURCE / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(text_of(path))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom):
                    names = [f"{node.module}.{alias.name}" for alias in node.names]
                assert not [name for name in names if name.startswith("demerit.engine")], path
