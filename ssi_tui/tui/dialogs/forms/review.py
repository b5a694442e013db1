"""The dialogs of the review: for a reading, an outcome, a promise in own words, and a file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import isfinite

from textual import events, on
from textual.message import Message

from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import PILLAR_RULES
from ssi_tui.core.model import PILLARS, Peers, Pillar, Reading
from ssi_tui.core.review.record import Commitment
from ssi_tui.tui.dialogs.forms.ask import AskDialog, Field
from ssi_tui.tui.widgets.plain_input import PlainInput

GivenReading = tuple[str, Reading]
"""The reading that was typed; a text beside it holds its pillars, and ranks if none were typed."""
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


def numbers(text: str, what: str) -> list[float]:
    """Return the numbers in a line; ``what`` names them in the sentence of a refusal.

    Spaces, semicolons, commas with a space, or slashes stand between them; any other comma is a
    decimal comma.
    """
    words = text.replace(", ", " ").replace(";", " ").split()
    if len(words) == 1:
        words = words[0].split("/")
    try:
        values = [float(word.rstrip(",").replace(",", ".")) for word in words]
    except ValueError:
        values = []
    if not values or not all(isfinite(value) for value in values):
        raise RefusedError(f"{what} are numbers with spaces between them, not {text!r}")
    return values


class PageInput(PlainInput):
    """A text field that hands on a pasted page; Textual's own would keep only its first line."""

    @dataclass
    class Pasted(Message):
        """A text of more than one line was pasted."""

        text: str

    def on_paste(self, event: events.Paste) -> None:
        """Hand on a text of several lines; a single line goes into the field."""
        if "\n" in event.text.strip():
            event.prevent_default()
            event.stop()
            self.post_message(self.Pasted(event.text))


class ReadingDialog(AskDialog[GivenReading]):
    """Asks for LinkedIn's numbers, which are typed in a line or pasted as a whole page."""

    INPUT = PageInput

    def __init__(self, today: date, line: str = "") -> None:
        fields = [
            Field("brand, people, insights, relationships", line, "17.2 9.9 11.4 19.3, or paste"),
            Field("top % of the industry, of the network", "", "3 8, if you know them"),
            Field("date", "", "today", partial(checks.typed_day, today=today, ahead=False)),
        ]
        super().__init__("Reading", "what LinkedIn shows", fields)
        self._today = today

    @on(PageInput.Pasted)
    def take_page(self, event: PageInput.Pasted) -> None:
        """Close with the text of the pasted page."""
        self.close_with((event.text, *self.values[1:]))

    def result(self, values: Sequence[str]) -> GivenReading:
        """Return the reading."""
        # Four numbers and their total: in what order, the words beside them say.
        text = values[0] if len(_NUMBER.findall(values[0])) > len(PILLARS) else ""
        scores = [0.0] * 4 if text else numbers(values[0], "the four pillars")
        if len(scores) != len(PILLARS):
            raise RefusedError(f"a reading has four pillars, these are {len(scores)} numbers")
        brand, people, insights, relationships = (
            checks.reading_pillar(pillar.value, value)
            for pillar, value in zip(PILLARS, scores, strict=True)
        )
        ranks = numbers(values[1], "ranks") if values[1] else []
        if len(ranks) > 2 or any(rank != int(rank) for rank in ranks):
            raise RefusedError("ranks are two whole numbers: of the industry, of the network")
        peers = [Peers(checks.rank(int(rank))) for rank in ranks]
        day = checks.typed_day(values[2], self._today, ahead=False) if values[2] else self._today
        four = (brand, people, insights, relationships)
        return text, Reading(checks.day(day, self._today), four, *peers)


class OutcomeDialog(AskDialog[str]):
    """Asks for the name of an outcome of the user's own."""

    VERB = "count one"

    def __init__(self) -> None:
        super().__init__("Outcome", "counted each week", [Field("", "", "calls booked")])

    def result(self, values: Sequence[str]) -> str:
        """Return the name."""
        return checks.outcome(values[0])


class PromiseDialog(AskDialog[Commitment]):
    """Asks for a promise in the user's own words."""

    VERB = "promise"

    def __init__(self, pillar: Pillar) -> None:
        about = f"for {PILLAR_RULES[pillar].label}"
        super().__init__("Promise", about, [Field("", "", "I will answer every comment at noon")])
        self._pillar = pillar

    def result(self, values: Sequence[str]) -> Commitment:
        """Return the promise."""
        return Commitment(checks.promise(values[0]), self._pillar)


class FileDialog(AskDialog[str]):
    """Asks for the file that a review is written to."""

    def __init__(self, path: str) -> None:
        super().__init__("Save as Markdown", "a new file", [Field("", path)])

    def result(self, values: Sequence[str]) -> str:
        """Return the path."""
        if not values[0]:
            raise RefusedError("name a file to write to")
        return values[0]
