"""What the head of an HTML page says: title, language, meta, canonical address, JSON-LD."""

from __future__ import annotations

from typing import Any

from qaclean.html.images import safe_url
from qaclean.segments.layout import PageHead

__all__ = ["read_head"]


def read_head(root: Any) -> PageHead:
    """The head of a parsed page; what stands of it further down is read too, the first of each counts. The canonical address is the link's, else that of
    `og:url`; one that is not whole (http or https, with a host) is none.

    >>> from lxml import etree
    >>> read_head(etree.HTML("<html lang=de><title> Lampe  wechseln</title><meta name=Author content=Ann>"))[:3]
    ('Lampe wechseln', 'de', {'author': 'Ann'})
    """
    meta: dict[str, str] = {}
    title = canonical = ""
    for element in root.iter("title", "meta", "link", "base"):
        tag = element.tag
        if tag == "title":
            if not title and (parent := element.getparent()) is not None and parent.tag != "svg":
                title = " ".join("".join(element.itertext()).split())
        elif tag == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            content = element.get("content")
            if name and content:
                meta.setdefault(name.lower(), " ".join(content.split()))
        elif tag == "base":
            if element.get("href"):
                meta.setdefault("base", element.get("href"))
        elif not canonical and (element.get("rel") or "").lower() == "canonical":
            canonical = element.get("href") or ""
    scripts = tuple(
        script.text
        for script in root.iter("script")
        if script.text and (script.get("type") or "").lower().strip() == "application/ld+json"
    )
    return PageHead(
        title,
        (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""),
        meta,
        safe_url(canonical, None) or safe_url(meta.get("og:url"), None) or "",
        scripts,
    )
