"""How long things take, as ratios beside floors and budgets: `python -m benchmarks`."""
