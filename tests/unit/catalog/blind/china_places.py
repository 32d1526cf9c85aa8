"""Where the schemes hold the numbers of ``china_points.py``, ``china_lists.py`` and ``china_firms.py``."""

from __future__ import annotations

from tests.unit.catalog.blind.held import Absent, At, Made, Places, Said

__all__ = ["PLACES"]

FOUND = "reported after all (creding2010)"
PICK = "the range is the source's; where in it the number lies is ours"
MONEY = Absent("an amount of money, which nothing of the model reads")
JD = "lists[dishonest_list]."
FIRMS = "lists[dishonest_firms].entries[firm_item_{}]"
FIXED = tuple(f"{JD}entries[item_{n}]" for n in (2, 3, 4, 5, 6)) + tuple(map(FIRMS.format, (3, 4)))
COUNTY = (
    "contract_breach", "contract_sued_and_lost", "bank_arrears", "card_overdue", "private_loan_breach",
    "illegal_fundraising_probe", "surety_breach", "debt_sued_and_liable", "pyramid_or_fraud", "counterfeit",
    "other_commercial", "utility_fee_late", "utility_fee_adjudicated", "heating_tampering", "utility_theft",
    "destroy_public_equipment", "traffic_ticket", "drunk_driving", "hit_and_run", "littering", "neglects_elders",
)  # fmt: skip
RELAYED = "a student essay relays it; the original was not read"
BY_RAIL = ("for_smoking", "for_fare", "for_tickets", "for_disorder")
BY_AIR = ("for_goods", "for_papers", "for_airport")
OFFENCES = ("no_leash", "fouling", "barking", "no_certificate")
LISTED = ("by_invoices", "by_evasion", "by_withheld", "by_hidden", "by_refunds", "by_violence")
WEIGHTS = "35, 25, 20, 15 and 5 per cent"
BAND_SHARES = ("bands[a].share", "bands[b_m].share", "bands[c].share")


def quantity(outcome: str) -> str:
    """Path of a published outcome."""
    return f"outcomes[{outcome}].quantity"


def derived(outcome: str) -> str:
    """Path of the arithmetic of a published outcome."""
    return quantity(outcome) + ".derived"


def first(label: str) -> float:
    """First number of a band's label."""
    return float(label.split(" to ")[0])


def last(label: str) -> float:
    """Last number of a band's label."""
    return float(label.split(" to ")[1])


def lowest(measure: str) -> Made:
    """The least score with which something is granted: by its reason, and by the lowest of its bands."""

    def agreed(reason: str, bands: tuple[str, ...], *labels: str) -> float:
        stated = float(reason.removeprefix("Score of "))
        starts = dict(zip(("excellent", "very_good", "good"), map(first, labels), strict=True))
        return stated if stated == min(starts[band] for band in bands) else -1

    labels = ("bands[excellent].label", "bands[very_good].label", "bands[good].label")
    return Made((f"measures[{measure}].reason", f"measures[{measure}].band", *labels), agreed)


def direct(entry: str, rule: str) -> Made:
    """The grade that an entry of the list of direct grades stands for."""

    def grade(found: str, label: str) -> str:
        return label.split()[1].lower() if found == rule else "none"

    return Made((f"lists[direct_d].entries[{entry}].rule", "lists[direct_d].label"), grade)


def points(rule: str) -> At:
    """Points of a rule."""
    return At(f"rules[{rule}].points")


def below(band: str) -> Made:
    """The last whole point below a band."""
    return Made((f"bands[{band}].at_least",), lambda start: start - 1)


