"""A scheme of one's own, from answers to plain questions: what is watched, by whom, what it costs, what follows.

``questions`` says what is asked (the page only draws it), ``compose`` writes the files. An answer is a value from a
source, a guess with a range, or "I do not know"; the last two become assumptions with a range, never a bare number.
"""
