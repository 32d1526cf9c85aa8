"""Rules a scheme must keep: one file per kind of rule, each a function from a case to its defects."""
