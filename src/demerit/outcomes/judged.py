"""Ratios of lists and bands against the truth, of returns and reach, of what redress reaches, of effort.

``docs/odd/truth.md`` says what the truth is; ``docs/odd/ledger.md`` what is counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from demerit.outcomes.ratio import Ratio
from demerit.outcomes.sample import EXPOSURE, Sample

__all__ = ["of_effort", "of_routes", "of_truth", "on_and_after"]

HUNDREDTHS = 100
"""Parts of an hour in which hours are summed."""


def of_truth(sample: Sample, key: str, /) -> Iterator[Ratio]:
    """PPV, misses and false alarms of a list or band, in subject-months; what would be so in truth."""
    if f"{key}:true:months" not in sample.tallies:
        return
    months, both, true = (f"{key}:months", 1), (f"{key}:both:months", 1), (f"{key}:true:months", 1)
    of = f"{sample.unit}-months"
    yield Ratio(
        id=f"{key}:ppv", top=(both,), bottom=(months,), of=f"{of} in it", people=f"{key}:both:people",
        among=f"{key}:people",
    )  # fmt: skip
    yield Ratio(
        id=f"{key}:fnr", top=(true, (both[0], -1)), bottom=(true,), of=f"{of} true", people=f"{key}:true:people",
        among=f"{key}:true:people",
    )  # fmt: skip
    yield Ratio(
        id=f"{key}:fpr", top=(months, (both[0], -1)), bottom=((EXPOSURE, 1), (true[0], -1)), of=f"{of} not true",
        people=f"{key}:people", among="subjects",
    )  # fmt: skip
    yield Ratio(
        id=f"{key}:true_time", top=(true,), bottom=((EXPOSURE, 1),), of=of, people=f"{key}:true:people",
        among="subjects",
    )  # fmt: skip
    yield Ratio(
        id=f"{key}:true_ever", top=((f"{key}:true:people", 1),), bottom=(("subjects", 1),), of=f"{sample.unit}s",
    )  # fmt: skip
    if f"{key}:met" in sample.tallies:
        yield Ratio(
            id=f"{key}:outlived", top=((f"{key}:outlived", 1),), bottom=((f"{key}:met", 1),), kind="mean",
            unit="months", of="stays that met truth",
        )  # fmt: skip


def on_and_after(sample: Sample, key: str, /) -> Iterator[Ratio]:
    """Who comes back to a list, who never leaves it, how far it reaches; what people do after a band."""
    has = sample.tallies.__contains__
    if has(f"{key}:left"):
        yield Ratio(
            id=f"{key}:relapse", top=((f"{key}:back", 1),), bottom=((f"{key}:left", 1),), of="stays ended",
        )  # fmt: skip
    if has(f"{key}:lasting") and sample.months + int(sample.manifest.get("burn_in", 0)) >= 24:
        yield Ratio(
            id=f"{key}:lasting", top=((f"{key}:lasting", 1),), bottom=(("subjects", 1),), of=f"{sample.unit}s",
        )  # fmt: skip
    if any(has(f"{key}:reach:{hop}") and sample.counts(f"{key}:reach:{hop}").any() for hop in (1, 2, 3)):
        for hop in range(4):
            yield Ratio(
                id=f"{key}:reach:{hop}", top=((f"{key}:reach:{hop}", 1),), bottom=(("subjects", 1),),
                of=f"{sample.unit}s",
            )  # fmt: skip
    if has(f"{key}:cohort"):
        yield Ratio(
            id=f"{key}:unlawful12", top=((f"{key}:cohort_unlawful", 1),), bottom=((f"{key}:cohort", 1),),
            of=f"years of a {sample.unit} begun in it",
        )  # fmt: skip


def of_routes(sample: Sample, side: str, /) -> Iterator[Ratio]:
    """How long a notice takes; entries that nothing can be done about."""
    if f"redress:notice_months:{side}" in sample.tallies:
        yield Ratio(
            id=f"redress:notice_delay:{side}", top=((f"redress:notice_months:{side}", 1),),
            bottom=((f"redress:noticed:{side}", 1),), kind="mean", unit="months", of=f"{side} entries noticed",
        )  # fmt: skip
    if f"redress:adverse:{side}" in sample.tallies:
        yield Ratio(
            id=f"redress:no_route:{side}", top=((f"redress:no_route:{side}", 1),),
            bottom=((f"redress:adverse:{side}", 1),), of=f"{side} adverse entries",
        )  # fmt: skip


def of_effort(sample: Sample, /) -> Iterator[Ratio]:
    """Hours spent on what is rewarded, and points gained by it, a subject and year."""
    unit, of = f"{sample.unit}-year", f"{sample.unit}-months"
    hours = [
        (f"behaviour:{name}:acts", round(HUNDREDTHS * float(said["hours"])))
        for name, said in sample.names("behaviours").items()
        if said.get("rewarded") and said.get("hours") and f"behaviour:{name}:acts" in sample.tallies
    ]
    if hours:
        yield Ratio(
            id="effort:hours:per_year", top=tuple(hours), bottom=(("subjects", 1),), by_month=True, scale=12,
            parts=HUNDREDTHS, kind="mean", unit=f"hours per {unit}", of=of, among="subjects",
        )  # fmt: skip
    gained = [
        (f"rule:{name}:gained", 1)
        for name, said in sample.names("rules").items()
        if said.get("on") and f"rule:{name}:gained" in sample.tallies
    ]
    if gained and any(sample.counts(name).any() for name, _ in gained):
        yield Ratio(
            id="effort:points:per_year", top=tuple(gained), bottom=(("subjects", 1),), by_month=True, scale=12,
            kind="mean", unit=f"points per {unit}", of=of, among="subjects",
        )  # fmt: skip
