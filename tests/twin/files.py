"""Files: postings become entries, entries end, entries make the score and the band."""

from __future__ import annotations

import math
from typing import Any

from demerit.scheme.model import Band, Rule, Schedule
from tests.twin import counts
from tests.twin.card import card_band
from tests.twin.causes import taken
from tests.twin.copies import limited, limits_without
from tests.twin.incomes import debt_cause
from tests.twin.mixing import blended, look_around, mixing_term, points_with_ties, scores_of_last_month
from tests.twin.quantities import round_half_up, whole_months
from tests.twin.ratings import given, is_rating, mean_without
from tests.twin.state import Cut, Entry, File, Obligation, Posting, World


def post(world: World) -> None:
    """Phase ``post``: postings of the month in order, then what comes by itself."""
    due = world.postings.pop(world.month, [])
    for posting in sorted(due, key=lambda p: (p.moment, p.place, p.actor, p.n, p.channel_place)):
        file, rule = world.files[posting.uid], posting.rule
        if posting.stopped:
            world.note(file.uid, "stopped", f"rule:{rule.id}", cause=posting.cause, address=posting.address)
            counts.count(world, f"rule:{rule.id}:stopped", file.uid)
        else:
            enter(world, file, rule, posting)
    for rule in world.scheme.rules:
        for file in world.files.values() if rule.recurring is not None else ():
            cause = recurs(world, file, rule) if world.of_unit(rule) == file.unit else ""
            if cause and world.read.agrees(file.uid, rule.applies_to):
                if rule.recurring is not None and rule.recurring.when == "clean":
                    file.last_clean[rule.id] = world.month
                if not world.read.on(rule, world.month):
                    continue
                address = world.dice.bits(f"entry:{rule.id}", file.uid, world.month, 0)
                posting = Posting(rule, 0, file.uid, file.uid, world.month, 0, 0, "", 0, cause, address)
                posting.given, posting.weight = given(world, rule, file.uid, address, somebody=False)
                enter(world, file, rule, posting)


def recurs(world: World, file: File, rule: Rule) -> str:
    """Cause of a recurring entry that is due, or nothing."""
    recurring, month = rule.recurring, world.month
    assert recurring is not None
    if recurring.when == "clean":
        last = max(file.last_adverse, file.last_clean.get(rule.id, 0))
        return "true_lawful" if month - last == recurring.months else ""
    if recurring.when == "averaged":
        return debt_cause(world, file, rule)
    debt = oldest_obligation(world, file, recurring.obligation or "")
    if debt is None or (recurring.able is not None and debt.able != recurring.able):
        return ""
    age = month - debt.opened - recurring.after_months
    return "" if age < 0 or age % recurring.months else "true_unlawful" if debt.able else "true_lawful"


def oldest_obligation(world: World, file: File, name: str) -> Obligation | None:
    """The open obligation of a file that was opened first."""
    found = [(world.obligations[uid, name].opened, uid) for uid in file.members if (uid, name) in world.obligations]
    return world.obligations[min(found)[1], name] if found else None


def enter(world: World, file: File, rule: Rule, posting: Posting) -> None:
    """Make an entry of a posting, and its surcharge."""
    until = end_of_term(world, file, rule, posting.address)
    if until == world.month:
        return
    points = within_cap(world, file, rule, points_of(world, file, rule, posting))
    earlier = earlier_ones(world, file, rule)
    new_entry(
        world,
        file,
        rule,
        points=points,
        until=until,
        cause=posting.cause,
        address=posting.address,
        actor=posting.actor,
        channel=posting.channel,
        weight=posting.weight,
    )
    if rule.repeat is not None and earlier:
        k = min(len(earlier), rule.repeat.max) if rule.repeat.power else 1
        factor = math.prod([world.read.value(rule.repeat.factor, file.uid, world.month)] * k)
        more = within_cap(world, file, rule, round_half_up(points * (factor - 1.0)))
        new_entry(
            world,
            file,
            rule,
            points=more,
            until=until,
            cause=posting.cause,
            actor=posting.actor,
            address=world.dice.bits(f"surcharge:{rule.id}", posting.address, 0, 0),
            channel=posting.channel,
            refers=earlier[-1],
            surcharge=True,
        )


