"""The figures as tables, each beside the one that formula 2 was specified with.

Those were measured on other synthetic people by another implementation; "-" is where none was
given.
"""

from collections.abc import Iterator, Mapping, Sequence
from statistics import mean

from ssi_tui.core.model import Past, Risk
from tests.tools.simulation.flags import Slides, Warnings, summed
from tests.tools.simulation.habits import ANSWERED, IRREGULAR, KEEPERS, SINKING, STOPPERS
from tests.tools.simulation.readings import METHODS, RANGE_AFTER, RANGE_ON, Found, Held, Misses

ERRORS_SAID = {
    "daily": "1.29 (1.61)",
    "weekly": "2.33 (4.06), -42 %, bias +.06",
    "four-weekly": "3.77 (9.46), -60 %, bias +.28",
}
RANGES_SAID = {
    "weekly": ("82 % 4.4", "80 % 3.1", "78 % 2.8", "80 % 2.5", "81 % 2.4", "83 % 2.3"),
    "four-weekly": ("82 % 6.6", "85 % 4.7", "83 % 4.2", "84 % 3.8", "83 % 3.7"),
}
UNREAD_SAID = {
    Past.UNKNOWN: ("76 % 29", "81 % 22", "85 % 15", "88 % 12"),
    Past.NONE: ("82 % 17", "70 % 14", "74 % 13", "79 % 13"),
    Past.SOME: ("79 % 17", "82 % 15", "86 % 13", "82 % 13"),
    Past.ROUTINE: ("82 % 16", "84 % 14", "85 % 12", "82 % 11"),
}
BEHAVIOURS_SAID = {"steady": "91 %", "burst and gone": "63 %", "erratic": "71 %"}
WARNED_SAID = {
    "keeps, every day": "0 %",
    "keeps, 5 days a week": "0 %",
    "keeps, 3 days a week": "0 %",
    "keeps, 2 days a week": "0 %",
    "keeps, 1 day a week": "the due day itself",
    "keeps 80 % of 5 days": "0 %",
    "two fixed days of 5": "0 %",
    "2-3 things on 70 % of days": "6 %",
    "2-3 things on 55 % of days": "14 %",
    "2-3 things on 40 % of days": "17 %",
}
STOPPED_SAID = {"keeps, then stops": "6", "2-3 things on 55 %, then stops": "at least 4"}
SINKING_SAID = {8: "22 %", 13: "18 %", 26: "13 %"}
SLIDES_SAID = {
    Risk.WATCH: "said .38, happened .40",
    Risk.ABOUT_TO_COLLAPSE: "said .68, happened .69",
}

Results = Mapping[str, Warnings]
"""What people were told, by the name of their habit."""


def error_lines(found: Found) -> Iterator[str]:
    """Yield how far off the next total was foretold."""
    heads = "".join(f"{method:>14}" for method in METHODS)
    yield f"{'RMSE of the next total':24}{heads}    gain   bias    count   specified"
    for often, misses in found.misses.items():
        numbers = "".join(f"{misses.rmse(method):14.2f}" for method in METHODS)
        bias = misses.bias / misses.count
        said = ERRORS_SAID[often]
        yield f"   {often:21}{numbers}{-misses.gain:+8.0%}{bias:+7.2f}{misses.count:9,}   {said}"


def _held(label: str, held: Held, said: str) -> str:
    share = f"{held.share:.0%}".replace("%", " %")
    return f"   {label:36}{share:>6}{held.half_width:7.1f}{held.count:8,}   {said}"


def range_lines(found: Found, by_behaviour: Mapping[str, Misses]) -> Iterator[str]:
    """Yield how often the range held the total, which it should four times in five."""
    yield f"{'The range holds, half its width':39}{'':13}   count   specified"
    for often, counts in RANGE_AFTER.items():
        for readings, said in zip(counts, RANGES_SAID[often], strict=True):
            after = found.misses[often].after
            if readings in after:
                yield _held(f"{often}, after {readings}", after[readings], said)
    for past, figures in UNREAD_SAID.items():
        for number, said in zip(RANGE_ON, figures, strict=True):
            if (past, number) in found.unread:
                label = f"no reading, {past.value}, day {number}"
                yield _held(label, found.unread[past, number], said)
    for name, misses in by_behaviour.items():
        yield _held(f"weekly, {name}", misses.ranges, BEHAVIOURS_SAID.get(name, "-"))


def warned_lines(results: Results) -> Iterator[str]:
    """Yield how often people with a habit are warned."""
    yield f"{'Mornings on which any pillar is':36}  warned    down  people   warned, specified"
    for habit in (*KEEPERS, *IRREGULAR, *ANSWERED, *STOPPERS, *SINKING):
        if habit.name in results:
            told = results[habit.name]
            warned, down = told.warned / told.mornings, told.down / told.mornings
            said = WARNED_SAID.get(habit.name, "-")
            yield f"   {habit.name:33}{warned:8.1%}{down:8.1%}{told.people:8}   {said}"


def stopped_lines(results: Results) -> Iterator[str]:
    """Yield on how many mornings somebody who stops is warned before a pillar falls."""
    yield f"{'Warned mornings before a fall':36}   least    mean  pillars  specified"
    for habit in STOPPERS:
        nights = results[habit.name].before_fall if habit.name in results else []
        if nights:
            said = STOPPED_SAID.get(habit.name, "-")
            numbers = f"{min(nights):8}{mean(nights):8.1f}{len(nights):8}"
            yield f"   {habit.name:33}{numbers}   {said}"


def sinking_lines(results: Results) -> Iterator[str]:
    """Yield when somebody is warned who does less and less."""
    yield f"{'People and Insights, sinking':36}  warned mornings    first in week   specified"
    for habit, said in zip(SINKING, SINKING_SAID.values(), strict=True):
        if habit.name in results:
            told = results[habit.name]
            of = f"{len(told.weeks)} of {told.sinking}"
            mornings = told.sinking_warned / told.sinking_mornings
            weeks = f"{_at(told.weeks, 0.1)}-{_at(told.weeks, 0.9)}" if told.weeks else "-"
            yield f"   {habit.name:33}{of:>9}{mornings:9.0%}{weeks:>17}   33 of 36, {said}, 2-7"


def _at(values: Sequence[int], share: float) -> int:
    return sorted(values)[int(share * (len(values) - 1))]


def slide_lines(results: Results) -> Iterator[str]:
    """Yield what was said of the chance that a pillar falls as foretold, and how often it did."""
    yield f"{'The chance to slide until then':36}    said  happened  warnings  specified"
    for group, habits in (
        ("irregular", IRREGULAR),
        ("irregular and stopping", (*IRREGULAR, *STOPPERS)),
    ):
        told = summed(results[habit.name] for habit in habits if habit.name in results)
        for risk, slides in told.slides.items():
            if slides.warnings:
                yield _slide(f"{group}, {risk.value}", slides, SLIDES_SAID[risk])


def _slide(label: str, slides: Slides, said: str) -> str:
    chance, share = slides.said / slides.warnings, slides.happened / slides.warnings
    return f"   {label:33}{chance:8.2f}{share:10.2f}{slides.warnings:10,}  {said}"
