"""Faults in the second world of a pair, which is played only for those in whom it can differ."""

from __future__ import annotations

from tests.mutants.fault import Fault

ONE_PASS = "tests/property/test_one_pass.py::test_of_a_real_scheme_a_safeguard_gives_the_world_of_its_own"
COURT = "cn-judgment-defaulters-2017"

PAIRS = (
    Fault(
        "part-counted-twice",
        "engine/pair.py",
        "                array -= getattr(less, name)",
        "                array -= 0 * getattr(less, name)",
        (f"{ONE_PASS}[{COURT}-no-spread]",),
        "those played again would count in both worlds at once",
    ),
    Fault(
        "part-not-closed",
        "engine/part.py",
        "        found[sources[joined]] = found[targets[joined]] = True",
        "        found[sources[joined]] = True",
        (f"{ONE_PASS}[{COURT}-no-spread]",),
        "whom those inside reach would keep what reached them in the first world",
    ),
    Fault(
        "notice-reaches-nobody",
        "engine/reach.py",
        "self.records = bare(base.redress) != bare(other.redress)",
        "self.records = False",
        (f"{ONE_PASS}[{COURT}-notice-to-everyone]",),
        "a change of redress would leave the second world as it was",
    ),
    Fault(
        "items-of-the-first-world",
        "engine/pair.py",
        '    kept["item"] = items\n',
        "",
        (f"{ONE_PASS}[cn-rongcheng-2019-no-spread]",),
        "rows of the log would be named after the parts of the other scheme",
    ),
)
