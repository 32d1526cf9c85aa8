"""Who the people are and what they do: margins, cells, persons, households, firms, ties, conduct, needs."""
