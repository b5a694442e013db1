"""Numbers as words."""

import pytest

from ssi_tui.core.routine.task_checks import task_label
from ssi_tui.core.text.words import cells, fitted, minutes, out_of, printable, sentence


@pytest.mark.parametrize(
    ("value", "text"),
    [(13.5, "13.5"), (14.5, "14.5"), (14.0, "14"), (0.2, "0.2"), (1e6, "1000000")],
)
def test_minutes_have_one_decimal_where_there_is_one(value: float, text: str) -> None:
    assert minutes(value) == text
    assert out_of(value, value) == f"{text} of {text}"


@pytest.mark.parametrize(
    ("text", "shown", "width"),
    [
        ("می\u200cخواهم", "می\u200cخواهم", 7),
        ("Mit\u00adarbeit", "Mitarbeit", 9),
        ("👩\u200d💻", "👩💻", 4),
        ("a\u00a0b", "a b", 3),
        ("e\u0301t\u0301", "e\u0301t\u0301", 2),
        ("注釈", "注釈", 4),
        ("a\u202eb\x1b[2Jc\n", "ab [2Jc ", 8),
    ],
)
def test_invisible_letters_take_no_cells_and_what_a_terminal_obeys_is_a_space(
    text: str, shown: str, width: int
) -> None:
    assert (printable(text), cells(text)) == (shown, width)


@pytest.mark.parametrize(
    "label", ["می\u200cخواهم بگویم", "e\u0301" * 13, "a\u00a0b", "注釈注釈注釈"]
)
def test_the_name_of_a_task_is_measured_in_cells_and_kept_as_it_was(label: str) -> None:
    assert task_label(label) == label
    with pytest.raises(ValueError, match="1 to 13"):
        task_label(f"{label}{'x' * (14 - cells(label))}")


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        ("no such file: ~/x.zip", "No such file: ~/x.zip."),
        ("can't read it; try again", "Can't read it; try again."),
        ('no task "coment". Did you mean comment?', 'No task "coment". Did you mean comment?'),
        ("settings.toml is nested too deeply", "settings.toml is nested too deeply."),
        ("week_start must be monday", "week_start must be monday."),
    ],
)
def test_a_refusal_is_a_sentence_in_the_app_and_names_stay_as_they_are(
    refusal: str, said: str
) -> None:
    assert sentence(refusal) == said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("holiday", "holiday"),
        ("two\nlines", "two lines"),
        ("a week in the woods", "a week in…"),
        ("注釈注釈注釈", "注釈注釈…"),
        ("e\u0301" * 12, "e\u0301" * 9 + "…"),
        ("x" * 5000, "x" * 9 + "…"),
    ],
)
def test_text_of_the_user_is_cut_to_the_cells_that_there_are(text: str, shown: str) -> None:
    assert fitted(text, 10) == shown
