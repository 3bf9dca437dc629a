"""What pages repeat, by kind: posts, markers, dates, quotes, brackets, attributes, nested elements; each kind as a maker of a document of a given size.

A document is units, numbered so that no two are alike where that matters, up to the size. `KINDS` names the maker and the media type.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

__all__ = ["KINDS", "Kind"]

QUESTION = "怎么给水壶除垢?\n"


class Kind(NamedTuple):
    """A kind of repetition: what makes a document of about `size` code points, and how it is read."""

    make: Callable[[int], str]
    media_type: str


def _repeated(unit: str, size: int, head: str = "", tail: str = "") -> str:
    """`{n}` in the unit counts from 1; `{d}` is a day, `{m}` a minute."""
    if "{" not in unit:
        return head + unit * (size // len(unit) + 1) + tail
    parts: list[str] = []
    length = n = 0
    while length < size:
        n += 1
        parts.append(unit.replace("{n}", str(n)).replace("{d}", str(n % 28 + 1)).replace("{m}", f"{n % 60:02d}"))
        length += len(parts[-1])
    return head + "".join(parts) + tail


def _nested(start: str, end: str, size: int, head: str = "") -> str:
    count = size // len(start + end) + 1
    return head + start * count + "里面的话" + end * count


def _declared(size: int) -> str:
    """A page that declares all of its questions."""
    count = size // 200 + 1
    pairs = [(f"第{n}个水壶怎么除垢?", f"倒入{n}毫升白醋,煮开以后放一个小时。") for n in range(count)]
    rows = [{"@type": "Question", "name": a, "acceptedAnswer": {"@type": "Answer", "text": b}} for a, b in pairs]
    shown = "".join(f"<h3>{a}</h3><p>{b}</p>" for a, b in pairs)
    data = json.dumps({"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": rows}, ensure_ascii=False)
    return f"<title>问答</title><script type='application/ld+json'>{data}</script>{shown}"


def _names_of_items(size: int) -> str:
    """Words of capital letters, no two alike, each of which counts one thing on one line."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    count = size // 8 + 1
    words = (
        letters[n // 13824 % 24] + letters[n // 576 % 24] + letters[n // 24 % 24] + letters[n % 24]
        for n in range(count)
    )
    return "How to descale a kettle\nDo it so: " + " ".join(f"{word} 1:" for word in words)


def _floors_twice(size: int) -> str:
    """The numbers of all posts, and once more below the last, without words between."""
    floors = "".join(f"{n}楼\n" for n in range(1, size // 14 + 2))
    return f"水壶怎么除垢?\n水垢很厚,煮了几次也没有用,该怎么办呢?\n{floors}{floors}"


def _pushes(size: int) -> str:
    """Remarks that readers push below a letter, a line each."""
    head = "作者ann (安)看板House標題[請益] 水壺怎麼除垢時間Tue Jan  9 21:15:02 2018\n\n水壺用久了,底下一層白白的,怎麼洗都洗不掉。\n"
    return head + "".join(
        f"{'推噓→'[n % 3]} ann{n % 97}: 第{n}次用檸檬酸煮一煮就好 01/09 21:{n % 60:02d}\n"
        for n in range(size // 60 + 1)
    )


def _declared_steps(size: int) -> str:
    count = size // 120 + 1
    steps = [f"Take part {n} and turn it {n % 7} times to the left." for n in range(count)]
    data = json.dumps({"@type": "HowTo", "name": "Parts", "step": [{"@type": "HowToStep", "text": s} for s in steps]})
    return (
        f"<title>Parts</title><script type='application/ld+json'>{data}</script>"
        f"<h1>Parts</h1>{''.join(f'<p>{step}</p>' for step in steps)}"
    )


TEXT = {
    "posts with dates": "user{n}\n发表于 2021-3-{d} 10:{m}\n我家的第{n}个水壶是用白醋洗的,煮开以后放一个小时再倒掉就好了。\n回复\n",
    "posts in English": "name{n}\nPosted on March {d}, 2020 at 10:{m} AM\nI cleaned kettle {n} with vinegar and let it stand for an hour.\nReply\n",
    "posts with floors": "{n}楼\n匿名 2021-03-{d} 10:{m}\n这是第{n}个人说的话,说得很清楚了。\n",
    "posts on one line": "user{n} 发表于 2021-3-{d} 10:{m} 我家的第{n}个水壶是用白醋洗的。 回复 举报 ",
    "posts with ages": "user{n}\n{n}天前\n第{n}个水壶是用白醋洗的,放一个小时。\n",
    "pairs with labels": "问:第{n}个水壶怎么除垢?\n答:倒入{n}毫升白醋,煮开以后放一个小时。\n",
    "pairs of a FAQ": "{n}. How do I clean kettle {n}?\nPour {n} spoons of vinegar in and let it boil.\n",
    "turns of two": "医生:第{n}天还疼吗?\n病人:第{n}天不疼了,谢谢。\n",
    "markers on lines": "{n}、把第{n}个零件拆下来。\n",
    "markers on one line": "{n}、把第{n}个零件拆下来。",
    "markers that begin again": "1、先断电。2、再拆壳。\n",
    "markers in markers": "{n}. Take part {n} out. (1) Turn it. (2) Pull it. ① Left. ② Right.\n",
    "step boxes": "步骤{n}\n{n}、把第{n}个零件拆下来。\n",
    "dates on one line": "2021-03-{d} ",
    "dates on lines": "2021-03-{d} 10:{m}:01\n",
    "quotes with marks": "> 第{n}个人说的话。\n我不同意第{n}个人。\n",
    "quotes in quotes": "> ",
    "quotes with heads": "name{n} wrote:\n> what {n} said before\nI do not agree with {n}.\n",
    "brackets opened": "(",
    "brackets of all kinds": "([{【《「",
    "brackets closed": "(第{n}个)",
    "links in words": "http://example.com/a?b={n}&c=d ",
    "breadcrumbs": "首页 > 生活 > 第{n}类 > ",
    "menus": "首页 | 新闻{n} | 论坛 | 登录\n",
    "recipes": "Ingredients\n{n} cups flour\n2 tsp salt\nDirections\nMix part {n} well.\nBake it for {n} minutes.\n",
    "materials": "{n} cups flour\n",
    "code": "    int a{n} = {n}; // for (i = 0; i < {n}; i++) {{ f(i); }}\n",
    "anchors of images": '<a href="https://iknow-pic.cdn.bcebos.com/{n}" target="_blank" title="大图" class="ikqb_img_alink"><img class="ikqb_img" src="https://iknow-pic.cdn.bcebos.com/{n}?x-bce-process=image" esrc="https://iknow-pic.cdn.bcebos.com/{n}"/></a>',
    "entities": "&amp;nbsp;&lt;{n}&gt;",
    "mojibake": "鐧惧害缁忛獙 {n} Ã©tÃ©\n",
    "controls": "好的。\n\x00\n",
    "invisible characters": "水\u200b壶\u202e{n}",
    "bytes that are lost": "水\ufffd壶{n}\ufffd",
    "spaces": " \t\u3000",
    "empty lines": "\n",
    "hanzi without a mark": "水壶除垢",
    "letters without a space": "abc",
    "digits": "1234567890",
    "numbers with dots": "1.2.",
    "marks": "。,!?",
    "sentences on one line": "我家的第{n}个水壶是用白醋洗的,煮开以后放一个小时再倒掉就好了。",
    "lines of one word": "好\n",
    "one line again": "同一行文字,一遍又一遍。\n",
    "tables with bars": "| a{n} | b | {n} |\n",
    "tables with tabs": "a{n}\tb\t{n}\n",
    "headings": "第{n}章 水壶\n",
    "follow-ups": "追问:第{n}次呢?\n追答:第{n}次也一样,放一个小时。\n",
    "names twice": "name{n}\nname{n}\nI think that kettle {n} is clean now.\n",
    "lines of glued posts": "user{n} 发表于 2021-3-{d} 10:{m} 只看该作者 我家的第{n}个水壶是用白醋洗的,煮开以后放了一个小时。 回复 举报 分享 收藏 返回顶部  再看user{n}:放得久一点再倒掉,壶底就亮了,下回还可以这样洗。 顶部 2021-3-{d} 举报\n",
    "votes": "name{n}\n{n} points\nI think that kettle {n} is clean now.\n2021-03-{d}\n",
}
MARKUP = {
    "posts": "<div class='post'><span class='author'>user{n}</span><time>2021-03-{d} 10:{m}</time><div class='text'><p>我家的第{n}个水壶是用白醋洗的,放一个小时。</p></div><a href='/r/{n}'>回复</a></div>",
    "paragraphs": "<p>我家的第{n}个水壶是用白醋洗的,煮开以后放一个小时再倒掉就好了。</p>",
    "line breaks": "我家的第{n}个水壶是用白醋洗的。<br>",
    "links": "<a href='/q/{n}'>水壶{n}</a> ",
    "marks": "说 <b>很 <i>好 <code>{n}</code></i></b> 了 ",
    "list items": "<li>第{n}个零件</li>",
    "numbered items": "{n}. Take <b>part</b> {n} out of it. ",
    "headings": "<h2>第{n}章</h2><p>水壶第{n}章的话。</p>",
    "rows": "<tr><td>a{n}</td><td>{n}</td></tr>",
    "cells": "<td>a{n}</td>",
    "definitions": "<dt>问题{n}?</dt><dd>回答{n},放一个小时。</dd>",
    "details": "<details><summary>问题{n}?</summary><p>回答{n},放一个小时。</p></details>",
    "images": "<p>看图{n}</p><img src='/p/{n}.png' alt='图{n}'>",
    "code": "<pre><code>int a{n};</code></pre><p>说第{n}段。</p>",
    "quotes": "<blockquote>user{n} 说:好{n}</blockquote><p>不好{n}。</p>",
    "hidden parts": "<div style='display:none'>x{n}</div><p>第{n}段话。</p>",
    "scripts": "<script>a={n}</script><p>第{n}段话。</p>",
    "comments": "<!-- {n} --><p>第{n}段话。</p>",
    "options": "<option>第{n}项</option>",
    "formulas": "和 <math alttext='x+{n}'><mi>x</mi></math> 一样 ",
    "microdata": "<div itemscope itemtype='https://schema.org/Question'><h3 itemprop='name'>水壶{n}怎么洗?</h3><div itemprop='acceptedAnswer' itemscope itemtype='https://schema.org/Answer'><p itemprop='text'>用白醋洗{n}次。</p></div></div>",
    "comments in comments": "<ul><li><p>user{n}:说第{n}句话。</p>",
    "classes": "<p class='a{n} b{n} c'>第{n}段话。</p>",
    "attributes of one element": " a{n}='{m}'",
    "bytes that are lost": "<p title='\ufffd'>水\ufffd壶{n}</p>",
    "teasers": "<li><a href='/t/{n}'>第{n}个水壶怎么洗?</a><span>2021-03-{d}</span></li>",
    "headings to share": "<h3>Share this</h3><p>some {n} word here</p>",
    "headings of what is related": "<h3>相关阅读</h3><p>some {n} word here</p>",
}
HEADS = {
    "list items": "<h1>水壶</h1><ul>",
    "rows": "<h1>水壶</h1><table>",
    "cells": "<h1>水壶</h1><table><tr>",
    "definitions": "<h1>水壶</h1><dl>",
    "options": "<h1>水壶</h1><select>",
    "attributes of one element": "<h1>水壶</h1><p",
    "teasers": "<h1>水壶</h1><ul>",
    **dict.fromkeys(
        ("headings to share", "headings of what is related"),
        f"<h1>水壶</h1><article><p>{'白醋煮开以后放一个小时,再把水倒掉。' * 12}</p>",
    ),
}
TAILS = {"attributes of one element": ">里面的话</p>"}
MARKDOWN = {
    "headings": "## 第{n}章\n\n第{n}章的话。\n\n",
    "items": "- 第{n}项\n",
    "numbered items": "{n}. 把第{n}个零件拆下来。\n",
    "quotes": "> 第{n}个人说的话。\n\n我不同意{n}。\n\n",
    "links": "[水壶{n}](http://a.example/{n}) ",
    "images": "![水壶{n}](http://a.example/{n}.png) ",
    "addresses without an end": "[水壶{n}](data:b ",
    "references": "[a{n}]: http://a.example/{n}\n",
    "emphasis": "*a{n}* **b** `c` ",
    "stars": "*",
    "fences": "```\nint a{n};\n```\n",
    "tables": "| a{n} | {n} |\n",
    "brackets": "[",
    "marks of quotes": ">",
    "elements": "<div>第{n}段</div>\n\n",
}

KINDS: dict[str, Kind] = {
    **{f"text: {name}": Kind(partial(_repeated, unit, head=QUESTION), "text/plain") for name, unit in TEXT.items()},
    **{
        f"html: {name}": Kind(
            partial(_repeated, unit, head=HEADS.get(name, "<h1>水壶</h1>"), tail=TAILS.get(name, "")), "text/html"
        )
        for name, unit in MARKUP.items()
    },
    **{
        f"html: nested {tag}": Kind(partial(_nested, f"<{tag}>话", f"</{tag}>", head="<h1>水壶</h1>"), "text/html")
        for tag in ("div", "ul><li", "table><tr><td", "blockquote", "b")
    },
    "text: names of items": Kind(_names_of_items, "text/plain"),
    "text: floors twice": Kind(_floors_twice, "text/plain"),
    "text: pushes": Kind(_pushes, "text/plain"),
    "html: declared pairs": Kind(_declared, "text/html"),
    "html: declared steps": Kind(_declared_steps, "text/html"),
    **{
        f"markdown: {name}": Kind(partial(_repeated, unit, head="# 水壶\n\n"), "text/markdown")
        for name, unit in MARKDOWN.items()
    },
}  # fmt: skip
