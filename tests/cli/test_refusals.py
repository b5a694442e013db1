"""Bad input is refused in one sentence, and changes nothing."""

import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from ssi_tui.cli.grammar.parser import build_parser
from ssi_tui.cli.main import main
from ssi_tui.storage.opening import connect
from tests.logs import blank, dump, export_to, rows_file, tracking
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
    "unknown action": (["tick", "juggle"], 'no activity "juggle"'),
    "second action unknown": (["tick", "comment", "juggle"], 'no activity "juggle"'),
    "empty action": (["tick", ""], 'no activity ""'),
    "no action": (["tick"], "log what? See ssi-tui tick --list"),
    "action of a screen": (["tick", "active_day"], 'no activity "active_day"'),
    "zero count": (["tick", "comment=0"], "a count must be 1 to 999"),
    "negative count": (["tick", "comment=-1"], "a count must be 1 to 999"),
    "absurd count": (["tick", "comment=1000"], "a count must be 1 to 999"),
    "count without end": (
        ["tick", f"comment={'9' * 5000}"],
        "the count of comment must be a whole number",
    ),
    "count that is none": (["tick", "comment=many"], "must be a whole number"),
    "count with an underscore": (["tick", "comment=1_0"], "must be a whole number"),
    "minutes with an underscore": (["task", "endorse", "--minutes", "1_0"], "must be a number"),
    "half a count": (["tick", "comment=1.5"], "must be a whole number"),
    "missing count": (["tick", "comment="], "must be a whole number"),
    "second count absurd": (["tick", "comment=1", "share=0"], "a count must be 1 to 999"),
    "unknown quality": (
        ["tick", "connect", "--quality", "loud"],
        'connect has no quality "loud". Use note, plain, decision_maker',
    ),
    "quality of none": (["tick", "search", "--quality", "note"], "search has no qualities"),
    "long note": (["tick", "comment", "--note", "x" * 2001], "can have 2000 characters"),
    "no date": (["tick", "comment", "--date", "2026-02-30"], '"2026-02-30" isn\'t a date'),
    "word for a date": (["tick", "comment", "--date", "tomorrow"], '"tomorrow" isn\'t a date; use'),
    "future date": (["tick", "comment", "--date", "2026-11-24"], "is in the future"),
    "early date": (["tick", "comment", "--date", "1999-01-01"], "before LinkedIn existed"),
    "control characters": (["tick", "\x1b[31m"], 'no activity "'),
    "bad today": (["--today", "soon", "status"], '"soon" isn\'t a date; use --today 2026-11-20'),
    "impossible today": (["--today", "2026-02-30", "status"], '"2026-02-30" isn\'t a date'),
    "early today": (
        ["--today", "1999-01-01", "status"],
        "dates must be between Wed 1 Jan 2003 and Tue 31 Dec 2199",
    ),
    "last today": (["--today", "9999-12-31", "status"], "dates must be between"),
    "unknown command": (["juggle"], 'no command "juggle". See ssi-tui --help'),
    "unknown option": (["status", "--loud"], 'no option "--loud". See ssi-tui status --help'),
    "option with a value": (["status", "--loud", "1"], 'no option "--loud". See ssi-tui status'),
    "nothing to import": (["import", "log", ""], "the path is empty; type one"),
    "no archive": (["import", "linkedin", ""], "the path is empty; type one"),
    "no output": (["export", "--output", ""], "the path is empty; type one"),
    "dashes alone": (["--"], '"--" is too much. See ssi-tui --help'),
    "option cut short": (["status", "--js"], 'no option "--js". Did you mean --json?'),
    "escape codes": (["status", "\x1b[2J\nsecond line"], '"[2J second line" is too much'),
    "two forms": (["status", "--json", "--short"], "--short can't be used with --json"),
    "option without value": (
        ["tick", "comment", "--note"],
        "--note needs a value (see ssi-tui tick --help)",
    ),
    "import of nothing": (["import"], "KIND is missing"),
    "import of no kind": (["import", "moon", "x"], 'no kind of import "moon". Use linkedin, log'),
    "import without path": (["import", "log"], "PATH is missing"),
    "import without home": (["import", "log", "~nobody-here/x"], "no such home folder"),
    "export without home": (["export", "--output", "~nobody-here/x"], "no such home folder"),
    "database without home": (["--db", "~nobody-here/x", "status"], "no such home folder"),
    "export of no format": (
        ["export", "--format", "pdf"],
        'no format "pdf". Use json, csv, markdown',
    ),
    "no time of day": (["calendar", "--at", "24:00"], '"24:00" isn\'t a time; use --at 08:30'),
    "no day of a review": (["calendar", "--review", "friday"], "--review takes one of mon, tue,"),
    "anonymous in a form": (["export", "--anonymous", "--format", "csv"], "can't be used with"),
    "a report that is opened nowhere": (["report", "--open"], "--open needs a file: --output"),
    "no weeks": (["report", "--weeks", "0"], "--weeks must be 1 to 1,500"),
    "weeks that are none": (["report", "--weeks", "many"], "--weeks must be a whole number"),
    "early year": (["report", "--year", "1999"], "--year must be 2003 to 2199"),
    "a year before the log": (["report", "--year", "2024"], "your log holds nothing of 2024"),
    "a year to come": (["report", "--year", "2027"], "your log holds nothing of 2027"),
    "weeks and a year": (["report", "--weeks", "4", "--year", "2026"], "can't be used with"),
    "calendar without home": (["calendar", "--output", "~nobody-here/x"], "no such home folder"),
    "no checklist": (
        ["profile", "--has", "photo,hat"],
        '"hat" isn\'t a profile item. Use all, none or some of photo,',
    ),
    "empty checklist": (
        ["profile", "--has", ","],
        "the list is empty. Use all, none or some of photo,",
    ),
    "negative connections": (
        ["profile", "--connections", "-1"],
        "connections must be 0 to 1,000,000",
    ),
    "absurd connections": (["profile", "--connections", "1000001"], "connections must be 0 to"),
    "connections that are none": (["profile", "--connections", "many"], "must be a whole number"),
    "neither yes nor no": (["profile", "--sales-navigator", "perhaps"], "takes yes or no"),
    "no weekday": (["profile", "--workdays", "mon,noday"], '"noday" isn\'t a weekday'),
    "no such past": (
        ["profile", "--past", "often"],
        "--past takes one of unknown, none, some, routine",
    ),
    "one of two bad": (
        ["profile", "--connections", "7", "--past", "often"],
        "--past takes one of unknown, none, some, routine",
    ),
    "no task of the routine": (["routine", "juggle=1"], 'no activity "juggle"'),
    "an action by the day": (
        ["routine", "group=2"],
        "group can only have a weekly target: group=1/week",
    ),
    "weekdays of a week": (
        ["routine", "group=2/week", "--on", "mon"],
        "--on works with daily targets only",
    ),
    "weekdays of a task a week": (
        ["task", "share", "--target", "2/week", "--on", "mon"],
        "--on works with daily targets only",
    ),
    "nothing a week": (["routine", "group=0/week"], "a weekly target must be 1 to 99"),
    "too many a week": (["routine", "share=100/week"], "a weekly target must be 1 to 99"),
    "a month": (["routine", "share=2/month"], "must be a number, or a number a week: 2/week"),
    "no number a week": (["routine", "share=x/week"], "must be a whole number"),
    "no target": (["routine", "comment"], "comment needs a target: comment=2 or comment=2/week"),
    "target that is none": (["routine", "comment=many"], "must be a whole number"),
    "negative target": (["routine", "comment=-1"], "a target must be 0 to 99"),
    "absurd target": (["routine", "comment=100"], "a target must be 0 to 99"),
    "weekdays of no task": (["routine", "--on", "mon"], "--on needs a task: search=1 --on mon,thu"),
    "no weekday of a task": (["routine", "search=1", "--on", "someday"], "isn't a weekday"),
    "task named twice": (["routine", "comment=1", "comment=2"], "comment appears twice"),
    "task without a change": (["task", "endorse", "--label", ""], "a task needs a label of 1 to"),
    "task of the formula": (
        ["task", "reaction", "--label", "like"],
        "reaction is built in; only its minutes",
    ),
    "task of the formula taken out": (
        ["task", "comment", "--remove"],
        'you have no task "comment"',
    ),
    "id of a task": (
        ["task", "End orse", "--minutes", "1"],
        "task names use a–z, 0–9 and _, at most",
    ),
    "id that is a part of the score": (["task", "baseline"], '"baseline" is already taken'),
    "weights of a task": (["task", "endorse", "--weights", "1,2,3"], "weights are four numbers"),
    "weight too large": (["task", "endorse", "--weights", "31,0,0,0"], "0 to 30"),
    "weight that is none": (
        ["task", "endorse", "--weights", "people=2"],
        "each part of --weights, such as 0,2,0,6, must be a number",
    ),
    "key of a task": (
        ["task", "endorse", "--weights", "0,2,0,6", "--key", "c"],
        "the key c is already used for comment; a is free",
    ),
    "minutes of a task": (
        ["task", "endorse", "--weights", "0,2,0,6", "--minutes", "121"],
        "minutes each must be 0 to 120",
    ),
    "minutes that are none": (["task", "endorse", "--minutes", "nan"], "must be a number"),
    "repeat of a task": (
        ["task", "endorse", "--weights", "0,2,0,6", "--repeat", "1"],
        "the repeat factor must be 0 to 0.95",
    ),
    "a slip in the id of a task": (
        ["task", "coment"],
        'no task "coment". Did you mean comment? To add one, use --weights',
    ),
    "a slip with options": (
        ["task", "shaer", "--target", "2"],
        'no task "shaer". Did you mean share?',
    ),
    "a new task without weights": (
        ["task", "kudos", "--target", "1"],
        'no task "kudos". To add one, use --weights',
    ),
    "no task named": (
        ["task", "--minutes", "1"],
        "which task? For example: ssi-tui task endorse --minutes 1",
    ),
    "weekdays without a target": (
        ["task", "endorse", "--on", "mon"],
        "--on needs --target, such as",
    ),
    "task taken out and changed": (
        ["task", "x", "--remove", "--key", "a"],
        "don't combine --remove with other options",
    ),
    "second target bad": (["routine", "comment=1", "share=x"], "must be a whole number"),
    "routine from no date": (["routine", "comment=1", "--from", "soon"], '"soon" isn\'t a date'),
    "routine out of reach": (
        ["routine", "comment=1", "--from", "9999-12-31"],
        "dates must be between",
    ),
    "routine shown out of reach": (["routine", "--from", "9999-12-31"], "dates must be between"),
    "off that ends first": (["off", "2026-12-02", "2026-12-01"], "is before the first"),
    "off from no date": (["off", "soon"], '"soon" isn\'t a date'),
    "off to no date": (["off", "2026-12-01", "soon"], '"soon" isn\'t a date'),
    "off out of reach": (["off", "9999-12-31"], "dates must be between"),
    "off before LinkedIn": (["off", "1999-01-01"], "dates must be between"),
    "off for a long reason": (["off", "today", "--reason", "x" * 2001], "can have 2000"),
    "removal of no time off": (
        ["off", "--remove", "zzz"],
        'no time off "zzz". See ssi-tui off --list',
    ),
    "removal of nothing": (["off", "--remove", ""], 'no time off ""'),
}


