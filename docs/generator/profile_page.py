"""The reference of site profiles, made of the packaged ones: what each knows of its site, and on what evidence."""

from __future__ import annotations

import re

from generator.markdown import code, escaped, table
from qaclean.profiles import Profile, packaged_profiles

__all__ = ["profiles_page"]

LONGEST = 90  # characters of an address that are shown
_HEAD = """# Site profiles

Sites and engines that are known: which elements hold question, answers and their fields, generation by generation of the site, with the evidence that it was made of. No profile is needed for a page to be read:
the general path finds posts because they repeat. `--profile none` switches them off, `--profile NAME` names one, a file of your own comes [the same way](mending.md#for-one-site).
"""


def profiles_page() -> str:
    """The page."""
    parts = [_HEAD]
    for profile in packaged_profiles():
        parts += [f"## {profile.site}", *_about(profile)]
    return "\n\n".join(parts) + "\n"


def _about(profile: Profile) -> list[str]:
    hosts = ", ".join(map(code, profile.hosts)) or "any host, told by the page itself"
    parts = [f"Kind `{profile.kind}`; {hosts}."]
    for generation in profile.generations:
        parts.append(f"**{generation.id}** ({generation.date})")
        parts.append("\n".join(f"- {_linked(words)}" for words in generation.evidence))
        rows = ((code(field), code(selector.source)) for field, selector in generation.select.items())
        parts.append(table(("field", "selector"), rows))
    return parts


def _linked(words: str) -> str:
    """Evidence; an address is a link."""
    if re.fullmatch(r"https?://\S+", words):
        shown = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
        return f"[{escaped(shown)}]({words})" if "(" not in words else escaped(words)
    return escaped(words)
