"""`statplan slots`: the best recurring slots for the series whose weekday or time is undecided."""
