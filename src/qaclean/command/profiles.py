"""`qaclean profiles`: lists the site profiles; `new` writes a file to begin with, `check` finds its faults, `test` shows what it changes on pages."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qaclean.command.options import PROFILE_COMMANDS, HelpFormatter, Parser
from qaclean.command.output import open_sink, say
from qaclean.errors import ProfileError, QacleanError, RuleError, SourceError, UsageError

if TYPE_CHECKING:
    from qaclean.profiles.own_rules import Rule

__all__ = ["build_parser", "profile_list", "run"]

_RULES = """\
# Rules of your own: what to drop and what to keep. They win over all of qaclean's, and a keep wins over every drop.
#   qaclean profiles check {name}             finds faults
#   qaclean profiles test PAGE --rules {name}  shows what changes on a page
#   qaclean --rules {name} PAGE               goes by it
# All keys: docs/mending.md. Take the marks (#) away from what you need.

[[rule]]
id = "app-prompt"                     # stands in the record, as the rule of each removal
do = "drop"
whole = ["Open in the app to read on"] # the line is just this; or starts, ends, words (anywhere in it), pattern
reason = "advert"                     # a reason of the record; site_chrome without it
hits = ["Open in the app to read on"] # `check` tries the rule on these, and that it leaves those of `misses` alone
misses = ["Open in the app to read on is what the button says."]

# [[rule]]
# id = "our-notes"
# do = "keep"                         # a line that would go
# starts = ["Note:"]

# [[rule]]
# id = "unfold"
# do = "drop"
# on = "phrase"                       # these words alone; the rest of the line stays
# words = ["(show more)"]

# [[rule]]
# id = "picks"
# do = "drop"
# on = "zone"                         # from this line on ...
# whole = ["Editors' picks"]
# until = ["Comments"]                # ... to the line that begins so, which stays; or lines = 8, or to_end = true
# hosts = ["{host}"]            # on this site alone
"""
_PROFILE = """\
# A site profile: which pages are of the site, where their parts stand, and what to drop and keep on them.
#   qaclean profiles check {name}                finds faults
#   qaclean profiles test PAGE --profile {name}  shows what changes on a page
#   qaclean --profile {name} PAGE                goes by it
site = "{site}"            # what the record's `site` says
kind = "qa"                           # qa, thread or howto
hosts = ["{host}"]           # the pages with an address of these hosts and their subdomains
# extends = "discuz"                  # have all that a packaged profile knows too (`qaclean profiles` lists them)

# Where the parts of its HTML pages stand. Take the marks (#) away, and name what the pages have.
# [[generation]]
# id = "{site}-1"
# date = 2024-05-01                   # of the pages that you looked at
# evidence = ["where they are kept"]
# fingerprints = ["div.question"]     # selectors, all of which a page of this generation has
# [generation.select]
# title = "h1"
# question_body = "div.question .text"
# answers = "div.answer"              # or posts = ..., of which the first asks, or body = ... of an article
# answer_body = ".text"
# author = ".name"
# published = ".date"
# votes = ".score"

