"""Run statplan: `python -m statplan` and the `statplan` command."""

import gc
import os
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line in a process of its own, which is over before its garbage matters."""
    gc.disable()
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # nobody else's change what is read
    from statplan.cli.app import main as run

    try:
        run()
    finally:
        gc.freeze()  # the system takes everything back at once; nothing is left to look through


if __name__ == "__main__":
    main()
