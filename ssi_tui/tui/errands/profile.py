"""The errands of the profile and of the welcome: open the form, keep the answers, ask no more."""

from ssi_tui.core.today.estimate import total_words
from ssi_tui.tui.dialogs.base import ask
from ssi_tui.tui.dialogs.forms.profile import DECLINED, ProfileDialog
from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.today.welcome import WelcomePanel
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice
from ssi_tui.tui.view.messages import WelcomeErrand
from ssi_tui.tui.widgets.profile_lines import ProfileAnswers


def welcome(app: Host, errand: WelcomeErrand) -> None:
    """Show the welcome, keep its answers or end it; raises as the verbs do."""
    match errand:
        case TodayScreen.Opened():
            app.welcoming = app.tracker.routine.wants_welcome()
        case WelcomePanel.ProfileKept():
            _keep(app, errand.answers)
        case WelcomePanel.Ended():
            app.welcoming = False
            app.tracker.routine.end_welcome()


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
    _keep(app, answers)
    after = app.dashboard
    if before is not None and after is not None:
        was, now = total_words(before), total_words(after)
        moved = f" Estimate {was} → {now}." if was != now else ""
        app.tell(Notice(f"Profile saved.{moved}", app.undo_key))


def _keep(app: Host, answers: ProfileAnswers) -> None:
    """Write answers about the profile as one operation."""
    given = {name: getattr(answers, name) for name in ProfileAnswers.__match_args__}
    app.write(lambda: app.tracker.routine.set_profile(**given))
