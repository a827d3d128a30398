"""Run statplan: `python -m statplan` and the `statplan` command."""

from statplan.cli import main

if __name__ == "__main__":
    main()
