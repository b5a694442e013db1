"""The commands as a person types them: what they do and what they print."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from ssi_tui import __version__
from ssi_tui.cli.main import main
from ssi_tui.core.formula import ACTIONS
from tests.logs import ROOT, blank, dump, rows

TODAY = "2026-11-23"
Run = Callable[..., str]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return an empty database."""
    return blank(tmp_path / "log.db")


@pytest.fixture
def run(db: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on that Monday, which must succeed, and return what it prints."""

    def run_command(*arguments: str, today: str = TODAY) -> str:
        code = main(["--db", str(db), "--today", today, *arguments])
        out, err = capsys.readouterr()
        assert (code, err) == (0, "")
        return out

    return run_command


def entries(db: Path, columns: str = "day, task, count, quality, note") -> list[tuple[object, ...]]:
    """Return the live entries."""
    return rows(db, f"SELECT {columns} FROM entries WHERE live = 1 ORDER BY seq")


# -- tick -------------------------------------------------------------------------------------


def test_tick_logs_actions_and_says_what_they_did(run: Run, db: Path) -> None:
    """Counts against targets, the minutes of the day, the total."""
    out = run("tick", "comment=2", "search")
    assert out.splitlines() == [
        "✓  comment ×2    2 of 2",
        "✓  search        1 of 1",
        "   6 of 13 min.  Score 13–82",
    ]
    assert entries(db, "day, task, count") == [
        (TODAY, "comment", 1),
        (TODAY, "comment", 1),
        (TODAY, "search", 1),
    ]


def test_tick_takes_a_quality_and_a_note(run: Run, db: Path) -> None:
    """The answer names the quality and leaves the note alone."""
    out = run("tick", "connect", "--quality", "decision_maker", "--note", "met at the fair")
    assert out.startswith("✓  connect       1 of 1    to a decision maker\n")
    assert entries(db) == [(TODAY, "connect", 1, "decision_maker", "met at the fair")]


@pytest.mark.parametrize(
    ("given", "day", "said"),
    [
        ("today", TODAY, "   2 of 13 min.  Score "),
        ("yesterday", "2026-11-22", "   Sun 22 Nov: 2 min.  Today's score "),
        ("2026-11-20", "2026-11-20", "   Fri 20 Nov: 2 of 13 min.  Today's score "),
        ("2025-11-20", "2025-11-20", "   Thu 20 Nov 2025: 2 of 13 min.  Today's score "),
    ],
)
def test_tick_takes_a_day(given: str, day: str, said: str, run: Run, db: Path) -> None:
    """An earlier one is named in the answer, and the score is that of today."""
    assert run("tick", "comment", "--date", given).splitlines()[-1].startswith(said)
    assert entries(db, "day") == [(day,)]


def test_tick_of_what_has_no_target_says_the_minutes(run: Run) -> None:
    """A group counts toward nothing of the routine."""
    assert run("tick", "group").startswith("✓  group\n   5 of 13 min.  Score ")


def test_tick_says_by_how_much_the_score_has_moved(run: Run, tmp_path: Path) -> None:
    """Each gain is that of the tick alone, and together they are the whole one."""
    days = [f"2026-{month:02}-{day:02}" for month in (9, 10, 11) for day in range(1, 23)]
    path = tmp_path / "rows.csv"
    path.write_text("day,task\n" + "".join(f"{day},comment\n{day},connect\n" for day in days))
    run("import", "log", str(path))
    before = json.loads(run("status", "--json"))["score"]["total"]
    said = [run("tick", task).splitlines()[-1] for task in ("comment=2", "share", "message")]
    assert all(re.fullmatch(r"   \d+ of 13 min\.  Score \d\d\.\d, up \d\.\d", one) for one in said)
    last = run("tick", "search", "connect=2").splitlines()
    assert last[1] == "✓  connect ×2    1 of 1  +1  plain" or last[1].startswith("✓  connect ×2")
    end = re.fullmatch(r"   All done in 15 minutes\.  Score (.+), up (.+), People most", last[-1])
    assert end is not None
    gains = [float(one.rpartition(" ")[2]) for one in said] + [float(end[2])]
    assert float(end[1]) - sum(gains) == pytest.approx(before, abs=0.15)


def test_a_note_may_begin_with_a_dash(run: Run, db: Path) -> None:
    """After an equals sign, as everywhere."""
    run("tick", "comment", "--note=-1")
    assert entries(db, "note") == [("-1",)]


def test_a_note_that_is_no_text_is_kept_as_far_as_it_goes(run: Run, db: Path) -> None:
    """A byte of another encoding arrives as a lone surrogate."""
    run("tick", "comment", "--note", "caf\udce9")
    assert entries(db, "note") == [("caf?",)]


def test_tick_lists_the_actions(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Without opening a database."""
    path = tmp_path / "none.db"
    assert main(["--db", str(path), "tick", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:-2] if line[3] != " "] == list(ACTIONS)
    assert max(map(len, lines)) < 80
    named = re.findall(r"\w+", " ".join(line[58:] for line in lines[1:-2]))
    assert {name for each in ACTIONS.values() for name in each.qualities} <= set(named)
    assert not path.exists()


# -- undo and redo ----------------------------------------------------------------------------


def test_undo_says_what_it_undid(run: Run, db: Path) -> None:
    """And redo what it brought back."""
    run("tick", "comment=2", "search")
    answer = "   {} comment ×2, search.  Score {}.  ssi-tui {}.\n"
    assert run("undo") == answer.format("Undid", "10–81", "redo brings it back")
    assert entries(db) == []
    assert run("redo") == answer.format("Redid", "13–82", "undo takes it back")
    assert len(entries(db)) == 3


def test_undo_names_the_day_that_is_not_today(run: Run) -> None:
    """Which may surprise."""
    run("tick", "comment", "--date", "yesterday")
    assert "Undid comment on Sun 22 Nov.  Score " in run("undo")


def test_undo_of_an_import_says_how_many_entries_it_took(run: Run, tmp_path: Path) -> None:
    """Not which: there may be thousands."""
    path = tmp_path / "rows.csv"
    path.write_text("day,task\n" + "2026-11-20,comment\n" * 21)
    run("import", "log", str(path))
    assert "Undid the import of 21 entries.  Score " in run("undo")


PROFILES = {
    "month before, a little": ("--past", "some"),
    "connections 1,007": ("--connections", "1007"),
    "checklist with about, media": ("--has", "photo,headline,experience,education,media,about"),
    "checklist with about; checklist without photo": (
        *("--has", "about,headline,experience,education"),
    ),
    "7 checklist items added": ("--has", "all"),
    "Navigator yes": ("--sales-navigator", "yes"),
    "workdays Mon and Thu": ("--workdays", "mon,thu"),
    "connections 7; workdays every day": ("--connections", "7", "--workdays", "none"),
}


@pytest.mark.parametrize(("words", "given"), PROFILES.items())
def test_undo_of_a_profile_names_what_it_takes_back(
    run: Run, words: str, given: tuple[str, ...]
) -> None:
    """Not what was given again as it was."""
    run("profile", *given)
    assert f"Undid the profile change: {words}." in run("undo")
    assert "connections      150" in run("profile")


# -- status -----------------------------------------------------------------------------------


def test_status_shows_the_routine_the_pillars_and_what_is_next(run: Run) -> None:
    """On one screen, in the order of the day."""
    run("tick", "comment=2", "reaction")
    lines = run("status").splitlines()
    assert lines[0] == "Mon 23 Nov 2026, day 1"
    assert re.fullmatch(r"ROUTINE {10}━+╸?─+ +4\.2 of 13 min +7 days +28 days", lines[2])
    labels = [line.split()[0] for line in lines if line.startswith("   ")]
    assert labels[:6] == ["comment", "share", "message", "search", "connect", "also"]
    assert lines[8].split() == ["also", "reaction"]
    assert any(re.match(r"   comment +● ● +2 of 2 ✓ done", line) for line in lines)
    assert any(re.match(r"ESTIMATE         [^│]+ \d[\d.–]+(  |$)", line) for line in lines)
    for label in ("Brand", "People", "Insights", "Relationships"):
        assert sum(line[3:].startswith(label) for line in lines) == 1
    assert re.fullmatch(r"NEXT {13}best use of 8.8 minutes +\+\d\.\d +\d min", lines[10])
    assert "   Collapse warnings start after 10 workdays; this is the first." in lines


def test_tick_says_in_which_week_it_has_counted(run: Run) -> None:
    run("routine", "group=2/week")
    assert run("tick", "group").startswith("✓  group         1 of 2 this week\n")
    said = run("tick", "group", "--date", "2026-11-10")
    assert said.startswith("✓  group         1 of 2 that week\n")


def test_status_asks_for_no_answer_that_was_given(run: Run) -> None:
    """Not to know what was before the log is one."""
    run("tick", "comment")
    asked = "   Your answer (ssi-tui profile) or LinkedIn's number narrows the range."
    assert asked in run("status").splitlines()
    run("profile", "--has", "none", "--past", "unknown")
    assert "   A reading of LinkedIn's own number narrows the range." in run("status").splitlines()


def test_status_of_an_empty_log_says_what_to_do(run: Run) -> None:
    assert "ssi-tui tick comment=2 search" in run("status")


def test_status_fits_a_terminal_of_eighty_columns(run: Run) -> None:
    """With two digits everywhere and a word for each risk."""
    for day in ("2026-10-05", "2026-10-06", "2026-10-07"):
        run("tick", "comment=12", "share=3", "connect=15", "--date", day)
    for today in ("2026-10-08", "2026-10-26", TODAY):
        lines = run("status", today=today).splitlines()
        assert max(map(len, lines)) < 80


def test_status_says_what_asks_for_nothing(run: Run) -> None:
    """A rest day, and time off with its last day."""
    rest = run("status", today="2026-11-22")
    assert "\nROUTINE          rest day                         0 min\n" in rest
    run("tick", "comment")
    run("off", TODAY, "2026-11-25")
    assert "\nTIME OFF         until Wed 25 Nov; nothing is due\n" in run("status")


def test_status_asks_for_nothing_in_time_off(run: Run) -> None:
    """The flag is there, and the night; nothing that moves it, and no condition."""
    days = [date(2026, 11, 2) + timedelta(days=at) for at in range(19)]
    for day in (day for day in days if day.weekday() < 5):
        run("tick", "comment=2", "share", "message", "search", "connect", "--date", str(day))
    run("off", TODAY, "2026-12-11")
    asked = run("status", today="2026-12-01")
    assert re.search(r"\n   People  .* time off +\d", asked)
    assert re.search(r"\n   \w+ drops below its collapse line .+\.\n", asked)
    assert " if you do nothing" not in asked
    assert " move" not in asked


def test_status_ignores_what_is_later_than_today(run: Run) -> None:
    """As if it were that day."""
    before = run("status", "--json", today="2026-11-20")
    run("tick", "comment=3")
    assert run("status", "--json", today="2026-11-20") == before


def test_status_short_is_one_line_for_a_prompt(run: Run) -> None:
    """Total, a dot for each task, minutes, and the worst risk if there is one."""
    run("tick", "comment=2", "search")
    assert re.fullmatch(r" \d\d[ ?]●○○●○    6/13m {19}\n", run("status", "--short"))


def test_status_short_shows_half_minutes_in_a_line_of_one_width(run: Run) -> None:
    """Minutes of 13.5 and 14.5 are not both 14."""
    run("task", "kudos", "--minutes", "0.5", "--weights", "0,0,0,1", "--target", "1")
    lines = [run("status", "--short")]
    run("tick", "comment=2", "share", "message", "search", "connect", "kudos")
    lines += [run("status", "--short"), run("tick", "kudos=2") and run("status", "--short")]
    found = re.findall(r"[\d.]+/[\d.]+m", " ".join(lines))
    assert found == ["0/13.5m", "13.5/13.5m", "14.5/13.5m"]
    assert len(set(map(len, lines))) == 1


def short_lines(run: Run, tmp_path: Path) -> list[str]:
    """Return the short status of many states, the absurd ones included."""
    found = [run("status", "--short")]
    run("tick", "comment=2", "share", "message", "search", "connect")
    found.append(run("status", "--short"))
    rhythm = tmp_path / "rhythm.csv"
    days = [date.fromordinal(date(2026, 9, 1).toordinal() + at) for at in range(70)]
    rhythm.write_text(
        "day,task\n"
        + "".join(f"{day},{task}\n" for day in days for task in ("connect", "comment", "search"))
    )
    run("import", "log", str(rhythm))
    at = date(2026, 9, 1).toordinal()
    found += [
        run("status", "--short", today=str(date.fromordinal(at + days)))
        for days in range(0, 150, 5)
    ]
    run("routine", *(f"{task}=99" for task in ("comment", "share", "message", "search", "connect")))
    found.append(run("status", "--short"))
    run("tick", "article=999", "comment=999")
    found.append(run("status", "--short"))
    run("off", TODAY)
    found.append(run("status", "--short"))
    run("profile", "--workdays", "none", "--has", "none", "--connections", "0")
    found.append(run("status", "--short", today="2026-11-24"))
    return found


def test_status_short_has_a_stable_width(run: Run, tmp_path: Path) -> None:
    """Whatever is due, done or at risk: a prompt does not jump."""
    lines = short_lines(run, tmp_path)
    assert {len(line) for line in lines} == {38}
    assert len({line.split()[-1] for line in lines}) > 5


# -- routine ----------------------------------------------------------------------------------


def test_routine_shows_the_seven_days_from_today_on(run: Run) -> None:
    """A row a task, a column a day, a dot where nothing is due."""
    lines = run("routine").splitlines()
    assert lines[0].startswith("ROUTINE          13 min a day, within your 10–15 minute goal")
    assert lines[1].split() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "minutes", "each"]
    assert lines[2].split() == ["comment", *"22222", "·", "·", "2"]
    assert lines[-1] == "   Change one: ssi-tui routine comment=3"


