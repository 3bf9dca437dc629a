"""Each pass over the labels of a page does its one thing, and leaves other pages alone."""

from __future__ import annotations

import pytest

import qaclean
from qaclean import clean
from qaclean.html.render import read_html
from qaclean.posts.found import Wanted, find_posts
from qaclean.segments.document import Document
from qaclean.segments.lines import cut_lines
from qaclean.segments.signals import observe
from qaclean.stripper.dump_features import dump_features
from qaclean.stripper.labels import DROP, KEEP, TELL, Label, Labels, proof
from qaclean.stripper.passes import (
    PASSES,
    PASSES_OF_DUMPS,
    PASSES_OF_KEPT_DUMPS,
    articles,
    headline,
    posts,
    siblings,
    title,
    veto,
)
from qaclean.stripper.passes.captions import drop_captions
from qaclean.stripper.passes.code import keep_code
from qaclean.stripper.passes.content_slot import keep_content_slot
from qaclean.stripper.passes.counted_lines import keep_counted_lines
from qaclean.stripper.passes.duplicates import drop_duplicates, settle_duplicates
from qaclean.stripper.passes.fair_share import keep_fair_share
from qaclean.stripper.passes.path_summary import drop_path_summary
from qaclean.stripper.passes.questions import keep_faq
from qaclean.stripper.passes.quote_attributions import tell_quote_attributions
from qaclean.stripper.passes.repeated_posts import drop_repeated_posts
from qaclean.stripper.passes.site_header import drop_site_header
from qaclean.stripper.passes.title_below_path import keep_title_below_path
from qaclean.stripper.passes.title_by_signs import keep_title_by_signs
from qaclean.stripper.piece_scores import page_scorer, text_scorer
from qaclean.stripper.text_features import piece_features
from qaclean.stripper.view import MANY_PIECES, View, view_page
from qaclean.testing import Case, cases

SENTENCE = "先把总阀关上,再把旧的垫片取下来,换一个同样大小的新垫片,最后慢慢拧紧。"
POST = "<div class=post id=p{1}><a class=username href=/user/{0}>{0}</a> <span>2021-05-0{1} 10:1{1}</span><div class=said>{2}</div></div>"


def dump(text: str) -> View:
    return view_of(cut_lines(text))


def page(markup: str) -> View:
    rendered = read_html(markup)
    return view_of(cut_lines(rendered.text, rendered.layout))


def view_of(document: Document) -> View:
    evidence = observe(document)
    document, found = find_posts(document, evidence, Wanted(profile="none"))
    return view_page(document, evidence, found)


def thread(*said: str) -> View:
    names = ("ann", "bob", "cy", "dora", "eve")
    rows = (POST.format(name, day, words) for day, (name, words) in enumerate(zip(names, said, strict=False), 1))
    return page("<title>Squeaky chain</title><h1>Squeaky chain</h1>" + "".join(rows))


def all_of(view: View, verdict: object = DROP) -> Labels:
    return [verdict] * len(view.document.pieces)  # type: ignore[list-item]


def line_of(view: View, words: str) -> int:
    return next(i for i, seen in enumerate(view.evidence) if words in seen.text)


def test_a_dump_of_many_lines_is_weighed_as_a_whole_page() -> None:
    lines = [f"{SENTENCE}{n}" for n in range(MANY_PIECES + 1)]
    assert dump("\n".join(lines[:-1])).weights is text_scorer().weights
    assert dump("\n".join(lines)).weights is page_scorer().weights


def test_running_text_that_nothing_speaks_against_is_kept() -> None:
    view = dump(f"换垫片\n{SENTENCE}\n上一篇:怎么修灯")
    assert veto.keep_running_text(view, all_of(view)) == [DROP, KEEP, DROP]


def test_a_sentence_in_which_the_site_speaks_of_itself_needs_more_than_that_nothing_speaks_against_it() -> None:
    notice = "水管的事还多着呢,敬请关注修管小站,更多内容尽在这里,欢迎加入我们一起修。"
    longer = "厨房的水管和别处的不一样,热水一开就会变长,冷了又缩回去,所以接头要留一点余地,不能拧死。"
    view = dump(f"换垫片\n{SENTENCE}\n{notice}")
    assert veto.keep_running_text(view, all_of(view)) == [DROP, KEEP, DROP]
    long = dump(f"换垫片\n{SENTENCE}\n{notice}{longer * 9}")
    assert veto.keep_running_text(long, all_of(long))[2] is KEEP


