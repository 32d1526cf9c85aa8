"""Columns of the plan's tables and fields of the state's records.

Kernels see arrays only. A table is an int64 matrix with one row per thing (rule, list, ...); the constants here name its
columns. A column that holds a quantity holds its row in the quantity table, -1 when absent; one that holds a stream
holds its row in the key table.
"""

# fmt: off
from __future__ import annotations

import numpy as np

CHUNK_BITS = 16
CHUNK = 1 << CHUNK_BITS
WORDS = CHUNK // 64
FOREVER = 32767
"""The month of what does not end."""
LCM = 27720
ABSENT = -1

# causes, as bit positions in a cause mask
TRUE_UNLAWFUL, TRUE_LAWFUL, FALSE_RECORD, MISTAKEN, MISREAD, TRAIT, STALE, TIE, NO_PASS, DISCRETION = range(10)
CAUSES = ("true_unlawful", "true_lawful", "false_record", "mistaken_identity", "misread", "trait", "stale", "tie",
          "no_pass", "discretion")
WRONG_MASK = (1 << FALSE_RECORD) | (1 << MISTAKEN) | (1 << MISREAD) | (1 << STALE)
N_CAUSES = 10
FLAGS = ("wrongful", "tainted", "for_others", "for_lawful", "for_traits", "no_record", "scheme")
N_FLAGS = 7
N_SETS = 16
CTX_BITS, CTX_LIMIT_CELL, CTX_COUNT, CTX_WITHIN = 8300, 8301, 8302, 8303
CUT_AT = 8310

# banks
BK_KEY, BK_BEH_FROM, BK_BEH_TO, BK_DISPERSED, BK_ORIGIN, BK_OF, BK_DISP_KEY, BK_TOTAL_Q, BK_LAYER = range(9)
BK_COLS = 9
# behaviours of banks (one row per behaviour and layer)
BE_ID, BE_NOW_Q, BE_DOM_Q, BE_GAMMA, BE_SHARED_KEY, BE_LAWFUL, BE_OPENS, BE_WHILE_OB, BE_WHILE_ABLE, BE_WHILE_LISTED, \
    BE_WHILE_GATE, BE_PLACE, BE_DRAWN = range(13)
BE_COLS = 13
# behaviours that are expected and not drawn, in a layer: their row, whose, stream of the dispersion, row of the amount,
# whether their rate may differ from month to month by what happens
UD_BE, UD_OF, UD_DISP_KEY, UD_ROW, UD_MOVES = range(5)
UD_COLS = 5
# channels
CH_COVER_Q, CH_COVER_KEY, CH_COVER_BY, CH_DELAY_Q, CH_MISATTR_Q, CH_ALIKE_FROM, CH_ALIKE_TO, CH_FALSE, \
    CH_FALSE_Q, CH_FALSE_KEY, CH_FALSE_FROM, CH_FALSE_TO, CH_FALSE_TOTAL, CH_FALSE_ORIGIN, CH_INSPECT_Q, \
    CH_INSPECT_MONTHS, CH_TALLY, CH_HARDER, CH_ON_Q, CH_PATROL_Q = range(20)
CH_COLS = 20
# patrols: one row per (channel, value): factor of this month and what a record adds; what is known at the start, of
# which channel, whether corrected. A channel has the row of each cell.
PA_FACTOR, PA_WEIGHT, PA_KNOWN, PA_CHANNEL, PA_CORRECTED = range(5)
PA_COLS = 5
# watches: one row per (behaviour of a bank, channel)
WA_CHANNEL, WA_SENS_Q, WA_KEY, WA_CONF_FROM, WA_CONF_TO, WA_SENS_F, WA_LOW, WA_HIGH = range(8)
WA_COLS = 8
# attributes that a mistaken other must share: joint ones have a value a cell, others limits a cell
AL_VALUE_Q, AL_LIMITS_Q, AL_LIMITS, AL_KEY, AL_SHARED = range(5)
AL_COLS = 5
# confusions
CO_AS, CO_P_Q = range(2)
# rules
RU_POINTS_Q, RU_SET_Q, RU_TO_BAND, RU_TRIGGER, RU_ADVERSE, RU_TERM_Q, RU_DELAY_Q, RU_DELAY_KEY, \
    RU_KEY, RU_TERM_KEY, RU_VIA, RU_COUNT_EACH, RU_HEARING, RU_REPEAT_Q, RU_REPEAT_ANY, RU_REPEAT_WITHIN, RU_REPEAT_POWER, \
    RU_REPEAT_MAX, RU_SURCHARGE_KEY, RU_CAP_Q, RU_CAP_MONTHS, RU_RECUR, RU_RECUR_MONTHS, RU_RECUR_OB, RU_RECUR_ABLE, \
    RU_RECUR_AFTER, RU_APPLIES_Q, RU_CONTEST, RU_SCHED_Q, RU_SCHED_FROM, RU_SCHED_TO, RU_SCHED_MONTHS, RU_TALLY, RU_HOLD, \
    RU_SPREADS, RU_RATES, RU_RATE_FROM, RU_RATE_TO, RU_RATE_KEY, RU_RATE_BLOCK, RU_BIAS_FROM, RU_BIAS_TO, \
    RU_WEIGHT_Q, RU_ON_Q, RU_ALONE = range(45)
