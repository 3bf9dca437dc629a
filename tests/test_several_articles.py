"""Pages with more than one text of its kind: an article with comments, a blog's front page, and what only lists or lets nobody in; a question without answers."""

from __future__ import annotations

import pytest

from qaclean import Page, clean
from qaclean.posts.unanswered import says_unanswered
from qaclean.records.walk import block_lists

TEXT = ("The lock on the canal was built from oak in 1811, and two of its gates are still the first ones, black and heavy as iron.", "The keeper's wife wrote down each boat that passed, with its load and the weather, for thirty-one years without a gap.", "Her books lie in the town hall, and whoever asks at the counter may read them.")  # fmt: skip
ZH = ("运河上的水闸建于一八一一年，两扇闸门至今还是最初的橡木，又黑又重，像铁一样。", "看闸人的妻子把每一条过往的船都记了下来，连货物和天气也不漏，整整三十一年。", "这些本子如今放在镇公所，谁去柜台问一声都可以看。")  # fmt: skip
NAV = '<header><a href="/">Home</a> <a href="/notes">Notes</a> <a href="/about">About</a></header>'
FOOT = "<footer>© 2020 Lock and Key</footer>"
SAID = (("Bo", "My grandfather was on one of those boats, and it is in the book with a broken mast."), ("Cyd", "The counter is closed on Mondays, by the way."), ("Eve", "Oak!"))  # fmt: skip


def paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def kept(page: Page) -> str:
    return "\n".join(getattr(block, "text", "") for place in block_lists(page) for block in place.blocks)


def read(title: str, body: str) -> Page:
    return clean(
        f"<html><head><title>{title}</title></head><body>{NAV}{body}{FOOT}</body></html>", media_type="text/html"
    )


COMMENTS = "".join(f'<li class="comment"><cite class="author">{who}</cite> <time>May {n}, 2019</time><p>{text}</p><a>Reply</a></li>' for n, (who, text) in enumerate(SAID, 1))  # fmt: skip
SUBJECTS = "".join(f'<li class="comment"><h4>On the book of {who} again</h4><cite class="author">{who}</cite> <time>May {n}, 2019</time><p>{text}</p></li>' for n, (who, text) in enumerate(SAID, 1))  # fmt: skip


@pytest.mark.parametrize("element", ('article class="x"', 'div class="entry-content"', 'div class="article-body"'))
def test_comments_below_a_short_article_are_no_thread(element: str) -> None:
    tag = element.split()[0]
    page = read("The lock", f"<h1>The lock</h1><{element}>{paragraphs(TEXT)}</{tag}><ol>{COMMENTS}</ol>")
    assert page.kind == "article"
    assert kept(page).split("\n")[-3:] == list(TEXT)


def test_comments_with_subjects_of_their_own_are_a_thread() -> None:
    page = read("The lock", f"<h1>The lock</h1><article>{paragraphs(TEXT)}</article><ol>{SUBJECTS}</ol>")
    assert page.kind == "thread"
    assert SAID[0][1] in kept(page)


POST = '<div class="post hentry"><h2><a href="/{n}">{title}</a></h2><div class="meta">May {n}, 2019 by <a href="/ann">Ann</a></div><div class="content">{body}</div><a href="/{n}#c">{n} comments</a></div>'
OTHER = ("We walked to the weir on Sunday, and the path was under water from the second bridge on, so we sat there and looked at it.", "The heron did not mind us at all.")  # fmt: skip


def test_the_first_of_several_full_posts_is_the_page() -> None:
    rows = (("The lock of 1811", TEXT), ("To the weir", OTHER), ("To the weir again", OTHER[::-1]))
    body = "".join(POST.format(n=n, title=title, body=paragraphs(texts)) for n, (title, texts) in enumerate(rows, 1))
    page = read("Lock and Key", f"<div id=content>{body}</div>")
    assert page.kind == "article"
    assert all(text in kept(page) for text in TEXT)
    assert not any(text in kept(page) for text in OTHER)


