"""Completion scripts for shells, made from the grammar, so that they never lag behind it."""

import argparse
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ssi_tui.core.calendar import WEEKDAY_IDS
from ssi_tui.core.formula import ACTIONS, CHECKLIST, DEFAULT_TARGETS
from ssi_tui.core.model import Past

FILES = frozenset({"FILE", "PATH"})
GUIDE = Path(__file__).parents[2] / "guide"
NEAR_DAYS = ("today", "yesterday")
VALUES: dict[str, tuple[str, ...]] = {
    "actions": tuple(ACTIONS),
    "id": tuple(ACTIONS),
    "targets": tuple(f"{task}=" for task in DEFAULT_TARGETS),
    "date": NEAR_DAYS,
    "start": NEAR_DAYS,
    "quality": tuple(dict.fromkeys(name for each in ACTIONS.values() for name in each.qualities)),
    "has": (*CHECKLIST, "all", "none"),
    "workdays": (*WEEKDAY_IDS, "none"),
    "on": (*WEEKDAY_IDS, "all"),
    "sales_navigator": ("yes", "no"),
    "past": tuple(Past),
    "topic": tuple(sorted(path.stem for path in GUIDE.glob("*.md"))),
}
LISTS = frozenset({"has", "workdays", "on"})


@dataclass(frozen=True, slots=True)
class Word:
    """An option, or an argument without a name; ``takes`` tells whether a value follows.

    The value is one of ``values`` (several with commas where it is a ``list``), a file, or free.
    """

    names: tuple[str, ...]
    help: str
    takes: bool
    values: tuple[str, ...] = ()
    file: bool = False
    list: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A command by the words that name it, its options, its arguments and what comes below it."""

    path: tuple[str, ...]
    help: str
    options: tuple[Word, ...]
    arguments: tuple[Word, ...]
    below: tuple["Command", ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What may stand next without being an option."""
        return (
            *(command.path[-1] for command in self.below),
            *(value for argument in self.arguments for value in argument.values),
        )

    @property
    def files(self) -> bool:
        """Whether an argument is a file."""
        return any(argument.file for argument in self.arguments)

    def walk(self) -> Iterator["Command"]:
        """Yield the command and all below it."""
        yield self
        for command in self.below:
            yield from command.walk()


def _word(action: argparse.Action, known: Mapping[str, Sequence[str]]) -> Word:
    values = known.get(action.dest, ()) if action.choices is None else tuple(action.choices)
    return Word(
        names=tuple(action.option_strings),
        help=(action.help or "").replace("%%", "%").replace("%(default)s", str(action.default)),
        takes=action.nargs != 0,
        values=tuple(map(str, values)),
        file=action.metavar in FILES,
        list=action.dest in LISTS,
        many=action.nargs == "*",
    )


def command_of(
    parser: argparse.ArgumentParser,
    path: tuple[str, ...] = (),
    about: str = "",
    known: Mapping[str, Sequence[str]] = VALUES,
) -> Command:
    """Return what a parser understands; ``known`` are the values of what takes one."""
    options: list[Word] = []
    arguments: list[Word] = []
    below: list[Command] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {each.dest: each.help or "" for each in action._choices_actions}
            below += [
                command_of(child, (*path, name), helps[name], known)
                for name, child in action.choices.items()
            ]
        else:
            (options if action.option_strings else arguments).append(_word(action, known))
    return Command(path, about, tuple(options), tuple(arguments), tuple(below))


# -- bash -------------------------------------------------------------------------------------

