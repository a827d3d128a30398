"""The public schedule: a page and its feeds, made of nothing but what the plan publishes."""

from statplan.site.build_site import Site, make_site
from statplan.site.files import render_public_files

__all__ = ["Site", "make_site", "render_public_files"]
