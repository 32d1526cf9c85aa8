"""All that is known of a scheme for the law: what it declares, what its own parts say, what a run of it found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from demerit.audit.derived import (
    Sheet,
    behaviours_of,
    channels_of,
    fields_of,
    lists_of,
    measures_of,
    merged,
    records_of,
    settled,
    ties_of,
)
from demerit.audit.links import Relations, ai_of, links_of
from demerit.audit.truth import UNKNOWN, Fact, Facts, Items, Known, Row, typed
from demerit.evidence.yamltext import Places
from demerit.scheme.check_declaration import ITEMS, SECTIONS
from demerit.scheme.defaults import is_adverse
from demerit.scheme.model import Measure, Rule, Scheme
from demerit.society.fit import names_of
from demerit.society.load import SocietyBundle
from demerit.study.reads import brings, trail

__all__ = ["facts_of"]

NOBODY: Row = {"id": Fact("?", "derived", note="no conduct of the model leads to it; its data are not said")}


def facts_of(
    scheme: Scheme,
    places: Places,
    bundle: SocietyBundle,
    /,
    *,
    relations: Relations,
    figures: Mapping[str, Fact] | None = None,
    resolved: bool = False,
) -> Facts:
    """Join what is declared, what the scheme's parts say, and what a run found.

    Parameters
    ----------
    scheme : Scheme
    places : Places
        Where its parts stand.
    bundle : SocietyBundle
        Its society: the gravity of acts, the rights that protect them.
    relations : mapping
        Pairs of domains of which a source says something.
    figures : mapping, optional
        Figures of a run by ``ind.<name>``; without a run none is known.
    resolved : bool
        The file has every default filled in: what equals a default then says nothing.

    Returns
    -------
    Facts
        Where both speak, the declaration goes first and the fact tells what the scheme's parts say.
    """
    sheet = Sheet(scheme, places, names_of(bundle), resolved)
    needs = {need.id: (need.domain, need.essential) for need in bundle.needs.needs}
    derived = dict(fields_of(sheet))
    said = dict(declared_fields(sheet))
    words = uses_of(said.get("uses"), derived.pop("uses", None))
    fields = {**derived, **{name: settled(fact, derived.get(name)) for name, fact in said.items()}, **words}
    fields["ai"] = ai_of(fields.get("engine.kind", UNKNOWN))
    items = {
        "channels": both(sheet, "channels", channels_of(sheet)),
        "behaviours": both(sheet, "behaviours", behaviours_of(sheet)),
        "measures": both(sheet, "measures", measures_of(sheet, needs)),
        "lists": both(sheet, "lists", lists_of(sheet)),
        "association": both(sheet, "association", ties_of(sheet)),
        "records": records(sheet),
    }
    items["links"] = links(sheet, bundle, items, relations)
    return Facts({**fields, **(figures or {})}, items)


def declared_fields(sheet: Sheet) -> Iterator[tuple[str, Fact]]:
    """Fields that are declared."""
    declared = sheet.scheme.declaration
    for section, keys in SECTIONS.items():
        for key, text in getattr(declared, section).items():
            path = ("declaration", section, key)
            yield f"{section}.{key}", Fact(typed(text, keys[key]), "declared", sheet.place(*path), declared.source)
    for key in ("uses", "infers"):
        if sheet.written("declaration", key):
            words = Known(tuple(getattr(declared, key)))
            yield key, Fact(words, "declared", sheet.place("declaration", key), declared.source)


def uses_of(said: Fact | None, read: Fact | None) -> dict[str, Fact]:
    """What the scheme uses: what is declared, and what its score reads besides."""
    if said is None or not isinstance(said.value, Known):
        return {} if read is None else {"uses": read}
    if read is None or not isinstance(read.value, Known):
        return {"uses": said}
    more = tuple(word for word in read.value.words if word not in said.value.words)
    if not more:
        return {"uses": said}
    told = f"not declared, but its score reads {', '.join(more)} ({read.place})"
    return {"uses": replace(said, value=Known(said.value.words + more), note=told)}


def both(sheet: Sheet, kind: str, derived: Iterator[Row]) -> Items:
    """Items that the scheme has, with what is declared of them."""
    return Items(tuple(merged(derived, declared_rows(sheet, kind))), complete=True)


def records(sheet: Sheet) -> Items:
    """Records that are declared; else those that rules make, of which there may be others."""
    declared = tuple(declared_rows(sheet, "records"))
    if declared:
        return Items(declared, complete=True)
    return Items(tuple(records_of(sheet)), complete=False)


def declared_rows(sheet: Sheet, kind: str) -> Iterator[Row]:
    """Items that are declared."""
    declared = sheet.scheme.declaration
    for name, item in getattr(declared, kind).items():
        path = ("declaration", kind, name)
        row = {"id": Fact(name, "declared", sheet.place(*path), declared.source)}
        for key, text in item.items():
            row[key] = Fact(typed(text, ITEMS[kind][key]), "declared", sheet.place(*path, key), declared.source)
        yield row


def links(sheet: Sheet, bundle: SocietyBundle, items: Mapping[str, Items], relations: Relations) -> Items:
    """Links of every measure with the acts and channels that lead to it."""
    rows = {kind: {row["id"].value: row for row in items[kind].rows} for kind in ("channels", "behaviours", "measures")}
    triples: list[tuple[Row, Row, Row]] = []
    for measure in sheet.scheme.measures:
        end = rows["measures"][measure.id]
        found = [(rows["behaviours"][act], rows["channels"][channel], end)
                 for act, channel in acts_behind(sheet.scheme, bundle, measure)
                 if act in rows["behaviours"]]  # fmt: skip
        triples += found or [(NOBODY, NOBODY, end)]
    return links_of(triples, relations, complete=True)


def acts_behind(scheme: Scheme, bundle: SocietyBundle, measure: Measure) -> Iterator[tuple[str, str]]:
    """Acts, and the channels that record them, by which one comes under a measure.

    A rule that gives points leads to no penalty, and one that takes them to no reward.
    """
    rules = {rule.id: rule for rule in scheme.rules}
    for kind, name in trail(scheme, bundle, key=f"measure:{measure.id}"):
        if kind != "rule" or rules[name].on is None or goes_against(rules[name], measure, scheme):
            continue
        for channel in scheme.channels:
            if brings(channel, rules[name]):
                yield str(rules[name].on), channel.id


def goes_against(rule: Rule, measure: Measure, scheme: Scheme) -> bool:
    """Whether a rule moves one away from a measure."""
    adverse = is_adverse(rule, scheme=scheme)
    return adverse is (measure.kind == "grant") and adverse is not None
