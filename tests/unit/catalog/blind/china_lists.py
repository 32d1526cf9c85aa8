"""Second transcription of three Chinese lists and of one private score, from the fact sheets alone."""

from __future__ import annotations

from tests.unit.catalog.blind.fact import Fact

__all__ = ["FACTS"]

JD = "judgment_defaulters.yaml: "
DL = JD + "lists[dishonest_list]."
RF = "rail_flight_lists.yaml: "
TM = "tax_major_violation_list.yaml: "
LIST = TM + "lists[major_tax_violators]."
ZH = "zhima_credit.yaml: "
VT = "validation_targets.yaml: "
SERIES = VT + "judgment_list_series[2018-12-31]"

FACTS: dict[str, tuple[Fact, ...]] = {
    "cn-judgment-defaulters-2017": (
        Fact("amended_text_from", "2017-05-01", "date", "L", JD + "period", "the first rules from 2013-10"),
        Fact("forgery_violence_term", 2, "years", "L", DL + "duration_years_fixed_term"),
        Fact("evasion_term", 2, "years", "L", DL + "duration_years_fixed_term"),
        Fact("reporting_term", 2, "years", "L", DL + "duration_years_fixed_term"),
        Fact("spending_breach_term", 2, "years", "L", DL + "duration_years_fixed_term"),
        Fact("settlement_term", 2, "years", "L", DL + "duration_years_fixed_term"),
        Fact("extension", (1, 3), "years", "L", DL + "extension_years", "violence or several acts"),
        Fact("able_but_refusing_term", "open", "word", "L", DL + "duration_item1"),
        Fact("relisting_lock", 6, "months", "L", DL + "exit[10(3)]", "at the same creditor's request"),
        Fact("decision_on_application", 15, "days", "L", DL + "decision_days_on_creditor_application"),
        Fact("deletion", 3, "working days", "L", DL + "deletion_workdays"),
        Fact("review", 15, "days", "L", JD + "redress.court_review_days"),
        Fact("correction", 3, "working days", "L", JD + "redress.correct_workdays"),
        Fact("reconsideration_filing", 10, "days", "L", JD + "redress.reconsideration_filing_days"),
        Fact("reconsideration", 15, "days", "L", JD + "redress.reconsideration_days"),
        Fact("instances", 2, "instances", "L", JD + "redress", "own court, then the next higher one"),
        Fact("suspends", "false", "word", "L", JD + "redress.suspensive"),
        Fact("least_age", 18, "years", "L", JD + "subjects.excluded", "minors never, art. 4"),
        Fact("spending_order_term", "open", "word", "L", JD + "lists[spending_order].duration", "no statutory length"),
        Fact("listings_to_2018", 12_770_000, "events", "S", SERIES, "since October 2013"),
        Fact("flights_to_2018", 17_460_000, "events", "S", SERIES, "since October 2013"),
        Fact("trains_to_2018", 5_470_000, "events", "S", SERIES, "since October 2013"),
        Fact("posts_to_2018", 290_000, "events", "S", SERIES, "since October 2013"),
        Fact("complied_to_2018", 3_510_000, "events", "S", SERIES, "since October 2013"),
        Fact("complied_share_2018", 3.51 / 12.77, "share", "S", VT + "compliance_share_cumulative.dec_2018"),
        Fact("listings_in_2018", 3_180_000, "events", "S", VT + "derived_flows.listings_2018"),
        Fact("flights_in_2018", 8_100_000, "events", "S", VT + "derived_flows.flights_2018"),
        Fact("trains_in_2018", 1_800_000, "events", "S", VT + "derived_flows.trains_2018"),
        Fact("natural_share_may_2018", 0.849, "share", "S", VT + "monthly_2018.may.share_natural"),
        Fact("natural_share_december_2018", 0.826, "share", "S", VT + "monthly_2018.december.share_natural"),
        Fact("stock_2023", 8_540_000, "people", "J", VT + "stock_of_listed_individuals[2023-12]"),
        Fact("stock_share_2023", 0.01, "share", "J", VT + "stock_of_listed_individuals[2023-12]", "of working age"),
        Fact("new_debtors_2018", 2_614_000, "subjects", "S", VT + "annual.y2018_all_lists.new_judgment_debtors"),
        Fact("detained_2017", 155_000, "people", "S", VT + "coercion[0]"),
        Fact("men_2016", 0.75, "share", "C", VT + "who_is_listed.zhima_2016.male"),
        Fact("aged_40_49_2016", 0.35, "share", "C", VT + "who_is_listed.zhima_2016.age_40_49"),
    ),
    "cn-rail-flight-2018": (
        Fact("start", "2018-05-01", "date", "L", RF + "period.start"),
        Fact("rail_conduct_term", 180, "days", "J", RF + "lists[rail_conduct].ban_days"),
        Fact("air_conduct_term", 365, "days", "J", RF + "lists[air_conduct].ban_days", "one year"),
        Fact("cross_sector_term", 365, "days", "J", RF + "lists[cross_sector].ban_days", "not of judgment debtors"),
        Fact("objection", 7, "working days", "J", RF + "publication; redress.objection_workdays_before_effect"),
        Fact("published_every", 1, "months", "J", RF + "publication", "first working day"),
        Fact("rail_conducts", 6, "circumstances", "J", RF + "lists[rail_conduct].entry"),
        Fact("first_rail_list", 31, "people", "J", RF + "statistics.first_rail_list_2018_06"),
        Fact("first_smoking_or_fares", 21, "people", "J", RF + "statistics.first_rail_list_2018_06 note"),
        Fact("first_combined_list", 169, "people", "J", RF + "statistics.first_combined_list_2018_06"),
        Fact("rail_november_2018", 1478, "names", "J", RF + "statistics.november_2018"),
        Fact("air_november_2018", 195, "names", "J", RF + "statistics.november_2018"),
        Fact("records_2018", 6959, "records", "S", RF + "statistics.year_2018"),
        Fact("persons_2018", 6908, "people", "S", RF + "statistics.year_2018"),
        Fact("dangerous_goods_share", 0.5, "share", "S", RF + "statistics.year_2018_reasons", "nearly 50 per cent"),
        Fact("false_papers_share", 0.1618, "share", "S", RF + "statistics.year_2018_reasons"),
        Fact("caac_share", 0.7229, "share", "S", RF + "statistics.year_2018_reasons", "of the records"),
    ),
    "cn-tax-major-violations-2022": (
        Fact("start", "2022-02-01", "date", "C", TM + "period", "in force 2022-02-01"),
        Fact("circumstances", 11, "circumstances", "C", LIST + "entry_circumstances"),
        Fact("evasion_from", 1_000_000, "yuan", "C", LIST + "entry[evasion]"),
        Fact("evasion_share", 0.10, "share", "C", LIST + "entry[evasion]", "of the year's tax"),
        Fact("withheld_from", 1_000_000, "yuan", "C", LIST + "entry[withheld_tax_not_paid]"),
        Fact("arrears_from", 1_000_000, "yuan", "C", LIST + "entry[arrears_with_hidden_assets]"),
        Fact("ordinary_invoices", 100, "copies", "C", LIST + "entry[false_ordinary_invoices]"),
        Fact("ordinary_invoices_from", 4_000_000, "yuan", "C", LIST + "entry[false_ordinary_invoices]"),
        Fact("published_for", 3, "years", "X", LIST + "duration_years", "unverified"),
        Fact("no_flights_for", 1, "years", "J", TM + "measures[no_flights_one_year]"),
        Fact("credit_grade", "d", "word", "C", TM + "measures[grade_D_tax_credit]"),
        Fact("new_2018", 8836, "entities", "S", TM + "statistics.new_listed_2018"),
        Fact("new_may_2018", 1349, "entities", "S", TM + "statistics.new_listed_may_2018"),
    ),
    "cn-zhima-2016": (
        Fact("start", "2015-01", "date", "X", ZH + "period.start", "unverified"),
        Fact("least_score", 350, "points", "C", ZH + "score.min"),
        Fact("greatest_score", 950, "points", "C", ZH + "score.max"),
        Fact("medium_from", 550, "points", "C", ZH + "bands[medium].min"),
        Fact("good_from", 600, "points", "C", ZH + "bands[good].min"),
        Fact("very_good_from", 650, "points", "C", ZH + "bands[very_good].min"),
        Fact("excellent_from", 700, "points", "C", ZH + "bands[excellent].min"),
        Fact("updated_every", 1, "months", "C", ZH + "score.update"),
        Fact("weight_history", 0.35, "share", "C", ZH + "score.weights.published_here"),
        Fact("weight_fulfilment", (0.20, 0.25), "share", "C", ZH + "score.weights", "disputed with the next"),
        Fact("weight_behaviour", (0.20, 0.25), "share", "C", ZH + "score.weights", "disputed with the one before"),
        Fact("weight_identity", 0.15, "share", "C", ZH + "score.weights.published_here"),
        Fact("weight_connections", 0.05, "share", "C", ZH + "score.weights.published_here; association"),
        Fact("bikes_from", 600, "points", "S", ZH + "measures[bikes_no_deposit]"),
        Fact("hotels_from", 600, "points", "J", ZH + "measures[hotels_no_deposit]"),
        Fact("loans_from", 600, "points", "C", ZH + "measures[consumer_loans]"),
        Fact("cars_from", 650, "points", "C", ZH + "measures[car_rental_no_deposit]"),
        Fact("goods_from", 700, "points", "C", ZH + "measures[rentals_of_goods]"),
        Fact("debtors_restricted", 540_000, "people", "S", ZH + "statistics.judgment_debtors_restricted_by_2016_09"),
        Fact("debtors_paid", 35_000, "people", "S", ZH + "statistics.of_whom_paid"),
        Fact("debtors_paid_share", 35 / 540, "share", "S", ZH + "statistics.derived_paid_share"),
    ),
}
