"""Patrols that go where a channel's records were (``docs/odd/month.md``, phase ``observe``)."""

from __future__ import annotations

import math
from collections import Counter

from demerit.scheme.model import Channel
from tests.twin.state import File, World

RECORD = 65536


def at_the_start(world: World, channel: Channel) -> dict[str, int]:
    """What is known of every value before month 0."""
    assert channel.patrols is not None
    start = channel.patrols.start
    said = start.by.get(channel.patrols.by, {})
    return {v: math.floor(RECORD * said.get(v, start.value) + 0.5) for v in world.read.values[channel.patrols.by]}


def share_out(world: World) -> None:
    """How much more each value is looked at this month, by what was known when the last one ended."""
    for channel in world.scheme.channels:
        if channel.patrols is None:
            continue
        known = world.known.setdefault(channel.id, at_the_start(world, channel))
        heads = Counter(world.read.trait(file.uid, channel.patrols.by) for file in world.files.values())
        heads.pop(None, None)  # firms
        everybody, everything = sum(heads.values()), sum(known[v] for v in heads if v is not None)
        world.patrolled[channel.id] = {
            v: (known[v] * everybody) / (everything * n) for v, n in heads.items() if v is not None
        }


def looked(world: World, channel: Channel, file: File) -> float:
    """By how much more a subject is looked at."""
    if channel.patrols is None:
        return 1.0
    value = world.read.trait(file.uid, channel.patrols.by)
    return world.patrolled[channel.id][value or ""]


def remember(world: World, channel: Channel, uid: int) -> None:
    """A record is known from now on, and read next month."""
    spec = channel.patrols
    if spec is None:
        return
    value = world.read.trait(uid, spec.by) or ""
    factors = world.patrolled[channel.id]
    more = math.floor(RECORD * min(factors.values()) / factors[value] + 0.5) if spec.corrected else RECORD
    world.known[channel.id][value] += more