RU_COLS = 45
# arithmetic on incomes: stream of the income, its quantities, then the scheme's; kinds of years
AS_INCOME_KEY, AS_PERIODS, AS_FROM, AS_TO, AS_AMOUNT_Q, AS_CLAIMS_Q, AS_HIDDEN_Q, AS_LEFT_Q, AS_KEY, AS_BY_PERIOD, AS_FREE_Q, \
    AS_TAPER_Q, AS_TOLERANCE_Q, AS_CHECKED_Q = range(14)
AS_COLS = 14
YE_WORKED, YE_UP_TO_Q = range(2)
# values of ratings, with the sum of the shares so far; bias
RV_POINTS_Q, RV_UP_TO_Q = range(2)
RB_POINTS_Q, RB_RATER_Q, RB_RATED_Q = range(3)
# lists, list entries, exits
LI_PENAL, LI_AGAIN, LI_ENTRY_FROM, LI_ENTRY_TO, LI_EXIT_FROM, LI_EXIT_TO, LI_NOT_IF, LI_IMPLIES, LI_ACTIVE, LI_TALLY, \
    LI_SPREADS, LI_TERMS, LI_KEY, LI_COPY_FROM, LI_COPY_TO, LI_TO_BAND, LI_REPLACED = range(17)
LI_COLS = 17
# copies of lists
CY_LIST, CY_RECIPIENT, CY_TOLD, CY_DAYS_Q, CY_KEY, CY_TALLY = range(6)
CY_COLS = 6
LE_RULE, LE_BAND, LE_STATE, LE_P_Q, LE_KEY, LE_FIXED, LE_TERM_Q, LE_STAY_KEY, LE_EXT_Q, LE_EXT_DAYS_Q, LE_RATES_Q, \
    LE_RATES_EVERY, LE_RATES_KEY, LE_LIST, LE_BY, LE_DELAY_Q, LE_DELAY_KEY, LE_HIT_Q, LE_FALSE_Q, LE_TARGET, LE_WINDOW, \
    LE_QUOTA_KEY, LE_COMP, LE_SIGN, LE_COUNT, LE_WITHIN, LE_THROUGHOUT, LE_OWED = range(28)
LE_COLS = 28
EX_ON, EX_P_Q, EX_KEY, EX_MASK_FROM, EX_MASK_TO, EX_LOCK, EX_ALL, EX_OBLIGATION, EX_ABLE = range(9)
EX_COLS = 9
# measures
ME_KIND, ME_BANDS, ME_LIST, ME_GATE, ME_DISC, ME_RULE, ME_NEED, ME_CHANNEL, ME_FACTOR_Q, ME_ENFORCE_Q, ME_EXEMPT_Q, \
    ME_ENFORCE_KEY, ME_EXEMPT_KEY, ME_TALLY, ME_DOMAIN, ME_COPY, ME_ANY_MEMBER, \
    ME_MISTAKEN_Q, ME_MISTAKEN_KEY, ME_NAMESAKE, ME_OPENS = range(21)
