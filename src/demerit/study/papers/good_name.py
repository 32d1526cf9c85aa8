"""C4: helping only those of good name pays if and only if q > c / b (Nowak and Sigmund 1998 and 2005, Nowak 2006).

A game of pairs, not a scheme: people give at cost c what is worth b to who receives it, and know the other's name (what
they last did) with chance q. It stands here by itself, in exact fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = ["STRATEGIES", "World", "best", "flips", "good_name", "payoffs"]

SOURCE = "Nowak and Sigmund 1998, Nature 393:573; Nowak 2006, Science 314:1560"
STRATEGIES = ("helps those of good name", "helps everyone", "helps nobody")


@dataclass(frozen=True, kw_only=True)
class World:
    """What the people are like among whom somebody chooses.

    Attributes
    ----------
    known : Fraction
        q, the chance that a name is known. Who is not known is helped.
    cost, benefit : Fraction
        c and b.
    discerning : Fraction
        Share of people who help those of good name; the others help nobody.
    """

    known: Fraction
    cost: Fraction
    benefit: Fraction
    discerning: Fraction = Fraction(1)


def helps(world: World, /) -> Fraction:
    """Chance that a discerning person helps whom they meet, once names have settled.

    They help the unknown, and the known whose last act was to help: h = (1 - q) + q x h, x the share of the discerning.
    Where all names are known and all are discerning every h would do; the one that names lost at random lead to is 1.
    """
    left = 1 - world.known * world.discerning
    return Fraction(1) if left == 0 else (1 - world.known) / left


def payoffs(world: World, /) -> dict[str, Fraction]:
    """What a round as giver and one as receiver are worth to a single person, by strategy.

    A person's own name is good as often as they help; givers are discerning with chance x, and help the unknown and
    those known to be good.
    """
    often = {STRATEGIES[0]: helps(world), STRATEGIES[1]: Fraction(1), STRATEGIES[2]: Fraction(0)}
    return {
        strategy: world.benefit * world.discerning * ((1 - world.known) + world.known * good) - world.cost * good
        for strategy, good in often.items()
    }


def best(world: World, /) -> tuple[str, ...]:
    """Strategies that no other beats."""
    found = payoffs(world)
    most = max(found.values())
    return tuple(strategy for strategy, payoff in found.items() if payoff == most)


def flips(*, cost: Fraction, benefit: Fraction, discerning: Fraction = Fraction(1), steps: int = 1000) -> Fraction:
    """The least q on a grid at which a good name is worth keeping: as good as helping nobody; 2 if there is none."""
    for place in range(steps + 1):
        world = World(known=Fraction(place, steps), cost=cost, benefit=benefit, discerning=discerning)
        found = payoffs(world)
        if found[STRATEGIES[1]] >= found[STRATEGIES[2]]:
            return world.known
    return Fraction(2)


def good_name(*, cost: int = 1, benefit: int = 2) -> Reproduced:
    """C4: sweep q across c / b and see where the best response turns over."""
    figures = []
    small = Fraction(1, 1000)
    for c, b in ((cost, benefit), (1, 5), (3, 4), (9, 10)):
        ratio = Fraction(c, b)
        at = flips(cost=Fraction(c), benefit=Fraction(b), steps=100 * b)
        figures.append(Figure(name=f"c = {c}, b = {b}: q", ours=float(at), published=c / b, tolerance=0))
        for name, known, keeps in (("above", ratio + small, 1), ("below", ratio - small, -1)):
            found = payoffs(World(known=known, cost=Fraction(c), benefit=Fraction(b)))
            gain = float(found[STRATEGIES[1]] - found[STRATEGIES[2]])
            name = f"c = {c}, b = {b}: gain from a good name {name} it"
            figures.append(Figure(name=name, ours=gain, published=keeps, tolerance=None, unit="benefit"))
    return reproduced(
        "C4",
        figures=figures,
        how="Payoffs of one person among people who help those of good name, in exact fractions; q is swept in "
        "hundredths of 1 / b. The best response, no claim about evolution. Not a scheme: a game of pairs.",
        source=SOURCE,
    )
