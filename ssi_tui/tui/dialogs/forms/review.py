"""The dialogs of the review: for a reading, an outcome, a promise in own words, and a file."""

import re
from collections.abc import Sequence
from datetime import date
from math import isfinite

from textual import events, on

from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import PILLAR_RULES
from ssi_tui.core.model import PILLARS, Peers, Pillar, Reading
from ssi_tui.core.review.record import Commitment
from ssi_tui.tui.dialogs.forms.ask import AskDialog, Field
from ssi_tui.tui.look.sent import Sent
from ssi_tui.tui.widgets.plain_input import PlainInput

GivenReading = tuple[str, Reading]
"""The reading that was typed; a text beside it holds its pillars, and ranks if none were typed."""
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


def numbers(text: str, what: str, example: str) -> list[float]:
    """Return the numbers in a line; ``what`` and ``example`` are for the sentence of a refusal.

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
        raise RefusedError(f"type {what} as numbers with spaces, such as {example}")
    return values


class PageInput(PlainInput):
    """A text field that hands on a pasted page; Textual's own would keep only its first line."""

    class Pasted(Sent):
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
            Field(
                "brand, people, insights, relationships",
                line,
                "17.2 9.9 11.4 19.3, or paste the page",
                self._scores,
            ),
            Field("top % in your industry, in your network", "", "3 8 (optional)", _ranks),
            Field("date", "", "today", self._day),
        ]
        super().__init__("Reading", "LinkedIn's numbers", fields)
        self._today = today

    @on(PageInput.Pasted)
    def take_page(self, event: PageInput.Pasted) -> None:
        """Close with the text of the pasted page."""
        self.close_with((event.text, *self.values[1:]))

    def result(self, values: Sequence[str]) -> GivenReading:
        """Return the reading."""
        text = values[0] if _has_total(values[0]) else ""
        brand, people, insights, relationships = self._scores(values[0])
        four = (brand, people, insights, relationships)
        return text, Reading(self._day(values[2]), four, *_ranks(values[1]))

    def _scores(self, text: str) -> Sequence[float]:
        """Return the four pillars, zeros where the words beside the numbers say their order."""
        if _has_total(text):
            return [0.0] * len(PILLARS)
        scores = numbers(text, "the four pillars", "17.2 9.9 11.4 19.3")
        if len(scores) != len(PILLARS):
            raise RefusedError(f"a reading has four pillars; these are {len(scores)} numbers")
        pairs = zip(PILLARS, scores, strict=True)
        return [checks.reading_pillar(pillar.value, value) for pillar, value in pairs]

    def _day(self, text: str) -> date:
        return checks.typed_past_day(text, self._today) if text else self._today


def _has_total(text: str) -> bool:
    """Tell whether a line has more numbers than pillars, so that words must say which is which."""
    return len(_NUMBER.findall(text)) > len(PILLARS)


def _ranks(text: str) -> Sequence[Peers]:
    """Return the ranks in the industry and in the network, as far as they are given."""
    ranks = numbers(text, "the ranks", "3 8") if text else []
    if len(ranks) > 2 or any(rank != int(rank) for rank in ranks):
        raise RefusedError("ranks are two whole numbers: industry, then network")
    return [Peers(checks.rank(int(rank))) for rank in ranks]


class OutcomeDialog(AskDialog[str]):
    """Asks for the name of an outcome of the user's own."""

    VERB = "count one"

    def __init__(self) -> None:
        super().__init__("Outcome", "counted every week", [Field("", "", "calls booked")])

    def result(self, values: Sequence[str]) -> str:
        """Return the name."""
        return checks.outcome(values[0])


class PromiseDialog(AskDialog[Commitment]):
    """Asks for a promise in the user's own words."""

    VERB = "promise"

    def __init__(self, pillar: Pillar) -> None:
        about = f"for {PILLAR_RULES[pillar].label}"
        example = "for example: answer every comment by noon"
        super().__init__("Promise", about, [Field("", "", example)])
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
            raise RefusedError("type a file name")
        return values[0]
