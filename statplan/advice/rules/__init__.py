"""The rules of the advice, in modules by subject."""