def test_routine_sets_targets(run: Run) -> None:
    """And shows the result."""
    lines = run("routine", "comment=3", "share=0").splitlines()
    assert "  12 min a day, within your 10–15 minute goal" in lines[0]
    assert lines[2].split() == ["comment", *"33333", "·", "·", "2"]
    assert lines[3].split()[1:8] == ["·"] * 7


def test_routine_shows_the_week_from_the_day_on_which_it_holds(run: Run) -> None:
    """Time off takes days out of it."""
    run("tick", "comment")
    run("off", "2026-12-02")
    lines = run("routine", "comment=3", "--from", "2026-12-01").splitlines()
    assert lines[0].startswith("ROUTINE          from Tue 1 Dec on: ")
    assert lines[2].split() == ["comment", "3", "·", "3", "3", "·", "·", "3", "2"]
    assert run("routine").splitlines()[2].split()[1] == "2"


def test_routine_gives_tasks_weekdays_of_their_own_and_takes_them_back(run: Run) -> None:
    """The minutes of each day stand below; ``all`` is every workday again."""
    lines = run("routine", "search=4", "--on", "mon,thu").splitlines()
    assert "  19 min on Mon and Thu" in lines[0]
    assert lines[5].split() == ["search", "4", "·", "·", "4", "·", "·", "·", "2"]
    assert lines[7].split() == ["minutes", "19", "11", "11", "19", "11", "·", "·"]
    lines = run("routine", "search=1", "--on", "all").splitlines()
    assert lines[5].split() == ["search", *"11111", "·", "·", "2"]


