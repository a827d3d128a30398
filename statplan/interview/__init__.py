"""The interview: every question in order, each answer checked and kept before the next is asked."""
