"""The engine: a plan (scheme on society as flat arrays), a state, and kernels that play out the months."""
