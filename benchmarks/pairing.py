"""How much narrower the same dice make a difference between two worlds, and whether its interval is honest.

    python benchmarks/pairing.py [--persons N] [--months N] [--seeds N] [--only PAIR ...]

Each pair is run with several seeds. Of each indicator: the width of the paired interval of the difference (mean over
the seeds); the width that two worlds with different seeds would have (A of one seed against B of the next); and what
the difference really does from seed to seed, as 2 * 1.96 standard deviations. A paired interval is honest if its width
is about that, and if about 95 % of the intervals hold the mean over the seeds.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.manifest import describe_names
from demerit.ledger.model import Ledger
from demerit.outcomes.intervals import covariance, student
from demerit.outcomes.ratio import estimate
from demerit.outcomes.sample import Sample, sample_of
from demerit.outcomes.statistic import Statistic
from demerit.outcomes.worlds import paired_row, scored_in_either, union
from demerit.society.population import populate
from demerit.study.job import Asked, Job
from demerit.study.pair import make_pair

PAIRS: dict[str, tuple[str, tuple[str, ...], str | None, tuple[str, ...]]] = {
    "court, no spread": (
        "cn-judgment-defaulters-2017", ("no-spread",), None,
        ("list:spending_order:ever", "list:spending_order:time", "any:ever"),
    ),
    "court, appeal suspends": (
        "cn-judgment-defaulters-2017", ("appeal-suspends",), None,
        ("list:dishonest_list:time", "list:spending_order:time"),
    ),
    "Rongcheng, none": (
        "cn-rongcheng-2019", (), "none",
        ("any:ever", "conduct:unlawful:per_year"),
    ),
    "Rongcheng, expiry 12": (
        "cn-rongcheng-2019", ("expiry-12",), None, ("band:c:ever", "band:c:time"),
    ),
    "benefits, no traits": (
        "nl-toeslagen-rcm-2013", ("no-traits",), None, ("list:asked_back:ever", "any:ever"),
    ),
    "Parma, cap per act": (
        "it-parma-housing-2018", ("cap-per-act",), None, ("any:ever", "band:lost:time"),
    ),
}  # fmt: skip
"""Scheme, safeguards, the other world if it is not the scheme without them, and indicators."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One indicator of one pair."""

    pair: str
    name: str
    value: float
    stated: float
    independent: float
    real: float
    real_independent: float
    held: int
    of: int


PLAYED: dict[tuple[str, str, int], Sample] = {}
"""Worlds that were run: pairs of one scheme share it."""


def world(job: Job, *, seed: int) -> Sample:
    """Counts of everybody of one world."""
    known = (job.inputs.scheme_hash, job.inputs.society_hash, seed)
    if known not in PLAYED:
        PLAYED[known] = played(job, seed=seed)
    return PLAYED[known]


def played(job: Job, *, seed: int) -> Sample:
    """Run a world."""
    people = populate(job.inputs.bundle.society, seed=seed, persons=job.persons)
    made = plan(
        job.inputs.scheme, job.inputs.bundle, people, seed=seed, months=job.months, burn_in=job.burn_in, truth=False
    )
    ledger: Ledger = run(made, keep="tallies", threads=job.threads)
    whole = {name: counts[:1] for name, counts in ledger.tallies.items()}
    bundle = job.inputs.bundle
    names = describe_names(job.inputs.scheme, conduct=bundle.conduct, needs=bundle.needs)
    manifest = {**ledger.manifest, **names, "unit": job.inputs.scheme.subjects.unit}
    return sample_of(replace(ledger, groups=("all",), tallies=whole, manifest=manifest))


def apart(ours: Statistic, theirs: Statistic) -> tuple[float, float]:
    """Difference of two worlds with dice of their own, and the width of its interval."""
    live = ours.live[0] | theirs.live[0]
    both = 0.0
    for side in (ours, theirs):
        leave = [side.leave[0][n] if side.live[0][n] else side.value[0] for n in range(len(live))]
        both += float(covariance(first=leave, second=leave, live=live)) + float(side.extra[0])
    return float(ours.value[0] - theirs.value[0]), 2 * student(int(live.sum()) - 1) * math.sqrt(both)


def measured(name: str, *, persons: int, months: int, seeds: int) -> Iterator[Row]:
    """Run a pair with several seeds."""
    scheme, safeguards, other, wanted = PAIRS[name]
    asked = Asked(scheme=scheme, persons=persons, months=months, safeguards=safeguards, threads=1)
    job = make_pair(asked, other=other)
    worlds = []
    for seed in range(1, seeds + 1):
        a, b = world(job.a, seed=seed), world(job.b, seed=seed)
        worlds.append((scored_in_either(a, b), scored_in_either(b, a)))
    known = {ratio.id: ratio for one, two in worlds for ratio in union(one, two)}
    for ident in wanted:
        if ident not in known:
            print(f"<!-- {name}: no {ident} -->")
            continue
        sides = [tuple(estimate(sample, ratio=known[ident]) for sample in pair) for pair in worlds]
        rows = [paired_row(a, b, place=0, group="all", unit="difference") for a, b in sides]
        told = [(row.value, row.low, row.high) for row in rows if row.value is not None]
        ends = [(v, low, high) for v, low, high in told if low is not None and high is not None]
        if len(ends) < seeds or not any(value for value, _, _ in ends):
            print(f"<!-- {name}: nothing to say of {ident} -->")
            continue
        values = [value for value, _, _ in ends]
        mean = statistics.fmean(values)
        own_dice = [apart(sides[n][0], sides[(n + 1) % seeds][1]) for n in range(seeds)]
        yield Row(
            pair=name, name=ident, value=mean,
            stated=statistics.fmean(high - low for _, low, high in ends),
            independent=statistics.fmean(width for _, width in own_dice),
            real=2 * 1.96 * statistics.stdev(values),
            real_independent=2 * 1.96 * statistics.stdev([value for value, _ in own_dice]),
            held=sum(low <= mean <= high for _, low, high in ends), of=seeds,
        )  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--months", type=int, default=60)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--only", nargs="*", default=list(PAIRS))
    asked = parser.parse_args()
    titles = ("pair", "indicator, A less B", "mean", "paired", "really", "own dice (really)", "narrower", "hold")
    print(f"| {' | '.join(titles)} |")
    print(f"|{' --- |' * len(titles)}")
    held = of = 0
    for name in asked.only:
        began = time.process_time()
        for row in measured(name, persons=asked.persons, months=asked.months, seeds=asked.seeds):
            held, of = held + row.held, of + row.of
            times = f"{row.independent / row.stated:.1f}" if row.stated else "-"
            print(
                f"| {row.pair} | `{row.name}` | {row.value:.3g} | {row.stated:.2g} | {row.real:.2g} "
                f"| {row.independent:.2g} ({row.real_independent:.2g}) | {times} | {row.held} of {row.of} |",
                flush=True,
            )
        print(f"<!-- {name}: {time.process_time() - began:.0f} CPU s -->", flush=True)
    print(f"\n{held} of {of} intervals hold the mean over the seeds.")


if __name__ == "__main__":
    main()
