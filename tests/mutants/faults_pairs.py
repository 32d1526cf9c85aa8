"""Faults in the second world of a pair, which is played only for those in whom it can differ."""

from __future__ import annotations

from tests.mutants.fault import Fault

ONE_PASS = "tests/property/test_one_pass.py::test_of_a_small_scheme_every_change_gives_the_world_of_its_own"

PAIRS = (
    Fault(
        "part-counted-twice",
        "engine/pair.py",
        "                array -= getattr(less, name)",
        "                array -= 0 * getattr(less, name)",
        (f"{ONE_PASS}[copies]",),
        "those played again would count in both worlds at once",
    ),
    Fault(
        "part-not-closed",
        "engine/part.py",
        "        found[sources[joined]] = found[targets[joined]] = True",
        "        found[sources[joined]] = True",
        ("tests/property/test_one_pass.py::test_whom_those_in_the_part_reach_is_in_it",),
        "whom those inside reach would keep what reached them in the first world",
    ),
    Fault(
        "notice-reaches-nobody",
        "engine/reach.py",
        "self.records = bare(base.redress) != bare(other.redress)",
        "self.records = False",
        (f"{ONE_PASS}[notice]",),
        "a change of redress would leave the second world as it was",
    ),
    Fault(
        "items-of-the-first-world",
        "engine/pair.py",
        '    kept["item"] = items\n',
        "",
        (f"{ONE_PASS}[dated-measures]",),
        "rows of the log would be named after the parts of the other scheme",
    ),
)
