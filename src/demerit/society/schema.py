"""JSON Schemas of the format, for editors: one for each kind of file, made from the records."""

from __future__ import annotations

import json
from pathlib import Path as FilePath
from typing import Any, Final

from pydantic import TypeAdapter

from demerit.evidence.claims import Claims
from demerit.evidence.register import Register
from demerit.scheme.model import Scheme
from demerit.scheme.safeguard import Safeguard
from demerit.society.model import Beliefs, Conduct, Needs, Responses, Society

__all__ = ["RECORDS", "schema_of", "schema_text", "schemas", "write_schemas"]

RECORDS: Final[dict[str, Any]] = {
    "scheme": Scheme,
    "society": Society,
    "conduct": Conduct,
    "needs": Needs,
    "beliefs": Beliefs,
    "responses": Responses,
    "safeguard": Safeguard,
    "sources": Register,
    "claims": Claims,
}
"""Record of each kind of file."""

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema of each kind of file, by its name.

    Scalars accept a string or a number, since editors read YAML with types and this project reads it as text.
    """
    made = {name: schema_of(record, name=name) for name, record in RECORDS.items()}
    made["society"] = that_may_extend(made["society"])
    return made


def schema_of(record: Any, /, *, name: str) -> dict[str, Any]:
    """JSON Schema of one kind of file, whose record this is."""
    schema = loosened(TypeAdapter(record).json_schema())
    return {"$schema": DIALECT, **schema, "title": f"demerit {name}, version 1"}


def that_may_extend(schema: dict[str, Any]) -> dict[str, Any]:
    """Schema of a society, which may leave out what the society has that it extends."""
    told = "Society (id or code of a place) whose keys this one has where it does not give them itself."
    own = [key for key in schema["required"] if key in ("format", "id", "title")]
    rest = [key for key in schema["required"] if key not in own]
    properties = {**schema["properties"], "extends": {"type": "string", "description": told}}
    either = [{"required": ["extends"]}, {"required": rest}]
    return {**schema, "properties": properties, "required": own, "anyOf": either}


def loosened(schema: Any) -> Any:
    """Schema in which every scalar may also be written as text, or text as a scalar."""
    if isinstance(schema, list):
        return [loosened(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    noise = {"default", "title"} if isinstance(schema.get("title"), str) else {"default"}
    out = {key: loosened(part) for key, part in schema.items() if key not in noise or isinstance(part, dict)}
    kind = out.get("type")
    if kind in ("number", "integer", "boolean"):
        out["type"] = [kind, "string"]
    elif kind == "string" and "enum" not in out and "const" not in out:
        out["type"] = ["string", "number", "boolean"]
    elif kind == "string" and "enum" in out:
        digits = [int(word) for word in out["enum"] if str(word).isdigit()]
        if digits:
            out.pop("type")
            out["enum"] = [*out["enum"], *digits]
    if isinstance(out.get("description"), str):
        out["description"] = out["description"].replace("``", "`")
    return out


def schema_text(schema: dict[str, Any], /) -> str:
    """Schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write_schemas(folder: FilePath, /) -> list[FilePath]:
    """Write ``<kind>.json`` for each kind of file into a folder; returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, schema in schemas().items():
        path = folder / f"{name}.json"
        path.write_text(schema_text(schema), encoding="utf-8")
        paths.append(path)
    return paths
