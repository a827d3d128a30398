"""The public schedule: a page and its feeds, made of nothing but what the plan publishes."""