def test_routine_says_which_target_comes_later(run: Run) -> None:
    """It takes over on its own day, whatever holds until then."""
    run("tick", "comment")
    run("routine", "comment=3", "--from", "2026-11-30")
    assert run("routine").splitlines()[-2] == "   comment: 3 a day from Mon 30 Nov"


# -- profile ----------------------------------------------------------------------------------


CHANGE_PROFILE = "Change it: ssi-tui profile --past some --connections 300"


def test_profile_of_a_fresh_database_shows_the_assumptions(run: Run) -> None:
    """Nobody has answered yet."""
    assert run("profile").splitlines() == [
        "checklist        photo, headline, experience, education",
        "missing          background, about, skills, media, recommendations,",
        "                 endorsements, connections_500",
        "connections      150",
        "sales navigator  no",
        "workdays         mon, tue, wed, thu, fri",
        "month before     unknown",
        CHANGE_PROFILE,
    ]


def test_profile_sets_what_is_named(run: Run) -> None:
    """And shows the result."""
    out = run(
        *("profile", "--has", "photo,about", "--connections", "420", "--sales-navigator", "yes"),
        *("--workdays", "mon,wed,sun", "--past", "some"),
    )
    assert out.splitlines()[0] == "checklist        photo, about"
    assert out.splitlines()[3:] == [
        "connections      420",
        "sales navigator  yes",
        "workdays         mon, wed, sun",
        "month before     some, answered on Mon 23 Nov 2026",
        CHANGE_PROFILE,
    ]


