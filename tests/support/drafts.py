"""A draft of an interview as statplan writes it."""

DRAFT = {
    "statplan draft": 1,
    "saved": "2026-12-01T09:00:00-06:00",
    "plan": "",
    "basis": {
        "like": None,
        "layers": [["answers.yaml", {"program": {"name": "TestStat"}, "frequency": {
            "series": [{"id": "stat", "every": "month", "on": "second Thursday"}],
            "first_day": "2027-01-01"}, "participants": {"people": [{"id": "a", "office": "A"}]}}],
            ["roster.csv", {"participants": {"departments": [{"id": "fire", "name": "Fire"}]}}]],
        "settings": [["frequency.minutes", 60], ["frequency.series[stat].at", "08:00"]],
        "year": 2027,
        "next_year": 2027,
        "defaults": False,
    },
    "wish": {"sections": [], "paths": [], "skip_answered": False},
    "replies": [
        {"asked": "start", "reply": "blank"},
        {"asked": "depth", "reply": "offer"},
        {"asked": "program.organization", "reply": "City of Springfield"},
        {"asked": "program.government", "reply": "city", "kept": True},
        {"asked": "program.timezone", "went": "leadership"},
        {"asked": "leadership.form", "reply": "mayor"},
        {"asked": "leadership.attends", "reply": None},
    ],
}  # fmt: skip
