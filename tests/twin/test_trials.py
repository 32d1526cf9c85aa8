"""What the shared strategies draw is valid, and reaches every part of the model."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import Phase, given, settings

from demerit.scheme.check import scheme_defects
from demerit.society.check import society_defects
from demerit.society.fit import names_of
from tests.strategies import Trial, schemes_and_societies
from tests.twin.test_twin_laws import SLOW, run_trial

KINDS = {
    "act", "record", "entry", "stopped", "expired", "reversed", "lifted", "clamp", "band", "stay_begin", "stay_end",
    "denied", "burden", "loss", "grant", "notice", "filed", "won", "lost", "opened", "performed", "gate_gained",
    "gate_lost",
}  # fmt: skip
STEP_IN_A_WAIT = "S382"
"""No file may have it, but a run that starts after the step reads it, and the engine and the twin agree on it."""


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW, derandomize=True)
@given(trial=schemes_and_societies())
def test_trials_are_valid(trial: Trial) -> None:
    faults = scheme_defects(trial.scheme, names=names_of(trial.bundle))
    assert [fault for fault in faults if fault.code != STEP_IN_A_WAIT] == []
    assert society_defects(trial.bundle) == []


@pytest.mark.slow
def test_trials_reach_every_kind_of_row_and_every_cause() -> None:
    kinds: Counter[str] = Counter()
    causes: Counter[str] = Counter()

    @settings(max_examples=150, deadline=None, suppress_health_check=SLOW, derandomize=True, phases=[Phase.generate])
    @given(trial=schemes_and_societies())
    def look(trial: Trial) -> None:
        result = run_trial(trial)
        kinds.update(row[2] for row in result.log)
        causes.update(tally.split(":")[-1] for tally, _ in result.tallies if ":split:" in tally)

    look()
    assert kinds.keys() == KINDS
    assert causes.keys() >= {
        "true_unlawful", "true_lawful", "false_record", "mistaken_identity", "misread", "trait", "tie", "no_pass",
        "discretion",
    }  # fmt: skip
