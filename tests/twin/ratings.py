"""What people give each other, and the mean of it."""

from __future__ import annotations

from demerit.scheme.model import Rating, Rule
from tests.twin.causes import taken
from tests.twin.draws import passes
from tests.twin.state import Cut, Entry, File, World

BLOCK = 4096


def is_rating(rule: Rule) -> bool:
    """Whether entries of a rule are ratings."""
    return rule.points is not None or rule.set is not None or rule.rating is not None


def given(world: World, rule: Rule, uid: int, address: int, *, somebody: bool) -> tuple[int, int]:
    """Points and weight of a rating."""
    rating = rule.rating
    if rating is None:
        return 0, 1
    stream = f"rating:{rule.id}"
    points = drawn(world, rating, uid, world.dice.bits(stream, address, 0, 0))
    scale = [world.read.points(value.points, uid, world.month) for value in rating.values]
    rater = None
    if somebody and rating.raters == "block":
        rater = rater_of(world, uid, [world.dice.bits(stream, address, 0, 1 + k) for k in range(16)])
    for bias in rating.bias:
        theirs = not bias.rater or (rater is not None and world.read.agrees(rater.uid, bias.rater))
        if theirs and world.read.agrees(uid, bias.rated):
            points += world.read.points(bias.points, uid, world.month)
    weight = 1
    if rater is not None:
        weight = next((each.counts for each in rating.weight if each.band == rater.band), 1)
    return max(min(scale), min(max(scale), points)), weight


def drawn(world: World, rating: Rating, uid: int, bits: int) -> int:
    """The value a draw falls on."""
    so_far = 0.0
    for value in rating.values[:-1]:
        so_far += world.read.value(value.share, uid, world.month)
        if passes(bits, min(1.0, so_far)):
            return world.read.points(value.points, uid, world.month)
    return world.read.points(rating.values[-1].points, uid, world.month)


def rater_of(world: World, uid: int, tries: list[int]) -> File | None:
    """The subject of the block that rates."""
    from tests.twin.records import exists

    for bits in tries:
        other = uid // BLOCK * BLOCK + bits % BLOCK
        if exists(world, other):
            subject = world.subject(other)
            if subject != uid and subject in world.files:
                return world.files[subject]
    return None


def window(world: World, file: File) -> list[Entry]:
    """The latest ratings in force, as many as count."""
    found = [e for e in reversed(file.entries) if is_rating(world.rules[e.rule]) and world.in_force(e)]
    size = world.scheme.score.ratings_window
    return found if size is None else found[:size]


def mean_without(world: World, file: File, without: Cut, *, more: tuple[int, ...] = (), month: int = -1) -> int:
    """Mean of the ratings that count, some causes left out; ``more`` are further ones."""
    score = world.scheme.score
    initial = world.read.points(score.initial, file.uid, month if month >= 0 else world.month)
    latest = window(world, file)
    start = score.initial_counts
    if score.ratings_window is not None:
        start = min(start, score.ratings_window - len(latest))
    counted = [(e.weight, e.points) for e in latest if not taken(e, without)] + [(1, points) for points in more]
    total = sum(weight * points for weight, points in counted) + start * initial
    count = sum(weight for weight, _ in counted) + start
    return (2 * total + count) // (2 * count) if count else initial


def best_rating(world: World, uid: int, month: int) -> int | None:
    """The most that any rule gives, or None if none gives anything."""
    each = [q for rule in world.scheme.rules for q in (rule.points, rule.set) if q is not None]
    each += [value.points for rule in world.scheme.rules if rule.rating is not None for value in rule.rating.values]
    return max((world.read.points(quantity, uid, month) for quantity in each), default=None)
