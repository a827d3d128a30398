"""The pages of scorecards: how many of the promised meetings of a year were held."""

from dataclasses import replace

from statplan.documents import render_document
from statplan.documents.blocks import Link, Note
from statplan.ledger.accounting import YearAccount
from statplan.papers.scorecard import make_scorecard
from statplan.site.build_site import Site


def render_scorecard_page(site: Site, year: YearAccount) -> bytes:
    """Write the scorecard of a year, with a link to the schedule where its address is stated."""
    document = make_scorecard(site.plan, year)
    if site.address:
        back = Note(("Public schedule: ", Link(site.address, site.address)))
        document = replace(document, blocks=(back, *document.blocks))
    return render_document(document, "html")
