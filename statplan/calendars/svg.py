"""The year as a picture: a wall calendar in SVG, which says in words what it shows."""

from statplan.calendars.feed import Feed
from statplan.calendars.wall_calendar import build_wall_calendar
from statplan.documents.blocks import Figure


def write(feed: Feed) -> bytes:
    """Write the wall calendar as SVG 1.1, with a title and a description of what it shows."""
    wall = build_wall_calendar(feed)
    (figure,) = (block for block in wall.blocks if isinstance(block, Figure))
    return figure.drawing.render_svg(title=wall.title, description=figure.alt).encode()
