"""What the codes of records mean, in words: those of warnings, and the kinds of repairs. Both may grow; none changes its meaning within schema 1."""

from __future__ import annotations

__all__ = ["REPAIRS", "WARNINGS"]

WARNINGS = {
    "no-content": "the page says itself why it is empty, or only lists other pages; `kind` is `none`",
    "hard-cut": "the content ends in the middle of a sentence: the page was cut when it was saved",
    "uncertain": "the evidence is thin: running text went by its looks alone, most answers have a few words, or lines ask and nothing tells their answers",
    "step-numbers": "the numbers of a step list are not in sequence: some may be lost, repeated or in disorder",
    "declared-only": "something stands in what the page declares (JSON-LD, microdata), and not in what it shows",
    "profile-mismatch": "the site profile that was named, or that the address calls for, does not fit the page",
    "rule-timeout": "a pattern of a rule of your own took too long on this page and was given up there",
    "undecodable-bytes": "bytes that are no text in the page's charset: the repairs have them",
    "mixed-encodings": "some lines are in another charset than the others; each was read in its own",
    "doubtful-encoding": "two charsets are as likely; pass `encoding` if you know it",
    "garbled": "the text was read in a wrong charset before it came here, and that cannot be undone: read the source again",
    "invisible-text": "characters that show nothing or turn the text around were taken out",
    "lost-image": "what is left of an image's anchor does not name the image",
    "unsafe-url": "an image has no address that may be opened, or one that looks like another's: see its `raw`",
    "escaped-markup": "the markup of the page came escaped (`&lt;div&gt;`); it was read as markup",
    "deep-markup": "markup is nested deeper than the parser reads; it was read flattened",
    "language-guessed": "nothing told the language, and it was guessed (`--guess-language`)",
}

REPAIRS = {
    "mojibake": "text in one charset that was read as another",
    "gbk_nbsp": "characters such as 牋 and 爘: no-break spaces of a page that was read as GBK",
    "charset": "a line that was read in another charset than the others; `raw` has its bytes",
    "undecodable": "bytes that are no text; `raw` has them",
    "surrogate": "half a character that no encoding writes",
    "entity": "an entity that stayed in the text, whole or without its `&` or `;`",
    "control": "control characters and sequences",
    "invisible": "characters that show nothing, where no script needs them",
    "icon": "glyphs of icon fonts",
    "injected": "what a site strews into its text: copy marks, jammers, readings, page numbers, addresses",
    "glued": "a space between date and time that got lost",
    "anchor": "what is left of an image's anchor without any address",
    "markup": "markup around or inside words: tags that were left, and the syntax of Markdown",
}
