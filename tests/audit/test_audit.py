"""Facts of a scheme, its mode, its dates, its figures, and what is printed of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from demerit.audit.evaluate import Audit, audit, mode_of
from demerit.audit.facts import facts_of
from demerit.audit.figures import figures_of
from demerit.audit.load import Rule, all_laws, load_law, vocabulary
from demerit.audit.truth import Between, Fact, Facts, Known
from demerit.errors import InputError
from demerit.scheme.declaration import Declaration
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Jurisdiction, Period, Scheme
from demerit.society.load import load_society
from tests.cli.stage import demerit
from tests.house.files import ROOT

RULES = {rule.check.id: rule for rule in all_laws()}


def facts(name: str, **changes: Any) -> tuple[Scheme, Facts]:
    """A scheme of the catalogue with what is known of it."""
    scheme, places = load_scheme(name)
    scheme = replace(scheme, **changes)
    if "declaration" in changes:  # what was written of another one
        values = {path: place for path, place in places.values.items() if path[:1] != ("declaration",)}
        keys = {path: place for path, place in places.keys.items() if path[:1] != ("declaration",)}
        keys |= {("declaration", "uses"): (1, 1)} if scheme.declaration.uses else {}
        places = replace(places, values=values, keys=keys)
    return scheme, facts_of(scheme, places, load_society(scheme.society), relations=vocabulary().relations)


def row(known: Facts, kind: str, name: str) -> dict[str, Fact]:
    """An item of a list by its id."""
    (found,) = [dict(each) for each in known.items[kind].rows if each["id"].value == name]
    return found


def audited(name: str, *, as_of: str = "2026-11-21", figures: dict[str, Fact] | None = None) -> Audit:
    """An audit of a scheme of the catalogue."""
    scheme, known = facts(name)
    known = replace(known, fields={**known.fields, **(figures or {})})
    return audit(scheme, known, all_laws(), vocabulary(), as_of=as_of, benchmark=True)


def document(*arguments: str) -> dict[str, Any]:
    """A document of a command that fits its schema."""
    answer = demerit(*arguments, "--json")
    assert (answer.code, answer.err) == (0, "")
    made: dict[str, Any] = json.loads(answer.out)
    name = made["schema"].removeprefix("demerit.").replace("/", "-")
    schema = json.loads((ROOT / "docs" / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(made)
    return made


def test_facts_come_with_their_place_and_source() -> None:
    _, known = facts("nl-fsv-2013")
    public = known.fields["operator.public"]
    assert (public.value, public.origin, public.source[0]) == (True, "declared", "nrc2021")
    file, _, line = public.place.partition(":")
    text = (ROOT / "src" / "demerit" / "catalog" / "schemes" / file).read_text(encoding="utf-8").splitlines()
    assert "operator:" in text[int(line) - 1]
    severity = row(known, "measures", "no_debt_help")["severity"]
    assert (severity.value, severity.origin) == (3.0, "scheme")
    assert row(known, "behaviours", "gift_to_mosque")["protected"] == Fact("religion", "society", "society nl-fsv-2013")


def test_a_default_says_nothing() -> None:
    scheme, places = load_scheme("nl-fsv-2013")
    bundle, relations = load_society(scheme.society), vocabulary().relations
    bare = replace(places, values={}, keys={})
    known = facts_of(replace(scheme, declaration=Declaration()), bare, bundle, relations=relations)
    assert "severity" not in row(known, "measures", "no_debt_help")
    assert "subjects.mandatory" not in known.fields
    assert "operator.public" not in known.fields
    kept = facts_of(scheme, places, bundle, relations=relations, resolved=True)
    assert row(kept, "measures", "no_debt_help")["severity"].value == 3.0


def test_what_a_score_reads_is_used_whether_or_not_it_is_declared() -> None:
    _, known = facts("nl-fraudescorekaart-2004", declaration=Declaration(uses=("income",)))
    uses = known.fields["uses"].value
    assert isinstance(uses, Known)
    assert set(uses.words) > {"income"}
    assert "not declared" in known.fields["uses"].note
    _, blank = facts("nl-fraudescorekaart-2004", declaration=Declaration())
    assert not blank.fields["uses"].value.complete  # type: ignore[union-attr]


def test_a_link_joins_an_act_with_the_measure_it_leads_to() -> None:
    _, known = facts("cn-judgment-defaulters-2017")
    flights = [each for each in known.items["links"].rows if each["measure"].value == "no_flights"]
    assert {each["relation"].value for each in flights} == {"unclear"}
    unable = next(each for each in flights if each["behaviour"].value == "cannot_pay")
    assert (unable["gap"].value, unable["lawful"].value) == (3.0, True)
    _, town = facts("cn-rongcheng-2019")
    rewarded = {each["behaviour"].value for each in town.items["links"].rows if each["reward"].value}
    assert rewarded == {"heroic_act", "village_labour"}  # of links that read alike one is kept


def test_a_measure_without_conduct_behind_it_leaves_its_data_open() -> None:
    _, known = facts("nl-rotterdam-gbm-2017")
    links = known.items["links"].rows
    assert {each["behaviour"].value for each in links} == {"?"}
    assert {each["relation"].value for each in links} == {None}


@pytest.mark.parametrize(
    ("check", "change", "as_of", "mode"),
    [
        ("EU-GDPR-06-BASIS", {}, "2019-06-01", "actual"),
        ("EU-GDPR-06-BASIS", {}, "2020-02-28", "actual"),
        ("EU-GDPR-06-BASIS", {}, "2020-03-01", "benchmark"),
        ("EU-GDPR-06-BASIS", {"period": Period(start="2020")}, "2019-12-31", "benchmark"),
        ("EU-GDPR-06-BASIS", {"period": Period(start="2020"), "status": "in_force"}, "2020-01-01", "actual"),
        ("EU-GDPR-06-BASIS", {"period": Period(), "status": "ended"}, "2019-06-01", "benchmark"),
        ("EU-GDPR-06-BASIS", {"status": "proposed"}, "2019-06-01", "benchmark"),
        ("US-TX-SOCIALSCORE", {"jurisdiction": Jurisdiction(country="USA", place="Texas")}, "2019-06-01", "actual"),
        ("US-TX-SOCIALSCORE", {"jurisdiction": Jurisdiction(country="USA", place="Ohio")}, "2019-06-01", "benchmark"),
        ("UN-ICCPR-17-PRIVACY", {}, "2019-06-01", "actual"),
        ("UN-ICCPR-17-PRIVACY", {"jurisdiction": Jurisdiction(country="XXX")}, "2019-06-01", "benchmark"),
        ("UN-ICCPR-17-PRIVACY", {"jurisdiction": Jurisdiction(country="CHN")}, "2019-06-01", "benchmark"),
    ],
)
def test_mode_is_actual_only_where_and_when_the_text_reaches_it(
    check: str, change: dict[str, Any], as_of: str, mode: str
) -> None:
    scheme, _ = load_scheme("nl-fsv-2013")
    said, why = mode_of(RULES[check], replace(scheme, **change), as_of)
    assert said == mode
    assert bool(why) is (mode == "benchmark")


def test_a_text_speaks_from_its_first_day_to_its_last() -> None:
    scheme, known = facts("nl-fsv-2013")

    def said(check: str, day: str, **change: Any) -> str:
        rule = RULES[check]
        rule = replace(rule, check=replace(rule.check, **change))
        return audit(scheme, known, [rule], vocabulary(), as_of=day, benchmark=True).findings[0].result

    assert said("EU-GDPR-06-BASIS", "2018-05-24") == "not_in_force"
    assert said("EU-GDPR-06-BASIS", "2018-05-25") == "violates"
    assert said("EU-GDPR-06-BASIS", "2020-01-01", until="2020-01-01") == "violates"
    assert said("EU-GDPR-06-BASIS", "2020-01-02", until="2020-01-01") == "not_in_force"
    assert said("EU-GDPR-06-BASIS", "2020-01-02", pending="a vote") == "not_in_force"
    assert said("EU-GDPR-06-BASIS", "2020-01-02", force="soft_law") == "departs"


def test_a_scheme_that_declares_nothing_is_nowhere_ok_by_what_it_does_not_say() -> None:
    scheme, known = facts("nl-syri-2018", declaration=Declaration())
    made = audit(scheme, known, all_laws(), vocabulary(), as_of="2026-11-21", benchmark=True)
    assert not {each.result for each in made.findings} & {"ok", "violates", "departs"}
    assert all(each.decide for each in made.findings if each.result == "undecidable")


def test_a_figure_trips_only_where_its_whole_interval_does_and_never_makes_a_breach() -> None:
    name = "ind.wrongful_share"
    over, across, under = Between(0.2, 0.4), Between(0.01, 0.4), Between(0.001, 0.02)
    answers = []
    for between in (over, across, under):
        made = audited("us-credit-reports-2013", figures={name: Fact(between, "run", "x")})
        finding = next(each for each in made.findings if each.rule.check.id == "EU-GDPR-05D-ACCURACY")
        answers.append((finding.result, name in finding.decide))
    assert answers[0][0] == "risk"
    assert [answer for answer, _ in answers[1:]] == ["undecidable", "undecidable"]
    assert [open_ for _, open_ in answers] == [False, True, False]


def entry(key: str, low: float | None, high: float | None, group: str = "all", value: float | None = 0.5) -> Any:
    """An indicator of a result."""
    return {"id": key, "group": group, "value": value, "low": low, "high": high}


def test_figures_hold_the_extreme_of_all_rows_that_bear_on_them() -> None:
    scheme, _ = load_scheme("cn-judgment-defaulters-2017")
    bundle = load_society(scheme.society)
    found = figures_of(
        [
            entry("any:wrongful", 0.1, None),
            entry("any:ever:ratio", 0.5, 0.7, "sex=female:male"),
            entry("any:ever:ratio", 2.0, 4.0, "age=60-69:30-39"),
            entry("any:ever:ratio", 0.9, 1.2, "age=18-29:30-39"),
            entry("any:ever:ratio", 0.1, 0.2, "age=18-29&sex=male:age=30-39&sex=male"),
            entry("list:dishonest_list:fpr:ratio", 0.25, 0.5, "sex=female:male"),
            entry("list:dishonest_list:fpr:ratio", 0.8, 1.1, "age=18-29:30-39"),
            entry("any:ever", 0.01, 0.02, "age=0-17"),
            entry("any:ever", 0.3, 0.4, "age=18-29"),
            entry("correction:never24", 0.6, 0.9),
            entry("correction:median", None, None, value=None),
        ],
        scheme,
        bundle,
        run="r",
    )
    assert found["ind.wrongful_share"].value == Between(0.1, float("inf"))
    assert found["ind.selection_ratio_min"] == Fact(
        Between(0.25, 0.5), "run", "r", note="any:ever:ratio, age=60-69:30-39"
    )
    assert found["ind.fpr_ratio_max"].value == Between(2.0, 4.0)
    assert found["ind.children_harmed_share"].value == Between(0.01, 0.02)
    assert found["ind.uncorrected_12m_share"].value == Between(0.6, 1.0)
    assert found["ind.months_to_correct_median"].value == Between(24.0, float("inf"))
    assert "ind.assoc_only_share" not in found


def test_the_document_has_every_finding_with_its_elements_and_fits_its_schema() -> None:
    made = document("audit", "nl-fsv-2013", "--benchmark")
    assert [each["check"] for each in made["findings"]] == list(RULES)
    assert sum(made["counts"].values()) == len(RULES)
    assert made["disclaimer"].startswith("Not legal advice")
    (basis,) = [each for each in made["findings"] if each["check"] == "EU-GDPR-06-BASIS"]
    assert (basis["result"], basis["mode"], basis["why"]) == ("violates", "benchmark", "it ended in 2020-02")
    breach = next(each for each in basis["elements"] if each["limb"] == "violates")
    assert breach["answer"] is True
    assert {source for each in made["findings"] for source in each["sources"]} <= set(made["sources"])


def test_law_of_elsewhere_is_left_out_unless_it_is_asked_for() -> None:
    made = document("audit", "nl-fsv-2013", "--as-of", "2019-12-31", "--law", "eu")
    assert {each["mode"] for each in made["findings"]} == {"actual"}
    assert made["left_out"] == sum(rule.law.law == "eu" for rule in RULES.values()) - len(made["findings"])
    assert document("audit", "nl-fsv-2013")["findings"] == []


def test_the_page_says_what_it_is_and_marks_what_nobody_read() -> None:
    page = demerit("audit", "ve-carnet-2018", "--benchmark", "--as-of", "2018-06-01").out
    flat = " ".join(page.replace("▏", " ").split())
    assert flat.index("Not legal advice") < 200
    assert "Law of 2018-06-01." in flat
    assert "TEXT UNVERIFIED" in flat
    assert flat.count("Only a lawyer can say:") == sum(
        flat.count(f": {answer} (") for answer in ("violates", "departs from", "risk")
    )
    assert max(map(len, page.splitlines())) <= 80


def test_the_gap_of_rules_written_by_people_is_told() -> None:
    told = "rules were written by people"
    assert told in " ".join(demerit("audit", "cn-rongcheng-2019", "--benchmark").out.split())
    assert document("audit", "cn-rongcheng-2019", "--benchmark")["rule_gap"]
    assert document("audit", "nl-fsv-2013", "--benchmark")["rule_gap"] is None


def test_the_time_line_says_since_when_and_until_when_a_text_is_broken() -> None:
    scheme, known = facts("nl-fsv-2013")
    made = audit(scheme, known, all_laws(), vocabulary(), as_of="2026-11-21")
    assert made.findings == ()
    told = {each.rule.check.id: (each.since, each.until, each.mode) for each in made.moments}
    assert told["EU-GDPR-06-BASIS"] == ("2018-05-25", "2020-02", "actual")
    assert told["UN-ICCPR-02-REMEDY"] == (f"{scheme.period.start}-01-01"[:10], "2020-02", "actual")
    both = audit(scheme, known, all_laws(), vocabulary(), as_of="2026-11-21", benchmark=True).moments
    assert [each.since for each in both] == sorted(each.since for each in both)
    assert {each.mode for each in both} == {"actual", "benchmark"}


def test_the_catalogue_is_listed_and_shown() -> None:
    page = demerit("law", "list").out
    assert all(page.count(f"\n{name} ") == 1 for name in RULES)
    assert {each["check"] for each in document("law", "list", "--law", "cn")["checks"]} == {
        name for name, rule in RULES.items() if rule.law.law == "cn"
    }
    (shown,) = document("law", "show", "eu-gdpr-06-basis")["checks"]
    assert all((shown["violates"], shown["examples"], shown["sources"]))
    assert "legal_basis.kind" in demerit("law", "show", "EU-GDPR-06-BASIS").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("audit", "nl-fsv-2013", "--law", "uk"), "R360"),
        (("audit", "nl-fsv-2013", "--as-of", "2019-02-30"), "R361"),
        (("audit", "nl-fsv-2013", "--as-of", "20190228"), "R361"),
        (("law", "show", "EU-GDPR-6"), "R362"),
        (("audit", "nl-fsv-2013", "--out", "page.txt"), "R364"),
    ],
)
def test_wrong_usage_is_told(arguments: tuple[str, ...], code: str) -> None:
    answer = demerit(*arguments)
    assert answer.code == 2
    assert code in answer.err


def broken(tmp_path: Path, old: str, new: str) -> list[str]:
    """Codes of an instrument in which a text was changed."""
    text = (ROOT / "src" / "demerit" / "catalog" / "laws" / "us-glba.yaml").read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path = tmp_path / "law.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_law(path)
    return [defect.code for defect in caught.value.defects]


def test_faults_of_an_instrument_are_told(tmp_path: Path) -> None:
    assert broken(tmp_path, "not us.npi_notice_optout", "us.nothing") == ["L110"]
    assert broken(tmp_path, "not us.npi_notice_optout", "ind.wrongful_share > 0.1") == ["L115"]
    assert broken(tmp_path, "not us.npi_notice_optout", "not not") == ["L101"]
    assert broken(tmp_path, "since: 2001-07-01", "since: 2001-07-01\n    until: 2000-01-01") == ["L124"]


def test_no_check_is_in_two_instruments() -> None:
    checks: list[Rule] = list(all_laws())
    assert len(checks) == len({rule.check.id for rule in checks}) >= 97
