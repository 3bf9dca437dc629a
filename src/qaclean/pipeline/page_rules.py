"""Which rules of the user's own a page goes by: those of the run, of its site's profile, of installed packages. Where there are none, nothing of them is imported."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from qaclean.pipeline.installed_groups import PROFILES, RULES, installed_groups
from qaclean.posts.found import Found
from qaclean.segments.document import Document, Removal
from qaclean.segments.layout import Layout
from qaclean.shipped import read_shipped, shipped_names

if TYPE_CHECKING:
    from qaclean.profiles.own_rules import Rule
    from qaclean.profiles.rule_sets import Rules
    from qaclean.stripper.own_rules import OwnRules

__all__ = ["PageRules", "check_profile", "rules_of", "rules_of_site"]

NO_PROFILE = "none"
PATIENCE = 1.0  # seconds that the pattern of one rule may take on one page


class PageRules(NamedTuple):
    """The rules that a page goes by, the site of the profile that some of them are of, or None, and the page's host."""

    own: OwnRules
    site: str | None
    host: str

    def with_kept(self, document: Document) -> Document:
        """The document with what rules keep of what the segmenter took out."""
        from qaclean.stripper.own_rules import keep_set_aside

        return keep_set_aside(document, self.own)

    def mended(self, document: Document, found: Found, removals: Sequence[Removal]) -> tuple[Found, list[Removal]]:
        """The removals by the rules, and what was found: a page of which rules keep something is not empty."""
        from qaclean.stripper.own_rules import mend

        rows = mend(document, removals, self.own)
        late = [
            (
                "rule-timeout",
                f"rule {rule.id!r} ({rule.origin}: line {rule.line}) took too long here and was given up: bound its repetitions",
            )
            for rule in self.own.patience.late
        ]
        found = found._replace(ruled_by=self.site, warnings=(*found.warnings, *late))
        if found.empty is not None and _kept(document, rows) > 1:
            told = tuple(warning for warning in found.warnings if warning[0] != "no-content")
            found = found._replace(empty=None, warnings=told)
        return found, rows


def _kept(document: Document, removals: Sequence[Removal]) -> int:
    """How many pieces are not removed whole."""
    gone = {(removal.start, removal.end) for removal in removals}
    return sum((piece.start, piece.end) not in gone for piece in document.pieces)


def check_profile(name: str | None) -> None:
    """Raise `ProfileError` where no profile has the name that a caller gives, whatever the page is."""
    if name is not None and name != NO_PROFILE:
        from qaclean.profiles import named_profile

        named_profile(name)


def rules_of(given: Rules, profile: str | None, url: str | None, layout: Layout | None) -> PageRules | None:
    """The rules for a page with this address, or its canonical one; None where there are none. `given` and `profile` as in `qaclean.clean`. Errors: `RuleError`."""
    by_host = profile is None and _profiles_have_rules()
    if given is None and profile in (None, NO_PROFILE) and not by_host and RULES not in installed_groups():
        return None
    from qaclean.profiles import host_of, named_profile, profile_of_host
    from qaclean.profiles.rule_sets import installed_rules, load_rules

    run = load_rules(given)
    host = host_of(url or (layout.head.canonical if layout is not None else ""))
    site = profile_of_host(host) if by_host else None
    if profile is not None and profile != NO_PROFILE:
        site = named_profile(profile)
    of_site = site.rules if site is not None else ()
    rules = (*run.rules, *of_site, *(installed_rules() if run.installed else ()))
    return _made(rules, host, site.site if site is not None and of_site else None)


def rules_of_site(own: PageRules | None, found: Found, profile: str | None) -> PageRules | None:
    """The rules, with those of the profile that the page's fingerprint chose where its host chose none."""
    site = found.thread.site if found.thread is not None else None
    if profile is not None or site is None or (own is not None and own.site is not None) or not _profiles_have_rules():
        return own
    from qaclean.profiles import named_profile

    known = named_profile(site)
    if not known.rules:
        return own
    before, host = (own.own.rules, own.host) if own is not None else ((), "")
    return _made((*before, *known.rules), host, site)


def _made(rules: Sequence[Rule], host: str, site: str | None) -> PageRules | None:
    """The rules that are for pages of the host, with the time that their patterns have."""
    from qaclean.profiles.rule_sets import is_for
    from qaclean.stripper.own_cues import Patience
    from qaclean.stripper.own_rules import OwnRules

    ours = tuple(rule for rule in rules if is_for(rule, host))
    return PageRules(OwnRules(ours, Patience(PATIENCE)), site, host) if ours else None


@lru_cache(maxsize=1)
def _profiles_have_rules() -> bool:
    """Whether a profile may have rules for a host: one that a package brings, or a packaged one, whose text alone is looked at."""
    if PROFILES in installed_groups():
        return True
    names = (name for name in shipped_names("profiles") if name.endswith(".toml"))
    return any(b"[[rule]]" in read_shipped(name) for name in names)
