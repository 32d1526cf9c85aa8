"""Every sentence that a study, a sweep and a sensitivity say, whole; see ``words.py``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demerit.report.figures import interval, months, percent, percent_range, rate, ratio
from demerit.report.message import fill
from demerit.report.words import held

__all__ = [
    "COLUMNS", "HEADINGS", "LIMITS", "STUDY", "evidence_part", "figure_range", "figure_text", "figure_words", "say",
    "short_words",
]  # fmt: skip

LIMITS = (
    "Synthetic people. A model, not a measurement: it predicts no person, no place and no year. What is assumed is "
    "drawn evenly from the ranges that the files give; a range is a guess too. Chance is that of people and dice of "
    "this number of persons, and grows where there are fewer."
)
"""What a sweep cannot say; stands on its first screen."""

STUDY: dict[str, str] = {
    # a sweep
    "sweep.first": (
        "{figure}: {stated} with the values that the files state (95 % by chance: {chance}). Over all that is assumed, "
        "95 % of {n} draws lie from {low} to {high}."
    ),
    "sweep.still": (
        "{figure}: {stated} with the values that the files state (95 % by chance: {chance}), and nothing that is "
        "assumed moves it."
    ),
    "sweep.hidden": (
        "{figure}: {stated} with the values that the files state (95 % by chance: {chance}). In runs of {persons} "
        "persons what is assumed cannot be told apart from chance: of {n} draws, 95 % of single runs lie from {low} "
        "to {high}, both together."
    ),
    "sweep.few": (
        "{figure}: {stated} with the values that the files state (95 % by chance: {chance}). Only {n} of {of} draws "
        "have this figure, too few for a range."
    ),
    "sweep.share": (
        "Of how much one run of {persons} persons may differ from another, {share} is what nobody knows, and the rest "
        "is chance."
    ),
    "sweep.behind": (
        "{published} of the {n} numbers behind it ({share}) are published; {assumed} {assumed|1=is an "
        "assumption|other=are assumptions}."
    ),
    "sweep.movers": "It goes along most with {names}.",
    "sweep.no_movers": "It goes along with no single unknown beyond what chance would do.",
    "table.lead": (
        "Each figure with the values stated, the range that chance gives it (95 %, {replicates} replicates of "
        "{persons} persons), and the range of 95 % of {n} draws of all that is assumed. Not known: what part of all "
        "its variance the assumptions make. Published: the share of the numbers behind it that are no assumption."
    ),
    "table.none": "No draw reached anybody: {names}.",
    "panels.lead": (
        "{figure}, from the low end of each unknown (left) to the high end (right), all the others drawn: the mean of "
        "each fifth of the draws."
    ),
    "varied.lead": (
        "{kinds} unknowns were varied at once, {numbers} numbers in all; numbers of a kind move together. None is law "
        "text, a statistic or research."
    ),
    "varied.apart": "{numbers} numbers were varied at once, each by itself. None is law text, a statistic or research.",
    "varied.of": "{numbers|1=one number|other={numbers} numbers}",
    "left_out": "Not varied, since an end of it makes no valid scheme: {name}. {why}.",
    "refused": "{n} of {of} draws make no valid scheme and were left out: {why}.",
    # a sensitivity
    "sens.three": "{figure}: what decides this most is {first}; then {second}, and {third}.",
    "sens.two": "{figure}: what decides this most is {first}, then {second}.",
    "sens.one": "{figure}: what decides this is {first}.",
    "sens.none": "Nothing that is assumed moves this figure by more than chance: {figure}.",
    "sens.stated": "With the values stated it is {stated} (95 % by chance: {range}).",
    "sens.end": "{name}: {low} at its low end ({from_value}), {high} at its high end ({to_value}).",
    "sens.none_there": "Too few runs have it to say more: {figure}.",
    "tornado.lead": (
        "{figure} at the low and the high end of each unknown alone, the others as stated: means of {replicates} "
        "replicates of {persons} of the same people with the same dice."
    ),
    "tornado.middle": "{value} with the values stated",
    "tornado.note": "{low} to {high}",
    "tornado.rest": "No end moves it: {names}.",
    "indices.lead": (
        "Screened: the mean size of the change from end to end, the others anywhere (Morris, "
        "{trajectories} trajectories). Alone and in all: the shares of the variance that it makes by itself, and with "
        "what it does together with others (Sobol, {base} base points); in brackets 95 % of bootstrap samples."
    ),
    "indices.lead.morris": (
        "Screened: the mean size of the change from end to end, the others anywhere (Morris, "
        "{trajectories} trajectories); in brackets 95 % of bootstrap samples."
    ),
    "indices.lead.sobol": (
        "Alone and in all: the shares of the variance that it makes by itself, and with what it does together "
        "with others (Sobol, {base} base points); in brackets 95 % of bootstrap samples."
    ),
    "dice": (
        "Both ends of each difference have the same people and the same dice. With fresh dice the noise of a "
        "difference would be {times} times as large ({fresh} instead of {common}), so {runs} times as many runs would "
        "be needed to see the same."
    ),
    "dice.none": (
        "Common dice bring nothing here: the noise of a difference is as large as with fresh dice ({common})."
    ),
    "dice.clear": "With the same people and the same dice, the differences between the ends hold no chance at all.",
    # a study
    "table.of": (
        "{kind|list=On the list “{label}”|band=In the band “{label}”|deny=Refused under “{label}”|burden=Having to "
        "bear “{label}”|lose=Losing something under “{label}”|other=“{label}”}:"
    ),
    "table.of.all": "Of everybody:",
    "study.worlds": "{n|1=One world|other={n} worlds}, {runs} runs of {persons} persons and {months} months.",
    "study.points": "{points} points of a design over {unknowns} unknowns, beside the values stated.",
    "study.stated": (
        "Each world with the values stated, {replicates} {replicates|1=replicate|other=replicates} pooled; 95 % by "
        "chance.{points|0=|other= Over the points: 95 % of them, means over replicates.}"
    ),
    "study.less": "{world} less {other}, the same people with the same dice:",
    "study.found": "This study was finished before, with the same inputs; nothing was computed again.",
    "study.plan": (
        "{runs} runs of {persons} persons and {months} months; {unknowns|0=nothing is varied|1=one unknown is "
        "varied|other={unknowns} unknowns are varied}."
    ),
    "study.tables": "Every run, indicator and group: {results}. Where each number stands: {design}.",
}

HEADINGS: dict[str, str] = {
    "table": "Every figure, chance and assumptions apart",
    "panels": "What it goes along with",
    "varied": "What was varied",
    "tornado": "At the ends of each unknown",
    "indices": "How much each decides",
    "dice": "What the same dice are worth",
    "worlds": "The worlds",
    "run": "This study",
}

COLUMNS: dict[str, str] = {
    "figure": "",
    "stated": "stated",
    "chance": "by chance",
    "assumed": "by assumptions",
    "still": "the same",
    "hidden": "within chance",
    "share": "not known",
    "published": "published",
    "unknown": "",
    "numbers": "",
    "low": "low end",
    "high": "high end",
    "screened": "screened",
    "alone": "alone",
    "in_all": "in all",
    "brackets": "95 %",
    "points": "over the points",
    "world": "",
}

KEYS: dict[str, str] = {
    "ever": (
        "{kind|list={unit} ever on the list “{label}”|band={unit} ever in the band “{label}”|deny={unit} ever refused "
        "under “{label}”|burden={unit} that ever had to bear “{label}”|lose={unit} that ever lost something under "
        "“{label}”|other={unit} ever under “{label}”}"
    ),
    "now": (
        "{kind|list={unit} on the list “{label}” at the end|band={unit} in the band “{label}” at the end|"
        "other={unit} under “{label}” at the end}"
    ),
    "per_year": (
        "{kind|list=Stays on the list “{label}” a year|band=Falls into the band “{label}” a year|deny=Refusals under "
        "“{label}” a year|burden=Times “{label}” was borne a year|lose=Losses under “{label}” a year|other=Times of "
        "“{label}” a year}, of each of the {unit_low}"
    ),
    "wrongful": (
        "{kind|list=Stays on the list “{label}”|band=Times in the band “{label}”|deny=Refusals under “{label}”|"
        "burden=Times “{label}” was borne|lose=Losses under “{label}”|other=Times of “{label}”} that would not be "
        "without something wrong in the file"
    ),
    "wrongful_people": "{unit} under “{label}” who were ever so wrongly",
    "for_others": (
        "{kind|list=Stays on the list “{label}”|band=Times in the band “{label}”|deny=Refusals under “{label}”|"
        "other=Times of “{label}”} but for the acts of others"
    ),
    "for_lawful": (
        "{kind|list=Stays on the list “{label}”|band=Times in the band “{label}”|deny=Refusals under “{label}”|"
        "other=Times of “{label}”} but for lawful conduct"
    ),
    "for_traits": (
        "{kind|list=Stays on the list “{label}”|band=Times in the band “{label}”|deny=Refusals under “{label}”|"
        "other=Times of “{label}”} but for who people are"
    ),
}
"""Indicators of a penalty by how their ids end."""

SHORT: dict[str, str] = {
    "ever": "{unit} ever",
    "now": "{unit} at the end",
    "per_year": "times a year, each of the {unit_low}",
    "wrongful": "times not without something wrong in the file",
    "wrongful_people": "of these {unit_low}, ever wrongly",
    "for_others": "times but for the acts of others",
    "for_lawful": "times but for lawful conduct",
    "for_traits": "times but for who people are",
}
"""The same under a caption that names the list, band or measure."""

WHOLE: dict[str, str] = {
    "any:ever": "{unit} penalised in any way",
    "any:wrongful": "Of those penalised, ever wrongly",
    "any:for_others": "Of those penalised, ever for the acts of others",
    "any:for_lawful": "Of those penalised, ever for lawful conduct",
    "any:for_traits": "Of those penalised, ever for who they are",
    "any:tainted": "Of those penalised, ever partly on something wrong",
    "any:no_record": "Of those penalised, ever on no record at all",
    "any:scheme": "Of those penalised, ever by the scheme itself",
    "needs:refused": "Requests refused",
    "needs:refused_per_year": "Requests refused a year, of each of the {unit_low}",
    "needs:essential:refused": "Requests for essential services refused",
    "needs:essential:refused_per_year": "Essential requests refused a year, of each of the {unit_low}",
    "correction:median": "Months until half of the wrong entries are corrected",
    "correction:mean24": "Months until a wrong entry is corrected, at most 24",
    "correction:never24": "Wrong entries not corrected within 24 months",
    "redress:won_of_decided:wrong": "Objections to wrong entries that are won",
    "redress:won_of_decided:right": "Objections to right entries that are won",
}

UNITS = {"person": "people", "household": "households", "firm": "firms"}


def say(key: str, /, **values: object) -> str:
    """Say a sentence with its places filled.

    Examples
    --------
    >>> say("varied.of", numbers="1")
    'one number'
    """
    return held(fill(STUDY[key], values))


def figure_words(indicator: str, /, *, parts: Mapping[str, Mapping[str, str]], unit: str, group: str = "all") -> str:
    """An indicator in words: what it is a figure of.

    Parameters
    ----------
    indicator : str
        Its id.
    parts : mapping
        The scheme's names, from a document's run: ``{"list:x": {"label", "kind"}}``.
    unit : str
        ``person``, ``household`` or ``firm``.
    group : str
        ``unit=firm`` and the like name another unit.

    Examples
    --------
    >>> figure_words("list:a:ever", parts={"list:a": {"label": "Debtors", "kind": "list"}}, unit="person")
    'People ever on the list “Debtors”'
    """
    people = UNITS.get(group.removeprefix("unit=") if group.startswith("unit=") else unit, "people")
    places = {"unit": people.capitalize(), "unit_low": people}
    told = group.startswith("unit=") or group == "all"
    if indicator in WHOLE:
        words = fill(WHOLE[indicator], places)
    else:
        key, _, what = indicator.rpartition(":")
        part = parts.get(key)
        if part is None or what not in KEYS:
            words = indicator
        else:
            label = part["label"] or key.partition(":")[2].replace("_", " ")
            words = fill(KEYS[what], {**places, "kind": part["kind"], "label": label})
    return words if told else f"{words} ({group})"


def short_words(indicator: str, /, *, unit: str, group: str = "all") -> str | None:
    """An indicator of a penalty under a caption that names it; None where it has no short form."""
    what = indicator.rpartition(":")[2]
    people = UNITS.get(group.removeprefix("unit=") if group.startswith("unit=") else unit, "people")
    return fill(SHORT[what], {"unit": people, "unit_low": people}) if what in SHORT else None


def figure_text(value: float | None, unit: str, /) -> str:
    """A figure of an indicator as text: a share in per cent, months, a ratio, or a rate."""
    if unit == "share":
        return percent(value)
    return {"months": months, "ratio": ratio}.get(unit, rate)(value)


def figure_range(low: float | None, high: float | None, unit: str, /) -> str:
    """Two ends of a figure as text."""
    if unit == "share":
        return percent_range(low, high)
    return interval(low, high, form={"months": "months", "ratio": "ratio"}.get(unit, "rate"))


def evidence_part(counts: Mapping[str, Any], /) -> tuple[int, int, float]:
    """Numbers behind a figure: all, published, and the share published."""
    n = sum(counts.values())
    published = n - counts.get("assumption", 0)
    return n, published, published / n if n else 0.0
