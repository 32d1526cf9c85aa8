"""Made-up schemes for the examples of checks: the baseline, with patterns and single fields put over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from demerit.audit.fields import FIELDS, ITEM_FIELDS
from demerit.audit.links import ai_of, links_of
from demerit.audit.load import Vocabulary
from demerit.audit.model import Check, Example
from demerit.audit.truth import UNKNOWN, Between, Fact, Facts, Items, Known, Row, Value, typed
from demerit.errors import Defect, InputError, nearest
from demerit.scheme.check_declaration import Kind

__all__ = ["facts_of_example", "made_up"]

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
            fields[key] = Fact(told(value, FIELDS[key], key, name), "example", name)
        else:
            raise fault(f'{name} sets "{key}", which is no field', nearest(key, [*FIELDS, *LISTS]))
    fields["ai"] = ai_of(fields.get("engine.kind", UNKNOWN))
    known = all(items[kind].complete for kind in ("channels", "behaviours", "measures"))
    items["links"] = links_of(triples(items), terms.relations, complete=known)
    return Facts(fields, items)


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
            row[key] = Fact(told(inner, ITEM_FIELDS[kind][key], f"{kind}.{key}", name), "example", name)
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


def told(value: Any, kind: Kind, key: str, name: str) -> Value:
    """A value as written, as the kind of its field; ``unknown`` is unknown.

    Raises
    ------
    InputError
        L126 if the field cannot have it.
    """
    if value == "unknown":
        return None
    if isinstance(value, list) and kind == "number" and len(value) == 2:
        return Between(float(value[0]), float(value[1]))
    made = typed(value, kind)
    if made is None:
        hint = nearest(str(value), kind) if isinstance(kind, tuple) else f"It is a {kind}."
        raise fault(f'{name} sets "{key}" to {value!r}', hint)
    return made


def fault(message: str, hint: str) -> InputError:
    """A fault of an example."""
    return InputError([Defect(file="", line=0, column=0, code="L126", message=message, hint=hint)])
