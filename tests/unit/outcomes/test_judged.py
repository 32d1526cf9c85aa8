"""Indicators against the truth, of lengths, returns, reach, routes and effort: each by hand on a few counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.ledger.manifest import make_manifest
from demerit.ledger.model import BLOCKS, Counts, Ledger
from demerit.outcomes.cautions import cautions
from demerit.outcomes.fairness import Table
from demerit.outcomes.lengths import restricted_mean
from demerit.outcomes.tabulate import tabulate
from demerit.outcomes.worlds import compare

GROUPS = ("all", "sex=f", "sex=m", "sex=f&age=old", "sex=m&age=old")
KEY = "list:bad"


def tally(whole: int, women: int | None = None) -> Counts:
    """A count spread over the first blocks; half of it women's if not said."""
    one = whole // 2 if women is None else women
    found = np.zeros((len(GROUPS), BLOCKS), np.int64)
    for place, total in enumerate((whole, one, whole - one, one // 4, 0)):
        found[place] = total // BLOCKS
        found[place, : total % BLOCKS] += 1
    return found


def world(counts: dict[str, int], **more: Any) -> Ledger:
    """A year of 6,400 people with these counts."""
    manifest = make_manifest(
        scheme="xx-a-2020", scheme_hash="a", society="s", society_hash="b", seed=0, months=12, unit="person",
        keys={KEY: {"label": "", "sort": "penal"}, "band:low": {"label": "", "sort": "penal"}}, burn_in=12, **more,
    )  # fmt: skip
    return Ledger(
        manifest=manifest,
        groups=GROUPS,
        tallies={name: tally(n) for name, n in {"subjects": 6400, **counts}.items()},
    )


def values(counts: dict[str, int], **more: Any) -> dict[tuple[str, str], Any]:
    """Rows by id and group."""
    return {(row.id, row.group): row for row in tabulate(world(counts, **more))}


CELLS = {
    f"{KEY}:events": 500, f"{KEY}:people": 480, f"{KEY}:now": 10, f"{KEY}:months": 4000,
    f"{KEY}:true:months": 6000, f"{KEY}:both:months": 3000, f"{KEY}:true:people": 900, f"{KEY}:both:people": 400,
    f"{KEY}:met": 320, f"{KEY}:outlived": 480, f"{KEY}:left": 200, f"{KEY}:back": 50, f"{KEY}:lasting": 64,
    f"{KEY}:reach:0": 400, f"{KEY}:reach:1": 60, f"{KEY}:reach:2": 20, f"{KEY}:reach:3": 0,
}  # fmt: skip


def test_cells_of_a_list_are_those_of_the_table_of_four() -> None:
    rows = values(CELLS)
    table = Table(tp=3000, fp=1000, fn=3000, tn=6400 * 12 - 7000)
    for name in ("ppv", "fnr", "fpr"):
        assert rows[f"{KEY}:{name}", "all"].value == pytest.approx(float(getattr(table, name)), rel=1e-14)
    assert rows[f"{KEY}:true_time", "all"].value == pytest.approx(float(table.prevalence or 0), rel=1e-14)
    assert (rows[f"{KEY}:fpr", "all"].n, rows[f"{KEY}:fpr", "all"].events) == (6400 * 12 - 6000, 1000)
    assert rows[f"{KEY}:true_ever", "all"].value == 900 / 6400


def test_the_identity_of_the_model_page_binds_the_four() -> None:
    rows = values(CELLS)
    for group in ("all", "sex=f", "sex=m"):
        ppv, fnr, fpr, p = (rows[f"{KEY}:{name}", group].value for name in ("ppv", "fnr", "fpr", "true_time"))
        assert fpr == pytest.approx(p / (1 - p) * (1 - ppv) / ppv * (1 - fnr), rel=1e-12)


def test_who_stays_beyond_the_truth_comes_back_or_never_leaves() -> None:
    rows = values(CELLS)
    assert rows[f"{KEY}:outlived", "all"].value == 1.5
    assert rows[f"{KEY}:relapse", "all"].value == 0.25
    assert rows[f"{KEY}:lasting", "all"].value == 0.01
    assert [rows[f"{KEY}:reach:{hop}", "all"].events for hop in range(4)] == [400, 60, 20, 0]


def test_one_fixed_term_is_the_mean_length_whoever_is_still_held() -> None:
    """Terms of three months; one of the two still held has just had its third month, and was not seen to end."""
    ended, still = np.array([0.0, 0, 5, 0, 0]), np.array([0.0, 1, 1, 0, 0])
    assert float(restricted_mean(ended=ended, still=still)) == 3.0


def test_lengths_by_kaplan_and_meier_by_hand() -> None:
    """Of four: one ended after 1 month, one after 3; one was last seen at 2, one at 4 (the horizon)."""
    ended, still = np.array([1.0, 0, 1, 0]), np.array([0.0, 1, 0, 1])
    survive = [1, 3 / 4, 3 / 4, 3 / 4 * 1 / 2]
    assert float(restricted_mean(ended=ended, still=still)) == pytest.approx(sum(survive), rel=1e-14)
    counts = {f"{KEY}:ended:{d}": n for d, n in enumerate((64, 0, 64, 0), start=1)}
    counts |= {f"{KEY}:open:{d}": n for d, n in enumerate((0, 64, 0, 64), start=1)}
    row = values({f"{KEY}:events": 256, **counts})[f"{KEY}:mean_length", "all"]
    assert (row.value, row.n, row.events) == (pytest.approx(sum(survive)), 256, 128)


def test_conduct_after_a_band_by_group_with_the_gap() -> None:
    base = world({"band:low:events": 9})
    tallies = dict(base.tallies)
    tallies["band:low:cohort"] = tally(800, 400)
    tallies["band:low:cohort_unlawful"] = tally(200, 50)
    changed = Ledger(manifest=base.manifest, groups=GROUPS, tallies=tallies)
    rows = {(row.id, row.group): row for row in tabulate(changed)}
    assert rows["band:low:unlawful12", "all"].value == 0.25
    assert rows["band:low:unlawful12", "sex=m"].value == 0.375
    assert rows["band:low:unlawful12:difference", "sex=m:f"].value == pytest.approx(0.25)


def test_notices_take_time_and_some_entries_have_no_route() -> None:
    rows = values({
        "redress:made:wrong": 200, "redress:noticed:wrong": 100, "redress:notice_months:wrong": 250,
        "redress:adverse:wrong": 400, "redress:no_route:wrong": 300,
    })  # fmt: skip
    assert (rows["redress:notice_delay:wrong", "all"].value, rows["redress:notice_delay:wrong", "all"].unit) == (
        2.5, "months",
    )  # fmt: skip
    assert rows["redress:no_route:wrong", "all"].value == 0.75


def test_hours_and_points_of_rewarded_conduct() -> None:
    about = {
        "behaviours": {
            "help": {"gravity": 0, "protected": "none", "rewarded": True, "hours": 1.5},
            "walk": {"gravity": 0, "protected": "none", "rewarded": False, "hours": 9.0},
        },
        "rules": {"good": {"on": "help"}, "clean": {"on": None}},
    }
    counts = {"behaviour:help:acts": 3200, "behaviour:walk:acts": 640, "rule:good:gained": 640, "rule:clean:gained": 9}
    rows = values({**counts, "rule:good:entries": 1, "rule:clean:entries": 1}, **about)
    assert rows["effort:hours:per_year", "all"].value == pytest.approx(0.75, rel=1e-14)
    assert rows["effort:hours:per_year", "all"].events == 4800
    assert rows["effort:points:per_year", "all"].value == pytest.approx(0.1, rel=1e-14)
    less = world({**counts, "behaviour:help:acts": 1600, "rule:good:entries": 1, "rule:clean:entries": 1}, **about)
    more = world({**counts, "rule:good:entries": 1, "rule:clean:entries": 1}, **about)
    extra = {row.id: row.value for row in compare(more, less) if row.group == "all"}
    assert extra["effort:hours:per_year:difference"] == pytest.approx(0.375, rel=1e-12)


def test_a_feedback_gain_is_a_ratio_of_stays_less_one() -> None:
    rows = {row.id: row.value for row in compare(world({f"{KEY}:events": 600, f"{KEY}:events:wrongful": 1}), world({
        f"{KEY}:events": 500, f"{KEY}:events:wrongful": 1,
    })) if row.group == "all"}  # fmt: skip
    assert rows[f"feedback_gain:{KEY}"] == pytest.approx(0.2, rel=1e-12)


def test_crossed_groups_are_shown_from_30_cases_and_set_against_the_largest_of_their_pair() -> None:
    rows = values({f"{KEY}:events": 400, f"{KEY}:people": 200, f"{KEY}:months": 400})
    crossed = rows[f"{KEY}:ever", "sex=f&age=old"]
    assert (crossed.n, crossed.value) == (800, 25 / 800)
    few = rows[f"{KEY}:months_per_event", "sex=m&age=old"]
    assert (few.value, few.reason) == (None, "no stays")
    assert (f"{KEY}:ever:ratio", "sex=m&age=old:f&old") in rows
    assert not any(group.startswith("sex=f&age=old:") for _, group in rows)


def test_fewer_than_30_cases_of_a_crossed_group_are_blank() -> None:
    rows = values({f"{KEY}:events": 160, f"{KEY}:people": 100, f"{KEY}:months": 400})
    assert rows[f"{KEY}:months_per_event", "sex=f"].value is not None
    row = rows[f"{KEY}:months_per_event", "sex=f&age=old"]
    assert (row.n, row.value, row.reason) == (20, None, "fewer than 30 cases")


def test_one_event_is_said_in_the_singular() -> None:
    told = " ".join(cautions(world({f"{KEY}:events": 1, "band:low:events": 2})))
    assert f"{KEY} (1 stay)" in told
    assert "band:low (2 runs in the band)" in told
