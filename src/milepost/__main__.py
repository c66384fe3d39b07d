"""How does ``python -m milepost`` start? As the command line does."""

import sys

from milepost.cli import main

if __name__ == "__main__":
    sys.exit(main())
