"""A plan, its ledger, and its folder on disk; the only package that opens files."""
