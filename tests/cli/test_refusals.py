"""Bad input is refused in one sentence, and changes nothing."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ssi_tui.cli.grammar.parser import build_parser
from ssi_tui.cli.main import main
from ssi_tui.storage.opening import connect
from tests.logs import blank, dump, export_to, tracking
from tests.tools.manual import parsers

TODAY = "2026-11-23"
EXIT_DONE = 0
EXIT_BAD_INPUT = 2
EXIT_DATABASE = 3
"""The codes are part of the contract, so they are written out here."""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a database with a few ticks, one of them undone, and time off."""
    path = blank(tmp_path / "log.db")
    with tracking(path) as tracker:
        tracker.tick([("comment", 1), ("search", 1)])
        tracker.routine.take_time_off(tracker.today())
        tracker.tick([("share", 1)])
        tracker.undo()
    return path


Refuse = Callable[..., str]


@pytest.fixture
def refuse(db: Path, capsys: pytest.CaptureFixture[str]) -> Refuse:
    """Run a command that is refused and return the sentence; nothing is changed by it."""

    def refuse_command(*arguments: str, code: int = EXIT_BAD_INPUT) -> str:
        before, whole = dump(db), db.read_bytes()
        files = {file.name for file in db.parent.iterdir()}
        found = main(["--db", str(db), "--today", TODAY, *arguments])
        out, err = capsys.readouterr()
        assert (found, out) == (code, "")
        assert err.startswith("ssi-tui: ")
        assert err.endswith("\n")
        assert len(err.splitlines()) == 1
        assert (dump(db), db.read_bytes()) == (before, whole)
        assert {file.name for file in db.parent.iterdir()} == files
        return err

    return refuse_command


