"""The entrance: ``python -m desktop``."""

import sys

from desktop.shell import main

if __name__ == "__main__":
    sys.exit(main())
