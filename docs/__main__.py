"""`python -m docs`: write the generated pages anew."""

from docs.generate import pages
from statplan.workspace.files import write_files

for path in write_files(pages()):
    print(f"wrote  {path}")
