"""Questions put to the engine: single runs with their assumptions varied, and later replicates, sweeps and fits."""