def end_of_term(world: World, file: File, rule: Rule, address: int) -> int | None:
    """First month in which an entry no longer counts."""
    if rule.term is None:
        return None
    months = world.read.months(rule.term, file.uid, world.month)
    return world.month + whole_months(months, world.dice.bits(f"term:{rule.id}", address, 0, 0))


def points_of(world: World, file: File, rule: Rule, posting: Posting) -> int:
    """Points of a posting before any cap."""
    if rule.rating is not None:
        return posting.given
    if rule.set is not None and world.scheme.score.kind == "mean":
        return world.read.points(rule.set, file.uid, world.month)
    if rule.set is not None:
        return world.read.points(rule.set, file.uid, world.month) - running_score(world, file)
    if rule.schedule is not None:
        amount = world.read.value(rule.schedule.amount, file.uid, world.month)
        before = 0.0
        for month, each in file.amounts[rule.id]:
            before += each if month > world.month - rule.schedule.months else 0.0
        file.amounts[rule.id].append((world.month, amount))
        return round_half_up(worth(rule.schedule, before + amount)) - round_half_up(worth(rule.schedule, before))
    return world.read.points(rule.points, file.uid, world.month)


def worth(schedule: Schedule, amount: float) -> float:
    """Points of a yearly amount: each step pays for what lies in it."""
    total = 0.0
    ends = [step.since for step in schedule.steps[1:]] + [float("inf")]
    for step, end in zip(schedule.steps, ends, strict=True):
        total += max(0.0, min(amount, end) - step.since) / step.per_point
    return total


def within_cap(world: World, file: File, rule: Rule, points: int) -> int:
    """Points cut to what the cap leaves."""
    if rule.cap is None:
        return points
    since = world.month - rule.cap.months
    spent = sum(abs(e.points) for e in file.entries if e.rule == rule.id and not e.by_tie and e.month > since)
    room = max(0, abs(world.read.points(rule.cap.points, file.uid, world.month)) - spent)
    return max(-room, min(room, points))


def earlier_ones(world: World, file: File, rule: Rule) -> list[Entry]:
    """Entries that make the next one a repeat."""
    if rule.repeat is None:
        return []
    window = rule.repeat.within_months
    found = [e for e in file.entries if e.live and not e.surcharge and not e.by_tie]
    found = [e for e in found if window is None or e.month > world.month - window]
    return [e for e in found if (e.adverse if rule.repeat.counts == "any_adverse" else e.rule == rule.id)]


def is_adverse(world: World, file: File, rule: Rule, points: int, surcharge: bool) -> bool:
    """Whether an entry speaks against its subject."""
    if rule.adverse is not None:
        return rule.adverse
    to_penal = rule.to_band is not None and any(b.penal for b in world.scheme.bands if b.id == rule.to_band)
    lists = any(e.rule == rule.id for each in world.scheme.lists if each.penal for e in each.entries)
    if world.scheme.score.kind == "mean" and is_rating(rule):
        alone = within(world, file, points)
        reached = [band for least, band in ladder(world, file.uid, world.month) if least <= alone]
        return lists or (bool(reached) and reached[-1].penal)
    return points < 0 or (not surcharge and (to_penal or lists))


