"""``python -m speechkit`` is the command ``speechkit``."""

import sys

from speechkit.safepath import safe_path

if __name__ == "__main__":
    # Python puts the current folder first, and finds there whatever is imported from here on.
    sys.path[:] = safe_path(sys.path)

    from speechkit.cli import main

    sys.exit(main())
