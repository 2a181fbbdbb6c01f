"""The command as a module: ``python -m reliability`` is ``reliability``."""

from __future__ import annotations

from reliability.cli import main

if __name__ == "__main__":
    main(prog_name="reliability")
