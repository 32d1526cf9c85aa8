"""The list of ratios: which tallies make which indicator. ``docs/reference/indicators.md`` says the same in words."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.ledger.model import CAUSES, FLAGS
from demerit.outcomes.judged import of_effort, of_routes, of_truth, on_and_after
from demerit.outcomes.ratio import Ratio
from demerit.outcomes.sample import Sample

__all__ = ["CONDUCT", "keys_of", "penal", "ratios"]

PLURAL = {"person": "persons", "household": "households", "firm": "firms"}

PENAL_SORTS = ("penal", "deny", "burden", "lose")

CONDUCT = ("protected_scored", "protected_unscored", "unlawful", "other")
"""Sums of conduct that chilling, spill-over and deterrence are about."""


def ordered(found: set[str], *, named: Iterator[str]) -> list[str]:
    """Names in the order of the manifest, the others after them by name."""
    first = [name for name in named if name in found]
    return first + sorted(found - set(first))


def between(sample: Sample, *, before: str, after: str) -> set[str]:
    """What stands between two ends of the names of tallies."""
    return {
        name[len(before) : -len(after)]
        for name in sample.tallies
        if name.startswith(before) and name.endswith(after) and len(name) > len(before) + len(after)
    }


def keys_of(sample: Sample, /) -> list[str]:
    """Penalty keys of which the ledger counts events: lists, bands, measures."""
    kinds = ("list", "band", "measure")
    found = {f"{kind}:{name}" for kind in kinds for name in between(sample, before=f"{kind}:", after=":events")}
    return ordered(found, named=iter(sample.names("keys")))


def penal(sample: Sample, /, *, key: str) -> bool:
    """Whether events of a key are penalties; a key that the manifest does not know is one if it has flags."""
    sort = sample.names("keys").get(key, {}).get("sort")
    return f"{key}:events:{FLAGS[0]}" in sample.tallies if sort is None else sort in PENAL_SORTS


def persons(sample: Sample) -> str:
    """Word for the subjects of the run."""
    return PLURAL.get(sample.unit, "subjects")


def events_word(sample: Sample, key: str) -> str:
    """Word for the events of a key."""
    sort = sample.names("keys").get(key, {}).get("sort")
    if key.startswith("list:"):
        return "stays"
    if key.startswith("band:"):
        return "runs in the band"
    return {"deny": "denials", "burden": "burdens", "lose": "losses", "grant": "grants"}.get(str(sort), "events")


def ratios(sample: Sample, /) -> Iterator[Ratio]:
    """Every ratio that the tallies of a ledger allow, in a fixed order."""
    for key in keys_of(sample):
        yield from of_key(sample, key)
    yield from of_anything(sample)
    for channel in ordered(between(sample, before="channel:", after=":acts"), named=iter(sample.names("channels"))):
        yield from of_channel(sample, channel)
    for rule in ordered(between(sample, before="rule:", after=":entries"), named=iter(sample.names("rules"))):
        yield from of_rule(sample, rule)
    yield from of_needs(sample)
    yield from of_redress(sample)
    yield from of_conduct(sample)
    yield from of_effort(sample)
    yield from of_states(sample)


def of_key(sample: Sample, key: str) -> Iterator[Ratio]:
    """Ever, now, time, rate, and flags of one list, band or measure."""
    who, events = persons(sample), events_word(sample, key)
    has = sample.tallies.__contains__
    if has(f"{key}:people"):
        yield Ratio(id=f"{key}:ever", top=((f"{key}:people", 1),), bottom=(("subjects", 1),), of=who)
    if has(f"{key}:now"):
        yield Ratio(id=f"{key}:now", top=((f"{key}:now", 1),), bottom=(("subjects", 1),), of=who)
    if has(f"{key}:months"):
        yield Ratio(
            id=f"{key}:time", top=((f"{key}:months", 1),), bottom=(("subjects", 1),), by_month=True,
            of=f"{sample.unit}-months", people=f"{key}:people", among="subjects",
        )  # fmt: skip
        yield Ratio(
            id=f"{key}:months_per_event", top=((f"{key}:months", 1),), bottom=((f"{key}:events", 1),), kind="mean",
            unit="months", of=events,
        )  # fmt: skip
    yield yearly(sample, f"{key}:per_year", top=((f"{key}:events", 1),))
    if penal(sample, key=key):
        yield from of_flags(sample, key, events=events)
    yield from of_truth(sample, key)
    yield from on_and_after(sample, key)
    if has(f"{key}:hop:0"):
        later = tuple((f"{key}:hop:{hop}", 1) for hop in (1, 2, 3))
        yield Ratio(id=f"{key}:by_ties", top=later, bottom=((f"{key}:hop:0", 1), *later), of="stays")
        yield Ratio(
            id=f"{key}:secondary_per_primary", top=later, bottom=((f"{key}:hop:0", 1),), kind="rate", unit="ratio",
            of="stays not by a tie",
        )  # fmt: skip


def of_flags(sample: Sample, key: str, *, events: str) -> Iterator[Ratio]:
    """Share of the penalties of a key that carry a flag: of events, of people, of months."""
    for flag in FLAGS:
        if f"{key}:events:{flag}" in sample.tallies:
            top, bottom = ((f"{key}:events:{flag}", 1),), ((f"{key}:events", 1),)
            yield Ratio(id=f"{key}:{flag}", top=top, bottom=bottom, of=events)
        if f"{key}:people:{flag}" in sample.tallies:
            top, bottom = ((f"{key}:people:{flag}", 1),), ((f"{key}:people", 1),)
            yield Ratio(id=f"{key}:{flag}_people", top=top, bottom=bottom, of=persons(sample))
        if f"{key}:months:{flag}" in sample.tallies:
            yield Ratio(
                id=f"{key}:{flag}_months", top=((f"{key}:months:{flag}", 1),), bottom=((f"{key}:months", 1),),
                of=f"{sample.unit}-months", people=f"{key}:people:{flag}", among=f"{key}:people",
            )  # fmt: skip


def yearly(sample: Sample, ident: str, *, top: tuple[tuple[str, int], ...], expected: tuple[str, ...] = ()) -> Ratio:
    """A count per subject and year."""
    return Ratio(
        id=ident, top=top, bottom=(("subjects", 1),), by_month=True, scale=12, kind="rate",
        unit=f"per {sample.unit}-year", of=f"{sample.unit}-months", expected=expected, among="subjects",
    )  # fmt: skip


def of_anything(sample: Sample) -> Iterator[Ratio]:
    """Subjects penalised in any way, and of these the shares with a flag."""
    if "any:people" not in sample.tallies:
        return
    who = persons(sample)
    yield Ratio(id="any:ever", top=(("any:people", 1),), bottom=(("subjects", 1),), of=who)
    for flag in FLAGS:
        if f"any:people:{flag}" in sample.tallies:
            yield Ratio(id=f"any:{flag}", top=((f"any:people:{flag}", 1),), bottom=(("any:people", 1),), of=who)


def of_channel(sample: Sample, channel: str) -> Iterator[Ratio]:
    """Precision, misses and false alarms of a channel; records, acts and months are different units."""
    name = f"channel:{channel}"
    kinds = ("right", "false", "mistaken", "misread")
    records = tuple((f"{name}:{kind}", 1) for kind in kinds)
    yield Ratio(id=f"{name}:ppv", top=records[:1], bottom=records, of="records")
    for kind in kinds[1:]:
        yield Ratio(id=f"{name}:{kind}", top=((f"{name}:{kind}", 1),), bottom=records, of="records")
    if f"{name}:acts" in sample.tallies:
        missed = ((f"{name}:acts", 1), (f"{name}:caught", -1))
        yield Ratio(id=f"{name}:fnr", top=missed, bottom=missed[:1], of="acts watched")
    if f"{name}:months_clean" in sample.tallies:
        yield Ratio(
            id=f"{name}:fpr", top=((f"{name}:months_false", 1),), bottom=((f"{name}:months_clean", 1),),
            of=f"{sample.unit}-months without an act",
        )  # fmt: skip


def of_rule(sample: Sample, rule: str) -> Iterator[Ratio]:
    """Entries a year, by cause, and reversed."""
    name = f"rule:{rule}"
    entries = ((f"{name}:entries", 1),)
    yield yearly(sample, f"{name}:per_year", top=entries)
    for cause in (*CAUSES, "reversed"):
        if f"{name}:{cause}" in sample.tallies:
            yield Ratio(
                id=f"{name}:{cause}", top=((f"{name}:{cause}", 1),), bottom=entries, of="entries",
                compare=cause == "reversed",
            )  # fmt: skip


def of_needs(sample: Sample) -> Iterator[Ratio]:
    """Requests refused, services lost, essential ones, and months barred in two or more domains."""
    needs = ordered(between(sample, before="need:", after=":requests"), named=iter(sample.names("needs")))
    for need in needs:
        name = f"need:{need}"
        yield from of_refusals(sample, name, needs=[need])
    essential = [need for need in needs if sample.names("needs").get(need, {}).get("essential")]
    for ident, some in (("needs", needs), ("needs:essential", essential)):
        if some:
            yield from of_refusals(sample, ident, needs=some)
    if "barred2:months" in sample.tallies:
        yield Ratio(
            id="barred2:time", top=(("barred2:months", 1),), bottom=(("subjects", 1),), by_month=True,
            of=f"{sample.unit}-months", among="subjects",
        )  # fmt: skip


def of_refusals(sample: Sample, ident: str, *, needs: list[str]) -> Iterator[Ratio]:
    """Refused requests of some needs, over requests and a year."""
    refused = tuple((f"need:{need}:refused", 1) for need in needs)
    requests = tuple((f"need:{need}:requests", 1) for need in needs)
    yield Ratio(id=f"{ident}:refused", top=refused, bottom=requests, of="requests")
    yield yearly(sample, f"{ident}:refused_per_year", top=refused)


def of_redress(sample: Sample) -> Iterator[Ratio]:
    """The funnel of contestable entries, wrong and right apart."""
    for side in ("wrong", "right"):
        made = f"redress:made:{side}"
        if made not in sample.tallies:
            continue
        bottom, of = ((made, 1),), f"{side} entries"
        for step in ("noticed", "filed", "won", "pending", "lifted"):
            if f"redress:{step}:{side}" in sample.tallies:
                yield Ratio(id=f"redress:{step}:{side}", top=((f"redress:{step}:{side}", 1),), bottom=bottom, of=of)
        if f"redress:noticed:{side}" in sample.tallies:
            top = ((made, 1), (f"redress:noticed:{side}", -1))
            yield Ratio(id=f"redress:no_notice:{side}", top=top, bottom=bottom, of=of)
        won, lost = (f"redress:won:{side}", 1), (f"redress:lost:{side}", 1)
        if won[0] in sample.tallies:
            yield Ratio(id=f"redress:won_of_decided:{side}", top=(won,), bottom=(won, lost), of="decisions")
        yield from of_routes(sample, side)


def conduct_class(sample: Sample, behaviour: str) -> str:
    """Which sum of conduct a behaviour belongs to."""
    said = sample.names("behaviours").get(behaviour, {})
    if said.get("gravity", 0) > 0:
        return "unlawful"
    if said.get("protected", "none") == "none":
        return "other"
    return "protected_scored" if said.get("scored") else "protected_unscored"


def of_conduct(sample: Sample) -> Iterator[Ratio]:
    """How much people do, in all and of each kind that chilling and deterrence are about."""
    behaviours = ordered(between(sample, before="behaviour:", after=":acts"), named=iter(sample.names("behaviours")))
    for behaviour in behaviours:
        yield amount(sample, f"behaviour:{behaviour}:per_year", behaviours=[behaviour])
    if not sample.names("behaviours"):
        return
    for kind in CONDUCT:
        some = [behaviour for behaviour in behaviours if conduct_class(sample, behaviour) == kind]
        if some:
            yield amount(sample, f"conduct:{kind}:per_year", behaviours=some)


def amount(sample: Sample, ident: str, *, behaviours: list[str]) -> Ratio:
    """Acts drawn and expected, per subject and year."""
    expected = [f"behaviour:{behaviour}:expected" for behaviour in behaviours]
    kept = tuple(name for name in expected if name in sample.tallies and sample.counts(name).any())
    return yearly(sample, ident, top=tuple((f"behaviour:{act}:acts", 1) for act in behaviours), expected=kept)


def of_states(sample: Sample) -> Iterator[Ratio]:
    """Obligations and gates."""
    for name in sorted(between(sample, before="obligation:", after=":opened")):
        opened = ((f"obligation:{name}:opened", 1),)
        yield yearly(sample, f"obligation:{name}:per_year", top=opened)
        yield Ratio(
            id=f"obligation:{name}:performed_per_opened", top=((f"obligation:{name}:performed", 1),), bottom=opened,
            kind="rate", unit="ratio", of="obligations opened",
        )  # fmt: skip
    for name in sorted(between(sample, before="gate:", after=":held_months")):
        yield Ratio(
            id=f"gate:{name}:time", top=((f"gate:{name}:held_months", 1),), bottom=(("subjects", 1),), by_month=True,
            of=f"{sample.unit}-months", among="subjects",
        )  # fmt: skip
        top = ((f"gate:{name}:now", 1),)
        yield Ratio(id=f"gate:{name}:now", top=top, bottom=(("subjects", 1),), of=persons(sample))
