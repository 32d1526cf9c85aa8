"""Faults in what a life says of ties and beginnings, and in a pair at the ends of what is assumed."""

from __future__ import annotations

from tests.mutants.fault import Fault

LIVES_OF = "tests/unit/study/test_lives_of_schemes.py"
ENDS_OF = "tests/unit/study/test_pair_ends.py"

LIVES = (
    Fault(
        "a-tie-seen-from-the-wrong-end",
        "outcomes/paths.py",
        "spread=way.id, tie=way.to,",
        "spread=way.id, tie=backwards(way.to),",
        (f"{LIVES_OF}::test_a_path_of_two_steps_is_followed_to_what_it_began_with",),
        "a parent punished for a child would be told as a child punished for a parent",
    ),
    Fault(
        "starts-in-the-lowest-band",
        "outcomes/starting.py",
        "return max((pair for pair in reached",
        "return min((pair for pair in reached",
        (f"{LIVES_OF}::test_the_band_in_which_a_life_starts_is_told",),
        "everyone would start in the band that is worst",
    ),
    Fault(
        "one-world-given-the-numbers-of-the-other",
        "study/pair_ends.py",
        'in (("a", a), ("b", b)):\n        own =',
        'in (("a", a), ("b", a)):\n        own =',
        (f"{ENDS_OF}::test_what_is_assumed_of_people_moves_in_the_world_without_a_scheme_too",),
        "the world without a scheme would be asked for numbers of one",
    ),
    Fault(
        "wrongly-the-other-way-round",
        "outcomes/wrongly.py",
        "paired_row(ours, theirs,",
        "paired_row(theirs, ours,",
        ("tests/unit/outcomes/test_wrongly.py::test_the_difference_is_of_all_subjects_and_left_out_block_by_block",),
        "a safeguard that spares people would be said to hit them",
    ),
)