def test_the_description_with_the_path_of_the_subject_goes() -> None:
    summary = f"换垫片的办法_水管_家里的事_修理。换垫片的办法 {SENTENCE}"
    view = dump(f"换垫片的办法_修管小站\n{summary}\n{SENTENCE}\n文件名_新_旧。")
    found = drop_path_summary(view, all_of(view, KEEP))
    assert [(v.reason, v.rule) for v in found] == [("", ""), ("duplicate", "path-summary"), ("", ""), ("", "")]
    alone = dump(f"换垫片的办法_修管小站\n{summary}\n下载")
    assert drop_path_summary(alone, all_of(alone, KEEP)) == [KEEP, KEEP, KEEP]
    bare = dump(f"换垫片的办法_修管小站\n换垫片的办法_水管_家里的事/修理_生活\n{SENTENCE}")
    assert [v.rule for v in drop_path_summary(bare, all_of(bare, KEEP))] == ["", "path-summary", ""]
    code = dump(f"parse_url_of is slow - Forum\nparse_url_of\n{SENTENCE}")
    assert drop_path_summary(code, all_of(code, KEEP)) == [KEEP, KEEP, KEEP]


def test_where_only_the_description_would_stay_the_text_that_it_tells_of_does() -> None:
    title = "水管垫片有什么用?水管垫片用途介绍"
    text = (
        f"{title}水管垫片有什么用?先关总阀,再拧下旧的垫片,最后换上新的,拧紧就行了。那就来下文看垫片的用途介绍吧。 1、积分可用来换垫片,一次消耗一个积分。 2、更新之后,积分可以用来换水管,每个水管"
        " 有3级形态。 3、使用积分帮好友加好友。 修管攻略提供,更多精彩攻略访问xiuguan.example 1"
    )
    page = clean(f"{title}_修管小站\n{title}_水管_家里的事。{text[:90]}\n{text}", media_type="text/plain")
    assert {row.rule for row in page.removed} == {"title-suffix", "path-summary"}


def test_a_dump_tells_more_of_its_lines_than_a_page() -> None:
    tail = dump(f"换垫片\n{SENTENCE}\n想看更多水管知识,敬请关注修管小站")
    names = dump_features(tail.evidence)[-1]
    assert {"phrase:invitation", "phrase:invitation:at2", "phrase:invitation:most"} <= {*names}
    assert dump_features(tail.evidence)[1] == piece_features(tail.evidence)[1]


def test_the_veto_speaks_for_posts_only_where_elements_tell() -> None:
    view = thread(SENTENCE, SENTENCE.replace("总阀", "阀门"), SENTENCE.replace("最后", "然后"))
    labels = veto.keep_running_text(view, all_of(view))
    assert labels[line_of(view, "总阀")] is KEEP
    outside = page(f"<title>x</title><nav><p>{SENTENCE}</nav>")
    assert KEEP not in veto.keep_running_text(outside, all_of(outside))


def test_followups_below_kept_lines_stay() -> None:
    view = dump("怎么修?\n换垫片就行。\n追问:要多久?\n追答:十分钟。")
    assert veto.keep_followups(view, [KEEP, KEEP, DROP, TELL]) == [KEEP] * 4


def test_a_dump_of_which_nothing_would_stay_keeps_a_share() -> None:
    view = dump("换垫片\n" + "\n".join(f"第{n}句没有标点但是也是说明" for n in "甲乙丙丁"))
    assert KEEP in keep_fair_share(view, all_of(view))[1:]


def test_running_text_in_the_main_element_is_kept() -> None:
    view = page(
        f"<title>换垫片</title><div><p>{SENTENCE}再开阀试水。</p><p>{SENTENCE[2:]}如果还漏水,就再拧半圈。</p></div><div>关于我们</div>"
    )
    labels = articles.keep_running_in_main(view, all_of(view))
    assert labels[line_of(view, "总阀")] is KEEP and labels[-1] is DROP


