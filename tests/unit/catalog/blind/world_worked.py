"""Numbers of schemes from outside China that follow from numbers read in the fact sheets, worked out a second time."""

from __future__ import annotations

from collections.abc import Callable
from math import log
from typing import Any

from tests.unit.catalog.blind.world_held import Worked

__all__ = ["BEYOND", "WORKED"]

Numbers = dict[str, Any]

CLAIMANTS, WHO_DEFRAUD, YEARS = 1_000_000, 20_000, 22 / 12
"""Of MiDAS: assumed claimants, those of them who defraud in a year, and the length from October 2013 to July 2015."""
POPULATION = 28.44e6
"""Of Venezuela's society."""


def rotterdam(path: str, share: Callable[[Numbers], float]) -> Worked:
    """Factor of a group: its share above the threshold over that of all."""
    where = "lists[investigated].entries[by_model].rates.selected.times" + path
    return Worked(where, lambda read: share(read) / read["flagged of all"], 3)


def rest(read: Numbers, name: str, count: int) -> float:
    """Share of those who are not in a group, from that of all and the count of the group."""
    inside = count / read["records scored"]
    return float((read["flagged of all"] - inside * read[name]) / (1 - inside))


def vab(attribute: str, value: str, name: str, *, other: bool = False) -> tuple[Worked, Worked]:
    """Factor of a group: its share among the chosen over its share at random, for hits and for false alarms."""

    def factor(read: Numbers) -> float:
        chosen, random = read[f"{name} among the model's"], read[f"{name} in the random sample"]
        return float((1 - chosen) / (1 - random) if other else chosen / random)

    rates, group = "lists[chosen].entries[by_model].rates", f"times[{attribute}][{value}]"
    return Worked(f"{rates}.hit.{group}", factor, 3), Worked(f"{rates}.false_alarm.{group}", factor, 3)


def base(attribute: str, value: str, name: str) -> Worked:
    """Factor of a group on the rate of errors: hazard of the group over that of all."""
    where = f"bundle.conduct.behaviours[claim_error].rate.times[{attribute}][{value}]"
    return Worked(where, lambda read: log(1 - read[name]) / log(1 - read["errors in the random sample"]), 3)


BANDS = {
    "under_250": ("people scored", "at 250 or more"),
    "from_250": ("at 250 or more", "at 300 or more"),
    "from_300": ("at 300 or more", "at 350 or more"),
    "from_350": ("at 350 or more", "at 400 or more"),
}


def chicago(group: str, scored: Callable[[Numbers], float], digits: int = 4) -> tuple[Worked, ...]:
    """Shares of a group by band: those with a score, spread over the bands as all who have one."""

    def band(low: str, high: str) -> Callable[[Numbers], float]:
        return lambda read: scored(read) * (read[low] - read[high]) / read["people scored"]

    inside = (Worked(f"bands[{name}].share.by[who][{group}]", band(*ends), digits) for name, ends in BANDS.items())
    return Worked(f"bands[no_score].share.by[who][{group}]", lambda read: 1 - scored(read), digits), *inside


def at_250(name: str) -> Callable[[Numbers], float]:
    """Share of a group with a score, if its scores are spread as those of all."""
    group = f"{name} men of 20 to 29 at 250 or more"
    return lambda read: float(read[group] * read["people scored"] / read["at 250 or more"])


def growth(read: Numbers) -> float:
    """Yearly hazard of getting the card, from the counts of holders of May 2018 and of April 2021."""
    first, last = read["holders in May 2018"], read["holders in April 2021"]
    return -log(1 - (last - first) / (POPULATION - first)) / (35 / 12)


