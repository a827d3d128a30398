"""The rules of the advice, one module for each section of the plan."""