def test_declared_steps_are_content() -> None:
    steps = (
        '{"@type": "HowTo", "name": "换灯", "step": [{"text": "先断电再拧下灯泡。"}, {"text": "装上新的灯泡拧紧。"}]}'
    )
    view = page(
        f"<title>换灯</title><script type=application/ld+json>{steps}</script><p>先断电再拧下灯泡。<p>装上新的灯泡拧紧。<p>广告"
    )
    assert articles.keep_declared(view, all_of(view)) == [DROP, KEEP, KEEP, DROP]


def test_no_post_is_left_empty() -> None:
    view = thread("Oil the chain once a week, then wipe it.", "Thanks!", "It works now, the noise is gone.")
    labels = posts.leave_no_post_empty(view, all_of(view))
    assert all(any(label is KEEP for label in labels[first:last]) for first, last in view.posts)


def test_short_lines_between_kept_ones_stay() -> None:
    view = page("<div><p>甲段说明。</p><p>乙</p><p>丙段说明。</p></div>")
    assert siblings.close_gaps(view, [KEEP, DROP, KEEP]) == [KEEP] * 3
    assert siblings.close_gaps(view, [DROP, DROP, KEEP]) == [DROP, DROP, KEEP]


def test_lines_that_count_on_go_together() -> None:
    lines = ["1、打开网盘,点击查看详情。", "网盘", "2、选好要分享的那个文件夹。", "3、点击完成,费用一般在三元左右。"]
    view = dump("\n".join(lines))
    assert keep_counted_lines(view, [DROP, DROP, KEEP, KEEP]) == [KEEP, DROP, KEEP, KEEP]
    assert keep_counted_lines(view, [DROP, DROP, DROP, KEEP]) == [DROP, DROP, DROP, KEEP]  # a list of teasers
    proved = proof("advert", "known")
    assert keep_counted_lines(view, [proved, DROP, KEEP, KEEP])[0] is proved
    apart = dump("\n".join([lines[0], *["网盘"] * 9, lines[2]]))
    assert keep_counted_lines(apart, [DROP, *[DROP] * 9, KEEP]) == [DROP, *[DROP] * 9, KEEP]
    others = dump("\n".join([lines[0], "3、点击完成,费用一般在三元左右。", "1.5 米", "2.5 米"]))
    assert keep_counted_lines(others, [DROP, KEEP, DROP, KEEP]) == [DROP, KEEP, DROP, KEEP]


def test_one_of_many_siblings_goes_with_them() -> None:
    view = page("<dl>" + "".join(f"<dd>第{n}项</dd>" for n in "一二三四") + "</dl>")
    assert siblings.keep_like_siblings(view, [KEEP, KEEP, DROP, KEEP]) == [KEEP] * 4
    assert siblings.keep_like_siblings(view, [KEEP, DROP, DROP, DROP]) == [KEEP, DROP, DROP, DROP]


def test_code_stays_whole() -> None:
    view = page("<p>运行:</p><pre>import os\nprint(os.name)\nexit()</pre>")
    assert keep_code(view, [KEEP, KEEP, DROP, DROP]) == [KEEP] * 4


def test_the_slot_of_posts_is_content_and_the_rest_of_a_post_is_not() -> None:
    view = thread("Oil the chain once a week, then wipe it off.", "Thanks!", "It works now, and the noise is gone.")
    labels = [KEEP if len(seen.text) > 20 else DROP for seen in view.evidence]
    kept = keep_content_slot(view, labels)
    assert kept[line_of(view, "Thanks!")] is KEEP and kept[line_of(view, "ann")] is DROP


def test_a_title_stays_and_what_says_it_again_goes() -> None:
    view = page("<title>怎么换灯泡</title><h1>怎么换灯泡</h1><p>先断电。</p>")
    labels = title.drop_title_again(view, title.keep_title(view, [DROP, KEEP, KEEP]))
    assert labels[0] is KEEP and labels[1].rule == "title-again" and labels[2] is KEEP


def test_a_title_without_words_of_its_own_leaves_its_place_to_the_heading() -> None:
    view = page("<title>- 某某问答</title><h1>怎么换灯泡</h1><p>先断电。</p>")
    labels = headline.headline_as_title(view, [KEEP, DROP, KEEP])
    assert labels[0].reason == "site_chrome" and labels[1] is KEEP


