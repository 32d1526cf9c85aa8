"""The page of a trial: what each safeguard removes from one scheme alone and last, and which few do most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.figures import HARD, NONE, count, interval, percent
from demerit.report.trial_words import COLUMNS, FLAGS, HEADINGS, tell
from demerit.report.words import LIMITS, held

__all__ = ["trial_page"]

FIRST = "any:people"
Change = Mapping[str, Any]


@dataclass(frozen=True)
class Trial:
    """A trial's document with its parts by name."""

    document: Mapping[str, Any]

    @property
    def run(self) -> Mapping[str, Any]:
        """What was run."""
        run: Mapping[str, Any] = self.document["run"]
        return run

    @cached_property
    def counts(self) -> dict[str, tuple[int, int]]:
        """Each harm without a safeguard and with all together."""
        return {row["harm"]: (row["without"], row["together"]) for row in self.document["harms"]}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Titles of the safeguards."""
        return {row["id"]: row["title"] for row in self.document["safeguards"]}

    @property
    def ran(self) -> list[Mapping[str, Any]]:
        """Safeguards that were run, in the document's order."""
        return [row for row in self.document["safeguards"] if row["reason"] is None]

    @cached_property
    def present(self) -> list[str]:
        """Harms that there are without a safeguard."""
        return [harm for harm, (without, _) in self.counts.items() if without]

    @cached_property
    def shown(self) -> list[str]:
        """Harms that have a table: people, by what they are penalised for, and months; the document has the rest."""
        same = self.counts.get(f"{self.run['headline']}:people", (0, 0))[0] == self.counts[FIRST][0]
        left_out = (":people", *(f":events:{flag}" for flag in FLAGS)) if same else tuple(f":events:{f}" for f in FLAGS)
        return [harm for harm in self.present if harm == FIRST or not harm.endswith(left_out)]

    def named(self, harm: str) -> str:
        """A harm in words."""
        unit, kind, label = self.run["unit"], self.run["kind"], self.run["label"]
        key, _, what = harm.rpartition(":people") if harm.endswith(":people") else (harm, "", "")
        flag = FLAGS.get(harm.rpartition(":")[2], "")
        if harm == FIRST:
            return tell("there.people", unit=unit)
        if harm.startswith("any:"):
            return f"{tell('there.people', unit=unit)} {flag}"
        if key != harm:
            said = tell("there.key.people", kind=kind, label=label)
            return f"{tell('there.people', unit=unit).partition(' ')[0]} {said}{what}"
        return tell("there.key.events" if flag else "there.key.months", kind=kind, label=label, flag=flag)


def trial_page(document: Mapping[str, Any], /, *, folder: str = "", threads: int | None = None) -> Iterator[Block]:
    """Everything a trial says, the answer first.

    Parameters
    ----------
    document : mapping
        ``demerit.trial/1``.
    folder : str
        Where the trial was written.
    threads : int, optional
        Threads used.

    Yields
    ------
    Block
    """
    trial = Trial(document)
    yield Paragraph(trial.run["first_line"], "strong")
    yield from answer(trial)
    yield Paragraph(held(LIMITS), "limit")
    for title, blocks in (
        ("there", what_there_is(trial)),
        ("one", each_alone_and_last(trial)),
        ("sets", few_that_do_most(trial)),
        ("rest", the_others(trial)),
        ("run", this_trial(trial, folder, threads)),
    ):
        body = list(blocks)
        if body:
            yield Heading(HEADINGS[title])
            yield from body


def answer(trial: Trial) -> Iterator[Block]:
    """What a reader wants to know first."""
    run = trial.run
    people = trial.counts[FIRST][0]
    n = run["subjects"]
    told = {"people": count(people), "n": count(n), "share": percent(people / n), "months": run["months"]}
    sizes = {"n_run": count(run["safeguards"]), "n_all": count(len(trial.titles))}
    yield Paragraph(tell("without", unit=run["unit"], **told, **sizes), "lead")
    if not people:
        yield Paragraph(tell("no_harm"), "lead")
        return
    sets: list[Change] = next((row["sets"] for row in trial.document["greedy"] if row["harm"] == FIRST), [])
    sentences = [] if sets else [tell("all.none")]
    for one in sets[:2]:
        removes = one["effect"][FIRST]["removes"]
        titles = [trial.titles[name] for name in one["safeguards"]]
        shares = {"removes": count(removes), "share": percent(removes / people)}
        if len(titles) == 1:
            sentences.append(tell("best", title=titles[0], people=count(people), **shares))
        else:
            sentences.append(tell("best.two", one=titles[0], two=titles[1], **shares))
    together = len(trial.document["together"]["safeguards"])
    if together:
        sentences.append(tell("all", n=count(together), left=count(trial.counts[FIRST][1])))
    found = {row["harm"]: row["sets"] for row in trial.document["greedy"]}
    untouched = [f"{trial.named(harm)} ({count(trial.counts[harm][0])})" for harm in trial.shown if not found.get(harm)]
    if untouched and len(untouched) < len(trial.shown):
        sentences.append(tell("untouched", harms="; ".join(untouched)))
    yield Paragraph(" ".join(sentences), "lead")
    yield Paragraph(tell("size", unit=run["unit"], n=count(n), persons=count(run["persons"])))