def new_entry(
    world: World,
    file: File,
    rule: Rule,
    *,
    points: int,
    until: int | None,
    cause: str,
    address: int,
    actor: int,
    surcharge: bool = False,
    **more: Any,
) -> Entry:
    """Write an entry into a file."""
    adverse = is_adverse(world, file, rule, points, surcharge)
    named = world.scheme.redress.rules
    entry = Entry(
        number=len(world.entries),
        uid=file.uid,
        rule=rule.id,
        month=world.month,
        until=until,
        points=points,
        cause=cause,
        address=address,
        adverse=adverse,
        surcharge=surcharge,
        actor=actor,
        contestable=adverse and (not named or rule.id in named),
        **more,
    )
    if not entry.by_tie:
        entry.root, entry.root_cause, entry.root_uid = address, cause, file.uid
    notice = world.scheme.redress.notice
    p = world.read.chance(notice.p, file.uid, world.month) if notice else 0.0
    if notice and entry.contestable and world.dice.lucky(p, "notice", address, 0, 0):
        delay = world.read.months(notice.delay, file.uid, world.month)
        entry.notice_month = world.month + whole_months(delay, world.dice.bits("notice", address, 0, 1))
    file.entries.append(entry)
    world.entries.append(entry)
    if adverse:
        file.last_adverse = world.month
    world.note(file.uid, "entry", f"rule:{rule.id}", points=points, cause=cause, address=address, other=actor)
    counts.made(world, entry)
    return entry


def end(world: World, entry: Entry, how: str) -> None:
    """An entry stops counting: ``reversed``, ``lifted`` or ``expired``."""
    entry.ended, entry.how, entry.case = world.month, how, None
    world.note(entry.uid, how, f"rule:{entry.rule}", points=entry.points, cause=entry.cause, address=entry.address)
    counts.end_of(world, entry, "correction" if how == "reversed" else "lapse")


def expire(world: World) -> None:
    """Phase ``expire``: terms are over; what came from an entry that ended last month ends; so do surcharges."""
    for file in world.files.values():
        for entry in file.entries:
            if entry.ended is not None:
                continue
            origin = entry.source
            gone = origin is not None and origin.ended is not None and origin.ended < world.month
            if gone or not entry.live or (entry.until is not None and entry.until <= world.month):
                end(world, entry, "expired")


def running_score(world: World, file: File) -> int:
    """Raw score of what has been posted so far, with last month's terms and clamps."""
    score = world.scheme.score
    traits = sum(world.read.points(trait.points, file.uid, world.month) for trait in world.scheme.traits)
    entries = [e for e in file.entries if world.in_force(e) and (e.until is None or e.until > world.month)]
    initial = world.read.points(score.initial, file.uid, world.month)
    return initial + traits + sum(e.points for e in entries) + sum(file.terms) + file.mixing + file.clamps


def within(world: World, file: File, raw: int, *, month: int | None = None) -> int:
    """A score between floor and ceiling, as they are this month or in the month given."""
    score, when = world.scheme.score, world.month if month is None else month
    if score.floor is not None:
        raw = max(world.read.points(score.floor, file.uid, when), raw)
    if score.ceiling is not None:
        raw = min(world.read.points(score.ceiling, file.uid, when), raw)
    return raw


def score(world: World) -> None:
    """Phase ``score``: initial, traits, entries in force and terms give score and band."""
    spec = world.scheme.score
    others = scores_of_last_month(world) if mixing_term(world) is not None else {}
    for file in world.files.values() if spec.kind != "none" else ():
        if file.unit != world.unit:
            continue
        if spec.kind in ("sum", "mean"):
            sum_up(world, file, others)
        limited(world, file)
        file.band_before, file.band = file.band, band_without(world, file, frozenset())
        begins = world.month == 0 and any(band.penal for band in world.scheme.bands if band.id == file.band)
        if file.band != file.band_before or begins:
            world.note(file.uid, "band", f"band:{file.band}", points=file.score or 0)


def sum_up(world: World, file: File, others: dict[int, int]) -> None:
    """Score of a file, mixed with ``others`` where the scheme says so, with what the clamp cut off."""
    spec = world.scheme.score
    counting = [term for term in spec.terms if term.list is not None]
    listed = [
        sum(o in world.files and world.files[o].on(t.list or "") for o in world.ends(file, t.tie)) for t in counting
    ]
    file.terms = [
        world.read.points(term.points, file.uid, world.month)
        * min(count, count if term.at_most is None else term.at_most)
        for term, count in zip(counting, listed, strict=True)
    ]
    file.traits = [world.read.points(trait.points, file.uid, world.month) for trait in world.scheme.traits]
    raw = own_without(world, file, frozenset())
    if mixing_term(world) is not None:
        look_around(world, file, others)
        file.mixed, file.mixing = blended(world, file, raw), points_with_ties(world, file, raw) - raw
        raw += file.mixing
    file.score = within(world, file, raw)
    file.clamp_now = file.score - raw
    if file.clamp_now:
        world.note(file.uid, "clamp", "score", points=file.clamp_now)
    if spec.clamp == "running":
        file.clamps += file.score - raw