COMMANDS: dict[str, tuple[list[str], str]] = {
    "unknown action": (["tick", "juggle"], "'juggle' is not an action"),
    "second action unknown": (["tick", "comment", "juggle"], "'juggle' is not an action"),
    "empty action": (["tick", ""], "'' is not an action"),
    "no action": (["tick"], "at least one action"),
    "action of a screen": (["tick", "active_day"], "'active_day' is not an action"),
    "zero count": (["tick", "comment=0"], "a count is 1 to 999, not 0"),
    "negative count": (["tick", "comment=-1"], "a count is 1 to 999, not -1"),
    "absurd count": (["tick", "comment=1000"], "a count is 1 to 999, not 1000"),
    "count without end": (["tick", f"comment={'9' * 5000}"], "the count of comment"),
    "count that is none": (["tick", "comment=many"], "not 'many'"),
    "count with an underscore": (["tick", "comment=1_0"], "not '1_0'"),
    "minutes with an underscore": (["task", "endorse", "--minutes", "1_0"], "takes a number"),
    "half a count": (["tick", "comment=1.5"], "not '1.5'"),
    "missing count": (["tick", "comment="], "not ''"),
    "second count absurd": (["tick", "comment=1", "share=0"], "a count is 1 to 999, not 0"),
    "unknown quality": (["tick", "connect", "--quality", "loud"], "'loud' is not a quality"),
    "quality of none": (["tick", "search", "--quality", "note"], "search has no quality"),
    "long note": (["tick", "comment", "--note", "x" * 2001], "at most 2000 characters"),
    "no date": (["tick", "comment", "--date", "2026-02-30"], "'2026-02-30' is not a date"),
    "word for a date": (["tick", "comment", "--date", "tomorrow"], "'tomorrow' is not a date"),
    "future date": (["tick", "comment", "--date", "2026-11-24"], "is after today"),
    "early date": (["tick", "comment", "--date", "1999-01-01"], "before LinkedIn began"),
    "control characters": (["tick", "\x1b[31m"], "is not an action"),
    "bad today": (["--today", "soon", "status"], "--today 'soon' is not a date"),
    "impossible today": (["--today", "2026-02-30", "status"], "'2026-02-30' is not a date"),
    "early today": (["--today", "1999-01-01", "status"], "1999-01-01 is out of reach"),
    "last today": (["--today", "9999-12-31", "status"], "9999-12-31 is out of reach"),
    "unknown command": (["juggle"], "invalid choice: 'juggle'"),
    "unknown option": (["status", "--loud"], "unrecognized arguments: --loud"),
    "option cut short": (["status", "--js"], "unrecognized arguments: --js"),
    "escape codes": (["status", "\x1b[2J\nsecond line"], "unrecognized arguments: [2J second"),
    "two forms": (["status", "--json", "--short"], "not allowed with argument"),
    "option without value": (["tick", "comment", "--note"], "expected one argument"),
    "import of nothing": (["import"], "required: KIND"),
    "import of no kind": (["import", "moon", "x"], "invalid choice: 'moon'"),
    "import without path": (["import", "log"], "required: PATH"),
    "import without home": (["import", "log", "~nobody-here/x"], "names no home directory"),
    "export without home": (["export", "--output", "~nobody-here/x"], "names no home directory"),
    "database without home": (["--db", "~nobody-here/x", "status"], "names no home directory"),
    "export of no format": (["export", "--format", "pdf"], "invalid choice: 'pdf'"),
    "no checklist": (["profile", "--has", "photo,hat"], "'hat' is not on the checklist"),
    "empty checklist": (["profile", "--has", ","], "an empty list is not on the checklist"),
    "negative connections": (["profile", "--connections", "-1"], "connections are 0 to 1000000"),
    "absurd connections": (["profile", "--connections", "1000001"], "connections are 0 to"),
    "connections that are none": (["profile", "--connections", "many"], "not 'many'"),
    "neither yes nor no": (["profile", "--sales-navigator", "perhaps"], "is yes or no"),
    "no weekday": (["profile", "--workdays", "mon,noday"], "'noday' is not a weekday"),
    "no such past": (["profile", "--past", "often"], "--past is one of"),
    "one of two bad": (["profile", "--connections", "7", "--past", "often"], "--past is one of"),
    "no task of the routine": (["routine", "juggle=1"], "'juggle' is not an action"),
    "an action by the day": (["routine", "group=2"], "asked for by the week, like group=1/week"),
    "weekdays of a week": (["routine", "group=2/week", "--on", "mon"], "--on is for daily targets"),
    "weekdays of a task a week": (
        ["task", "share", "--target", "2/week", "--on", "mon"],
        "--on is for daily targets",
    ),
    "nothing a week": (["routine", "group=0/week"], "asked for 1 to 99 times a week, not 0"),
    "too many a week": (["routine", "share=100/week"], "asked for 1 to 99 times a week, not 100"),
    "a month": (["routine", "share=2/month"], "or one a week like 2/week, not '2/month'"),
    "no number a week": (["routine", "share=x/week"], "is a whole number, not 'x'"),
    "no target": (["routine", "comment"], "give comment a target"),
    "target that is none": (["routine", "comment=many"], "not 'many'"),
    "negative target": (["routine", "comment=-1"], "a daily target is 0 to 99"),
    "absurd target": (["routine", "comment=100"], "a daily target is 0 to 99"),
    "weekdays of no task": (["routine", "--on", "mon"], "name the tasks that --on is for"),
    "no weekday of a task": (["routine", "search=1", "--on", "someday"], "is not a weekday"),
    "task named twice": (["routine", "comment=1", "comment=2"], "comment is named twice"),
    "task without a change": (["task", "endorse", "--label", ""], "a task needs a name"),
    "task of the formula": (["task", "reaction", "--label", "like"], "only its minutes"),
    "task of the formula taken out": (["task", "comment", "--remove"], "no task of your own"),
    "id of a task": (["task", "End orse", "--minutes", "1"], "cannot be the id of a task"),
    "id that is a part of the score": (["task", "baseline"], "has a meaning already"),
    "weights of a task": (["task", "endorse", "--weights", "1,2,3"], "weights are four numbers"),
    "weight too large": (["task", "endorse", "--weights", "31,0,0,0"], "each 0 to 30"),
    "weight that is none": (["task", "endorse", "--weights", "a,b,c,d"], "takes a number"),
    "key of a task": (
        ["task", "endorse", "--weights", "0,2,0,6", "--key", "c"],
        "'c' is comment in Today already",
    ),
    "minutes of a task": (
        ["task", "endorse", "--weights", "0,2,0,6", "--minutes", "121"],
        "takes 0 to 120 minutes",
    ),
    "minutes that are none": (["task", "endorse", "--minutes", "nan"], "takes a number"),
    "repeat of a task": (
        ["task", "endorse", "--weights", "0,2,0,6", "--repeat", "1"],
        "the repeat factor is 0 to 0.95",
    ),
    "a slip in the id of a task": (["task", "coment"], "called coment; did you mean comment?"),
    "a slip with options": (
        ["task", "shaer", "--target", "2"],
        "called shaer; did you mean share?",
    ),
    "a new task without weights": (["task", "kudos", "--target", "1"], "a new one needs --weights"),
    "no task named": (["task", "--minutes", "1"], "name the task that is meant"),
    "weekdays without a target": (["task", "endorse", "--on", "mon"], "give the target"),
    "task taken out and changed": (["task", "x", "--remove", "--key", "a"], "leave the other"),
    "second target bad": (["routine", "comment=1", "share=x"], "not 'x'"),
    "routine from no date": (["routine", "comment=1", "--from", "soon"], "'soon' is not a date"),
    "routine out of reach": (["routine", "comment=1", "--from", "9999-12-31"], "out of reach"),
    "routine shown out of reach": (["routine", "--from", "9999-12-31"], "out of reach"),
    "off that ends first": (["off", "2026-12-02", "2026-12-01"], "before it begins"),
    "off from no date": (["off", "soon"], "'soon' is not a date"),
    "off to no date": (["off", "2026-12-01", "soon"], "'soon' is not a date"),
    "off out of reach": (["off", "9999-12-31"], "out of reach"),
    "off before LinkedIn": (["off", "1999-01-01"], "out of reach"),
    "off for a long reason": (["off", "today", "--reason", "x" * 2001], "at most 2000"),
    "removal of no time off": (["off", "--remove", "zzz"], "'zzz' is the id of no time off"),
    "removal of nothing": (["off", "--remove", ""], "is the id of no time off"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_bad_command_is_refused_in_one_sentence(name: str, refuse: Refuse) -> None:
    """On standard error, with nothing on standard output, and nothing changed."""
    arguments, why = COMMANDS[name]
    sentence = refuse(*arguments)
    assert why in sentence
    assert sentence.rstrip("\n").isprintable()


OPTIONS = [
    (*parser.prog.split()[1:], f"{action.option_strings[-1]}=--")
    for parser in parsers(build_parser())
    for action in parser._actions
    if action.option_strings and action.nargs != 0
]


@pytest.mark.parametrize("words", OPTIONS, ids=" ".join)
def test_two_dashes_are_the_value_of_no_option(words: tuple[str, ...], refuse: Refuse) -> None:
    """Versions of Python differ in what they make of them."""
    assert "-- is no value" in refuse(*words)


def test_an_undo_in_two_dashes_undoes_nothing_in_the_usual_log(
    db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The option is not as good as left out."""
    monkeypatch.setenv("SSI_TUI_DB", str(db))
    before = dump(db)
    assert main(["--db=--", "undo"]) == EXIT_BAD_INPUT
    assert "-- is no value" in capsys.readouterr().err
    assert dump(db) == before


def test_there_may_be_nothing_to_undo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor to redo."""
    path = blank(tmp_path / "empty.db")
    for verb in ("undo", "redo"):
        assert main(["--db", str(path), verb]) == EXIT_BAD_INPUT
        assert capsys.readouterr() == ("", f"ssi-tui: there is nothing to {verb}\n")


def test_a_tick_ended_what_could_be_redone(
    db: Path, refuse: Refuse, capsys: pytest.CaptureFixture[str]
) -> None:
    """Said as a sentence."""
    assert main(["--db", str(db), "--today", TODAY, "tick", "comment"]) == EXIT_DONE
    assert "ticked" in capsys.readouterr().out
    assert "nothing to redo" in refuse("redo")


# -- without a terminal -----------------------------------------------------------------------


def test_without_a_terminal_the_app_names_status(refuse: Refuse) -> None:
    """Which works in scripts and pipes."""
    sentence = refuse()
    assert "needs a terminal" in sentence
    assert "ssi-tui status" in sentence


def test_without_a_terminal_no_database_is_created(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing was asked of it."""
    path = tmp_path / "none.db"
    assert main(["--db", str(path)]) == EXIT_BAD_INPUT
    assert "status" in capsys.readouterr().err
    assert not path.exists()


# -- files ------------------------------------------------------------------------------------

FILES: dict[str, tuple[bytes, str]] = {
    "no columns": (b"a,b\n1,2\n", "header names task and time_utc or day"),
    "no task": (b"day,action\n2026-11-20,comment\n", "header names task"),
    "no day": (b"task,count\ncomment,1\n", "header names task"),
    "empty": (b"", "header names task"),
    "binary": (bytes(range(256)), "is not UTF-8 text"),
    "other JSON": (b'{"a": 1}', "no ssi-tui export"),
    "broken JSON": (b'{"kind": "ssi-tui log",', "not whole JSON"),
    "newer export": (b'{"kind": "ssi-tui log", "schema": 2}', "newer ssi-tui"),
}


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_log_is_refused(
    name: str, dry: list[str], tmp_path: Path, refuse: Refuse
) -> None:
    """In a dry run too."""
    content, why = FILES[name]
    path = tmp_path / "given"
    path.write_bytes(content)
    assert why in refuse("import", "log", str(path), *dry)


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_cannot_be_read_is_refused(name: str, tmp_path: Path, refuse: Refuse) -> None:
    """With the reason of the system."""
    assert "cannot be read (" in refuse("import", "log", str(tmp_path / name))


def test_an_export_below_a_regular_file_is_refused(tmp_path: Path, refuse: Refuse) -> None:
    """And the file is left as it is."""
    file = tmp_path / "file"
    file.write_text("mine")
    assert "cannot be written (not a directory)" in refuse("export", "--output", str(file / "x"))
    assert file.read_text() == "mine"


@pytest.mark.parametrize("name", ["folder", "/"])
def test_an_export_onto_a_directory_leaves_nothing_beside_it(
    name: str, tmp_path: Path, refuse: Refuse
) -> None:
    """No part of a file."""
    (tmp_path / "folder").mkdir()
    assert "cannot be written (is a directory)" in refuse(
        "export", "--output", str(tmp_path / name)
    )


OURS = (
    *("log.db", "log.db-wal", "log.db-shm", "log.db-journal", "log.db.lock"),
    *("folder/../log.db", "link.db", "log.db.backups", "log.db.backups/x.db", "settings.toml"),
)


@pytest.mark.parametrize("name", OURS)
def test_an_export_overwrites_nothing_that_is_ours(
    name: str, db: Path, tmp_path: Path, refuse: Refuse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it is named, and whether it is there now."""
    monkeypatch.setenv("SSI_TUI_SETTINGS", str(tmp_path / "settings.toml"))
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.db").symlink_to(db)
    assert "would overwrite what ssi-tui keeps" in refuse(
        "export", "--output", str(tmp_path / name)
    )


def test_an_export_into_a_fifo_is_refused(tmp_path: Path, refuse: Refuse) -> None:
    """It would wait for a reader; a pipe reads standard output."""
    os.mkfifo(tmp_path / "pipe")
    sentence = refuse("export", "--output", str(tmp_path / "pipe"))
    assert "cannot be written (is not a regular file)" in sentence


# -- databases --------------------------------------------------------------------------------

ALL = (
    ["status"],
    ["status", "--json"],
    ["status", "--short"],
    ["tick", "comment"],
    ["undo"],
    ["redo"],
    ["routine"],
    ["routine", "comment=3"],
    ["profile"],
    ["profile", "--connections", "7"],
    ["off", "--list"],
    ["off", "today"],
    ["import", "log", "given.csv"],
    ["export"],
)


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_every_command_refuses_a_file_that_is_not_a_database(
    command: list[str], tmp_path: Path, refuse: Refuse
) -> None:
    """And leaves it as it is."""
    path = tmp_path / "notes.txt"
    path.write_text("a note to myself\n")
    given = tmp_path / "given.csv"
    given.write_text("day,task\n2026-11-20,comment\n")
    named = [str(given) if word == given.name else word for word in command]
    sentence = refuse(*named, "--db", str(path), code=EXIT_DATABASE)
    assert "is not an ssi-tui database" in sentence
    assert "--db" in sentence
    assert path.read_text() == "a note to myself\n"


def test_a_database_below_a_regular_file_is_refused(tmp_path: Path, refuse: Refuse) -> None:
    """It cannot be created there, whoever runs it."""
    file = tmp_path / "file"
    file.write_text("mine")
    sentence = refuse("tick", "comment", "--db", str(file / "log.db"), code=EXIT_DATABASE)
    assert "cannot be used (not a directory)" in sentence
    assert file.read_text() == "mine"


def test_a_directory_is_no_database(tmp_path: Path, refuse: Refuse) -> None:
    """It is named as what it is."""
    sentence = refuse("status", "--db", str(tmp_path), code=EXIT_DATABASE)
    assert "cannot be used (is a directory)" in sentence


def test_a_newer_database_is_refused(db: Path, refuse: Refuse) -> None:
    """With the way out."""
    connection = connect(db)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "update ssi-tui" in refuse("tick", "comment", code=EXIT_DATABASE)


def test_a_database_that_lost_a_table_is_refused(db: Path, refuse: Refuse) -> None:
    """Where the query fails."""
    connection = connect(db)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DROP TABLE entries")
    connection.close()
    assert "no such table" in refuse("status", code=EXIT_DATABASE)


def test_an_interrupt_ends_without_a_word(
    db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the code that shells expect."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ssi_tui.tracker.tracker.Tracker.dashboard", interrupted)
    assert main(["--db", str(db), "status"]) == 130
    assert capsys.readouterr() == ("", "")


def test_an_export_of_the_sample_is_taken(db: Path, tmp_path: Path) -> None:
    """Which shows that the refusals above have their own reasons."""
    with tracking(db) as tracker:
        path = export_to(tmp_path / "export.json", tracker)
    other = tmp_path / "other.db"
    assert main(["--db", str(other), "--today", TODAY, "import", "log", str(path)]) == EXIT_DONE


@pytest.mark.parametrize(
    "arguments",
    [
        ["tick", "juggle"],
        ["tick", "comment=0"],
        ["tick", "comment", "--date", "soon"],
        ["routine", "comment=x"],
        ["profile", "--has", "hat"],
        ["off", "never"],
        ["import", "log", "nothing.csv"],
    ],
)
def test_bad_input_leaves_no_file_where_there_was_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(["--db", str(tmp_path / "new" / "log.db"), *arguments]) == EXIT_BAD_INPUT
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_an_empty_name_of_a_database_is_not_the_usual_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--db", "", "status"]) == EXIT_BAD_INPUT
    assert "--db names no file" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["pillars"], ["streaks"]])
def test_the_app_asks_for_a_terminal_at_any_view(refuse: Refuse, command: list[str]) -> None:
    assert "ssi-tui status" in refuse(*command)