WORKED: dict[str, tuple[Worked, ...]] = {
    "it-parma-housing-2018": (
        Worked("bands[kept].at_least", lambda read: read["home lost at"] + 1, 0),
        Worked(
            "rules[abandonment_65].points", lambda read: read["home left empty resets to"] - read["highest points"], 0
        ),
    ),
    "it-fidenza-housing-2022": (Worked("bands[kept].at_least", lambda read: read["home lost at"] + 1, 0),),
    "au-robodebt-2016": (
        Worked(
            "outcomes[debts_per_person].quantity",
            lambda read: read["debts to refund as announced in 2020"] / read["people with debts"],
            2,
        ),
    ),
    "us-midas-2013": (
        Worked(
            "channels[machine_alone].watches[claims_by_fraud].sensitivity",
            lambda read: (
                read["decided by the machine"] * (1 - read["false share of the machine's"]) / YEARS / WHO_DEFRAUD
            ),
            3,
        ),
        Worked(
            "channels[machine_alone].false_records.rate",
            lambda read: read["decided by the machine"] * read["false share of the machine's"] / YEARS / CLAIMANTS,
            4,
        ),
        Worked(
            "channels[with_person].watches[claims_by_fraud].sensitivity",
            lambda read: (
                read["decided with a person"] * (1 - read["false share of those with a person"]) / YEARS / WHO_DEFRAUD
            ),
            3,
        ),
        Worked(
            "channels[with_person].false_records.rate",
            lambda read: read["decided with a person"] * read["false share of those with a person"] / YEARS / CLAIMANTS,
            4,
        ),
        Worked(
            "outcomes[overall_false].quantity",
            lambda read: (read["reversed in review"] + read["overturned on appeal"]) / read["accusations"],
            3,
        ),
        Worked(
            "outcomes[appeals_won].quantity", lambda read: read["overturned on appeal"] / read["appeals resolved"], 3
        ),
    ),
    "nl-toeslagen-rcm-2013": (
        Worked(
            "lists[asked_back].exits[recognised].rate.steps[0].value",
            lambda read: -log(1 - read["recognised share of applicants"]) / 3.5,
            1,
        ),
        Worked(
            "outcomes[recognised_share].quantity",
            lambda read: read["recognised as wronged"] / read["applied for redress"],
            3,
        ),
    ),
    "nl-rotterdam-gbm-2017": (
        Worked(
            "lists[investigated].entries[by_model].rates.selected",
            lambda read: sum(read["chosen a year"]) / 2 / read["recipients of welfare"],
            4,
        ),
        rotterdam("[sex][female]", lambda read: float(read["flagged of women"])),
        rotterdam("[sex][male]", lambda read: float(read["flagged of men"])),
        rotterdam("[age][18-34]", lambda read: float(read["flagged at 30"])),
        rotterdam("[age][35-44]", lambda read: float(read["flagged at 40"])),
        rotterdam("[age][45-54]", lambda read: float(read["flagged at 50"])),
        rotterdam("[age][55-66]", lambda read: float(read["flagged at 60"])),
        rotterdam("[children][none]", lambda read: float(read["flagged without children"])),
        rotterdam("[children][some]", lambda read: rest(read, "flagged without children", 9_823)),
        rotterdam("[cost_sharers][none]", lambda read: float(read["flagged with no cost-sharer"])),
        rotterdam("[cost_sharers][some]", lambda read: rest(read, "flagged with no cost-sharer", 10_538)),
        rotterdam("[language][dutch_only]", lambda read: float(read["flagged without another language"])),
        rotterdam("[language][other]", lambda read: float(read["flagged with another language"])),
        Worked(
            "outcomes[worst_to_best].quantity",
            lambda read: read["flagged of the worst archetype"] / read["flagged of the best archetype"],
            2,
        ),
    ),
    "se-fk-vab-2017": (
        Worked(
            "lists[control_department].entries[highest].p",
            lambda read: read["sent to the control department"] / read["investigated by the model"],
            3,
        ),
        Worked(
            "lists[chosen].entries[by_model].rates.hit",
            lambda read: 0.01 * read["hit rate of the model, strict"] / read["errors in the random sample, strict"],
            4,
        ),
        Worked(
            "lists[chosen].entries[by_model].rates.false_alarm",
            lambda read: (
                0.01 * (1 - read["hit rate of the model, strict"]) / (1 - read["errors in the random sample, strict"])
            ),
            5,
        ),
        *vab("sex", "female", "women"),
        *vab("sex", "male", "women", other=True),
        *vab("background", "foreign", "foreign background"),
        *vab("background", "swedish", "foreign background", other=True),
        *vab("income", "below_median", "below median income"),
        *vab("income", "above_median", "below median income", other=True),
        *vab("degree", "none", "no degree"),
        *vab("degree", "degree", "no degree", other=True),
        base("sex", "female", "base errors of women"),
        base("sex", "male", "base errors of men"),
        base("background", "foreign", "base errors of foreign background"),
        base("background", "swedish", "base errors of Swedish background"),
        base("degree", "none", "base errors without a degree"),
        base("degree", "degree", "base errors with a degree"),
    ),
    "dk-udk-2024": (
        Worked(
            "lists[case_opened].entries[by_model].rates.hit",
            lambda read: (1 / read["opened cases that are no fraud"] - 1) * 0.009 * 0.99 / 0.01,
            3,
        ),
    ),
    "us-chexsystems-2013": (
        Worked(
            "measures[no_account].enforcement",
            lambda read: read["banks that ask"] * read["banks that refuse on one entry"],
            2,
        ),
    ),
    "us-chicago-ssl-2016": (
        *chicago("black_men_20s", at_250("black")),
        *chicago("white_men_20s", at_250("white")),
        *chicago("hispanic_men_20s", lambda read: float(read["hispanic men of 20 to 29 with a score"]), 3),
    ),
    "ca-carrot-rewards-2016": (
        Worked("rules[day_4].points", lambda read: 100 * read["reward for a goal day"], 2),
        Worked("rules[fortnight_40].points", lambda read: 100 * read["reward for ten goal days in fourteen"], 2),
        Worked("score.ceiling", lambda read: 100 * read["highest reward in twelve weeks"], 2),
        Worked("bands[full].at_least", lambda read: 100 * read["highest reward in twelve weeks"], 2),
        Worked("outcomes[enrolment].quantity", lambda read: read["enrolled"] / read["invited"], 4),
    ),
    "ve-carnet-2018": (
        *(Worked(f"gates[{gate}].apply", growth, 3) for gate in ("card", "household_card")),
        Worked(
            "bundle.needs.needs[clap_box].rate", lambda read: 12 * read["households with food boxes in 2017"], 1
        ),
        Worked(
            "bundle.needs.needs[bono].rate",
            lambda read: (
                2 * read["payments in 2020"] / (read["holders in January 2019"] + read["holders in April 2021"])
            ),
            1,
        ),
        Worked(
            "outcomes[payments_per_person_month_2020].quantity",
            lambda read: read["payments in 2020"] / read["paid a month in 2020"] / 12,
            2,
        ),
    ),
}

