"""`python -m qaclean`: the command line."""

from __future__ import annotations

import sys

from qaclean.command import main

if __name__ == "__main__":
    sys.exit(main())
