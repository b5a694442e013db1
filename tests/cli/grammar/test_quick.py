"""The command lines of prompts are read as the parser reads them, or left to it."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.cli.grammar.parser import build_parser
from ssi_tui.cli.grammar.quick import read
from ssi_tui.core.checks import RefusedError
from tests.examples import examples
from tests.logs import Hands, from_scratch, tracking
from tests.tracker.test_kept_days import MORE, do, history_file
from tests.tracker.test_memory import STEPS

WORDS = st.sampled_from(
    [
        *("tick", "status", "undo", "comment", "comment=2", "search", "", "-", "--", "-h", "x y"),
        *("--db", "log.db", "--db=log.db", "--today", "2026-11-20", "--date", "yesterday"),
        *("--note", "--note=-1", "-1", "met", "--quality", "note", "--list", "--short", "--json"),
        *("--help", "--version", "--shor", "--dat", "log", "sync"),
    ]
)


@settings(max_examples=examples(400), deadline=None)
@given(st.lists(WORDS, max_size=7))
def test_what_is_read_is_what_the_parser_reads(words: list[str]) -> None:
    """Whatever the order; what the parser refuses is not read."""
    found = read(words)
    if found is not None:
        assert vars(found) == vars(build_parser().parse_args(words))


@pytest.mark.parametrize(
    "words",
    [
        ["tick", "comment"],
        ["--db", "log.db", "tick", "comment=2", "search", "--note", "met", "--date", "yesterday"],
        ["status", "--short"],
        ["status", "--db", "log.db", "--short", "--today", "2026-11-20"],
        ["sync", "--db", "log.db"],
        [],
        ["--db", "log.db", "streaks", "--today", "2026-11-20"],
    ],
)
def test_what_is_called_all_day_is_read(words: list[str]) -> None:
    """Options before and after the command."""
    assert read(words) is not None


@pytest.mark.parametrize(
    "words",
    [
        ["tick"],
        ["tick", "--list"],
        ["tick", "comment", "--note"],
        ["tick", "comment", "--date", "yesterday", "search"],
        ["status"],
        ["status", "--short", "--json"],
        ["status", "--short", "now"],
        ["undo"],
        ["sync", "--status"],
        ["log", "--json"],
        ["log", "log"],
    ],
)
def test_everything_else_is_left_to_the_parser(words: list[str]) -> None:
    """What is wrong, too: its sentences are the parser's."""
    assert read(words) is None


def test_only_a_process_of_its_own_goes_without_looking_for_garbage(tmp_path: Path) -> None:
    """Whoever calls the command line from a program of theirs keeps theirs as it is."""
    arguments = ["--db", str(tmp_path / "log.db"), "status", "--short"]
    program = (
        "import gc; from ssi_tui.cli.main import main; code = main({}); "
        "print(gc.isenabled(), gc.get_freeze_count() > 0); raise SystemExit(code)"
    )
    for passed, said in (("", "False True"), (repr(arguments), "True False")):
        done = subprocess.run(
            [sys.executable, "-c", program.format(passed), *arguments],
            check=True,
            capture_output=True,
            text=True,
        )
        assert done.stdout.splitlines()[-1] == said


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(st.one_of(STEPS, MORE), max_size=8), st.integers(0, 40))
def test_a_glance_shows_what_the_dashboard_shows(
    steps: list[str | tuple[str, int]], back: int
) -> None:
    """After any sequence of verbs, of today and of an earlier day, to the bit."""
    with TemporaryDirectory() as name:
        folder, hands = Path(name), Hands()
        path = folder / "log.db"
        with tracking(path, hands) as tracker, tracking(path, hands) as other:
            if back % 2:
                tracker.import_log(history_file(folder, 70))
            for verb in steps:
                try:
                    do(tracker, hands, other, verb, folder)
                except RefusedError:
                    continue
            for day in (tracker.today(), tracker.today() - timedelta(days=back)):
                shown, whole = tracker.view.glance(day), from_scratch(tracker, day)
                names = "today", "day", "due", "time_off_until", "minutes_done", "minutes_planned"
                assert [getattr(shown, n) for n in names] == [getattr(whole, n) for n in names]
                assert shown.shown_total == whole.shown_total
                assert shown.is_today == whole.is_today
                for at, task in enumerate(shown.tasks):
                    row = whole.tasks[at]
                    assert (task.task, task.label, task.count) == (row.task, row.label, row.count)
                    assert (task.target, task.done) == (row.target, row.done)
                for one, pillar in zip(shown.pillars, whole.pillars, strict=True):
                    assert (one.pillar, one.score) == (pillar.pillar, pillar.score)
                    assert (one.risk, one.outlook) == (pillar.risk, pillar.outlook)
