"""Runs the command line as ``python -m ssi_tui``."""

from ssi_tui.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
