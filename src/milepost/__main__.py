"""How does ``python -m milepost`` start? As the command line does."""

from milepost.cli import main

if __name__ == "__main__":
    main()
