"""Every sentence on published outcomes beside a run; see ``words.py``."""

from __future__ import annotations

__all__ = ["PUBLISHED", "TITLES", "UNITS_IN_BRACKETS", "UNITS_OF_OUTCOMES"]

PUBLISHED: dict[str, str] = {
    "published.lead": (
        "Information only: nothing in this run was fitted to these numbers. Totals are scaled to 1,000 inhabitants: a "
        "published one by the people that it is of, one of this run by its own {persons}. “Fit”: the file's "
        "assumptions were set by hand with the published number in view, so that nearness proves nothing; “test”: they "
        "were not; “context”: neither.{burn_in|0= There was no burn-in: what builds up over years began with little, "
        "and so is low.|other=}"
    ),
    "published.per_1000_year": "A year and 1,000 inhabitants:",
    "published.per_1000_now": "Of 1,000 inhabitants, at the end of {last}:",
    "published.per_1000_time": "Of 1,000 inhabitants, at any one time; of this run the mean of all months:",
    "published.per_1000_ever": "Of 1,000 inhabitants, ever:",
    "published.share": "Shares, not scaled:",
    "published.ratio": "Ratios, not scaled:",
    "published.months": "Months, not scaled:",
    "published.per_subject_year": "A year and {unit|person=person|household=household|firm=firm}, not scaled:",
    "published.below": "{span}{source}; {use}",
    "published.among": "of {among} people; ",
    "published.millions": "of {among} million people; ",
    "published.span": "of {months} {months|1=month|other=months}; ",
    "published.stays": "in this run events; ",
    "published.nothing": "The scheme's file has no published outcome.",
    "published.none": (
        "None of the {n} published {n|1=outcome|other=outcomes} of this scheme is set beside this run. Nothing was "
        "fitted."
    ),
    "published.apart": "Published too, and not set beside this run ({first} to {last}):",
    "published.other_society": "- The run is not on the scheme's own society: {names}.",
    "published.safeguards": "- A safeguard changed the rules that these are of: {names}.",
    "published.no_indicator": "- No indicator is about the same thing: {names}.",
    "published.no_base": "- Of how many people it is was not found: {names}.",
    "published.not_in_run": "- This run has no value for the indicator: {names}.",
    "published.other_period": "- Of other months: {names}.",
    "published.other_unit": "- The indicator is in another unit: {names}.",
    "published.said": "- {why} {names}.",
    "published.name": "{label} ({value}{unit|=|other= {unit}}{when|=|other=; {when}})",
    "published.more": "{names}; and {n} more (demerit run ... --json)",
    "published.series": "{label} ({value} to {last}{unit|=|other= {unit}}; {when} to {until})",
}

TITLES = {"date": "date", "counted": "counts", "published": "published", "model": "this run"}
"""Columns of the table."""

UNITS_OF_OUTCOMES: dict[str, str] = {
    "count": "events", "persons": "people", "share": "share", "probability": "share", "factor": "ratio",
    "per_year": "rate",
}  # fmt: skip
"""What a published number counts, in a table's column; other units stand as they are."""

UNITS_IN_BRACKETS: dict[str, str] = {
    "count": "", "persons": "people", "share": "", "probability": "", "factor": "", "per_year": "a year",
}  # fmt: skip
"""The same behind a number; what is counted stands in the label."""
