"""The budgets of speed and memory, measured against their floors in one run: `python -m benchmarks`."""
