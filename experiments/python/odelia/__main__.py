"""``odelia`` on the PATH: the program that was built along with the package."""

import os
import sys
from pathlib import Path


def main() -> None:
    program = Path(__file__).parent / "bin" / "odelia"
    os.execv(program, ["odelia", *sys.argv[1:]])


if __name__ == "__main__":
    main()