def what_there_is(trial: Trial) -> Iterator[Block]:
    """Each harm without safeguards, and with all."""
    if not trial.present:
        return
    yield Paragraph(tell("there.lead", n=count(len(trial.document["together"]["safeguards"]))), "caption")
    rows = []
    for harm in trial.present:
        flag = FLAGS.get(harm.rpartition(":")[2], "")
        name = tell("there.people.flag", flag=flag) if harm.startswith(f"{FIRST}:") else trial.named(harm)
        rows.append((name, *(count(number) for number in trial.counts[harm])))
    columns = (
        Column(title=COLUMNS["what"], right=False, wraps=True), Column(title=COLUMNS["without"]),
        Column(title=COLUMNS["together"]),
    )  # fmt: skip
    yield Table(columns=columns, rows=tuple(rows))
    none = [FLAGS[flag] for flag in FLAGS if not trial.counts[f"{FIRST}:{flag}"][0]]
    if none:
        yield Paragraph(tell("there.none", flags="; ".join(none)), "quiet")


def each_alone_and_last(trial: Trial) -> Iterator[Block]:
    """For each harm, the safeguards that remove some of it, what removes most alone in front."""
    for place, harm in enumerate(trial.shown):
        what, number = trial.named(harm), trial.counts[harm][0]
        moving = [row for row in trial.ran if any(seen(side(row, name, harm)) for name in ("alone", "last"))]
        told = {"what": what, "count": count(number)}
        if not moving:
            yield Paragraph(tell("one.none", **told), "quiet")
            continue
        yield Paragraph(tell("one.short" if place else "one.lead", **told), "caption")
        moving.sort(key=lambda row: -removes(side(row, "alone", harm)))
        rows = tuple(
            (row["title"], *(cell for name in ("alone", "last") for cell in cells(side(row, name, harm), number)))
            for row in moving
        )
        ranges = Column(title=COLUMNS["range"], under=True)
        columns = (
            Column(title=COLUMNS["safeguard"], right=False, wraps=True),
            Column(title=COLUMNS["alone"]), ranges, Column(title=COLUMNS["last"]), ranges,
        )  # fmt: skip
        yield Table(columns=columns, rows=rows)
        if len(trial.ran) > len(moving):
            yield Paragraph(tell("one.rest", n=count(len(trial.ran) - len(moving))), "quiet")
        if any(removes(side(row, name, harm)) < 0 for row in moving for name in ("alone", "last")):
            yield Paragraph(tell("one.more"), "quiet")
    several = {tuple(sorted((row["id"], *row["alternatives"]))) for row in trial.ran if row["alternatives"]}
    if several:
        names = "; ".join(", ".join(names) for names in sorted(several))
        yield Paragraph(tell("one.alternatives", names=names), "quiet")


def side(row: Mapping[str, Any], name: str, harm: str) -> Change | None:
    """What a safeguard removes of a harm, ``alone`` or ``last``."""
    return None if row[name] is None else row[name][harm]


def removes(change: Change | None) -> int:
    """Number removed; 0 where a set could not be run."""
    return 0 if change is None else int(change["removes"])


def seen(change: Change | None) -> bool:
    """Whether a difference is more than chance."""
    return change is not None and change["low"] is not None and (change["low"] > 0 or change["high"] < 0)


def cells(change: Change | None, number: int) -> tuple[str, str]:
    """A number removed with its share, and the range; nothing where the range contains 0."""
    if change is None or not seen(change):
        return NONE, ""
    told = f"{count(change['removes'])}{HARD}({percent(change['removes'] / number)})"
    return told, ends(change)


