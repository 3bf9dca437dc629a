"""The HTML reader: renders a page to text once, and remembers for each line where it came from.

A line of the text is one block: a run of inline content between two block boundaries or line breaks, folded as a browser
folds white space; a row of a data table is one line, a line of preformatted text stays as it is. The first line is the page's
`<title>`. Scripts, templates and hidden parts are not rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qaclean.html.code_lines import judge_code
from qaclean.html.element_names import box_of, keeps_lines, marks_code
from qaclean.html.elements import BLOCK, BOLD, INLINE, ITEMS, LEVELS, PLAIN, PREFORMATTED, SINGLE, SKIPPED, number_of
from qaclean.html.hidden import hides, is_left_out
from qaclean.html.images import image_of
from qaclean.html.markup import parse_markup
from qaclean.html.page_head import read_head
from qaclean.html.tables import is_data_table
from qaclean.named_tuples import made_of
from qaclean.segments.layout import Layout, Nodes, Origin, PageHead, PlacedImage, Rendered

__all__ = ["read_html"]

_origin = made_of(Origin)
_CELL = "\x1f"  # between the cells of a data row while a line is made; white space to str.split
_ROWS = frozenset(("tr", "table", "caption", "tbody", "thead", "tfoot"))  # what parts a data table, but for its cells
ALONE = 500  # code points; a page with less text than this shows what its <noscript> holds


def read_html(markup: str, url: str | None = None) -> Rendered:
    """Render a decoded page. Linear; nothing is fetched.

    >>> page = read_html("<title>修灯</title><h1>修灯</h1><p>先<b>断电</b>,<br>再换 灯泡。")
    >>> page.text.split("\\n"), page.layout.origins[1].level
    (['修灯', '修灯', '先断电,', '再换 灯泡。'], 1)
    """
    root, warnings, declares = parse_markup(markup)
    if root is None:
        empty = Nodes([], [], [], [], [], [])
        return Rendered("", Layout((), (), empty, (), PageHead("", "", {}, "", ()), None), warnings)
    head = read_head(root)
    base = head.meta.get("base") or url or head.canonical
    renderer = _Renderer(base)
    if head.title:
        renderer.add_title(head.title)
    noscripts = renderer.run(root)  # libxml2 leaves elements it does not know in the head
    if noscripts and renderer.length < ALONE:
        shown = _Renderer(base, noscript=True)
        if head.title:
            shown.add_title(head.title)
        shown.run(root)
        if shown.length > 2 * renderer.length:
            renderer = shown
    lines, images = tuple(renderer.lines), tuple(renderer.placed())
    origins = judge_code(lines, renderer.origins, renderer.boxes)
    layout = Layout(lines, origins, renderer.nodes, images, head, root, markup, declares=declares)
    return Rendered("\n".join(lines), layout, warnings)


class _Renderer:
    """One walk over the tree; holds the line in the making and what is open around it."""

    def __init__(self, base: str | None, *, noscript: bool = False) -> None:
        self.base = base
        self.noscript = noscript
        self.noscripts = 0
        self.lines: list[str] = []
        self.origins: list[Origin] = []
        self.nodes = Nodes([], [], [], [], [], [])
        self.images: list[tuple[int, int, PlacedImage]] = []  # line, offset in it
        self.parts: list[str] = []
        self.waiting: list[tuple[int, PlacedImage]] = []  # parts before it, image
        self.length = self.in_link = self.in_bold = self.linked = self.bolded = 0
        self.node = -1
        self.level = self.item = self.quote = self.pre = self.table = self.pres = self.tables = 0
        self.preformatted = self.folded = 0
        self.boxes: set[int] = set()  # numbers of the preformatted blocks that the page marks as code
        self.ordinal, self.begins = 0, False
        self.plain_end = (self._leave_plain,)
        self.counters: list[int] = []  # of the open <ol>; -1 for an <ul>

    def add_title(self, title: str) -> None:
        """The first line: the text of `<title>`."""
        self.lines.append(title)
        self.origins.append(Origin(-1, 0, 0, 0, 0, 0, 0, 0, False))

    def run(self, start: Any) -> int:
        """Render everything below `start`; how many `<noscript>` elements were left out."""
        todo: list[Any] = [start]  # elements, the texts between them, and what to call when an element ends
        push, pop, extend = todo.append, todo.pop, todo.extend
        block, skip, inline, text_of = BLOCK, SKIPPED, INLINE, self._text
        while todo:
            element = pop()
            if type(element) is str:
                text_of(element)
                continue
            if type(element) is tuple:
                element[0](*element[1:])
                continue
            tag, tail = element.tag, element.tail
            if type(tag) is not str:  # a comment
                if tail:
                    text_of(tail)
                continue
            if tail and element is not start:
                push(tail)
            if tag in skip:
                continue
            if tag in SINGLE and self._stands_alone(tag, element):
                continue
            keys = element.keys()
            if keys and (how := hides(tag, element, keys)) and self._is_hidden(element, how, push):
                continue
            if tag in block or "-" in tag:
                self._enter_block(tag, element, keys, push)
            elif tag in inline:
                self._enter_inline(tag, element, keys, push)
            text = element.text
            if text:
                text_of(text)
            if len(element):
                extend(element[::-1])
        self._end()
        return self.noscripts

    def _end(self) -> None:
        self._flush()
        self._place(lambda count: 0)
        lasts = self.nodes.lasts
        lasts[:] = [len(self.lines) if last < 0 else last for last in lasts]

    def _is_hidden(self, element: Any, how: str, push: Callable[[Any], None]) -> bool:
        """Whether an element that hides its content (`how`, see `hides`) is left out."""
        if is_left_out(element, how, self.folded):
            return True
        if how == "display":
            self.folded += 1
            push((self._leave_folded,))
        return False

    def _leave_folded(self) -> None:
        self.folded -= 1

    def _stands_alone(self, tag: str, element: Any) -> bool:
        """Render a line break, an image, or the images of a `<noscript>`; False where what that holds is rendered."""
        if tag == "br":
            self._break()
        elif tag == "img":
            self._image(element)
        elif self.noscript:
            return False
        else:
            self.noscripts += 1
            self._images_inside(element)
        return True

    # -- inline ------------------------------------------------------------------------------------------------------

    def _text(self, text: str) -> None:
        if self.preformatted and "\n" in text:
            text, *rest = text.replace("\r\n", "\n").split("\n")
            for line in rest:
                self._text(text)
                self._flush()
                text = line
        self.parts.append(text)
        if self.in_link or self.in_bold:
            solid = len(text.strip())
            if self.in_link:
                self.linked += solid
            if self.in_bold:
                self.bolded += solid

    def _break(self) -> None:
        if self.table and not self.preformatted:
            self.parts.append(" ")
        else:
            self._flush()

    def _enter_inline(self, tag: str, element: Any, keys: Sequence[str], push: Callable[[Any], None]) -> None:
        if tag == "a":
            if "href" in keys:
                self.in_link += 1
                push((self._leave_link,))
        elif tag in BOLD:
            self.in_bold += 1
            push((self._leave_bold,))
        elif tag == "q":
            self._text("\u201c")
            push((self._text, "\u201d"))
        elif tag == "cite":
            if self.quote and not "".join(self.parts).strip():
                push((self._break,))  # who is quoted, above the words
        elif self._is_block_code(element):
            self._enter_block("pre", element, keys, push)

    def _leave_link(self) -> None:
        self.in_link -= 1

    def _leave_bold(self) -> None:
        self.in_bold -= 1

    def _image(self, element: Any) -> None:
        image = image_of(element, self.base)
        if image is not None:
            self.waiting.append((len(self.parts), image._replace(node=self.node)))

    def _images_inside(self, noscript: Any) -> None:
        """The picture that stands behind a script's placeholder."""
        known = {image.url for _, image in self.waiting} | {image.url for _, _, image in self.images[-3:]}
        for element in noscript.iter("img"):
            image = image_of(element, self.base)
            if image is not None and image.url not in known:
                self.waiting.append((len(self.parts), image._replace(node=self.node)))

    def _is_block_code(self, element: Any) -> bool:
        """A `<code>` of several lines that no `<pre>` holds."""
        return not self.preformatted and "\n" in (element.text or "").strip() and len(element) == 0

    # -- blocks ------------------------------------------------------------------------------------------------------

    def _enter_block(self, tag: str, element: Any, keys: Sequence[str], push: Callable[[Any], None]) -> None:
        if self.table and tag not in _ROWS:
            if self.parts or tag not in ("td", "th"):
                self.parts.append(_CELL if tag in ("td", "th") else " ")
            return
        if self.parts:
            self._flush()
        above = self.node
        names = self._open_node(tag, element, keys)
        is_code, is_quote = box_of(tag, names) if names else (False, tag == "blockquote")
        lined = bool(keys) and keeps_lines(element, names, keys)
        if tag in PLAIN and not (is_code or is_quote or lined):  # most elements: nothing but the node changes inside
            push(self.plain_end)
            return
        saved = (above, self.level, self.item, self.quote, self.pre, self.table, self.preformatted)
        push((self._leave_block, self.node, saved, len(self.counters)))
        if tag in LEVELS:
            self.level = LEVELS[tag]
        elif tag in ITEMS:
            self.item += 1
            self.begins = True
            if tag == "li":
                self._count(element)
        elif tag == "ol":
            self.counters.append(number_of(element.get("start"), 1) - 1)
        elif tag in ("ul", "menu", "dir"):
            self.counters.append(-1_000_000)
        elif tag == "table" and not self.table and is_data_table(element):
            self.tables += 1
            self.table = self.tables
        elif tag in PREFORMATTED:
            self.preformatted = 1
            self._open_box(marks_code(element, names))
        elif is_code:
            self._open_box(True)
        elif lined:
            self.preformatted = 1
        if is_quote:
            self.quote += 1

    def _open_node(self, tag: str, element: Any, keys: Sequence[str]) -> str:
        """Note an element as the one that is open; its class words and `#id`."""
        names = ""
        if keys:
            if "class" in keys:
                names = element.get("class").lower()
            if "id" in keys and (name := element.get("id")):
                names = f"{names} #{name.lower()}"
        parents, tags, all_names, firsts, lasts, elements = self.nodes
        parents.append(self.node)
        tags.append(tag)
        all_names.append(names)
        firsts.append(len(self.lines))
        elements.append(element)
        self.node = len(lasts)
        lasts.append(-1)
        return names

    def _open_box(self, is_code: bool) -> None:
        self.pres += 1
        self.pre = self.pres
        if is_code:
            self.boxes.add(self.pre)

    def _leave_plain(self) -> None:
        if self.parts:
            self._flush()
        self.nodes.lasts[self.node] = len(self.lines)
        self.node = self.nodes.parents[self.node]

    def _leave_block(self, node: int, saved: tuple[int, ...], counters: int) -> None:
        self._flush()
        if self.waiting and self.nodes.tags[node] in ITEMS and self.nodes.firsts[node] < len(self.lines):
            self.images += [(len(self.lines) - 1, len(self.lines[-1]), image) for _, image in self.waiting]
            self.waiting = []
        self.nodes.lasts[node] = len(self.lines)
        self.node, self.level, self.item, self.quote, self.pre, self.table, self.preformatted = saved
        del self.counters[counters:]

    def _count(self, element: Any) -> None:
        if self.counters and self.counters[-1] >= 0:
            self.counters[-1] = number_of(element.get("value"), self.counters[-1] + 1)
            self.ordinal = self.counters[-1]

    # -- lines -------------------------------------------------------------------------------------------------------

    def _flush(self) -> None:
        parts = self.parts
        if not parts:
            return  # images wait for the next line, or for the end of their list item
        if len(parts) == 1 and not self.waiting and parts[0].isspace():  # between two elements: most of what is flushed
            self.parts, self.linked, self.bolded = [], 0, 0
            return
        joined = "".join(parts) if len(parts) > 1 else parts[0]
        if self.preformatted:
            line = joined.rstrip() if joined.strip() else ""
        elif self.table:
            cells = [" ".join(cell.split()) for cell in joined.split(_CELL)]
            line = "\t".join(cells) if any(cells) else ""
        else:
            line = " ".join(joined.split())
        if self.waiting:
            self._place(lambda count: len(" ".join("".join(parts[:count]).split())))
        if line:
            solid = len(line)
            self.lines.append(line)
            self.origins.append(
                _origin(
                    (self.node, self.level, self.item, self.ordinal, self.quote, 0, self.table,
                    min(self.linked, solid), self.bolded >= 0.9 * solid, self.begins and self.item > 0, self.pre)
                )
            )  # fmt: skip
            self.length += solid
            self.ordinal, self.begins = 0, False
        self.parts, self.linked, self.bolded = [], 0, 0

    def _place(self, offset: Callable[[int], int]) -> None:
        for count, image in self.waiting:
            self.images.append((len(self.lines), offset(count), image))
        self.waiting = []

    def placed(self) -> list[PlacedImage]:
        """The images with their places in the text."""
        return [image._replace(line=line, offset=offset) for line, offset, image in self.images]
