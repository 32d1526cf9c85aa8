"""From saved ledgers: indicators by group with intervals, causes, fairness tables, and the comparison of two worlds."""
