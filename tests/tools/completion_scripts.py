"""Writes the completion scripts from the grammar: ``python -m tests.tools.completion_scripts``."""

import argparse
from collections.abc import Iterator
from string import Template

import shtab

from ssi_tui.cli.grammar.completion import FOLDER, SCRIPTS
from ssi_tui.cli.grammar.parser import build_parser
from ssi_tui.cli.guide import topics
from ssi_tui.core.calendar import WEEKDAY_IDS
from ssi_tui.core.formula import ACTIONS, CHECKLIST, DEFAULT_TARGETS
from ssi_tui.core.model import Past

FILES = frozenset({"FILE", "PATH", "DIR"})
"""The metavars of what is a file."""

NEAR_DAYS = ("today", "yesterday")
CHOICES: dict[str, tuple[str, ...]] = {
    "date": NEAR_DAYS,
    "start": NEAR_DAYS,
    "quality": tuple(dict.fromkeys(name for each in ACTIONS.values() for name in each.qualities)),
    "sales_navigator": ("yes", "no"),
    "past": tuple(Past),
    "topic": topics(),
    "review": (*WEEKDAY_IDS, "none"),
}
"""What an option or argument may be, by its name in the grammar, where the grammar does not say."""

LISTS: dict[str, tuple[str, ...]] = {
    "has": (*CHECKLIST, "all", "none"),
    "workdays": (*WEEKDAY_IDS, "none"),
    "on": (*WEEKDAY_IDS, "all"),
}
"""What takes several values with commas."""

TASKS = {"actions": "task", "id": "task", "targets": "target"}
"""What takes a task; the user's own are asked for when the key is pressed."""

# The list of actions has a heading, those of the formula, and then the user's own.
OWN = (
    "command ssi-tui tick --list 2>/dev/null | "
    f"sed '1,/^ *{list(ACTIONS)[-1]} /d; /^$/,$d; s/^ *//; s/ .*//'"
)

PREAMBLES = {
    "bash": """\
_ssi_tui_own() { $own; }
_ssi_tui_task() { compgen -W "$tasks $$(_ssi_tui_own)" -- "$$1"; }
_ssi_tui_target() { compgen -W "$targets $$(_ssi_tui_own | sed 's/$$/=/')" -- "$$1"; }
_ssi_tui_path() { echo //; }
$lists
_ssi_tui_list() {
  local kept=''
  if [[ $$1 == *,* ]]; then kept=$${1%,*},; fi
  compgen -P "$$kept" -W "$${*:2}" -- "$${1##*,}"
}""",
    "zsh": """\
_ssi_tui_own() { $own; }
_ssi_tui_task() { compadd "$$@" -- $tasks $$(_ssi_tui_own); }
_ssi_tui_target() { compadd "$$@" -S '' -- $targets $${^$$(_ssi_tui_own)}=; }""",
    "fish": """\
function _ssi_tui_own; $own; end
function _ssi_tui_task; printf '%s\\n' $tasks (_ssi_tui_own); end
function _ssi_tui_target; printf '%s\\n' $targets (_ssi_tui_own)=; end
function _ssi_tui_path
  __fish_complete_path (commandline -ct | string replace -r '^--[^=]*=' '')
end
function _ssi_tui_list
  set -l kept (string match -r '.*,' -- (commandline -ct))
  printf '%s\\n' $$kept$$argv
end""",
}
"""What the scripts of shtab call, by shell."""

# What is written behind the script for bash, whose function it calls.
AROUND_BASH = """

# Bash cuts words at "=", leaves files to readline, and waits behind "comment=" and in a list.
_ssi_tui() {
  local -a words=()
  local at current=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD - 1]}
  for ((at = 0; at < COMP_CWORD; at++)); do
    if [[ ${COMP_WORDS[at]} != '=' ]]; then words+=("${COMP_WORDS[at]}"); fi
  done
  COMPREPLY=()
  # Behind the sign of comment=2 stands a number.
  if [[ ( $current == '=' || $last == '=' ) && ${words[-1]} != -* ]]; then return; fi
  local -a COMP_WORDS=("${words[@]}" "${current#=}")
  local COMP_CWORD=${#words[@]}
  _shtab_ssi_tui
  if [[ ${COMPREPLY[0]-} == // ]]; then
    COMPREPLY=()
    compopt -o default
  elif [[ ${#COMPREPLY[@]} == 1 ]] \\
    && [[ ${COMPREPLY[0]} == *= || ${words[-1]} =~ ^--(has|on|workdays)$ ]]; then
    compopt -o nospace
  fi
}
complete -F _ssi_tui ssi-tui
"""

# What is put in the place of what in the script for zsh.
MENDED_ZSH = (
    # To source a script is not to evaluate it.
    ("zsh_eval_context[-1] == eval", "zsh_eval_context[-1] == (eval|file)"),
    # Tasks are offered behind a task.
    ('"(*)::', '"*:'),
)


def actions_of(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the options and arguments of a parser and of the commands below it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield from actions_of(child)
        else:
            yield action


def _teach(action: argparse.Action) -> None:
    """Put where shtab looks for it what an option or argument can be."""
    complete: shtab.CompleteType | None = None
    if action.dest in CHOICES:
        action.choices = CHOICES[action.dest]
    elif action.dest in LISTS:
        words = " ".join(LISTS[action.dest])
        complete = {
            "bash": f"_ssi_tui_list_{action.dest}",
            "zsh": f"_values -s , {action.dest} {words}",
            "fish": f"(_ssi_tui_list {words})",
        }
    elif action.dest in TASKS:
        name = f"_ssi_tui_{TASKS[action.dest]}"
        complete = {"bash": name, "zsh": name, "fish": f"({name})"}
    elif action.metavar in FILES:
        complete = {"bash": "_ssi_tui_path", "zsh": "_files", "fish": "(_ssi_tui_path)"}
    if complete is not None:
        vars(action)["complete"] = complete


def script(shell: str) -> str:
    """Return the completion script of a shell."""
    parser = build_parser()
    for action in actions_of(parser):
        _teach(action)
    preamble = Template(PREAMBLES[shell]).substitute(
        own=OWN,
        tasks=" ".join(ACTIONS),
        targets=" ".join(f"{task}=" for task in DEFAULT_TARGETS),
        lists="\n".join(
            f'_ssi_tui_list_{name}() {{ _ssi_tui_list "$1" {" ".join(words)}; }}'
            for name, words in LISTS.items()
        ),
    )
    text = shtab.complete(parser, shell, preamble=preamble)
    for had, has in MENDED_ZSH if shell == "zsh" else ():
        text = text.replace(had, has)
    return text + (AROUND_BASH if shell == "bash" else "")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for shell, name in SCRIPTS.items():
        (FOLDER / name).write_text(script(shell), encoding="utf-8")