ME_COLS = 21
DENY, GRANT, BURDEN, LOSE, INSPECT = range(5)
# needs
NE_FROM, NE_TO, NE_KEY, NE_PER, NE_ESSENTIAL, NE_MONTHS, NE_TALLY = range(7)
NE_COLS = 7
NEED_MAX = 15
# gates
GA_HELD_Q, GA_KEY, GA_GAIN_Q, GA_LOSE_Q, GA_TALLY, GA_LOST_ON, GA_DEMAND_Q, GA_DEMAND_KEY = range(8)
GA_COLS = 8
# discretion
DI_P_Q, DI_KEY, DI_PER, DI_AFTER, DI_FACTOR_Q = range(5)
DI_COLS = 5
# obligations
OB_KEY, OB_START_KEY, OB_ABLE_KEY, OB_ABLE_Q, OB_LOSE_Q, OB_GAIN_Q, OB_DO_ABLE_Q, OB_DO_UNABLE_Q, OB_DO_LISTED_Q, \
    OB_START_Q, OB_TALLY, OB_OF = range(12)
OB_COLS = 12
# spread
SP_RULE, SP_LIST, SP_TIE, SP_LANDS, SP_MIRROR, SP_P_Q, SP_SHARE_Q, SP_HOPS, SP_ONLY_Q, SP_FAULT, SP_KEY, SP_CARRY_KEY, SP_TO_FIRM = range(13)
SP_COLS = 13
# redress instances
IN_FILES_Q, IN_WRONG_Q, IN_RIGHT_Q, IN_GEOMETRIC, IN_MONTHS_Q, IN_HAZARD_Q, IN_CAPACITY, IN_SUSPENDS, \
    IN_FILES_KEY, IN_WINS_KEY, IN_DECIDE_KEY = range(11)
IN_COLS = 11
# whole-scheme numbers
G_UNIT, G_HAS_SCORE, G_FLOOR_Q, G_CEILING_Q, G_RUNNING, G_N_BANDS, G_NOTICE_Q, G_NOTICE_DAYS_Q, G_NOTICE_KEY, \
    G_LEARNS_Q, G_LEARNS_KEY, G_HEAR_Q, G_HEAR_DAYS_Q, G_HEAR_WRONG_Q, G_HEAR_RIGHT_Q, G_HEAR_KEY, \
    G_REPAIR_Q, G_REPAIR_AFTER_Q, G_REPAIR_ALL, G_REPAIR_KEY, G_BAND_KEY, G_INITIAL_Q, G_TRAIT_Q, G_BAD_TRAIT_Q, \
    G_ALWAYS, G_BURN, G_T, G_RESPONSES, G_DECAY_Q, G_A_OWN_Q, G_A_TIE_Q, G_RHO_Q, G_H_MAX_Q, G_BEST_Q, G_SUBJECT_Q, \
    G_N, G_LOGGING, G_ALARM, G_CLEAN, G_PENAL_LISTS, G_BAND_FROM, G_RATES, G_BARRED, G_TRAIT_SIGN, G_CARD, G_CARD_ZERO_Q, \
    G_LIMITS, G_REDRESS, G_MEAN, G_WINDOW, G_INITIAL_COUNTS, G_TARGETS, \
    G_SLEEP_Q, G_WAKE_Q, G_SLEEP_KEY, G_A_PUBLISHED_Q, G_HORIZON, G_SHADOW, G_OWED, \
    G_TOLD, G_LIST_LIMITS, G_COPIES, G_RERATE, G_ANEW, G_PEOPLE, G_FIRMS, G_FIRST_FIRM, G_PLAIN, \
    G_SHARES_KEY, G_SHARES_EVERY, G_MIX_Q, G_MIX_TIE = range(72)
