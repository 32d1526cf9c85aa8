"""Work of a pair as a multiple of one world: both worlds in one go, against one of them by itself.

    python benchmarks/one_pass.py [--persons N] [--months N] [--repeats N]

CPU seconds of one thread after compiling, the least of the repeats. Each world of a pair has the bytes of a run of its
own (``tests/property/test_one_pass.py``), so the work is all there is to compare.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace

from demerit.engine.pair import follow, lead, reach_between
from demerit.engine.plan import Plan, plan
from demerit.engine.run import run
from demerit.evidence.quantity import Grade, Quantity
from demerit.scheme.model import Scheme
from demerit.scheme.names import Names
from demerit.scheme.safeguard import apply_safeguard, load_safeguard
from demerit.society.fit import names_of
from demerit.society.population import populate
from demerit.study.inputs import load_inputs

HALF_A_YEAR = Quantity(value=6, unit="months", grade=Grade.ASSUMPTION, range=(1, 12))
CASES = (
    ("cn-rongcheng-2019", "rule debt_sued_and_liable"),
    ("cn-rongcheng-2019", "rule heating_tampering"),
    ("cn-rongcheng-2019", "rule neglects_elders"),
    ("cn-rongcheng-2019", "no-spread"),
    ("cn-rongcheng-2019", "notice-to-everyone"),
    ("cn-judgment-defaulters-2017", "rule order_obstructor"),
    ("cn-judgment-defaulters-2017", "rule property_reporting"),
    ("cn-judgment-defaulters-2017", "no-spread"),
    ("cn-judgment-defaulters-2017", "notice-to-everyone"),
    ("it-parma-housing-2018", "independent-appeal"),
    ("dk-udk-2024", "independent-appeal"),
    ("ve-carnet-2018", "notice-to-everyone"),
)


def changed(scheme: Scheme, change: str, names: Names) -> Scheme:
    """The scheme with a safeguard, or with one rule whose entries count for half a year."""
    word, _, name = change.partition(" ")
    if word != "rule":
        return apply_safeguard(scheme, safeguard=load_safeguard(change), names=names).scheme
    rules = (replace(rule, term=HALF_A_YEAR) if rule.id == name else rule for rule in scheme.rules)
    return replace(scheme, rules=tuple(rules))


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measured(base: Plan, other: Plan) -> tuple[float, float, float]:
    """CPU seconds of one world, of both in one go, and the share of people who were played again (1: everybody)."""
    reach = reach_between(base, other)
    alone = seconds(lambda: run(base, keep="penalised", threads=1))
    start = time.process_time()
    first = lead(base, reach=reach, keep="penalised", threads=1)
    follow(first, other, keep="penalised", threads=1)
    both = time.process_time() - start
    return alone, both, 1.0 if first.played is None else float(first.played.mean())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=300_000)
    parser.add_argument("--months", type=int, default=60)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    print("| scheme | what is other in the second world | people played again | one world, s | both | ratio |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for system, change in CASES:
        inputs = load_inputs(system)
        plans = []
        for persons in (2000, options.persons):
            people = populate(inputs.bundle.society, seed=1, persons=persons)
            plans.append([
                plan(scheme, inputs.bundle, people, seed=1, months=options.months)
                for scheme in (inputs.scheme, changed(inputs.scheme, change, names_of(inputs.bundle)))
            ])  # fmt: skip
        measured(*plans[0])  # compiles
        rows = [measured(*plans[1]) for _ in range(options.repeats)]
        alone, both = min(row[0] for row in rows), min(row[1] for row in rows)
        told = f"{rows[0][2]:.2%} | {alone:.2f} | {both:.2f} | {both / alone:.2f}"
        print(f"| `{system}` | {change} | {told} |", flush=True)


if __name__ == "__main__":
    main()
