"""The import of an archive by keys: pick, read, confirm, propose."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from ssi_tui.core.model import Profile
from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.tui.dialogs.confirm import ConfirmDialog
from ssi_tui.tui.dialogs.forms.archive import ProgressDialog
from ssi_tui.tui.dialogs.forms.pick import Near, PickDialog, near
from tests.linkedin.analytics.books import book, counts
from tests.linkedin.builder import Export, sheet
from tests.linkedin.importing import LINK
from tests.linkedin.sample import sample
from tests.logs import rows
from tests.tools import scenes
from tests.tui.conftest import OpenApp
from tests.tui.driver import Session

LATER = date(2026, 1, 5)


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the downloads of a user, with an archive, a picture and a folder."""
    folder = tmp_path / "home" / "Downloads"
    folder.mkdir(parents=True)
    sample().zip(folder / "Complete_LinkedInDataExport_12-20-2025.zip")
    (folder / "larch.png").write_bytes(b"")
    (folder / "Invoices").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return folder


@pytest.fixture
def app(open_app: OpenApp, downloads: Path) -> Session:
    """Return the app with the picker open."""
    opened = open_app(scenes.first_run, day=LATER)
    assert downloads.is_dir()
    return opened.press("i")


def shows(app: Session, dialog: type[object]) -> bool:
    """Wait until a dialog is in front, and painted."""
    found = app.until(lambda: isinstance(app.app.screen, dialog))
    app.settle()
    return found


def read(app: Session) -> Session:
    """Read the archive that is chosen."""
    app.press("down", "enter")
    assert app.until(lambda: "to add" in app.text)
    return app


def test_the_picker_begins_where_downloads_lie_and_offers_archives_alone(app: Session) -> None:
    assert shows(app, PickDialog)
    assert app.row_with("Complete_LinkedInDataExport").endswith("kB")
    assert "▌ Complete" not in app.text
    assert "▌ Complete" in app.press("down").text
    assert "Invoices/" in app.text
    assert "larch.png" not in app.text


