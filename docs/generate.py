"""Writes the sources of the documentation site, or looks at the built one. `make docs` runs it, builds, and looks.

python docs/generate.py build/docs            sources and settings, for `mkdocs build -f build/docs/mkdocs.yml`
python docs/generate.py --check build/site    nothing in the built site is fetched from elsewhere
"""

from __future__ import annotations

import json
import pathlib
import re
import shutil
import sys
from collections.abc import Iterator

from generator.rule_pages import removals_part
from generator.tree import ROOT, navigation, pages

PICTURES = ("*.svg", "*.png")
_FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*?\b(?:src|srcset|data)\s*=\s*["']?((?:https?:)?//[^"'\s>]+)"""
    r"""|<link\b(?![^>]*rel=["']?(?:canonical|next|prev))[^>]*?\bhref\s*=\s*["']?((?:https?:)?//[^"'\s>]+)"""
    r"""|(?:@import\s+(?:url\()?|url\()["']?((?:https?:)?//[^"')\s]+)""",
    re.IGNORECASE,
)


def write(folder: pathlib.Path) -> None:
    """All sources of the site and its settings, which inherit those of `docs/mkdocs.yml`."""
    for place, text in pages().items():
        target = folder / "pages" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text + removals_part() if place == "rules.md" else text, "utf-8")
    for pattern in PICTURES:
        for picture in sorted((ROOT / "docs").rglob(pattern)):
            target = folder / "pages" / picture.relative_to(ROOT / "docs")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(picture, target)
    shutil.copytree(ROOT / "docs" / "look", folder / "pages" / "look", dirs_exist_ok=True)
    settings = {
        "INHERIT": str(ROOT / "docs" / "mkdocs.yml"),
        "docs_dir": "pages",
        "site_dir": "../site",
        "nav": navigation(),
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings, ensure_ascii=False, indent=1), "utf-8")


def fetched(site: pathlib.Path) -> Iterator[str]:
    """What pages and style sheets of a site fetch from elsewhere when they are looked at."""
    for path in sorted(site.rglob("*")):
        if path.suffix in (".html", ".css", ".svg"):
            for match in _FETCHED.finditer(path.read_text("utf-8")):
                yield f"{path.relative_to(site)}: {next(filter(None, match.groups()))}"


def main(arguments: list[str]) -> int:
    """Write, or check; the exit code."""
    if arguments[0] == "--check":
        faults = list(fetched(pathlib.Path(arguments[1])))
        print(*faults, sep="\n", end="\n" if faults else "")
        return 1 if faults else 0
    write(pathlib.Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
