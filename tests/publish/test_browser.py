"""The report in a real browser: user text stays text, and nothing is asked for."""

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from ssi_tui.core.model import Pillar, TimeOff
from ssi_tui.core.review.record import Commitment, Review
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from ssi_tui.publish.report import Wanted, report_page
from tests.core.builders import after, keeper
from tests.publish.test_report import GOLDEN, Elements

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None and "CI" not in os.environ, reason="there is no Chromium here"
    ),
]

DAYS = 70
PLAIN = "plain words"
HOSTILE = (
    "</title><script>document.body.innerHTML=''</script>",
    '"><img src=x onerror=alert(1)>',
    "</bdi></p></td><svg onload=alert(1)>",
    "{{7*7}} {% raw %} ${7*7}",
    "\u202eturned\u2066",
    "\x1b[31mred\x1b[0m\x07",
    "\ud800half\udc00",
    "' style='position:fixed' onclick='alert(1)",
)


def page(text: str) -> str:
    """Return a report in which the user wrote a text wherever that is possible."""
    log = replace(
        keeper(DAYS),
        day_notes={after(3): text},
        time_off=(TimeOff("off", after(12), after(12), text),),
    )
    reviews = {
        after(7 * at): Review(
            after(7 * at),
            outcomes={text: 2},
            note=text,
            commitment=Commitment(text, Pillar.PEOPLE),
        )
        for at in range(3)
    }
    wanted = Wanted(after(-400), running=True, whole=True, notes=[(after(4), f"{text}: {text}")])
    return report_page(build(log, after(DAYS)), reviews, wanted)


def in_browser(text: str, folder: Path, *wanted: str) -> bytes:
    """Return what the browser prints of a page once it is open, its elements unless wanted."""
    assert CHROMIUM is not None, "where CI is set, .ci/run installs it"
    file = folder / "page.html"
    file.write_text(text, encoding="utf-8")
    quiet = ("no-first-run", "disable-background-networking", "disable-component-update")
    options = ("headless", "no-sandbox", "disable-gpu", "disable-sync", *quiet)
    done = subprocess.run(
        [
            CHROMIUM,
            *(f"--{option}" for option in options),
            f"--user-data-dir={folder / 'profile'}",
            # Whatever is not on this machine leads nowhere.
            "--proxy-server=127.0.0.1:1",
            "--proxy-bypass-list=127.0.0.1",
            *(wanted or ("--dump-dom",)),
            file.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=90,
    )
    return done.stdout


def skeleton(dom: str) -> list[tuple[str, list[str]]]:
    """Return the elements of a page with the names of their attributes."""
    return [(tag, sorted(attributes)) for tag, attributes in Elements(dom).found]


def test_what_the_user_wrote_makes_no_element(tmp_path: Path) -> None:
    """All hostile texts are tried at once: not one may open or close anything."""
    plain = skeleton(in_browser(page(PLAIN), tmp_path).decode())
    assert len(plain) > 200
    text = in_browser(page(" ".join(HOSTILE)), tmp_path).decode()
    assert skeleton(text) == plain
    assert "{{7*7}}" in text
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text
    )


@dataclass
class Listener:
    """A server of this machine that keeps what it is asked for."""

    port: int
    asked: list[str] = field(default_factory=list)

    @property
    def bait(self) -> str:
        """Elements that ask it for something each."""
        here = f"http://127.0.0.1:{self.port}"
        return (
            f'<img src="{here}/img"><link rel="stylesheet" href="{here}/css">'
            f'<script>new Image().src="{here}/js"</script>'
        )


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Return a server that listens."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    found = Listener(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


def test_the_page_asks_for_nothing_and_forbids_what_is_planted_in_it(
    tmp_path: Path, listener: Listener
) -> None:
    """The control, without our policy, asks for all three: so the test can see it."""
    ours = page(PLAIN)
    planted = ours.replace("</main>", f"{listener.bait}</main>")
    control = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", planted)
    assert control != planted
    asked = []
    for text in (control, ours, planted):
        in_browser(text, tmp_path)
        asked.append(sorted(listener.asked))
        listener.asked.clear()
    assert asked == [["/css", "/img", "/js"], [], []]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_year_is_printed_on_two_pages(paper: str, tmp_path: Path) -> None:
    """The second is that of the weeks."""
    sized = GOLDEN.read_text(encoding="utf-8").replace("@page{", f"@page{{size:{paper};")
    printed = tmp_path / "page.pdf"
    in_browser(sized, tmp_path, f"--print-to-pdf={printed}", "--no-pdf-header-footer")
    assert len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) == 2


NARROW = 320
# A page has no width of its own on a screen that is not one, so a frame stands for the phone.
FRAMED = """<!doctype html><iframe id="f" style="width:{width}px;height:900px;border:0"></iframe>
<pre id="wide"></pre><script>
const frame = document.getElementById("f"), page = {page};
frame.onload = () => {{
  const found = [...frame.contentDocument.querySelectorAll("body *")]
    .filter(one => !one.closest(".scroll") && one.getBoundingClientRect().right > {width} + 0.5);
  document.getElementById("wide").textContent = "wide: " + found.map(one => one.outerHTML);
}};
frame.srcdoc = page;
</script>"""


def test_nothing_but_the_table_is_wider_than_a_narrow_phone(tmp_path: Path) -> None:
    shown = json.dumps(GOLDEN.read_text(encoding="utf-8")).replace("</", "<\\/")
    dom = in_browser(FRAMED.format(width=NARROW, page=shown), tmp_path).decode()
    assert re.findall(r'<pre id="wide">(.*?)</pre>', dom, re.DOTALL) == ["wide: "]