@pytest.mark.parametrize(
    ("given", "first"), [("none", "checklist        none"), ("all", "checklist        photo, ")]
)
def test_profile_takes_all_or_none_of_the_checklist(given: str, first: str, run: Run) -> None:
    """Without naming eleven ids."""
    assert run("profile", "--has", given).startswith(first)


# -- time off ---------------------------------------------------------------------------------


def test_off_takes_days_off_and_says_what_that_means(run: Run) -> None:
    """A range, or a day."""
    assert run("off", "2026-12-21", "2027-01-03").startswith(
        "✓  Time off, Mon 21 Dec to Sun 3 Jan 2027.\n   Nothing is due"
    )
    assert run("off", "yesterday").startswith("✓  Time off, Sun 22 Nov.\n")


def test_off_lists_what_was_taken(run: Run) -> None:
    """Oldest first, with the ends of the ids; without arguments too."""
    assert run("off", "--list") == "No time off planned. Add some: ssi-tui off START END\n"
    run("off", "2026-12-21", "--reason", "holiday")
    run("off", "yesterday")
    lines = run("off", "--list").splitlines()
    assert [line[8:] for line in lines] == ["Sun 22 Nov", "Mon 21 Dec, holiday"]
    assert all(re.fullmatch(r"[0-9a-f]{6}  .*", line) for line in lines)
    assert run("off").splitlines() == lines


