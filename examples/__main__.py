"""`python -m examples`: make the example folders anew."""

from examples.generate import outputs
from statplan.workspace.files import write_files

for path in write_files(outputs()):
    print(f"wrote  {path}")
