"""The table of LinkedIn's own numbers by day: of each figure the largest that is not undone."""

from datetime import date

from ssi_tui.core.import_report import DayFigures, Days, Known
from ssi_tui.storage.log.rows import Rows, fields_of, reads


class AnalyticsRows(Rows):
    """The figures of days; an operation has only what was new or larger than before it."""

    def add(self, operation_id: str, days: Days) -> None:
        """Write the figures of some days."""
        for day, figures in sorted(days.items()):
            self._add("analytics_days", operation_id, day=day, **fields_of(figures))

    @reads
    def known(self, since: date = date.min) -> Known:
        """Return the figures of each day since one, and the last day an operation has beside it."""
        return {
            date.fromisoformat(day): (DayFigures(*map(_count, figures)), date.fromisoformat(end))
            for day, *figures, end in self.connection.execute(
                "SELECT day, MAX(impressions), MAX(engagements), MAX(new_followers), "
                "MAX(total_followers), MAX(ends) FROM analytics_days JOIN (SELECT operation_id, "
                f"MAX(day) AS ends FROM analytics_days WHERE {self.effective} "
                "GROUP BY operation_id) USING (operation_id) WHERE day >= ? "
                "GROUP BY day ORDER BY day",
                (since.isoformat(),),
            )
        }

    def in_force(self) -> dict[date, DayFigures]:
        """Return the figures of each day, whichever operation has them."""
        return {day: figures for day, (figures, _) in self.known().items()}


def _count(value: object) -> int | None:
    if value is None or isinstance(value, int):
        return value
    raise ValueError(f"no count: {value!r}")