RONGCHENG: dict[str, Places] = {
    "base": At("score.initial"),
    "band_aaa_from": At("bands[aaa].at_least"),
    "band_aa_from": At("bands[aa].at_least"),
    "band_aa_to": below("aaa"),
    "band_a_from": At("bands[a].at_least"),
    "band_a_to": below("aa"),
    "band_b_from": At("bands[b].at_least"),
    "band_b_to": below("a"),
    "band_c_from": At("bands[c].at_least", grade="J", why="C begins where D ends, and that D ends at 599 is reported"),
    "band_c_to": below("b"),
    "band_d_to": below("c"),
    "contract_breach": points("contract_breach"),
    "contract_sued_and_lost": points("contract_sued_and_lost"),
    "bank_arrears": points("bank_arrears"),
    "bank_arrears_every": At("rules[bank_arrears].recurring.months"),
    "private_loan_breach": points("private_loan_breach"),
    "illegal_fundraising": points("illegal_fundraising_probe"),
    "surety_breach": points("surety_breach"),
    "debt_sued_and_liable": points("debt_sued_and_liable"),
    "pyramid_or_fraud": points("pyramid_or_fraud"),
    "counterfeit": points("counterfeit"),
    "other_commercial": At("rules[other_commercial].points.range", grade="X", why=PICK),
    "utility_fee_late": points("utility_fee_late"),
    "utility_fee_adjudicated": points("utility_fee_adjudicated"),
    "heating_tampering": points("heating_tampering"),
    "utility_theft": points("utility_theft"),
    "destroy_public_equipment": points("destroy_public_equipment"),
    "traffic_ticket": At("rules[traffic_ticket].points", grade="X", why=RELAYED),
    "heroic_act": At("rules[heroic_act].points", grade="X", why=RELAYED),
    "drunk_driving_to": At("rules[drunk_driving].to_band"),
    "hit_and_run_to": At("rules[hit_and_run].to_band"),
    "record_kept": tuple(
        At(f"rules[{rule}].term", grade="X", why="the province's ceiling for the county's own term") for rule in COUNTY
    ),
    "objection_own": Made(("redress.instances[objection].decision.range",), lambda ends: ends[0]),
    "objection_other_unit": At("redress.instances[objection].decision"),
    "least_age": Made(("subjects.only[age]",), lambda ages: 12 * float(ages[0].split("-")[0])),
    "persons_2015": At(quantity("persons_on_file_2015")),
    "legal_persons_2015": At(quantity("firms_on_file_2015")),
    "positive_2015": At(quantity("positive_entries_2015")),
    "negative_2015": At(quantity("negative_entries_2015")),
    "negative_per_subject_2015": At(quantity("negative_per_subject_2015"), digits=2),
}

SUINING: dict[str, Places] = {
    "start": At("period.start", value="2010-01-01", why="in force from that day by a report of April 2010 (cns2010)"),
    "base": At("score.initial"),
    "commercial_part": Said("not_modelled", "150 commercial services"),
    "social_services_part": Said("not_modelled", "120 social services"),
    "social_management_part": Said("not_modelled", "530 social management"),
    "special_part": Said("not_modelled", "200 special"),
    "band_a_from": At("bands[a].at_least", grade="J", why=FOUND),
    "band_b_from": At("bands[b].at_least", grade="J", why=FOUND),
    "band_c_from": At("bands[c].at_least", grade="J", why=FOUND),
    "band_d_to": below("c"),
    "rated_every": Said("not_modelled", "the yearly grading of 2014"),
    "national_commendation": points("national_award"),
    "brave_act": points("brave_act"),
    "not_supporting_elders": points("neglects_elders"),
    "serious_party_warning": points("party_warning"),
    "loan_default": At("rules[loan_default].points", value=-30, grade="J", why="420 points for 14 loans (cnd2010)"),
    "second_child": At("rules[birth_above_quota].points", grade="J", why=FOUND),
    "drunk_driving": At("rules[drunk_driving].points", grade="J", why=FOUND),
    "graded_yearly": At(quantity("graded_2014")),
    "first_names": At(quantity("first_list_2010")),
    "cost": MONEY,
    "share_with_score": At(quantity("share_with_score_2014"), grade="X", why=RELAYED),
}

JINAN: dict[str, Places] = {
    "start": At("period.start"),
    "base": At("score.initial"),
    "window": tuple(At(f"rules[{rule}].term") for rule in (*OFFENCES, "licence_lapsed", "good_deed")),
    "first_offence": tuple(map(points, OFFENCES)),
    "second_offence": tuple(
        Made((f"rules[{rule}].points", f"rules[{rule}].repeat.factor"), lambda p, f: p * f) for rule in OFFENCES
    ),
    "third_offence": tuple(
        Made((f"rules[{rule}].points", f"rules[{rule}].repeat.factor"), lambda p, f: p * f * f) for rule in OFFENCES
    ),
    "licence_not_renewed": points("licence_lapsed"),
    "good_deeds": At("rules[good_deed].points.range", grade="X", why=PICK),
    "dog_taken_when_lost": Made(("score.initial", "bands[some].at_least"), lambda start, some: start - (some - 1)),
    "fine_second": Said("not_modelled", "200 to 500 yuan at the second offence"),
    "registered_dogs": Absent("in the society: 100,000 households with one dog each"),
    "penalised": At(quantity("penalised")),
    "lost_all_points": At(quantity("lost_all_points")),
    "dogs_returned": At(quantity("dogs_returned")),
    "pending": Said("lists[dogs_held].exits[test_passed].rate.derived", "12 pending"),
    "penalised_share": Made((quantity("penalised"),), lambda owners: owners / 100_000),
    "lost_given_penalised": At(quantity("share_at_zero"), digits=3),
    "leashed_2018": At(quantity("leash_share")),
    "unleashed_complaints": Made((quantity("unleashed_complaints_2017"),), lambda left: left - 1, digits=9),
    "bites_noise_complaints": Made((quantity("bites_noise_complaints_2017"),), lambda left: left - 1, digits=9),
}

