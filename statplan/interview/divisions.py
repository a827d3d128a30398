"""The support divisions that a person speaks for, as stated or as the words of the office tell."""

import re
from collections.abc import Mapping
from typing import Any

from statplan.plan.participants import DIVISIONS

# Words by which an office tells for which division it speaks [ours]. An abbreviation counts in
# capitals alone: "IT Director" is one, "Director of Audit" and "put it right" are none.
_OFFICE_PATTERNS: dict[str, str] = {
    "finance and budget": r"(?i:financ\w*|budget\w*|comptroller|controller|treasur\w+)|CFO|OMB",
    "procurement": r"(?i:procurement|purchasing|contracting|contracts)|CPO",
    "information technology": (
        r"(?i:technology|(?<!public )information officer|information (services|systems|security)"
        r"|digital)|IT|ICT|CIO|CTO"
    ),
    "communications": (
        r"(?i:(?<!emergency )communications?|press|media|public (affairs|information))|PIO"
    ),
    "legal": r"(?i:(?<!district )attorney|counsel|legal|solicitor|law(?! enforcement))",
    "human resources": (
        r"(?i:human (resources|capital)|personnel|civil service|people officer)|HR|CHRO"
    ),
    "equal rights": r"(?i:equit\w+|equal|(civil|human) rights|diversity|inclusion)|EEO|DEI",
    "policy": r"(?i:polic(y|ies))",
}


def list_divisions(person: Mapping[str, Any]) -> list[str]:
    """Return the divisions that a person speaks for: the stated one, else those of the office."""
    stated = person.get("division")
    if stated:
        return [stated] if isinstance(stated, str) else list(stated)
    office = str(person.get("office") or "")
    return [
        division
        for division in DIVISIONS
        if re.search(rf"\b(?:{_OFFICE_PATTERNS[division]})\b", office)
    ]
