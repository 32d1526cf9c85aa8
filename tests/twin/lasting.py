"""How long stays last, who comes back, and what people do after they were put in a band; counted when all is over."""

from __future__ import annotations

from tests.twin import counts
from tests.twin.causes import held_grounds
from tests.twin.records import covered
from tests.twin.state import File, Stay, World

LONGEST = 60


def note_acts(world: World) -> None:
    """Remember the months of unlawful acts by the subject they belong to."""
    for act in world.acts:
        file = world.file_of(act.actor)
        if file is not None and act.behaviour.gravity > 0:
            file.unlawful.add(world.month)


def note_band(world: World, file: File) -> None:
    """Remember runs in bands, and the bands of cohort months."""
    if not file.band:
        return
    if world.month == 0 or file.band != file.band_before:
        file.runs.append((file.band, world.month, file.run_flags))
    since = world.month - world.burn_in
    if since >= 0 and since % 12 == 0 and world.month + 12 <= world.last - 1:
        file.cohorts.append((file.band, world.month))


def close(world: World) -> None:
    """Counts of stays, runs and cohorts, and of who was covered."""
    for file in world.files.values():
        for channel in world.scheme.channels:
            counts.count(world, f"channel:{channel.id}:covered", file.uid, int(covered(world, channel, file)))
        for name, spec in world.lists.items():
            stays = [stay for stay in file.past_stays if stay.list == name]
            for stay in stays:
                count_length(world, file, f"list:{name}", stay.month, stay.ended)
                put_months(world, file, f"list:{name}", stay.month, end_of(world, stay), stay.flags)
                count_return(world, file, stay, stays)
                count_beyond(world, file, stay)
            held = [s for s in stays if max(s.month, world.burn_in) < end_of(world, s)]
            if held:
                counts.count(world, f"list:{name}:reach:{least_hop(held)}", file.uid, series=False)
            for i, stay in enumerate(held):
                if i == 0 or least_hop(held[: i + 1]) < least_hop(held[:i]):
                    month = max(stay.month, world.burn_in)
                    counts.in_series(world, f"list:{name}:reach:{least_hop(held[: i + 1])}", file.uid, month, 1)
                    if i > 0:
                        counts.in_series(world, f"list:{name}:reach:{least_hop(held[:i])}", file.uid, month, -1)
            now = file.stays.get(name)
            endless = any(ground.until is None for ground in held_grounds(world, file, name))
            if now is not None and now.month <= world.last - 24 and endless:
                counts.count(world, f"list:{spec.id}:lasting", file.uid)
        ends = [month for _, month, _ in file.runs[1:]] + [None]
        for (band, month, flags), end in zip(file.runs, ends, strict=False):
            if not counts.is_plain(world, band):
                count_length(world, file, f"band:{band}", month, end)
                put_months(world, file, f"band:{band}", month, world.last if end is None else end, flags)
        for band, month in file.cohorts:
            end = next(end for (_, m, _), end in zip(file.runs, ends, strict=False) if end is None or m <= month < end)
            seen = counts.over(world, world.last if end is None else end)
            counts.count(world, f"band:{band}:cohort", file.uid, month=seen)
            acts = [act for act in file.unlawful if month < act <= month + 12]
            if acts:
                counts.count(world, f"band:{band}:cohort_unlawful", file.uid, month=min(acts))
        for copy, gone in [*file.past_stale, *((copy, world.last) for copy in file.stale)]:
            counts.count_over(world, f"list:{copy.list}:stale:{copy.recipient}", file.uid, copy.since, gone)
        for key in world.judged:
            put_truth(world, file, key, ends)


def end_of(world: World, stay: Stay) -> int:
    """The month in which a stay ended, or the run does."""
    return world.last if stay.ended is None else stay.ended


def least_hop(stays: list[Stay]) -> int:
    """The least hop of some stays; 3 for more."""
    return min(3, *(stay.hop for stay in stays))


def put_months(world: World, file: File, key: str, since: int, end: int, flags: tuple[str, ...]) -> None:
    """The months of a stay or run that is over, in the series."""
    for name in (f"{key}:months", *(f"{key}:months:{flag}" for flag in flags)):
        counts.count_over(world, name, file.uid, since, end)


def put_truth(world: World, file: File, key: str, ends: list[int | None]) -> None:
    """Months in truth, and in truth and in the file, in the series: each spell when it is over."""
    kind, _, name = key.partition(":")
    if world.shadow is not None and kind == "list" and world.judged[key] == "shadow":
        stays = world.shadow.files[file.uid].past_stays
        spells = [(s.month, end_of(world, s)) for s in stays if s.list == name]
    else:
        months = file.true_months[key]
        begins = sorted(m for m in months if m - 1 not in months)
        spells = [(m, min(n for n in range(m, world.last + 1) if n not in months)) for m in begins]
    own = [(s.month, end_of(world, s)) for s in file.past_stays if s.list == name]
    if kind == "band":
        bounds = [world.last if end is None else end for end in ends]
        own = [(m, end) for (band, m, _), end in zip(file.runs, bounds, strict=False) if band == name]
    both = [(max(a, m), min(b, end)) for a, b in spells for m, end in own]
    for what, parts in (("true", spells), ("both", both)):
        tally = f"{key}:{what}:months"
        done = [counts.over(world, b) for a, b in parts if counts.count_over(world, tally, file.uid, a, b)]
        if done:
            counts.in_series(world, f"{key}:{what}:people", file.uid, min(done), 1)


def count_length(world: World, file: File, key: str, month: int, end: int | None) -> None:
    """One stay or run by its length."""
    if month >= world.burn_in:
        how, last = ("open", world.last) if end is None else ("ended", end)
        at = min(last, world.last - 1)
        counts.count(world, f"{key}:{how}:{min(LONGEST, last - month)}", file.uid, month=at)


def count_return(world: World, file: File, stay: Stay, stays: list[Stay]) -> None:
    """Whether somebody came back within a year of leaving."""
    end = stay.ended
    if end is not None and world.burn_in <= end <= world.last - 12:
        counts.count(world, f"list:{stay.list}:left", file.uid, month=end)
        again = [other.month for other in stays if other is not stay and end <= other.month < end + 12]
        if again:
            counts.count(world, f"list:{stay.list}:back", file.uid, month=min(again))


def count_beyond(world: World, file: File, stay: Stay) -> None:
    """Months of a stay after the last in which it was so in truth."""
    key, end = f"list:{stay.list}", end_of(world, stay)
    truth = [month for month in file.true_months[key] if stay.month <= month < end]
    if truth and end > world.burn_in:
        beyond, at = end - max(max(truth) + 1, world.burn_in), counts.over(world, end)
        counts.count(world, f"{key}:met", file.uid, month=at)
        counts.count(world, f"{key}:outlived", file.uid, beyond, month=at)
