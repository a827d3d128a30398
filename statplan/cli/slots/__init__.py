"""`statplan slots`: the best recurring places for the series whose weekday or time is open."""
