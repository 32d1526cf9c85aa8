"""Where the schemes hold the numbers of ``china_local.py``."""

from __future__ import annotations

from tests.unit.catalog.blind.china_places import PICK, below, points, quantity
from tests.unit.catalog.blind.held import At, Made, Places, Said

__all__ = ["PLACES"]


WUXI: dict[str, Places] = {
    "start": At("period.start"),
    "greatest_score": At("score.ceiling"),
    "items": At(quantity("items")),
    "first_band_from": At("bands[first].at_least"),
    "second_band_from": At("bands[second].at_least"),
    "third_band_from": At("bands[third].at_least"),
    "fourth_band_from": At("bands[fourth].at_least"),
    "bands": Made(("bands",), len),
    "listed_kept_below": Made(
        ("lists[locked].to_band", "bands[third].at_least"), lambda kept, above: above - 1 if kept == "fourth" else 0
    ),
}

KENLI: dict[str, Places] = {
    "start": At("period.start"),
    "base": (At("score.initial"), At("bands[c].at_least")),
    "dimensions": Said("not_modelled", "Six dimensions"),
    "indicator_classes": Said("not_modelled", "25 classes of indicators"),
    "e_from": At("bands[e].at_least"),
    "e_to": below("c"),
    "f_to": below("e"),
    "a_2019": At(quantity("grade_a_2019")),
    "b_2019": At(quantity("grade_b_2019")),
    "e_2019": At(quantity("grade_e_2019")),
    "f_2019": At(quantity("grade_f_2019")),
    "merchants": Said("measures[services].label", "38 shops"),
    "services": Said("measures[services].note", "Over 70 services"),
}

OTHER = "lists[records].entries[other]."

TOURISM: dict[str, Places] = {
    "first_rules": Made(("period.note",), lambda note: "2015-04" if "rules of April 2015 (one to two" in note else ""),
    "kept_2015": Said("period.note", "one to two years"),
    "kept_2016": Made((OTHER + "term.length", "rules[law_broken].term"), lambda least, most: (least, most)),
    "kept_if_law_broken": Said("about", "three to five years if it was a crime"),
    "kept_otherwise": Made(
        (OTHER + "term.length", OTHER + "extension.length"), lambda least, more: (least, least + more)
    ),
    "outlier": Said("not_modelled", "The ten years of May 2015"),
    "severities": Made(
        ("about",), lambda about: sum(term in about for term in ("three to five", "two to four", "one to three"))
    ),
    "circumstances": Said("modelled", "nine circumstances of article 2"),
    "airlines": Said("lists[records].copies[airlines].label", "Five airlines, from February 2016"),
}

FIRMS: dict[str, Places] = {
    "start": At("period.start"),
    "base": Said("not_modelled", "base of 1,000"),
    "plus_items": Said("not_modelled", "10 plus and 14 minus items"),
    "minus_items": Said("not_modelled", "10 plus and 14 minus items"),
    "rated_every": Said("about", "are graded each quarter"),
    "grades": Made(("bands",), len),
    "classes": Said("about", "four classes"),
    "firms_2015": At(quantity("legal_persons_2015")),
    "objection_own": Said("not_modelled", "objections (3 working days"),
    "objection_other_unit": Said("not_modelled", "7 where another unit must verify"),
    "record_kept": Said("not_modelled", "the 5 years after which a record goes"),
}

HENAN: dict[str, Places] = {
    "start": At("period.start"),
    "greatest_score": (At("score.ceiling"), At("score.initial")),
    "five_stars_from": At("bands[five_stars].at_least"),
    "stopped_from": At("bands[fifty_to_seventy_five].at_least"),
    "stopped_to": below("between"),
    "stopped_for": At("lists[stopped].entries[two_poor_years].term.length"),
    "years_on_end": (
        Made(("lists[stopped].entries[two_poor_years].delay",), lambda wait: wait + 12),
        Made(("lists[licence_ended].entries[two_bad_years].delay",), lambda wait: wait + 12),
    ),
    "revoked_below": At("bands[fifty_to_seventy_five].at_least"),
    "cross_or_loudspeaker": points("cross_points"),
    "staff_ignorant": At("rules[staff_points].points.range", grade="X", why=PICK),
    "party_member_enters": points("member_points"),
    "printed_matter": points("print_points"),
}

JOINT: dict[str, Places] = {
    "tenders": At(quantity("tenders")),
    "procurement": At(quantity("procurement")),
    "land": At(quantity("land_funds")),
    "bonds": At(quantity("bonds")),
    "customs": At(quantity("customs")),
    "tolls": At(quantity("toll_roads")),
    "securities": At(quantity("securities")),
    "revoked_2018": At(quantity("revoked_2018")),
    "memoranda": Said("about", "51 agreements"),
    "blacklists": At(quantity("black_lists")),
    "redlists": Said(quantity("black_lists") + ".note", "154 red ones"),
}

HEALTH: dict[str, Places] = {
    "start": At("period.start"),
    "end": At("period.end"),
    "colours": Made(("title",), lambda title: len(title.split(": ")[1].split(", "))),
    "turned_red": At(quantity("set_by_hand")),
    "in_zhengzhou": At(quantity("set_in_zhengzhou")),
    "from_elsewhere": At(quantity("set_elsewhere")),
    "officials": At(quantity("officials_punished")),
    "case_in": (At("outcomes[set_by_hand].when"), At("channels[officials].since"), At("channels[officials].until")),
}

VILLAGE: dict[str, Places] = {
    "gatherers": At(quantity("gatherers_2019")),
    "labour": points("labour"),
    "labour_hours": Said("rules[labour].label", "Eight hours"),
    "donation": points("donation"),
    "donation_amount": Said("rules[donation].label", "Donation of 3,000 yuan"),
    "points_a_hundred_yuan": Said("rules[donation].points.derived", "1 point for 100 yuan"),
    "parents_of_soldier": points("parent_of_soldier"),
    "hours_worth": At(quantity("hours_for_a_donation")),
}

PLACES: dict[str, dict[str, Places]] = {
    "cn-wuxi-afu-2019": WUXI,
    "cn-kenli-chengken-2019": KENLI,
    "cn-tourism-records-2016": TOURISM,
    "cn-rongcheng-firms-2021": FIRMS,
    "cn-henan-sites-2019": HENAN,
    "cn-joint-punishment-2018": JOINT,
    "cn-health-code-2022": HEALTH,
    "cn-jiakuang-majia-2019": VILLAGE,
}
