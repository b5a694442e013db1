"""Where the files lie, as platformdirs says, also where it is not asked; and private files."""

from pathlib import Path

import platformdirs
import pytest

from ssi_tui.core.checks import RefusedError
from ssi_tui.storage.database.files import private_text
from ssi_tui.storage.database.locations import backups_directory, database_path, settings_path

SETTINGS = "settings.toml"
NAMES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME", "SSI_TUI_DB", "SSI_TUI_SETTINGS")


@pytest.mark.parametrize(
    "environment",
    [
        {"HOME": "/home/ada"},
        {"HOME": "/home/ada", "XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/config"},
        {"HOME": "/home/ada", "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""},
        {"HOME": "/home/ada", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config"},
        {"HOME": ""},
        {},
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_the_usual_places_are_those_of_the_platform(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the environment names, or leaves out."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    data = platformdirs.user_data_path("ssi-tui", appauthor=False)
    config = platformdirs.user_config_path("ssi-tui", appauthor=False)
    for path, found in ((database_path, data / "ssi-tui.db"), (settings_path, config / SETTINGS)):
        if found.is_absolute():
            assert path() == str(found)
            continue
        # Older versions of platformdirs take a part of a path for a whole one.
        with pytest.raises(RefusedError, match="to a full path"):
            path()


@pytest.mark.parametrize("home", [Path("~/.local"), RuntimeError("could not determine it")])
def test_without_a_home_the_data_go_nowhere(
    home: Path | RuntimeError, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Versions of platformdirs differ in what they say of a home that nobody knows."""

    def directory(*_: object, **__: object) -> Path:
        if isinstance(home, Path):
            return home
        raise home

    for variable in ("HOME", "SSI_TUI_DB", "SSI_TUI_SETTINGS"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("platformdirs.user_data_path", directory)
    monkeypatch.setattr("platformdirs.user_config_path", directory)
    for path in (database_path, settings_path):
        with pytest.raises(RefusedError, match="set HOME"):
            path()


@pytest.mark.posix
def test_the_spelling_of_a_path_does_not_move_the_backups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link is followed before the folder above it is meant."""
    monkeypatch.setenv("HOME", f"{tmp_path}/")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    data = tmp_path / ".local/share/ssi-tui"
    for odd in ("~/.local/share//ssi-tui/ssi-tui.db", "~/.local/./share/ssi-tui/./ssi-tui.db/"):
        assert database_path(odd) == str(data / "ssi-tui.db") == database_path()
        assert backups_directory(database_path(odd)) == data / "backups"
    assert database_path("~/other/../log.db") == f"{tmp_path}/other/../log.db"
    assert backups_directory(tmp_path / "ssi-tui.db") == tmp_path / "ssi-tui.db.backups"
    monkeypatch.chdir(tmp_path)
    assert database_path("./log.db") == database_path("log.db") == str(tmp_path / "log.db")


@pytest.mark.posix
def test_a_home_at_the_root_keeps_its_backups_with_its_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two slashes at the beginning are another place to some systems."""
    monkeypatch.setenv("HOME", "/")
    for variable in ("XDG_DATA_HOME", "SSI_TUI_DB"):
        monkeypatch.delenv(variable, raising=False)
    assert database_path() == database_path("~/.local/share/ssi-tui/ssi-tui.db")
    assert backups_directory(database_path()) == Path("/.local/share/ssi-tui/backups")


@pytest.mark.posix
def test_a_home_that_nobody_has_is_refused() -> None:
    with pytest.raises(RefusedError, match="no such home folder: ~nobody-at-all"):
        database_path("~nobody-at-all/log.db")


# -- private files ----------------------------------------------------------------------------


@pytest.mark.posix
def test_two_that_write_one_file_do_not_meet(tmp_path: Path) -> None:
    """Each writes its own text; the one that ends last stays."""
    path = tmp_path / "export.json"
    with private_text(path, over=True) as one, private_text(path, over=True) as other:
        one.write("one")
        other.write("another\r\n")
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "one"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.posix
@pytest.mark.parametrize("exists", [True, False])
def test_a_file_over_a_link_takes_the_place_of_what_it_leads_to(
    exists: bool, tmp_path: Path
) -> None:
    """The link stays, and nothing else beside the file is touched."""
    folder = tmp_path / "folder"
    folder.mkdir()
    real, link, part = folder / "notes", tmp_path / "link", folder / "notes.part"
    part.write_text("mine")
    if exists:
        real.write_text("older")
    link.symlink_to(real)
    with private_text(link, over=True) as out:
        out.write("new")
    assert (real.read_text(), part.read_text(), link.is_symlink()) == ("new", "mine", True)
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("over", [True, False])
def test_writing_that_fails_leaves_no_file(tmp_path: Path, over: bool) -> None:
    """And the older one as it was."""
    older, new = tmp_path / "older", tmp_path / "new"
    older.write_text("mine")

    def write() -> None:
        with private_text(older if over else new, over=over) as out:
            out.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.posix
def test_a_file_that_must_be_new_replaces_none(tmp_path: Path) -> None:
    """Nor does it follow a link to where none is."""
    older, link = tmp_path / "older", tmp_path / "link"
    older.write_text("mine")
    link.symlink_to(tmp_path / "nothing")
    for path in (older, link):
        with pytest.raises(FileExistsError), private_text(path, over=False):
            pass
    assert older.read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"older", "link"}
