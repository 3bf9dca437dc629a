"""A small subset of CSS selectors, made XPath: what site profiles are written in.

Known: `tag`, `.class`, `#id`, `[attr]`, `[attr=v]`, `[attr^=v]`, `[attr*=v]`, `[attr$=v]`, `:not(…)` and `:has(…)` of one of these, `:has-text(words)`, descendants (white
space), children (`>`), alternatives (`,`), and at the end of an alternative `@attribute` for an attribute instead of the element's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from lxml import etree

from qaclean.errors import ProfileError
from qaclean.patterns import compile_at_once, compile_on_use

__all__ = ["MarkupNames", "Selector", "compile_selector"]

COMPILED, NARROWED = (
    512,
    128,
)  # selectors remembered, at 10 KB: those of profiles and rules, and what single pages leave of them
MAX_LENGTH = 400  # code points of a selector
_STEP = compile_on_use(
    r"""(?P<tag>\*|[a-zA-Z][a-zA-Z0-9-]{0,40})|\.(?P<class>[\w-]{1,80})|\#(?P<id>[\w-]{1,80})
    |\[\s?(?P<name>[a-zA-Z_:][\w:-]{0,60})\s?(?:(?P<op>[*^$]?=)\s?(?P<quote>["']?)(?P<value>[^\]"']{0,200})(?P=quote)\s?)?\]
    |:(?P<about>not|has)\((?P<not>[^()]{1,100})\)|:has-text\((?P<text>[^()'"]{1,60})\)""",
    re.VERBOSE,
)
_TOKEN = compile_at_once(r"(?:[^\s()\[\]>]|\([^()]{0,100}\)|\[[^\]]{0,300}\])+|>|[()\[\]]")
_NAME = compile_on_use(
    r"\[\s?(?P<name>[\w:-]+)(?:\s?[*^$]?=\s?[\"']?(?P<value>[\w/:. -]+))?[^\]]*\]|\.(?P<class>[\w-]+)|#(?P<id>[\w-]+)"
)
_CLASSES = etree.XPath("//@class", smart_strings=False)
_ARGUMENT = compile_at_once(r":[a-z-]+\([^()]*\)")
_PREFIXED = compile_at_once(r"[^:]+(?::[^:]+)?")  # an attribute's name
_ATTRIBUTE = compile_at_once(r"@([a-zA-Z_:][\w:-]{0,60})$")


class Needs(NamedTuple):
    """What a page must hold for an alternative of a selector to match: words of class attributes, and other words of its markup."""

    classes: tuple[str, ...]
    words: tuple[str, ...]


class MarkupNames(dict[str, bool]):
    """Whether a page's markup holds a word, looked up once a word, and which class words its elements have: selectors share both.

    >>> names = MarkupNames("<p class=new>")
    >>> names["new"], names.hold(Needs(("new",), ())), names.hold(Needs(("ne",), ()))
    (True, True, False)
    """

    def __init__(self, markup: str, root: Any = None) -> None:
        self.markup = markup
        self.root = root
        self._classes: frozenset[str] | None = None
        self._elements: dict[str, list[Any]] | None = None
        self._named: list[Any] = []  # the elements with a class attribute, in document order
        self._places: dict[
            str, list[int]
        ] = {}  # among them, of each class attribute as it is written: few are different

    def __missing__(self, name: str) -> bool:
        self[name] = held = name in self.markup
        return held

    def hold(self, needs: Needs) -> bool:
        """Whether the page holds all that an alternative needs."""
        if needs.classes and not self.classes.issuperset(needs.classes):
            return False
        return all(map(self.__getitem__, needs.words))

    def elements(self, key: str) -> list[Any]:
        """The elements with a class word, or with an `#id`, in document order. One walk for them all costs what one search of the tree does."""
        if self._elements is None:
            self._elements = self._walk()
        found = self._elements.get(key)
        if found is None:
            rows = [places for names, places in self._places.items() if key in names and key in names.split()]
            places = sorted(chain.from_iterable(rows)) if len(rows) > 1 else [*chain.from_iterable(rows)]
            found = self._elements[key] = [self._named[at] for at in places]
        return found

    def _walk(self) -> dict[str, list[Any]]:
        """The elements of each `#id`; notes those of each class attribute."""
        ids: dict[str, list[Any]] = {}
        known, named = self._places, self._named
        for element in self.root.iter(etree.Element):
            if names := element.get("class"):
                if names in known:
                    known[names].append(len(named))
                else:
                    known[names] = [len(named)]
                named.append(element)
            if name := element.get("id"):
                ids.setdefault(f"#{name}", []).append(element)
        return ids

    @property
    def classes(self) -> frozenset[str]:
        """The class words of all elements: one walk for them all costs what the search for a few words in a long markup does."""
        if self._classes is None:
            root = self.root if self.root is not None else etree.HTML(self.markup)
            self._classes = frozenset(" ".join({*_CLASSES(root)}).split())
        return self._classes


class XPath:
    """An XPath, compiled when it is first asked: of all selectors of profiles a page asks few, and each takes 10 KB and as many microseconds.

    >>> [element.tag for element in XPath("//b")(etree.HTML("<p>a <b>c</b>"))]
    ['b']
    """

    __slots__ = ("_evaluate", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._evaluate: Any = None

    def __call__(self, root: Any, **given: list[Any]) -> Any:
        """What it finds from an element, with the elements that its variables stand for. Errors: `ProfileError` where a name in it is none of XML's."""
        if self._evaluate is None:
            try:
                self._evaluate = etree.XPath(self.source)
            except etree.XPathSyntaxError:
                raise ProfileError(f"cannot search for {self.source!r}: a name in the selector is no name") from None
        return self._evaluate(root, **given)


class Selector(NamedTuple):
    """A compiled selector: the elements below a root that it names, and the text or attribute it reads of them.

    `alternatives` are XPath and attribute (or "") of each, tried in the order written; `needs` what each needs of a page. `keys` are class word or `#id`
    of the first step of each (or ""): a whole page's elements with it are known (`MarkupNames.elements`), and `keyed` begin at them, the variable `kN`.
    """

    source: str
    union: XPath
    alternatives: tuple[tuple[XPath, str], ...]
    needs: tuple[Needs, ...]
    keys: tuple[str, ...]
    keyed_union: XPath
    keyed: tuple[XPath, ...]

    def may_match(self, names: MarkupNames) -> bool:
        """Whether `within` leaves anything."""
        return any(map(names.hold, self.needs))

    def within(self, names: MarkupNames) -> Selector | None:
        """The selector without the alternatives that the markup cannot match; None where it can match none. Searches of the tree are dear.

        >>> narrowed = compile_selector("p.old, div.new").within(MarkupNames("<div class=new>"))
        >>> narrowed.source if narrowed else None
        'div.new'
        """
        parts = [part for part, needs in zip(self.source.split(","), self.needs, strict=True) if names.hold(needs)]
        if len(parts) == len(self.needs):
            return self
        return _narrowed(",".join(parts).strip()) if parts else None

    def all(self, root: Any, names: MarkupNames | None = None) -> list[Any]:
        """Matching elements below (and with) `root`, in document order; `names` are those of the page whose root it is."""
        if names is None or names.root is not root:
            return list(self.union(root))
        given = {f"k{n}": names.elements(key) for n, key in enumerate(self.keys) if key}
        if len(given) == len(self.keys) and not any(given.values()):
            return []
        return list(self.keyed_union(root, **given))

    def values(self, root: Any, names: MarkupNames | None = None) -> Iterator[str]:
        """The texts (or attributes) of the matches that have one, white space folded; alternative by alternative. `names` as of `all`."""
        for number, (xpath, attribute) in enumerate(self.alternatives):
            if names is None or names.root is not root or not (key := self.keys[number]):
                found = xpath(root)
            else:
                found = self.keyed[number](root, **{f"k{number}": names.elements(key)})
            for element in found:
                value = element.get(attribute) if attribute else "".join(element.itertext())
                words = " ".join((value or "").split())
                if words:
                    yield words

    def text(self, root: Any, names: MarkupNames | None = None) -> str | None:
        """The first of its values; `names` as of `all`."""
        return next(self.values(root, names), None)


def compile_selector(source: str) -> Selector:
    """Compile a selector. Errors: `ProfileError` where the source is no selector of this subset.

    >>> root = etree.HTML("<div class='post a'><b title='x'>hi</b></div>")
    >>> compile_selector("div.post > b").text(root), compile_selector("i, .post b@title").text(root)
    ('hi', 'x')
    """
    return _compiled(source)


def _compile(source: str) -> Selector:
    if not source.strip() or len(source) > MAX_LENGTH:
        raise ProfileError(f"a selector has 1 to {MAX_LENGTH} characters, this one has {len(source)}")
    paths, attributes, keys, keyed = [], [], [], []
    for number, part in enumerate(source.split(",")):
        attribute = _ATTRIBUTE.search(part.strip())
        elements = part.strip()[: attribute.start()] if attribute else part.strip()
        paths.append(_path(elements))
        attributes.append(attribute.group(1) if attribute else "")
        keys.append(_key_of(elements))
        keyed.append(_path(elements, f"$k{number}/self::") if keys[-1] else paths[-1])
    return Selector(
        source,
        XPath(" | ".join(paths)),
        tuple(zip(map(XPath, paths), attributes, strict=True)),
        tuple(map(_needed, source.split(","))),
        tuple(keys),
        XPath(" | ".join(keyed)),
        tuple(map(XPath, keyed)),
    )


_compiled, _narrowed = lru_cache(maxsize=COMPILED)(_compile), lru_cache(maxsize=NARROWED)(_compile)


def _needed(source: str) -> Needs:
    """What a page must hold for the selector to match, for a cheap test before the tree is searched.

    >>> _needed("#posts div.post[data-id^='p_'] @title"), _needed("[itemprop=author]:not(.x)")
    (Needs(classes=('post',), words=('posts', 'data-id', 'p_')), Needs(classes=(), words=('itemprop', 'author')))
    """
    found = [*_NAME.finditer(_ARGUMENT.sub("", source))]
    words = [word for match in found for word in (match["id"], match["name"], match["value"]) if word]
    return Needs(tuple(match["class"] for match in found if match["class"]), tuple(word.strip() for word in words))


def _key_of(source: str) -> str:
    """A class word, or the `#id`, that the first step asks of its elements; "" where it asks neither.

    >>> _key_of("div.post > b"), _key_of("b:not(.x) .post"), _key_of("[a=b]#c")
    ('post', '', '#c')
    """
    first = next(iter(_TOKEN.findall(source)), "")
    for match in _NAME.finditer(_ARGUMENT.sub("", first)):
        if match["class"] or match["id"]:
            return match["class"] or f"#{match['id']}"
    return ""


def _path(source: str, first: str = "descendant-or-self::") -> str:
    if not source:
        raise ProfileError("an alternative of the selector is empty: remove a comma")
    axis, out = first, []
    for token in _TOKEN.findall(source):
        if token == ">":
            if axis != "descendant::":
                raise ProfileError(f"the selector {source!r} has '>' where a name should stand")
            axis = "child::"
            continue
        out.append(axis + _compound(token))
        axis = "descendant::"
    if not out or axis == "child::":
        raise ProfileError(f"the selector {source!r} ends with '>': name what stands inside")
    return "/".join(out)


def _compound(source: str) -> str:
    tag, tests, at = "*", [], 0
    while at < len(source):
        match = _STEP.match(source, at)
        if match is None or (match["tag"] and at):
            raise ProfileError(
                f"cannot read {source[at:]!r} in the selector: tags, .class, #id, [attr=value], :not() and :has() are known"
            )
        if match["tag"]:
            tag = match["tag"]
        else:
            tests.append(_test(match))
        at = match.end()
    return tag + "".join(f"[{test}]" for test in tests)


def _test(match: re.Match[str]) -> str:
    if match["class"]:
        # the first test alone throws out almost all elements, at a third of the price
        return f"contains(@class, '{match['class']}') and contains(concat(' ', normalize-space(@class), ' '), ' {match['class']} ')"
    if match["id"]:
        return f"@id = '{match['id']}'"
    if match["text"]:
        return f"contains(., '{match['text']}')"
    if match["not"]:
        inner = _STEP.fullmatch(match["not"].strip())
        if inner is None or inner["not"]:
            raise ProfileError(
                f"cannot read :{match['about']}({match['not']}): one tag, class, id or attribute is known"
            )
        if match["about"] == "has":
            return f".//{inner['tag']}" if inner["tag"] else f".//*[{_test(inner)}]"
        return f"not({'self::' + inner['tag'] if inner['tag'] else _test(inner)})"
    name, value = match["name"], match["value"] or ""
    if not _PREFIXED.fullmatch(name):
        raise ProfileError(f"cannot read [{name}] in the selector: an attribute has one name, with at most one prefix")
    if not match["op"]:
        return f"@{name}"
    if match["op"] == "=":
        return f"@{name} = '{value}'"
    if match["op"] == "$=":
        return f"substring(@{name}, string-length(@{name}) - {len(value) - 1}) = '{value}'"
    return f"{'starts-with' if match['op'] == '^=' else 'contains'}(@{name}, '{value}')"
