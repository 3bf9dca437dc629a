"""Pages that hold nothing: notices of boards, searches without results, parked domains and consent walls; beside content the same words are nothing."""

from __future__ import annotations

import pytest

from qaclean import clean
from qaclean.posts.sign_in_pages import names_sign_in
from qaclean.rules import load

NAV = '<div id="nav"><a href="/">Home</a> <a href="/f">Forum</a> <a href="/m">Members</a></div>'


def page(title: str, body: str) -> str:
    return f"<html><head><title>{title}</title></head><body>{NAV}{body}<p>Powered by Board</p></body></html>"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Lathe Board - Information", '<div class="panel"><h2>Information</h2><p>The requested topic does not exist.</p></div>'),
        ("Lathe Talk", "<h2>vBulletin Message</h2><p>No Thread specified. If you followed a valid link, please notify the administrator</p>"),
        ("Lathe Board - Login", "<form><h2>The board requires you to be registered and logged in to view this forum.</h2><dl><dt>Username:</dt><dt>Password:</dt></dl><p>In order to login you must be registered. Registering takes only a few moments but gives you increased capabilities.</p></form>"),
        ("Search - Notes", "<h1>Nothing Found</h1><p>Sorry, but nothing matched your search terms. Please try again with some different keywords.</p>"),
        ("turning.example", "<p>This domain may be for sale!</p><h2>Related searches</h2><ul><li><a href=/a>Wood Lathes</a></li><li><a href=/b>Bowl Blanks</a></li></ul>"),
        ("Before you continue", "<h1>We value your privacy</h1><p>We and our partners store and/or access information on a device, such as cookies and process personal data for ads and content.</p><button>Accept all</button>"),
    ],
)  # fmt: skip
def test_a_page_that_only_says_why_it_shows_nothing_is_none(title: str, body: str) -> None:
    empty = clean(page(title, body), media_type="text/html")
    assert empty.kind == "none"
    assert (empty.questions, empty.body) == ([], [])
    assert [warning.code for warning in empty.warnings] == ["no-content"]


def test_a_banner_beside_an_article_makes_it_no_empty_page() -> None:
    told = "<p>A bowl gouge wants a long bevel, and a spindle gouge does not, which is why I keep two stones and a jig for each of them beside the lathe.</p>"
    kept = clean(
        page("Two stones", f"<h1>Two stones</h1>{told}<div>We value your privacy</div>"), media_type="text/html"
    )
    assert kept.kind != "none"


PLACES = ["Spindle gouges", "Bowls of ash", "Oil for oak", "Grinding jigs", "Chucks and jaws", "Dust and masks"]
TOLD = "The wheel is white and leaves a burr that tears the fibres of the rim, so I"


def rows(form: str) -> str:
    return "".join(form.format(i=i, name=name) for i, name in enumerate(PLACES))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Lathe Board - Index page", rows('<div class="row"><h4><a href="/f{i}">{name}</a></h4><p>Ask here about it, however small the question may be.</p><span>{i}2 Topics</span><span>{i}44 Posts</span><span>Last post by <a href="/u">ned</a></span></div>')),
        ("You searched for rim - Shed Notes", "<h1>Search Results for: rim</h1>" + rows('<article class="post"><h2><a href="/{i}">{name}</a></h2><p>' + TOLD + " [&hellip;]</p></article>")),
        ("Shed Notes", rows('<article class="post"><h2><a href="/{i}">{name}</a></h2><p>' + TOLD + '&hellip; <a href="/{i}">Continue reading</a></p></article>')),
        ("May 2011 - Shed Notes", "<h1>Month: May 2011</h1>" + rows('<div class="post"><h2><a href="/{i}">{name}</a></h2><p>' + TOLD + " gave it up.</p></div>")),
        ("Shed Tools", "<ul>" + "".join(f'<li><a href="/{k}{i}">{name} {k}</a></li>' for k in ("prices", "spares", "manuals", "delivery", "books") for i, name in enumerate(PLACES)) + "</ul>"),
        ("旋木-木工时报", "<ul>" + "".join(f'<li><a href="/{i}">松木价格又走低了</a><span>2013-0{i % 9 + 1}-12</span></li>' for i in range(12)) + "</ul>"),
        ("Sign in - Turners", "<h1>Sign in</h1><form><label>Email</label><input><label>Password</label><input type=password><button>Sign in</button></form><p>New here? <a href=/r>Create an account</a></p>"),
        ("百度知道 - 信息提示", "<h2>信息提示</h2><p>这里已经什么都看不到了。</p><p>5秒后将自动返回<a href=/>首页</a></p>" + rows('<dl><dt><a href="/c{i}">生活</a></dt><dd><a href="/d{i}">家居</a></dd></dl>')),
        ("Turners", "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>"),
    ],
)  # fmt: skip
def test_a_page_that_only_lists_others_or_lets_nobody_in_is_none(title: str, body: str) -> None:
    empty = clean(page(title, body), media_type="text/html")
    assert (empty.kind, empty.questions, empty.body) == ("none", [], [])


