"""Documents without end in the fixtures' structures, for load tests: the words vary, the structures are those of `dumps`, the sentences are ours.

They have no expected records; what they are for is volume, speed, memory, and one result against another.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Literal

__all__ = ["generate"]

_THINGS = [
    "优惠券",
    "云相册",
    "打印机",
    "路由器",
    "智能门锁",
    "电子发票",
    "快递柜",
    "社区论坛",
    "记账软件",
    "学习机",
    "视频会议",
    "网盘",
    "手写板",
    "投影仪",
    "翻译笔",
    "体重秤",
    "行车记录仪",
    "扫地机",
    "空气炸锅",
    "儿童手表",
    "公交卡",
    "医保卡",
    "考试报名",
    "图书借阅",
    "停车缴费",
    "宽带续约",
    "物业报修",
    "相册备份",
    "邮件签名",
    "日历共享",
    "店铺装修",
    "商品标题",
    "运费模板",
    "退货地址",
]
_ACTIONS = [
    "设置",
    "开通",
    "绑定",
    "关闭",
    "导出",
    "恢复",
    "更换",
    "找回",
    "分享",
    "升级",
    "取消",
    "登记",
    "查询",
    "打印",
    "合并",
    "迁移",
    "校准",
    "续费",
]
_PLACES = [
    "首页",
    "左侧菜单",
    "右上角",
    "我的页面",
    "设置中心",
    "营销中心",
    "账户安全",
    "更多功能",
    "底部工具栏",
    "通知栏",
    "侧边栏",
    "帮助中心",
]
_BUTTONS = [
    "确定",
    "下一步",
    "保存",
    "新建",
    "同意",
    "提交",
    "继续",
    "完成",
    "编辑",
    "立即开通",
    "查看详情",
    "重新发送",
]
_REMARKS = (
    "整个过程大约需要{n}分钟,中途不要退出",
    "如果没有反应,等{n}秒以后再试一次",
    "第一次使用的人常常忘记这一点,结果要从头再来",
    "费用一般在{n}元左右,不同地方会有一点差别",
    "我家里用了{n}个月,到现在没有出过毛病",
    "老版本的位置不太一样,但是名字没有变",
    "要是提示出错,先看看网络是不是正常",
    "手机上和电脑上的做法差不多,只是按钮大一点",
    "做完以后可以收到一条短信,里面有{n}位数字",
    "客服每天早上{n}点开始上班,打电话也能办",
)
_NAMES = ["林小满", "周远", "陈可", "赵一鸣", "孙青", "吴桐", "郑南", "王夏", "冯雨", "褚恒", "卫澜", "蒋禾"]
_BOARDS = ["开店经验", "数码问答", "生活窍门", "软件教程", "家电维修"]


class _Words:
    """Sentences of one document, by its own dice."""

    def __init__(self, seed: str) -> None:
        self.dice = random.Random(seed)
        self.thing, self.action = self.pick(_THINGS), self.pick(_ACTIONS)
        self.title = f"{self.thing}怎么{self.action}"

    def pick(self, pool: tuple[str, ...] | list[str]) -> str:
        return self.dice.choice(pool)

    def remark(self) -> str:
        return self.pick(_REMARKS).format(n=self.dice.randint(2, 60))

    def sentence(self) -> str:
        other = self.pick(_THINGS)
        begin = f"{self.action}{self.thing}之前,最好先把{other}{self.pick(_ACTIONS)}好"
        return f"{self.pick([begin, f'有人问{other}能不能一起{self.action}', f'{self.thing}和{other}是分开的'])},{self.remark()}。"

    def paragraph(self, sentences: int) -> str:
        return "".join(self.sentence() for _ in range(sentences))

    def step(self) -> str:
        return f"打开{self.thing},在{self.pick(_PLACES)}里找到{self.pick(_ACTIONS)}{self.pick(_THINGS)},点击{self.pick(_BUTTONS)},{self.remark()}"

    def date(self) -> str:
        return f"20{self.dice.randint(12, 24)}-{self.dice.randint(1, 12):02}-{self.dice.randint(1, 28):02}"


def _answers(words: _Words, scale: int) -> str:
    """Answers with half-eaten image anchors, steps run together on a line."""
    steps = []
    for number in range(1, 3 + scale):
        name = f"{words.dice.getrandbits(160):040x}"
        path = f"/iknow-pic.cdn.bcebos.com/{name}"
        query = "?x-bce-process=image%2Fresize%2Cm_lfit%2Cw_600%2Ch_800%2Climit_1%2Fquality%2Cq_85%2Fformat%2Cf_auto"
        anchor = (
            f'{path}"target="_blank"title="点击查看大图"class="ikqb_img_alink">{path}{query}"esrc="https:/{path}"/>'
        )
        steps.append(f"{number}、{words.step()},如下图所示; {anchor if scale > 1 else ''}")
    notes = " ".join(f"{number}、{words.remark()}。" for number in range(1, 2 + scale))
    more = "".join(f"\n{words.paragraph(4)}" for _ in range(scale * 2))
    return f"{words.title}?\n{words.paragraph(scale)}具体如下: {' '.join(steps)} 注意事项 {notes}{more}\n"


def _forum(words: _Words, scale: int) -> str:
    """A seller-forum article with breadcrumb, captions, tags, comment form and hot content."""
    caption = f"{words.thing},{words.title},{words.action}"
    steps = "\n\n".join(f"{number}、{words.step()}。\n\n{caption}" for number in range(1, 3 + scale))
    texts = "\n\n".join(words.paragraph(4) for _ in range(scale * 2))
    hot = "\n".join(
        f"  • {words.pick(_THINGS)}怎么{words.pick(_ACTIONS)}\n\n      {words.paragraph(1)[:45]}..."
        for _ in range(2 + scale)
    )
    return (
        f"当前位置:首页 > {words.pick(_BOARDS)} > 正文\n\n{words.title}\n\n {words.date()} 10:{words.dice.randint(10, 59)}:30      "
        f"阅读量:{words.dice.randint(10, 99999)}\n\n{words.paragraph(2)}\n\n{caption}\n\n{steps}\n\n{texts}\n\n"
        f"相关标签:{words.thing}   {words.title}   {words.action}\n留言与评论(共有 条评论)\n验证码:\n热门内容\n{hot}\n相关文章\n回到顶部"
    )


def _thread(words: _Words, scale: int) -> str:
    """A forum thread as HTML: posts that repeat."""
    posts = "".join(
        f'<div class="post"><div class="who"><a href="/u/{words.dice.randint(1, 9999)}">{words.pick(_NAMES)}</a> '
        f'<span class="when">{words.date()} 09:{words.dice.randint(10, 59)}</span></div><div class="said">'
        f"{''.join(f'<p>{words.paragraph(3)}</p>' for _ in range(max(scale, 1)))}</div><a href='#'>回复</a> <a href='#'>举报</a></div>"
        for _ in range(2 + scale)
    )
    return (
        f"<html><head><title>{words.title} - {words.pick(_BOARDS)}</title></head><body><div class='nav'><a href='/'>首页</a> "
        f"<a href='/new'>新帖</a></div><h1>{words.title}</h1>{posts}<div class='foot'>版权所有</div></body></html>"
    )


def generate(count: int, *, seed: int = 0, size: Literal["short", "page"] = "page") -> Iterator[dict[str, str]]:
    """`count` documents with `id`, `url` and `text` or `html`; about 5 KB each in UTF-8, with `size="short"` about 1 KB.

    Two of five are answers with anchors, two forum articles, one a thread in HTML. The same seed gives the same documents.

    >>> [sorted(row) for row in generate(2)]
    [['id', 'text', 'url'], ['id', 'text', 'url']]
    >>> next(generate(1, seed=1)) == next(generate(1, seed=1))
    True
    """
    scale = 3 if size == "page" else 0
    for number in range(count):
        words = _Words(f"{seed}/{number}")
        row = {"id": f"{seed}-{number}", "url": f"https://example.org/{seed}/{number}"}
        if number % 5 == 4:
            yield {**row, "html": _thread(words, scale)}
        else:
            yield {**row, "text": (_answers if number % 2 else _forum)(words, scale)}