PATTERN = re.compile(r"""ssi-tui: ([a-z"-]|[A-Z]{2,} |[A-Z][a-z]{2} \d).*[^.!]\n""")
BANNED = re.compile(r"\b(give|name it|is no|is not|cannot|one of it|stands|lies|as usual|mend)\b")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_bad_command_is_refused_in_one_sentence(name: str, refuse: Refuse) -> None:
    """On standard error, with nothing on standard output, and nothing changed."""
    arguments, why = COMMANDS[name]
    sentence = refuse(*arguments)
    assert why in sentence
    assert sentence.rstrip("\n").isprintable()
    assert PATTERN.fullmatch(sentence), "a small letter first, no period last"
    assert not BANNED.search(sentence)


OPTIONS = [
    (*parser.prog.split()[1:], f"{action.option_strings[-1]}=--")
    for parser in parsers(build_parser())
    for action in parser._actions
    if action.option_strings and action.nargs != 0
]


@pytest.mark.parametrize("words", OPTIONS, ids=" ".join)
def test_two_dashes_are_the_value_of_no_option(words: tuple[str, ...], refuse: Refuse) -> None:
    """Versions of Python differ in what they make of them."""
    assert "needs a value" in refuse(*words)


def test_an_undo_in_two_dashes_undoes_nothing_in_the_usual_log(
    db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The option is not as good as left out."""
    monkeypatch.setenv("SSI_TUI_DB", str(db))
    before = dump(db)
    assert main(["--db=--", "undo"]) == EXIT_BAD_INPUT
    assert "needs a value" in capsys.readouterr().err
    assert dump(db) == before


def test_there_may_be_nothing_to_undo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor to redo."""
    path = blank(tmp_path / "empty.db")
    for verb in ("undo", "redo"):
        assert main(["--db", str(path), verb]) == EXIT_BAD_INPUT
        assert capsys.readouterr() == ("", f"ssi-tui: nothing to {verb}\n")


def test_a_tick_ended_what_could_be_redone(
    db: Path, refuse: Refuse, capsys: pytest.CaptureFixture[str]
) -> None:
    """Said as a sentence."""
    assert main(["--db", str(db), "--today", TODAY, "tick", "comment"]) == EXIT_DONE
    assert "comment" in capsys.readouterr().out
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
    "no columns": (b"a,b\n1,2\n", "a CSV with the columns task and time_utc or day"),
    "no task": (b"day,action\n2026-11-20,comment\n", "with the columns task"),
    "no day": (b"task,count\ncomment,1\n", "with the columns task"),
    "empty": (b"", "with the columns task"),
    "binary": (bytes(range(256)), "isn't UTF-8"),
    "a workbook": (b"PK\x03\x04\xff", "if LinkedIn made it, use ssi-tui import linkedin"),
    "other JSON": (b'{"a": 1}', "not an ssi-tui export"),
    "broken JSON": (b'{"kind": "ssi-tui log",', "JSON is incomplete"),
    "newer export": (b'{"kind": "ssi-tui log", "schema": 3}', "newer ssi-tui"),
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
    assert "can't read" in refuse("import", "log", str(tmp_path / name))


def test_an_export_below_a_regular_file_is_refused(tmp_path: Path, refuse: Refuse) -> None:
    """And the file is left as it is."""
    file = tmp_path / "file"
    file.write_text("mine")
    assert "(not a directory); choose another --output" in refuse(
        "export", "--output", str(file / "x")
    )
    assert file.read_text() == "mine"


@pytest.mark.parametrize("name", ["folder", "/"])
def test_an_export_onto_a_directory_leaves_nothing_beside_it(
    name: str, tmp_path: Path, refuse: Refuse
) -> None:
    """No part of a file."""
    (tmp_path / "folder").mkdir()
    assert "(is a directory); choose another --output" in refuse(
        "export", "--output", str(tmp_path / name)
    )


OURS = (
    *("log.db", "log.db-wal", "log.db-shm", "log.db-journal", "log.db.lock"),
    *("folder/../log.db", "link.db", "log.db.backups", "log.db.backups/x.db", "settings.toml"),
)


@pytest.mark.posix
@pytest.mark.parametrize("name", OURS)
def test_an_export_overwrites_nothing_that_is_ours(
    name: str, db: Path, tmp_path: Path, refuse: Refuse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it is named, and whether it is there now."""
    monkeypatch.setenv("SSI_TUI_SETTINGS", str(tmp_path / "settings.toml"))
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.db").symlink_to(db)
    assert "is a file of ssi-tui itself" in refuse("export", "--output", str(tmp_path / name))


@pytest.mark.posix
def test_an_export_into_a_fifo_is_refused(tmp_path: Path, refuse: Refuse) -> None:
    """It would wait for a reader; a pipe reads standard output."""
    os.mkfifo(tmp_path / "pipe")
    sentence = refuse("export", "--output", str(tmp_path / "pipe"))
    assert "(not a regular file); choose another --output" in sentence


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
    assert "isn't an ssi-tui log" in sentence
    assert "--db" in sentence
    assert path.read_text() == "a note to myself\n"


def test_a_database_below_a_regular_file_is_refused(tmp_path: Path, refuse: Refuse) -> None:
    """It cannot be created there, whoever runs it."""
    file = tmp_path / "file"
    file.write_text("mine")
    sentence = refuse("tick", "comment", "--db", str(file / "log.db"), code=EXIT_DATABASE)
    assert "(not a directory); check it, or choose another file with --db" in sentence
    assert file.read_text() == "mine"


def test_a_directory_is_no_database(tmp_path: Path, refuse: Refuse) -> None:
    """It is named as what it is."""
    sentence = refuse("status", "--db", str(tmp_path), code=EXIT_DATABASE)
    assert "(is a directory)" in sentence


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


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("import log ROWS", "stopped; your log is unchanged"),
        ("import linkedin ROWS", "stopped; your log is unchanged"),
        ("export --output OUT", "stopped; your log is unchanged"),
        ("backup", "stopped; your log is unchanged"),
        ("tick comment", "stopped, but it was saved already; ssi-tui undo takes it back"),
        ("undo", "stopped, but it was saved already; ssi-tui redo takes it back"),
        ("backup --restore NAME", "stopped; ssi-tui status shows what your log holds now"),
    ],
)
def test_a_command_that_is_stopped_says_what_it_has_changed(
    command: str,
    said: str,
    db: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Stopped where it works longest; no part of a file is left."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    # In this order: a module that is loaded only now would keep what stands in the other.
    for slow in ("storage.safety.restore.copy_database", "storage.safety.backup.copy_database"):
        monkeypatch.setattr(f"ssi_tui.{slow}", interrupted)
    monkeypatch.setattr("ssi_tui.tracker.archive.open_archive", interrupted)
    monkeypatch.setattr("ssi_tui.storage.exchange.export.write_json", interrupted)
    monkeypatch.setattr("ssi_tui.tracker.log_view.LogView.glances", interrupted)
    held = dump(db)
    copy = shutil.copy(db, tmp_path / "copy")
    names = {"ROWS": str(rows_file(tmp_path)), "OUT": str(tmp_path / "out"), "NAME": str(copy)}
    given = [names.get(word, word) for word in command.split()]
    assert main(["--db", str(db), *given]) == 130
    assert capsys.readouterr() == ("", f"ssi-tui: {said}\n")
    assert (dump(db) == held) == ("saved" not in said)
    assert not [
        file for file in tmp_path.rglob("*") if "part" in file.name or file.suffix == ".new"
    ]


def test_a_stop_in_the_moment_of_a_commit_is_one_after_it(db: Path) -> None:
    """SQLite finishes it before the program hears of the stop."""
    with tracking(db) as tracker:
        with suppress(KeyboardInterrupt), tracker.store.transaction() as held:
            raise KeyboardInterrupt
        assert not tracker.view.written
        with suppress(KeyboardInterrupt), tracker.store.transaction() as held:
            held.execute("COMMIT")
            raise KeyboardInterrupt
        assert tracker.view.written


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
    assert "--db needs a file" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["pillars"], ["streaks"]])
def test_the_app_asks_for_a_terminal_at_any_view(refuse: Refuse, command: list[str]) -> None:
    assert "ssi-tui status" in refuse(*command)