G_COLS = 72
# where the tables start in the plan's one array of whole numbers (after the whole-scheme numbers)
(O_Q, O_V, O_STEP, O_CAL, O_BANK, O_BEH, O_WATCH_AT, O_WATCH, O_CONF, O_RULE_AT, O_RULE, O_CHAN, O_ALIKE, O_FALSE, O_BAND,
 O_LIST, O_WAY, O_EXIT, O_EXMASK, O_MEAS, O_NEED, O_NEEDM, O_GATE, O_DISC, O_OBLI, O_SPREAD, O_INST, O_RESP, O_RESP_AT,
 O_BEHAVIOUR, O_TERM, O_GROUP, O_UNDRAWN, O_SCHED, O_N_BANK, O_N_CHAN, O_N_RULE, O_N_LIST, O_N_MEAS, O_N_NEED, O_N_GATE,
 O_N_DISC, O_N_OBLI, O_N_SPREAD, O_N_INST, O_N_TERM, O_N_GROUP, O_RULE_OF, O_TAB, O_CASE, O_COND, O_COMP, O_SUMS,
 O_ITEMS, O_N_COMP, O_RATE, O_BIAS, O_PUBLISHED, O_LIST_MORE, O_BAND_MORE, O_AIM, O_AIM_AT, O_AIM_OF, O_WATCHED,
 O_N_AIM, O_COPY, O_N_COPY, O_ERRORS, O_SUM, O_YEAR, O_N_UNDRAWN, O_PATROL, O_N_PATROL) = range(G_COLS, G_COLS + 73)
HEAD = G_COLS + 73
# more of lists and bands: rows of tallies, and who says what is true (-1 nobody, 0 the shadow file, else a target from 1)
LM_LEFT, LM_TRUTH, LM_JUDGE = range(3)
LM_COLS = 3
BM_LENGTHS, BM_COHORT, BM_TRUTH, BM_JUDGE = range(4)
BM_COLS = 4
# bands
BA_AT_Q, BA_PENAL, BA_TALLY, BA_ACTIVE, BA_REWARD, BA_COMP, BA_BAD = range(7)
BA_COLS = 7
# whole behaviours (by place in the file)
BH_LAWFUL, BH_SCORED_Q, BH_WATCHED, BH_TALLY, BH_PROTECTED, BH_TARGETS = range(6)
BH_COLS = 6
# score cards: tables, cases, conditions (WHEN before UNLESS), components, terms of sums
TA_FROM, TA_TO, TA_ELSE = range(3)
CA_VALUE, CA_FROM, CA_UNLESS, CA_TO = range(4)
CN_ATTRIBUTE, CN_MASK = range(2)
CP_SUM_FROM, CP_SUM_TO, CP_TIMES_FROM, CP_TIMES_TO, CP_THRESHOLD, CP_SCALE, CP_LOGISTIC = range(7)
CP_COLS = 7
# errors of registers that a card reads, by place of the attribute: chance, stream
CR_P_Q, CR_KEY = range(2)
# score terms
TE_TIE, TE_LIST, TE_POINTS_Q, TE_MOST, TE_ROW = range(5)
TE_COLS = 5
# rows of what a mixed score keeps, in 2^-30 of a unit but for the points of the term: it, what ties give (or nothing), points
MX_SCORE, MX_PULL, MX_POINTS = range(3)
MX_BITS = 30
MX_ONE, MX_HALF = 1 << MX_BITS, 1 << (MX_BITS - 1)
MX_NONE = -(1 << 62)
# rows of the per-subject state (a row that a scheme does not need is -1 in the row map), and counters of the pools
(R_ENTRY, R_GROUND, R_DEBT, R_MARK, R_SCORE, R_FIRST, R_RISK, R_OFFSET, R_ON, R_CELL, R_HARD, R_CLEAN, R_SINCE, R_TERM,
 R_BAND, R_GATE, R_BAND_FLAGS, R_GATE_DUE, R_GATE_NUM, R_CARD, R_TARGET, R_TRUE, R_LAST_ACT, R_COHORT, R_SPELL, R_COPY,
 R_CARD_TRUE) = range(27)
N_ROWS = 27
(TOP_E, FREE_E, TOP_G, FREE_G, TOP_D, FREE_D, TOP_P, FREE_P, TOP_M, TOP_L, TOP_O, OVER) = range(12)
N_TOPS = 16
B_TODO, B_ACTIVE, B_DEBTORS, B_PLAYED = range(4)
OUTSIDE = 9
NO_BAND = 255
# responses: one row per response that is on
RE_KIND, RE_COEF_Q, RE_BELIEF_KEY, RE_BELIEF_Q, RE_EXPS_Q = range(5)
RE_COLS = 5
DETERRENCE, CHILLING, COERCION, HARDSHIP, WHILE_LISTED, EFFORT, AVOIDANCE = range(7)
ONE = 65536