_BASH = """\
# Completion of ssi-tui for bash 4 and later. Put this into ~/.bashrc:
#   source <(ssi-tui completion bash)
_ssi_tui() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} command='' option='' word words='' list='' file=''
    local at options='' kept=''
    COMPREPLY=()
    for ((at = 1; at < COMP_CWORD; at++)); do
        word=${{COMP_WORDS[at]}}
        if [[ $word == '=' ]]; then continue; fi
        if [[ -n $option ]]; then option=''; continue; fi
        case $word in
            {takers}) option=$word ;;
            -*) ;;
            *)
                case $command in
                    '') command=$word ;;
                    {parents}) command="$command $word" ;;
                esac
                ;;
        esac
    done
    if [[ $current == '=' || ${{COMP_WORDS[COMP_CWORD - 1]}} == '=' ]]; then
        # Behind the sign of comment=2 stands a number.
        if [[ -z $option ]]; then return; fi
        current=${{current#=}}
    fi
    case "$command:$option" in
{values}
        *:-*) ;;
{commands}
    esac
    if [[ -n $list && $current == *,* ]]; then
        kept=${{current%,*}},
        current=${{current##*,}}
    fi
    if [[ -z $option && $current == -* ]]; then file='' words=$options; fi
    if [[ -n $file ]]; then compopt -o default; return; fi
    while IFS= read -r word; do COMPREPLY+=("$kept$word"); done \\
        < <(compgen -W "$words" -- "$current")
    if [[ ${{#COMPREPLY[@]}} == 1 && ( -n $list || ${{COMPREPLY[0]}} == *= ) ]]; then
        compopt -o nospace
    fi
}}
complete -F _ssi_tui ssi-tui
"""


def bash(root: Command) -> str:
    """Return the script for bash."""
    every = list(root.walk())
    takers = {name for one in every for word in one.options if word.takes for name in word.names}
    values, commands = [], []
    for one in every:
        path = " ".join(one.path)
        for word in one.options:
            if not word.takes or not (word.values or word.file):
                continue
            sets = "file=1" if word.file else f"words={shlex.quote(' '.join(word.values))}"
            if word.list:
                sets += " list=1"
            where = "|".join(f'"{path}:{name}"' for name in word.names)
            values.append(f"        {where}) {sets} ;;")
        names = (name for word in one.options for name in word.names if name.startswith("--"))
        sets = f"words={shlex.quote(' '.join(one.words))} options={shlex.quote(' '.join(names))}"
        files = " file=1" if one.files else ""
        commands.append(f'        "{path}:") {sets}{files} ;;')
    return _BASH.format(
        takers="|".join(sorted(takers)),
        parents="|".join(" ".join(one.path) for one in every if one.below and one.path),
        values="\n".join(values),
        commands="\n".join(commands),
    )


# -- zsh --------------------------------------------------------------------------------------

_ZSH = """\
#compdef ssi-tui
# Completion of ssi-tui for zsh. Put this into ~/.zshrc, after compinit:
#   source <(ssi-tui completion zsh)
{functions}
if [[ $funcstack[1] == _ssi_tui ]]; then
    _ssi_tui "$@"
else
    compdef _ssi_tui ssi-tui
fi
"""


def _zsh_text(text: str) -> str:
    return text.replace("\\", "\\\\").translate({ord("["): r"\[", ord("]"): r"\]", ord(":"): r"\:"})


def _zsh_value(word: Word, name: str) -> str:
    if word.file:
        return f":{name}:_files"
    if word.list:
        return f":{name}:_values -s , {name} {' '.join(word.values)}"
    if word.values:
        # Nothing is put behind a task that still lacks its target.
        if word.values[0].endswith("="):
            return f":{name}:compadd -S '' -- {' '.join(word.values)}"
        return f":{name}:({' '.join(word.values)})"
    return f":{name}: "


def _zsh_specs(command: Command) -> Iterator[str]:
    for word in command.options:
        others = f"({' '.join(word.names)})" if len(word.names) > 1 else ""
        for name in word.names:
            spec = f"{others}{name}[{_zsh_text(word.help)}]"
            yield spec + (_zsh_value(word, name.strip("-")) if word.takes else "")
    for at, word in enumerate(command.arguments, 1):
        yield ("*" if word.many else str(at)) + _zsh_value(word, "argument")


