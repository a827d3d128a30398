"""The shell: commands, terminal, clock and files around the core."""

from statplan.cli.app import main

__all__ = ["main"]
