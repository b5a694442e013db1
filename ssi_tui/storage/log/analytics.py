"""The table of LinkedIn's own numbers by day: of each figure the largest that is not undone."""

from collections.abc import Mapping
from datetime import date

from ssi_tui.core.import_report import DayFigures, Days
from ssi_tui.storage.log.rows import Rows, reads


class AnalyticsRows(Rows):
    """The figures of days; an operation has only what was new or larger than before it."""

    def add(self, operation_id: str, days: Days) -> None:
        """Write the figures of some days."""
        for day, figures in sorted(days.items()):
            named = {name: getattr(figures, name) for name in DayFigures.__match_args__}
            self._add("analytics_days", operation_id, day=day, **named)

    @reads
    def in_force(self) -> Mapping[date, DayFigures]:
        """Return the figures of each day, whichever operation has them."""
        return {
            date.fromisoformat(day): DayFigures(*figures)
            for day, *figures in self.connection.execute(
                "SELECT day, MAX(impressions), MAX(engagements), MAX(new_followers), "
                f"MAX(total_followers) FROM analytics_days WHERE {self.effective} "
                "GROUP BY day ORDER BY day"
            )
        }
