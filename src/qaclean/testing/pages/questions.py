"""Pages of questions: field dumps, one question with its answers, threads, FAQs."""

from __future__ import annotations

from qaclean.testing.damage.model import Block, CleanPage
from qaclean.testing.pages.bodies import answer_body, detail
from qaclean.testing.pages.furniture import foot, head, page_title, tags
from qaclean.testing.pages.writer import SPACELESS, Post, Writer

__all__ = ["answers_page", "faq_page", "qa_page", "replies_page", "thread_page"]


def answers_page(writer: Writer) -> CleanPage:
    """One to four questions with an answer each, and nothing else: what a crawler keeps in two columns."""
    pictures = writer.dice.choice((0.0, 0.9))
    for number in range(writer.dice.randint(1, 4)):
        writer.thing = writer.grammar.say("things", writer.dice)
        asked = writer.fresh("questions")
        writer.text("question", asked, Post(number))
        answer_body(writer, Post(number, 0), pictures=pictures)
    return writer.page("qa")


def replies_page(writer: Writer) -> CleanPage:
    """A title with the name of its site, and one to six answers: what a crawler keeps of a question page in one column."""
    asked = writer.fresh("questions")
    joint = writer.dice.choice(("_", " - ", "_"))
    writer.add(Block("question", asked, 0), Block("metadata", joint + writer.say("answer_sites"), glued=True))
    for number in range(writer.dice.choice((1, 2, 2, 3, 4, 6))):
        answer_body(writer, Post(0, number))
    return writer.page("qa")


def qa_page(writer: Writer) -> CleanPage:
    """A question with its asker, and one to six answers, the accepted one often first, in their site."""
    asked = writer.fresh("questions")
    head(writer)
    if writer.chance(0.4):
        page_title(writer, asked)
    writer.text("question", asked, Post(0))
    writer.facts(writer.pick("asked"), Post(0))
    if writer.chance(0.6):
        detail(writer, Post(0))
    count = writer.dice.choice((1, 1, 2, 2, 3, 4, 6))
    if writer.chance(0.6):
        writer.text("metadata", writer.say("answer_counts", n=count), Post())
    accepted = writer.chance(0.4)
    above = writer.chance(0.7)
    habits = (above, writer.pick("post_heads"), writer.chance(0.5), writer.chance(0.5))
    for number in range(count):
        if accepted and number == 0:
            writer.add(Block("accepted", writer.say("accepted"), 0, 0, value=True))
        _post(writer, Post(0, number), habits)
    foot(writer)
    return writer.page("qa")


def _post(writer: Writer, post: Post, habits: tuple[bool, str, bool, bool]) -> None:
    """An answer or reply: its head above or below its words, votes and buttons as the page has them."""
    above, form, voted, buttoned = habits
    if above:
        writer.facts(form, post)
    answer_body(writer, post)
    if not above:
        writer.facts(form, post)
    if voted:
        writer.add(writer.votes(post))
    if buttoned:
        writer.furniture("post_buttons", "site_chrome", 1, 1)


def thread_page(writer: Writer) -> CleanPage:
    """A thread: the first post is the question's own words, each reply an answer; all have heads of one form."""
    asked = writer.fresh("questions" if writer.chance(0.6) else "subjects")
    head(writer)
    writer.text("question", asked, Post(0))
    above = writer.chance(0.85)
    habits = (above, writer.pick("post_heads"), writer.chance(0.2), writer.chance(0.6))
    if above:
        writer.facts(habits[1], Post(0))
    detail(writer, Post(0))
    if not above:
        writer.facts(habits[1], Post(0))
    for number in range(writer.dice.randint(2, 8)):
        _post(writer, Post(0, number), habits)
    foot(writer)
    return writer.page("thread")


def faq_page(writer: Writer) -> CleanPage:
    """Three to nine questions, each with one answer, labelled or not."""
    head(writer)
    rules = writer.grammar.rules
    labels = [*zip(rules["question_labels"], rules["answer_labels"], strict=False), ("", "")]
    question_label, answer_label = writer.dice.choice(labels)
    for count in range(writer.dice.randint(3, 9)):
        writer.thing = writer.grammar.say("things", writer.dice)
        question = Block("question", writer.fresh("questions"), count)
        _labelled(writer, question_label, question, count + 1)
        answer = Block("paragraph", writer.speech(1, 3), count, 0)
        _labelled(writer, answer_label, answer, count + 1)
        if writer.chance(0.3):
            writer.text("paragraph", writer.speech(1, 2), Post(count, 0))
    if writer.chance(0.3):
        tags(writer)
    foot(writer)
    return writer.page("faq")


def _labelled(writer: Writer, form: str, block: Block, number: int) -> None:
    """A row of a question or an answer, behind its label where the page has labels: in one text node with it, or not."""
    label = form.format(n=number)
    if not label:
        writer.add(block)
        return
    before = Block("marker", label.strip(), block.question, block.answer)
    space = " " * (label != label.strip() or (label.isascii() and writer.language not in SPACELESS))
    writer.add(before, block._replace(text=space + block.text, glued=writer.glued_labels))
