"""Kernels, one file a phase. They see arrays only; ``phases.py`` lists them in order."""
