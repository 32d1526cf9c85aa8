"""What the tests may get wrong by chance: ``python -m tests.alarms.page > docs/understand/false-alarms.md``."""

from __future__ import annotations

from tests.alarms.checks import BUDGET, SHARE, Z
from tests.alarms.table import ENTRIES, Entry

__all__ = ["page", "spent"]

TOP = """# False alarms, and what would be seen

The laboratory throws dice, so some of its tests hold a number that hangs on dice to the law that it must follow. Such
a test can fail although nothing is wrong. The whole suite, `make test` and `make verify` together, may do so **once in
a million runs** on dice that it has never seen. Seeds are fixed in `make test`: a tree that passes passes again, and
an alarm can only come when a change moves the dice.

- Every check may raise one alarm in two thousand million, both sides together: {z} standard errors of the law, never of
  the sample. Counts are held to the exact tails of the binomial law and of Poisson's, sums of squares to those of
  chi-squared on both sides.
- So there is room for {room} checks. {tests} tests make {checks}: at most {alarms} false alarms a run, {quick} of them
  in `make test`.
- All chance is judged in `tests/alarms/checks.py`. A test that makes a check and has no row below fails, one that makes
  more checks than its row says fails, and one that would see less than its row says fails. A house test adds them up,
  and finds tests that judge chance by themselves.
- *Bias seen* is the relative bias that 19 of 20 runs would see, of the least certain check of the test; the others see
  less. A dash: the law is 0, or a whole table is held to its shares at once.
- `demerit reproduce` prints four standard errors as what a figure may differ by, the usual bound for a result that one
  person looks at: on fresh dice it calls one such figure in 16,000 not met. The tests hold the same figures to the
  bound above.

Fixed seeds see only what is larger than the dice of one throw. `make verify` therefore throws {seeds} fresh sets of
dice, other ones at each run (a failure prints the number that throws them again), and looks at all z-values together:
whether they lie too wide, *and too narrow*. Results that agree too well are a fault too: they share dice that must not
be shared.

## Intervals: are 95 in 100 right?

`tests/statistical/test_widths.py` runs {seeds} worlds on fresh dice and holds every kind of interval that a result
prints to a law that is known beforehand. It asks of each kind that the law lies inside the printed interval as often as
it says, that the values are not off to one side, and that the distances, in standard errors as printed, have a variance
of 1. Intervals that are 10 % too narrow or too wide are seen: both are planted in every run of that test (20 % where a
world has few numbers), and in `make test` in numbers that are normal by construction.

{found}

## All tests that judge chance

| test | checks | bias seen | |
| --- | ---: | ---: | --- |
"""

FOUND = """Kinds held: shares of people, of months, of records and of penalties; rates; means; mean lengths of stays and
times to correction (survival); differences and ratios of places and of two worlds; few events (Wilson, Garwood, 3/n);
whole households that stand and fall together; five replicates."""


def spent(*, quick: bool = False) -> int:
    """Checks of the suite, or of ``make test`` alone."""
    return sum(entry.checks for entry in ENTRIES.values() if not (quick and entry.slow))


def row(name: str, entry: Entry) -> str:
    """One line of the table."""
    file, test = name.split("::")
    title = test.removeprefix("test_").replace("_", " ")
    bias = "–" if entry.bias is None else f"{100 * entry.bias:.2g} %"
    return f"| {title}<br>`{file}` | {entry.checks} | {bias} | {'verify' if entry.slow else ''} |"


def page(*, seeds: int = 200) -> str:
    """Text of the page."""
    top = TOP.format(
        z=f"{Z:.2f}", room=f"{BUDGET / SHARE:,.0f}", tests=len(ENTRIES), checks=spent(), seeds=seeds, found=FOUND,
        alarms=f"{spent() * SHARE:.1e}", quick=f"{spent(quick=True) * SHARE:.1e}",
    )  # fmt: skip
    return top + "\n".join(row(name, entry) for name, entry in sorted(ENTRIES.items())) + "\n"


if __name__ == "__main__":
    print(page(), end="")
