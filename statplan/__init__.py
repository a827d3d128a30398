"""Set up a government's performance (Stat) meetings and keep them alive for a year."""

__version__ = "0.1.0"
__all__ = ["__version__"]
