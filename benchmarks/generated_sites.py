"""Pages of three invented sites without end, with a label for each line: a board in HTML, a portal of questions as dumps, guides in English as Markdown. Templates vary as those of real
sites do: parts come and go from page to page, lists change, counts and dates are never the same. All sentences are ours."""

from __future__ import annotations

import html
import random
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["LabelledPage", "board_pages", "guide_pages", "portal_pages"]

_MAKES = ("东岭", "禾木", "一舟", "海格", "松下村", "云帆", "北辰", "小岛", "三禾", "长青")
_THINGS = (
    "抽油烟机",
    "电热水器",
    "折叠自行车",
    "蓝牙音箱",
    "洗碗机",
    "阳台花架",
    "儿童座椅",
    "行车记录仪",
    "空气炸锅",
    "门铃",
    "扫地机器人",
    "加湿器",
    "台灯",
    "滤水壶",
    "吊扇",
)
_FAULTS = (
    "漏水",
    "不出声",
    "转不动",
    "老是跳闸",
    "有异味",
    "充不进电",
    "连不上网",
    "一直闪红灯",
    "生锈了",
    "松动了",
    "显示乱码",
    "噪音特别大",
)
_PARTS = (
    "滤网",
    "垫圈",
    "电源线",
    "遥控器",
    "排水口",
    "底座",
    "按键",
    "接头",
    "外壳",
    "电池仓",
    "轴承",
    "风叶",
    "卡扣",
    "水箱",
    "天线",
    "螺丝",
)
_TOOLS = (
    "牙刷",
    "吹风机",
    "白醋",
    "酒精棉",
    "尖嘴钳",
    "软毛刷",
    "热毛巾",
    "生料带",
    "美工刀",
    "洗洁精",
    "双面胶",
    "万用表",
    "牙签",
    "橡皮",
    "温水",
    "砂纸",
)
_DOES = (
    "擦干净",
    "拆下来晾一晚",
    "轻轻敲几下",
    "重新插一遍",
    "泡上{n}分钟",
    "往左拧{n}圈",
    "换成新的",
    "垫高{n}厘米",
    "吹{n}分钟",
    "磨平",
    "上一点油",
    "拿胶带缠{n}圈",
)
_WHEN = (
    "我家去年也碰到过",
    "上门的人教我的",
    "按说明书第{n}页",
    "要是过了保修期",
    "天冷的时候",
    "用了{n}个月以后",
    "先别急着送修",
    "住六楼的那位",
    "照我的经验",
    "如果声音还在",
)
_ENDS = (
    "到现在{n}个月没再犯",
    "前后花了{n}块钱",
    "比叫人来便宜一半",
    "孩子都学会了",
    "一试就好",
    "第二天就安静了",
    "记得断电",
    "手别碰到里面",
    "买的时候看清型号",
    "实在不行再换整机",
)
_DEEDS = tuple(f"{{when}},把{{part}}用{{tool}}{does},{{end}}。" for does in _DOES)
_ASKS = (
    "{when}开始这样,{part}也看过了,{end}?",
    "{part}拿{tool}弄过{n}次都没用,有谁知道吗?",
    "是不是{part}坏了,{when}换过一个。",
    "家里只有{tool},{part}够不着,怎么弄才好?",
)
_NAMES = (
    "半夏",
    "老木匠",
    "云台山人",
    "小满不满",
    "青石板",
    "南门豆腐",
    "三秋",
    "望江亭",
    "竹叶青",
    "不二家",
    "晚风",
    "鹿鸣",
    "九里香",
    "白露为霜",
    "风铃",
)
_SLOGANS = ("住得舒心,从会修开始", "三百万人都在这里学手艺", "有问题,问邻居", "每天十分钟,家里不求人")
_PROMOS = (
    "新人报到送工具包,名额有限,先到先得。", "下载客户端,修好一件晒一件,天天抽大奖。", "师傅上门检测,首单立减,满意再付款。", "关注本站服务号,回复关键字领取保养手册。",
    "老房翻新直播今晚八点开始,错过再等一年。",
)  # fmt: skip
_RULES = "本站内容由用户自行发布,仅代表其个人看法,本站不对其准确性负责,如有侵权请联系我们,我们会在核实以后尽快处理。"


class LabelledPage(NamedTuple):
    """A page, and the label of each of its lines as rendered: `content`, `boilerplate`, or `other` (titles, names and dates)."""

    source: str
    labels: tuple[tuple[str, str], ...]
    media_type: str