def test_an_empty_page_keeps_its_title_alone() -> None:
    view = page("<title>提示</title><p>抱歉,该问题已被删除</p><a href=/>返回首页</a>")
    labels = title.empty_page(view, all_of(view, KEEP))
    assert labels[0] is KEEP and {label.rule for label in labels[1:]} == {"notice"}


def test_what_stands_above_the_breadcrumb_is_the_sites() -> None:
    view = dump(f"某某网\n首页 > 生活 > 正文\n换垫片\n2021-05-06 10:11\n{SENTENCE}")
    labels = drop_site_header(view, [KEEP, DROP, DROP, TELL, KEEP])
    assert labels[0].rule == "above-breadcrumb" and labels[2] is KEEP


def test_captions_of_the_tags_are_image_alt() -> None:
    view = dump("网店怎么开\n网店,开店,步骤\n先注册。\n网店,开店,步骤\n相关标签:网店  开店  步骤")
    assert [label.reason for label in drop_captions(view, all_of(view, KEEP))][1:4:2] == ["image_alt"] * 2


@pytest.mark.parametrize("make", [dump, lambda text: page("<p>" + "<p>".join(text.split("\n")))])
def test_what_is_said_twice_stays_once(make) -> None:  # type: ignore[no-untyped-def]
    long = SENTENCE * 2
    view = make(f"{long}\n中间。\n{long}")
    assert [label.label for label in drop_duplicates(view, all_of(view, KEEP))] == [Label.KEEP, Label.KEEP, Label.DROP]


@pytest.mark.parametrize("rule", ["-----", "————————", "======"])
def test_quoting_is_no_repetition(rule: str) -> None:
    view = dump(f"{SENTENCE}\n{SENTENCE} {rule} 说得对,垫片要一样大。")
    assert drop_duplicates(view, all_of(view, KEEP)) == all_of(view, KEEP)


def test_of_a_question_in_a_table_of_contents_the_one_below_stays() -> None:
    asked = ["新买的灯为什么一直闪个不停?", "旧的灯泡应该扔到哪里去呢?"]
    view = dump("\n".join(["灯具", *asked, asked[0], "换一个变压器。", asked[1], "扔到有害垃圾里。"]))
    kept = [label is KEEP for label in drop_duplicates(view, all_of(view, KEEP))]
    assert kept == [True, False, False, True, True, True, True]


def test_a_post_on_the_line_of_its_head_stays() -> None:
    view = dump(
        "灯不亮怎么办\n小明: 举报 2016-10-07 02:58:52 评论  我家的灯也这样,换了变压器就好\n举报 2016-10-07 02:58:52 评论"
    )
    assert veto.keep_glued_posts(view, all_of(view, TELL)) == [TELL, KEEP, TELL]


def test_what_stands_below_the_last_post_is_weighed() -> None:
    heads = [f"{name}\n2016-05-0{day} 19:2{day}" for day, name in enumerate(["小明", "老王", "阿花", "木木"], 1)]
    posts_of = "\n".join(
        f"{head}\n{SENTENCE.replace('总阀', word)}" for head, word in zip(heads, "甲乙丙丁", strict=True)
    )
    others = "水管爆了怎么办 马桶漏水怎么修\n免费下载 登录 注册"
    view = dump(f"水龙头滴水怎么修\n{posts_of}\n{others}\n上一篇:怎么修灯\n下一篇:怎么修门")
    before = posts.keep_post_lines(view)
    after = posts.drop_below_last_post(view, before)
    gone = [seen.text for seen, old, new in zip(view.evidence, before, after, strict=True) if old is not new]
    assert gone == others.split("\n")  # the two below them are told by their words
    assert [label is KEEP for label in after[-5:]] == [True, False, False, False, False]


def test_a_post_shown_twice_is_kept_where_it_stands_last() -> None:
    twice = "Use a wet lube in the rain, a dry one in the summer."
    markup = "".join(
        POST.format("ann", 1, twice) + POST.format("bob", 2, "A dry chain sounds like that.") for _ in "12"
    )
    view = page("<h1>Squeaky chain</h1>" + markup)
    labels = drop_repeated_posts(
        view, [KEEP if "sounds" in e.text or "lube" in e.text else DROP for e in view.evidence]
    )
    assert labels[line_of(view, "lube")].reason == "duplicate" and labels.count(KEEP) == 2