def test_a_page_whose_scripts_fetch_all_of_it_is_none() -> None:
    shell = clean(
        "<html><head><title>A rim that cracked - Turners</title></head><body><div id=app></div></body></html>",
        media_type="text/html",
    )
    assert (shell.kind, shell.questions, shell.body) == ("none", [], [])
    assert [warning.code for warning in shell.warnings] == ["no-content"]


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Two stones</h1><p>A bowl gouge wants a long bevel, and a spindle gouge does not, which is why I keep two stones beside the lathe.</p>" + rows('<h4><a href="/{i}">{name}</a></h4><p>' + TOLD + "…</p>"),
        '<h1>A rim that cracked</h1><div class="post"><b>hal</b> 2011-05-03 10:22<p>Has anybody glued a rim that cracked while it dried in the shed, and did it hold when you turned it again?</p></div>' + rows('<div><a href="/{i}">{name}</a> <span>{i} replies</span> <span>{i}4 views</span></div>'),
        '<h2><a href=/t>Belt broke</a></h2><div class=post><p>by <a href=/u>ned</a> May 3, 2011 10:22</p><div>My belt broke again.</div></div><h3>Other threads</h3>' + rows('<p><a href="/{i}">{name}</a></p><p>{i} replies</p><p>{i}4 views</p>'),
        "<h1>Rims</h1><p>2011-05-03</p><p>The old market is open again. Two thousand came.</p><ul>" + "".join(f'<li><a href="/{i}">{name} {k}</a></li>' for k in ("today", "again", "at last", "in May", "in Wales") for i, name in enumerate(PLACES)) + "</ul>",
        '<h1>Oil</h1><p>How many coats?</p><div>Two will do.</div><h3>Related questions</h3><ul>' + "".join(f'<li><a href="/{i}">{name} {k}</a> 2013-05-03</li>' for k in ("a", "b", "c") for i, name in enumerate(PLACES)) + "</ul>",
        "<h1>Lathes</h1>" + rows('<div class="product"><h3><a href="/{i}">{name}</a></h3><span>$ {i}9.00</span><p>' + TOLD + "…</p></div>"),
    ],
)  # fmt: skip
def test_what_stands_beside_lists_of_other_pages_is_no_empty_page(body: str) -> None:
    assert clean(page("Turning", body), media_type="text/html").kind != "none"


