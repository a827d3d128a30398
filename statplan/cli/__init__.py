"""The command line: the commands, their flags, and what they print and write."""

from statplan.cli.app import main

__all__ = ["main"]
