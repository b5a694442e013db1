"""The README and the guide show what the program does, and name all that there is."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ssi_tui.cli import guide
from tests.tools import guide_parts, readme_keys
from tests.tui.view.test_words import MAY_STAND, NOT_SAID

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
HOUSE = (ROOT / "ssi_tui" / "README.md").read_text(encoding="utf-8")
README_LINES_MAX = 199
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in guide.FOLDER.glob("*.md")}
WRITTEN = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "ssi_tui/README.md")),
    *guide.FOLDER.glob("*.md"),
]


def test_the_readme_can_be_read_in_one_go() -> None:
    """What it is too long for stands in the guide."""
    assert len(README.splitlines()) <= README_LINES_MAX


def test_the_readme_says_first_what_it_is_then_how_to_run_it() -> None:
    title, sentence, picture, *_ = README.split("\n\n")
    assert title == "# ssi-tui"
    assert sentence.count(".") == 1
    assert picture.endswith("(screenshots/morning.svg)")
    assert re.findall(r"^## (.*)", README, re.MULTILINE) == [
        "Run it",
        "What a morning looks like",
        "What it promises",
        "What comes out",
        "Test it",
        "Install it for daily use",
        "Where everything else is",
    ]
    assert section(README, "What a morning looks like").count("![") == 3


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_to_one(file: Path) -> None:
    links = re.findall(r"\]\(([^)$]+)\)", file.read_text(encoding="utf-8"))
    assert [
        link
        for link in links
        if not link.startswith("https://") and not (file.parent / link).is_file()
    ] == []


def test_every_picture_is_shown_on_some_page() -> None:
    """One that nobody sees would only have to be drawn anew."""
    written = "".join(file.read_text(encoding="utf-8") for file in WRITTEN)
    pictures = (ROOT / "screenshots").iterdir()
    assert [each.name for each in pictures if f"screenshots/{each.name})" not in written] == []


def drawn(tree: str) -> set[str]:
    """Return the files that a tree names: a folder a line, its files behind it, maybe in two."""
    files: set[str] = set()
    above: list[str] = []
    for line in tree.splitlines():
        words = line.lstrip("│├└─ ").split()
        if words[0].endswith("/"):
            depth = (len(line) - len(line.lstrip("│├└─ "))) // 4
            above = [*above[:depth], words.pop(0)]
        files |= {f"{''.join(above)}{word}.py" for word in words}
    return files


def test_the_page_about_the_code_draws_the_files_that_are_there() -> None:
    """But for those that every package has."""
    tree = HOUSE.split("```\n")[1]
    python = "".join(
        f"{line}\n" for line in tree.splitlines() if not re.match(r"[├└]── (guide|man)/", line)
    )
    paths = (path.relative_to(ROOT).as_posix() for path in (ROOT / "ssi_tui").rglob("*.py"))
    assert drawn(python) == {path for path in paths if "/__" not in path}


def test_the_page_about_the_code_speaks_of_files_that_are_there() -> None:
    named = set(re.findall(r"`([\w/]+\.py)`", HOUSE))
    assert [
        name
        for name in sorted(named)
        if not any((folder / name).is_file() for folder in (ROOT, ROOT / "ssi_tui"))
    ] == []


@pytest.mark.parametrize("topic", PAGES)
def test_every_page_of_the_guide_stands_in_the_readme_with_what_it_is_about(topic: str) -> None:
    row = f"| [{topic}](ssi_tui/guide/{topic}.md) | {guide.about(topic)} |"
    assert row in section(README, "Where everything else is").splitlines()


@pytest.mark.parametrize("topic", PAGES)
def test_every_page_begins_with_its_title_and_one_short_sentence(topic: str) -> None:
    """It stands in one line of a terminal, behind the name of the page."""
    assert re.match(r"# [^\n]+\n\n[A-Z][^\n]{1,64}\.\n\n", PAGES[topic])


@pytest.mark.parametrize("topic", ["README", *PAGES])
def test_a_page_is_said_in_the_words_of_the_screens(topic: str) -> None:
    """But for what stands in the font of code: what is typed, ids, and what commands print."""
    text = re.sub(r"```.*?```|`[^`]*`", "", PAGES.get(topic, README), flags=re.DOTALL)
    assert [found[0] for found in NOT_SAID.finditer(MAY_STAND.sub("", text))] == []


def test_the_guide_is_installed_and_the_page_about_the_code_is_not() -> None:
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    wheel = built["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["ssi_tui"]
    assert wheel["exclude"] == ["ssi_tui/man", "ssi_tui/README.md"]


def printed(db: Path, *arguments: str) -> str:
    """Return what a command prints for a user in UTC, in the folder of the repository."""
    command = [sys.executable, "-m", "ssi_tui", "--db", str(db), *arguments]
    environment = {**os.environ, "TZ": "UTC"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout.strip()


@pytest.mark.parametrize("topic", PAGES)
def test_what_a_page_takes_from_the_program_is_not_stale(topic: str) -> None:
    """The settings, the commands, and what commands print."""
    made = guide_parts.made(topic, PAGES[topic])
    assert made == PAGES[topic], "run python -m tests.tools.guide_parts"


def test_three_weeks_later_it_is_as_the_guide_says(tmp_path: Path) -> None:
    db = tmp_path / "log.db"
    printed(db, "--today", "2026-11-21", "import", "log", "tests/data/real-activity.csv")
    later = printed(db, "--today", "2026-12-08", "status")
    total = re.search(r"ESTIMATE .*?  (\d+\.\d)  ", later)
    assert total is not None
    assert f"the total is {total[1]}" in PAGES["archive"]
    assert later.count("collapsed") == 2
    assert "People has been below its collapse line since Wed 25 Nov." in later


def section(text: str, title: str) -> str:
    """Return what stands below a title."""
    return text.split(f"## {title}\n")[1].split("\n## ")[0]


def test_every_binding_stands_in_the_guide_with_its_keys() -> None:
    assert PAGES["keys"].endswith(f"\n\n{readme_keys.BEGIN}{readme_keys.table()}"), (
        "run python -m tests.tools.readme_keys"
    )


def test_the_keys_of_a_morning_are_those_of_the_bindings() -> None:
    assert f"\n\n{readme_keys.MORNING}{readme_keys.morning()}\n" in PAGES["keys"], (
        "run python -m tests.tools.readme_keys"
    )
