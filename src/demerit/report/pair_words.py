"""Every sentence that a pair says beside those of a result; see ``words.py``."""

from __future__ import annotations

__all__ = ["PAIR"]

PAIR: dict[str, str] = {
    "pair.worlds": (
        "The same {n} {unit|person=people|household=households|firm=firms} with the same dice, in two worlds: A is "
        "{a}, B is {b|none=the world without a scheme|other={b}}."
    ),
    "pair.varied": "Small worlds varied how often records are wrong; the other guesses were not varied.",
    "pair.moved": (
        "In {months} {months|1=month|other=months} {only_a} {unit|person=people|household=households|firm=firms} were "
        "penalised only in A, {only_b} only in B, {both} in both and {neither} in neither."
    ),
    "pair.table": (
        "By the penalties that began in the counted months. A less B: the difference of the shares ever reached; its "
        "range is of the same people in both worlds, so chance that both share is not in it."
    ),
    "pair.idle": "Reached nobody in either world: {names}.",
    "pair.often": (
        "What began in the counted months in each world, and the months that somebody spent on a list or in a band: in "
        "one world alone, or in both."
    ),
    "pair.often.events": "What began in the counted months in each world.",
    "pair.later": (
        "Months in A alone: {names}. A safeguard that only takes entries away adds none where a stay lasts as long as "
        "its grounds. Where it has a fixed term, is taken by rank or is barred by something else, it moves: with the "
        "first trigger gone, a later one begins a later stay."
    ),
    "pair.later.one": "{n} of “{name}”",
    "effect.lead": "Of what would be done without the scheme, the share that is not done; of acts, each counted once.",
    "effect.chilling": "Chilling: lawful protected conduct that the scheme scores",
    "effect.spill_over": "Spill-over: lawful protected conduct that it does not score",
    "effect.deterrence": "Deterrence: unlawful conduct",
    "effect.deterrence_per": "Unlawful acts that did not happen, for each wrongful penalty of “{label}”",
    "changed.lead": "{n} {n|1=value differs|other=values differ} between the files. In brackets: the source.",
    "changed.sources": "{names} and {n} more",
    "changed.alike": "{shape} of {n}: {names}",
    "changed.more": "{n} more in the document of the pair.",
    "pair.ends.none": "Nothing behind these penalties is an assumption with a range: nothing was varied.",
    "pair.ends.nobody": (
        "In small worlds of {persons} persons, nobody is penalised wrongly in A or B at either end of what is assumed."
    ),
    "pair.ends.lead": (
        "“{label}”, in small worlds of {persons} persons: how often records are wrong is assumed, and goes to the same "
        "end in both worlds. A share in one world alone says little: it falls where others are reached more."
    ),
    "pair.ends.share": (
        "wrong, of {event|stay=its stays|run=its falls|denial=its refusals|burden=its burdens|loss=its losses} in "
        "{world}"
    ),
    "pair.ends.people": (
        "{unit|person=people|household=households|firm=firms} ever reached wrongly, A less B"
    ),
    "pair.ends.range": "of all, 95 % range of the difference",
    "pair.ends.others": (
        "{first|True=In small worlds of {persons} persons: |other=The others: }whom A reaches wrongly less whom B "
        "does, at the ends of what moves it most."
    ),
    "pair.ends.same": "As many reached wrongly in both worlds at every end: {names}.",
}
