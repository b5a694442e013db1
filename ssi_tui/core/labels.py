"""What the values of the glossary are called on a screen; what is stored and in JSON stays."""

from ssi_tui.core.model import Answer, OperationKind, Past, Risk, Source

RISK_LABELS = {
    Risk.BUILDING: "too early to judge",
    Risk.SAFE: "safe",
    Risk.WATCH: "on watch",
    Risk.ABOUT_TO_COLLAPSE: "about to collapse",
    Risk.COLLAPSED: "collapsed",
    Risk.RECOVERING: "recovering",
    Risk.DORMANT: "inactive",
}
RISK_MARKS = {
    Risk.BUILDING: "?",
    Risk.SAFE: "",
    Risk.WATCH: "!",
    Risk.ABOUT_TO_COLLAPSE: "!!",
    Risk.COLLAPSED: "×",
    Risk.RECOVERING: "↑",
    Risk.DORMANT: "-",
}
"""The mark that stands before a pillar, at most two cells wide."""
BAND_LABELS = {
    "needs work": "needs work",
    "average": "fair",
    "good": "good",
    "very good": "very good",
    "super": "excellent",
}
"""The words for a score; nobody is compared with anybody, so nobody is called average."""
SOURCE_LABELS = {
    Source.TUI: "app",
    Source.CLI: "shell",
    Source.ARCHIVE: "LinkedIn",
    Source.IMPORT: "imported",
}
PAST_LABELS = {
    Past.UNKNOWN: "don't know",
    Past.NONE: "nothing",
    Past.SOME: "a little",
    Past.ROUTINE: "every workday",
}
ANSWER_LABELS = {
    Answer.KEPT: "kept",
    Answer.IN_PART: "partly kept",
    Answer.NOT_KEPT: "not kept",
    Answer.SKIPPED: "skipped",
}
KIND_LABELS = {
    OperationKind.TICK: "tick",
    OperationKind.TAKE_BACK: "entry taken back",
    OperationKind.QUALITY: "quality",
    OperationKind.NOTE: "note",
    OperationKind.EDIT: "edit",
    OperationKind.VOID: "deletion",
    OperationKind.PROFILE: "profile change",
    OperationKind.ROUTINE: "routine change",
    OperationKind.TIME_OFF: "time off",
    OperationKind.TIME_OFF_REMOVED: "canceled time off",
    OperationKind.IMPORT: "import",
    OperationKind.READING: "reading",
    OperationKind.REVIEW: "review",
    OperationKind.CLOCK: "clock",
    OperationKind.ANALYTICS: "analytics import",
    OperationKind.UNDO: "undo",
    OperationKind.REDO: "redo",
}
"""What a change is called, as in ``Undid the tick.``"""
QUALITY_LABELS = {
    "note": "with a note",
    "plain": "plain",
    "decision_maker": "to a decision maker",
    "thoughtful": "thoughtful",
    "short": "short",
    "sent": "sent",
    "replied": "got a reply",
    "original": "original",
    "reshare": "reshare",
}