def test_names_of_members_in_headings_make_no_articles() -> None:
    post = '<li class="message"><div class="userinfo"><h3><a href="/members/{who}">{who}</a></h3></div><time>May {n}, 2019</time><p>{text}</p></li>'
    rows = "".join(post.format(n=n, who=who, text=text) for n, (who, text) in enumerate((("Ann", TEXT[0]), *SAID), 1))
    page = read("The lock", f"<h1>The lock</h1><ol>{rows}</ol>")
    assert page.kind == "thread"
    assert all(text in kept(page) for _, text in SAID)


def test_an_article_below_another_is_none_of_it_in_wide_characters_too() -> None:
    other = ("周日我们走到了堰边，从第二座桥起路就淹在水里，只好坐着看。", "那只鹭一点也不怕我们。")
    page = read("运河水闸", f"<div><h1>运河水闸</h1><div>2015-08-03</div>{paragraphs(ZH)}</div><div><h1>去堰边</h1><div>2015-08-02</div>{paragraphs(other)}</div>")  # fmt: skip
    assert all(text in kept(page) for text in ZH)
    assert other[0] not in kept(page)


ROW = '<li class="j_thread_list clearfix"><span>{n}</span><a href="/p/{n}" class="j_th_tit">{title}{n}号</a><div class="threadlist_text">{title}，有兴趣的请留言</div><span>阿{n}</span><span>10-0{m}</span></li>'


@pytest.mark.parametrize(
    ("title", "body"),
    (
        ("水闸吧", "<ul>" + "".join(ROW.format(n=n, m=n % 9 + 1, title="一起去看闸门吗") for n in range(15)) + "</ul>"),
        ("标签大全 - 水闸网", "<h1>热门标签</h1><div>" + " ".join(f"<a href=/t/{n}>水闸{n}</a>" for n in range(40)) + "</div>"),
        ("搜索_水闸网", "<p>抱歉，没有找到与“看闸人”相关的结果</p><p>请检查输入是否正确</p>"),
        ("Before you continue", "<h1>Before you continue</h1><p>We use cookies and data to run our services and to measure how they are used.</p><button>Accept all</button>"),
        ("Lock and Key", "<h1>Are you 18 or older?</h1><p>You must be of legal age to enter this site.</p><a>Enter</a>"),
        ("系统维护中", "<p>系统将于今晚22:00进行升级维护，期间无法访问，敬请谅解。</p>"),
        ("Monthly archives", "<h1>Monthly Archives: May 2019</h1>" + "".join(f'<article><h2><a href="/{n}">Weir {"I" * n}</a></h2><p>We walked to the weir on day {n}, and the path was under water from the second… <a href="/{n}">Read more</a></p></article>' for n in range(1, 6))),
    ),
)  # fmt: skip
def test_pages_that_hold_nothing(title: str, body: str) -> None:
    assert read(title, body).kind == "none"


@pytest.mark.parametrize(
    ("title", "said", "below"),
    (
        (
            "How do I free a stuck lock gate?",
            "<h2>0 Answers</h2>",
            "Please log in or register to answer this question.",
        ),
        ("闸门卡住了怎么办？_水闸问答", "<h2>0个回答</h2><p>暂无回答，快来抢沙发吧</p>", "我来回答这个问题并赢取积分"),
    ),
)
def test_a_question_that_nobody_answered(title: str, said: str, below: str) -> None:
    asked = "The upper gate of the lock does not move since the frost, and I do not want to use the horse again. What frees it?"
    head = title.split("_")[0]
    page = read(title, f"<h1>{head}</h1><div class=question><p>{asked}</p></div>{said}<p>{below}</p><h3>Related questions</h3><ul><li><a href=/1>How deep is a lock?</a></li></ul>")  # fmt: skip
    assert (page.kind, len(page.questions), page.questions[0].answers) == ("qa", 1, [])
    assert kept(page).strip() == asked


def test_what_says_unanswered() -> None:
    assert not any(map(says_unanswered, ("3 answers", "There are no answers in this book that you do not know already, I am afraid", "回答(3)")))  # fmt: skip