def test_who_is_quoted_is_metadata() -> None:
    view = page("<blockquote><p>ann said:</p><p>My chain squeaks.</p></blockquote><p>Oil it.</p>")
    assert tell_quote_attributions(view, all_of(view, KEEP))[0].rule == "quote-attribution"


def test_every_pass_gives_a_label_for_each_piece_of_any_page() -> None:
    for view in (dump(""), dump(SENTENCE), page("<p>x"), page(""), thread("a", "b", "c")):
        for step in PASSES:
            assert len(step(view, all_of(view, KEEP))) == len(view.document.pieces), step.__name__


@pytest.mark.parametrize("case", cases("dumps"), ids=lambda case: case.name)
def test_of_a_dump_only_passes_are_left_out_that_change_nothing_on_it(case: Case) -> None:
    view = dump(case.source.decode("utf-8", "replace"))
    chosen = [[KEEP, DROP, TELL][n % 3] for n in range(len(view.evidence))]
    for labels in (chosen, all_of(view, KEEP), all_of(view)):
        for step in (step for step in PASSES if step not in PASSES_OF_DUMPS):
            assert step(view, labels) == labels, step.__name__
    kept = all_of(view, KEEP)
    for step in (step for step in PASSES if step not in PASSES_OF_KEPT_DUMPS):
        assert step(view, kept) == kept, step.__name__


def test_a_heading_that_says_the_title_again_is_a_duplicate_whatever_dropped_it() -> None:
    view = page(
        f"<title>怎么换水龙头的垫片 - 修理网</title><h1>怎么换水龙头的垫片?</h1><h1>修理网</h1><p>{SENTENCE}</p>"
    )
    again = title.tell_title_again(view, [KEEP, DROP, DROP, KEEP])
    assert [label.rule for label in again] == ["", "title-again", "", ""]
    assert title.tell_title_again(view, all_of(view, KEEP)) == all_of(view, KEEP)


def test_a_heading_that_says_more_than_a_cut_title_stays() -> None:
    view = page(f"<title>怎么换水龙头的垫片才不会...</title><h1>怎么换水龙头的垫片才不会漏水</h1><p>{SENTENCE}</p>")
    assert title.keep_longer_heading(view, all_of(view)) == [DROP, KEEP, DROP]
    same = page(f"<title>怎么换水龙头的垫片才不会漏水</title><h1>怎么换水龙头的垫片才不会漏水?</h1><p>{SENTENCE}</p>")
    assert title.keep_longer_heading(same, all_of(same)) == all_of(same)


MENU = "\n".join(f"{name} {n}" for n in range(11) for name in ("Garden", "Tools", "Paint", "Wood"))
CHAINS = """By Mara Quill
A chain that squeaks in the rain wants less oil than most riders think, and a cloth matters more than the can does.
Wipe the chain with a dry cloth, let one drop of oil fall on each link, and wipe the chain again after ten minutes.
Who rides a bicycle in winter does this once a week, since salt eats the links of a chain faster than water does."""


def test_the_line_that_reads_most_like_the_title_of_what_is_kept_stays_and_the_menu_above_goes() -> None:
    view = dump(
        f"{MENU}\nOil a Squeaky Bicycle Chain\n{CHAINS}\nMore on bicycles: Oil a Squeaky Bicycle Chain in winter"
    )
    named, text = line_of(view, "Oil a Squeaky"), line_of(view, "A chain that")
    labels = [KEEP if i == 3 or i >= text else DROP for i in range(len(view.document.pieces))]
    new = keep_title_by_signs(view, labels)
    assert [i for i, label in enumerate(new) if label is KEEP][:2] == [named, text]


def test_a_first_line_that_asks_stays_the_title() -> None:
    view = dump(f"How do I stop the squeak?\n{MENU}\nOil a Squeaky Bicycle Chain\n{CHAINS}")
    labels = [KEEP if i == 0 or view.evidence[i].running else DROP for i in range(len(view.document.pieces))]
    assert keep_title_by_signs(view, labels) == labels


