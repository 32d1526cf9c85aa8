"""The log of those penalised: whole files, and with the acts of every member of a household."""

from __future__ import annotations

import numpy as np
import pytest

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.model import CAUSES, LOG_KINDS, Ledger
from demerit.society.population import populate
from demerit.study.job import Asked, make_job

RECORD, ACT = LOG_KINDS.index("record"), LOG_KINDS.index("act")


@pytest.fixture(scope="module")
def logs() -> dict[str, Ledger]:
    """Both logs of households with a home to lose."""
    job = make_job(Asked(scheme="it-parma-housing-2018", persons=4000, months=24, threads=1))
    people = populate(job.inputs.bundle.society, seed=1, persons=4000)
    made = plan(job.inputs.scheme, job.inputs.bundle, people, seed=1, months=24, truth=True)
    return {keep: run(made, keep=keep, threads=1) for keep in ("penalised", "all")}  # type: ignore[arg-type]


def test_the_log_of_the_penalised_is_a_part_of_the_whole_log(logs: dict[str, Ledger]) -> None:
    some, everything = logs["penalised"].log, logs["all"].log
    assert some is not None
    assert everything is not None
    assert 0 < len(some) < len(everything)
    kept = np.isin(everything["uid"], np.unique(some["uid"]))
    assert np.array_equal(everything[kept], some)


def test_acts_of_every_member_of_a_penalised_household_are_kept(logs: dict[str, Ledger]) -> None:
    log = logs["penalised"].log
    assert log is not None
    own = np.isin(log["cause"], [CAUSES.index("true_unlawful"), CAUSES.index("true_lawful")])
    records = log[(log["kind"] == RECORD) & own]
    others = records[records["uid"] != records["other"]]
    assert len(others) > 20
    assert set(others["other"].tolist()) <= set(log["uid"][log["kind"] == ACT].tolist())
