"""What answers and articles are made of: paragraphs, steps with and without pictures, headings with remarks."""

from __future__ import annotations

from qaclean.testing.damage.model import Block
from qaclean.testing.pages.writer import SPACELESS, Post, Writer

__all__ = ["answer_body", "detail", "remarks", "step_list"]

_HOSTS = ("iknow-pic.cdn.bcebos.com", "exp-picture.cdn.bcebos.com")


def step_list(writer: Writer, post: Post, *, pictures: float = 0.0, least: int = 2) -> None:
    """A numbered list, one step a row; with pictures below some of its steps."""
    dice = writer.dice
    form = dice.choice(writer.grammar.rules["numberings"])
    end = dice.choice(writer.grammar.rules["step_ends"])
    shown = writer.chance(pictures)
    for number in range(1, dice.randint(least, 7) + 1):
        text = writer.fresh("steps") + writer._marked(end)
        marker = writer.marker(form, number)
        space = " " if marker.endswith(" ") else ""
        writer.add(Block("step", space + text, *post, marker.strip(), writer.lists))
        if shown and writer.chance(0.8):
            writer.add(picture(writer, post))
    writer.lists += 1


def picture(writer: Writer, post: Post) -> Block:
    """A picture of the list that is being written, on a host that serves such pages."""
    name = f"{writer.dice.getrandbits(160):040x}"
    title = writer.fixed.get("title", writer.thing)
    alt = writer.fixed.setdefault(
        "caption", writer.say("captions", title=title)
    )  # most sites write one for all pictures of a page
    if writer.chance(0.1):
        alt = writer.say("captions", title=title)
    return Block("image", str(alt), *post, steps=writer.lists, url=f"https://{writer.dice.choice(_HOSTS)}/{name}")


def remarks(writer: Writer, post: Post) -> None:
    """A heading and what stands below it."""
    writer.text("heading", writer.fresh("headings"), post)
    joint = "" if writer.language in SPACELESS else " "
    count = writer.dice.randint(1, 2)
    writer.text("paragraph", joint.join(writer.fresh("remarks") for _ in range(count)), post)


def detail(writer: Writer, post: Post) -> None:
    """What the asker says of the question."""
    writer.text("paragraph", writer.speech(1, 2, "details"), post)


def answer_body(writer: Writer, post: Post, *, pictures: float = 0.0) -> None:
    """The words of an answer: short, some sentences, or a list with what goes with it."""
    kind = writer.dice.random()
    if kind < 0.12:
        writer.text("paragraph", writer.fresh("short_answers"), post)
        return
    opener = writer.say("openers")
    joint = "" if writer.language in SPACELESS or not opener else " "
    if kind < 0.4:
        writer.text("paragraph", opener + joint + writer.say("leads"), post)
        step_list(writer, post, pictures=pictures)
        if writer.chance(0.4):
            remarks(writer, post)
        return
    writer.text("paragraph", opener + joint + writer.speech(1, 4), post)
    for _ in range(writer.dice.choice((0, 0, 0, 1, 2))):
        writer.text("paragraph", writer.speech(1, 3), post)
    if closer := writer.say("closers"):
        writer.text("paragraph", closer, post)