def test_off_takes_an_item_out_by_the_end_of_its_id(run: Run) -> None:
    """As the list shows it."""
    run("off", "2026-12-21")
    identity = run("off", "--list").split()[0]
    assert run("off", "--remove", identity) == "Canceled time off, Mon 21 Dec.\n"
    assert "No time off" in run("off", "--list")
    assert run("undo").startswith("   Undid the canceled time off: 21 Dec.")


# -- import and export ------------------------------------------------------------------------


def test_import_says_what_it_added_and_what_it_skipped(run: Run, given: Path) -> None:
    """By task, with line and reason, and how to take it back."""
    lines = run("import", "log", str(given)).splitlines()
    assert lines[0] == "Added 2 of 2 entries, Thu 20 Nov 2025 to Fri 20 Nov"
    assert lines[3].split() == ["comment", "2", "2", "0"]
    assert lines[5] == "skipped  1"
    assert lines[6].startswith('   log line 4: no activity "juggle"')
    assert lines[-1] == "ssi-tui undo removes the whole import."


def test_a_second_import_says_that_everything_is_known(run: Run, given: Path, db: Path) -> None:
    """And there is nothing to take back."""
    run("import", "log", str(given))
    before = dump(db)
    out = run("import", "log", str(given))
    assert out.startswith("Added 0 of 2 entries")
    assert "ssi-tui undo" not in out
    assert dump(db) == before


def test_a_dry_run_says_what_would_happen(run: Run, given: Path, db: Path) -> None:
    """And changes nothing."""
    before = dump(db)
    out = run("import", "log", str(given), "--dry-run")
    assert out.startswith("Would add 2 of 2 entries")
    assert "ssi-tui undo" not in out
    assert dump(db) == before


@pytest.mark.posix
@pytest.mark.parametrize("form", ["json", "csv", "markdown"])
def test_export_writes_the_same_to_a_file_and_to_standard_output(
    form: str, run: Run, tmp_path: Path
) -> None:
    """The file is private, and no part of it is left beside it."""
    run("tick", "comment", "connect", "--note", "métro, 地下鉄")
    path = tmp_path / "out" / "log"
    path.parent.mkdir()
    printed = run("export", "--format", form)
    assert run("export", "--format", form, "--output", str(path)) == ""
    assert path.read_text(encoding="utf-8") == printed
    assert "地下鉄" in printed
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["log"]


def test_export_replaces_an_older_file(run: Run, tmp_path: Path) -> None:
    """As a whole."""
    path = tmp_path / "log.json"
    path.write_text("x" * 100_000)
    run("export", "--output", str(path))
    assert json.loads(path.read_text())["kind"] == "ssi-tui log"


def test_an_export_can_be_imported_into_another_database(run: Run, tmp_path: Path) -> None:
    """Which is how a log moves to another machine."""
    run("tick", "comment=2", "connect")
    path, new = tmp_path / "log.json", tmp_path / "new.db"
    run("export", "--output", str(path))
    assert main(["--db", str(new), "--today", TODAY, "import", "log", str(path)]) == 0
    assert entries(new) == entries(tmp_path / "log.db")


