"""What the markup of a block says beside its plain text: `markdown`, the language of code, formulas."""

from __future__ import annotations

import random

import pytest
from lxml import etree

import qaclean
from growth import grows_linearly
from qaclean.html.inline_markup import Mark, code_language, inline_text
from qaclean.pipeline.inline_markdown import _LineMarks

PAGE_OF_MARKUP = """<title>Drying</title><h1>How do I dry it?</h1><div><p>Use the <code>dry(`x`)</code> button, <b>not</b> the <a href="/b?q=1">big <em>red</em>
one</a> or <a href="javascript:go()">that</a>, which is for other things, as the <a href="#top">list</a> says.</p>
<p>The time is <math><semantics><mi>t</mi><annotation encoding="application/x-tex">{\\displaystyle t^2}</annotation></semantics></math> minutes, or so says the book that came with it.</p>
<ul><li>one <a href="http://a.example/1">here</a></li><li>two * stars</li></ul><ol><li>Open the <b>door</b> of it.</li><li>Wait for it.</li></ol>
<pre><code class="hljs language-Python">def dry():
    return 1
</code></pre></div>"""


def test_markup_stands_beside_the_plain_text() -> None:
    page = qaclean.clean(PAGE_OF_MARKUP, url="https://example.org/q/1")
    blocks = [*page.body, *(b for question in page.questions for answer in question.answers for b in answer.blocks)]
    first, second, items, steps, code = blocks  # the headline is the title
    assert first.type == second.type == "paragraph" and items.type == "list"
    assert first.text.startswith("Use the dry(`x`) button, not the big red one or that, which")
    assert first.markdown == (
        "Use the ```dry(`x`)``` button, **not** the [big *red* one](https://example.org/b?q=1) or that,"
        " which is for other things, as the list says."
    )
    assert second.markdown == "The time is $t^2$ minutes, or so says the book that came with it."
    assert items.markdown == "- one [here](http://a.example/1)\n- two \\* stars"
    assert steps.type == "steps" and [s.markdown for s in steps.steps] == ["Open the **door** of it.", None]
    assert code.type == "code" and code.language == "python"
    written = page.to_markdown()
    assert "```python\ndef dry():" in written and "1. Open the **door** of it." in written


def test_markup_of_one_element_with_many_lines_takes_linear_time() -> None:
    part = "a line says <a href='http://a.example/7'>this one</a> and <b>more</b> of it.<br>"

    def run(body: str) -> qaclean.Page:
        return qaclean.clean(f"<h1>Lines of it</h1><div>{body}</div>", media_type="text/html")

    told = [block.markdown for block in run(part * 300).body if block.type == "paragraph"]
    assert told[7] == "a line says [this one](http://a.example/7) and **more** of it."
    grows_linearly(run, part)


@pytest.mark.parametrize(
    "part",
    [
        "word <a href='http://a.example/7'>this one</a> more. ",
        "word <b>a <i>b <a href='http://a.example/7'>this</a></i></b> more. ",
        "so <math alttext='x+1'><mi>x</mi></math> <b>is</b> it. ",
        "1. Open <b>the</b> door of it. 2. Wait for it now. ",
    ],
)
def test_marks_of_one_line_take_linear_time(part: str) -> None:
    def run(body: str) -> qaclean.Page:
        return qaclean.clean(f"<h1>Lines of it</h1><div>{body}</div>", media_type="text/html")

    assert any(written in run(part * 3).to_markdown() for written in ("**the**", "$x+1$", "](http"))
    grows_linearly(run, part)


def test_each_list_of_a_line_has_its_own_marks() -> None:
    """Two lists in one line have the same step; only one is marked."""
    page = qaclean.clean(
        "<h1>Two doors</h1><div>1. Open the door of it. 2. Wait for it now. 1. Open <b>the</b> door of it. 2. Wait for it now.</div>",
        media_type="text/html",
    )
    assert [step.markdown for block in page.body if block.type == "steps" for step in block.steps] == [
        None, None, "Open **the** door of it.", None,
    ]  # fmt: skip


def test_a_formula_behind_a_mark_is_written_once() -> None:
    page = qaclean.clean(
        "<h1>Sums</h1><p>The sum of them all is <b>n</b><math alttext='x+1'><mi>x</mi></math>, as was said there before.</p>",
        media_type="text/html",
    )
    assert page.body[-1].type == "paragraph"
    assert page.body[-1].markdown == "The sum of them all is **n**$x+1$, as was said there before."


def test_marks_are_found_by_the_part_of_the_line_that_they_touch() -> None:
    def touches(row: Mark, start: int, end: int) -> bool:
        return start <= row.start <= end if row.kind == "math" else row.start < end and row.end > start

    dice = random.Random(4)
    for _ in range(300):
        rows = _nested(dice, 0, 24, 0)
        marks = _LineMarks(rows)
        for _ in range(8):
            start, end = sorted(dice.sample(range(25), 2))
            assert marks.touching(start, end) == [row for row in rows if touches(row, start, end)]


def _nested(dice: random.Random, start: int, end: int, depth: int) -> list[Mark]:
    """Marks as elements nest, outer ones first."""
    rows: list[Mark] = []
    while start < end and depth < 4:
        first, last = sorted((dice.randrange(start, end + 1), dice.randrange(start, end + 1)))
        if first == last:
            rows.append(Mark(first, first, "math", "x"))
        else:
            rows += [Mark(first, last, "strong", ""), *_nested(dice, first, last, depth + 1)]
        start = last + 1
    return rows


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ("<pre class='lang-c++ s-code-block'><code>x</code></pre>", "c++"),
        ("<div class='highlight highlight-source-shell'><pre>x</pre></div>", "shell"),
        ("<pre data-lang=sql>x</pre>", "sql"),
        ("<pre><code class='language-plaintext'>x</code></pre>", None),
        ("<pre class='code'>x</pre>", None),
    ],
)
def test_the_language_that_a_box_of_code_names(markup: str, language: str | None) -> None:
    assert code_language(etree.HTML(markup).find(".//pre")) == language


def test_formulas_have_their_tex() -> None:
    markup = "<p>a <math alttext='x+1'><mi>x</mi></math> b <script type='math/tex'>y^2</script> c <math><mi>z</mi></math></p>"
    assert [mark.target for mark in inline_text(etree.HTML(markup).find(".//p")).marks] == ["x+1", "y^2", "z"]
