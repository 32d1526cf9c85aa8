"""Quantities: numbers with a unit, a source, a place in it, a grade and a range."""
