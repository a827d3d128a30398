"""`python -m docs`: write the generated pages anew."""

from docs.generate import pages
from statplan.files import write_all

for path in write_all(pages()):
    print(f"wrote  {path}")
