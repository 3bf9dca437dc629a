"""Anchors: the dated or numbered lines of a page that stand once beside each post."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate

from qaclean.named_tuples import made_of
from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.age_lines import with_ages
from qaclean.posts.anchor_scores import ENOUGH, MIN_SCORE, judged, told_count
from qaclean.posts.answered_below import counted_above
from qaclean.posts.asker_lines import only_asker, without_asker
from qaclean.posts.closed_rows import closed_rows
from qaclean.posts.floors_that_count import rising, with_first
from qaclean.posts.line_kinds import is_named_today, is_numbered_heading
from qaclean.posts.line_rows import MASS, MAX_REST, Anchors, Row
from qaclean.posts.line_shapes import SHORT, Shape, path_entries, shape_of
from qaclean.posts.line_words import counts_answers, heads_answers, is_end, says_answered, without_counts
from qaclean.posts.mail_heads import is_mail_head, mail_rows
from qaclean.posts.member_lines import without_member_dates, without_quote_dates
from qaclean.posts.named_twice import named_twice
from qaclean.posts.only_answer import only_answered, only_below, only_counted, only_dated
from qaclean.posts.rows_behind import without_list_behind
from qaclean.posts.voted_below import tells_votes, voted_below
from qaclean.segments.document import Document
from qaclean.segments.signals import Evidence

__all__ = ["find_anchors", "rows_of"]

MAX_TAKEN = 600  # rows of a segment
CLOSE = 3  # rows between two dates of one head
PROSE = 30  # code points of a sentence with an age in it: it tells something, and is no head
HEAD = 8  # rows of a head from the floor to the date
MIN_LITERAL = 3
WIDE = 16  # rows of a head with two dates
MOST_TWICE = 0.7  # share of the heads that have two
SOME = 1.2  # times as many dated lines as floors
FULLER = 0.5  # of the best score, for a set that holds the best and more
MOST_ENDS = 2  # times a line may come that ends the posts; one that comes more often stands beside each
COUNTS = 4  # numbers of a line that only counts
REFERENCE = 16  # code points of a line that may be no more than the floor that it answers
TOP = 6  # first rows, of which one is the page's `<title>`
VAGUE = frozenset(("any", "day", "relative"))  # kinds of dates that stand in lists too
MENU_MASS = 6.0
OTHERS = 12  # dates behind one that it is compared with
MAILED = 1.0  # for anchors in heads of mails, which nothing else looks like
MENU = 8  # rows without text behind an anchor that is the page's own
WIDE_MENU = 40  # ... where they come again


_DIGIT = compile_at_once("[0-9]")
_PARTED = compile_on_use(r"\s[|·•»/]\s|\s{3}")
_made = made_of(Shape)


def rows_of(document: Document, evidence: Sequence[Evidence]) -> list[Row]:
    """The lines of a document with their shapes; none where fewer than two lines could stand beside a post, and none heads answers."""
    dated = with_ages([shape_of(e.text) if e.length <= SHORT else _long(e.text) for e in evidence])
    if True not in [shape.date != "" or shape.floor is not None for shape in dated] and not _is_voted(dated):
        return []  # most dumps
    shapes = without_member_dates(dated)
    of_member = [shape.date != before.date for shape, before in zip(shapes, dated, strict=True)]
    shapes = without_quote_dates(shapes)
    told = sum(1 for shape in shapes if shape.date or shape.floor is not None)
    if told < 2 and not (any(map(heads_answers, shapes)) if told else _is_voted(shapes)):
        return []
    count = Counter(shape.key for shape in shapes if shape.key)
    shapes = [_counting(shape) if count[shape.key] == 1 and counts_answers(shape) else shape for shape in shapes]
    rows, mails = [], mail_rows([shape.text for shape in shapes])
    layout = document.layout
    marked = layout is not None and not layout.named
    leaves = [origin.node for origin in layout.origins] if layout is not None and marked else [-1] * len(shapes)
    for index, (shape, seen, block) in enumerate(zip(shapes, evidence, document.pieces, strict=True)):
        repeated = count[shape.key] > 1 if shape.key else False  # a key closed up stood once
        ends = is_end(shape) and count[shape.key] <= MOST_ENDS
        below = document.pieces[index + 1].gap if index + 1 < len(shapes) else 1
        apart = block.gap > 0 and below > 0
        listed = shape.text[:1] != seen.text.lstrip()[:1]
        mass = 0.0 if of_member[index] or index in mails else _mass(shape, seen.length, repeated)
        rows.append(Row(index, shape, seen.length, mass, block.indent, ends, repeated, leaves[index], apart, listed))
    return rows


def _is_voted(shapes: Sequence[Shape]) -> bool:
    """Whether lines count answers, or head them and tell of their votes, where no dates do."""
    return any(map(counts_answers, shapes)) or (any(map(tells_votes, shapes)) and any(map(heads_answers, shapes)))


def _long(line: str) -> Shape:
    """The shape of a line that is too long to tell of a post."""
    return _made((line, "", "", "", None, "", False, True))


def _counting(shape: Shape) -> Shape:
    """The shape of a head that counts the answers, without the space that some sites write behind the number; entries of lists that do
    so are several."""
    return shape._replace(key=shape.key.replace(" ", "")) if not shape.key.isascii() else shape


def _mass(shape: Shape, length: int, repeated: bool) -> float:
    tells = shape.date or (shape.floor is not None and (not shape.sentence or length <= REFERENCE))
    if shape.mark or (tells and not (shape.sentence and length > 40)):
        return 0.0
    if repeated and length < 60:
        return 0.0
    if shape.sentence:
        return float(min(length, 400))
    counts = _PARTED.search(shape.text) or shape.key.count("0") >= COUNTS
    return length * (0.1 if counts else 0.7 if length >= 30 else 0.3)


def find_anchors(rows: Sequence[Row], said: Sequence[bool] = ()) -> list[Anchors]:
    """The candidate sets, best first; `said` are the rows that say the page's title."""
    total = [0.0, *accumulate(row.mass for row in rows)]
    found: list[Anchors] = []
    closed, told = closed_rows(rows), told_count(rows)
    asker = only_asker(rows, closed)
    sets = without_asker(_candidates(rows, closed), asker)
    for kind, members in sorted(sets.items(), key=lambda item: item[0][0] == "~"):
        if kind[0] == "~":
            break
        for part in [_below_title(rows, said, members)] if kind != "floor" else [rising(rows, members)]:
            if kind == "floor":
                part = with_first(rows, total, part)
            clusters, end = without_list_behind(rows, _clusters(rows, total, part))
            for some in (clusters, _one_a_head(rows, total, clusters)):
                scored = judged(rows, total, some, kind, told, asked=bool(some) and 0 <= asker < some[0][0])
                if scored is not None:
                    mailed = MAILED * all(is_mail_head(rows[b].shape.text) for _, b in some)
                    found.append(scored._replace(score=scored.score + mailed, end=end))
            below = () if len(sets.get("answered", ())) > 1 else counted_above(rows, clusters, told)
            counted = judged(rows, total, below, "counted", told)
            if counted is not None:
                found.append(counted)
    found.sort(key=lambda a: (-a.score, a.clusters))
    answered = only_answered(rows, sets, told) or only_below(rows, closed, told)
    dated = [*answered, *_fullest(rows, found)]
    if not dated or dated[0].kind in VAGUE or dated[0].score < MIN_SCORE:
        voted = [a for a in voted_below(rows, closed) if not (dated and _parts_more(dated[0], a))]
        dated = sorted([*voted, *dated], key=lambda a: -a.score)
    return dated or only_dated(rows, closed, told) or named_twice(rows, closed) or only_counted(rows, closed, told)


