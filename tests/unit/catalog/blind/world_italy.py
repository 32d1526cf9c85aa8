"""Second reading of the fact sheets on Italy, made from world.md and world/it_*.yaml alone."""

from __future__ import annotations

from tests.unit.catalog.blind.reading import Read

PARMA = (
    Read("start of the scheme", "2018-12", "", "it_parma period.start"),
    Read("points at the start", 50, "points", "it_parma score.initial"),
    Read("lowest points", 0, "points", "it_parma score.min"),
    Read("highest points", 65, "points", "it_parma score.max"),
    Read("home lost at", 0, "points", "it_parma bands[lost]"),
    Read("home left empty resets to", 0, "points", "it_parma rules: abandonment; world.md 3"),
    Read("home left empty counts from", 3, "months", "it_parma behaviours: abandonment"),
    Read("subletting", -30, "points", "it_parma rules: sublet"),
    Read("unlawful alteration", -25, "points", "it_parma rules: unlawful_alteration"),
    Read("unauthorised guest", -20, "points", "it_parma rules: unauthorised_guest (Repubblica)"),
    Read("unauthorised guest, both newspapers", (-25, -20), "points", "the same, with its note (Today.it); world.md 7"),
    Read("hazardous storage", -20, "points", "it_parma rules: hazardous_storage"),
    Read("parking", -10, "points", "it_parma rules: parking"),
    Read("smoking, alcohol or litter", -5, "points", "it_parma rules: smoke_alcohol_litter"),
    Read("clean period", 5, "points", "it_parma rules: clean_period"),
    Read("length of the clean period", 36, "months", "it_parma rules: clean_period.period_months"),
    Read("repeated violation", 2, "factor", "it_parma repeat_rule.factor"),
    Read("share of a member's conduct that the household answers for", 1, "share", "it_parma association"),
    Read("notice at the latest after", 90, "days", "it_parma redress.notice_within_days"),
    Read("time to reply", 30, "days", "it_parma redress.reply_days"),
)

FIDENZA = (
    Read("start of the scheme", "2022-03-19", "", "it_fidenza period.start"),
    Read("points at the start", 50, "points", "it_fidenza score.initial"),
    Read("lowest points", 0, "points", "it_fidenza score.min"),
    Read("highest points", 65, "points", "it_fidenza score.max: not found; 65 in the older Parma version"),
    Read("home lost at", 0, "points", "it_fidenza bands[lost]"),
    Read("unauthorised guest", -25, "points", "it_fidenza rules: unauthorised_guest"),
    Read("fine for an unauthorised guest", 50, "EUR", "it_fidenza rules: unauthorised_guest.fine_eur"),
    Read("barbecue on the balcony", -10, "points", "it_fidenza rules: barbecue_balcony"),
    Read("alcohol in a common area", -10, "points", "it_fidenza rules: alcohol_common_area"),
    Read("feeding pigeons", -10, "points", "it_fidenza rules: feeding_pigeons"),
    Read("pots on the landing", -20, "points", "it_fidenza rules: pots_on_landing"),
    Read("clean period", 5, "points", "it_fidenza rules: clean_period"),
    Read("length of the clean period", 36, "months", "it_fidenza rules: clean_period.period_months"),
    Read("repairing damage", 1, "points", "it_fidenza rules: repair_damage"),
    Read("attending a course", 1, "points", "it_fidenza rules: attend_course"),
    Read("share of a member's conduct that the household answers for", 1, "share", "it_fidenza association"),
)

GREEN_PASS = (
    Read("start of the scheme", "2021", "", "it_green_pass period.start"),
    Read("end of the scheme", "2022", "", "it_green_pass period.end"),
    Read("fine without a pass at a venue", (400, 1000), "EUR", "it_green_pass rules: no_pass_venue"),
    Read("fine for who fails to check", (400, 1000), "EUR", "it_green_pass rules: no_pass_venue.also"),
    Read("fine for a worker over 50 without a pass", (600, 1500), "EUR", "it_green_pass rules: over50_worker"),
    Read("that duty at work from", "2022-02-15", "", "it_green_pass rules: over50_worker.from"),
    Read("one-off fine for the unvaccinated over 50", 100, "EUR", "it_green_pass rules: over50_unvaccinated"),
    Read("that fine from", "2022-02-01", "", "it_green_pass rules: over50_unvaccinated.from"),
    Read("duty of the over-50s until", "2022-06-15", "", "it_green_pass period.note"),
    Read("vaccination duty from the age of", 50, "years", "it_green_pass subjects"),
)
