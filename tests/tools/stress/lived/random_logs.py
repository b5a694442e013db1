"""Random logs, each written by commands from its number alone: a person with a past.

Workdays, routine, profile, answer, time off, readings and qualities are all drawn. Some people
keep their routine, some are irregular, have good and bad weeks, or do less and less; some stopped
a few days ago.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from ssi_tui.core.calendar import WEEKDAY_IDS, days_between
from ssi_tui.core.formula import ACTIONS, CHECKLIST, DEFAULT_TARGETS
from ssi_tui.core.model import PILLARS, Past
from tests.tools.stress.lived.line import Line

_NEW_YEAR = date(2026, 1, 1)
_USUAL = "mon,tue,wed,thu,fri"
_WORKDAYS = (
    *(_USUAL,) * 5,
    "none",
    ",".join(WEEKDAY_IDS),
    "mon,tue,wed,thu",
    "mon,wed,fri",
    "tue,thu",
    "mon,tue,wed,thu,fri,sat",
    "wed",
)
_EXTRAS = ("reaction", "reply", "answer", "profile_view", "invite_in", "post", "group", "recommend")
_STYLES = ("keeps", "keeps", "misses", "irregular", "bursts", "sinks")
_LEVELS = ((8, 20), (3, 16), (3, 18), (5, 18))


class RandomLog:
    """A person of whom everything follows from a number; ``today`` holds nothing yet."""

    def __init__(self, number: int, weeks: int = 40) -> None:
        roll = Random(f"lived {number}")  # noqa: S311 - the same person on each run
        self._roll = roll
        self.today = _NEW_YEAR + timedelta(days=roll.randrange(1000))
        self.first = self.today - timedelta(days=roll.randint(21, 7 * weeks))
        self._style = roll.choice(_STYLES)
        self._stopped = self.today - timedelta(days=roll.choice((0, 0, 0, 0, 1, 2, 4, 9)))
        self._workdays = roll.choice(_WORKDAYS)

    def write(self, line: Line) -> None:
        """Write the log up to the evening before today, by commands."""
        roll = self._roll
        line.run(self.first, "profile", *self._profile())
        line.run(self.first, "routine", *self._targets())
        if roll.random() < 0.3:
            task = roll.choice(list(DEFAULT_TARGETS))
            line.run(self.first, "routine", f"{task}=1", "--on", "mon,thu")
        if roll.random() < 0.3:
            line.run(self._day(), "routine", *self._targets())
        if roll.random() < 0.15:
            line.run(self._day(), "profile", "--workdays", roll.choice(_WORKDAYS))
        for _ in range(roll.choice((0, 0, 1, 2))):
            start = self._day()
            end = start + timedelta(days=roll.randint(0, 20))
            line.run(self.first, "off", str(start), str(end))
        rows = "".join(self._rows())
        past = line.path.with_suffix(".csv")
        past.write_text(f"day,task,count,quality\n{rows}", encoding="utf-8")
        line.run(self.today, "import", "log", str(past))
        for day in sorted({self._day() for _ in range(roll.choice((0, 0, 1, 3)))}):
            line.run(self.today, "reading", "--date", str(day), *self._reading())

    def _day(self) -> date:
        return self.first + timedelta(days=self._roll.randrange((self.today - self.first).days))

    def _profile(self) -> Iterator[str]:
        roll = self._roll
        has = [item for item in CHECKLIST if roll.random() < 0.6]
        yield from ("--has", ",".join(has) or "none")
        yield from ("--connections", str(roll.choice((0, 60, 150, 350, 900))))
        yield from ("--sales-navigator", roll.choice(("no", "no", "yes")))
        yield from ("--past", roll.choice(list(Past)))
        yield from ("--workdays", self._workdays)

    def _targets(self) -> list[str]:
        roll = self._roll
        if roll.random() < 0.5:
            return [f"{task}={target}" for task, target in DEFAULT_TARGETS.items()]
        return [f"{task}={roll.choice((0, 1, 1, 2, 3))}" for task in DEFAULT_TARGETS]

    def _reading(self) -> Iterator[str]:
        for pillar, level in zip(PILLARS, _LEVELS, strict=True):
            low, high = level if self._roll.random() < 0.9 else (0, 25)
            yield from (f"--{pillar}", f"{self._roll.uniform(low, high):.2f}")

    def _rows(self) -> Iterator[str]:
        """Yield what was done as rows of a CSV log."""
        roll = self._roll
        much = roll.uniform(0.6, 1.6)
        taste = {task: much * roll.uniform(0.3, 1.7) for task in DEFAULT_TARGETS}
        days = (self.today - self.first).days
        chance = intensity = 1.0
        for at, day in enumerate(days_between(self.first, self._stopped - timedelta(days=1))):
            if self._style == "misses":
                chance = 0.8
            elif self._style == "irregular":
                chance = 0.5
            elif self._style == "bursts" and at % 14 == 0:
                chance = roll.choice((0.0, 0.3, 0.9, 1.0))
            elif self._style == "sinks":
                intensity = 1.3 * (1.0 - at / days)
            works = self._workdays == "none" or WEEKDAY_IDS[day.weekday()] in self._workdays
            if roll.random() >= (chance if works else 0.03):
                continue
            for task, target in DEFAULT_TARGETS.items():
                count = int(target * taste[task] * intensity + roll.random())
                qualities = list(ACTIONS[task].qualities)
                quality = roll.choice(qualities) if qualities and roll.random() < 0.3 else ""
                if count:
                    yield f"{day},{task},{count},{quality}\n"
            if roll.random() < 0.15:
                yield f"{day},{roll.choice(_EXTRAS)},{roll.randint(1, 3)},\n"
