"""Law as data, applied to what a scheme declares and to what a run of it found. It judges schemes, never persons."""
