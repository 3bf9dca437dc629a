"""One page of each site profile's structure, written by us: the profile is chosen and reads question, answers and fields."""

from __future__ import annotations

from typing import NamedTuple

import pytest

import qaclean

ASKED, FIRST, SECOND = (
    "水龙头关紧了还是滴水,要换整个龙头吗?",
    "先换里面的垫片,很便宜。",
    "我家换了阀芯就好了,不用换龙头。",
)


class Site(NamedTuple):
    """A profile's generation, the address, the markup, and the fields of the answers."""

    rule: str
    url: str | None
    markup: str
    authors: tuple[str | None, ...] = (None, None)
    dates: tuple[str | None, ...] = (None, None)
    votes: tuple[int | None, ...] = (None, None)


def twice(template: str, *rows: tuple[str, ...]) -> str:
    return "".join(template.format(*row) for row in rows)


SITES = [
    Site(
        "wenwen-2018",
        "https://wenwen.sogou.com/question/q1.htm",
        f"<h1 id=question_title_val>龙头滴水</h1><pre class=detail-tit-info>{ASKED}</pre>"
        + twice(
            "<div data-id={0}><div class=user-txt>{1}回答</div><div class=replay-info><pre class='replay-info-txt answer_con'>{2}</pre>"
            "</div><span class=txt-num>{3}</span><a>评论</a></div>",
            ("1", "2018-03-04", FIRST, "5"),
            ("2", "2018-03-05", SECOND, "0"),
        ),
        dates=("2018-03-04", "2018-03-05"),
        votes=(5, 0),
    ),
    Site(
        "phpbb-3-subsilver2",
        None,
        "<div id=pageheader><h2><a class=titles>龙头滴水</a></h2></div><table class=tablebg><tr><th>Author<th>Message</table>"
        + twice(
            "<table class=tablebg><tr class=row1><td><b class=postauthor>{0}</b><td><table><tr><td class=gensmall><div><b>Post subject:</b> 龙头滴水</div>"
            "<div><b>Posted:</b> {1}</div></table><tr class=row1><td class=profile><span class=postdetails>Posts: 4</span><td><table><tr><td>"
            "<div class=postbody>{2}</div><div class=postbody><br>_________________<br>签名一行</div></table></table>",
            ("楼主", "Wed Jun 11, 2014 11:28 am", ASKED),
            ("甲乙", "Wed Jun 11, 2014 12:07 pm", FIRST),
            ("丙丁", "Thu Jun 12, 2014 9:00 am", SECOND),
        ),
        ("甲乙", "丙丁"),
        ("2014-06-11T12:07:00", "2014-06-12T09:00:00"),
    ),
    Site(
        "phpbb-2",
        None,
        "<a class=maintitle>龙头滴水</a><table class=forumline><tr><th>Author<th>Message</tr>"
        + twice(
            "<tr><td class=row1><span class=name><b>{0}</b></span><br><span class=postdetails>Posts: 4</span><td class=row1><table><tr><td>"
            "<span class=postdetails>Posted: {1}<span class=gen>&nbsp;</span> Post subject: 龙头滴水</span></tr><tr><td><span class=postbody>{2}</span>"
            "<span class=postbody><br>_________________<br>签名一行</span></table></tr><tr><td class=row1>Back to top<td>profile pm</tr>",
            ("楼主", "Wed Jun 11, 2003 11:28 am", ASKED),
            ("甲乙", "Wed Jun 11, 2003 12:07 pm", FIRST),
            ("丙丁", "Thu Jun 12, 2003 9:00 am", SECOND),
        )
        + "</table>",
        ("甲乙", "丙丁"),
        ("2003-06-11T12:07:00", "2003-06-12T09:00:00"),
    ),
    Site(
        "so-wenda-2016",
        "https://wenda.so.com/q/1",
        f"<div ask_id=1><h2 class='title js-ask-title'>龙头滴水</h2><div class=q-cnt>{ASKED}</div></div>"
        + twice(
            "<div ans_id={0}><div class={3}>{2}</div><a class=ask-author>{1}</a><div class=text><span>2016-01-0{0}</span></div>"
            "<a class=good>赞<span>{0}</span></a></div>",
            ("1", "甲乙", FIRST, "resolved-cnt"),
            ("2", "丙丁", SECOND, "other-ans-cnt"),
        ),
        ("甲乙", "丙丁"),
        ("2016-01-01", "2016-01-02"),
        (1, 2),
    ),
    Site(
        "iask-2015",
        "http://iask.sina.com.cn/b/1.html",
        f"<div class=question_text><pre>{ASKED}</pre></div><div class=good_point><div class=answer_text><pre>{FIRST}</pre></div>"
        "<div class=answer_tip><a>甲乙</a><span class=time>| 15-03-04</span></div></div>"
        f"<div class=question_box><ul><li class=clearfix><div class=answer_info><div class=answer_txt><span><pre>{SECOND}</pre></span></div>"
        "<div class=answer_tj><a class=author_name>丙丁</a><span class=answer_t>15-03-05</span></div></div></li></ul></div>",
        ("甲乙", "丙丁"),
        ("2015-03-04", "2015-03-05"),
    ),
    Site(
        "douban-group-2016",
        "https://www.douban.com/group/topic/1/",
        f"<div id=content><h1>龙头滴水</h1><div class=topic-doc><h3><span class=from>来自:<a>楼主</a></span><span class=color-green>2016-05-06 07:08:09"
        f"</span></h3><div class=topic-content><p>{ASKED}</p></div></div><ul class=topic-reply id=comments>"
        + twice(
            "<li class='clearfix comment-item'><div class='reply-doc content'><div class=bg-img-green><h4><a>{0}</a><span class=pubtime>{1}</span></h4></div>"
            "<p class=reply-content>{2}</p><div class=operation_div>回应</div></div></li>",
            ("甲乙", "2016-05-06 08:00:00", FIRST),
            ("丙丁", "2016-05-06 09:00:00", SECOND),
        )
        + "</ul></div>",
        ("甲乙", "丙丁"),
        ("2016-05-06T08:00:00", "2016-05-06T09:00:00"),
    ),
    Site(
        "v2ex-2015",
        "https://www.v2ex.com/t/1",
        f"<div id=Main><div class=box><div class=header><h1>龙头滴水</h1><small><a>楼主</a></small></div><div class=cell><div class=topic_content>{ASKED}</div></div></div>"
        + twice(
            "<div id=r_{0} class=cell><table><tr><td><strong><a class=dark>{1}</a></strong><span class=ago title='2015-02-0{0} 10:00:00'>8 天前</span>"
            "<div class=reply_content>{2}</div></td></tr></table></div>",
            ("1", "jia", FIRST),
            ("2", "bing", SECOND),
        )
        + "</div>",
        ("jia", "bing"),
        ("2015-02-01T10:00:00", "2015-02-02T10:00:00"),
    ),
    Site(
        "chiebukuro-2021",
        "https://detail.chiebukuro.yahoo.co.jp/qa/question_detail/q1",
        f"<div><h1 class='ClapLv1TextBlock_Chie-TextBlock__Text__ab1'>{ASKED}</h1></div>"
        + twice(
            "<div class='ClapLv2AnswerItem_Chie-AnswerItem__Item__x1'><div class='ClapLv2AnswerItem_Chie-AnswerItem__ItemText__y2'>{0}</div><button>ナイス</button></div>",
            (FIRST,),
            (SECOND,),
        ),
    ),
    Site(
        "naver-kin-2020",
        "https://kin.naver.com/qna/detail.naver?d1id=1",
        f"<div class=question-content><div class=c-heading__title><div class=title>龙头滴水</div></div><div class=c-heading__content>{ASKED}</div></div>"
        + twice(
            "<div id=answer_{0}><div class='_endContents c-heading-answer__content'><div class='_endContentsText c-heading-answer__content-user'><p>{1}</p></div></div><p>알아두세요</p></div>",
            ("1", FIRST),
            ("2", SECOND),
        ),
    ),
    Site(
        "zhihu-2015",
        "https://www.zhihu.com/question/1",
        f"<h2 class=zm-item-title>龙头滴水</h2><div id=zh-question-detail><div class=zm-editable-content>{ASKED}</div></div>"
        + twice(
            "<div class=zm-item-answer><div class=zm-votebar><span class=count>{0}</span></div><div class=zm-item-answer-author-info><a class=author-link>{1}</a></div>"
            "<div class=zm-item-rich-text><div class=zm-editable-content>{2}</div></div><span class=answer-date-link-wrap><a>发布于 2015-05-0{0}</a></span></div>",
            ("3", "甲乙", FIRST),
            ("4", "丙丁", SECOND),
        ),
        ("甲乙", "丙丁"),
        ("2015-05-03", "2015-05-04"),
        (3, 4),
    ),
    Site(
        "reddit-old",
        "https://old.reddit.com/r/diy/comments/1/x/",
        f"<div id=siteTable><div class='thing link'><div class=entry><a class=title>龙头滴水</a><div class=usertext-body><div class=md>{ASKED}</div></div></div></div></div>"
        f"<div class=commentarea><div class='thing comment'><div class=entry><a class=author>jia</a><span class='score unvoted' title=7>7 points</span>"
        f"<time datetime=2015-02-01T10:00:00+00:00>8 years ago</time><div class=usertext-body><div class=md><p>{FIRST}</div></div></div>"
        f"<div class=child><div class='thing comment'><div class=entry><a class=author>bing</a><span class='score unvoted' title=2>2 points</span>"
        f"<time datetime=2015-02-02T10:00:00+00:00>8 years ago</time><div class=usertext-body><div class=md><p>{SECOND}</div></div></div></div></div></div></div>",
        ("jia", "bing"),
        ("2015-02-01T10:00:00+00:00", "2015-02-02T10:00:00+00:00"),
        (7, 2),
    ),
    *(
        Site(
            rule,
            None,
            twice(
                template,
                ("1", "楼主", "2019-03-01", ASKED),
                ("2", "jia", "2019-03-02", FIRST),
                ("3", "bing", "2019-03-03", SECOND),
            ),
            ("jia", "bing"),
            dates,
        )
        for rule, template, dates in (
            (
                "smf-2",
                (
                    "<div class=post_wrapper><div class=poster><h4><a>{1}</a></h4><ul><li>Posts: 12</li></ul></div><div class=keyinfo><div class=smalltext>on: {2}</div></div>"
                    "<div class=post><div class=inner id=msg_{0}>{3}</div></div><div class=signature>sig</div></div>"
                ),
                ("2019-03-02", "2019-03-03"),
            ),
            (
                "mybb-1.8",
                (
                    "<div id=posts><div class='post classic' id=post_{0}><div class=author_information><span class=largetext><a>{1}</a></span></div><span class=post_date>{2}</span>"
                    "<div class='post_body scaleimages'>{3}</div></div></div>"
                ),
                ("2019-03-02", "2019-03-03"),
            ),
            (
                "nodebb-1",
                (
                    "<li component=post data-username={1}><a itemprop=author data-username={1}>{1}</a><span class=timeago title='{2}T10:00:00Z'></span>"
                    "<div component='post/content' class=content>{3}</div><div class=post-signature>sig</div></li>"
                ),
                ("2019-03-02T10:00:00Z", "2019-03-03T10:00:00Z"),
            ),
            (
                "invision-4",
                (
                    "<article class=cPost><aside class=cAuthorPane><h3 class=cAuthorPane_author><a>{1}</a></h3></aside><time datetime='{2}T10:00:00Z'>then</time>"
                    "<div class=cPost_contentWrap><div data-role=commentContent>{3}</div><div data-role=memberSignature>sig</div></div></article>"
                ),
                ("2019-03-02T10:00:00Z", "2019-03-03T10:00:00Z"),
            ),
            (
                "bbpress-2",
                (
                    "<ul class=bbp-replies><li class=bbp-body><div class=hentry><div class=bbp-reply-author><span class=bbp-author-name>{1}</span></div>"
                    "<div class=bbp-reply-content><p>{3}</p></div><span class=bbp-reply-post-date>{2}</span></div></li></ul>"
                ),
                ("2019-03-02", "2019-03-03"),
            ),
            (
                "vbulletin-4",
                (
                    "<ol><li class=postcontainer><div class=posthead><span class=postdate><span class=date>{2}</span></span></div><div class=username_container><strong>{1}</strong></div>"
                    "<div id=post_message_{0}><blockquote class=postcontent>{3}</blockquote></div></li></ol>"
                ),
                ("2019-03-02", "2019-03-03"),
            ),
            (
                "vbulletin-3",
                "<table id=post{0}><tr><td class=thead>{2}</td></tr><tr><td><a class=bigusername>{1}</a></td><td><div id=post_message_{0}>{3}</div></td></tr></table>",
                ("2019-03-02", "2019-03-03"),
            ),
        )
    ),
]


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.rule)
def test_the_profile_reads_its_site(site: Site) -> None:
    markup = f"<html><head><title>龙头滴水</title></head><body><nav><a href=/>首页</a></nav>{site.markup}<footer>联系我们</footer></body></html>"
    page = qaclean.clean(markup, media_type="text/html", url=site.url)
    assert any(removed.rule == f"profile-{site.rule}" for removed in page.removed)
    (question,) = page.questions
    texts = ["\n".join(block.text for block in answer.blocks) for answer in question.answers]  # type: ignore[union-attr]
    assert texts == [FIRST, SECOND]
    assert [block.text for block in question.body] == [ASKED]  # type: ignore[union-attr]
    assert tuple(answer.author for answer in question.answers) == site.authors
    assert tuple(answer.published for answer in question.answers) == site.dates
    assert tuple(answer.votes for answer in question.answers) == site.votes


