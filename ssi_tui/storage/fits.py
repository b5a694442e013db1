"""What the readings say, as the text that is stored with the last of them."""

import json
from dataclasses import astuple
from datetime import date

from ssi_tui.core.calibration import Calibration, PillarFit
from ssi_tui.core.formula import FORMULA_VERSION
from ssi_tui.core.kalman import Member


def fit_text(calibration: Calibration) -> str:
    """Return a calibration as JSON, with the version of the formula that it was fitted by."""
    return json.dumps(
        {
            "formula": FORMULA_VERSION,
            "last": calibration.last.isoformat(),
            "readings": calibration.readings,
            "start_ends": calibration.start_ends.isoformat(),
            "pillars": [
                {
                    "offset": fit.offset,
                    "gain": fit.gain,
                    "multiplier": fit.multiplier,
                    "start": fit.start,
                    "centring": fit.centring,
                    "bank": [astuple(member) for member in fit.bank],
                }
                for fit in calibration.pillars
            ],
        },
        separators=(",", ":"),
    )


def fit_of(text: str) -> Calibration | None:
    """Return the calibration of a text; ``None`` where another formula fitted it, or it is none."""
    try:
        found = json.loads(text)
        if found["formula"] != FORMULA_VERSION:
            return None
        return Calibration(
            date.fromisoformat(found["last"]),
            int(found["readings"]),
            date.fromisoformat(found["start_ends"]),
            tuple(
                PillarFit(
                    offset=float(pillar["offset"]),
                    gain=float(pillar["gain"]),
                    multiplier=float(pillar["multiplier"]),
                    start=float(pillar["start"]),
                    centring=float(pillar["centring"]),
                    bank=tuple(Member(*map(float, member)) for member in pillar["bank"]),
                )
                for pillar in found["pillars"]
            ),
        )
    except (ValueError, KeyError, TypeError):
        # Written by hand in an export: it is fitted anew.
        return None
