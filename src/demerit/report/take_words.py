"""Texts to take away from a result: how to cite it, its method, what it cannot say, what would change it most."""

from __future__ import annotations

__all__ = ["TAKE"]

HAPPENED = "{event|stay=stays|run=times someone was put in it|denial=refusals|burden=times it was borne|loss=losses}"

TAKE: dict[str, str] = {
    "take.cite.title": "How to cite this",
    "take.method.title": "A method paragraph, ready to paste",
    "take.cannot.title": "What you cannot say from this",
    "take.most.title": "What would change it most",
    "take.cite": (
        "The demerit authors. demerit {version}: a laboratory for social scoring systems. Run “{name}”: {title} "
        "({scheme}{safeguards|=|other=, with {safeguards}}) on {society}, {persons} synthetic people, {months} months "
        "from {start}, seed {seed}, {replicates} {replicates|1=replicate|other=replicates}. Plan {plan}. "
        "A model, not a measurement."
    ),
    "take.cite.pair": (
        "The demerit authors. demerit {version}: a laboratory for social scoring systems. Pair “{name}”: {a} against "
        "{b} on {society}, {persons} synthetic people, {months} months from {start}, seed {seed}, {replicates} "
        "{replicates|1=replicate|other=replicates}. Plans {plan}. A model, not a measurement."
    ),
    "take.method": (
        "The scheme “{title}” ({scheme}{safeguards|=|other=, with the safeguards {safeguards}}) was put on {persons} "
        "synthetic people of “{society_title}” ({society}) with demerit {version}, for {months} months from {start}"
        "{burn_in|0=|other= after {burn_in} months that are not counted}, with seed {seed} and {replicates} "
        "{replicates|1=replicate|other=replicates}. Scheme and society are files in which every number has its source "
        "and its grade."
    ),
    "take.method.pair": (
        "{a} was held against {b|none=the world without a scheme|other={b}} on the same {persons} synthetic people of "
        "“{society_title}” ({society}) with the same dice, with demerit {version}, for {months} months from {start}"
        "{burn_in|0=|other= after {burn_in} months that are not counted}, with seed {seed} and {replicates} "
        "{replicates|1=replicate|other=replicates}. Differences are paired: of the same people in both worlds. Schemes "
        "and society are files in which every number has its source and its grade."
    ),
    "take.method.evidence": (
        "Of the {n} numbers behind the figures on “{label}”, {law} are law text, {statistics} statistics, {research} "
        "research, {journalism} journalism and {assumed} ({share}) assumptions."
    ),
    "take.method.varied": (
        "Varied were, each kind to both ends of its range in runs of {persons} people: {kinds}. All other assumptions "
        "stood at their middle value."
    ),
    "take.method.kind": "{assumption} ({n} {n|1=number|other=numbers}, {low} to {high}{unit|=|other= {unit}})",
    "take.method.units": "{assumption} ({n} numbers in several units)",
    "take.method.unvaried": "No assumption was varied.",
    "take.method.chance": "Intervals of 95 % are chance in the model ({method}). No real person is in it.",
    "take.method.blocks": "jackknife over 64 blocks of households; exact or score intervals where events are few",
    "take.method.replicates": "jackknife over {n} replicates; exact or score intervals where events are few",
    "take.method.again": "The same figures again: {command}",
    "take.method.hash": "SHA-256 of the scheme {scheme}, of the society {society}.",
    # what cannot be said: one sentence on what it is, one on what is guessed, one on what is missing
    "cannot.in_force": (
        "You cannot say how many real people “{title}” lists, refuses or punishes, or how many of them wrongly: these "
        "are "
        "{persons} synthetic people under rules that a file restates, and nobody was counted."
    ),
    "cannot.ended": (
        "You cannot say how many real people “{title}” listed, refused or punished while it lasted: these are "
        "{persons} "
        "synthetic people under rules that a file restates, and nobody was counted."
    ),
    "cannot.pilot": (
        "You cannot say what the pilot “{title}” did to anybody: these are {persons} synthetic people under the rules "
        "that were announced for it, and nobody was counted."
    ),
    "cannot.proposed": (
        "You cannot say that anything of this ever happened: “{title}” was proposed and is not known to have run as "
        "proposed, so the figures are of a plan."
    ),
    "cannot.alleged": (
        "You cannot say that this scheme exists: “{title}” is alleged, on weak or disputed evidence, and a model of an "
        "allegation adds no evidence to it."
    ),
    "cannot.fictional": (
        "You cannot say anything about a real scheme: “{title}” is fiction, and its numbers are its author’s or ours."
    ),
    "cannot.error": (
        "You cannot say what share of the {n} " + HAPPENED + " under “{label}” is wrong: no source gives {assumption}; "
        "the share is {low} with the low end of what was assumed and {high} with the high end, and neither end was "
        "measured."
    ),
    "cannot.error.drawn": (
        "You cannot say who was chosen wrongly under “{label}”, or why anybody was: only shares of groups are known, "
        "and "
        "within a group the lot decides."
    ),
    "cannot.error.none": (
        "You cannot say that “{label}” never falls on the wrong people: {assumed} of the {n} numbers behind it are "
        "assumptions, and how its records may be wrong is not among what the sources tell."
    ),
    "cannot.error.few": (
        "You cannot say what share of the {n} " + HAPPENED + " under “{label}” is wrong: too few were reached in the "
        "small "
        "runs to tell the ends of what is assumed apart."
    ),
    "cannot.error.unvaried": (
        "You cannot say what share of the " + HAPPENED + " under “{label}” is wrong: it rests on numbers that no "
        "source "
        "gives, and these were not varied here."
    ),
    "cannot.error.nobody": (
        "You cannot say that this scheme harms nobody: none was penalised in this run, and {assumed} of the {n} "
        "numbers "
        "behind its penalties are assumptions."
    ),
    "cannot.error.rewards": (
        "You cannot say who goes without: this scheme only rewards, and what is not given is no penalty in this model; "
        "{assumed} of its {n} numbers are assumptions."
    ),
    "cannot.missing": (
        "You cannot say what else the scheme does: left out of the model is, among other things, “{left_out}”; and "
        "what no "
        "source says is, among other things, “{unknown}”."
    ),
    "cannot.left_out": (
        "You cannot say what else the scheme does: left out of the model is, among other things, “{left_out}”."
    ),
    "cannot.unknown": "You cannot say what no source says; of this scheme, among other things: “{unknown}”.",
    "cannot.nothing": (
        "You cannot say that the model has all that the scheme does: its file names nothing that was left out, and "
        "nobody "
        "has shown that nothing was."
    ),
    "cannot.pair": (
        "You cannot say what a change of real rules would do: that A and B differ by so much is reckoned on {persons} "
        "synthetic people who live the same lives but for the rules."
    ),
    "cannot.pair.safeguard": (
        "You cannot say that a safeguard would be kept where it is written: {a} applies it to every case without fail, "
        "which no authority does."
    ),
    # what would change it most
    "most.first": (
        "{assumption_capital}: with the low end of what is assumed {low} of the " + HAPPENED + " under “{label}” are "
        "wrong, "
        "{middle} in the middle, {high} with the high end."
    ),
    "most.also": "Then {assumption}: {low}, {middle}, {high}.",
    "most.find": (
        "One number to find out, before any other: {where}. Assumed was {value}{unit|=|other= {unit}}, between {low} "
        "and "
        "{high}."
    ),
    "most.where": (
        "“{where}” {file|scheme=in the scheme|society=in the society|conduct=in what people do|needs=in what people "
        "ask "
        "for|beliefs=in what people believe|responses=in how people respond}"
    ),
    "most.none": (
        "Nothing that was varied moves the share that is wrong. The widest of the {n} assumptions behind “{label}” is "
        "{where}: assumed was {value}{unit|=|other= {unit}}, between {low} and {high}."
    ),
    "most.nothing": (
        "No number behind this result is an assumption with a range. What would change it most is what the model "
        "leaves "
        "out."
    ),
    "most.pair.none": (
        "Nothing that was varied moves the difference between the worlds in those wrongly under “{label}”: as many are "
        "reached wrongly in A as in B at every end."
    ),
    "most.pair": (
        "{assumption_capital}. {unit|person=People|household=Households|firm=Firms} reached wrongly under “{label}” "
        "in A "
        "beyond those in B: {low} with the low end of what is assumed, {middle} in the middle, {high} with the high "
        "end."
    ),
}
