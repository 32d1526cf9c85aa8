"""Faults planted in the pages of societies, and in taking channels that belong to no scheme."""

from __future__ import annotations

from tests.mutants.fault import Fault

__all__ = ["SOCIETIES"]

PAGES = "tests/report/test_society_pages.py"
CHANNELS = "tests/unit/scheme/test_channels_alone.py"

SOCIETIES: tuple[Fault, ...] = (
    Fault(
        "guesses-said-to-be-measured",
        "report/society_page.py",
        "if item.grade is Grade.ASSUMPTION:",
        "if item.grade is Grade.FICTION:",
        (f"{PAGES}::test_the_pages_are_those_that_the_files_make",),
        "a page would not say that a number is assumed",
    ),
    Fault(
        "base-value-for-everybody",
        "report/society_parts.py",
        "value = quantity.value or most",
        "value = quantity.value",
        (f"{PAGES}::test_a_number_that_is_nought_but_for_some_says_how_high_it_goes",),
        "what only some do would be said to be done by nobody",
    ),
    Fault(
        "channels-alone-not-found",
        "scheme/includes.py",
        'shelf = "channels" if name in catalogue_ids("channels") else "schemes"',
        'shelf = "schemes"',
        (f"{CHANNELS}::test_the_scheme_on_the_page_takes_one_channel_and_is_sound",),
        "channels of the catalogue could not be included by any scheme",
    ),
)
