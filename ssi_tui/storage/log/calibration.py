"""A calibration as the text that is stored with the last reading."""

import json
from datetime import date
from operator import attrgetter

from ssi_tui.core.formula import FORMULA_VERSION
from ssi_tui.core.model import PILLARS
from ssi_tui.core.score.calibration import Calibration, PillarFit
from ssi_tui.core.score.kalman import SUPPOSED, Member

_numbers = attrgetter(*Member.__match_args__)
_SHOWN = ("offset", "gain", "multiplier", "start", "steps")
_FAR = 1e9
_CLOSE = 1e-9


def fit_text(calibration: Calibration) -> str:
    """Return a calibration as JSON, with the version of the formula it was fitted with."""
    return json.dumps(
        {
            "formula": FORMULA_VERSION,
            "since": calibration.since.isoformat(),
            "last": calibration.last.isoformat(),
            "readings": calibration.readings,
            "pillars": [
                {name: getattr(fit, name) for name in _SHOWN}
                | {"bank": [_numbers(member) for member in fit.bank]}
                for fit in calibration.pillars
            ],
        },
        separators=(",", ":"),
    )


def fit_of(text: str) -> Calibration | None:
    """Return the calibration of a text; ``None`` if it is damaged or of another formula version."""
    try:
        found = json.loads(text)
        if found["formula"] != FORMULA_VERSION:
            return None
        fit = Calibration(
            date.fromisoformat(found["since"]),
            date.fromisoformat(found["last"]),
            int(found["readings"]),
            tuple(
                PillarFit(
                    bank=tuple(Member(*map(float, member)) for member in pillar["bank"]),
                    **{name: float(pillar[name]) for name in _SHOWN},
                )
                for pillar in found["pillars"]
            ),
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        # An export was edited by hand: the caller fits anew.
        return None
    whole = len(fit.pillars) == len(PILLARS) and all(map(_is_fit, fit.pillars))
    return fit if whole else None


def _is_fit(fit: PillarFit) -> bool:
    """Tell whether the numbers of a pillar are ones that a fit can have."""
    shown = (fit.multiplier, fit.start)
    numbers = (fit.offset, fit.gain, fit.steps, *(n for one in fit.bank for n in _numbers(one)))
    return (
        len(fit.bank) == len(SUPPOSED)
        and shown in SUPPOSED
        and min(fit.gain, fit.steps) >= 0.0
        and all(abs(number) < _FAR for number in numbers)
        and all(min(each.offset_variance, each.gain_variance) >= 0.0 for each in fit.bank)
        and all(
            each.covariance**2 <= each.offset_variance * each.gain_variance + _CLOSE
            for each in fit.bank
        )
    )