def test_the_picker_begins_in_downloads_whatever_their_name_in_the_users_language(
    open_app: OpenApp, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And in the home folder where there is no such folder."""
    config = downloads.parent / "config"
    config.mkdir(mode=0o700)
    (config / "user-dirs.dirs").write_text('XDG_DOWNLOAD_DIR="$HOME/Téléchargements"\n')
    monkeypatch.setenv("XDG_CONFIG_HOME", str(config))
    app = open_app(scenes.first_run, day=LATER).press("i")
    assert app.app.screen.query_one(Input).value == "~/"
    named = downloads.rename(downloads.parent / "Téléchargements")
    app.press("escape", "i")
    assert app.app.screen.query_one(Input).value == f"~/{named.name}/"


def test_tab_takes_the_chosen_name_into_the_path(app: Session, downloads: Path) -> None:
    app.press("down", "down", "tab")
    assert downloads.name == "Downloads"
    assert app.app.screen.query_one(Input).value == "~/Downloads/Invoices/"


def test_an_archive_is_read_without_writing_first(app: Session) -> None:
    read(app)
    assert shows(app, ProgressDialog)
    assert "complete archive" in app.text
    assert "25 entries to add, Sat 21 Sep 2024 to Tue 16 Dec 2025" in app.text
    assert app.logged(date(2025, 12, 15)) == {}
    app.press("escape")
    assert app.logged(date(2025, 12, 15)) == {}


def test_enter_imports_what_was_shown_and_u_takes_it_back(app: Session) -> None:
    read(app).press("enter")
    assert shows(app, ConfirmDialog)
    app.press("escape")
    assert app.last.split()[:3] == ["Imported", "25", "entries."]
    assert app.logged(date(2025, 12, 15)) != {}
    app.press("u", "enter")
    assert app.logged(date(2025, 12, 15)) == {}


def test_the_profile_is_proposed_and_set_only_with_a_yes(app: Session) -> None:
    read(app).press("enter")
    assert shows(app, ConfirmDialog)
    assert "connections  150 → 4" in app.text
    with app.elsewhere() as tracker:
        assert tracker.routine.profile() == Profile()
    app.press("enter")
    with app.elsewhere() as tracker:
        profile = tracker.routine.profile()
    assert profile.connections == 4
    assert "skills" in profile.checklist


def test_connections_alone_propose_the_network_though_there_is_nothing_to_import(
    app: Session, downloads: Path
) -> None:
    sample().folder(downloads / "unpacked")
    (downloads / "unpacked" / "Connections.csv").rename(downloads / "a-linkedin.csv")
    app.press("a", "-", "l", "down", "enter")
    assert app.until(lambda: "Nothing in it can be counted." in app.text)
    assert "add nothing to the log" in app.text
    app.press("enter")
    assert shows(app, ConfirmDialog)
    assert "connections  150 → 4" in app.text


def test_a_workbook_is_imported_has_a_row_in_the_log_and_is_undone(
    app: Session, downloads: Path
) -> None:
    """Read first without writing; the message, the Log and the undo name what came."""
    name = "AggregateAnalytics_Ada Quill_2025-12-07_2026-01-05.xlsx"
    book(found=counts(last=LATER)).save(downloads / name)
    app.press(*"Agg", "down", "enter")
    assert app.until(lambda: "90 figures to add, Sun 7 Dec 2025 to Mon 5 Jan 2026" in app.text)
    assert app.row_with("new followers").split()[-4:] == ["30", "30", "0", "0"]
    assert "2,571 followers on Mon 5 Jan" in app.text
    assert rows(app.path, "SELECT COUNT(*) FROM analytics_days") == [(0,)]
    app.press("enter")
    assert app.until(lambda: "Imported 90 figures." in app.last)
    app.press("5")
    assert "analytics import 30 days, 2,571 followers" in " ".join(app.text.split())
    app.press("d")
    assert "Undo the import of Mon 5 Jan 2026?" in app.text
    app.press("enter")
    assert "Undid the analytics import: 30 days, 2,571 followers." in app.last


def test_a_workbook_says_what_it_lacks_and_what_was_skipped(app: Session, downloads: Path) -> None:
    made = book(found=counts(5, LATER))
    del made.sheets["FOLLOWERS"]
    made.sheets["ENGAGEMENT"][2] = ("2/30/2025", "5", "5")
    made.save(downloads / "Aggregate.xlsx")
    app.press(*"Agg", "down", "enter")
    assert app.until(lambda: "8 figures to add" in app.text)
    assert "skipped 1 that are no day or no count" in app.text
    assert "new followers: the file has no table with them" in app.text


def test_a_workbook_that_cannot_be_read_says_why_and_leaves_its_name_for_correction(
    app: Session, downloads: Path
) -> None:
    made = book(found=counts(last=LATER))
    made.extra["xl/worksheets/sheet2.xml"] = '<!DOCTYPE w [<!ENTITY x "y">]><w>&x;</w>'
    made.save(downloads / "Aggregate.xlsx")
    app.press(*"Agg", "down", "enter")
    assert app.until(lambda: "The workbook is cut short or damaged" in app.text)
    assert app.app.screen.query_one(Input).value == "~/Downloads/Aggregate.xlsx"
    assert rows(app.path, "SELECT COUNT(*) FROM analytics_days") == [(0,)]


def test_a_table_that_a_spreadsheet_saved_again_says_so(app: Session, downloads: Path) -> None:
    rows = [("12/15/2025 21:58", LINK, "text")] * 3
    export = Export().add("Comments.csv", sheet("Comments", rows))
    export.zip(downloads / "Complete_LinkedInDataExport_12-20-2025.zip")
    app.press("down", "enter")
    assert app.until(lambda: "Nothing in it can be counted." in app.text)
    assert "a spreadsheet has saved this file again" in app.text


def test_an_import_keeps_the_closed_days_at_its_end(app: Session) -> None:
    read(app).press("enter")
    assert shows(app, ConfirmDialog)
    last = rows(app.path, "SELECT max(day) FROM closed_days")
    assert last == [(LATER.toordinal() - 1,)]


def test_an_import_leaves_the_clock_as_the_settings_have_it(
    open_app: OpenApp, downloads: Path
) -> None:
    """Its thread has a connection of its own, and the one clock."""
    preferences = SettingsFile()
    preferences.change("time_zone", "Asia/Tokyo")
    opened = open_app(scenes.first_run, day=LATER, preferences=preferences)
    assert downloads.is_dir()
    read(opened.press("i"))
    wall = opened.app.tracker.wall_clock.wall(opened.clock.instant)
    assert wall.utcoffset() == timedelta(hours=9)


def test_what_is_no_archive_is_refused_in_the_picker(app: Session, downloads: Path) -> None:
    (downloads / "linkedin-not.zip").write_bytes(b"not a zip at all")
    field = app.app.screen.query_one(Input)

    async def write() -> None:
        field.value = str(downloads / "linkedin-not.zip")

    app.run(write())
    app.press("enter")
    assert app.until(lambda: "Not a LinkedIn export" in app.text)
    assert shows(app, PickDialog)
    assert app.app.screen.query_one(Input).value == "~/Downloads/linkedin-not.zip"


def test_names_that_fit_are_found_whatever_their_case(downloads: Path) -> None:
    found = near(f"{downloads}/complete_link")
    assert [item.name for item in found.items] == ["Complete_LinkedInDataExport_12-20-2025.zip"]
    assert near(f"{downloads}/nothing/like/that") == Near(missing=True)


def test_the_newest_of_the_likely_archives_comes_first(downloads: Path) -> None:
    older = downloads / "Basic_LinkedInDataExport_11-19-2025.zip"
    older.write_bytes(b"")
    os.utime(older, (0, 0))
    names = [item.name.split("_")[0] for item in near(f"{downloads}/").items]
    assert names == ["Complete", "Basic", "Invoices"]


def test_a_path_that_is_not_there_stays_with_what_is_close_to_it(app: Session) -> None:
    app.enter("linkedin.zip").press("enter")
    assert "! No such file: ~/Downloads/linkedin.zip" in app.text
    assert app.app.screen.query_one(Input).value == "~/Downloads/linkedin.zip"
    rows = app.press("down").rows
    at = next(at for at, row in enumerate(rows) if "Close to it:" in row)
    assert "▌ Complete_LinkedInDataExport" in rows[at + 1]
    app.press("enter")
    assert app.until(lambda: "to add" in app.text)


@pytest.mark.parametrize("folder", ["Downloads", "nowhere"])
def test_nothing_is_wrong_before_a_key_was_typed(
    open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    """Neither in a home without an archive nor without a home; afterwards what is not there is."""
    monkeypatch.setenv("HOME", str(tmp_path / folder))
    (tmp_path / "Downloads" / ".hidden").mkdir(parents=True)
    app = open_app(scenes.first_run, day=LATER).press("i")
    assert app.app.screen.query_one(Input).value == "~/"
    assert "No such" not in app.text
    assert "No such file or folder." in app.press("x").text


@pytest.mark.parametrize("typed", ["", ".hidden", ".hidden/", "larch.png"])
def test_what_is_there_is_neither_missing_nor_close_to_anything(
    downloads: Path, typed: str
) -> None:
    """A folder without an archive, a hidden one, and a file that is none."""
    (downloads / ".hidden").mkdir()
    assert not near(f"{downloads}/{typed}").missing
    assert near(f"{downloads}/{typed}").items == () or not typed


def test_typing_goes_back_from_the_names_to_the_path(app: Session) -> None:
    assert "▌ Complete" in app.press("down").text
    assert "▌ Complete" not in app.press("c").text
    assert app.app.screen.query_one(Input).value == "~/Downloads/c"


@pytest.mark.parametrize(
    "written",
    [
        "{}",
        "'{}' ",
        '"{}"',
        "{}  ",
        "file://{}\n",
        "{}\n",
    ],
)
def test_a_path_that_begins_anew_takes_the_place_of_the_folder(
    app: Session, downloads: Path, written: str
) -> None:
    """Typed, and pasted or dropped as terminals write it."""
    (path,) = downloads.glob("*.zip")
    mine = path.rename(downloads / "my archive's.zip")
    quoted = str(mine).replace("'", "'\\''") if written.startswith("'") else str(mine)
    link = mine.as_uri().removeprefix("file://")
    text = written.format(link if written.startswith("file") else quoted)
    app.burst(f"paste:{text}", "enter")
    assert app.until(lambda: "to add" in app.text)


@pytest.mark.parametrize("written", ["{}", "'{}' ", "~/Downloads/my archive.zip"])
def test_a_typed_path_takes_the_place_of_the_folder(
    app: Session, downloads: Path, written: str
) -> None:
    """Escaped and quoted as in a shell."""
    (path,) = downloads.glob("*.zip")
    mine = str(path.rename(downloads / "my archive.zip"))
    shown = mine if written.startswith("'") else mine.replace(" ", "\\ ")
    app.press(*written.format(shown)).press("enter")
    assert app.until(lambda: "to add" in app.text)
