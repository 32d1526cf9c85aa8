"""Faults in patrols that go where a channel's records were."""

from __future__ import annotations

from tests.mutants.fault import Fault, part
from tests.mutants.faults_schemes import invalid

OBSERVE = "engine/kernels/observe.py"
SHARES = "engine/patrols.py"

PATROLS = (
    Fault(
        "patrols-of-the-same-month",
        OBSERVE,
        "        x = x * whole[p[O_PATROL] + val(p, q, 0, cell_at(s, me)) * PA_COLS + PA_FACTOR]\n",
        "        row = val(p, q, 0, cell_at(s, me))\n"
        "        known = 1.0 + a_known(s)[row] / 262144.0\n"
        "        x = x * whole[p[O_PATROL] + row * PA_COLS + PA_FACTOR] * known\n",
        part("patrols", "patrols-of-unlike-places"),
        "patrols are where records were at the end of last month; those of the month move nobody yet",
    ),
    Fault(
        "patrols-that-stay",
        SHARES,
        "        chunk.known[:] = 0\n    share_out(patrols, table_of(chunks[0].numbers))\n",
        "        chunk.known[:] = 0\n",
        part("patrols"),
        "what was recorded in a month moves the patrols of the next",
    ),
    Fault(
        "records-count-without-the-least",
        SHARES,
        "int(65536.0 * least / factor + 0.5)",
        "int(65536.0 / factor + 0.5)",
        part("corrected-patrols", "patrols-of-households"),
        "no record counts more than one: it is weighed against the place that is patrolled least",
    ),
    Fault(
        "patrols-whatever-the-heads",
        SHARES,
        "patrols.known[row] * heads / (known * patrols.heads[row])",
        "patrols.known[row] * len(rows) / known",
        part("patrols-of-unlike-places", "patrols-of-households"),
        "as many patrols see less of each where more people are",
    ),
    Fault(
        "patrols-by-the-cell-of-the-actor",
        OBSERVE,
        "val(p, q, 0, cell_at(s, me)) * PA_COLS",
        "val(p, q, 0, cell_at(s, i)) * PA_COLS",
        part("patrols-of-households"),
        "a household is patrolled where its file is, which is where its records count",
    ),
    Fault(
        "made-up-records-send-nobody",
        OBSERVE,
        "    come_to_know(p, s, c, i)\n    note(",
        "    note(",
        part("corrected-patrols"),
        "patrols follow every record, also of what never happened",
    ),
    Fault(
        "patrols-apart",
        "engine/pair.py",
        "    queues = queues or any(channel.patrols is not None for channel in scheme.channels)\n",
        "",
        ("tests/property/test_one_pass.py::test_patrols_bind_everybody_together",),
        "where patrols follow records a record of one changes what is seen of all",
    ),
    Fault(
        "start-of-patrols-by-anything",
        "scheme/checks/records.py",
        'if table and not (name == "by" and set(table) == {spec.by}):',
        'if table and name != "by":',
        invalid("patrols_start_by_another_attribute"),
        "what is known at the start is known of the values that patrols go by",
    ),
)
