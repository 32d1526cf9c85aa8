"""Made-up schemes for the examples of checks: the baseline, with patterns and single fields put over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from demerit.audit.fields import FIELDS, ITEM_FIELDS
from demerit.audit.links import links_of
from demerit.audit.load import Vocabulary
from demerit.audit.model import Check, Example
from demerit.audit.truth import UNKNOWN, Between, Fact, Facts, Items, Known, Row, Value
from demerit.errors import Defect, InputError, nearest
from demerit.scheme.check_declaration import Kind

__all__ = ["facts_of_example", "made_up", "typed"]

LISTS = ("channels", "behaviours", "measures", "lists", "records", "association")


def facts_of_example(check: Check, example: Example, terms: Vocabulary, /) -> Facts:
    """What is known of the scheme of an example.

    Raises
    ------
    InputError
        L126 if it sets a field that there is not, or a value that the field cannot have.
    """
    layers = [terms.patterns[name] for name in (*check.use, *example.use)]
    return made_up([*layers, example.set], terms, name=f"an example of {check.id}")


def made_up(layers: Iterable[Mapping[str, Any]], terms: Vocabulary, /, *, name: str) -> Facts:
    """Put layers of fields over the baseline, and read it all."""
    data: dict[str, Any] = {}
    for layer in (terms.baseline, *layers):
        for key, value in layer.items():
            if isinstance(value, dict):
                data.update({f"{key}.{inner}": item for inner, item in value.items()})
            else:
                data[key] = value
    fields: dict[str, Fact] = {}
    items: dict[str, Items] = {}
    for key, value in data.items():
        if key in LISTS:
            items[key] = rows_of(key, value, terms, name)
        elif key in FIELDS:
            fields[key] = Fact(typed(value, FIELDS[key], key, name), "example", name)
        else:
            raise fault(f'{name} sets "{key}", which is no field', nearest(key, [*FIELDS, *LISTS]))
    fields["ai"] = ai_of(fields.get("engine.kind", UNKNOWN))
    known = all(items[kind].complete for kind in ("channels", "behaviours", "measures"))
    items["links"] = links_of(triples(items), terms.relations, complete=known)
    return Facts(fields, items)


def ai_of(kind: Fact) -> Fact:
    """Whether the machine infers: yes if it learned, no if people wrote its rules, unknown in between."""
    said: dict[Value, bool] = {"learned": True, "rules_by_people": False}
    if kind.value not in said:
        return UNKNOWN
    return Fact(said[kind.value], kind.origin, kind.place, kind.source, f"engine.kind is {kind.value}")


def rows_of(kind: str, value: Any, terms: Vocabulary, name: str) -> Items:
    """Items of a list, each over its template."""
    if value == "unknown":
        return Items()
    rows: list[Row] = []
    for item in value:
        row: dict[str, Fact] = {}
        for key, inner in {**terms.templates.get(kind, {}), **item}.items():
            if key not in ITEM_FIELDS[kind]:
                raise fault(f'{name} sets "{kind}.{key}", which is no field', nearest(key, ITEM_FIELDS[kind]))
            row[key] = Fact(typed(inner, ITEM_FIELDS[kind][key], f"{kind}.{key}", name), "example", name)
        rows.append(row)
    return Items(tuple(rows), complete=True)


def triples(items: Mapping[str, Items]) -> Iterable[tuple[Row, Row, Row]]:
    """Behaviours with their channel and each measure that they trigger."""
    channels = {row["id"].value: row for row in items["channels"].rows}
    for behaviour in items["behaviours"].rows:
        channel = channels.get(behaviour["channel"].value, {"id": behaviour["channel"]})
        for measure in items["measures"].rows:
            said = measure["triggers"].value
            if isinstance(said, Known) and behaviour["id"].value in said.words:
                yield behaviour, channel, measure


def typed(value: Any, kind: Kind, key: str, name: str) -> Value:
    """A value as written, as the kind of its field; ``unknown`` is unknown."""
    if value == "unknown":
        return None
    if kind == "words" and isinstance(value, list):
        return Known(tuple(value))
    if isinstance(value, list) and kind == "number" and len(value) == 2:
        return Between(float(value[0]), float(value[1]))
    if isinstance(value, str):
        if kind == "flag" and value in ("true", "false"):
            return value == "true"
        if kind == "word" or (value in kind and isinstance(kind, tuple)):
            return value
        if kind == "number":
            try:
                return float(value)
            except ValueError:
                pass
    told = nearest(str(value), kind) if isinstance(kind, tuple) else f"It is a {kind}."
    raise fault(f'{name} sets "{key}" to {value!r}', told)


def fault(message: str, hint: str) -> InputError:
    """A fault of an example."""
    return InputError([Defect(file="", line=0, column=0, code="L126", message=message, hint=hint)])
