"""What the app hears of other computers and tells them, without ever waiting for the folder."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.errands import machines
from ssi_tui.tui.view.tabs import TabBar
from tests.logs import ROOT
from tests.tools import scenes
from tests.tools.scenes import MONDAY, SceneClock, open_tracker
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, SMALL, Session, session

# The module that sends and takes in.
LAST = "ssi_tui.storage.machines.syncing"


@contextmanager
def laptop(folder: Path) -> Iterator[Tracker]:
    """Open the log of another computer that shares a folder."""
    path = folder / "laptop.db"
    new = not path.exists()
    with closing(open_tracker(path, SceneClock(MONDAY))) as tracker:
        if new:
            tracker.machines.join(folder, "laptop")
        yield tracker


def shared(path: Path) -> Tracker:
    """Write the usual log, shared in the folder in which it lies."""
    tracker = scenes.morning(path)
    tracker.machines.join(path.parent, "desktop")
    return tracker


@pytest.fixture
def desktop(open_app: OpenApp) -> Session:
    """Return the app on a shared log, once it has looked around first."""
    app = open_app(shared)
    assert idle(app)
    return app


def idle(app: Session) -> bool:
    """Let the app run until nothing is sent or taken in, and tell whether it came to that."""
    return app.until(lambda: app.app._machines is not None and app.app._machines._thread is None)


def sync_now(app: Session) -> Session:
    """Use the command of the palette."""

    async def use() -> None:
        commands = {each.title: each for each in app.app.get_system_commands(app.app.screen)}
        commands["Sync now"].callback()

    app.run(use())
    assert idle(app)
    return app.settle()


def test_what_other_computers_did_is_shown_and_said_once(desktop: Session) -> None:
    """By the name of each, in the last row, and in the routine."""
    with laptop(desktop.path.parent) as other:
        other.tick([("comment", 1), ("comment", 1)])
        other.tick([("share", 1)])
        other.undo()
        other.machines.sync()
    sync_now(desktop)
    assert desktop.last.startswith("  laptop: comment ×2, share, undo   ")
    assert "2 of 2 +1" in desktop.task_row("comment")
    assert sync_now(desktop).last.startswith("  Sent no changes, took in no changes.")


def test_much_is_counted_only(desktop: Session) -> None:
    with laptop(desktop.path.parent) as other:
        for _ in range(21):
            other.tick([("comment", 1)])
        other.machines.sync()
    assert sync_now(desktop).last.startswith("  laptop: 21 changes ")


def test_what_is_done_is_sent_once_the_keys_rest(
    desktop: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machines, "AFTER_KEY_SECONDS", 0.05)
    desktop.press("c", "s")
    assert desktop.until(lambda: not desktop.app.tracker.has_unsent())
    assert idle(desktop)
    with laptop(desktop.path.parent) as other:
        assert {"comment", "share"} <= {entry.task for entry in other.store.entries(MONDAY, MONDAY)}


def test_what_is_left_is_sent_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Other tests run beside it.
    monkeypatch.setattr(machines, "LAST_SECONDS", 60.0)
    path = tmp_path / "log.db"
    with session(path, shared) as app:
        assert idle(app)
        app.press("c")
        assert app.app.tracker.has_unsent()
        app.press("q")
    with closing(open_tracker(path, SceneClock(MONDAY))) as tracker:
        assert not tracker.has_unsent()


def gone(app: Session) -> None:
    """Take the folder away, as if it were not mounted."""
    folder = app.path.parent / "ssi-tui-sync"
    folder.rename(folder.with_name("elsewhere"))


def damaged(app: Session) -> None:
    """Let another computer have written what nobody can read."""
    with laptop(app.path.parent) as other:
        other.tick([("comment", 1)])
        other.machines.sync()
        file = next((app.path.parent / "ssi-tui-sync" / other.machines.status().device).iterdir())
        sync_now(app)
        file.write_bytes(file.read_bytes() + b"no line of ours\n")


def copied(app: Session) -> None:
    """Replace the database by a copy, which takes no part."""
    with closing(open_tracker(app.path, SceneClock(MONDAY))) as own:
        own.store.connection.execute(
            "UPDATE meta SET value = json_set(value, '$.inode', 1) WHERE name = 'sync'"
        )


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (gone, "ssi-tui-sync isn't there; if it is lost, make it again with ssi-tui sync"),
        (damaged, "1 damaged line from laptop."),
        (copied, "Sync is off: this database is a copy of the one that was synced"),
    ],
)
def test_the_tabs_say_where_sync_needs_a_look(
    open_app: OpenApp, harm: Callable[[Session], None], said: str
) -> None:
    """The command of the palette says what it is; the tabs say no more once it is mended."""
    app = open_app(shared, MEDIUM)
    assert idle(app)
    day = app.rows[0]
    assert day.endswith("Mon 23 Nov 2026   day 358")
    harm(app)
    sync_now(app)
    assert app.rows[0].endswith("   sync !   Mon 23 Nov")
    assert app.app.told is not None
    assert said in app.app.told[1].text
    assert app.press("3").rows[0].endswith("   sync !   Mon 23 Nov")
    assert app.resize(*SMALL).rows[0].endswith("  ! Mon 23 Nov")
    with closing(open_tracker(app.path, SceneClock(MONDAY))) as own:
        own.machines.off()
    assert sync_now(app).last.startswith("  Sync is off; turn it on with")
    assert app.rows[0].endswith("   Mon 23 Nov")
    assert "!" not in app.rows[0]
    assert app.app.screen.query_one(TabBar).display


def test_what_came_in_is_said_beside_what_needs_a_look(desktop: Session) -> None:
    damaged(desktop)
    with laptop(desktop.path.parent) as other:
        other.tick([("share", 1)])
        other.machines.sync()
    assert sync_now(desktop).last.startswith("  laptop: share; 1 damaged line from laptop ")


def test_sync_that_is_turned_on_elsewhere_is_followed(today: Session) -> None:
    """By a command, while the app is open; before that there is no command for it."""
    assert today.app._machines is None
    with today.elsewhere() as tracker:
        tracker.machines.join(today.path.parent, "desktop")
    today.look_around()
    assert idle(today)
    assert sync_now(today).last.startswith("  Sent no changes")


def loaded(path: Path) -> list[list[str]]:
    """Return which modules of sync the app holds after its first frame, and once it has synced."""
    program = f"""if True:
        import asyncio, sys
        from pathlib import Path
        from tests.tools.scenes import MONDAY, SceneClock, open_tracker
        from ssi_tui.tui.app import SsiApp
        tracker = open_tracker(Path({str(path)!r}), SceneClock(MONDAY))
        tracker.open()
        app = SsiApp(tracker)
        def held(): return [name for name in sys.modules if "ssi_tui" in name and "machine" in name]
        settle_in = app._settle_in
        shown = []
        def first(): print(*held()); settle_in(); shown.append(True)
        app._settle_in = first
        async def show():
            async with app.run_test() as pilot:
                for _ in range(200):
                    await pilot.pause(0.02)
                    if shown and (app._machines is None or "{LAST}" in sys.modules): break
        asyncio.run(show())
        print(*held())
    """
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_nothing_of_it_is_loaded_before_the_first_frame(tmp_path: Path) -> None:
    """And nothing at all where sync is off."""
    on, off = tmp_path / "on.db", tmp_path / "off.db"
    shared(on).close()
    scenes.morning(off).close()
    first, last = loaded(on)
    assert first == []
    assert LAST in last
    assert loaded(off) == [[], []]
