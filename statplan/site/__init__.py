"""The public schedule: a page and its feeds, made of nothing but what the plan publishes."""

from statplan.site.folder import public_files
from statplan.site.making import Site, make_site

__all__ = ["Site", "make_site", "public_files"]