# -- everywhere -------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [["status"], ["status", "--short"], ["export"], ["off", "--list"]])
def test_user_text_prints_harmlessly(form: list[str], run: Run) -> None:
    """A note or a reason cannot talk to the terminal."""
    wild = "a\x1b[31mb\x07\x9b2Jc"
    run("tick", "comment", "--note", wild)
    run("off", "2026-12-21", "--reason", wild)
    assert not set(run(*form)) & {"\x1b", "\x07"}


def test_the_note_of_the_day_prints_harmlessly(run: Run, db: Path) -> None:
    """Even if another program wrote it."""
    run("tick", "comment")
    (operation,) = rows(db, "SELECT id FROM operations")
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO day_notes (operation_id, day, note) VALUES (?, ?, ?)",
            (*operation, TODAY, "a\x1b[31mb\nc"),
        )
    assert run("status").splitlines()[-1] == "   note          a [31mb c"


@pytest.mark.parametrize(
    "command",
    [
        ["status"],
        ["status", "--short"],
        ["status", "--json"],
        ["tick", "comment"],
        ["tick", "--list"],
        ["routine"],
        ["profile"],
        ["off"],
        ["undo"],
        ["export", "--format", "markdown"],
        ["--help"],
    ],
)
def test_output_to_a_pipe_carries_no_escape_codes(command: list[str], db: Path, run: Run) -> None:
    """Even where the environment asks for colour."""
    run("tick", "connect")
    done = subprocess.run(
        [sys.executable, "-m", "ssi_tui", "--db", str(db), "--today", TODAY, *command],
        cwd=ROOT,
        env={**os.environ, "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "TERM": "xterm-256color"},
        check=True,
        capture_output=True,
    )
    assert done.stdout
    assert b"\x1b" not in done.stdout + done.stderr


@pytest.mark.posix
def test_a_reader_that_goes_away_is_no_mistake(db: Path, run: Run, tmp_path: Path) -> None:
    """``export | head -1`` ends without a word, and without a traceback."""
    path = tmp_path / "many.csv"
    path.write_text("day,task,note\n" + f"2026-11-20,comment,{'x' * 500}\n" * 2000)
    run("import", "log", str(path))
    command = f"{sys.executable} -m ssi_tui --db {db} --today {TODAY} export --format csv | head -1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


def test_the_options_of_every_command_may_stand_before_or_after_it(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also after the kind of an import."""
    assert main(["status", "--short", "--db", str(db), "--today", TODAY]) == 0
    after = capsys.readouterr().out
    assert main(["--db", str(db), "--today", TODAY, "status", "--short"]) == 0
    assert capsys.readouterr().out == after
    path = db.with_name("rows.csv")
    path.write_text("day,task\n2026-11-20,comment\n")
    assert main(["import", "log", str(path), "--db", str(db), "--today", TODAY]) == 0
    assert len(entries(db)) == 1


def test_the_database_can_be_named_by_the_environment(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--db`` wins over it."""
    monkeypatch.setenv("SSI_TUI_DB", str(db))
    other = blank(tmp_path / "other.db")
    assert main(["--today", TODAY, "tick", "comment"]) == 0
    assert main(["--today", TODAY, "--db", str(other), "tick", "share"]) == 0
    assert (entries(db, "task"), entries(other, "task")) == ([("comment",)], [("share",)])
    assert capsys.readouterr().err == ""


def test_the_database_lies_in_the_data_directory_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of this user."""
    monkeypatch.delenv("SSI_TUI_DB", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert main(["--today", TODAY, "tick", "comment"]) == 0
    assert "✓  comment" in capsys.readouterr().out
    place = tmp_path / "data" / "ssi-tui"
    assert [file for file in tmp_path.rglob("*.db") if file.parent != place / "backups"] == [
        place / "ssi-tui.db"
    ]
    assert len(list((place / "backups").glob("*-daily.db"))) == 1


@pytest.mark.parametrize("name", ["tick", "undo", "redo", "status", "routine", "profile", "off"])
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With an example."""
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"Example: ssi-tui {name}" in capsys.readouterr().out


def test_the_help_says_that_nothing_is_contacted(capsys: pytest.CaptureFixture[str]) -> None:
    """The first promise."""
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "Works offline" in " ".join(capsys.readouterr().out.split())


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing else is printed."""
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"ssi-tui {__version__}\n"
