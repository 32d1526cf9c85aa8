"""Faults in scores that are mixed with those of ties."""

from __future__ import annotations

from tests.mutants.fault import Fault, part

BLEND = "engine/kernels/blend.py"
SCORES = "engine/kernels/scores.py"
PATH = "tests/unit/engine/test_mixing.py::test_the_path_is_that_of_a_simultaneous_update"
FRIENDS = "tests/unit/engine/test_mixing.py::test_four_friends"

MIXING = (
    Fault(
        "mixing-in-place",
        BLEND,
        "        a_mix(s)[MX_PULL, i] = pull\n",
        """        a_mix(s)[MX_PULL, i] = pull
        if n > 0:
            own = ((held[uid - base] + MX_HALF) >> MX_BITS) - a_mix(s)[2, i]
            held[uid - base] = (MX_ONE - val(p, p[G_MIX_Q], month, cell_at(s, i))) * own + pull
""",
        (PATH,),
        "what is read of others is of last month, or the order of the people would show",
    ),
    Fault(
        "mixing-adds-to-all-of-ones-own",
        SCORES,
        "return (MX_ONE - val(p, p[G_MIX_Q], month, cell_at(s, i))) * own + pull",
        "return MX_ONE * own + pull",
        (FRIENDS, PATH),
        "a share of a score makes room for that of its ties",
    ),
    Fault(
        "mixing-along-ties-that-sleep",
        BLEND,
        "return low < asleep.shape[0] and asleep[low] == pair",
        "return False",
        part("mixing-asleep"),
        "a tie that sleeps carries nothing",
    ),
    Fault(
        "mixing-never-to-blame",
        SCORES,
        "(without & (1 << TIE) != 0 and is_worse_mixed(p, s, i))",
        "(without & (1 << TIE) != 0 and False)",
        part("mixing-where-high-is-bad"),
        "a band that only the company of others explains is for others",
    ),
    Fault(
        "mixing-forgets-what-it-gave",
        "engine/kernels/post.py",
        "raw += a_mix(s)[MX_POINTS, i]",
        "raw += 0",
        part("mixing-asleep"),
        "a rule that sets the score sets what people see, mixing and all",
    ),
)
