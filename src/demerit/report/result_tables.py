"""The tables of a result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from demerit.report.blocks import Column, Table
from demerit.report.figures import NONE, count, interval, one_in, percent, percents, rate, ratio
from demerit.report.reading import Figure, Reading, Spread
from demerit.report.words import ASSUMPTIONS_SHORT, COLUMNS, SETTINGS, say

__all__ = [
    "ROWS",
    "bar",
    "events_table",
    "groups_table",
    "guesses_table",
    "others_table",
    "plot",
    "reached_table",
    "row_label",
    "settings_table",
    "thousands",
    "thousands_range",
    "truth_table",
]

PLOT = 21
"""Characters of a small plot from 0 to 100 %."""

BAR = 20
"""Characters of a bar that stands for all."""

ROWS = 40
"""At most so many groups are printed; the rest is in the result document."""


def reached_table(reading: Reading, keys: Iterable[str], /) -> Table:
    """Subjects ever and now."""
    columns = (
        Column(title=COLUMNS["what"], right=False, wraps=True),
        Column(title=COLUMNS["ever"]),
        Column(title=COLUMNS["share"]),
        Column(title=COLUMNS["range"], under=True),
        Column(title=COLUMNS["about"], drop=1),
        Column(title=COLUMNS["now"], drop=2),
    )
    rows, keys = [], list(keys)
    for key in keys:
        if reading.people(key):
            now = reading.look(f"{key}:now").events if not key.startswith("measure:") else None
            rows.append(reach(row_label(reading, key), reading.look(f"{key}:ever"), "" if now is None else count(now)))
    anyone = reading.look("any:ever")
    of_main = any(reading.unit_of(each) == reading.unit for each in keys)  # "any" counts the main unit alone
    if len(rows) > 1 and anyone.events and of_main and key in reading.penalties:
        rows.append(reach(say("reached.any"), anyone, ""))
    return Table(columns=columns, rows=tuple(rows))


def row_label(reading: Reading, key: str) -> str:
    """Name of a list, band or measure at the head of a row."""
    return of_unit(reading, key, say(f"row.{key.partition(':')[0]}", label=reading.label(key)))


def of_unit(reading: Reading, key: str, label: str) -> str:
    """A label that says so where it is about firms (or persons) beside the main unit."""
    unit = reading.unit_of(key)
    word = COLUMNS[f"size.{unit}"]
    return label if unit == reading.unit or label.endswith(word) else say("row.other", label=label, unit=word)


def reach(label: str, ever: Figure, now: str) -> tuple[str, ...]:
    """Row of subjects reached."""
    return label, count(ever.events), *percents(ever.value, ever.low, ever.high), one_in(ever.value), now


def guesses_table(reading: Reading, key: str) -> Table:
    """Wrongful share of the headline at both ends of each assumption, with chance in the small runs."""
    columns = [Column(title=COLUMNS["assumption"], right=False, wraps=True)]
    for end in ("low", "middle", "high"):
        columns += [Column(title=COLUMNS[end]), Column(title=COLUMNS["short_range"], under=True)]
    columns.append(Column(title=COLUMNS["plot"], right=False, drop=2))
    rows = tuple(
        (
            ASSUMPTIONS_SHORT[spread.assumption],
            *(text for figure in (spread.low, spread.middle, spread.high) for text in with_chance(figure)),
            plot(spread),
        )
        for spread in reading.spreads(key)
    )
    return Table(columns=tuple(columns), rows=rows)


def with_chance(figure: Figure) -> tuple[str, str]:
    """A share and its range, the range without a sign of per cent."""
    share, ends = percents(figure.value, figure.low, figure.high)
    return share, ends.removesuffix("%").rstrip()


def plot(spread: Spread, /) -> str:
    """Range from 0 to 100 % as characters: ``──●───`` where the three values lie."""
    last = PLOT - 1
    low, middle, high = (round(value * last) for value in (spread.least, spread.shares[1], spread.most))
    marks = ["·"] * PLOT
    for place in range(low, high + 1):
        marks[place] = "─"
    marks[middle] = "●"
    return "".join(marks)


def others_table(reading: Reading, keys: Sequence[str]) -> Table:
    """Wrongful share of the other penalties at the ends of what moves each most."""
    columns = (
        Column(title=COLUMNS["what"], right=False, wraps=True),
        Column(title=COLUMNS["events"], drop=1),
        Column(title=COLUMNS["low"]),
        Column(title=COLUMNS["middle"]),
        Column(title=COLUMNS["high"]),
        Column(title=COLUMNS["assumption"], right=False),
    )
    rows = []
    for key in keys:
        what = say(f"events.{reading.event(key)}", events=count(reading.events(key)))
        spreads = reading.spreads(key)
        if spreads:
            ends = (percent(share) for share in spreads[0].shares)
            rows.append((row_label(reading, key), what, *ends, ASSUMPTIONS_SHORT[spreads[0].assumption]))
    return Table(columns=columns, rows=tuple(rows))


def truth_table(reading: Reading, keys: Sequence[str], /) -> Table:
    """What is right, missed and wrongly there, of subject-months, with ranges."""
    columns = [Column(title=COLUMNS["what"], right=False, wraps=True)]
    for figure in ("ppv", "fnr", "fpr"):
        columns += [Column(title=COLUMNS[figure]), Column(title=COLUMNS["short_range"], under=True)]
    rows = []
    for key in keys:
        cells = [row_label(reading, key)]
        for name in ("ppv", "fnr", "fpr"):
            found = reading.look(f"{key}:{name}")
            share, ends = percents(found.value, found.low, found.high)
            cells += (share, ends.removesuffix("%").rstrip())
        rows.append(tuple(cells))
    return Table(columns=tuple(columns), rows=tuple(rows))


def bar(share: float) -> str:
    """Share as a bar; what is not nothing has at least a sliver."""
    eighths = max(1, round(share * BAR * 8)) if share > 0 else 0
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()


def groups_table(reading: Reading, key: str) -> Table:
    """Share of each group reached, and how many times that of the largest group of its attribute."""
    columns = (
        Column(title=COLUMNS["group"], right=False, wraps=True),
        Column(title=COLUMNS[f"size.{reading.unit}"], drop=2),
        Column(title=COLUMNS["share"]),
        Column(title=COLUMNS["range"], under=True),
        Column(title=COLUMNS["times"]),
        Column(title=COLUMNS["times_range"], under=True),
    )
    rows: list[tuple[str, ...]] = []
    above = ""
    for group in reading.groups[:ROWS]:
        ever = reading.look(f"{key}:ever", group)
        if not ever.n:
            continue
        attribute, _, value = reading.group_label(group).rpartition(": ")
        if attribute != above:
            rows.append((attribute, "", "", "", "", ""))
            above = attribute
        largest = reading.largest(group)
        times = reading.look(f"{key}:ever:ratio", f"{group}:{largest}") if largest else Figure()
        rows.append((
            f"  {value}", count(ever.n), *percents(ever.value, ever.low, ever.high),
            say("groups.largest") if largest is None else ratio(times.value),
            "" if largest is None else interval(times.low, times.high, form="ratio"),
        ))  # fmt: skip
    return Table(columns=columns, rows=tuple(rows))


def events_table(reading: Reading) -> Table:
    """Refusals, burdens, losses, grants: events and rates."""
    columns = (
        Column(title=COLUMNS["what"], right=False, wraps=True),
        Column(title=COLUMNS["events"]),
        Column(title=COLUMNS["yearly"]),
        Column(title=COLUMNS["range"], under=True),
    )
    rows = []
    for key, about in reading.run["keys"].items():
        figure = reading.look(f"{key}:per_year")
        if key.startswith("measure:") and figure.events:
            word = say(f"events.{about['sort']}", events=count(figure.events))
            name = of_unit(reading, key, reading.label(key))
            rows.append((name, word, thousands(figure.value), thousands_range(figure)))
    return Table(columns=columns, rows=tuple(rows))


def thousands(value: float | None) -> str:
    """A yearly rate per 1,000."""
    return NONE if value is None else rate(value * 1000)


def thousands_range(figure: Figure) -> str:
    """Range of a yearly rate per 1,000."""
    if figure.low is None or figure.high is None:
        return NONE
    return interval(figure.low * 1000, figure.high * 1000, form="rate")


def settings_table(reading: Reading, left_out: tuple[str, ...], threads: int | None) -> Table:
    """What was run; what was left out is marked."""
    return Table(
        columns=(Column(title="", right=False), Column(title="", right=False, wraps=True)),
        rows=tuple(
            (name, say("run.default", value=value) if option in left_out else value)
            for name, option, value in settings_of(reading, threads)
        ),
    )


def settings_of(reading: Reading, threads: int | None) -> Iterator[tuple[str, str, str]]:
    """Name, option and value of each setting."""
    run = reading.run
    options = run["options"]
    yield SETTINGS["scheme"], "scheme", run["scheme"]["id"]
    yield SETTINGS["society"], "society", run["society"]["id"]
    yield SETTINGS["persons"], "persons", count(options["persons"])
    yield SETTINGS["months"], "months", say("run.months", months=run["months"], start=run["start"])
    yield SETTINGS["burn_in"], "burn_in", str(options["burn_in"])
    yield SETTINGS["seed"], "seed", str(run["seed"])
    yield SETTINGS["replicates"], "replicates", str(run["replicates"])
    yield SETTINGS["safeguards"], "safeguards", ", ".join(options["safeguards"]) or NONE
    yield SETTINGS["keep"], "keep", options["keep"]
    if threads is not None:
        yield SETTINGS["threads"], "threads", str(threads)
