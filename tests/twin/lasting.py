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
        file.runs.append((file.band, world.month))
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
                count_return(world, file, stay, stays)
                count_beyond(world, file, stay)
            held = [s for s in stays if max(s.month, world.burn_in) < (world.last if s.ended is None else s.ended)]
            if held:
                counts.count(world, f"list:{name}:reach:{min(3, min(s.hop for s in held))}", file.uid)
            now = file.stays.get(name)
            endless = any(ground.until is None for ground in held_grounds(world, file, name))
            if now is not None and now.month <= world.last - 24 and endless:
                counts.count(world, f"list:{spec.id}:lasting", file.uid)
        ends = [month for _, month in file.runs[1:]] + [None]
        for (band, month), end in zip(file.runs, ends, strict=False):
            if not counts.is_plain(world, band):
                count_length(world, file, f"band:{band}", month, end)
        for band, month in file.cohorts:
            counts.count(world, f"band:{band}:cohort", file.uid)
            if any(month < act <= month + 12 for act in file.unlawful):
                counts.count(world, f"band:{band}:cohort_unlawful", file.uid)


def count_length(world: World, file: File, key: str, month: int, end: int | None) -> None:
    """One stay or run by its length."""
    if month >= world.burn_in:
        how, last = ("open", world.last) if end is None else ("ended", end)
        counts.count(world, f"{key}:{how}:{min(LONGEST, last - month)}", file.uid)


def count_return(world: World, file: File, stay: Stay, stays: list[Stay]) -> None:
    """Whether somebody came back within a year of leaving."""
    end = stay.ended
    if end is not None and world.burn_in <= end <= world.last - 12:
        counts.count(world, f"list:{stay.list}:left", file.uid)
        if any(end <= other.month < end + 12 for other in stays if other is not stay):
            counts.count(world, f"list:{stay.list}:back", file.uid)


def count_beyond(world: World, file: File, stay: Stay) -> None:
    """Months of a stay after the last in which it was so in truth."""
    key, end = f"list:{stay.list}", world.last if stay.ended is None else stay.ended
    truth = [month for month in file.true_months[key] if stay.month <= month < end]
    if truth and end > world.burn_in:
        counts.count(world, f"{key}:met", file.uid)
        counts.count(world, f"{key}:outlived", file.uid, end - max(max(truth) + 1, world.burn_in))