class _Dice:
    """The words of one page."""

    def __init__(self, seed: str) -> None:
        self.dice = random.Random(seed)
        self.pick, self.chance = self.dice.choice, self.dice.random

    def number(self, low: int, high: int) -> int:
        return self.dice.randint(low, high)

    def fault(self) -> str:
        return f"{self.pick(_MAKES)}{self.pick(_THINGS)}{self.pick(_FAULTS)}怎么办?"

    def words(self, sentences: tuple[str, ...], most: int) -> str:
        return "".join(self.sentence(s) for s in self.dice.sample(sentences, self.number(1, most)))

    def sentence(self, pattern: str) -> str:
        """A sentence of its own: parts are drawn, and the numbers in them."""
        drawn = {
            "when": self.pick(_WHEN),
            "part": self.pick(_PARTS),
            "tool": self.pick(_TOOLS),
            "end": self.pick(_ENDS),
        }
        return pattern.replace("{n}", str(self.number(2, 48))).format(**drawn).replace("{n}", str(self.number(2, 48)))

    def day(self) -> str:
        return f"20{self.number(11, 24)}-{self.number(1, 12):02}-{self.number(1, 28):02} {self.number(0, 23):02}:{self.number(0, 59):02}"


def board_pages(count: int, seed: int = 0) -> Iterator[LabelledPage]:
    """Threads of the board, in HTML."""
    for number in range(count):
        yield _board_page(_Dice(f"board-{seed}-{number}"))


def _board_page(dice: _Dice) -> LabelledPage:
    rows: list[tuple[str, str, str]] = []  # markup around, words, label

    def add(around: str, words: str, label: str) -> None:
        rows.append((around, words, label))

    title = dice.fault()
    add("<div class='top'><a href='/'>{}</a></div>", "修缮人家", "boilerplate")
    add("<div class='slogan'><p>{}</p></div>", dice.pick(_SLOGANS), "boilerplate")
    add("<h1>{}</h1>", title, "other")
    for floor in range(dice.number(2, 6)):
        add("<div class='post'><div class='who'>{}</div>", dice.pick(_NAMES), "other")
        add("<div class='when'>{}</div>", f"{dice.day()} 发表 第{floor + 1}楼", "other")
        add("<div class='say'><p>{}</p></div>", dice.words(_DEEDS if floor else _ASKS, 3), "content")
        if dice.chance() < 0.3:
            add("<div class='mark'><p>{}</p></div>", f"本楼已有{dice.number(2, 90)}位邻居点亮了小灯笼", "boilerplate")
        add("<div class='tail'><p>{}</p></div></div>", dice.pick(_PROMOS), "boilerplate")
    add("<div class='aside'><h3>{}</h3>", "邻居们还在看", "boilerplate")
    for _ in range(dice.number(3, 7)):
        add("<p><a href='/t'>{}</a></p>", f"{dice.fault()}{dice.words(_ASKS, 1)}", "boilerplate")
    add("</div><div class='foot'><p>{}</p>", _RULES, "boilerplate")
    add("<p>{}</p></div>", f"本页生成于{dice.day()},共有{dice.number(100, 9000)}人来过", "boilerplate")
    body = "\n".join(around.format(html.escape(words)) for around, words, _ in rows)
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return LabelledPage(page, ((title, "other"), *((words, label) for _, words, label in rows)), "text/html")


def portal_pages(count: int, seed: int = 0) -> Iterator[LabelledPage]:
    """Questions of the portal, as dumps of a line a block."""
    for number in range(count):
        yield _portal_page(_Dice(f"portal-{seed}-{number}"))


def _portal_page(dice: _Dice) -> LabelledPage:
    title = dice.fault()
    rows = [(f"{title}_家事通", "other"), ("家事通 全部分类 家电 水电 木工 园艺", "boilerplate")]
    rows += [(dice.pick(_PROMOS), "boilerplate")] if dice.chance() < 0.5 else []
    rows += [
        (title, "other"),
        (f"提问者:{dice.pick(_NAMES)} 时间:{dice.day()} 浏览 {dice.number(20, 9000)} 次", "other"),
    ]
    rows += [(dice.words(_ASKS, 2), "content"), (f"已有{dice.number(2, 60)}人收藏到家事本,我也要收藏", "boilerplate")]
    for _ in range(dice.number(1, 4)):
        rows += [(f"{dice.pick(_NAMES)} {dice.day()}", "other"), (dice.words(_DEEDS, 4), "content")]
        rows += [(f"这个办法救了{dice.number(2, 400)}位住户,投它一票", "boilerplate")]
        rows += [(dice.pick(_PROMOS), "boilerplate")] if dice.chance() < 0.4 else []
    rows += [("同城师傅今日推荐", "boilerplate")]
    rows += [
        (
            f"{dice.pick(_NAMES)}师傅,从业{dice.number(2, 30)}年,擅长{dice.pick(_THINGS)}的安装和检修,随叫随到。",
            "boilerplate",
        )
        for _ in range(dice.number(2, 5))
    ]
    rows += [("别人家的难题", "boilerplate"), *((dice.fault(), "boilerplate") for _ in range(dice.number(3, 8)))]
    rows += [(_RULES, "boilerplate"), (dice.pick(_SLOGANS), "boilerplate")]
    return LabelledPage("\n".join(words for words, _ in rows), tuple(rows), "text/plain")