WEIHAI: dict[str, Places] = {
    "start": At("period.start"),
    "least_age": Made(("subjects.only[age]",), lambda ages: 12 * float(ages[0].split("-")[0])),
    "base": At("score.initial"),
    "grades": Made(("bands[aa].at_least.note",), lambda note: len(note.split("; ")[0].split(", "))),
    "first_20_hours": At("rules[volunteering].schedule.steps[0].per_point"),
    "to_80_hours": At("rules[volunteering].schedule.steps[1].per_point"),
    "to_200_hours": At("rules[volunteering].schedule.steps[2].per_point"),
    "above_200_hours": At("rules[volunteering].schedule.steps[3].per_point"),
    "first_step_ends": At("rules[volunteering].schedule.steps[1].since"),
    "second_step_ends": At("rules[volunteering].schedule.steps[2].since"),
    "third_step_ends": At("rules[volunteering].schedule.steps[3].since"),
    "records": At(quantity("volunteers_2020")),
    "benefits": At(quantity("benefits_2020")),
}

DEFAULTERS: dict[str, Places] = {
    "amended_text_from": At("period.start"),
    "forgery_violence_term": At(JD + "entries[item_2].term.length"),
    "evasion_term": (At(JD + "entries[item_3].term.length"), At(FIRMS.format(3) + ".term.length")),
    "reporting_term": (At(JD + "entries[item_4].term.length"), At(FIRMS.format(4) + ".term.length")),
    "spending_breach_term": At(JD + "entries[item_5].term.length"),
    "settlement_term": At(JD + "entries[item_6].term.length"),
    "extension": tuple(At(f"{entry}.extension.length.range", grade="X", why=PICK) for entry in FIXED),
    "able_but_refusing_term": (At(JD + "entries[item_1].term.kind"), At(FIRMS.format(1) + ".term.kind")),
    "relisting_lock": At(JD + "exits[creditor_asks].lock_months"),
    "decision_on_application": Made(("channels[listing_decision].delay.range",), lambda ends: ends[0]),
    "deletion": Said(JD + "note", "within 3 working days"),
    "review": At("redress.instances[correction].decision"),
    "correction": Said("redress.instances[correction].note", "in 3 working days"),
    "reconsideration_filing": Said("redress.instances[reconsideration].note", "within 10 days"),
    "reconsideration": At("redress.instances[reconsideration].decision"),
    "instances": Made(("redress.instances",), len),
    "suspends": At("redress.instances[correction].suspends"),
    "least_age": Made(("subjects.only[age]",), lambda ages: 12 * float(ages[0].split("-")[0])),
    "spending_order_term": At("lists[spending_order].entries[unmet_unable].term.kind"),
    "listings_to_2018": Said(derived("complied_2018"), "3.51 / 12.77 million"),
    "flights_to_2018": Said(derived("flights_2018"), "17.46 less 9.36 million"),
    "trains_to_2018": Said(derived("trains_2018"), "5.47 less 3.67 million"),
    "posts_to_2018": At(quantity("posts_2018")),
    "complied_to_2018": Said(derived("complied_2018"), "3.51 / 12.77 million"),
    "complied_share_2018": At(quantity("complied_2018"), digits=3),
    "listings_in_2018": At(quantity("listings_2018")),
    "flights_in_2018": At(quantity("flights_2018")),
    "trains_in_2018": At(quantity("trains_2018")),
    "natural_share_may_2018": At(quantity("natural_share_may_2018")),
    "natural_share_december_2018": Said(derived("natural_share_may_2018"), "0.826 in December"),
    "stock_2023": At(quantity("stock_2023")),
    "stock_share_2023": Said(quantity("stock_2023") + ".note", "1 % of adults of working age"),
    "new_debtors_2018": At(quantity("new_debtors_2018")),
    "detained_2017": Said("not_modelled", "155,000 detained in 2017"),
    "men_2016": At(quantity("men_2016")),
    "aged_40_49_2016": At(quantity("forties_2016")),
}

