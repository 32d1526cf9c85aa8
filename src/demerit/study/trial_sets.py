"""What sets of safeguards do, each set measured by running it: one alone, one left out, all pairs, and few more.

Pairs are of safeguards that remove something beyond chance, alone or last. Larger sets grow from the best pair, one
safeguard at a time, as long as the one that adds most adds more than chance, up to five.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

from demerit.outcomes.harm import Removed, removed
from demerit.study.trial_worlds import NOTHING, Chosen, Worlds

__all__ = [
    "LARGEST",
    "Effect",
    "Found",
    "SmallSets",
    "Tried",
    "effect_of",
    "in_order",
    "small_sets",
    "try_alone",
    "try_last",
    "try_pairs",
]

LARGEST = 5
"""Safeguards in the largest set that is looked for."""

Effect: TypeAlias = dict[str, Removed]
"""What is gone, by harm."""


@dataclass
class Tried:
    """What is known so far.

    Attributes
    ----------
    worlds : Worlds
    names : tuple of str
        Safeguards that change what is run, in the order of the catalogue.
    harms : tuple of str
    most : int
        Most worlds that may be run.
    alone, last : {safeguard: effect or None}
        None where a set cannot be run.
    pairs : {pair: effect or None}
    together : tuple of str
        All that can be combined.
    faults : {safeguard: str}
        Why a safeguard cannot be combined with the others.
    """

    worlds: Worlds
    names: Chosen
    harms: tuple[str, ...]
    most: int
    alone: dict[str, Effect | None] = field(default_factory=dict)
    last: dict[str, Effect | None] = field(default_factory=dict)
    pairs: dict[Chosen, Effect | None] = field(default_factory=dict)
    together: Chosen = NOTHING
    faults: dict[str, str] = field(default_factory=dict)

    def alternatives(self, name: str, /) -> Chosen:
        """Other safeguards that change the same places, to other values: of such, a set has one."""
        mine = places(self.worlds, name)
        return tuple(other for other in self.names if other != name and places(self.worlds, other) == mine)


@dataclass(frozen=True, kw_only=True)
class Found:
    """A small set, what it does, and what it does beyond the set before it."""

    safeguards: Chosen
    effect: Effect
    adds: Removed


@dataclass(frozen=True, kw_only=True)
class SmallSets:
    """The sets that remove most of one harm, by size; ``cut`` if the bound on the number of runs ended the search."""

    harm: str
    sets: tuple[Found, ...]
    cut: bool


def places(worlds: Worlds, name: str) -> frozenset[tuple[str, str]]:
    """What a safeguard does, and where, without the values."""
    return frozenset((operation.do, operation.path) for operation in worlds.safeguards[name].patch)


def effect_of(tried: Tried, without: Chosen, with_it: Chosen, /) -> Effect | None:
    """What is gone in the world of one set that is there in that of another; None if one cannot be run."""
    first, second = tried.worlds.look(without), tried.worlds.look(with_it)
    if first is None or second is None:
        return None
    return {harm: removed(first, second, harm=harm) for harm in tried.harms}


def try_alone(tried: Tried, /) -> None:
    """Run each safeguard alone."""
    tried.worlds.play([(name,) for name in tried.names])
    for name in tried.names:
        tried.alone[name] = effect_of(tried, NOTHING, (name,))


def try_last(tried: Tried, /) -> None:
    """Run all safeguards together, and all but one: what one adds when the others are on already.

    Alternatives of a safeguard are not among the others: with a term of 12 months on, one of 24 adds nothing.
    """
    worlds = tried.worlds
    tried.together = together(tried)
    rests = {}
    for name in tried.names:
        out = {name, *tried.alternatives(name)}
        rests[name] = worlds.ordered(other for other in tried.together if other not in out)
    whole = {name: worlds.ordered((*rest, name)) for name, rest in rests.items()}
    worlds.play([tried.together, *rests.values(), *whole.values()])
    for name, rest in rests.items():
        tried.last[name] = effect_of(tried, rest, whole[name])
        for chosen in (rest, whole[name]):
            if chosen in worlds.faults:
                tried.faults[name] = worlds.faults[chosen]


def together(tried: Tried) -> Chosen:
    """All safeguards that can be combined: one after another, without those that make a fault."""
    worlds = tried.worlds
    usable = [name for name in tried.names if (name,) not in worlds.faults]
    if worlds.world(tuple(usable)) is not None:
        return tuple(usable)
    held = NOTHING
    for name in usable:
        held = (*held, name) if worlds.world((*held, name)) is not None else held
    return held


def try_pairs(tried: Tried, /) -> None:
    """Run all pairs of safeguards that remove something, alternatives apart; most of the first harm comes first."""
    able = [name for name in tried.names if any(removes(tried, name, harm) for harm in tried.harms)]
    pairs = [pair for pair in combinations(able, 2) if pair[1] not in tried.alternatives(pair[0])]
    tried.worlds.play(pairs)
    effects = {pair: effect_of(tried, NOTHING, pair) for pair in pairs}
    tried.pairs = dict(sorted(effects.items(), key=lambda item: rank(tried, item[1])))


def removes(tried: Tried, name: str, harm: str) -> bool:
    """Whether a safeguard removes some of a harm beyond chance, alone or last."""
    effects = (tried.alone.get(name), tried.last.get(name))
    return any(effect is not None and effect[harm].less for effect in effects)


def rank(tried: Tried, effect: Effect | None) -> tuple[int, ...]:
    """Sorts effects: what removes most of the first harm, of the second, and so on; what could not be run is last."""
    return (1,) if effect is None else (0, *(-effect[harm].removes for harm in tried.harms))


def in_order(tried: Tried, names: list[str], /) -> list[str]:
    """Safeguards, what removes most alone in front, those not run at the end."""
    return sorted(names, key=lambda name: rank(tried, tried.alone.get(name)))


def small_sets(tried: Tried, harm: str, /) -> SmallSets:
    """Find the safeguard, the pair, and up to five, that remove most of a harm.

    One and two are the best of all that were run; beyond, each set is the one before with the safeguard that removes
    most when it is run with them. It ends where the best adds nothing beyond chance.
    """
    worlds = tried.worlds
    pool = [name for name in tried.names if removes(tried, name, harm)]
    found: list[Found] = []
    at = NOTHING
    for size in range(1, LARGEST + 1):
        sets: list[Chosen]
        if size == 1:
            sets = [(name,) for name in pool]
        elif size == 2:
            sets = list(tried.pairs)
        else:
            out = {other for name in at for other in (name, *tried.alternatives(name))}
            sets = [worlds.ordered((*at, name)) for name in pool if name not in out]
        if worlds.runs + len(worlds.to_run(sets)) > tried.most:
            return SmallSets(harm=harm, sets=tuple(found), cut=True)
        worlds.play(sets)
        effects = {chosen: effect for chosen in sets if (effect := effect_of(tried, NOTHING, chosen)) is not None}
        if not effects:
            break
        best = max(effects, key=lambda chosen: effects[chosen][harm].removes)
        adds = (effect_of(tried, at, best) or {})[harm]
        if not adds.less:
            break
        found.append(Found(safeguards=best, effect=effects[best], adds=adds))
        at = best
    return SmallSets(harm=harm, sets=tuple(found), cut=False)
