"""A scheme with safeguards switched on, for the audit: rules and measures change, what is on paper stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from demerit.audit.facts import facts_of
from demerit.audit.fixes import kept_on_paper
from demerit.audit.imposed import imposed_alone
from demerit.audit.load import Vocabulary
from demerit.audit.subject import Subject
from demerit.audit.truth import Facts, Items, Row
from demerit.evidence.yamltext import Places
from demerit.scheme.defaults import fill_defaults
from demerit.scheme.safeguard import apply_safeguard, load_safeguard
from demerit.society.fit import names_of
from demerit.society.load import load_society

__all__ = ["switched"]


def switched(
    subject: Subject, safeguards: Sequence[str], terms: Vocabulary, /, *, beside: Path | None = None
) -> Subject:
    """Put safeguards on a scheme that is audited; nothing is simulated, so figures of a run are left out.

    Parameters
    ----------
    subject : Subject
    safeguards : sequence of str
        Names of the catalogue, in the order in which they are put on.
    terms : Vocabulary
    beside : Path, optional
        Folder of the scheme's file, where its society may lie too.

    Returns
    -------
    Subject
        Its declarations are those of the scheme as it is: a label is no fix.

    Raises
    ------
    InputError
        If a name is not known, or what comes out is no scheme.
    """
    bundle = load_society(subject.scheme.society, beside=beside)
    names = names_of(bundle)
    before = scheme = fill_defaults(subject.scheme)
    for name in safeguards:
        scheme = apply_safeguard(scheme, safeguard=load_safeguard(name), names=names).scheme
    without, within = (
        facts_of(each, Places(each.id), bundle, relations=terms.relations, resolved=True) for each in (before, scheme)
    )
    facts = moved(subject.facts, without, kept_on_paper(within, without))
    return replace(subject, scheme=scheme, facts=imposed_alone(facts, scheme, before=before))


def moved(known: Facts, without: Facts, within: Facts, /) -> Facts:
    """What is known of the file, with what the safeguards change in it: all else stays as the file says it."""
    lists = {
        name: moved_items(known.items.get(name, Items()), without.items.get(name, Items()), items)
        for name, items in within.items.items()
    }
    return Facts(fields=moved_row(known.fields, without.fields, within.fields), items={**known.items, **lists})


def moved_row(known: Row, without: Row, within: Row) -> Row:
    """Fields of one thing."""
    same = {name for name in {*known, *within} if value_in(without, name) == value_in(within, name)}
    return {
        **{name: fact for name, fact in known.items() if name in same},
        **{name: fact for name, fact in within.items() if name not in same},
    }


def moved_items(known: Items, without: Items, within: Items) -> Items:
    """Items of a list; those that the safeguards take away are gone, those of the declaration alone stay."""
    ours, before, after = (by_id(items.rows) for items in (known, without, within))
    rows = [moved_row(ours.get(name, {}), before.get(name, {}), row) for name, row in after.items()]
    rows += [row for name, row in ours.items() if name not in before and name not in after]
    return Items(rows=tuple(rows), complete=known.complete if without.complete == within.complete else within.complete)


def by_id(rows: Iterable[Row]) -> dict[str, Row]:
    """Rows by their id; several of one id are numbered."""
    found: dict[str, Row] = {}
    for row in rows:
        name = str(row["id"].value)
        found[name if name not in found else f"{name} {len(found)}"] = row
    return found


def value_in(row: Row, name: str) -> object:
    """Value of a field; none where it is not there."""
    return row[name].value if name in row else None
