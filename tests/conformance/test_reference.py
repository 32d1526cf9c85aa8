"""The pages and schemas that are made from the code are as the code is now."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from demerit.evidence.yamltext import read_yaml
from demerit.society.reference import keys_page
from demerit.society.schema import RECORDS, schema_text, schemas

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"
RENEW = "call demerit.society.schema.write_schemas(Path('docs/schemas'))"
KEYS = "write demerit.society.reference.keys_page() to docs/reference/keys.md"


@pytest.mark.parametrize("kind", RECORDS)
def test_schema_is_current(kind: str) -> None:
    path = ROOT / "docs" / "schemas" / f"{kind}.json"
    assert path.read_text(encoding="utf-8") == schema_text(schemas()[kind]), RENEW


def test_page_of_keys_is_current() -> None:
    assert (ROOT / "docs" / "reference" / "keys.md").read_text(encoding="utf-8") == keys_page(), KEYS


@pytest.mark.parametrize("path", sorted((CORPUS / "valid").glob("*.yaml")), ids=lambda path: path.stem)
def test_schema_accepts_valid_files_read_as_text_or_with_types(path: Path) -> None:
    validator = jsonschema.Draft202012Validator(schemas()["scheme"])
    data = read_yaml(path.read_bytes(), file=path.name).data
    assert [error.message for error in validator.iter_errors(data)] == []
    assert [error.message for error in validator.iter_errors(typed(data))] == []


def typed(data: Any) -> Any:
    """Data as an editor's YAML 1.2 reader sees it: numbers and flags have types."""
    if isinstance(data, dict):
        return {key: typed(part) for key, part in data.items()}
    if isinstance(data, list):
        return [typed(part) for part in data]
    try:
        return json.loads(data)
    except ValueError:
        return data


def test_table_of_codes_has_every_code_of_the_code_once() -> None:
    table = re.findall(r"^\| (S\d{3}) \|", (ROOT / "docs/reference/codes.md").read_text(encoding="utf-8"), re.M)
    sources = (ROOT / "src" / "demerit").rglob("*.py")
    used = {code for path in sources for code in re.findall(r'"(S[1-5]\d\d)"', path.read_text(encoding="utf-8"))}
    assert len(table) == len(set(table))
    assert set(table) == used


def test_examples_in_the_table_of_codes_exist_and_have_that_code() -> None:
    text = (ROOT / "docs/reference/codes.md").read_text(encoding="utf-8")
    for code, example in re.findall(r"^\| (S\d{3}) \| .* \| `(\w+)` \|$", text, re.M):
        first = (CORPUS / "invalid" / f"{example}.yaml").read_bytes().splitlines()[0].decode()
        assert first.split()[2] == code
