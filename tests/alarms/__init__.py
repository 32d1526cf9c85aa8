"""Chance in tests: one budget of false alarms for the whole suite, and the only place where chance is judged.

``checks`` judges one number, ``table`` says which test makes how many such checks, ``page`` writes both up for people,
``sweep`` plays tests again on fresh dice and judges their z-values together.
"""