def few_that_do_most(trial: Trial) -> Iterator[Block]:
    """The best one, two, and up to five for each harm."""
    found = {row["harm"]: row for row in trial.document["greedy"]}
    for place, harm in enumerate(harm for harm in trial.shown if harm in found and found[harm]["sets"]):
        if not place:
            yield Paragraph(tell("sets.lead"))
        number = trial.counts[harm][0]
        sets = found[harm]["sets"]
        yield Paragraph(tell("sets.of", what=trial.named(harm), count=count(number)), "caption")
        before: set[str] = set()
        rows = []
        for one in sets:
            chosen, change, adds = set(one["safeguards"]), one["effect"][harm], one["adds"]
            titles = [trial.titles[name] for name in one["safeguards"] if name not in before or not before <= chosen]
            name = "; ".join(titles)
            if before and before <= chosen:
                name = tell("sets.with", title=name)
            share = percent(change["removes"] / number)
            rows.append((str(len(chosen)), name, count(change["removes"]), share, count(adds["removes"]), ends(adds)))
            before = chosen
        columns = (
            Column(title=COLUMNS["size"]), Column(title=COLUMNS["set"], right=False, wraps=True),
            Column(title=COLUMNS["removes"]), Column(title=COLUMNS["share"]), Column(title=COLUMNS["adds"]),
            Column(title=COLUMNS["range"], under=True),
        )  # fmt: skip
        yield Table(columns=columns, rows=tuple(rows))
        if found[harm]["cut"]:
            yield Paragraph(tell("sets.cut"), "quiet")


def ends(change: Change) -> str:
    """Range of a number removed; an end near 0 with its places, so that it is not read as 0."""
    low, high = change["low"], change["high"]
    near = low is not None and 0 in (round(low), round(high))
    return interval(low, high, form="rate" if near else "count")


def the_others(trial: Trial) -> Iterator[Block]:
    """Safeguards of which no table says anything, and why."""
    for row in trial.ran:
        for name in ("alone", "last"):
            more = [harm for harm in trial.shown if seen(side(row, name, harm)) and removes(side(row, name, harm)) < 0]
            if more:
                said = "; ".join(f"{trial.named(harm)} +{count(-removes(side(row, name, harm)))}" for harm in more)
                yield Paragraph(tell("rest.worse", title=row["title"], when=name, harms=said), "note")
    still = [
        row["id"]
        for row in trial.ran
        if not any(seen(side(row, name, harm)) for name in ("alone", "last") for harm in trial.shown)
    ]
    reasons = {"chance": still}
    for row in trial.document["safeguards"]:
        if row["reason"] not in (None, "fault"):
            reasons.setdefault(row["reason"], []).append(row["id"])
    for reason, names in reasons.items():
        if names:
            yield Paragraph(f"{tell(f'rest.{reason}')}: {', '.join(sorted(names))}.")
    for row in trial.document["safeguards"]:
        if row["fault"] is not None:
            key = "rest.fault" if row["reason"] == "fault" else "rest.combined"
            yield Paragraph(tell(key, name=row["id"], fault=row["fault"].rstrip(".")), "note")
    for pair in trial.document["pairs"]:
        if pair["fault"] is not None:
            both = " + ".join(pair["safeguards"])
            yield Paragraph(tell("rest.pair", names=both, fault=pair["fault"].rstrip(".")), "note")


def this_trial(trial: Trial, folder: str, threads: int | None) -> Iterator[Block]:
    """What was run, and where it is."""
    run = trial.run
    rows = [
        ("scheme", run["scheme"]), ("society", run["society"]), ("persons", count(run["persons"])),
        ("months", str(run["months"])), ("seed", str(run["seed"])),
    ]  # fmt: skip
    if threads is not None:
        rows.append(("threads", str(threads)))
    columns = (Column(title="", right=False), Column(title="", right=False, wraps=True))
    yield Table(columns=columns, rows=tuple(rows))
    counts = {"runs": run["runs"], "most": run["at_most"], "pairs": run["pairs_run"], "possible": run["pairs_possible"]}
    yield Paragraph(tell("run.worlds", **{name: count(number) for name, number in counts.items()}), "quiet")
    best = next((row["id"] for row in trial.ran), None)
    if best is not None:
        command = f"demerit pair {run['scheme']} --safeguard {best}"
        yield Paragraph(tell("run.check", command=command), "quiet")
    if folder:
        yield Paragraph(f"Written to {folder}", "strong")
