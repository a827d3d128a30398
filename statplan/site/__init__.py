"""The public schedule: a page and its feeds, made of nothing but what the plan publishes."""

from statplan.site.folder import render_public_files
from statplan.site.making import Site, make_site

__all__ = ["Site", "make_site", "render_public_files"]