# What to drop and keep on its pages, dumps and Markdown too (docs/mending.md has all keys).
[[rule]]
id = "slogan"                         # stands in the record, as the rule of each removal
do = "drop"
whole = ["The site's slogan"]
"""


def build_parser() -> ArgumentParser:
    """The options of `qaclean profiles new|check|test`."""
    parser = Parser(
        prog="qaclean profiles",
        usage="qaclean profiles [new FILE | check FILE... | test PAGE... --rules FILE]",
        description="Without a command: list the site profiles. Site profiles and files of rules (docs/mending.md):",
        epilog="exit codes: 0 all fine; 1 faults were found, or a page failed; 2 wrong usage",
        formatter_class=HelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "command", choices=PROFILE_COMMANDS, help="new: a file to begin with; check: faults; test: what changes"
    )
    parser.add_argument("paths", metavar="PATH", nargs="+", help="the new file; files to check; pages to test on")
    parser.add_argument("--site", metavar="NAME", help="new: a profile of this site (without it: a file of rules)")
    parser.add_argument("--rules", metavar="FILE", action="append", help="test: these rules (may be repeated)")
    parser.add_argument("--profile", metavar="NAME", help="test: this profile, a name or a file")
    parser.add_argument("--url", metavar="URL", help="test: the address of the pages that tell none")
    parser.add_argument(
        "--lines", metavar="N", type=int, default=20, help="test: changes shown of a page (default: 20)"
    )
    return parser


def run(argv: Sequence[str]) -> int:
    """Run `qaclean profiles COMMAND` with `argv`; the exit code."""
    parser = build_parser()
    options = parser.parse_args(argv)
    try:
        if options.command == "new":
            return _new(options)
        return _check(options.paths) if options.command == "check" else _test(options)
    except UsageError as error:
        parser.error(str(error))
    except QacleanError as error:
        say(str(error))
        return 2


def profile_list() -> str:
    """The site profiles, one line a generation: site, kind, generation, date of its evidence; of one that has none how many rules it has."""
    from qaclean.profiles import load_profiles

    profiles = load_profiles()
    rows = [(p.site, p.kind, g.id, g.date) for p in profiles for g in p.generations]
    rows += [(p.site, p.kind, f"{len(p.rules)} rules", "") for p in profiles if not p.generations]
    return "".join(f"{site:24} {kind:7} {name:24} {date}".rstrip() + "\n" for site, kind, name, date in rows)


def _new(options: Namespace) -> int:
    if len(options.paths) > 1:
        raise UsageError("new writes one file: name one PATH")
    path = options.paths[0]
    site = options.site or ""
    text = _PROFILE if options.site else _RULES
    if any(mark in site for mark in '"\\\n'):
        raise UsageError("--site: a name has no quotes, backslashes or line ends")
    if os.path.lexists(path):
        raise UsageError(f"{path} is there already: choose another name")
    with open_sink(path) as sink:
        sink.write(text.format(name=os.path.basename(path), site=site, host=site or "forum.example"))
    return 0


def _check(paths: Sequence[str]) -> int:
    from qaclean.profiles.checking import check_file, slow_patterns

    faults = 0
    with open_sink(None) as sink:
        for path in paths:
            checked = check_file(path)
            found = [*checked.faults, *_wrong_examples(checked.rules)]
            faults += len(found)
            for words in (*found, *(f"{note} (no fault)" for note in slow_patterns(checked.rules))):
                sink.write(words + "\n")
            if not found:
                sink.write(f"{path}: {checked.kind}, {len(checked.rules)} rules, no fault\n")
    return 1 if faults else 0


def _wrong_examples(rules: Sequence[Rule]) -> Iterator[str]:
    """Lines of `hits` that a rule leaves alone, and of `misses` that it does not."""
    from qaclean.stripper.own_cues import Patience, finder_of, plain

    for rule in (rule for rule in rules if not rule.select):
        for key, lines, wanted in (("hits", rule.hits, True), ("misses", rule.misses, False)):
            for line in lines:
                finder = finder_of((rule,))
                fits = bool(
                    finder.spans(plain(line), line, Patience())
                    if rule.on == "phrase"
                    else finder.find(plain(line.strip()), line.strip(), Patience())
                )
                if fits is not wanted:
                    says = "does not fit" if wanted else "fits"
                    yield f"{rule.origin}: line {rule.line}: rule {rule.id!r} {says} {line!r} of its `{key}`"


def _test(options: Namespace) -> int:
    from qaclean.cleaner import Cleaner, Options
    from qaclean.command.trial_report import TrialReport
    from qaclean.intake import Broken, kind_of, read
    from qaclean.learning.trial import try_out
    from qaclean.profiles import named_profile
    from qaclean.profiles.rule_sets import load_rules

    if not options.rules and not options.profile:
        raise UsageError("test needs --rules FILE or --profile NAME: say what to try")
    own = load_rules(options.rules)
    rules = (*own.rules, *(named_profile(options.profile).rules if options.profile else ()))
    before, after = Cleaner(), Cleaner(Options(options.profile, rules=own))
    report, failed = TrialReport(rules, options.lines), 0
    with open_sink(None) as sink:
        for source in (row for path in options.paths for row in read(path)):
            try:
                if isinstance(source, Broken):
                    raise SourceError(source.message)
                known = source._replace(url=source.url or options.url)
                whole = source.number == 0 and kind_of(source.input) == "page"
                sink.write(report.page(source.input if whole else source.place, try_out(known, before, after)))
            except (ProfileError, RuleError):
                raise
            except QacleanError as error:
                failed += 1
                say(f"{source.place}: {error}")
        sink.write(report.summary())
    return 1 if failed or not report.pages else 0
