"""What every benchmark of this folder shares: inputs, timing, statistics, reports."""
