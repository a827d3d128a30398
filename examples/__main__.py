"""`python -m examples`: make the example folders anew."""

from examples.generate import outputs
from statplan.files import write_all

for path in write_all(outputs()):
    print(f"wrote  {path}")
