"""What is said of the estimate: the range of its total, a word for it, and why it is wide."""

from __future__ import annotations

from math import ceil, floor

from ssi_tui.core.formula import RANGE_WIDE
from ssi_tui.core.labels import BAND_LABELS
from ssi_tui.core.model import Past
from ssi_tui.core.text.words import number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ssi_tui.core.today.dashboard import Dashboard
    from ssi_tui.core.today.glance import Glance

# Nobody is called that in the first ten days, before the routine can have shown.
_NEEDS_WORK = BAND_LABELS["needs work"]
_BLAMELESS_DAYS = 10
# The mark of the collapse line in a bar, and what it is called where there is room: in brackets,
# or the total behind it would be read as the value of the line.
_LEGENDS = ("(│ collapse line)", "(│ line)", "│")


def is_wide(shown: Dashboard | Glance) -> bool:
    """Tell whether the range is too wide to name one total."""
    return shown.high - shown.low > RANGE_WIDE


def range_words(shown: Dashboard | Glance) -> str:
    """Return the range in whole points, which holds all of it: ``58–69``."""
    return f"{floor(shown.low)}–{ceil(shown.high)}"


def total_words(shown: Dashboard | Glance) -> str:
    """Return the total, or the range in its place where that is too wide."""
    return range_words(shown) if is_wide(shown) else number(shown.shown_total)


def total_in_text(shown: Dashboard | Glance) -> str:
    """Return the total with its range, for a sentence: ``63.4 (58–69)``."""
    return range_words(shown) if is_wide(shown) else f"{total_words(shown)} ({range_words(shown)})"


def band_words(band: str | None) -> str:
    """Return the words for a range: ``fair to good``; "" where it says none."""
    return " to ".join(BAND_LABELS[each] for each in band.split(" to ")) if band else ""


def title_words(dashboard: Dashboard, room: int) -> tuple[str, str]:
    """Return what stands before the total: how sure it is, and the legend of the line in the bars.

    They are the first that fit into ``room`` cells with two blank ones between them. The legend is
    "" where no bar has a line.
    """
    # Loaded here: a prompt says no more of the estimate than its total.
    from ssi_tui.core.today.words import has_line

    legends = _LEGENDS if any(map(has_line, dashboard.pillars)) else ("",)
    said = range_words(dashboard)
    forms = [(said, legend) for legend in legends]
    if why := wide_because(dashboard):
        forms = [(why, legends[-1]), ("unsure", legends[-1])]
    elif band := kind_band(dashboard):
        forms = [(f"{said}, {band}", legend) for legend in legends] + forms
    fits = (form for form in forms if len(form[0]) + 2 + len(form[1]) <= room)
    return next(fits, forms[-1])


def wide_because(dashboard: Dashboard) -> str:
    """Return why the range is too wide to name one total, "" where it is not."""
    if not is_wide(dashboard):
        return ""
    unknown = dashboard.source.log.profile.past is Past.UNKNOWN
    return "your past is unknown" if unknown else "still uncertain"


def kind_band(dashboard: Dashboard) -> str:
    """Return the words for the range, "" where they would blame somebody who has just begun."""
    words, begun = band_words(dashboard.band), dashboard.source.log.begun
    new = begun is not None and (dashboard.today - begun).days < _BLAMELESS_DAYS
    return "" if new and _NEEDS_WORK in words else words
