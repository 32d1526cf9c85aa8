"""Every sentence that a calibration says, whole; see ``words.py``."""

from __future__ import annotations

from demerit.report.message import fill
from demerit.report.words import held

__all__ = ["CALIBRATION", "CANNOT", "COLUMNS", "HEADINGS", "REASONS", "tell"]

CALIBRATION: dict[str, str] = {
    "what": (
        "Assumptions about synthetic people were fitted to {fit} published {fit|1=total|other=totals}, and then "
        "{test|0=nothing was left to be|1=one that the fit could not read was|other={test} that the fit could not read "
        "were} forecast. Nobody real is in it. The one objective is the distance to what was published; there is no "
        "option for another."
    ),
    "kept.none": (
        "No place was found, among many thousands, that meets all fit rows within {cut} standard deviations: the model "
        "as it stands cannot do what was published all at once, and the point below is the nearest."
    ),
    "kept.few": (
        "Of all combinations of what is assumed, fewer than 1 in {places} meet every fit row within {cut} standard "
        "deviations; {met} worlds near the nearest point do."
    ),
    "kept.some": (
        "{share} of all combinations of what is assumed meet every fit row within {cut} standard deviations, as far as "
        "emulators can tell; the rest is ruled out."
    ),
    "kept.all": (
        "Nothing is ruled out: every combination of what is assumed meets every fit row within {cut} standard "
        "deviations."
    ),
    "met": (
        "At the nearest point {met} of {n} fit {n|1=row is|other=rows are} met within {cut} standard deviations, and "
        "{tested|0=no test row can be compared|other={passed} of {tested} test rows}."
    ),
    "better": (
        "Of the {n} series with test rows, ours is nearer than the best of three naive forecasts in {won}; begun from "
        "the last row that it could read, in {won_last}."
    ),
    "allowed": (
        "A standard deviation is that of chance in the model, of the published number (its last digit, and the sources "
        "where they disagree) and of a discrepancy of {discrepancy} that was stated before the first fit, together."
    ),
    # the fit
    "fit.lead": (
        "Rows that the fit read. “Stated”: with the values that the files state. “Ours”: at the nearest point, the "
        "mean of {chance} worlds. “Left”: the least and most of {nearby} worlds that meet every fit row. “Off”: "
        "standard deviations between ours and the published number; beyond {cut} it is not met."
    ),
    "fit.lead.none": (
        "Rows that the fit read. “Stated”: with the values that the files state. “Ours”: at the nearest point, the "
        "mean of {chance} worlds. “Off”: standard deviations between ours and the published number; beyond {cut} it is "
        "not met."
    ),
    "fit.reach": "Out of reach of any values, and left out of the fit: {names}.",
    # the test
    "test.lead": (
        "Rows that the fit could not read. “From last”: the last fit row and what ours adds to it. Three forecasts "
        "need no model: the last fit row stays; a straight line through the last two; the straight line nearest to all."
    ),
    "test.lead.alone": (
        "Rows that the fit could not read. The fit read no earlier row of the same thing, so that there is no naive "
        "forecast to set beside ours."
    ),
    "test.none": "Nothing that a run counts was kept for a test.",
    "context.lead": "For information; the files say neither fit nor test:",
    "error.lead": "Mean error of the test rows, as a share of what was published:",
    "unit.millions": "{label}, in millions:",
    "unit.millions.several": "Single rows, in millions:",
    "unit.several": "Single rows:",
    "unit.share": "{label}:",
    "unit.plain": "{label}:",
    "cannot.fit": "The model cannot do this, whatever is assumed: {names}.",
    "cannot.point": "At the nearest point these fit rows are not met: {names}.",
    "cannot.test": "These test rows are missed by more than {cut} standard deviations: {names}.",
    "cannot.nothing": "No row that can be compared is missed by more than {cut} standard deviations.",
    "row": "{label}, {when} ({ours} for {published})",
    # what moved
    "moved.lead": (
        "Of {all} numbers that a run may read {assumed} are assumptions with a range. {rules} of these say what a rule "
        "or list says, and never move; of {unread} the rows tell nothing. The other {movable} may move, numbers of a "
        "kind that the rows cannot tell apart together: {groups} things in all."
    ),
    "moved.table": (
        "What the rows depend on, what they narrow most first. From 0 (low end of the range) to 100 (high end). "
        "“Left”: where combinations lie that are not ruled out. “Low fifth”, “high fifth”: share of combinations "
        "with it there that is left."
    ),
    "moved.table.none": "What the rows depend on. From 0 (low end of the range) to 100 (high end).",
    "moved.more": "(and {n} of its kind)",
    "moved.still": "The rows do not depend clearly on the other {n}, which stay as stated.",
    "moved.values": "Values of all numbers: the document (--json), under unknowns.",
    "aside": "Published, and not compared:",
    "run": (
        "{worlds} worlds of {persons} people, {first} to {last} (the fit to {fitted_to}), seed {seed}: {runs} all over "
        "the ranges (a Latin hypercube), the others in boxes around the nearest point, where nothing is ruled out, and "
        "for chance."
    ),
    "run.closed": "Over {months} months nobody is born, dies or moves in the model; beyond ten years that matters.",
    "plan": "About {worlds} worlds of {persons} people.",
}