ENTRY = np.dtype([("next", "i4"), ("points", "i4"), ("made", "i2"), ("until", "i2"), ("rule", "u2"), ("cause", "u1"),
                  ("flags", "u1")])
"""An entry as every scheme needs it; ``flags`` are the bits below."""
E_DEAD, E_REVERSED, E_SUSPENDED, E_TIE, E_KNOWN, E_FRESH, E_COUNTED, E_SURCHARGE = (1 << k for k in range(8))
COLD = np.dtype([("address", "u8"), ("root", "u8"), ("came", "u8"), ("actor", "i8"), ("root_uid", "i8"), ("refers", "i4"),
                 ("notice", "i2"), ("filed", "i2"), ("decide", "i2"), ("root_cause", "u1"), ("hop", "u1"), ("channel", "u1"),
                 ("instance", "u1"), ("spread", "u1"), ("spare", "u1"), ("weight", "u1"), ("adverse", "u1")])
"""What only redress, spread, surcharges and windows need; same index as ``ENTRY``."""
GROUND = np.dtype([("address", "u8"), ("root", "u8"), ("came", "u8"), ("root_uid", "i8"), ("next", "i4"), ("entry", "i4"),
                   ("sets", "u2", (16,)), ("until", "i2"), ("since", "i2"), ("lock", "i2"), ("present", "u2"), ("list", "u1"),
                   ("how", "u1"), ("way", "u1"), ("hop", "u1"), ("spread", "u1"), ("flags", "u1"), ("alive", "u1")])
"""A ground of a stay: ``how`` is one of the H_ values (from H_LOCK on no ground: a lock, the stay itself, a trigger that
waits, a stay that is over); ``way`` the list entry or the implying list; a trigger that waits keeps its sort in ``lock``,
its cause in ``present``."""
H_RULE, H_BAND, H_IMPLIED, H_TIE, H_RATES, H_LIST, H_QUOTA, H_LOCK, H_STAY, H_WAIT, H_PAST, H_COPY = range(12)
DEBT = np.dtype([("next", "i4"), ("opened", "i2"), ("kind", "u1"), ("able", "u1"), ("done", "u1")])
POST = np.dtype([("actor", "i8"), ("next", "i4"), ("who", "i4"), ("n", "u8"), ("moment", "u4"), ("origin", "u4"),
                 ("rule", "u2"), ("points", "i4"), ("cause", "u1"), ("channel", "u1"), ("stopped", "u1"), ("weight", "u1")])
ITEM = np.dtype([("address", "u8"), ("root", "u8"), ("source", "i8"), ("root_uid", "i8"), ("next", "i4"), ("who", "i4"),
                 ("points", "i4"), ("sets", "u2", (16,)), ("kind", "u1"), ("spread", "u1"), ("hop", "u1"), ("term", "u1")])
"""What crosses ties: ``kind`` is one of the X_ values."""
X_ENTRY, X_STAY, X_MORE, X_LESS, X_ALARM, X_END, X_NONE = range(7)
MARK = np.dtype([("next", "i4"), ("key", "u2"), ("flags", "u1")])
"""A penalty key this subject ever had, with the flags ever attributed."""
LOG = np.dtype([("uid", "i8"), ("month", "i2"), ("kind", "u1"), ("item", "i2"), ("points", "i4"),
                ("cause", "u1"), ("flags", "u2"), ("address", "u8"), ("other", "i8")])
KINDS = ("act", "record", "entry", "stopped", "expired", "reversed", "lifted", "stay_begin", "stay_end", "band", "denied",
         "burden", "loss", "grant", "notice", "filed", "won", "lost", "opened", "performed", "gate_gained", "gate_lost")
(L_ACT, L_RECORD, L_ENTRY, L_STOPPED, L_EXPIRED, L_REVERSED, L_LIFTED, L_BEGIN, L_END, L_BAND, L_DENIED, L_BURDEN, L_LOSS,
 L_GRANT, L_NOTICE, L_FILED, L_WON, L_LOST, L_OPENED, L_PERFORMED, L_GAINED, L_GATE_LOST) = range(22)

for _name, _value in list(globals().items()):
    if isinstance(_value, int) and _name.isupper():
        globals()[_name] = np.int64(_value)  # a plain int would make the compiler specialise on every constant
