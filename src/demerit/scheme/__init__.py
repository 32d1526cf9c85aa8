"""What an authority does, as data: written form, resolved form, load, check, diff, safeguards."""
