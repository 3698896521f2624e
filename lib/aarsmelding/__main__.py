"""`python -m aarsmelding` is the command `aarsmelding`."""

from aarsmelding.cli import main

if __name__ == "__main__":
    main()
