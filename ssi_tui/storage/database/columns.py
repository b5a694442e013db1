"""The tables and columns that every database of ours has and an export holds."""

from collections.abc import Mapping

_COLUMNS = {
    "operations": "id stamp at_utc kind device day of undone_at import_id",
    "entries": (
        "id operation_id day at_utc task count minutes quality note source origin_key old_key root "
        "live"
    ),
    "supersessions": "entry_id operation_id reason",
    "profile_changes": "operation_id checklist connections sales_navigator past",
    "workday_changes": "operation_id valid_from weekdays",
    "target_changes": "operation_id task valid_from target weekdays busy_target busy_weekdays",
    "week_target_changes": "operation_id task valid_from target",
    "time_off": "id operation_id start_day end_day reason",
    "time_off_removals": "time_off_id operation_id",
    "day_notes": "operation_id day note",
    "readings": "id operation_id day brand people insights relationships",
    "reading_peers": "reading_id operation_id peers rank total brand people insights relationships",
    "review_steps": "operation_id week step answer",
    "review_outcomes": "operation_id week outcome count",
    "review_notes": "operation_id week note",
    "commitments": "operation_id week words focus subject amount span weekdays",
    "clock_stretches": "operation_id day started_utc stopped_utc",
    "analytics_days": ("operation_id day impressions engagements new_followers total_followers"),
    "task_changes": (
        "operation_id task label key minutes repeat brand people insights relationships place "
        "retired valid_from"
    ),
}

COLUMNS: Mapping[str, tuple[str, ...]] = {
    table: tuple(columns.split()) for table, columns in _COLUMNS.items()
}
"""The exported columns of each table; ``seq`` belongs to one file and is not exported."""
