"""Writes the report of the demo anew: ``python -m tests.tools.report_golden``; look at it."""

import tempfile
from contextlib import closing
from pathlib import Path

from ssi_tui.cli.demo import demo_tracker
from tests.publish.test_report import GOLDEN


def main() -> int:
    """Write the page."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(demo_tracker(Path(folder), None)) as tracker,
    ):
        GOLDEN.write_text(tracker.publish.report(invented=True), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
