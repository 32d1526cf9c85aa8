"""What a reader must be told beside the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from demerit.ledger.model import CAUSES, SPLIT_UNIT, Ledger
from demerit.outcomes.intervals import FEW
from demerit.outcomes.sample import MANY, Sample, sample_of
from demerit.outcomes.specs import events_word, keys_of, penal
from demerit.outcomes.statistic import LEAST, LEAST_CROSSED, too_few
from demerit.outcomes.units import own_group

__all__ = ["LIMIT", "LONGEST", "UNVARIED", "cautions"]

UNVARIED = "The guesses were not varied: what unknown inputs do is not in the intervals."

LIMIT = "Synthetic people. A model, not a measurement."

LONGEST = 120
"""Months after which a closed population no longer stands for anybody."""


def cautions(
    ledgers: Ledger | Sequence[Ledger] | Sample, /, *, evidence: Mapping[str, int] | None = None
) -> tuple[str, ...]:
    """Sentences that belong beside every figure of a run.

    Parameters
    ----------
    ledgers : Ledger, sequence of Ledger, or Sample
    evidence : {class: count}, optional
        From ``demerit.evidence.share.evidence_share``.

    Returns
    -------
    tuple of str
        The limit of every model first; then what is special to this run, in a fixed order.
    """
    sample = ledgers if isinstance(ledgers, Sample) else sample_of(ledgers)
    said = sample.manifest.get("warnings", [])
    return (LIMIT, *said, *of_time(sample), *of_groups(sample), *of_counts(sample), *of_chance(sample),
            *of_evidence(sample, evidence))  # fmt: skip


def of_time(sample: Sample) -> Iterator[str]:
    """A long run of a closed population."""
    if sample.months > LONGEST:
        yield (
            f"The run lasts {sample.months} months. Nobody is born, dies, ages or moves in the model: after {LONGEST}"
            " months it no longer describes a population."
        )


def of_groups(sample: Sample) -> Iterator[str]:
    """Groups too small to be shown."""
    sizes = sample.counts("subjects").sum(axis=1)
    small = [group for group, size in zip(sample.groups, sizes, strict=True) if too_few(group, cases=int(size))]
    for least, some in (
        (LEAST, [group for group in small if "&" not in group]),
        (LEAST_CROSSED, [group for group in small if "&" in group]),
    ):
        if some:
            yield f"Groups with fewer than {least} subjects are left blank: {', '.join(some)}."


def of_counts(sample: Sample) -> Iterator[str]:
    """Few penalties, none at all, or causes that do not add up."""
    keys = [key for key in keys_of(sample) if penal(sample, key=key)]
    place = {key: sample.groups.index(own_group(sample, key) or "all") for key in keys}
    totals = {key: int(sample.counts(f"{key}:events")[place[key]].sum()) for key in keys}
    if keys and not any(totals.values()):
        yield "Nobody was penalised in this run: shares of penalties have no value."
        return
    words = {key: one_or_more(events_word(sample, key), count) for key, count in totals.items()}
    few = [f"{key} ({count} {words[key]})" for key, count in totals.items() if 0 < count < FEW]
    if few:
        yield f"Fewer than {FEW} events: {', '.join(few)}. Their intervals are wide."
    for key in keys:
        parts = [sample.tallies[name] for cause in CAUSES if (name := f"{key}:split:{cause}") in sample.tallies]
        split = sum(int(counts[place[key]].sum()) for counts in parts)
        if parts and split != SPLIT_UNIT * totals[key]:
            yield f"The causes of {key} do not add up to its events: a fault of the program; please report it."


def one_or_more(word: str, count: int) -> str:
    """The word for some events, for one of them if there is one."""
    single = {"stays": "stay", "runs in the band": "run in the band", "denials": "denial", "burdens": "burden",
              "losses": "loss", "grants": "grant", "events": "event"}  # fmt: skip
    return single[word] if count == 1 else word


def of_chance(sample: Sample) -> Iterator[str]:
    """What the intervals are about."""
    count = len(sample.ledgers)
    replicates = "one replicate" if count == 1 else f"{count} replicates"
    yield f"Intervals are chance in the model ({replicates}, {sample.method})."
    if 1 < count < MANY:
        yield f"With fewer than {MANY} replicates, intervals come from blocks of households, not from replicates."
    if not sample.manifest.get("options", {}).get("swept"):
        yield UNVARIED
    expected = sorted(
        name.split(":")[1] for name, counts in sample.tallies.items() if name.endswith(":expected") and counts.any()
    )
    if expected:
        yield f"Conduct that nobody can record was not drawn; its amount is expected: {', '.join(expected)}."


def of_evidence(sample: Sample, evidence: Mapping[str, int] | None) -> Iterator[str]:
    """Numbers that are mostly assumed."""
    if evidence is None:
        return
    total = sum(evidence.values())
    assumed = evidence.get("assumption", 0)
    if total and 2 * assumed > total:
        yield f"{assumed} of the {total} quantities this run read are assumptions."