MENU = ["Home", "Forum", "Rules", "Contact"]
NOTICES = [
    ("Erreur 404 - Tour à bois", ["La page demandée est introuvable.", "Retour à l’accueil"]),
    ("Страница не найдена", ["Запрашиваемая тема не существует или была удалена."]),
    ("Página no encontrada | Torno", ["La página que buscas ya no existe."]),
    ("Drechselforum", ["Du musst angemeldet sein, um diese Anhänge zu sehen.", "Benutzername", "Passwort"]),
    ("Connexion - Tour à bois", ["Vous devez être connecté pour lire ce sujet.", "Mot de passe :"]),
    ("Oops! We ran into some problems. | Lathe Talk", ["The requested thread could not be found."]),
    ("Suche: Röhre", ["Ihre Suche ergab leider keine Treffer.", "Bitte versuchen Sie andere Wörter."]),
    ("Sorry, you have been blocked", ["This website is using a security service to protect itself from online attacks.", "Ray ID: 7f00"]),
    ("Database Error", ["Error establishing a database connection"]),
    ("Lathe Talk", ["Thank you for logging in, ned.", "Click here if your browser does not automatically redirect you"]),
    ("提示信息 - 木旋论坛", ["抱歉，您指定的主题已被管理员屏蔽", "[ 点击这里返回上一页 ]"]),
    ("正在跳转", ["页面自动跳转中，等待时间：3", "如果浏览器没有自动跳转，请点击这里"]),
    ("Prima di continuare", ["Rispettiamo la tua privacy", "Noi e i nostri partner archiviamo informazioni su un dispositivo.", "Accetta"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "told"), NOTICES)
def test_a_dump_that_only_says_why_it_shows_nothing_is_none(title: str, told: list[str]) -> None:
    for empty in (
        clean("\n".join([title, *MENU, *told]) + "\n", media_type="text/plain"),
        clean(page(title, "".join(f"<p>{line}</p>" for line in told)), media_type="text/html"),
    ):
        assert (empty.kind, empty.questions, empty.body) == ("none", [], [])
        assert [warning.code for warning in empty.warnings] == ["no-content"]


TEXT = "A bowl gouge wants a long bevel, and a spindle gouge does not, which is why I keep two stones and a jig for each of them beside the lathe."


@pytest.mark.parametrize("told", [told for _, told in NOTICES])
def test_the_same_words_beside_an_article_are_none_of_an_empty_dump(told: list[str]) -> None:
    kept = clean("\n".join(["Two stones - Lathe Talk", *MENU, TEXT, *told]) + "\n", media_type="text/plain")
    assert kept.kind != "none"


@pytest.mark.parametrize(
    "text",
    [
        "提示页面不存在怎么办？\n清一下缓存就好。\n",
        "502 Bad Gateway 是什么意思？\n服务器没有回答。\n请先登录\n",
        "Wie melde ich mich an?\nDu musst dich registrieren.\n",
        "Spindle oil\nTwo parts of linseed oil\nOne part of turpentine\nSome beeswax\nA tin\nYou must be logged in to comment.\n" + "A rag\nA brush\nA jar\n" * 9,
        "浇水\n春天三天一次,夏天早晚各一次,冬天干透了再浇,水要放一天才用,叶子上不要有水。\n请先登录\n",
    ],
)  # fmt: skip
def test_a_question_and_short_lines_of_content_are_no_empty_dump(text: str) -> None:
    assert clean(text, media_type="text/plain").kind != "none"


@pytest.mark.parametrize(
    "lines",
    [
        ["Tags - Turners ask", *MENU, "A tag is a word that says what a question is about.", *(f"{name} × {i}2" for i, name in enumerate(PLACES))],
        ["Member list - Turners", *(line for i in range(12) for line in (f"woody{i}", str(31 * i), "2019-03-12"))],
        ["Recently registered domains", *(line for i in range(24) for line in (f"bowl{i}rim.com", f"2021-03-{i + 1:02}", f"192.0.2.{i}"))],
    ],
)  # fmt: skip
def test_a_dump_of_tags_members_or_domains_is_none(lines: list[str]) -> None:
    assert clean("\n".join(lines) + "\n", media_type="text/plain").kind == "none"


BOX = '<form action="/login"><input name=user> <input type=password name=pw> <button>Log in</button></form>'
REGISTER = "".join(f"<label>Field {n} <input name=f{n}></label>" for n in range(7))
PROSE = (
    "<p>"
    + "A token is sent with each request, in a header of its own, and it is valid for an hour from the moment at which it was given out. "
    * 12
    + "</p>"
)
SIGN_IN = {
    "a sign-in page": f"<title>Sign in - Shed Notes</title><nav><a href=/>Home</a></nav><h1>Sign in</h1>{BOX}<p>Lost your password? Ask for a new one, and we will write to you at once.</p>",
    "one that a heading names": f"<title>Shed Notes</title><h1>Anmelden oder Benutzerkonto erstellen</h1>{BOX}",
    "a form with a password and nothing else": f"<title>Shed Notes</title>{BOX}<footer><a href=/a>About</a> <a href=/b>Imprint</a></footer>",
    "a registration": f"<title>Shed Notes</title><p>Whoever writes here needs an account of his own; it costs nothing, and we give no address away.</p><form>{REGISTER}<input type=password></form>",
    "a lost password": "<title>パスワードを忘れた方 | ある小屋</title><h1>パスワードの再設定</h1><p>登録したメールアドレスを入力してください。</p><form><input type=email name=mail></form>",
    "a form closed before its fields": "<title>Create new account | Shed Notes</title><table><tr><form></form><td>Name<td><input name=who><tr><td>Mail<td><input type=email name=mail></table>",
}  # fmt: skip
NO_SIGN_IN = {
    "an article below a box": f"<title>The lock</title>{BOX}<h1>The lock</h1><p>It was built of oak in 1811, and it still holds.</p>",
    "a short question above a box": f"<title>灯泡怎么换</title><h1>灯泡怎么换</h1><p>要断电吗</p><p>要,先断电再拧。</p><div>{BOX}</div>",
    "a short article above a box": f"<title>换灯泡</title><h1>换灯泡</h1><p>先断电,等灯泡凉了再拧下来。</p><p>换上新的灯泡,拧紧以后通电试一下。</p>{'<p>凉了再拧,不要烫了手。</p>' * 20}<div>{BOX}</div>",
    "documentation of signing in": f"<title>Authentication</title>{BOX}<h1>Authentication</h1>{PROSE}",
    "a short text whose title speaks of it": "<title>Register of the parish</title><form><input name=mail></form><p>It begins in 1702, and the first name in it is that of the keeper of the lock.</p>",
    "a search field beside a name": "<title>Join</title><form><input name=search></form><p>Two boards meet in a join; glue it, and leave it for a day.</p>",
}  # fmt: skip


@pytest.mark.parametrize("markup", SIGN_IN.values(), ids=SIGN_IN)
def test_a_page_that_only_lets_one_in_holds_nothing(markup: str) -> None:
    page = clean(markup, media_type="text/html")
    assert page.kind == "none"
    assert page.warnings[0].code == "no-content" and "form" in page.warnings[0].message


@pytest.mark.parametrize("markup", NO_SIGN_IN.values(), ids=NO_SIGN_IN)
def test_a_form_beside_something_to_read_empties_no_page(markup: str) -> None:
    page = clean(markup, media_type="text/html")
    assert page.kind != "none"


def test_names_of_sign_in_pages_are_those_of_the_rules() -> None:
    rules = load("sign_in")
    assert [name for name in rules["hits"] if not names_sign_in(name)] == []
    assert [name for name in rules["misses"] if names_sign_in(name)] == []


TOPICS = ("Which stone for a bowl gouge", "Oil for an oak top, again", "Chuck jaws keep slipping", "Where do you buy dry ash", "Dust mask with a beard", "First bowl, be kind", "Lathe hums and stops", "Sharpening jig or free hand", "Turning green apple wood", "Finish for a salad bowl")  # fmt: skip


def topics(answer: str = "") -> str:
    row = '<li class="discussion post"><div><a class="author" href="/u/{n}">member{n}</a></div><h3><a href="/d/{n}">{title}</a></h3><div>{n} comments</div> <time>May {n}, 2019</time>{answer}</li>'
    return "".join(row.format(n=n, title=title, answer=answer) for n, title in enumerate(TOPICS, 1))


def test_rows_whose_titles_lead_elsewhere_are_an_index_and_no_thread() -> None:
    assert clean(page("Lathe Talk", f"<h1>All</h1><ul>{topics()}</ul>"), media_type="text/html").kind == "none"


def test_rows_with_a_text_of_their_own_are_none() -> None:
    told = "<p>The jaws were worn round, and a new set from the maker of the lathe held at once.</p>"
    assert clean(page("Lathe Talk", f"<h1>All</h1><ul>{topics(told)}</ul>"), media_type="text/html").kind != "none"


def test_a_statement_of_what_does_not_exist_asks_nothing() -> None:
    empty = clean(
        page("Lathe Talk", "<b>Information</b><p>The topic or post you requested does not exist</p>"),
        media_type="text/html",
    )
    assert empty.kind == "none"