RAIL: dict[str, Places] = {
    "start": At("period.start"),
    "rail_conduct_term": tuple(At(f"lists[no_trains_list].entries[{entry}].term.length") for entry in BY_RAIL),
    "air_conduct_term": tuple(
        Made((f"lists[no_flights_list].entries[{entry}].term.length",), lambda months: 365 * months / 12)
        for entry in BY_AIR
    ),
    "cross_sector_term": Said("not_modelled", "one year without flights"),
    "objection": At("redress.hearing.delay"),
    "published_every": Said("about", "the first working day of a month"),
    "rail_conducts": Said("modelled", "stand for the six of the list"),
    "first_rail_list": At(quantity("first_list")),
    "first_smoking_or_fares": Said(quantity("first_list") + ".note", "21 smoked or evaded the fare"),
    "first_combined_list": Said(quantity("first_list") + ".note", "169 with the list of the aviation authority"),
    "rail_november_2018": At(quantity("rail_november_2018")),
    "air_november_2018": Said(quantity("rail_november_2018") + ".note", "With 195 of the aviation authority"),
    "records_2018": At(quantity("records_2018")),
    "persons_2018": Said(quantity("records_2018") + ".note", "6,908 people"),
    "dangerous_goods_share": At(quantity("goods_share_2018")),
    "false_papers_share": At(quantity("papers_share_2018")),
    "caac_share": At(quantity("air_share_2018")),
}

TAX_LIST: dict[str, Places] = {
    "start": At("period.start"),
    "circumstances": Said("modelled", "the eleven of article 6"),
    "evasion_from": Said("not_modelled", "evasion of 1 million yuan and 10 % of the year's tax"),
    "evasion_share": Said("not_modelled", "evasion of 1 million yuan and 10 % of the year's tax"),
    "withheld_from": Said("not_modelled", "1 million of withheld tax"),
    "arrears_from": Said("not_modelled", "1 million of arrears with hidden assets"),
    "ordinary_invoices": Said("not_modelled", "100 ordinary invoices or 4 million yuan"),
    "ordinary_invoices_from": Said("not_modelled", "100 ordinary invoices or 4 million yuan"),
    "published_for": tuple(At(f"lists[major_violators].entries[{entry}].term.length") for entry in LISTED),
    "no_flights_for": At("lists[no_flight_year].entries[by_name].term.length"),
    "credit_grade": Made(("measures[grade_d].label",), lambda label: label.removeprefix("Graded ")[0].lower()),
    "new_2018": At(quantity("listed_2018")),
    "new_may_2018": At(quantity("listed_may_2018")),
}

ZHIMA: dict[str, Places] = {
    "start": At("period.start"),
    "least_score": Made(("bands[poor].label",), first),
    "greatest_score": Made(("bands[excellent].label",), last),
    "medium_from": Made(("bands[medium].label",), first),
    "good_from": Made(("bands[good].label",), first),
    "very_good_from": Made(("bands[very_good].label",), first),
    "excellent_from": Made(("bands[excellent].label",), first),
    "updated_every": Said("not_modelled", "Monthly change of the score"),
    "weight_history": Said("not_modelled", WEIGHTS),
    "weight_fulfilment": Said("not_modelled", WEIGHTS),
    "weight_behaviour": Said("not_modelled", WEIGHTS),
    "weight_identity": Said("not_modelled", WEIGHTS),
    "weight_connections": Said("not_modelled", "That 5 per cent of the score come from contacts"),
    "bikes_from": lowest("bikes_no_deposit"),
    "hotels_from": lowest("hotels_no_deposit"),
    "loans_from": lowest("loans"),
    "cars_from": lowest("cars_no_deposit"),
    "goods_from": lowest("goods_no_deposit"),
    "debtors_restricted": At(quantity("debtors_restricted")),
    "debtors_paid": At(quantity("debtors_paid")),
    "debtors_paid_share": At(quantity("share_paid"), digits=3),
}

