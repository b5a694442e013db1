"""The errands of the profile: open its form, keep the answers, ask no more."""

from ssi_tui.core.today.estimate import total_words
from ssi_tui.tui.dialogs.base import ask
from ssi_tui.tui.dialogs.forms.profile import DECLINED, ProfileDialog
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice
from ssi_tui.tui.widgets.profile_lines import ProfileAnswers


def open_form(app: Host) -> None:
    """Open the form for the profile; its answers are one operation."""
    if app.dashboard is not None:
        ask(
            app,
            ProfileDialog(app.dashboard, asking=bool(app.asking)),
            lambda got: _answered(app, got),
        )


def _answered(app: Host, answers: ProfileAnswers) -> None:
    if answers == DECLINED:
        app.tracker.routine.decline_questions()
        app.read_anew()
        app.tell(Notice("No more questions. Press P to answer them later."))
        return
    before = app.dashboard
    keep(app, answers)
    after = app.dashboard
    if before is not None and after is not None:
        was, now = total_words(before), total_words(after)
        moved = f" Estimate {was} → {now}." if was != now else ""
        app.tell(Notice(f"Profile saved.{moved}", app.undo_key))


def keep(app: Host, answers: ProfileAnswers) -> None:
    """Write answers about the profile as one operation."""
    given = {name: getattr(answers, name) for name in ProfileAnswers.__match_args__}
    app.write(lambda: app.tracker.routine.set_profile(**given))