def _zsh_function(command: Command) -> Iterator[str]:
    name = "_".join(("_ssi_tui", *command.path))
    yield f"{name}() {{"
    specs = [shlex.quote(spec) for spec in _zsh_specs(command)]
    if not command.below:
        yield "    _arguments \\\n        " + " \\\n        ".join(specs)
    else:
        yield "    local curcontext=$curcontext state line"
        yield "    typeset -A opt_args"
        specs += ["'1: :->command'", "'*:: :->rest'"]
        yield "    _arguments -C \\\n        " + " \\\n        ".join(specs)
        yield "    case $state in"
        yield "        command)"
        yield "            local -a commands=("
        for one in command.below:
            yield f"                {shlex.quote(f'{one.path[-1]}:{one.help}')}"
        yield "            )"
        yield "            _describe command commands"
        yield "            ;;"
        yield "        rest)"
        yield "            case $line[1] in"
        for one in command.below:
            function = "_".join(("_ssi_tui", *one.path))
            yield f"                {one.path[-1]}) {function} ;;"
        yield "            esac"
        yield "            ;;"
        yield "    esac"
    yield "}"
    for one in command.below:
        yield from _zsh_function(one)


def zsh(root: Command) -> str:
    """Return the script for zsh."""
    return _ZSH.format(functions="\n".join(_zsh_function(root)))


# -- fish -------------------------------------------------------------------------------------


def _fish_where(command: Command) -> str:
    """Return the condition under which the words of a command are offered."""
    if not command.path:
        return "__fish_use_subcommand"
    seen = "; and ".join(f"__fish_seen_subcommand_from {name}" for name in command.path)
    if command.below:
        names = " ".join(one.path[-1] for one in command.below)
        seen += f"; and not __fish_seen_subcommand_from {names}"
    return seen


def _fish_lines(command: Command) -> Iterator[str]:
    where = f"complete -c ssi-tui -n {shlex.quote(_fish_where(command))}"
    for one in command.below:
        yield f"{where} -a {one.path[-1]} -d {_fish_text(one.help)}"
    for word in command.options:
        line = where
        for name in word.names:
            line += f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}"
        if word.file:
            line += " -r -F"
        elif word.takes:
            line += " -x"
            if word.list:
                line += f" -a '(__ssi_tui_list {' '.join(word.values)})'"
            elif word.values:
                line += f" -a {_fish_text(' '.join(word.values))}"
        yield f"{line} -d {_fish_text(word.help)}"
    for word in command.arguments:
        if word.file:
            yield f"{where} -F"
        elif word.values:
            yield f"{where} -a {_fish_text(' '.join(word.values))}"
    for one in command.below:
        yield from _fish_lines(one)


def _fish_text(text: str) -> str:
    # Inside single quotes fish knows two escapes, other than a POSIX shell.
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


_FISH = """\
# Completion of ssi-tui for fish. Keep it with
#   ssi-tui completion fish > ~/.config/fish/completions/ssi-tui.fish
function __ssi_tui_list
    set -l kept (string match -r '.*,' -- (commandline -ct))
    printf '%s\\n' $kept$argv
end
complete -c ssi-tui -f
{lines}
"""


def fish(root: Command) -> str:
    """Return the script for fish."""
    return _FISH.format(lines="\n".join(_fish_lines(root)))


SHELLS = {"bash": bash, "zsh": zsh, "fish": fish}


def script(shell: str, parser: argparse.ArgumentParser, own: Sequence[str] = ()) -> str:
    """Return the script that teaches a shell what a parser understands.

    ``own`` are tasks of the user's own.
    """
    known = VALUES | {
        "actions": (*VALUES["actions"], *own),
        "targets": (*VALUES["targets"], *(f"{task}=" for task in own)),
        "id": (*VALUES["id"], *own),
    }
    return SHELLS[shell](command_of(parser, known=known))