TAX_CREDIT: dict[str, Places] = {
    "base": Said("not_modelled", "start of 100 or 90"),
    "band_a_from": Said("not_modelled", "thresholds of 90, 70 and 40"),
    "band_b_from": Said("not_modelled", "thresholds of 90, 70 and 40"),
    "band_c_from": Said("not_modelled", "thresholds of 90, 70 and 40"),
    "rated_every": At("score.every"),
    "evasion_share": Said("modelled", "evasion over a tenth"),
    "evasion_to": direct("for_evasion", "direct_evasion"),
    "unpaid_to": direct("for_debt", "direct_unpaid"),
    "violent_refusal_to": direct("for_violence", "direct_violence"),
    "rated_2019": Said(derived("a_2019"), "1,256,000 / 25,690,000"),
    "a_2019": Said(derived("a_2019"), "1,256,000 / 25,690,000"),
    "d_2019": Said(derived("d_2019"), "1,802,000 / 25,690,000"),
    "a_share_2019": At("bands[a].share"),
    "d_share_2019": Made(BAND_SHARES, lambda *others: 1 - sum(others), digits=4),
    "bm_share_2019": At("bands[b_m].share"),
    "cd_share_2019": Made((*BAND_SHARES[:2],), lambda *others: 1 - sum(others), digits=3),
    "c_share_2019": At("bands[c].share"),
    "a_2020": Said(derived("a_2020"), "1.72 / 29.4 million"),
    "bm_2020": Said(derived("rated_2020"), "24.89 million in B and M / 0.8467"),
    "cd_2020": Said("bands[b_m].share.derived", "2.79 million in 2020"),
    "bm_share_2020": At(quantity("b_m_2020")),
    "cd_share_2020": At(quantity("c_d_2020")),
    "a_share_2020": At(quantity("a_2020"), digits=4),
}

CUSTOMS: dict[str, Places] = {
    "certified_2020": At(quantity("certified_2020")),
    "discredited_2020": At(quantity("discredited_2020")),
    "inspected_certified": At(quantity("inspected_2019")),
    "inspected_discredited": At("measures[discredited_inspected].enforcement"),
    "inspected_certified_most": Said("measures[certified_spared].enforcement.derived", "0.0057 / 0.2 = 0.0285"),
    "aeo_2025": At(quantity("certified_2025")),
    "aeo_share_2025": Said("bands[certified].share.derived", "6,876 / 1 %"),
    "aeo_trade_2025": At(quantity("trade_share_2025")),
    "traders": Said("bands[certified].share.derived", "687,600 active traders"),
    "discredited_share": Made(("bands[certified].share", "bands[regular].share"), lambda a, b: 1 - a - b, digits=4),
    "order_251": At("period.start"),
    "five_grades_from": At("period.end", value="2026-03-31", why="the last day of the three grades"),
    "grades_before_2026": Made(("bands",), len),
}

GUANGDONG: dict[str, Places] = {
    "start": At("period.start"),
    "rated": Said("subjects.note", "269 firms"),
    "green": Said(derived("green_2006"), "210 / 269"),
    "yellow": Said("bands[yellow].share.derived", "31 / 269"),
    "red": Said(derived("red_2006"), "28 / 269"),
    "second_red": Said(derived("second_red"), "16 / 28"),
    "green_share": At("bands[green].share", digits=3),
    "yellow_share": At("bands[yellow].share", digits=3),
    "red_share": Made(("bands[green].share", "bands[yellow].share"), lambda a, b: 1 - a - b, digits=3),
    "second_red_share": At(quantity("second_red"), digits=2),
    "grades": Made(("bands",), len),
}

PLACES: dict[str, dict[str, Places]] = {
    "cn-rongcheng-2019": RONGCHENG,
    "cn-suining-2010": SUINING,
    "cn-jinan-dogs-2017": JINAN,
    "cn-weihai-haibei-2018": WEIHAI,
    "cn-judgment-defaulters-2017": DEFAULTERS,
    "cn-rail-flight-2018": RAIL,
    "cn-tax-major-violations-2022": TAX_LIST,
    "cn-zhima-2016": ZHIMA,
    "cn-tax-credit-2020": TAX_CREDIT,
    "cn-customs-credit-2021": CUSTOMS,
    "cn-environment-guangdong-2006": GUANGDONG,
}
