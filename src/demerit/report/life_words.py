"""Every sentence of a life; see ``words.py``. A name in quotation marks is the scheme's or the society's own."""

from __future__ import annotations

__all__ = ["LIFE"]

LIFE: dict[str, str] = {
    "life.notice": "Synthetic {unit|person=person|household=household|firm=firm}, no real case.",
    "life.name": "{unit|person=subject|household=household|firm=firm} {number}",
    "life.about": (
        "{name} of {persons} synthetic persons: {society}. Scheme: {scheme}. {months} months from {start}, seed {seed}."
    ),
    "life.pair": (
        "The same life with the same dice in two worlds: A is {a}, B is {b|none=the world without a scheme|other={b}}."
    ),
    "life.limits": (
        "Synthetic people. A model, not a measurement: nobody lived this, and it predicts no person, no place and no "
        "year. How often records are wrong is put in, not found out."
    ),
    "life.again": (
        "The run{world|run=|other= of world {world}} did not keep this file; it was computed again from the run's "
        "own inputs, with the same dice."
    ),
    "life.undrawn": (
        "Acts that nobody could record are not drawn. Where they are missing in world {world}, it does not mean that "
        "they were not done."
    ),
    "life.replicates": "Of replicate {replicate} of {replicates}: other replicates have other people and other dice.",
    "life.starts": (
        "Starts in the {sort|penal=penal |rewarding=rewarding |other=}band “{band}”{points|=|other=, with {points} "
        "points}.{sort|penal= Nothing had been done: that run has no line, and no judgement, of its own.|other=}"
    ),
    "life.empty": "Nothing of this life came into the log: no act was drawn, nothing was recorded, nothing refused.",
    # how it was chosen
    "life.chosen.typical": (
        "A typical life: its counts of refusals, lists, bands, entries, notices and appeals are the nearest to the "
        "medians of the {penalised} {unit|person=people|household=households|firm=firms} who were penalised; {like} "
        "{like|1=is|other=are} as near. {of} {unit|person=people|household=households|firm=firms} in all."
    ),
    "life.chosen.worst": (
        "The life hit hardest: most refusals, and among equals most burdens, losses, listings and falls into a penal "
        "band; {like} of the {penalised} {unit|person=people|household=households|firm=firms} who were penalised "
        "{like|1=is|other=are} hit so hard. {of} {unit|person=people|household=households|firm=firms} in all."
    ),
    "life.chosen.wrongful": (
        "{like|1=The only one|other=One of {like} {unit|person=people|household=households|firm=firms}} with a "
        "wrongful fall, listing, refusal, burden or loss, of {penalised} penalised and {of} in all.{like|1=|other= Of "
        "those, the nearest to their medians.}"
    ),
    "life.chosen.for_others": (
        "{like|1=The only one|other=One of {like} {unit|person=people|household=households|firm=firms}} with a "
        "fall, listing, refusal, burden or loss for what others did, of {penalised} penalised and {of} in "
        "all.{like|1=|other= Of those, the nearest to their medians.}"
    ),
    "life.chosen.freed": (
        "{like|1=The only one|other=One of {like} {unit|person=people|household=households|firm=firms}} penalised in "
        "B and {partly|True=less in A, none of them spared wholly,|other=not in A,} of {penalised} penalised in B "
        "and {of} in all.{like|1=|other= Of those, the nearest to their medians.}"
    ),
    "life.chosen.in": "Chosen in world {world}.",
    # in numbers
    "life.acts": "{act} {act|1=act|other=acts} drawn, {recorded_acts} of them recorded",
    "life.records": "{record} {record|1=record|other=records}, {wrong_records} of them wrong",
    "life.entries": "{entry} {entry|1=entry|other=entries}",
    "life.falls": "{penal_bands} {penal_bands|1=fall|other=falls} into a penal band",
    "life.listings": "{stay_begin} {stay_begin|1=listing|other=listings}",
    "life.refusals": "{denied} {denied|1=refusal|other=refusals}",
    "life.burdens": "{burden} {burden|1=burden|other=burdens}",
    "life.losses": "{loss} {loss|1=loss|other=losses}",
    "life.grants": "{grant} {grant|1=grant|other=grants}",
    "life.appeals": "{filed} {filed|1=appeal|other=appeals}, {won} won",
    "life.sum": "In the counted months: {parts}.",
    # what happened
    "life.act": (
        "{member|True={other}: “{label}”|other=Did: “{label}”}{seen|True=.|other=. No record of it came into this "
        "file.}"
    ),
    "life.acts.unseen": "Did, with no record in this file: {acts}.",
    "life.acts.until": "Did up to {month}, with no record in this file: {acts}.",
    "life.acts.times": "“{label}”{n|1=|2= twice|other= {n} times}",
    "life.record": (
        "“{label}” recorded {cause|false_record=|mistaken_identity=|misread=|other={other|=what was done, "
        "|other=}}“{what}”{cause|false_record=. It never happened: a false record.|mistaken_identity=. It was "
        "somebody else, {other}: a record on the wrong person.|misread=. What was done was another "
        "thing{really|=|other=, “{really}”}: misread.|other={other|=, rightly.|other= of {other}, rightly.}}"
    ),
    "life.entry": (
        "{again|True=Surcharge for a repeat|other=Entry} under “{label}”{points|=|other=: {points} "
        "{points|1=point|−1=point|other=points}}{band|=|other=, down to the band “{band}”}{counting}.{tie|=|other= "
        "It came {path|=from {other} along a tie ({tie})|other={path}}. For what others did.}{cause|tie=|other= In "
        "truth: {why}.}"
    ),
    "life.counting": " ({counting} in the file now)",
    "life.counting.two": " (in the file now: {a} in A, {b} in B)",
    "life.stopped": "A hearing stopped an entry under “{label}” before it took effect. In truth: {why}.",
    "life.expired": (
        "{made|=An entry|other=The entry of {made}} under “{label}” stopped counting{points|=|other= ({points})}."
    ),
    "life.reversed": (
        "{made|=An entry|other=The entry of {made}} under “{label}” was struck out{points|=|other= ({points})}."
    ),
    "life.lifted": (
        "{made|=An entry|other=The entry of {made}} under “{label}” was lifted, by repair{points|=|other= ({points})}."
    ),
    "life.notice_of": (
        "{made|=An entry|other=The entry of {made}} under “{label}” was made known to {unit|person=the "
        "person|household=the household|firm=the firm}."
    ),
    "life.filed": "Appealed (“{instance}”) against the entry{made|=|other= of {made}} under “{label}”.",
    "life.won": "Won (“{instance}”) against the entry{made|=|other= of {made}} under “{label}”.",
    "life.lost": (
        "Lost (“{instance}”): the entry{made|=|other= of {made}} under “{label}” stands. In truth it was {why}."
    ),
    "life.stay_begin": (
        "{penal|True=Put|other=Taken} on the list “{label}”{why|rule=, for {now|True=that|other=the} "
        "entry{now|True=|other={made|=|other= of {made}} under “{name}”}|list=, since on the list “{name}”|band=, "
        "for the band|rates=, selected at a published rate|rank=, by rank|tie=, {path|=along a tie ({name}) "
        "to somebody listed|other={path}}|other=}."
    ),
    "life.step": (
        "along a tie ({tie}) from {name}, {kind|list=on the list “{item}” since {month}|other=with an entry "
        "under “{item}” of {month}}{why|=|other={kind|list= for an entry under “{rule}”|other=}, in truth {why}}"
    ),
    "life.before": "; there ",
    "life.stay_end": "Off the list “{label}”{months|=|1= after 1 month|other= after {months} months}.",
    "life.band": (
        "{sort|penal=Fell into the penal band|other=In the band} “{label}”{old|=|other=, before in “{old}”}."
    ),
    "life.denied": "Refused{need|=|other=, asking for “{need}”}: “{label}”{hook}.",
    "life.burden": "Had to bear{need|=|other=, asking for “{need}”}: “{label}”{hook}.",
    "life.loss": "Lost: “{label}”{hook}.",
    "life.grant": "Granted{need|=|other=, asking for “{need}”}: “{label}”{hook}.",
    "life.repeated": "{n|2=Twice|other={n} times}: {what}",
    "life.hook": (
        "{why|list=, being on the list “{name}”|copy=, “{name}” having a copy of the list|gate=, for want of "
        "“{name}”|discretion=, by choice of “{name}”|rule=, for an entry under “{name}”|band=, being in {name|=a "
        "band that it meets|other=the band “{name}”}|mistaken=, taken for somebody else{name|=|other= "
        "(“{name}”)}|other=}"
    ),
    "life.opened": "Owes from now on: “{label}”.",
    "life.performed": "Did what was owed: “{label}”.",
    "life.gate_gained": "Has from now on: “{label}”.",
    "life.gate_lost": "Has no more: “{label}”.",
    "life.flag.wrongful": "Wrongful: it would not be without what is wrong in the file.",
    "life.flag.tainted": "It rests in part on what is wrong in the file.",
    "life.flag.for_others": "For what others did.",
    "life.flag.for_lawful": "For a lawful act.",
    "life.flag.for_traits": "For who one is.",
    "life.flag.no_record": "For no record at all.",
    "life.flag.scheme": "The scheme itself: no cause undoes it.",
    "life.none": "nothing",
    "life.aligned": "A line without a letter is the same in both worlds; A or B: in that world alone.",
}
