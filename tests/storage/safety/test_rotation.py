"""Which backups stay: days, weeks, months, and what was made on an occasion."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.storage.safety.rotation import (
    DAYS,
    MONTHS,
    OCCASIONS,
    WEEKS,
    Backup,
    Occasion,
    kept,
    newest_first,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def made(days_ago: float, occasion: Occasion = Occasion.DAILY) -> Backup:
    """Return a backup made some days before that Monday noon."""
    at = NOON - timedelta(days=days_ago)
    return Backup(f"{at:%Y%m%d-%H%M%S}Z-{occasion}.db", at, occasion)


def days_of(backups: frozenset[Backup]) -> list[str]:
    """Return the days of backups, the newest first."""
    return [f"{backup.at:%Y-%m-%d}" for backup in newest_first(backups)]


def test_of_two_years_of_days_a_week_a_month_and_a_year_stay() -> None:
    """The seven days reach over two weeks, so two weeks more and eleven months more stay."""
    found = kept(made(days) for days in range(730))
    assert days_of(found) == [
        *("2026-11-23", "2026-11-22", "2026-11-21", "2026-11-20", "2026-11-19", "2026-11-18"),
        *("2026-11-17", "2026-11-15", "2026-11-08", "2026-10-31", "2026-09-30", "2026-08-31"),
        *("2026-07-31", "2026-06-30", "2026-05-31", "2026-04-30", "2026-03-31", "2026-02-28"),
        *("2026-01-31", "2025-12-31"),
    ]


def test_of_one_day_the_newest_stays() -> None:
    """However many there are."""
    found = kept(made(hours / 24) for hours in range(12))
    assert found == {made(0)}


def test_days_without_a_backup_do_not_count() -> None:
    """After a month away the seven days before it are still there."""
    found = kept(made(days) for days in (*range(3), *range(33, 43)))
    assert newest_first(found)[:DAYS] == [
        *(made(days) for days in range(3)),
        *(made(days) for days in range(33, 37)),
    ]


def test_the_last_five_of_an_occasion_stay_beside_the_newest_of_the_day() -> None:
    """Neither kind pushes the other out."""
    occasions = [made(0.01 * number, Occasion.IMPORT) for number in range(1, 8)]
    found = kept([made(0), made(0.5), *occasions])
    assert found == {made(0), *occasions[:OCCASIONS]}


def test_a_week_is_that_of_the_calendar_across_a_year() -> None:
    """Friday 1 January 2027 and the Monday before it share one."""
    at = datetime(2027, 1, 1, 12, tzinfo=UTC)
    days = [
        Backup(str(ago), at - timedelta(days=ago), Occasion.DAILY) for ago in (0, *range(4, 80))
    ]
    names = {backup.name for backup in kept(days)}
    # Seven days reach to Wednesday 23; the week of the 14th and that of the 7th follow.
    assert names >= {"0", "4", "5", "6", "7", "8", "9", "12", "19"}


def test_nothing_is_kept_of_nothing() -> None:
    """And that is no error."""
    assert kept([]) == frozenset()


BACKUPS = st.lists(
    st.builds(made, st.floats(0, 2000), st.sampled_from(list(Occasion))),
    max_size=60,
)


@given(BACKUPS)
def test_the_newest_always_stays_and_the_number_is_bounded(backups: list[Backup]) -> None:
    found = kept(backups)
    assert found <= set(backups)
    assert len(found) <= DAYS + WEEKS + MONTHS + OCCASIONS
    assert not backups or newest_first(backups)[0] in found


@given(BACKUPS)
def test_letting_go_twice_lets_go_of_nothing_more(backups: list[Backup]) -> None:
    """So it does not matter how often it is done."""
    found = kept(backups)
    assert kept(found) == found
