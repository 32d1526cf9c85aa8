"""All planted faults, by the part of the package they are planted in."""

from __future__ import annotations

from tests.mutants.fault import Fault
from tests.mutants.faults_audits import AUDITS
from tests.mutants.faults_calibration import CALIBRATION
from tests.mutants.faults_conduct import CONDUCT
from tests.mutants.faults_dates import DATES
from tests.mutants.faults_draws import DRAWS
from tests.mutants.faults_files import FILES
from tests.mutants.faults_law import LAW
from tests.mutants.faults_lists import LISTS
from tests.mutants.faults_lives import LIVES
from tests.mutants.faults_mixing import MIXING
from tests.mutants.faults_pairs import PAIRS
from tests.mutants.faults_patrols import PATROLS
from tests.mutants.faults_results import RESULTS
from tests.mutants.faults_schemes import SCHEMES
from tests.mutants.faults_societies import SOCIETIES
from tests.mutants.faults_unrecorded import UNRECORDED

__all__ = ["FAULTS"]

FAULTS: tuple[Fault, ...] = (
    *AUDITS, *CALIBRATION, *DRAWS, *DATES, *CONDUCT, *FILES, *LAW, *LISTS, *LIVES, *MIXING, *PAIRS, *PATROLS, *RESULTS,
    *SCHEMES, *SOCIETIES, *UNRECORDED,
)  # fmt: skip
