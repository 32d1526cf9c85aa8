"""B6: patrols that follow records run away, and a correction stops them. B8: so they do where offending is even."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from demerit.scheme.safeguard import load_safeguard
from demerit.study.inputs import Inputs, put_on
from demerit.study.papers.engine import SEED, Z
from demerit.study.papers.model import Figure, Reproduced, reproduced
from demerit.study.papers.patrols import ENSIGN, LUM, Beat, Period, by_lot, drift, hot_spots, patrolled
from demerit.study.papers.stage import play
from demerit.study.papers.urn import OAKLAND_RANDOM, OAKLAND_TOP, Urn, counted, draw_urns, law, limits

__all__ = [
    "TRUE_SHARES",
    "beats",
    "corrected",
    "even",
    "followed",
    "places",
    "policing",
    "runaway",
    "split",
    "stays",
    "urns",
]

TRUE_SHARES = {"the two top bins": (OAKLAND_TOP, 0.56680), "the top bin and another": (OAKLAND_RANDOM, 0.61001)}
TOP, RANDOM = ({"a": rates[0], "b": rates[1]} for rates in (OAKLAND_TOP, OAKLAND_RANDOM))
START = {"a": 5.0, "b": 1.0}
"""Of the urn with equal rates; its share comes to rest as Beta(5, 1): mean 5/6, variance .019841."""
VARIANCE = 0.019841
MONTHS = 36
DISTRICTS = {"a": 0.5, "b": 0.5}
BEFORE = {"a": 0.3, "b": 0.15}
OFFENCES = {"a": 0.5, "b": 0.5}


def urns(
    *,
    top: Mapping[str, float] = TOP,
    random: Mapping[str, float] = RANDOM,
    start: Mapping[str, float] = START,
) -> Reproduced:
    """B6: offences a day in two pairs of areas, and records at the start of the urn with equal rates."""
    figures = [*even((start["a"], start["b"]), moments=(5 / 6, VARIANCE))]
    for name, pair in (("the two top bins", top), ("the top bin and another", random)):
        rates = pair["a"], pair["b"]
        figures += [*runaway(name, rates), *corrected(name, rates, share=TRUE_SHARES[name][1])]
    return reproduced(
        "B6",
        figures=[*figures, *split(start), *followed(rates={name: rate / 10 for name, rate in top.items()})],
        how="An urn: a visit with the share of past records as its chance, and the visited area's rate added. Equal "
        "rates: the law after 2,000 visits (exact) and 4,000 urns, against the Beta limit. Unequal rates: without the "
        "correction all patrols end in one area; with it a visit that counts is as likely to either area, and the "
        "share comes to the true one. Then the engine: a channel whose patrols are shared out among the districts of a "
        "society by its records (catalog/papers/patrols.yaml), and the same with the safeguard corrected-patrols.",
        source=ENSIGN,
    )


def even(start: tuple[float, float], /, *, moments: tuple[float, float], urns: int = 4000) -> Iterator[Figure]:
    """Mean and variance of the share where both rates are one: in the long run, exactly and by urns."""
    urn = Urn(start=start, added=((1.0, 0.0), (0.0, 1.0)))
    mean, variance = moments
    far, chance = law(urn, draws=200_000)
    middle = float(far @ chance)
    yield Figure(name="equal rates: mean share", ours=middle, published=mean, tolerance=1e-6)
    yield Figure(
        name="equal rates: variance", ours=float((far - middle) ** 2 @ chance), published=variance, tolerance=1e-6
    )
    share, chance = law(urn, draws=2000)
    second, fourth = (float((share - mean) ** power @ chance) for power in (2, 4))
    drawn = draw_urns(urn, urns=urns, draws=2000, seed=SEED).shares
    first, whole = start[0], sum(start)
    limit = first * (whole - first) / (whole**2 * (whole + 1))
    yield Figure(
        name="equal rates, drawn: mean share", ours=float(drawn.mean()), published=mean,
        chance=True, tolerance=Z * math.sqrt(second / urns),
    )  # fmt: skip
    yield Figure(
        name="equal rates, drawn: variance", ours=float(((drawn - mean) ** 2).mean()), published=variance,
        chance=True, tolerance=Z * math.sqrt((fourth - second**2) / urns) + abs(limit - second),
    )  # fmt: skip


def runaway(name: str, rates: tuple[float, float], /) -> Iterator[Figure]:
    """Where an urn that is not corrected can rest, and that it goes on towards the area with more offences."""
    urn = Urn(start=(1.0, 1.0), added=((rates[0], 0.0), (0.0, rates[1])))
    for place, rest in enumerate(limits(urn.added)):
        yield Figure(name=f"{name}: all or nothing, {place}", ours=rest, published=float(place), tolerance=1e-12)
    early, late = (float(draw_urns(urn, urns=2000, draws=n, seed=SEED).shares.mean()) for n in (100, 4000))
    true = rates[0] / (rates[0] + rates[1])
    yield Figure(name=f"{name}: above the true share, drawn", ours=late - true, published=1 - true, tolerance=None)
    yield Figure(name=f"{name}: and rising", ours=late - early, published=1, tolerance=None)


def corrected(name: str, rates: tuple[float, float], /, *, share: float) -> Iterator[Figure]:
    """The share to which the corrected urn comes."""
    urn = Urn(start=(1.0, 1.0), added=((rates[0], 0.0), (0.0, rates[1])), corrected=True)
    yield Figure(name=f"{name}: true share", ours=rates[0] / (rates[0] + rates[1]), published=share, tolerance=5e-6)
    found, error = counted(urn, draw_urns(urn, urns=400, draws=5000, seed=SEED))
    yield Figure(name=f"{name}: corrected, drawn", ours=found, published=share, chance=True, tolerance=Z * error)


def followed(*, rates: Mapping[str, float]) -> Iterator[Figure]:
    """Patrols of a society: equal rates keep the share they began with, unequal ones leave it, corrected find it."""
    true = rates["a"] / math.fsum(rates.values())
    same = Beat(homes=DISTRICTS, rates={"a": 0.3, "b": 0.3}, start={"a": 100.0, "b": 20.0}, effort=0.2)
    made, known = patrolled(same, months=MONTHS)
    yield Figure(
        name="engine, equal rates: recorded disparity",
        ours=known["a"] / known["b"] - 1,
        published=5 - 1,
        tolerance=None,
    )
    for district, z in drift(same, made).items():
        yield Figure(
            name=f"engine, equal rates: {district}", ours=z, published=0, chance=True, tolerance=Z,
            unit="standard errors",
        )  # fmt: skip
    beat = Beat(homes=DISTRICTS, rates=rates, start={"a": 50.0, "b": 50.0}, effort=0.2)
    made, known = patrolled(beat, months=MONTHS)
    wide = known["a"] / math.fsum(known.values())
    yield Figure(name="engine: share above the true one", ours=wide - true, published=1 - true, tolerance=None)
    mended = replace(beat, corrected=True)
    made, known = patrolled(mended, months=MONTHS)
    yield Figure(
        name="engine, corrected: nearer",
        ours=wide - known["a"] / math.fsum(known.values()),
        published=1,
        tolerance=None,
    )
    share, error = share_found(mended, made)
    yield Figure(name="engine, corrected: share", ours=share, published=true, chance=True, tolerance=Z * error)


def split(start: Mapping[str, float], /, *, runs: int = 100) -> Iterator[Figure]:
    """Mean share of many small societies that offend alike: each goes its own way, and all together stay at the start.

    The share is a martingale whatever the number of records a month; given these numbers its variance is exact.
    """
    whole = math.fsum(start.values())
    mean = start["a"] / whole
    beat = Beat(homes=DISTRICTS, rates={"a": 0.05, "b": 0.05}, start=start, effort=0.1)
    shares, left = [], []
    for place in range(runs):
        made, known = patrolled(beat, months=MONTHS, persons=200, seed=SEED + place)
        shares.append(known["a"] / math.fsum(known.values()))
        left.append(stays(made, whole))
    variance = mean * (1 - mean) * (1 - math.fsum(left) / runs)
    yield Figure(
        name="engine, equal rates: mean share of many societies", ours=math.fsum(shares) / runs, published=mean,
        chance=True, tolerance=Z * math.sqrt(variance / runs),
    )  # fmt: skip


def stays(made: Sequence[Period], whole: float, /) -> float:
    """How much of p (1 - p) is left of what it was at the start, by the law, where so many were recorded a month."""
    left = 1.0
    for period in made:
        more = sum(period.records.values())
        whole += more
        left *= 1 - more / whole**2
    return left


def share_found(beat: Beat, made: Sequence[Period], /) -> tuple[float, float]:
    """Share of the first district in what was counted, a head; and its standard error by the law."""
    first, second = beat.homes
    ours, law, spread = {}, {}, {}
    for district, n in made[0].people.items():
        due = [period.sensitivity[district] * n * beat.rates[district] for period in made]
        weights = [period.weight[district] for period in made]
        ours[district] = math.fsum(w * period.records[district] for w, period in zip(weights, made, strict=True)) / n
        law[district] = math.fsum(w * each for w, each in zip(weights, due, strict=True)) / n
        spread[district] = math.fsum(w * w * each for w, each in zip(weights, due, strict=True)) / n**2
    error = math.sqrt(law[second] ** 2 * spread[first] + law[first] ** 2 * spread[second])
    return ours[first] / (ours[first] + ours[second]), error / (law[first] + law[second]) ** 2


def policing(
    *,
    before: Mapping[str, float] = BEFORE,
    offences: Mapping[str, float] = OFFENCES,
    share: float = 0.05,
    base: float = 0.02,
    factor: float = 30.0,
) -> Reproduced:
    """B8: how closely districts were watched before, offences a month, and as ``hot_spots``."""
    return reproduced(
        "B8",
        figures=[
            *places(before=before, offences=offences, share=share, base=base, factor=factor),
            *beats(before=before, offences=offences, base=base),
        ],
        how="Two districts that offend alike; in the years before one was watched twice as closely. The 5 % of places "
        "with the most records are patrolled anew each month (catalog/papers/hot-spots.yaml). "
        "Records of the patrols then differ between the districts by more than the past did; with the safeguard "
        "inspection-alike, or with as many places drawn by lot, they do not differ. The same where patrols are shared "
        "out between the districts by their records (catalog/papers/patrols.yaml), and with the safeguard "
        "corrected-patrols: then what counts is as the offences. Only the sign is claimed: that "
        "Black residents were targeted at about twice the rate could not be verified, and 1 stands for it.",
        source=LUM,
    )


def places(
    *,
    before: Mapping[str, float] = BEFORE,
    offences: Mapping[str, float] = OFFENCES,
    share: float = 0.05,
    base: float = 0.02,
    factor: float = 30.0,
    persons: int = 8000,
    months: int = 36,
) -> Iterator[Figure]:
    """Records an offence in the first district over those in the second, less 1: by rank, mended, and by lot."""
    first, second = before
    ranks = hot_spots(before=before, offences=offences, share=share, base=base, factor=factor)
    alike = put_on(ranks, safeguards=[load_safeguard("inspection-alike")])

    def disparity(inputs: Inputs) -> float:
        ledger = play(inputs.scheme, inputs.bundle, persons=persons, months=months, burn_in=24)
        seen = {}
        for name, rate in offences.items():
            people_there = ledger.total("subjects", group=f"district={name}")
            seen[name] = ledger.total("channel:patrols:right", group=f"district={name}") / (people_there * rate)
        return seen[first] / seen[second] - 1

    def by_chance(seen: float, spread: float) -> float:
        """Error of a disparity of none, where ``seen`` is the mean chance of a record, ``spread`` its variance."""
        errors = [(seen / rate + spread) / (persons / len(before) * months) for rate in offences.values()]
        return Z * math.sqrt(sum(errors)) / seen

    true, past, found = offences[first] / offences[second], before[first] / before[second] - 1, disparity(ranks)
    yield Figure(name="offences: disparity", ours=true - 1, published=0, tolerance=1e-12)
    yield Figure(name="records by rank: disparity", ours=found, published=1, tolerance=None)
    yield Figure(name="and more than the past's", ours=found - past, published=1, tolerance=None)
    yield Figure(
        name="with inspection-alike: disparity", ours=disparity(alike), published=0, chance=True,
        tolerance=by_chance(base, 0.0),
    )  # fmt: skip
    mean, spread = base * (1 + share * (factor - 1)), (base * (factor - 1)) ** 2 * share * (1 - share)
    yield Figure(
        name="records by lot: disparity",
        ours=disparity(by_lot(ranks, share=share)),
        published=0,
        chance=True, tolerance=by_chance(mean, spread),
    )


def beats(*, before: Mapping[str, float], offences: Mapping[str, float], base: float) -> Iterator[Figure]:
    """The same disparity where patrols are shared out between the districts by what was recorded in each."""
    first, second = before
    start = {name: 300.0 * share for name, share in before.items()}
    beat = Beat(homes=dict.fromkeys(before, 0.5), rates=offences, start=start, effort=base)

    def disparity(made: Sequence[Period]) -> float:
        seen = {}
        for name, rate in offences.items():
            seen[name] = sum(period.records[name] for period in made) / (made[0].people[name] * rate)
        return seen[first] / seen[second] - 1

    plain, _ = patrolled(beat, months=MONTHS, persons=8000)
    mended, _ = patrolled(replace(beat, corrected=True), months=MONTHS, persons=8000)
    yield Figure(name="patrols by records: disparity", ours=disparity(plain), published=1, tolerance=None)
    yield Figure(
        name="with corrected-patrols: nearer", ours=disparity(plain) - disparity(mended), published=1, tolerance=None
    )
    share, error = share_found(beat, mended)
    true = offences[first] / math.fsum(offences.values())
    yield Figure(
        name="with corrected-patrols: share that counts", ours=share, published=true, chance=True, tolerance=Z * error
    )
