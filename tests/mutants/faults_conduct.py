"""Faults in what people do and what is recorded: act, observe, responses, obligations."""

from __future__ import annotations

from tests.mutants.fault import Fault, part

OBSERVE = "engine/kernels/observe.py"
ACT = "engine/kernels/act.py"
RESPOND = "engine/kernels/respond.py"
DEBTS = "engine/kernels/debts.py"

CONDUCT = (
    Fault(
        "false-records-thinned",
        "engine/plan_scheme.py",
        "numbers.add(false.rate if false else None, convert=rate_of)",
        "numbers.add(false.rate if false else None, convert=lambda v: rate_of(v * channel.sensitivity.value))",
        part("false-and-misplaced"),
        "false records are a process of their own, never thinned by the sensitivity",
    ),
    Fault(
        "mistake-in-addition",
        OBSERVE,
        "origin, cause, pending\n        )\n    flush(p, k, s, pending, month)",
        "origin, cause, pending\n        )\n        if target != i:\n            pending = meet_rules(\n"
        "                p, k, s, c, recorded, behaviour, i, i, n, moment, month, month + delay,"
        " origin, cause, pending\n"
        "            )\n    flush(p, k, s, pending, month)",
        part("false-and-misplaced"),
        "a mistaken record lands on the other instead of on the actor, not in addition",
    ),
    Fault(
        "mistake-on-oneself",
        "engine/kernels/mistaken.py",
        "subject_at(p, s, j) == subject_at(p, s, i) or not inside",
        "not inside",
        part("mistakes-at-home"),
        "a record that lands on one's own household is no mistaken identity",
    ),
    Fault(
        "coverage-redrawn-monthly",
        OBSERVE,
        "        if not covers(p, k, s, c, me):\n            continue",
        "        cover = field(p, O_CHAN, c, CH_COLS, CH_COVER_Q)\n        if not chance(\n"
        "            p, k, cover, 0, cell_at(s, me), field(p, O_CHAN, c, CH_COLS, CH_COVER_KEY), s[0] +"
        " me, month, 0\n"
        "        ):\n            continue",
        part("coverage"),
        "coverage is a lasting property, drawn once: redrawn, in the end everybody is seen",
    ),
    Fault(
        "coverage-by-person",
        OBSERVE,
        "        who = s[0] + first_of(s, i)\n    elif by == 2:",
        "        who = s[0] + i\n    elif by == 2:",
        part("coverage"),
        "members of a covered household must be covered together",
    ),
    Fault(
        "inspection-a-month-short",
        OBSERVE,
        "a_entries(s)[at].made >= month - field(p, O_CHAN,",
        "a_entries(s)[at].made > month - field(p, O_CHAN,",
        part("inspection"),
        "the window of an inspection is off by one month",
    ),
    Fault(
        "inspection-counts-twice",
        OBSERVE,
        "                x = x * whole[index_of(p, q, month, cell_at(s, i))]\n                break",
        "                x = x * whole[index_of(p, q, month, cell_at(s, i))]",
        part("inspection"),
        "two past records do not double the factor",
    ),
    Fault(
        "confusions-overlap",
        "engine/plan_conduct.py",
        "low = low + numbers.by_step(confusion.p)",
        "low = numbers.by_step(confusion.p)",
        part("confusion"),
        "confusions of one behaviour take one interval after the other of the same draw",
    ),
    Fault(
        "confusion-called-true",
        OBSERVE,
        "        return np.int64(MISREAD)\n",
        "        return np.int64(TRUE_UNLAWFUL)\n",
        part("confusion"),
        "an act recorded as another one would count as rightly recorded",
    ),
    Fault(
        "latest-record-counts",
        OBSERVE,
        "np.uint64(32)) <= when + delay:",
        "np.uint64(32)) >= when + delay:",
        part("each-channel"),
        "of several records of an act the earliest makes the entry",
    ),
    Fault(
        "one-origin-for-all-channels",
        OBSERVE,
        "source = (origin + 1 + c) & 0xFFFFFFFF if each else origin",
        "source = origin",
        part("each-channel"),
        "two entries of one act would share their address, and with it their fate in court",
    ),
    Fault(
        "via-ignored",
        OBSERVE,
        "if via != 0 and (via >> c) & 1 == 0:",
        "if via < 0:",
        part("via"),
        "a rule that takes records of one channel would take those of all",
    ),
    Fault(
        "filter-of-the-actor",
        OBSERVE,
        "if applies >= 0 and val(p, applies, 0, cell_at(s, who)) == 0:",
        "if applies >= 0 and val(p, applies, 0, cell_at(s, i)) == 0:",
        part("some-only"),
        "whom a rule applies to is asked of the one on whom the record lands",
    ),
    Fault(
        "layer-seen-whole",
        "engine/plan_conduct.py",
        "np.clip((floats - layer.low) / (layer.high - layer.low), 0.0, 1.0)",
        "np.clip(floats, 0.0, 1.0)",
        part("layers"),
        "detection layers would not add up to the sensitivity of the channel",
    ),
    Fault(
        "dispersion-of-a-layer",
        ACT,
        "np.int64((word >> np.uint64(16 * (place & 3))) & LOW16)",
        "np.int64(word & LOW16)",
        part("dispersion"),
        "behaviours of one bank would share the person's factor",
    ),
    Fault(
        "barred-conduct-happens",
        ACT,
        "state == 0 or (able >= 0 and state != 1 + able)",
        "state == 0",
        part("debts"),
        "conduct of those able to pay would be found among those who cannot",
    ),
    Fault(
        "owing-at-once",
        DEBTS,
        "a_debts(s)[at].opened < month:\n            return 1",
        "a_debts(s)[at].opened <= month:\n            return 1",
        part("debts"),
        "an obligation is looked at from the month after it was opened",
    ),
    Fault(
        "debt-opened-twice",
        DEBTS,
        "        if a_debts(s)[at].kind == kind and a_debts(s)[at].done == 0:\n            return False",
        "        if a_debts(s)[at].kind == kind and a_debts(s)[at].done == 2:\n            return False",
        part("exits"),
        "one obligation of a kind is open at a time",
    ),
    Fault(
        "ability-turned-round",
        DEBTS,
        "OB_LOSE_Q if able else OB_GAIN_Q)",
        "OB_GAIN_Q if able else OB_LOSE_Q)",
        part("ability"),
        "who can pay would regain what they have",
    ),
    Fault(
        "risk-that-does-not-fade",
        RESPOND,
        "r = ((ONE - val(p, p[G_DECAY_Q], month, cell)) * r) >> 16",
        "r = (ONE * r) >> 16",
        part("responses"),
        "perceived risk must fade",
    ),
    Fault(
        "every-listed-tie-alarms",
        RESPOND,
        "val(p, p[G_A_TIE_Q], month, cell) * min(np.int64(3), alarms)",
        "val(p, p[G_A_TIE_Q], month, cell) * alarms",
        part("alarms"),
        "more than three newly listed ties frighten no more than three",
    ),
    Fault(
        "friend-alarms-twice",
        "engine/kernels/deliver.py",
        "KIN_CODES = (0, 9, 2, 3, 4, 5)",
        "KIN_CODES = (0, 9, 2, 3, 3, 5)",
        part("responses"),
        "an undirected tie would be counted twice, another not at all",
    ),
    Fault(
        "belief-ignored",
        RESPOND,
        "top = np.int64(ONE) if believes else r",
        "top = r",
        part("responses"),
        "who believes that they are seen is chilled though nothing happened to them",
    ),
    Fault(
        "hardship-without-end",
        RESPOND,
        "g = min(val(p, p[G_H_MAX_Q], before, cell), ONE + ((coef * z) >> 8))",
        "g = ONE + ((coef * z) >> 8)",
        part("hardship"),
        "rates would leave the dominating process: acts would be lost in silence",
    ),
)
