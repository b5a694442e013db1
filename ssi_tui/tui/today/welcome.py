"""The welcome to a new log: four short steps under the routine, which can be used meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual.reactive import var

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.formula import CHECKLIST, CONNECTION_TIERS
from ssi_tui.core.model import Past
from ssi_tui.core.text.words import WEEKDAYS, minutes
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.grid import CURSOR, Grid
from ssi_tui.tui.look.painted import Painted
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.view.messages import WelcomeErrand
from ssi_tui.tui.widgets.choices import Choice, Line, choice_rows

PROMISES, DAYS, PROFILE, ARCHIVE = range(4)
STEPS = 4
TITLES = (
    "three promises",
    "working days, space chooses",
    "your profile, space chooses",
    "the years before",
)
BIG_NETWORK = "connections_500"

PROMISED = (
    "1  It never contacts LinkedIn, or anything else.",
    "2  The score is an estimate, never LinkedIn's number.",
    "3  Nothing is lost: a key counts at once, u undoes it.",
)
ARCHIVE_WORDS = (
    "Have a LinkedIn archive? Press i, it is read offline.",
    "None yet? Settings & Privacy, Data privacy, Get a copy",
    "of your data, the larger one; it takes about a day.",
)
PAST_WORDS = {
    Past.UNKNOWN: "not sure",
    Past.NONE: "nothing",
    Past.SOME: "a little",
    Past.ROUTINE: "a routine",
}


def lines_of(dashboard: Dashboard) -> Mapping[int, tuple[Line, ...]]:
    """Return the choices of each step, with those chosen that the log has already."""
    log = dashboard.source.log
    profile = log.profile
    workdays = Schedule.of(log).weekdays_on(dashboard.today)
    tier = next(start for start, _ in CONNECTION_TIERS if profile.connections >= start)
    days = tuple(Choice(at, name) for at, name in enumerate(WEEKDAYS))
    has = tuple(Choice(item, item) for item in CHECKLIST if item != BIG_NETWORK)
    lowest, *others = (start for start, _ in reversed(CONNECTION_TIERS))
    sizes = (Choice(lowest, f"under {others[0]}"), *(Choice(at, f"{at}+") for at in others))
    answers = tuple(Choice(past, words) for past, words in PAST_WORDS.items())
    return {
        DAYS: (Line("", days, frozenset(workdays)),),
        PROFILE: (
            Line("", has, frozenset(profile.checklist - {BIG_NETWORK})),
            Line("connections", sizes, frozenset({tier}), single=True),
            Line("last month", answers, frozenset({profile.past}), single=True),
        ),
    }


class WelcomePanel(Painted):
    """The steps, one at a time; those that are skipped leave the log as it is.

    ``limit`` is how many rows fit under the title.
    """

    can_focus = True

    BINDINGS = bindings("welcome")

    step: var[int] = var(0)
    limit: var[int] = var(4)

    @dataclass
    class ProfileKept(WelcomeErrand):
        """A step was answered; ``None`` is what the answer leaves as it is."""

        checklist: frozenset[str] | None = None
        connections: int | None = None
        past: Past | None = None
        workdays: frozenset[int] | None = None

    @dataclass
    class Ended(WelcomeErrand):
        """All steps were taken or skipped."""

    def __init__(self, dashboard: Dashboard) -> None:
        super().__init__()
        tasks = Schedule.of(dashboard.source.log).routine(dashboard.today)
        self._minutes = minutes(sum(task.target * task.minutes for task in tasks))
        self._lines = dict(lines_of(dashboard))
        self._asked = dict(self._lines)
        self._line = 0
        self._place = 0

    def watch_step(self) -> None:
        """Paint another step, with the cursor on its first choice."""
        self._line = self._place = 0
        self.repaint()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of choices of the current step."""
        return self._lines.get(self.step, ())

    def action_move(self, step: int) -> None:
        """Move the cursor to the next or the previous choice, from line to line."""
        if not self.lines:
            return
        place = self._place + step
        if 0 <= place < len(self.lines[self._line].choices):
            self._place = place
        elif 0 <= self._line + step < len(self.lines):
            self._line += step
            self._place = 0 if step > 0 else len(self.lines[self._line].choices) - 1
        self.repaint()

    def action_line(self, step: int) -> None:
        """Move the cursor to another line."""
        if not self.lines:
            return
        self._line = max(0, min(self._line + step, len(self.lines) - 1))
        self._place = min(self._place, len(self.lines[self._line].choices) - 1)
        self.repaint()

    def action_choose(self) -> None:
        """Choose what is under the cursor, or take that back."""
        if not self.lines:
            return
        lines = list(self.lines)
        lines[self._line] = lines[self._line].toggled(self._place)
        self._lines[self.step] = tuple(lines)
        self.repaint()

    def action_pick(self, line: int, place: int) -> None:
        """Choose what was clicked."""
        self._line, self._place = line, place
        self.action_choose()

    def action_keep(self) -> None:
        """Keep the step as it is shown, and go on."""
        if self.step == DAYS:
            (days,) = self.lines
            chosen = (at for at in range(len(WEEKDAYS)) if at in days.chosen)
            self.post_message(self.ProfileKept(workdays=frozenset(chosen)))
        elif self.step == PROFILE:
            self.post_message(self._profile())
        self._asked = dict(self._lines)
        self._go_on()

    def _profile(self) -> ProfileKept:
        """Return the answers about the profile.

        A network of the same size as before keeps its exact number of connections.
        """
        has, network, past = self.lines
        tier, answer = network.one(), past.one()
        checklist = {item for item in CHECKLIST if item in has.chosen}
        if tier == CONNECTION_TIERS[0][0]:
            checklist.add(BIG_NETWORK)
        same = tier == self._asked[PROFILE][1].one()
        return self.ProfileKept(
            checklist=frozenset(checklist),
            connections=tier if isinstance(tier, int) and not same else None,
            past=answer if isinstance(answer, Past) and answer is not Past.UNKNOWN else None,
        )

    def action_skip(self) -> None:
        """Put the answers back as they were, and go on."""
        self._lines = dict(self._asked)
        self._go_on()

    def _go_on(self) -> None:
        if self.step == ARCHIVE:
            self.post_message(self.Ended())
            self.remove()
        else:
            self.step += 1

    def action_back(self) -> None:
        """Go back to the previous step."""
        self.step = max(0, self.step - 1)

    def wanted(self, grid: Grid) -> int:
        """Return how many rows the longest step takes, so that nothing jumps between steps."""
        return 1 + max(len(self._body(step, grid)) for step in range(STEPS))

    def rows(self, grid: Grid) -> tuple[Row, ...]:
        """Return the title and those rows of the step that fit, the cursor among them."""
        title = Row().put(grid.mark, "WELCOME", "title")
        words = f"{self.step + 1} of {STEPS}: {TITLES[self.step]}"
        title.put(grid.graphic, words, "muted")
        body = self._body(self.step, grid)
        at = next((at for at, row in enumerate(body) if row.plain.startswith(CURSOR)), 0)
        first = max(0, at - self.limit + 1)
        return (title, *body[first : first + self.limit])

    def _body(self, step: int, grid: Grid) -> list[Row]:
        if step == DAYS:
            about = (
                f"The routine takes {self._minutes} minutes on each of them.",
                "Other days ask for nothing, and nothing fades on them.",
            )
            rows = [Row().put(grid.label, text, "muted") for text in about]
            return [*self._choices(step, grid), *rows]
        if step == PROFILE:
            return self._choices(step, grid)
        texts = PROMISED if step == PROMISES else ARCHIVE_WORDS
        room = grid.text_right - grid.label + 1
        rows = [Row().put(grid.label, text, "text", width=room) for text in texts]
        if step == ARCHIVE:
            rows[0].put(grid.mark, "i", "accent", click="screen.import_archive")
        return rows

    def _choices(self, step: int, grid: Grid) -> list[Row]:
        rows: list[Row] = []
        for at, line in enumerate(self._lines[step]):
            here = self._place if step == self.step and at == self._line else None
            start = grid.graphic if line.label else grid.label
            click = f"pick({at}, {{}})"
            rows += choice_rows(line, here, grid.label, start, grid.text_right, click)
        return rows
