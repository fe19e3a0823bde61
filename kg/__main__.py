"""`python -m kg` is the same as `kg`."""

import sys

from kg.cli import main

sys.exit(main())