def _parts_more(dated: Anchors, voted: Anchors) -> bool:
    """Whether dates part more posts than lines of votes do, each with its words."""
    return not dated.empty and len(dated.clusters) > len(voted.clusters)


def _fullest(rows: Sequence[Row], found: list[Anchors]) -> list[Anchors]:
    """The sets, where one that has all anchors of the best and more of the same kind of date, each with its text, comes first."""
    if not found:
        return found
    best = found[0]
    if best.kind == "floor" and any(not _DIGIT.search(rows[b].shape.text) for _, b in best.clusters):
        more = next((a for a in found if a.kind == "timed" and _numbers_some(rows, best, a)), None)
        return [more, *(a for a in found if a is not more)] if more else found
    members = {i for a, b in best.clusters for i in range(a, b + 1)}
    for other in found[1:]:
        if (
            other.kind != best.kind.partition("-")[0]
            or best.kind == other.kind
            or len(other.clusters) <= len(best.clusters)
        ):
            continue
        held = {i for a, b in other.clusters for i in range(a, b + 1)}
        if members <= held and other.empty <= best.empty + 1 and other.score >= FULLER * best.score:
            return [other, *(a for a in found if a is not other)]
    return found


def _numbers_some(rows: Sequence[Row], floors: Anchors, dated: Anchors) -> bool:
    """Whether the floors stand beside some of the dated lines alone, and more of these have their text too: only the first floors have words."""
    if len(dated.clusters) < SOME * len(floors.clusters) or dated.empty > floors.empty + 1:
        return False
    dates = {i for a, b in dated.clusters for i in range(a, b + 1)}

    def is_near(floor: int) -> bool:
        beside = (at for at in range(floor - HEAD, floor + HEAD + 1) if at in dates)
        return any(all(row.mass < MASS for row in rows[min(at, floor) : max(at, floor)]) for at in beside)

    return all(is_near(a) or is_near(b) for a, b in floors.clusters)


