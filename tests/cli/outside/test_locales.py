"""Locales that are not UTF-8: files are UTF-8 all the same, and people are told what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ssi_tui.core.model import TaskDefinition
from tests.logs import ROOT, blank, tracking

NOTE = "日本 ─ ä"
LATIN = {"PYTHONIOENCODING": "latin-1"}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a log with a note that few encodings hold."""
    path = blank(tmp_path / "log.db")
    with tracking(path) as tracker:
        tracker.tick([("comment", 1)], note=NOTE)
        tracker.routine.take_time_off(tracker.today(), None, NOTE)
        tracker.tasks.define(TaskDefinition("visit", label=NOTE, minutes=1.0))
    return path


def run(db: Path, *arguments: str) -> tuple[bytes, str]:
    """Run a command where the locale is that of western Europe; return what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "ssi_tui", "--db", str(db), "--today", "2026-11-23", *arguments],
        cwd=ROOT,
        env=os.environ | LATIN,
        capture_output=True,
        timeout=60,
        check=True,
    )
    return done.stdout, done.stderr.decode("latin-1")


@pytest.mark.parametrize("form", ["json", "csv", "markdown"])
def test_an_export_is_utf_8_whatever_the_locale(form: str, db: Path, tmp_path: Path) -> None:
    """On standard output as in a file."""
    out, err = run(db, "export", "--format", form)
    assert NOTE in out.decode()
    assert err == ""
    file = tmp_path / "export"
    run(db, "export", "--format", form, "--output", str(file))
    assert file.read_bytes() == out


@pytest.mark.parametrize("command", ["task --json", "week --markdown"])
def test_json_and_markdown_are_utf_8_whatever_the_locale(command: str, db: Path) -> None:
    """Other programs read them."""
    out, err = run(db, *command.split())
    assert not out.isascii()
    assert "?" not in out.decode()
    assert err == ""


def test_what_the_locale_cannot_print_is_told(db: Path) -> None:
    """Once, and what it can print stands there."""
    out, err = run(db, "off", "--list")
    assert "?? - ä" in out.decode("latin-1")
    assert err == "ssi-tui: latin-1 can't show what is printed as ?; see ssi-tui doctor\n"


@pytest.mark.parametrize("command", ["undo", "status", "status --short", "doctor", "off"])
def test_our_glyphs_are_ascii_in_a_locale_that_lacks_them(command: str, db: Path) -> None:
    """So that nothing of ours is missing."""
    with tracking(db) as tracker:
        tracker.undo()
        tracker.undo()
    out, err = run(db, *command.split())
    assert out.isascii()
    assert err == ""