def bad_is_up(world: World) -> bool:
    """Whether high scores are the bad ones: the last band is penal and the first is not."""
    bands = ladder(world, 0, 0)
    return bool(bands) and bands[-1][1].penal and not bands[0][1].penal


def is_bad(world: World, points: int) -> bool:
    """Whether points of a trait or term speak against the subject."""
    return points > 0 if bad_is_up(world) else points < 0


def counted(world: World, file: File, *, month: int | None = None, running: bool = False) -> list[Entry]:
    """Entries that a score counts which is read at intervals: of the last period, or of the one that runs."""
    spec = world.scheme.score.rerating
    if spec is None:
        return file.entries
    now = world.month if month is None else month
    year, of_year = (int(part) for part in world.read.calendar(now).split("-"))
    begin = now - ((year - 2000) * 12 + of_year - 1) % spec.months
    if running:
        return [e for e in file.entries if not spec.anew or e.month >= begin]
    return [e for e in file.entries if e.month < begin and (not spec.anew or e.month >= begin - spec.months)]


def raw_without(world: World, file: File, without: Cut) -> int:
    """The score before floor and ceiling, some causes left out; with ``tie`` what mixing took away is given back."""
    own = own_without(world, file, without)
    if mixing_term(world) is None or ("tie" in without and is_bad(world, file.mixing)):
        return own
    return points_with_ties(world, file, own)


def own_without(world: World, file: File, without: Cut) -> int:
    """Sum of the score before any mixing, some causes left out."""
    if world.scheme.score.kind == "mean":
        total = mean_without(world, file, without)
    else:
        total = world.read.points(world.scheme.score.initial, file.uid, world.month) + file.clamps
        total += sum(e.points for e in counted(world, file) if world.in_force(e) and not taken(e, without))
    total += sum(p for p in file.traits if not ("trait" in without and is_bad(world, p)))
    return total + sum(p for p in file.terms if not ("tie" in without and is_bad(world, p)))


def ladder(world: World, uid: int, month: int) -> list[tuple[float, Band]]:
    """Bands of the sum, lowest first."""
    bands = [band for band in world.scheme.bands if band.component is None]
    bands.sort(key=lambda b: float("-inf") if b.at_least is None else b.at_least.value)
    return [(float("-inf") if b.at_least is None else world.read.points(b.at_least, uid, month), b) for b in bands]


def band_without(world: World, file: File, without: Cut) -> str:
    """The band, some causes left out."""
    if world.scheme.score.kind in ("scorecard", "published"):
        return card_band(world, file.uid, without=without)
    steps = ladder(world, file.uid, world.month)
    value = within(world, file, raw_without(world, file, without))
    place = max((i for i, (start, _) in enumerate(steps) if start <= value), default=0)
    order = [band.id for _, band in steps]
    for entry in file.entries:
        limit = None if entry.surcharge else world.rules[entry.rule].to_band
        if limit in order and world.in_force(entry) and not taken(entry, without):
            place = min(place, order.index(limit))
    for limit in limits_without(file, without):
        place = min(place, order.index(limit))
    return order[place] if order else ""


def first_band(world: World, uid: int) -> str:
    """The band before month 0: that of the initial score alone."""
    if world.scheme.score.kind == "none":
        return ""
    if world.scheme.score.kind in ("scorecard", "published"):
        return card_band(world, uid, without=frozenset({"trait"}))
    start = within(world, File(uid=uid, members=(uid,)), world.read.points(world.scheme.score.initial, uid, 0))
    reached = [band.id for least, band in ladder(world, uid, 0) if least <= start]
    return reached[-1] if reached else ""
