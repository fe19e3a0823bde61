"""The command line: `kg VERB`. Standard output is data, standard error is for people.

Status 0: done. 1: it could not be done, or the data do not conform. 2: a wrong call.
"""

import os
import sys
from collections.abc import Mapping, Sequence

from kg.cli.arguments import parser
from kg.cli.verbs import VERBS
from kg.errors import KGError
from kg.settings import Settings

__all__ = ["main", "run"]


def main() -> int:
    """Run the command line of this process."""
    return run(sys.argv[1:], os.environ)


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run one verb; return the exit status."""
    options = parser().parse_args(arguments)
    try:
        return VERBS[options.verb](options, Settings.from_env(environ))
    except KGError as error:
        sys.stderr.write(f"kg {options.verb}: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has left (`kg query … | head`); nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
