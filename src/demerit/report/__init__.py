"""Results as words, tables and files. Reads results; knows no engine."""