def test_a_title_is_no_cut_copy_of_a_heading_that_begins_with_its_words() -> None:
    lines = [
        "How to mend a rain barrel",
        SENTENCE,
        "How to mend a rain barrel with a wooden plug",
        SENTENCE[::-1] + "。",
    ]
    view = dump("\n".join(lines))
    assert drop_duplicates(view, all_of(view, KEEP)) == [KEEP] * 4
    cut = dump("\n".join(["How to mend a rain barrel...", *lines[1:]]))
    assert drop_duplicates(cut, all_of(cut, KEEP))[0].reason == "duplicate"
    below = dump("\n".join([SENTENCE, *lines[:1], *lines[2:]]))
    assert drop_duplicates(below, all_of(below, KEEP))[1].reason == "duplicate"


def test_a_page_on_one_line_that_tells_something_is_not_all_furniture() -> None:
    line = f"首页 > 生活 > 正文 水管怎么修 {SENTENCE}{SENTENCE.replace('总阀', '水表')}{SENTENCE.replace('垫片', '水龙头')}{SENTENCE.replace('阀', '管')} 标签:水管"
    assert keep_fair_share(dump(line), [DROP]) == [KEEP]
    assert keep_fair_share(dump("标签:水管 垫片 下一篇:没有了 京ICP备00000000号"), [DROP]) == [DROP]


@pytest.mark.parametrize("form", ["第{}步:", "步骤{}:", "({})", "{}、"])
def test_the_steps_below_a_kept_first_one_stay(form: str) -> None:
    rows = ["关总阀", "拆旧垫片", "装新垫片", "开总阀"]
    view = dump("\n".join([SENTENCE, *(form.format(n) + row + "并检查一遍" for n, row in enumerate(rows, 1))]))
    assert keep_counted_lines(view, [KEEP, KEEP, DROP, DROP, DROP]) == [KEEP] * 5
    broken = dump("\n".join([SENTENCE, *(form.format(n) + row + "并检查一遍..." for n, row in enumerate(rows, 1))]))
    assert keep_counted_lines(broken, [KEEP, KEEP, DROP, DROP, DROP])[2:] == [DROP] * 3  # teasers


def test_what_stands_between_labelled_questions_and_answers_stays() -> None:
    rows = [
        "Q1. 水管怎么修?",
        "A1. 先关总阀。",
        "再换垫片。",
        "Q2. 漏水谁来管?",
        "A2. 找物业。",
        "Q3. 要钱吗?",
        "A3. 要的。",
        "五十元左右",
    ]
    view = dump("\n".join(rows))
    assert keep_faq(view, all_of(view, DROP)) == [KEEP] * 8
    answered = dump("\n".join([*rows[:4], "找物业。", *rows[5:]]))  # a question without a labelled answer
    assert keep_faq(answered, all_of(answered, DROP)) == [DROP] * 8


def test_items_that_a_line_announces_stay_also_where_the_first_looks_like_furniture() -> None:
    rows = ["①先把总阀关上,点击进入下一页", "②再把旧垫片取下来", "③换一个新垫片再试"]
    view = dump("\n".join([SENTENCE, "可以这样做:", *rows]))
    assert keep_counted_lines(view, [KEEP, *[DROP] * 4]) == [KEEP] * 5
    silent = dump("\n".join([SENTENCE, "可以这样做", *rows]))
    assert keep_counted_lines(silent, [KEEP, *[DROP] * 4]) == [KEEP, *[DROP] * 4]
    below = dump("\n".join([SENTENCE, "热门内容", "可以这样做:", *rows]))
    assert keep_counted_lines(below, [KEEP, *[DROP] * 5]) == [KEEP, *[DROP] * 5]
    far = dump("\n".join(["热门内容", "水泵", "木板", "铁钉", "地砖", "水表", "可以这样做:", *rows]))
    assert keep_counted_lines(far, [DROP] * 10) == [*[DROP] * 6, *[KEEP] * 4]


