"""The page of a result: the sentences first, then the tables, as blocks that a terminal (or a page) can draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from demerit.report.blocks import Bar, Block, Heading, Paragraph
from demerit.report.causes_page import causes, causes_apart
from demerit.report.figures import count, interval, months, one_in, percent, percents
from demerit.report.published_page import published
from demerit.report.reading import Reading
from demerit.report.result_tables import (
    events_table,
    groups_table,
    guesses_table,
    of_unit,
    others_table,
    reached_table,
    settings_table,
    truth_table,
)
from demerit.report.words import ASSUMPTIONS, HEADINGS, LIMITS, held, say

__all__ = [
    "FEW",
    "against_truth",
    "events",
    "evidence",
    "lasting",
    "opening",
    "quoted",
    "result_page",
    "settings",
    "wrong",
]

WORTH_SAYING = 0.05
"""A cause is named in the opening only where at least so much of the punishment would be gone without it."""

FEW = 30
"""Fewer events are not divided into wrong and right."""

CLOSER = {"for_traits": "traits", "for_others": "ties", "for_lawful": "lawful", "no_record": "no_record"}


def result_page(
    document: Mapping[str, Any], /, *, left_out: tuple[str, ...] = (), threads: int | None = None, folder: str = ""
) -> Iterator[Block]:
    """Everything a result says, the sentences first.

    Parameters
    ----------
    document : mapping
        ``demerit.result/1``.
    left_out : tuple of str
        Options that were not given, so that their values are marked.
    threads : int, optional
        Threads used; not in the document, because they change nothing.
    folder : str
        Where the run was written.

    Yields
    ------
    Block
    """
    reading = Reading(document)
    yield Paragraph(str(reading.run.get("first_line", "")), "strong")
    yield from opening(reading)
    if reading.run["replicates"] > 1:
        yield Paragraph(say("pooled", replicates=count(reading.run["replicates"])), "quiet")
    yield Paragraph(held(LIMITS), "limit")
    for title, blocks in (
        ("reached", reached(reading)),
        ("wrong", [*wrong(reading), *against_truth(reading)]),
        ("causes", causes(reading)),
        ("causes_apart", causes_apart(reading)),
        ("groups", groups(reading)),
        ("lasting", lasting(reading)),
        ("events", events(reading)),
        ("evidence", evidence(reading)),
        ("published", published(reading)),
        ("run", settings(reading, left_out, threads, folder)),
    ):
        body = list(blocks)
        if body:
            yield Heading(HEADINGS[title])
            yield from body


def opening(reading: Reading) -> Iterator[Block]:
    """Who was reached and how often wrongly, in words."""
    key = reading.headline
    if key is None or not reading.people(key):
        subjects = reading.look("any:ever").n or (reading.look(f"{key}:ever").n if key else 0)
        yield Paragraph(say("ever.none", n=count(subjects), unit=reading.unit, months=reading.run["months"]), "lead")
        return
    ever, now = reading.look(f"{key}:ever"), reading.look(f"{key}:now")
    shown = percents(ever.value, ever.low, ever.high)
    yield Paragraph(
        say(
            f"ever.{reading.penalties[key]}",
            n=count(ever.n),
            unit=reading.unit,
            count=count(ever.events),
            share=shown[0],
            range=shown[1],
            one_in=one_in(ever.value),
            label=reading.label(key),
            months=reading.run["months"],
            now=count(now.events),
            now_share=percent(now.value),
        ),
        "lead",
    )
    yield Paragraph(wrong_sentence(reading, key), "lead")
    closer = nearest_cause(reading, key)
    if closer:
        yield Paragraph(closer, "lead")


def wrong_sentence(reading: Reading, key: str) -> str:
    """How often wrongly: at the low end, in the middle and at the high end of what is assumed."""
    figure, spreads = reading.look(f"{key}:wrongful"), reading.spreads(key)
    said = {"events": count(reading.events(key)), "event": reading.event(key)}
    chance = dict(zip(("middle", "range"), percents(figure.value, figure.low, figure.high), strict=True))
    if reading.run["keys"][key].get("drawn") and not figure.value:
        return say("wrong.drawn", **said)
    if not reading.document.get("ends"):
        return say("wrong.unvaried", **said, **chance)
    if not spreads and reading.varied:
        return say("wrong.too_few", **said, persons=count(reading.document["ends"]["persons"]))
    if not spreads:
        return say("wrong.nothing_assumed" if figure.value else "wrong.none_assumed", **said, **chance)
    if spreads[0].most == 0 and not figure.value:
        return say("wrong.none", **said)
    widest = spreads[0]
    least, most = min(widest.least, figure.value or 0.0), max(widest.most, figure.value or 0.0)
    return say(
        "wrong.varied" if percent(least) != percent(most) else "wrong.steady",
        **said,
        **chance,
        least=percent(least),
        most=percent(most),
        low=percent(widest.low.value),
        high=percent(widest.high.value),
        assumption=ASSUMPTIONS[widest.assumption],
        persons=count(reading.document["ends"]["persons"]),
    )


def nearest_cause(reading: Reading, key: str) -> str:
    """Sentence on the largest of the other causes; empty if none is worth saying."""
    figures = {flag: reading.look(f"{key}:{flag}") for flag in CLOSER}
    flag = max(figures, key=lambda name: figures[name].value or 0.0)
    figure = figures[flag]
    if (figure.value or 0.0) < WORTH_SAYING:
        return ""
    share, span = percents(figure.value, figure.low, figure.high)
    drawn = flag == "for_traits" and reading.run["keys"][key].get("drawn")
    return say(f"but_for.{'drawn' if drawn else CLOSER[flag]}", share=share, range=span)


def reached(reading: Reading) -> Iterator[Block]:
    """Subjects ever and now, of every list, band and measure that reached anybody."""
    if any(reading.people(key) for key in [*reading.penalties, *reading.rewards]):
        yield Paragraph(say("reached.lead", unit=reading.unit), "caption")
        if any(reading.people(key) for key in reading.penalties):
            yield reached_table(reading, reading.penalties)
        if any(reading.people(key) for key in reading.rewards):
            yield Paragraph(say("reached.rewards"), "caption")
            yield reached_table(reading, reading.rewards)
        idle = quoted(reading, [key for key in reading.penalties if not reading.people(key)])
        if idle:
            yield Paragraph(say("reached.idle", names=idle), "quiet")


def quoted(reading: Reading, keys: list[str]) -> str:
    """Names of lists, bands and measures, in a sentence."""
    return ", ".join(f"“{of_unit(reading, key, reading.label(key))}”" for key in keys)


def wrong(reading: Reading) -> Iterator[Block]:
    """What the guesses do to the headline, and the other penalties at the widest of them."""
    key = reading.headline
    if key is None or not reading.events(key):
        return
    if not reading.document.get("ends"):
        yield Paragraph(say("varied.off"))
    elif not reading.spreads(key):
        yield Paragraph(say("varied.too_few" if reading.varied else "varied.none"))
    else:
        persons = count(reading.document["ends"]["persons"])
        yield Paragraph(say("varied.lead", persons=persons, label=reading.label(key)), "caption")
        yield guesses_table(reading, key)
    others = [other for other in reading.penalties if other != key and reading.events(other)]
    many = [other for other in others if any(spread.middle.n >= FEW for spread in reading.spreads(other))]
    if many:
        yield Paragraph(say("varied.others"), "caption")
        yield others_table(reading, many)
    few = quoted(reading, [other for other in others if other not in many])
    if few and reading.varied:
        yield Paragraph(say("varied.few", least=FEW, names=few), "quiet")


def groups(reading: Reading) -> Iterator[Block]:
    """Which groups bear it."""
    key = reading.headline
    if key is None or not reading.people(key):
        return
    if not reading.groups:
        yield Paragraph(say("groups.none"))
        return
    said = say("groups.lead", kind=reading.penalties[key], label=reading.label(key), unit=reading.unit_of(key))
    yield Paragraph(said, "caption")
    yield groups_table(reading, key)
    empty = [reading.group_label(group) for group in reading.groups if reading.no_times(key, group)]
    if empty:
        yield Paragraph(say("groups.no_times", names="; ".join(empty)), "quiet")


def lasting(reading: Reading) -> Iterator[Block]:
    """How long a stay lasts, and how long a wrong entry stays."""
    key = reading.headline
    if key is None or not reading.people(key):
        return
    yield from stays(reading, key)
    median, never = reading.look("correction:median"), reading.look("correction:never24")
    if never.value is not None and never.n >= FEW:
        share, span = percents(never.value, never.low, never.high)
        said = {"never": share, "range": span, "horizon": 24}
        if median.value is None:
            yield Paragraph(say("correction.never", **said))
        else:
            yield Paragraph(say("correction.median", median=months(median.value), **said))


def stays(reading: Reading, key: str) -> Iterator[Block]:
    """How long a stay lasts, how long beyond the truth, and who comes back."""
    kind, stay, beyond = reading.penalties[key], reading.look(f"{key}:mean_length"), reading.look(f"{key}:outlived")
    if stay.value is not None and not stay.events:
        yield Paragraph(say("lasting.none", kind=kind, n=count(stay.n)))
    elif stay.value is not None:
        yield Paragraph(
            say("lasting.stay", kind=kind, mean=months(stay.value), horizon=min(60, reading.run["months"]),
                range=interval(stay.low, stay.high, form="months"), ended=count(stay.events), n=count(stay.n))
        )  # fmt: skip
    if beyond.value is not None and beyond.n >= FEW:
        ends = interval(beyond.low, beyond.high, form="months")
        yield Paragraph(say("lasting.outlived", mean=months(beyond.value), range=ends))
    back = reading.look(f"{key}:relapse")
    if back.value is not None and back.n >= FEW:
        share, span = percents(back.value, back.low, back.high)
        yield Paragraph(say("lasting.relapse", share=share, range=span))


def against_truth(reading: Reading) -> Iterator[Block]:
    """What is right, missed and wrongly there, by what it is held against."""
    tables: dict[str, list[str]] = {}
    for key in [*reading.penalties, *reading.rewards]:
        truth = reading.run["keys"][key].get("truth")
        if truth and (reading.people(key) or reading.look(f"{key}:true_ever").events):
            tables.setdefault(truth, []).append(key)
    for truth, keys in tables.items():
        yield Paragraph(truth_words(truth), "caption")
        yield truth_table(reading, keys)
    if tables:
        yield Paragraph(say("truth.legend"), "quiet")


def truth_words(truth: str) -> str:
    """What lists and bands are held against."""
    if truth == "shadow":
        return say("truth.shadow")
    return say("truth.target", target=truth.partition(":")[2].replace("_", " "))


def events(reading: Reading) -> Iterator[Block]:
    """Refusals, burdens, losses and grants: events."""
    table = events_table(reading)
    if table.rows:
        yield Paragraph(say("events.lead", unit=reading.unit), "caption")
        yield table


def evidence(reading: Reading) -> Iterator[Block]:
    """What the figures rest on."""
    counted: Mapping[str, int] = reading.document.get("evidence") or {}
    total, key = sum(counted.values()), reading.headline
    if total and key is not None:
        assumed = counted.get("assumption", 0)
        yield Paragraph(
            say("evidence.lead", n=count(total), label=reading.label(key), assumed=count(assumed),
                share=percent(assumed / total))
        )  # fmt: skip
        yield Bar(tuple(counted.items()))
        yield Paragraph(say("evidence.more", scheme=reading.run["scheme"]["id"]), "quiet")


def settings(reading: Reading, left_out: tuple[str, ...], threads: int | None, folder: str) -> Iterator[Block]:
    """What was run, with what was left out marked, what to note, and where it was written."""
    yield settings_table(reading, left_out, threads)
    first = reading.document["warnings"][0] if reading.document["warnings"] else ""
    for warning in reading.document["warnings"]:
        if warning != first:
            yield Paragraph(f"- {warning}", "note")
    if folder:
        yield Paragraph(say("written", folder=folder, kept=reading.run["options"]["keep"]), "strong")