def _below_title(rows: Sequence[Row], said: Sequence[bool], members: list[int]) -> list[int]:
    """The members without those at the page's top: above the title, or with a menu behind them."""
    while len(members) > 1:
        n = next((n for n in range(len(members) - 1) if members[n + 1] - members[n] > CLOSE), 0)
        a, b = members[n], members[n + 1]
        between = rows[a + 1 : b]
        place = next((i for i in range(a + 1, b) if said[i]), -1)
        posted = (
            any(said[i] for i in range(TOP, a)) and sum(r.mass for r in rows[place:b] if not said[r.at]) >= 2 * MASS
        )
        titled = (
            place >= 0 and not posted and all(r.mass < MASS or said[r.at] or r.at < TOP for r in rows[a + 1 : place])
        )
        menu = [r for r in between[: MENU + TOP] if r.at >= TOP][:MENU]
        bare = sum(r.mass > 0 for r in between) >= MENU and all(r.mass < MASS or r.at < TOP for r in between[:-3])
        wide = sum(not r.shape.mark for r in between) >= WIDE_MENU and all(
            r.mass < MASS or (r.repeated and not r.shape.sentence) for r in between
        )
        if (
            titled
            or wide
            or (
                _is_menu(menu)
                and not _says_above(rows, said, a)
                and not _stands_as_others(rows, a, members[n + 1 : n + 1 + OTHERS])
            )
            or (bare and not any(heads_answers(r.shape) for r in between))
        ):
            members = members[n + 1 :]
        else:
            break
    return members


def _says_above(rows: Sequence[Row], said: Sequence[bool], at: int) -> bool:
    """Whether running text stands between the title and a date below it: its post, and what follows are buttons."""
    title = next((i for i in range(at - 1, TOP - 1, -1) if said[i]), at)
    return sum(row.mass for row in rows[title + 1 : at] if row.mass >= MASS) >= ENOUGH