def test_a_heading_of_markdown_announces_the_items_below_it() -> None:
    text = "本文へスキップ\n\n# 棚の直し方\n\n2018年11月23日 更新\n\n長く使えます。\n\n### 板を外す\n\nステップ1 ねじをゆるめて外す。\n\nステップ2 板を手前に引き出す。\n\nステップ3 新しい板をはめ込む。\n\n- [前のページ](/25.html)\n"
    page = qaclean.clean(text, media_type="text/markdown")
    gone = "".join(text[slice(*row.span)] for row in page.removed)
    assert "ステップ" not in gone and "スキップ" in gone and "前のページ" in gone


def test_numerals_of_one_list_are_of_one_kind() -> None:
    view = dump("①先把总阀关上并检查\n二、再把旧垫片取下\n③换一个新垫片再试\n④慢慢拧紧再开总阀")
    assert keep_counted_lines(view, [KEEP, DROP, DROP, DROP]) == [KEEP, DROP, DROP, DROP]


def test_captions_go_that_say_the_title_again_or_stand_below_each_item() -> None:
    rows = ["1. 先把总阀关上", "2. 再把旧垫片取下", "3. 换一个新垫片"]

    def gone(caption: str, title: str) -> list[int]:
        view = dump("\n".join([title, SENTENCE, *(line for row in rows for line in (row, caption))]))
        return [i for i, label in enumerate(drop_captions(view, all_of(view, KEEP))) if label.reason == "image_alt"]

    assert gone("水管垫片怎么换", "水管垫片怎么换") == gone("垫片图7", "水管垫片怎么换") == [3, 5, 7]
    replies = dump("\n".join([SENTENCE, "谢谢分享呀", SENTENCE[::-1], "谢谢分享呀", SENTENCE * 2, "谢谢分享呀"]))
    assert drop_captions(replies, all_of(replies, KEEP)) == [KEEP] * 6


def test_captions_that_hold_the_title_go_where_they_come_again() -> None:
    rows = [
        SENTENCE,
        SENTENCE.replace("总阀", "水表"),
        SENTENCE.replace("垫片", "滤网"),
        SENTENCE.replace("垫片", "弯管"),
    ]
    page = dump("\n".join(["水龙头漏水怎么修", *(f"{row}\n水龙头漏水怎么修 配图" for row in rows)]))
    labels = drop_captions(page, all_of(page, KEEP))
    assert [label.reason for label in labels] == ["", *["", "image_alt"] * 4]
    twice = dump("\n".join(["水龙头漏水怎么修", *(f"{row}\n水龙头漏水怎么修 配图" for row in rows[:2])]))
    assert drop_captions(twice, all_of(twice, KEEP)) == all_of(twice, KEEP)


def test_nothing_stands_below_the_last_line_that_could_be_a_title() -> None:
    """A page of a way to it and one line, of which nothing is kept: no byline stands below."""
    view = dump("首页 > 生活 > 水壶\n给水壶除垢的办法")
    assert "breadcrumb" in view.evidence[0].fired
    assert keep_title_below_path(view, all_of(view)) == all_of(view)
    named = dump("首页 > 生活 > 除垢的办法\n除垢的办法")
    assert keep_title_below_path(named, all_of(named)) == [DROP, KEEP]


def test_a_duplicate_names_the_place_of_the_source_where_its_words_stand() -> None:
    said = "先用热水泡一个小时,再用钢丝球轻轻擦,不要用力太大,最后用清水冲两遍。"
    text = f"怎么洗锅_某某知道\n锅烧糊了&amp;&amp;黑了一层,怎么擦都擦不掉。\n{said}\n别的方法也有,不过都没有这个省事。\n{said}\n"
    page = qaclean.clean(text, media_type="text/plain")
    at = text.index(said)
    assert [row.rule for row in page.removed if row.reason == "duplicate"] == [f"said-at-{at}-{at + len(said)}"]


def test_nothing_is_the_duplicate_of_what_went_too() -> None:
    view = dump("鱼缸的水总是发绿怎么办呢大家帮忙看看\n鱼缸的水总是发绿怎么办呢大家帮忙看看,急\n换三分之一的水。")
    said = proof("duplicate", f"said-at-{view.document.pieces[1].start}-{view.document.pieces[1].end}")
    assert settle_duplicates(view, [said, DROP, KEEP]) == [DROP, DROP, KEEP]
    assert settle_duplicates(view, [said, KEEP, KEEP]) == [said, KEEP, KEEP]
