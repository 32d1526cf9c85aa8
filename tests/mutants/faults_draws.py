"""Faults in the draws and in the people."""

from __future__ import annotations

from tests.mutants.fault import Fault, part

TWIN_DRAWS = "tests/twin/test_twin_draws.py"
TIES = "tests/unit/society/test_ties.py"

DRAWS = (
    Fault(
        "replicates-share-a-seed",
        "draws.py",
        'f"replicate|{seed}|{replicate}".encode()',
        'f"replicate|{seed}".encode()',
        ("tests/unit/test_replicates.py::test_every_replicate_has_a_seed_of_its_own",),
        "replicates that share their dice are one replicate, and every interval is too narrow",
    ),
    Fault(
        "replicates-forget-the-seed",
        "draws.py",
        'f"replicate|{seed}|{replicate}".encode()',
        'f"replicate|{replicate}".encode()',
        ("tests/unit/test_replicates.py::test_every_replicate_has_a_seed_of_its_own",),
        "the seed of the user changes the first replicate only",
    ),
    Fault(
        "streams-forget-the-seed",
        "draws.py",
        'f"{seed}|{stream}".encode()',
        'f"{stream}".encode()',
        (f"{TWIN_DRAWS}::test_same_bits_at_every_address",),
        "all seeds give the same world",
    ),
    Fault(
        "slots-share-a-draw",
        "draws.py",
        "((when << S_32) | slot) * K_WHEN",
        "(when << S_32) * K_WHEN",
        (f"{TWIN_DRAWS}::test_same_bits_at_every_address",),
        "detection, confusion and mistake of a record would hang on one draw",
    ),
    Fault(
        "gap-rounded",
        "draws.py",
        "    return np.int64(ticks)\n",
        "    return np.int64(ticks + 0.5)\n",
        (f"{TWIN_DRAWS}::test_same_gap_to_the_last_bit",),
        "times of acts would differ between two readings of the contract",
    ),
    Fault(
        "choice-without-carry",
        "draws.py",
        "mid2 = lo * thi + (mid & LOW_32)",
        "mid2 = lo * thi",
        (f"{TWIN_DRAWS}::test_same_choice",),
        "which behaviour a candidate becomes would be biased",
    ),
    Fault(
        "month-of-thirty-days",
        "engine/quantities.py",
        "DAYS_PER_MONTH = 30.4375",
        "DAYS_PER_MONTH = 30.0",
        part("delays"),
        "terms written in days would be one and a half per cent too long",
    ),
    Fault(
        "rate-taken-as-monthly",
        "engine/quantities.py",
        "math.floor(per_year / 12.0 * 4294967296.0 + 0.5)",
        "math.floor(per_year * 4294967296.0 + 0.5)",
        part("again-ignore"),
        "units are swapped: everything would happen twelve times as often",
    ),
    Fault(
        "hazard-is-the-rate",
        "engine/quantities.py",
        "threshold(1.0 - math.exp(-per_year / 12.0))",
        "threshold(min(1.0, per_year / 12.0))",
        part("exits"),
        "a rate is not a chance: exits and payments would come too often",
    ),
    Fault(
        "halves-rounded-down",
        "engine/quantities.py",
        "    return math.floor(value + 0.5)\n",
        "    return math.ceil(value - 0.5)\n",
        ("tests/unit/engine/test_quantities.py::test_points_are_rounded_half_up[2.5-3]",),
        "points of -2.5 and 2.5 are rounded in different directions",
    ),
    Fault(
        "tied-to-oneself",
        "society/ties.py",
        "        if other != uid:\n            out[count] = other",
        "        if other != first:\n            out[count] = other",
        (f"{TIES}::test_ties_are_seen_from_both_ends_once_and_never_to_oneself[household-1000]",),
        "whoever is listed would spread guilt to themselves",
    ),
    Fault(
        "partner-met-twice",
        "society/matching.py",
        "        if not met_before(out, count, other):\n            out[count] = other",
        "        if other >= 0:\n            out[count] = other",
        (f"{TIES}::test_matched_ties_are_those_of_a_graph_made_in_plain_python[friend]",),
        "an undirected tie that two slots make would count twice",
    ),
    Fault(
        "ties-beyond-the-last-person",
        "society/matching.py",
        "        if other >= n_persons:\n            continue",
        "        if other < 0:\n            continue",
        (f"{TIES}::test_ties_are_seen_from_both_ends_once_and_never_to_oneself[friend-2]",),
        "people who do not exist would carry guilt",
    ),
    Fault(
        "last-household-not-cut",
        "society/people.py",
        "size = min(household_size(tables, base, k), BLOCK - at)",
        "size = household_size(tables, base, k)",
        ("tests/unit/society/test_population.py::test_a_household_never_leaves_its_block",),
        "a household would reach over the end of its block",
    ),
)
