"""`qaclean completion SHELL`: a script that completes commands, options and their values, made of the parsers themselves."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping, Sequence

from qaclean.errors import UsageError

__all__ = ["SHELLS", "completion_script"]

SHELLS = ("bash", "zsh", "fish")


def completion_script(shell: str, parsers: Mapping[str, ArgumentParser], commands: Sequence[str]) -> str:
    """The script of a shell; `parsers` by command, the one without a command under "". Errors: `UsageError`."""
    if shell not in SHELLS:
        raise UsageError(f"qaclean completion: name one of {', '.join(SHELLS)}, not {shell!r}")
    return _fish(parsers, commands) if shell == "fish" else _bash(parsers, commands, zsh=shell == "zsh")


def _options(parser: ArgumentParser) -> dict[str, tuple[list[str], str]]:
    """The long options of a parser: their values and their help."""
    return {
        action.option_strings[-1]: (sorted(map(str, action.choices or ())), action.help or "")
        for action in parser._actions
        if action.option_strings
    }


def _bash(parsers: Mapping[str, ArgumentParser], commands: Sequence[str], *, zsh: bool) -> str:
    words = [f"    {name or '*'}) words='{' '.join(_options(parser))}' ;;" for name, parser in _commands_first(parsers)]
    values = sorted(
        {
            (option, " ".join(choices))
            for parser in parsers.values()
            for option, (choices, _) in _options(parser).items()
            if choices
        }
    )
    cases = [
        f'    {name}:{option}) COMPREPLY=($(compgen -W "{" ".join(choices)}" -- "$cur")); return ;;'
        for name, parser in _commands_first(parsers)
        for option, (choices, _) in _options(parser).items()
        if choices and name
    ]
    cases += [
        f'    *:{option}) COMPREPLY=($(compgen -W "{choices}" -- "$cur")); return ;;' for option, choices in values
    ]
    head = ["autoload -Uz bashcompinit && bashcompinit"] if zsh else []
    return "\n".join(
        [
            *head,
            "_qaclean() {",
            '  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" words',
            '  case "${COMP_WORDS[1]}:$prev" in',
            *cases,
            "  esac",
            '  case "${COMP_WORDS[1]}" in',
            *words,
            "  esac",
            f'  [ "$COMP_CWORD" = 1 ] && words="$words {" ".join(commands)}"',
            '  COMPREPLY=($(compgen -W "$words" -- "$cur") $(compgen -f -- "$cur"))',
            "}",
            "complete -o filenames -F _qaclean qaclean",
            "",
        ]
    )


def _commands_first(parsers: Mapping[str, ArgumentParser]) -> list[tuple[str, ArgumentParser]]:
    return sorted(parsers.items(), reverse=True)  # the one without a name is the last


def _fish(parsers: Mapping[str, ArgumentParser], commands: Sequence[str]) -> str:
    lines = [f"complete -c qaclean -n __fish_use_subcommand -a '{' '.join(commands)}'"]
    others = " ".join(name for name in parsers if name)
    for name, parser in parsers.items():
        place = f"__fish_seen_subcommand_from {name}" if name else f"not __fish_seen_subcommand_from {others}"
        for option, (choices, told) in _options(parser).items():
            values = f" -x -a '{' '.join(choices)}'" if choices else ""
            told = told.replace("\\", "").replace("'", "")
            lines.append(f"complete -c qaclean -n '{place}' -l {option[2:]}{values} -d '{told}'")
    return "\n".join(lines) + "\n"