def _stands_as_others(rows: Sequence[Row], at: int, others: Sequence[int]) -> bool:
    """Whether the words right behind a date stand right behind most of the others as well: they are of the heads of posts."""

    def behind(i: int) -> str:
        return next((row.shape.key for row in rows[i + 1 : i + 1 + CLOSE] if not row.shape.mark), "")

    key = behind(at)
    same = sum(behind(i) == key for i in others)
    return len(others) > 1 and key not in ("", "0") and same >= MOST_TWICE * len(others)


def _is_menu(rows: Sequence[Row]) -> bool:
    """Whether so many rows are short words that come once: the page's menu."""
    words = [row for row in rows if not row.shape.mark]
    short = all(
        not heads_answers(row.shape) and row.mass < MENU_MASS and not row.shape.date and row.shape.floor is None
        for row in rows
    )
    return len(rows) == MENU and short and len(words) >= MENU // 2 and sum(row.repeated for row in words) <= 2


def _candidates(rows: Sequence[Row], closed: Sequence[bool]) -> dict[str, list[int]]:
    sets: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        shape = row.shape
        if not shape.key or closed[row.at]:
            continue
        if shape.date or shape.floor is not None:
            if (
                (len(shape.rest) > MAX_REST and len(without_counts(shape.rest)) > MAX_REST)
                or (shape.sentence and row.length > (50 if shape.date != "relative" else PROSE))
                or path_entries(shape.text)
                or heads_answers(shape)
            ):
                continue
            if shape.floor is not None and not is_numbered_heading(shape):
                sets["floor"].append(row.at)
            if shape.date and not is_named_today(row):
                sets["any"].append(row.at)
                sets[shape.date].append(row.at)
                sets[f"{shape.date}-{shape.place}"].append(row.at)
                if says_answered(shape) or (
                    row.at and shape.place == "alone" and says_answered(rows[row.at - 1].shape)
                ):
                    sets["answered"].append(row.at)
            if row.repeated:
                sets["=" + shape.key].append(row.at)
        elif row.repeated and not shape.mark and row.length <= 30 and shape.key != "0":
            sets["~" + shape.key].append(row.at)
    return {k: v for k, v in sets.items() if k == "answered" or len(v) > (MIN_LITERAL - 1 if k[0] == "~" else 1)}


def _clusters(rows: Sequence[Row], total: Sequence[float], members: Sequence[int]) -> list[tuple[int, int]]:
    clusters: list[tuple[int, int]] = []
    for m in members:
        if clusters and _is_one_head(rows, total, clusters[-1][1], m):
            clusters[-1] = (clusters[-1][0], m)
        else:
            clusters.append((m, m))
    return clusters


def _one_a_head(rows: Sequence[Row], total: Sequence[float], clusters: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The clusters, where two with no text between them are one: many heads have two dates. Empty where hardly any are so."""
    merged: list[tuple[int, int]] = []
    several: set[int] = set()
    for first, last in clusters:
        before = merged[-1][1] if merged else -100
        held = total[first] - total[before + 1] if merged else 100.0
        if first - before <= WIDE and held < MASS and not any(heads_answers(r.shape) for r in rows[before + 1 : first]):
            merged[-1] = (merged[-1][0], last)
            several.add(len(merged))
        else:
            merged.append((first, last))
    return merged if len(several) >= MOST_TWICE * len(merged) else []


def _is_one_head(rows: Sequence[Row], total: Sequence[float], before: int, at: int) -> bool:
    """Whether two anchors so close stand in one head: no text, no head of answers between them."""
    if at - before > CLOSE or any(heads_answers(row.shape) for row in rows[before + 1 : at]):
        return False
    if at - before == 1:
        return True
    alone = any(not (row.repeated or row.shape.mark or row.shape.date) for row in rows[before + 1 : at])
    one, other = rows[before].shape, rows[at].shape
    return total[at] - total[before + 1] <= 8 and not (alone and (one.date, one.place) == (other.date, other.place))
