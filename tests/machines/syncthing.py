"""Syncthing on loopback for tests, driven by REST: nothing outside the machine is contacted."""

import os
import socket
import subprocess
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

_OPTIONS = {
    "globalAnnounceEnabled": "false",
    "localAnnounceEnabled": "false",
    "relaysEnabled": "false",
    "natEnabled": "false",
    "urAccepted": "-1",
    "autoUpgradeIntervalH": "0",
    "crashReportingEnabled": "false",
    "startBrowser": "false",
    "reconnectionIntervalS": "1",
    "stunKeepaliveStartS": "0",
}
_START_SECONDS = 30.0


def _free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Node:
    """One Syncthing, with a home of its own, that shares a folder with another."""

    def __init__(self, home: Path, folder: Path) -> None:
        self._home, self._folder = home, folder
        self._gui, self._listen = _free_port(), _free_port()
        self._environment = {**os.environ, "HOME": str(home), "STNOUPGRADE": "1"}
        subprocess.run(
            ["syncthing", "generate", f"--home={home}", "--no-default-folder"],
            check=True,
            capture_output=True,
            env=self._environment,
        )
        tree = ET.parse(home / "config.xml")  # noqa: S314 - it has just written that itself
        self._key = str(tree.findtext("gui/apikey"))
        device = tree.find("device")
        assert device is not None
        self._device = device.get("id", "")

    def configure(self, peer: "Node") -> None:
        """Share the folder with the other one, and contact nobody else."""
        path = self._home / "config.xml"
        tree = ET.parse(path)  # noqa: S314 - it has just written that itself
        root = tree.getroot()
        for old in (*root.findall("folder"), *root.findall("device")):
            root.remove(old)
        for node in (self, peer):
            device = ET.SubElement(root, "device", id=node._device, compression="metadata")
            ET.SubElement(device, "address").text = f"tcp://127.0.0.1:{node._listen}"
        folder = ET.SubElement(
            root,
            "folder",
            id="log",
            path=str(self._folder),
            type="sendreceive",
            rescanIntervalS="1",
            fsWatcherEnabled="false",
        )
        for node in (self, peer):
            ET.SubElement(folder, "device", id=node._device)
        # A configuration that is written by hand keeps no copies otherwise.
        ET.SubElement(folder, "maxConflicts").text = "10"
        address, options = root.find("gui/address"), root.find("options")
        assert address is not None
        assert options is not None
        address.text = f"127.0.0.1:{self._gui}"
        wanted = {"listenAddress": f"tcp://127.0.0.1:{self._listen}", **_OPTIONS}
        for name, value in wanted.items():
            for one in options.findall(name):
                options.remove(one)
            ET.SubElement(options, name).text = value
        tree.write(path)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run it."""
        with (self._home / "log").open("wb") as log:
            process = subprocess.Popen(
                ["syncthing", "serve", f"--home={self._home}", "--no-browser", "--no-restart"],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._environment,
            )
        try:
            last = time.monotonic() + _START_SECONDS
            while not self._answers():
                assert time.monotonic() < last, (self._home / "log").read_text()
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            process.wait(20)

    def _answers(self) -> bool:
        try:
            self._ask("system/ping")
        except OSError:
            return False
        return True

    def scan(self) -> None:
        """Have it look for what has changed."""
        self._ask("db/scan?folder=log", "POST")

    def _ask(self, what: str, method: str = "GET") -> None:
        with closing(HTTPConnection("127.0.0.1", self._gui, timeout=10)) as connection:
            connection.request(method, f"/rest/{what}", headers={"X-API-Key": self._key})
            assert connection.getresponse().status == HTTPStatus.OK


@contextmanager
def syncthing(*folders: Path) -> Iterator[tuple[Node, Node]]:
    """Run a Syncthing on each of two folders, which carries them to the other."""
    with TemporaryDirectory() as home, ExitStack() as stack:
        one, other = (Node(Path(home) / str(at), folder) for at, folder in enumerate(folders))
        one.configure(other)
        other.configure(one)
        stack.enter_context(one.running())
        stack.enter_context(other.running())
        yield one, other
