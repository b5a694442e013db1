"""The welcome to a new log: four short steps under the routine, which can be used meanwhile."""

from collections.abc import Callable

from textual.reactive import var

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.model import Question
from ssi_tui.core.text.words import minutes
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.grid import CURSOR, Grid
from ssi_tui.tui.look.painted import Painted
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.view.messages import WelcomeErrand
from ssi_tui.tui.widgets.choices import Chooser, Choosing, Line
from ssi_tui.tui.widgets.profile_lines import (
    ProfileAnswers,
    chosen_days,
    profile_answers,
    profile_lines,
    workdays_line,
)

PROMISES, DAYS, PROFILE, ARCHIVE = range(4)
STEPS = 4
TITLES = (
    "three promises",
    "your workdays (space to toggle)",
    "your profile (space to toggle)",
    "your history",
)
PROMISED = (
    "1  It works offline and never contacts LinkedIn.",
    "2  It estimates your Social Selling Index (SSI).",
    "3  Every key press is saved at once, and u undoes it.",
)
ARCHIVE_WORDS = (
    "Have a LinkedIn archive? Press i to import it (offline).",
    "Not yet? On LinkedIn: Settings & Privacy, Data privacy,",
    "Get a copy of your data, the larger one; allow a day.",
)


class WelcomePanel(Painted, Choosing):
    """The steps, one at a time; those that are skipped leave the log as it is.

    ``limit`` is how many rows fit under the title, ``asking`` holds the open questions about the
    profile: where none is, its step is left out. What is answered elsewhere meanwhile, in the
    form of the profile perhaps, is what a step shows then, so that keeping it takes nothing back.
    """

    can_focus = True

    BINDINGS = bindings("welcome")

    step: var[int] = var(0)
    limit: var[int] = var(4)
    shown: var[Dashboard | None] = var(None)
    asking: var[frozenset[Question]] = var(frozenset(Question))

    class ProfileKept(WelcomeErrand):
        """A step about the profile was answered."""

        answers: ProfileAnswers

    class Ended(WelcomeErrand):
        """All steps were taken or skipped."""

    def __init__(self, dashboard: Dashboard) -> None:
        super().__init__()
        self.set_reactive(WelcomePanel.shown, dashboard)
        self._choosers: dict[int, Chooser] = {}
        self._asked: dict[int, tuple[Line, ...]] = {}
        self._profile_opened = False
        self._begin(dashboard)

    def watch_shown(self, before: Dashboard | None, dashboard: Dashboard | None) -> None:
        """Show what the log says now; a step that it has not changed keeps what was chosen."""
        if dashboard is not None and dashboard is not before:
            self._begin(dashboard)
            self.repaint()

    def _begin(self, dashboard: Dashboard) -> None:
        tasks = Schedule.of(dashboard.source.log).routine(dashboard.today)
        self._minutes = minutes(sum(task.target * task.minutes for task in tasks))
        lines = {DAYS: (workdays_line(dashboard),), PROFILE: profile_lines(dashboard)}
        for step, found in lines.items():
            if found != self._asked.get(step):
                self._asked[step] = found
                self._choosers.setdefault(step, Chooser(found)).lines = list(found)

    def watch_step(self) -> None:
        """Paint another step, with the cursor on its first choice."""
        self._profile_opened = self._profile_opened or self.step == PROFILE
        chooser = self._choosers.get(self.step)
        if chooser is not None:
            chooser.line = chooser.place = 0
        self.repaint()

    def change(self, how: Callable[[Chooser], None]) -> None:
        """Change what is chosen in a step that has choices."""
        chooser = self._choosers.get(self.step)
        if chooser is not None:
            how(chooser)
            self.repaint()

    def action_keep(self) -> None:
        """Keep the step as it is shown, and go on."""
        chooser = self._choosers.get(self.step)
        if chooser is not None:
            asked, lines = self._asked[self.step], tuple(chooser.lines)
            answers = (
                ProfileAnswers(workdays=chosen_days(*lines))
                if self.step == DAYS
                else profile_answers(lines, asked)
            )
            self.post_message(self.ProfileKept(answers))
            self._asked[self.step] = lines
        self._go_on()

    def action_skip(self) -> None:
        """Put the answers back as they were, and go on."""
        chooser = self._choosers.get(self.step)
        if chooser is not None:
            chooser.lines = list(self._asked[self.step])
        self._go_on()

    def _go_on(self) -> None:
        if self.step == ARCHIVE:
            self.post_message(self.Ended())
            self.remove()
        else:
            steps = self._steps()
            self.step = steps[steps.index(self.step) + 1]

    def action_back(self) -> None:
        """Go back to the previous step."""
        steps = self._steps()
        self.step = steps[max(0, steps.index(self.step) - 1)]

    def _steps(self) -> list[int]:
        """Return the steps that are shown; one that was open stays, whatever it was answered."""
        asked = self.asking or self._profile_opened
        return [step for step in range(STEPS) if asked or step != PROFILE]

    def wanted(self, grid: Grid) -> int:
        """Return how many rows the longest step takes, so that nothing jumps between steps."""
        return 1 + max(len(self._body(step, grid)) for step in range(STEPS))

    def rows(self, grid: Grid) -> tuple[Row, ...]:
        """Return the title and those rows of the step that fit, the cursor among them."""
        title = Row().put(grid.mark, "WELCOME", "title")
        steps = self._steps()
        words = f"{steps.index(self.step) + 1} of {len(steps)}: {TITLES[self.step]}"
        title.put(grid.graphic, words, "muted")
        body = self._body(self.step, grid)
        at = next((at for at, row in enumerate(body) if row.plain.startswith(CURSOR)), 0)
        first = max(0, at - self.limit + 1)
        return (title, *body[first : first + self.limit])

    def _body(self, step: int, grid: Grid) -> list[Row]:
        if step == DAYS:
            about = (
                f"Your routine takes {self._minutes} minutes on each of them.",
                "Nothing is due on the other days, and nothing fades.",
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
        lines = self._choosers[step].rows(grid.label, grid.graphic, grid.text_right)
        return [row for rows in lines for row in rows]
