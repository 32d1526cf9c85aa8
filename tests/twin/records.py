"""What the channels make of it (``observe``)."""

from __future__ import annotations

from dataclasses import dataclass

from demerit.scheme.model import Channel, Rule, Watch
from tests.twin import counts
from tests.twin.draws import HALF, name_hash, passes, pick
from tests.twin.outside import hook_holds
from tests.twin.patrols import looked, remember, share_out
from tests.twin.quantities import rate_units, whole_months
from tests.twin.ratings import given
from tests.twin.state import WRONG, Act, File, Posting, World
from tests.twin.truth import ticks

BLOCK = 4096


@dataclass
class Record:
    """What a channel wrote down."""

    channel: Channel
    place: int
    recorded_as: str
    target: int
    actor: int
    n: int
    origin: int
    month: int
    moment: int
    cause: str


def may_be_of(world: World, behaviour: str, file: File) -> bool:
    """Whether conduct can be that of a subject: firms' of firms, people's of people."""
    return (world.behaviours[behaviour].of == "firm") == (file.unit == "firm")


def covered(world: World, channel: Channel, file: File) -> bool:
    """Whether a channel covers a subject."""
    if not any(may_be_of(world, watch.behaviour, file) for watch in channel.watches):
        return False
    who = {"subject": file.uid, "household": world.household(file.uid), "block": file.uid // BLOCK * BLOCK}
    p = world.read.chance(channel.coverage, file.uid, 0)
    return world.dice.lucky(p, f"coverage:{channel.id}", who[channel.coverage_by], 0, 0)


def observe(world: World) -> None:
    """Phase ``observe``: channels see acts, confuse and misattribute them; false records arise."""
    world.watched_now, world.wrong_now = set(), set()
    share_out(world)
    for act in world.acts:
        file = world.file_of(act.actor)
        if file is not None:
            records = [
                found for found in (look(world, i, act, file) for i in range(len(world.scheme.channels))) if found
            ]
            meet_rules(world, [record for record in records if record.target in world.files])
    for place, channel in enumerate(world.scheme.channels):
        for file in world.files.values():
            if covered(world, channel, file):
                make_up(world, place, channel, file)
                clean_month(world, channel, file)


def clean_month(world: World, channel: Channel, file: File) -> None:
    """Count months without a watched act, and those of them with a wrong record."""
    if (channel.id, file.uid) not in world.watched_now:
        counts.count(world, f"channel:{channel.id}:months_clean", file.uid)
        if (channel.id, file.uid) in world.wrong_now:
            counts.count(world, f"channel:{channel.id}:months_false", file.uid)


def look(world: World, place: int, act: Act, file: File) -> Record | None:
    """What one channel makes of one act."""
    channel = world.scheme.channels[place]
    watch = next((w for w in channel.watches if w.behaviour == act.behaviour.id), None)
    if watch is None or not covered(world, channel, file):
        return None
    world.watched_now.add((channel.id, file.uid))
    counts.count(world, f"channel:{channel.id}:acts", file.uid)
    stream = f"observe:{channel.id}:{act.bank_key}"

    def bits(slot: int) -> int:
        return world.dice.bits(stream, act.actor, act.n, slot)

    if not passes(bits(0), sensitivity(world, channel, watch, act, file)):
        return None
    seen_as = confused(world, channel, act, bits(1))
    target = file.uid
    mistake = channel.misattribution
    if mistake is not None and passes(bits(2), world.read.chance(mistake.p, act.actor, world.month)):
        target = mistaken_for(world, channel, act, file, [bits(3 + k) for k in range(16)])
    delay = whole_months(world.read.months(channel.delay, act.actor, world.month), bits(20))
    cause = (
        "mistaken_identity"
        if target != file.uid
        else "misread"
        if seen_as != act.behaviour.id
        else "true_unlawful"
        if act.behaviour.gravity > 0
        else "true_lawful"
    )
    written = Record(
        channel,
        place,
        seen_as,
        target,
        act.actor,
        act.n,
        name_hash(act.bank_key),
        world.month + delay,
        act.moment,
        cause,
    )
    write(world, written, file)
    return written


def sensitivity(world: World, channel: Channel, watch: Watch, act: Act, file: File) -> float:
    """Chance that a channel sees an act in its detection layer."""
    p = world.read.chance(watch.sensitivity or channel.sensitivity, act.actor, world.month)
    if not world.read.on(channel, world.month):
        p = 0.0
    look_harder = channel.inspection
    if look_harder is not None:
        since = world.month - look_harder.within_months
        if any(
            e.live and e.adverse and e.channel == channel.id and since <= e.month < world.month for e in file.entries
        ):
            p = p * world.read.value(look_harder.factor, act.actor, world.month)
    p = p * looked(world, channel, file)
    for measure in world.scheme.measures:
        looks = measure.kind == "inspect" and measure.channel in (None, channel.id)
        if looks and world.read.on(measure, world.month) and hook_holds(world, measure, file):
            p = p * world.read.value(measure.factor, act.actor, world.month)
    p = min(1.0, p)
    return min(1.0, max(0.0, (p - act.low) / (act.high - act.low)))


def confused(world: World, channel: Channel, act: Act, bits: int) -> str:
    """The behaviour that is written down."""
    total = 0.0
    for mix in channel.confusion:
        if mix.of == act.behaviour.id:
            total += world.read.value(mix.p, act.actor, world.month)
            if passes(bits, min(1.0, total)):
                return mix.recorded_as
    return act.behaviour.id


def mistaken_for(world: World, channel: Channel, act: Act, file: File, tries: list[int]) -> int:
    """Another subject of the actor's block, or the actor's own."""
    assert channel.misattribution is not None
    for bits in tries:
        other = act.actor // BLOCK * BLOCK + bits % BLOCK
        if not exists(world, other):
            continue
        subject = world.subject(other)
        alike = all(world.read.trait(other, a) == world.read.trait(act.actor, a) for a in channel.misattribution.alike)
        if subject != file.uid and subject in world.files and alike:
            return subject
    return file.uid


def exists(world: World, uid: int) -> bool:
    """Whether there is a subject with this uid."""
    return 0 <= uid < world.population.n_persons or 0 <= uid - (1 << 40) < world.population.n_firms


def write(world: World, record: Record, file: File | None) -> None:
    """Count a record, and note it on the subject it lands on."""
    name, target = f"channel:{record.channel.id}", record.target
    world.note(target, "record", name, cause=record.cause, address=record.n, other=record.actor)
    kind = {"false_record": "false", "mistaken_identity": "mistaken", "misread": "misread"}.get(record.cause, "right")
    counts.count(world, f"{name}:{kind}", target)
    remember(world, record.channel, target)
    if record.cause in WRONG:
        world.wrong_now.add((record.channel.id, target))
    elif file is not None:
        counts.count(world, f"{name}:caught", file.uid)


def make_up(world: World, place: int, channel: Channel, file: File) -> None:
    """False records of a channel on a subject."""
    spec = channel.false_records
    if spec is None:
        return
    stream = f"false:{channel.id}"
    weights = [int(65536 * (spec.about.get(w.behaviour, 0.0) if spec.about else 1.0) + 0.5) for w in channel.watches]
    weights = [w * may_be_of(world, each.behaviour, file) for w, each in zip(weights, channel.watches, strict=True)]
    if sum(weights) == 0:
        return
    for n, moment in ticks(world, stream, file.uid, rate_units(world.read.value(spec.rate, file.uid, 0))):
        if not world.read.on(channel, world.month):
            continue
        x = pick(world.dice.bits(stream, file.uid, n, 1), sum(weights))
        chosen = 0
        while x >= weights[chosen]:
            x -= weights[chosen]
            chosen += 1
        months = world.read.months(channel.delay, file.uid, world.month)
        delay = whole_months(months, world.dice.bits(stream, file.uid, n, 20))
        record = Record(
            channel,
            place,
            channel.watches[chosen].behaviour,
            file.uid,
            file.uid,
            n,
            name_hash(stream),
            world.month + delay,
            moment,
            "false_record",
        )
        write(world, record, None)
        meet_rules(world, [record])


def meet_rules(world: World, records: list[Record]) -> None:
    """Postings of the records of one act (or of one false record)."""
    for place, rule in enumerate(world.scheme.rules):
        fitting = [r for r in records if meets(world, rule, r)]
        for target in dict.fromkeys(r.target for r in fitting):
            mine = [r for r in fitting if r.target == target]
            if not rule.count_each:
                mine = [min(mine, key=lambda r: (r.month, r.place))]
            for record in mine:
                schedule(world, rule, place, record)


def meets(world: World, rule: Rule, record: Record) -> bool:
    """Whether a record falls under a rule."""
    via = not rule.via or record.channel.id in rule.via
    mine = world.of_unit(rule) == world.files[record.target].unit and world.read.on(rule, world.month)
    return mine and rule.on == record.recorded_as and via and world.read.agrees(record.target, rule.applies_to)


def schedule(world: World, rule: Rule, place: int, record: Record) -> None:
    """A posting in its month, after delay and hearing."""
    origin = (record.origin + record.place + 1) & HALF if rule.count_each else record.origin
    delay = world.read.months(rule.delay, record.target, world.month)
    month = record.month + whole_months(delay, world.dice.bits(f"rule-delay:{rule.id}", record.actor, record.n, origin))
    address = world.dice.bits(f"entry:{rule.id}", record.actor, record.n, origin)
    stopped, hearing = False, world.scheme.redress.hearing
    if rule.hearing and hearing is not None:
        wait = world.read.months(hearing.delay, record.target, world.month)
        month += whole_months(wait, world.dice.bits("hearing", address, 0, 0))
        heard = world.dice.lucky(
            world.read.chance(hearing.p_heard, record.target, world.month), "hearing", address, 0, 1
        )
        wins = hearing.wins.wrong if record.cause in WRONG else hearing.wins.right
        stopped = heard and world.dice.lucky(
            world.read.chance(wins, record.target, world.month), "hearing", address, 0, 2
        )
    world.postings[month].append(
        Posting(
            rule,
            place,
            record.target,
            record.actor,
            record.n,
            origin,
            record.moment,
            record.channel.id,
            record.place,
            record.cause,
            address,
            stopped,
            *given(world, rule, record.target, address, somebody=True),
        )
    )
