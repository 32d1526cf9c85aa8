"""What a run leaves behind: tallies, series and log in one Parquet folder with its manifest."""