ATTACHED = {
    "us-midas-2013": "accusations_with_person laid_off times_usual",
    "nl-toeslagen-rcm-2013": "children_placed nationality_records_2018",
    "nl-rotterdam-gbm-2017": (
        "above_40 above_50 above_60 above_all above_language_met above_men above_no_other_language above_no_sharer "
        "above_one_child above_three_children above_worst"
    ),
    "se-fk-vab-2017": (
        "error_foreign error_no_degree error_random_wide error_women foreign_random low_income_random "
        "no_degree_random ppv_swedish ppv_women women_random"
    ),
    "ve-carnet-2018": "amor_mayor_2022 hogares_2022",
}
"""Published outcomes that were attached after the second reading."""
SCALED = {
    "nl-rotterdam-gbm-2017": "investigated_a_year",
    "ve-carnet-2018": (
        "holders_2017_02 holders_2018_05 holders_2019_01 holders_2021_04 paid_monthly_2020 payments_2020"
    ),
}
"""Published totals of which tables of whole populations say of how many people they are."""


def later(name: str) -> dict[str, str]:
    """Numbers of outcomes that came after the second reading."""
    found = {f"outcomes[{one}].quantity": "attached after this reading" for one in ATTACHED.get(name, "").split()}
    return found | {f"outcomes[{one}].among": "from tables of people" for one in SCALED.get(name, "").split()}


READ_ELSEWHERE: dict[str, dict[str, str]] = {
    "au-robodebt-2016": {
        "arithmetic[averaging].free": "the income test is from the agency's own page, not from the fact sheet",
        "arithmetic[averaging].taper": "as above",
    },
    "us-ny-driver-points-2013": {
        "outcomes[phone_tickets].quantity": "from a page of 2013 that the fact sheet does not have",
    },
    "ca-carrot-rewards-2016": {"score.initial": "a file begins empty; no page says so in words"},
}
BEYOND = {name: READ_ELSEWHERE.get(name, {}) | later(name) for name in {**READ_ELSEWHERE, **ATTACHED}}
"""Sourced numbers of schemes that the second reading did not meet, and why."""
