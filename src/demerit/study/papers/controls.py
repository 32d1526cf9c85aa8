"""E4: claims for a sick child's allowance that a model chose for control, beside a random sample, by sex."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from demerit.study.papers.engine import cells, chance_of_share, opened, played, rate_of
from demerit.study.papers.model import Figure, Reproduced, reproduced
from demerit.study.papers.tables import table

__all__ = ["Sample", "controls", "measures", "samples", "simulated"]

SOURCE = "Lighthouse Reports and Svenska Dagbladet 2024, suspicion_machines_sweden, year 2017"
CLAIMANTS = 977_730
"""All who claimed in 2017."""

PUBLISHED: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "women": {
        "share of the random sample": (0.5606, 5e-5), "share of the chosen": (0.6751, 5e-5),
        "chosen over random": (1.20, 5e-3), "error in the random sample": (0.2930, 5e-5),
        "error among the chosen": (0.4795, 5e-5), "chosen without error": (0.0046, 5e-5),
    },
    "men": {
        "share of the random sample": (0.4394, 5e-5), "share of the chosen": (0.3249, 5e-5),
        "chosen over random": (0.74, 5e-3), "error in the random sample": (0.3000, 5e-5),
        "error among the chosen": (0.5203, 5e-5), "chosen without error": (0.0026, 5e-5),
    },
}  # fmt: skip
"""Measures of the notebook by sex, with half a unit of the last digit."""

OVERALL = {"error in the random sample": 0.296084, "error among the chosen": 0.492719}
INVESTIGATED = {"random": 1_047, "model": 5_082, "all": 6_129}
PERSONS, WINDOW = 200_000, 12


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Controls of one group: of a random sample, and of those whom the model chose, with an error or without."""

    random_errors: int
    random_clean: int
    chosen_errors: int
    chosen_clean: int

    @property
    def random(self) -> int:
        """Controls at random."""
        return self.random_errors + self.random_clean

    @property
    def chosen(self) -> int:
        """Controls by the model."""
        return self.chosen_errors + self.chosen_clean


Samples = Mapping[str, Sample]


@cache
def samples() -> Samples:
    """Counts of the source by sex. Every outcome but “no errors found” counts as an error, as there."""
    rows = table("child_illness_controls.csv")
    counts = {(row["group"], row["selection"], row["outcome"]): int(row["n"]) for row in rows}
    return MappingProxyType({
        sex: Sample(
            random_errors=counts[sex, "random", "error_found"], random_clean=counts[sex, "random", "no_error"],
            chosen_errors=counts[sex, "algorithm", "error_found"], chosen_clean=counts[sex, "algorithm", "no_error"],
        )
        for sex in ("women", "men")
    })  # fmt: skip


def controls(counts: Samples | None = None, /, *, claimants: int = CLAIMANTS) -> Reproduced:
    """E4: whom the model chose, how often rightly, and how many without an error it chose of all there are."""
    given = samples() if counts is None else counts
    ours = measures(given, claimants=claimants)
    figures = [
        Figure(name=f"{sex}: {name}", ours=ours[sex][name], published=value, tolerance=within, unit=unit_of(name))
        for sex, rows in PUBLISHED.items()
        for name, (value, within) in rows.items()
    ]
    random, chosen = (sum(getattr(sample, kind) for sample in given.values()) for kind in ("random", "chosen"))
    for name, (errors, of) in {
        "error in the random sample": ("random_errors", random), "error among the chosen": ("chosen_errors", chosen),
    }.items():  # fmt: skip
        total = sum(getattr(sample, errors) for sample in given.values())
        figures.append(Figure(name=f"all: {name}", ours=total / of, published=OVERALL[name], tolerance=5e-7))
    for name, number in {"random": random, "model": chosen, "all": random + chosen}.items():
        known = INVESTIGATED[name]
        figures.append(Figure(name=f"investigated, {name}", ours=number, published=known, tolerance=0, unit="people"))
    figures += simulated(given, published=PUBLISHED, claimants=claimants)
    return reproduced(
        "E4",
        figures=figures,
        how="Shares of the published counts; what the random sample found stands for all claimants. Then a list with "
        "these hits and false alarms by sex on synthetic parents with these errors (catalog/papers/controls.yaml). As "
        "in the source every outcome but “no errors found” counts as an error, 845 controls with another outcome among "
        "them; without these an error was found in 33 % of those chosen and 29 % at random (see se-fk-vab-2017).",
        source=SOURCE,
    )


def unit_of(name: str) -> str:
    """Unit of a measure."""
    return "ratio" if name == "chosen over random" else "share"


def measures(counts: Samples, /, *, claimants: int) -> dict[str, dict[str, float]]:
    """Measures of each group: any groups."""
    random, chosen = (sum(getattr(sample, kind) for sample in counts.values()) for kind in ("random", "chosen"))
    return {
        group: {
            "share of the random sample": sample.random / random,
            "share of the chosen": sample.chosen / chosen,
            "chosen over random": sample.chosen / chosen / (sample.random / random),
            "error in the random sample": sample.random_errors / sample.random,
            "error among the chosen": sample.chosen_errors / sample.chosen,
            "chosen without error": sample.chosen_clean / (claimants * sample.random_clean / random),
        }
        for group, sample in counts.items()
    }


def simulated(
    counts: Samples, /, *, published: Mapping[str, Mapping[str, tuple[float, float]]], claimants: int = CLAIMANTS
) -> Iterator[Figure]:
    """The same measures of those chosen in a run on synthetic claimants."""
    random = sum(sample.random for sample in counts.values())
    hit, alarm, rate = {}, {}, {}
    for group, sample in counts.items():
        hit[group] = sample.chosen_errors / (claimants * sample.random_errors / random)
        alarm[group] = sample.chosen_clean / (claimants * sample.random_clean / random)
        rate[group] = rate_of(sample.random_errors / sample.random, months=WINDOW)
    inputs = opened(
        "controls",
        numbers={
            "society.attributes.0": tuple(counts),
            "society.margins.0": {group: float(sample.random) for group, sample in counts.items()},
            "conduct.behaviours.0.rate": {"sex": rate},
            "scheme.lists.0.entries.0.rates.hit": {"sex": hit},
            "scheme.lists.0.entries.0.rates.false_alarm": {"sex": alarm},
        },
    )
    ledger = played(inputs, persons=PERSONS, months=1, burn_in=WINDOW)
    found = {group: cells(ledger, key="list:chosen", group=f"sex={group}") for group in counts}
    everyone = sum(four.selected for four in found.values())
    for group, four in found.items():
        tops = {
            "share of the chosen": (four.selected, everyone),
            "error in the random sample": (four.tp + four.fn, four.n),
            "error among the chosen": (four.tp, four.selected),
            "chosen without error": (four.fp, four.fp + four.tn),
        }
        for name, (top, bottom) in tops.items():
            law, within = published[group][name]
            yield Figure(
                name=f"{group}, simulated: {name}", ours=top / bottom, published=law,
                chance=True, tolerance=chance_of_share(law, n=bottom) + within,
            )  # fmt: skip