REASONS: dict[str, str] = {
    "not_counted": "no run counts the same thing",
    "no_date": "it has no date",
    "no_base": "of how many people it is a total is not known",
    "other_unit": "the model counts it in another unit",
    "in_test_months": "it covers months of which a test row tells, so that the fit may not read it",
    "before_the_run": "it is of a time before the runs begin",
    "no_such_group": "a run counts no such group",
    "not_drawn": "the model does not draw these requests",
}

CANNOT: dict[str, tuple[str, ...]] = {
    "cn-judgment-defaulters-2017": (
        "Flights: from February to December 2017 they were refused at 3.7 million a year, in the first half of 2019 at "
        "19 million, while listings went on at about the same pace. In the model people under an order ask as often as "
        "before, and their number grows slowly, so that refusals cannot grow fivefold in two years. No source says "
        "what grew: orders against people who are not listed, sellers who check, or attempts. A straight line does "
        "better.",
        "Fast trains went the other way: 2.1 million a year from January to September 2018, 1.0 million a year after "
        "that. In the model flights and trains are refused to the same people at constant rates, so that one cannot "
        "speed up while the other slows down.",
        "Performance: of all listings one in ten had ended by performance in March 2016, one in four in September "
        "2018. In the model debts are performed at the same rates from the first month on, so that there are twice too "
        "many at the end of 2016 if there are enough in 2018. The rules that the model has are those of 2017; the "
        "memorandum of 2016 with its 55 measures, or another way of counting, may be why, and no source says.",
        "The beginning: 87,079 listings in the first five months, 3.5 million in the first thirty. In the model courts "
        "list at the full rate from the first day on, and late decisions have to stand in for a slow beginning.",
        "Who is listed by province, and the waves of single campaigns: the society has neither.",
    ),
    "ve-carnet-2018": (
        "Holding by politics comes out because it is put in: the three shares of the poll are also where the model "
        "starts. What is open is how many support the government, and the four rows do not settle it: with the "
        "stated discrepancy every share from 26 % to 48 % meets them.",
        "Payments for each person paid and month, 3.03: the model has 2.53, whatever is assumed. The rate is 517 "
        "million payments over 19 million holders, a published number that a fit may not move, and payments come at "
        "random in the model, so that one holder in ten has none in a month. By the announced numbers fewer people "
        "than hold the card were paid, and those more often.",
        "Announced holders (16, 18 and 20 million) are more than the polls make of the people of 15 and over: the "
        "model follows the polls.",
    ),
}
"""Why a model cannot do what was published, by scheme."""

HEADINGS: dict[str, str] = {
    "fit": "What the fit read",
    "test": "What it forecast",
    "cannot": "What the model cannot produce",
    "moved": "What moved, and what is ruled out",
    "aside": "What was not compared",
    "run": "This calibration",
}

COLUMNS: dict[str, str] = {
    "when": "date",
    "published": "published",
    "stated": "stated",
    "ours": "ours",
    "left": "left",
    "off": "off",
    "from_last": "from last",
    "last_value": "last value",
    "line_of_two": "line of 2",
    "line_of_all": "line of all",
    "unknown": "",
    "at_stated": "stated",
    "at_fitted": "fitted",
    "lowest_fifth": "low fifth",
    "highest_fifth": "high fifth",
    "series": "",
    "rows": "rows",
}


def tell(key: str, /, **values: object) -> str:
    """Say a sentence of a calibration with its places filled.

    Examples
    --------
    >>> tell("plan", worlds="296", persons="40,000")
    'About 296 worlds of 40,000 people.'
    """
    return held(fill(CALIBRATION[key], values))
