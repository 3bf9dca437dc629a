"""What the site holds and in which order: a document of the project, or a page that is made (`made:`)."""

from __future__ import annotations

__all__ = ["MADE_OF", "NAVIGATION", "PLACES"]

# Sections with their pages: the title, and the document it is (from the project's folder) or the generated page. A new document needs its line here.
NAVIGATION: dict[str, dict[str, str]] = {
    "Start": {"qaclean": "README.md", "简体中文": "README.zh-CN.md"},
    "Guides": {
        "A corpus": "docs/guide-corpus.md",
        "One file": "docs/guide-file.md",
        "Crawlers": "docs/guide-crawlers.md",
        "The report": "docs/report.md",
        "Mend a cut": "docs/mending.md",
        "Test with our pages": "docs/testing.md",
        "Pipelines": "docs/pipelines.md",
    },
    "Reference": {
        "Records": "made:records.md",
        "Rows": "made:rows.md",
        "Commands": "made:commands.md",
        "Python": "made:python.md",
        "Rules": "made:rules.md",
        "Site profiles": "made:profiles.md",
        "Fixtures": "docs/fixtures.md",
    },
    "Quality": {
        "Accuracy": "docs/accuracy.md",
        "Generated pages": "docs/accuracy-generated.md",
        "Speed": "docs/speed.md",
        "Security": "docs/security.md",
    },
    "Inside": {
        "Architecture": "docs/architecture.md",
        "Modules": "made:modules.md",
        "Contributing": "CONTRIBUTING.md",
        "Changes": "CHANGELOG.md",
    },
}


def _place(source: str) -> str:
    """Where a page lies in the site: all in one folder but rules, so that links between documents of `docs` hold."""
    return {"README.md": "index.md", "README.zh-CN.md": "zh-CN.md"}.get(
        source, source.removeprefix("made:").removeprefix("docs/")
    )


# What the generated pages are made of: a document's link to it leads to the page, in the site.
MADE_OF = {
    "src/qaclean/records/models.py": "records.md",
    "src/qaclean/records/meanings.py": "records.md",
    "src/qaclean/export/row_schema.py": "rows.md",
    "src/qaclean/command": "commands.md",
    "src/qaclean/__init__.py": "python.md",
    "src/qaclean/rules": "rules.md",
    "src/qaclean/profiles": "profiles.md",
}

PLACES: dict[str, str] = {source: _place(source) for pages in NAVIGATION.values() for source in pages.values()}
