"""Which interval a share takes."""

from __future__ import annotations

import pytest

from demerit.outcomes.ratio import Ratio, interval

SHARE = Ratio(id="share", top=(), bottom=())


@pytest.mark.parametrize(("events", "method"), [(29, "Wilson"), (50, "jackknife"), (975, "Wilson"), (960, "jackknife")])
def test_few_that_did_not_happen_are_as_few_as_few_that_did(events: int, method: str) -> None:
    found = interval(
        SHARE, value=events / 1000, counts=(events, 1000, 1000), people=None, spread=(0.01, 63), method="jackknife"
    )
    assert found[2] == method
