"""Second transcription of three Chinese ratings of firms, from the fact sheets alone."""

from __future__ import annotations

from tests.unit.catalog.blind.fact import Fact

__all__ = ["FACTS"]

TC = "tax_credit.yaml: "
CC = "customs_credit.yaml: "
EN = "environment_credit.yaml: "

FACTS: dict[str, tuple[Fact, ...]] = {
    "cn-tax-credit-2020": (
        Fact("base", (90, 100), "points", "C", TC + "score.base", "100 with non-recurring indicators on file"),
        Fact("band_a_from", 90, "points", "C", TC + "bands[A].min"),
        Fact("band_b_from", 70, "points", "C", TC + "bands[B].min"),
        Fact("band_c_from", 40, "points", "C", TC + "bands[C].min", "D below"),
        Fact("rated_every", 1, "years", "S", TC + "score.rerating"),
        Fact("evasion_share", 0.10, "share", "C", TC + "behaviours[evasion_over_10_percent]", "straight to D"),
        Fact("evasion_to", "d", "word", "C", TC + "behaviours[evasion_over_10_percent]"),
        Fact("unpaid_to", "d", "word", "C", TC + "behaviours[unpaid_after_audit]"),
        Fact("violent_refusal_to", "d", "word", "C", TC + "behaviours[violent_refusal]"),
        Fact("rated_2019", 25_690_000, "firms", "S", TC + "statistics.y2019.assessed"),
        Fact("a_2019", 1_256_000, "firms", "S", TC + "statistics.y2019.A"),
        Fact("d_2019", 1_802_000, "firms", "S", TC + "statistics.y2019.D"),
        Fact("a_share_2019", 0.0489, "share", "S", TC + "statistics.y2019.A_share"),
        Fact("d_share_2019", 0.0701, "share", "S", TC + "statistics.y2019.D_share"),
        Fact("bm_share_2019", 0.835, "share", "S", TC + "statistics.derived_2019.B_M_share"),
        Fact("cd_share_2019", 0.116, "share", "S", TC + "statistics.derived_2019.C_D_share"),
        Fact("c_share_2019", 0.046, "share", "S", TC + "statistics.derived_2019.C_share"),
        Fact("a_2020", 1_720_000, "firms", "S", TC + "statistics.y2020.A"),
        Fact("bm_2020", 24_890_000, "firms", "S", TC + "statistics.y2020.B_M"),
        Fact("cd_2020", 2_790_000, "firms", "S", TC + "statistics.y2020.C_D"),
        Fact("bm_share_2020", 0.8467, "share", "S", TC + "statistics.y2020.B_M_share"),
        Fact("cd_share_2020", 0.0948, "share", "S", TC + "statistics.y2020.C_D_share"),
        Fact("a_share_2020", 1.72 / 29.4, "share", "S", TC + "statistics.y2020", "1.72m of 29.4m"),
    ),
    "cn-customs-credit-2021": (
        Fact("certified_2020", 3236, "firms", "S", CC + "statistics.may_2020.advanced_certified"),
        Fact("discredited_2020", 6788, "firms", "S", CC + "statistics.may_2020.discredited"),
        Fact("inspected_certified", 0.0057, "share", "S", CC + "statistics.inspection_rate_2019.advanced_certified"),
        Fact("inspected_discredited", 0.8476, "share", "S", CC + "statistics.inspection_rate_2019.discredited"),
        Fact("inspected_certified_most", 0.20, "of regular average", "L", CC + "measures.advanced_certified", "below"),
        Fact("aeo_2025", 6876, "firms", "S", CC + "statistics.end_2025.aeo"),
        Fact("aeo_share_2025", 0.01, "share", "S", CC + "statistics.end_2025.share_of_active_traders", "about"),
        Fact("aeo_trade_2025", 0.40, "share", "S", CC + "statistics.end_2025.share_of_trade_value", "nearly"),
        Fact("traders", 687_600, "firms", "S", CC + "statistics.derived_active_traders"),
        Fact("discredited_share", 6788 / 687_600, "share", "S", CC + "statistics", "own quotient"),
        Fact("order_251", "2021", "date", "S", CC + "period.note"),
        Fact("five_grades_from", "2026-04-01", "date", "S", CC + "period.note; status", "three before"),
        Fact("grades_before_2026", 3, "grades", "S", CC + "status"),
    ),
    "cn-environment-guangdong-2006": (
        Fact("start", "2006", "date", "J", EN + "period.note"),
        Fact("rated", 269, "firms", "J", EN + "statistics.guangdong_2006_rated.total"),
        Fact("green", 210, "firms", "J", EN + "statistics.guangdong_2006_rated.green"),
        Fact("yellow", 31, "firms", "J", EN + "statistics.guangdong_2006_rated.yellow"),
        Fact("red", 28, "firms", "J", EN + "statistics.guangdong_2006_rated.red"),
        Fact("second_red", 16, "firms", "J", EN + "statistics.guangdong_2006_rated.note"),
        Fact("green_share", 210 / 269, "share", "J", EN + "statistics.guangdong_shares"),
        Fact("yellow_share", 31 / 269, "share", "J", EN + "statistics.guangdong_shares"),
        Fact("red_share", 28 / 269, "share", "J", EN + "statistics.guangdong_shares"),
        Fact("second_red_share", 16 / 28, "share", "J", EN + "statistics.guangdong_2006_rated.note", "own quotient"),
        Fact("grades", 3, "grades", "J", EN + "statistics.guangdong_2006_rated", "green, yellow, red"),
    ),
}