@pytest.mark.parametrize(
    ("rule", "url", "markup"),
    [
        (
            "jingyan-2014",
            "https://jingyan.baidu.com/article/1.html",
            (
                "<h1 class=exp-title-h1 title=换垫片的办法>换垫片的办法</h1><div class=exp-content id=format-exp><div class=exp-content-block>"
                "<h2 class=exp-content-head>方法/步骤</h2><ol>"
                "<li class=exp-content-list><div class=list-icon>1</div><div class=content-list-text><p>先关总阀,再放掉余水。</p></div><img data-src=https://img.example.com/a.jpg></li>"
                "<li class=exp-content-list><div class=list-icon>2</div><div class=content-list-text><p>拧开阀盖,换上新垫片。</p></div></li></ol></div></div><div class=side>猜你喜欢</div>"
            ),
        ),
        (
            "wikihow-2018",
            "https://www.wikihow.com/Change-a-Washer",
            (
                "<h1>换垫片的办法</h1><div class=steps><h3>方法/步骤</h3><ol class=steps_list_2>"
                "<li><div class=step_num>1</div><div class=step>先关总阀,再放掉余水。</div><img data-src=https://img.example.com/a.jpg></li>"
                "<li><div class=step_num>2</div><div class=step>拧开阀盖,换上新垫片。</div></li></ol></div><div class=related>猜你喜欢</div>"
            ),
        ),
    ],
)
def test_a_how_to_profile_gives_steps_with_their_images(rule: str, url: str, markup: str) -> None:
    page = qaclean.clean(f"<title>换垫片的办法</title>{markup}", media_type="text/html", url=url)
    assert any(removed.rule == f"profile-{rule}" for removed in page.removed)
    blocks = [*page.body, *(b for q in page.questions for a in q.answers for b in a.blocks)]
    (steps,) = [block.steps for block in blocks if block.type == "steps"]
    assert [step.text for step in steps] == ["先关总阀,再放掉余水。", "拧开阀盖,换上新垫片。"]
    assert [[image.url for image in step.images] for step in steps] == [["https://img.example.com/a.jpg"], []]


def test_comments_of_an_answer_that_is_lost_are_not_lost() -> None:
    markup = (
        f"<div class=QuestionHeader><h1 class=QuestionHeader-title>龙头滴水</h1></div><div id=zh-question-detail><div class=zm-editable-content>{ASKED}</div></div>"
        f"<div class=zm-item-answer><div class=zm-editable-content>{FIRST}</div></div>"
    )
    page = qaclean.clean(f"<title>龙头滴水</title>{markup}", media_type="text/html", url="https://[broken")
    assert not any(removed.rule == "unplaced" for removed in page.removed)