_GADGETS = (
    "kettle",
    "folding bike",
    "desk lamp",
    "pocket radio",
    "rice cooker",
    "garden hose",
    "wall clock",
    "hand mixer",
    "floor fan",
    "tent pole",
    "door closer",
    "bench vice",
)
_JOBS = ("Clean", "Oil", "Rewire", "Descale", "Refit", "Store", "Calibrate", "Repaint")
_MOVES = ("Loosen the {part} with the {tool}, {n} turns to the left", "Wipe the {part} dry and leave it for {n} minutes", "Slide the {part} out, and note which side faced the {tool}",
    "Warm the {part} for {n} seconds before you press it in", "Set the {part} back by hand, then use the {tool} for the last {n} degrees", "Check that the {part} moves freely after {n} strokes")  # fmt: skip
_BITS = (
    "lower bracket",
    "inner sleeve",
    "cover plate",
    "drive belt",
    "rubber seal",
    "spring clip",
    "cable gland",
    "filter cup",
    "pivot pin",
    "lock ring",
)
_KIT = (
    "flat key",
    "soft brush",
    "feeler gauge",
    "long pliers",
    "wooden wedge",
    "torque driver",
    "lint-free cloth",
    "pick",
)
_CALLS = (
    "Get our free workshop planner before it is gone",
    "Join 40,000 makers and never miss a Saturday build",
    "Tools of the month: see what the editors bought",
    "Save this guide to your bench with one tap",
)
_WRITERS = ("Ada Birch", "Tom Quill", "Noor Field", "Ines Marsh", "Piet Stone", "Rosa Lindt", "Hal Brook")


def guide_pages(count: int, seed: int = 0) -> Iterator[LabelledPage]:
    """Guides, in Markdown."""
    for number in range(count):
        yield _guide_page(_Dice(f"guide-{seed}-{number}"))


def _guide_page(dice: _Dice) -> LabelledPage:
    def move() -> str:
        words = dice.pick(_MOVES).format(part=dice.pick(_BITS), tool=dice.pick(_KIT), n=dice.number(2, 48))
        return f"{words}, as on the {dice.pick(_GADGETS)} of {dice.number(1, 30)} years ago that hung in the shed."

    title = f"{dice.pick(_JOBS)} a {dice.pick(_GADGETS)} in {dice.number(2, 9)} evenings"
    rows = [("Benchwise Workshop Almanac", "boilerplate", "{}"), (title, "other", "# {}")]
    rows += [(f"By {dice.pick(_WRITERS)}, {dice.number(1, 28)} May 20{dice.number(10, 24)}", "other", "{}")]
    rows += [(dice.pick(_CALLS), "boilerplate", "{}"), (f"{move()} {move()}", "content", "{}")]
    for _ in range(dice.number(3, 7)):
        rows += [(move(), "content", "{}")]
        rows += (
            [(f"{dice.number(3, 900)} readers ticked this step off their list", "boilerplate", "{}")]
            if dice.chance() < 0.4
            else []
        )
        rows += [(dice.pick(_CALLS), "boilerplate", "{}")] if dice.chance() < 0.3 else []
    rows += [
        (
            f"Built it? Show your {dice.pick(_GADGETS)} to {dice.number(3, 99)} neighbours of the guild",
            "boilerplate",
            "{}",
        )
    ]
    rows += [("More from the almanac", "boilerplate", "## {}")]
    rows += [
        (f"{dice.pick(_JOBS)} a {dice.pick(_GADGETS)} in {dice.number(2, 9)} evenings", "boilerplate", "- {}")
        for _ in range(dice.number(3, 6))
    ]
    rows += [
        (
            "Benchwise pages are written by readers, tried by nobody in particular, and followed at the risk of your own thumbs.",
            "boilerplate",
            "{}",
        )
    ]
    text = "\n\n".join(shape.format(words) for words, _, shape in rows) + "\n"
    return LabelledPage(text, tuple((shape.format(words), label) for words, label, shape in rows), "text/markdown")
