"""Golden audits: what every check of the law catalogue answers of each scheme, by what its file says alone.

    python -m tests.golden.audits              # write all of them anew
    python -m tests.golden.audits SCHEME ...   # or some

An answer that moves is a change that users can notice: ``CHANGELOG.md`` says why it moved.
"""

from __future__ import annotations

import sys
from pathlib import Path

from demerit.evidence.catalogue import catalogue_ids
from demerit.report.audits_docs import AS_OF, Audited, audit_of

__all__ = ["COMMAND", "FOLDER", "golden_audit", "path_of"]

FOLDER = Path(__file__).with_name("audit")
COMMAND = "python -m tests.golden.audits"


def path_of(scheme: str) -> Path:
    """File of a scheme's audit."""
    return FOLDER / f"{scheme}.csv"


def golden_audit(audited: Audited) -> str:
    """Every check with its mode (whether the text reaches the scheme where it runs) and its answer."""
    about = f"# {audited.scheme.id}: the law of {AS_OF}, nothing run; written by {COMMAND}"
    rows = [f"{each.rule.check.id},{each.mode},{each.result}" for each in audited.audit.findings]
    return "\n".join([about, "check,mode,result", *rows]) + "\n"


def main(schemes: list[str]) -> None:
    """Write audits anew."""
    FOLDER.mkdir(exist_ok=True)
    for scheme in schemes or catalogue_ids("schemes"):
        path_of(scheme).write_text(golden_audit(audit_of(scheme)), encoding="utf-8", newline="\n")
        print(f"{path_of(scheme).name} written")


if __name__ == "__main__":
    main(sys.argv[1:])
