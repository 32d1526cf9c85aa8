"""Second transcription of eight more Chinese schemes, from the fact sheets alone."""

from __future__ import annotations

from tests.unit.catalog.blind.fact import Fact

__all__ = ["FACTS"]

WX = "city_scores.yaml: schemes[cn-wuxi-afu]."
KL = "city_scores.yaml: schemes[cn-kenli-chengken]."
TO = "tourism_uncivilised.yaml: "
RE = "rongcheng_enterprise.yaml: "
HN = "religious_credit.yaml: "
JP = "corporate_joint_punishment.yaml: "
HC = "health_code.yaml: "
VI = "village_points.yaml: schemes[cn-jiakuang-majia]."

FACTS: dict[str, tuple[Fact, ...]] = {
    "cn-wuxi-afu-2019": (
        Fact("start", "2019-03-05", "date", "J", WX + "period.start"),
        Fact("greatest_score", 1000, "points", "J", WX + "score.max"),
        Fact("items", 493, "items", "J", WX + "score.items"),
        Fact("first_band_from", 801, "points", "J", WX + "bands[1].min"),
        Fact("second_band_from", 701, "points", "J", WX + "bands[2].min"),
        Fact("third_band_from", 651, "points", "J", WX + "bands[3].min"),
        Fact("fourth_band_from", 500, "points", "J", WX + "bands[4].min", "the fifth band too has 500: they overlap"),
        Fact("bands", 5, "bands", "J", WX + "bands"),
        Fact("listed_kept_below", 650, "points", "J", WX + "list_rule", "while the serious record is valid"),
    ),
    "cn-kenli-chengken-2019": (
        Fact("start", "2019", "date", "S", KL + "period.start"),
        Fact("base", 100, "points", "S", KL + "score.base"),
        Fact("dimensions", 6, "dimensions", "S", KL + "score.dimensions"),
        Fact("indicator_classes", 25, "classes", "S", KL + "score.indicator_classes"),
        Fact("e_from", 80, "points", "S", KL + "bands[E].min"),
        Fact("e_to", 99, "points", "S", KL + "bands[E].max", "A, B and C by share of people with 100 or more"),
        Fact("f_to", 79, "points", "S", KL + "bands[F].max"),
        Fact("a_2019", 232, "people", "S", KL + "grade_counts_2019"),
        Fact("b_2019", 826, "people", "S", KL + "grade_counts_2019"),
        Fact("e_2019", 300, "people", "S", KL + "grade_counts_2019"),
        Fact("f_2019", 32, "people", "S", KL + "grade_counts_2019", "C and D not given"),
        Fact("merchants", 38, "merchants", "S", KL + "measures"),
        Fact("services", 70, "services", "S", KL + "measures", "over 70"),
    ),
    "cn-tourism-records-2016": (
        Fact("first_rules", "2015-04", "date", "J", TO + "period.start", "measures of 2016 replaced them"),
        Fact("kept_2015", 2, "years", "J", TO + "lists[record_2015].duration_years"),
        Fact("kept_2016", (1, 5), "years", "J", TO + "lists[record_2016].duration_years"),
        Fact("kept_if_law_broken", (3, 5), "years", "J", TO + "lists[record_2016].duration_years_if_law_broken"),
        Fact("kept_otherwise", (1, 3), "years", "J", TO + "lists[record_2016].duration_years_otherwise"),
        Fact("outlier", 10, "years", "J", TO + "lists[outlier_case]", "beyond the published rule"),
        Fact("severities", 3, "grades", "J", TO + "lists[record_2016].duration_years.note"),
        Fact("circumstances", 9, "circumstances", "J", TO + "entry"),
        Fact("airlines", 5, "airlines", "J", TO + "measures[airline_shared_list]", "February 2016"),
    ),
    "cn-rongcheng-firms-2021": (
        Fact("start", "2021", "date", "L", RE + "status", "the measure of 2021; the period of the sheet starts 2016"),
        Fact("base", 1000, "points", "L", RE + "score.base", "the plan of Jining"),
        Fact("plus_items", 10, "items", "L", RE + "score.plus_items"),
        Fact("minus_items", 14, "items", "L", RE + "score.minus_items"),
        Fact("rated_every", 3, "months", "L", RE + "score.evaluation_period", "quarterly"),
        Fact("grades", 7, "grades", "L", RE + "bands", "A+, A, B, C, C-, D, D-"),
        Fact("classes", 4, "classes", "L", RE + "bands", "trustworthy, slight, general, serious"),
        Fact("firms_2015", 30_000, "legal persons", "J", RE + "statistics.legal_persons_on_file_2015"),
        Fact("objection_own", 3, "working days", "L", "rongcheng_personal.yaml: redress, the same for firms"),
        Fact("objection_other_unit", 7, "working days", "L", "rongcheng_personal.yaml: redress, the same for firms"),
        Fact("record_kept", 5, "years", "L", "rongcheng_personal.yaml: record_validity, of the province", "a ceiling"),
    ),
    "cn-henan-sites-2019": (
        Fact("start", "2019", "date", "C", HN + "period.start"),
        Fact("greatest_score", 100, "points", "C", HN + "score.henan_sites.max"),
        Fact("five_stars_from", 95, "points", "C", HN + "score.henan_sites.five_star_from"),
        Fact("stopped_from", 50, "points", "C", HN + "score.henan_sites.one_year_stop_if", "50 to 75"),
        Fact("stopped_to", 75, "points", "C", HN + "score.henan_sites.one_year_stop_if", "two years on end"),
        Fact("stopped_for", 1, "years", "C", HN + "score.henan_sites.one_year_stop_if"),
        Fact("years_on_end", 2, "years", "C", HN + "score.henan_sites", "for both consequences"),
        Fact("revoked_below", 50, "points", "C", HN + "score.henan_sites.licence_revoked_if", "two years on end"),
        Fact("cross_or_loudspeaker", -10, "points", "C", HN + "behaviours[lit_cross_or_loudspeaker]"),
        Fact("staff_ignorant", (-10, -5), "points", "C", HN + "behaviours[staff_ignorant_of_policy]"),
        Fact("party_member_enters", -5, "points", "C", HN + "behaviours[party_member_enters]"),
        Fact("printed_matter", -10, "points", "C", HN + "behaviours[printed_matter]"),
    ),
    "cn-joint-punishment-2018": (
        Fact(
            "tenders",
            1_000_000,
            "households and firms",
            "S",
            JP + "measures[no_tendering]",
            "nearly",
        ),
        Fact(
            "procurement",
            12_800,
            "households and firms",
            "S",
            JP + "measures[no_government_procurement]",
            "to the end of 2018",
        ),
        Fact("land", 37_900, "households and firms", "S", JP + "measures[no_land_funds_quota]"),
        Fact("bonds", 12_200, "households and firms", "S", JP + "measures[no_bond_issue]"),
        Fact("customs", 12_700, "households and firms", "S", JP + "measures[no_customs_facilitation]"),
        Fact("tolls", 12_400, "households and firms", "S", JP + "measures[no_toll_road_rights]"),
        Fact("securities", 469, "households and firms", "S", JP + "measures[no_securities_market]"),
        Fact("revoked_2018", 957_900, "firms", "S", JP + "statistics.new_revoked_enterprises_2018"),
        Fact("memoranda", 51, "memoranda", "S", "judgment_defaulters.yaml: measures.mous_end_2018"),
        Fact("blacklists", 273, "lists", "A", JP + "lists.provincial"),
        Fact("redlists", 154, "lists", "A", JP + "lists.provincial"),
    ),
    "cn-health-code-2022": (
        Fact("start", "2020-02", "date", "X", HC + "period.start", "unverified"),
        Fact("end", "2022-12", "date", "X", HC + "period.end", "unverified"),
        Fact("colours", 3, "colours", "J", HC + "bands", "green, amber, red"),
        Fact("turned_red", 1317, "people", "J", HC + "abuse_case_henan_2022.red_coded"),
        Fact("in_zhengzhou", 446, "people", "J", HC + "abuse_case_henan_2022.scanned_in_zhengzhou"),
        Fact("from_elsewhere", 871, "people", "J", HC + "abuse_case_henan_2022.scanned_from_elsewhere"),
        Fact("officials", 5, "people", "J", HC + "abuse_case_henan_2022.officials_punished"),
        Fact("case_in", "2022-06", "date", "J", "china.md 5", "and again on 7 and 8 July"),
    ),
    "cn-jiakuang-majia-2019": (
        Fact("gatherers", 10, "people", "J", VI + "channels[information_gatherers].count"),
        Fact("labour", 2, "points", "J", VI + "behaviours[labour_8_hours]"),
        Fact("labour_hours", 8, "hours", "J", VI + "behaviours[labour_8_hours]"),
        Fact("donation", 30, "points", "J", VI + "behaviours[donation_3000_yuan]"),
        Fact("donation_amount", 3000, "yuan", "J", VI + "behaviours[donation_3000_yuan]"),
        Fact("points_a_hundred_yuan", 1, "points", "J", VI + "behaviours[donation_3000_yuan].derived"),
        Fact("parents_of_soldier", 10, "points", "J", VI + "behaviours[son_in_army_tibet]", "each parent"),
        Fact("hours_worth", 120, "hours", "J", VI + "derived_hours_equivalent", "30 / 2 x 8"),
    ),
}
