"""The form for the profile: workdays, what the profile has, the network, the month before."""

from collections.abc import Callable, Sequence

from ssi_tui.core.model import Past
from ssi_tui.core.score.scoring import setups
from ssi_tui.core.text.words import number
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.value import replace
from ssi_tui.tui.dialogs.base import Dialog, title_row
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.grid import PANEL_WIDTH
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.widgets.choices import Chooser, Choosing
from ssi_tui.tui.widgets.profile_lines import (
    ProfileAnswers,
    chosen_days,
    navigator_line,
    profile_answers,
    profile_lines,
    workdays_line,
)

CHOICES_AT = 15
# Below this height the questions stand without blank rows between them.
SPACED_FROM = 24
# What the month before changes: LinkedIn's number remembers months.
_STARTS = {
    Past.UNKNOWN: "range starts wide",
    Past.NONE: "score starts low",
    Past.SOME: "score starts midway",
    Past.ROUTINE: "score starts high",
}
DECLINED = ProfileAnswers()
"""The result where the user does not want to be asked any more."""


class ProfileDialog(Dialog[ProfileAnswers], Choosing):
    """Asks what the estimate starts from; each question says what its answer changes.

    ``asking`` tells whether Today keeps a row that asks, which can be declined here.
    """

    BINDINGS = bindings("profile")

    def __init__(self, dashboard: Dashboard, *, asking: bool) -> None:
        super().__init__()
        self._profile = dashboard.source.log.profile
        self._asking = asking
        days, navigator = workdays_line(dashboard, "workdays"), navigator_line(dashboard)
        self._asked = profile_lines(dashboard, "your profile")
        has, network, past = self._asked
        self._shown = navigator, days
        self._chooser = Chooser((past, has, network, navigator, days))

    def _answers(self) -> ProfileAnswers:
        past, has, network, navigator, days = self._chooser.lines
        answers = profile_answers((has, network, past), self._asked)
        # These are written only where they were changed: a log answers for the rest already.
        shown = self._shown
        return replace(
            answers,
            sales_navigator=None if navigator == shown[0] else navigator.one() is True,
            workdays=None if days == shown[1] else chosen_days(days),
        )

    def rows(self) -> Sequence[Row]:
        """Return the questions, each with what its answer changes, and the keys."""
        keys = [("profile.keep", "save"), ("profile.choose", "choose"), ("dialog.close", "close")]
        if self._asking:
            keys.append(("profile.decline", "don't ask again"))
        found = [title_row("Your profile", "what the estimate starts from"), Row()]
        lines = self._chooser.rows(2, CHOICES_AT, PANEL_WIDTH - 1)
        between = [Row()] if self.app.size.height >= SPACED_FROM else []
        for rows, about in zip(lines, self._about(), strict=True):
            found += [*rows, Row().put(CHOICES_AT, about, "muted"), *between]
        return [*found, self.keys_row(*keys)]

    def _about(self) -> Sequence[str]:
        answers = self._answers()
        past = self._profile.past if answers.past is None else answers.past
        changes = {
            name: value
            for name in ("checklist", "connections")
            if (value := getattr(answers, name)) is not None
        }
        brand, _, _, relationships = setups(replace(self._profile, **changes))
        return (
            f"before your first day; {_STARTS[past]}",
            f"Brand starts at {number(brand.base)} of 25",
            f"Relationships starts at {number(relationships.base)} of 25",
            "Sales Navigator gives 3 pillars more room",
            "nothing is due on the other days",
        )

    def change(self, how: Callable[[Chooser], None]) -> None:
        """Change what is chosen, and say what that changes."""
        how(self._chooser)
        self.repaint()

    def action_keep(self) -> None:
        """Close with the answers."""
        self.dismiss(self._answers())

    def action_decline(self) -> None:
        """Close, and let the app ask no more."""
        self.dismiss(DECLINED)
