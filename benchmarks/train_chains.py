"""Train the two chains (stripper: keep/drop/tell; parser: roles) on annotated pages, and cross-validate them.

    python benchmarks/train_chains.py stripper|parser DIR... [--folds 5] [--penalty 0.5] [--worst N] [--write]

Each DIR holds `text/*.txt` (or `pages/*.txt`) and `gold/*.json` in the form of the corpus README (or is our `fixtures/`, where each
case has its `lines.json`): `lines` labels every
non-empty line, `questions` names question lines and answer ranges. The learner is a conditional random field with a softmax
margin (a wrong label costs while it is fitted, more for long blocks) and an L2 penalty. Deterministic. Needs numpy and scipy.
Without `--write` it prints cross-validated figures only; with it, it also trains on everything and writes the weights.
"""

from __future__ import annotations

import argparse
import json
import pathlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import logsumexp

from qaclean.parser import roles as role_chain
from qaclean.parser.kept_spans import kept_pieces
from qaclean.parser.outline import outline_of
from qaclean.parser.questions import page_cues, plain_pieces, seen_pieces, title_parts
from qaclean.repairs.repair import repair
from qaclean.segments.chain import Weights, sum_scores
from qaclean.segments.document import Document, Removal
from qaclean.segments.lines import read_text
from qaclean.segments.signals import Evidence, observe
from qaclean.stripper.labelling import DROP, KEEP, TELL, label_blocks
from qaclean.stripper.text_features import block_features, view_page

KEEP_LABELS = {"question", "answer", "body", "step", "section_heading", "image"}
QA_KINDS = {"qa-single", "qa-multi", "faq", "forum-thread"}
STRIPPER_LABELS = ("keep", "drop", "tell")
PARSER_LABELS = ("other", "question", "detail", "answer", "more")
MIN_WEIGHT = 0.03
KEEP_COST = 1.0  # measured against 1.5: the same content F1 under cross-validation, boilerplate F1 0.694 against 0.688
MIN_COUNT = 3  # a feature seen once teaches a page, not a structure
MAX_ITERATIONS = 250
SOURCES = pathlib.Path(__file__).resolve().parent.parent / "src/qaclean"


class Example(NamedTuple):
    """A page: its features, gold labels, and the cost of each block (more for long ones)."""

    name: str
    features: list[list[str]]
    gold: list[int]
    costs: list[float]
    sizes: list[int]
    evidence: tuple[Evidence, ...] = ()


class Annotated(NamedTuple):
    """A page with its gold, read as qaclean reads it; `lines` gives the line number of each block."""

    name: str
    gold: dict[str, Any]
    document: Document
    evidence: tuple[Evidence, ...]
    lines: list[int]


def read_pages(folders: Iterable[pathlib.Path], skip: set[str]) -> list[Annotated]:
    """Annotated pages of the folders, sorted by name in each."""
    pages = []
    for folder in folders:
        for path in sorted(folder.glob("*/*/lines.json")):
            pages.append(_annotated(path, path.parent)._replace(name=path.parent.name))
        source = folder / "text" if (folder / "text").is_dir() else folder / "pages"
        for path in sorted((folder / "gold").glob("*.json")):
            if path.stem not in skip:
                pages.append(_annotated(path, source))
    return pages


def _annotated(path: pathlib.Path, source: pathlib.Path) -> Annotated:
    gold = json.loads(path.read_text("utf-8"))
    text = (source / gold["file"]).read_bytes().decode("utf-8-sig")
    repaired = repair(text)
    document = read_text(repaired.text)
    lines = [text.count("\n", 0, repaired.to_source(block.start)) for block in document.blocks]
    return Annotated(path.stem, gold, document, observe(document), lines)


def stripper_example(page: Annotated) -> Example:
    """Labels keep, drop, tell; the page's first title is kept, its repeats tell."""
    labels = dict(page.gold["lines"])
    titles = [line for line, label in page.gold["lines"] if label == "title"]
    gold = [_strip_target(labels.get(line, "body"), line in titles[:1]) for line in page.lines]
    sizes = [block.end - block.start for block in page.document.blocks]
    costs = [
        (0.6 + min(size, 300) / 200) * (KEEP_COST if label == KEEP else 1.0)
        for size, label in zip(sizes, gold, strict=True)
    ]
    return Example(page.name, block_features(page.evidence), gold, costs, sizes, page.evidence)


def _strip_target(label: str, first_title: bool) -> int:
    if label in KEEP_LABELS or (label == "title" and first_title):
        return KEEP
    return TELL if label in ("metadata", "title") else DROP


def parser_example(page: Annotated) -> Example:
    """Roles of the pieces that gold keeps."""
    page = page._replace(gold=_title_asks(page.gold))
    labels = dict(page.gold["lines"])
    titles = [line for line, label in page.gold["lines"] if label == "title"][:1]
    removals = [
        Removal(block.start, block.end, "metadata" if labels.get(line) in ("metadata", "title") else "noise", "gold")
        for block, line in zip(page.document.blocks, page.lines, strict=True)
        if labels.get(line, "body") not in KEEP_LABELS and line not in titles
    ]
    pieces, _ = kept_pieces(page.document, page.evidence, removals)
    roles = []
    asked: set[int] = set()
    begun: set[int] = set()
    for piece in pieces:
        roles.append(_role(page.gold, page.lines[piece.block], piece.asks, asked, begun))
    if not pieces:
        return Example(page.name, [], [], [], [])
    outline = outline_of(page.document, plain_pieces(pieces))
    parts = title_parts(page.document.folded, pieces[0])
    seen = seen_pieces(page.document, pieces, outline, parts, page.evidence)
    return Example(
        page.name,
        role_chain.role_features(seen, page_cues(page.evidence)),
        roles,
        [1.0] * len(roles),
        [p.end - p.start for p in pieces],
    )


def _title_asks(gold: dict[str, Any]) -> dict[str, Any]:
    """Gold in one form: where a page has one question under a title, the title is the question and the rest its detail."""
    if len(gold["questions"]) != 1 or gold["kind"] not in QA_KINDS:
        return gold
    question = gold["questions"][0]
    first = question["answers"][0][0] if question["answers"] else question["line"] + 1
    labels = dict(gold["lines"])
    title = min(labels)
    if title >= min(question["line"], first) or labels[title] not in ("title", "question"):
        return gold
    lines = [[line, "question" if line == title else label] for line, label in gold["lines"]]
    return gold | {"lines": lines, "questions": [question | {"line": title}]}


def _role(gold: dict[str, Any], line: int, asks: bool | None, asked: set[int], begun: set[int]) -> int:
    """Gold role of a piece on a line; a label 问/答 inside the line tells question from answer."""
    if gold["kind"] not in QA_KINDS:
        return role_chain.OTHER
    for number, question in enumerate(gold["questions"]):
        key = number * 1000
        if line == question["line"] and number not in asked and asks is not False:
            asked.add(number)
            return role_chain.QUESTION
        for k, (first, last) in enumerate(question["answers"]):
            if first <= line <= last:
                if key + k in begun:
                    return role_chain.MORE
                begun.add(key + k)
                return role_chain.ANSWER
    label = dict(map(tuple, gold["lines"])).get(line)
    return role_chain.DETAIL if label == "question" and asked else role_chain.OTHER


def train(examples: Sequence[Example], labels: tuple[str, ...], penalty: float) -> Weights:
    """Conditional random field with softmax margin and an L2 `penalty`, fitted by L-BFGS; deterministic."""
    counts = Counter(name for e in examples for name in {n for row in e.features for n in row})
    names = sorted(name for name, count in counts.items() if count >= MIN_COUNT)
    index = {name: i for i, name in enumerate(names)}
    batches = [_batch(part, index, len(labels)) for part in _alike(examples)]
    size = len(names) * len(labels) + len(labels) + len(labels) ** 2
    found = minimize(
        _objective,
        np.zeros(size),
        args=(batches, penalty),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": MAX_ITERATIONS},
    )
    w, first, follow = _unpack(found.x, batches[0])
    features = {
        name: tuple(round(float(v), 3) for v in row)
        for name, row in zip(names, w, strict=True)
        if np.abs(row).max() >= MIN_WEIGHT
    }
    rows = tuple(tuple(round(float(v), 3) for v in row) for row in follow)
    return Weights(labels, tuple(round(float(v), 3) for v in first), features, rows)


def _alike(examples: Sequence[Example]) -> list[list[Example]]:
    """Pages grouped by length, so that short ones are not padded to the longest."""
    groups: dict[int, list[Example]] = {}
    for example in examples:
        groups.setdefault(len(example.gold).bit_length(), []).append(example)
    return [groups[key] for key in sorted(groups)]


def _objective(theta: NDArray[np.float64], batches: list[_Batch], penalty: float) -> tuple[float, NDArray[np.float64]]:
    """Loss and gradient over all batches, with the penalty."""
    loss, gradient = penalty * float(theta @ theta), 2 * penalty * theta
    for batch in batches:
        part, slope = _loss(theta, batch)
        loss += part
        gradient = gradient + slope
    return loss, gradient


class _Batch(NamedTuple):
    """All pages at once: `x` rows by features (sparse), and for each page and place the row, its gold label and its costs."""

    x: csr_matrix
    rows: NDArray[np.int64]
    mask: NDArray[np.bool_]
    gold: NDArray[np.int64]
    margin: NDArray[np.float64]
    labels: int


def _batch(examples: Sequence[Example], index: dict[str, int], labels: int) -> _Batch:
    width = max(len(e.gold) for e in examples)
    shape = (len(examples), width)
    rows, mask, gold = np.zeros(shape, np.int64), np.zeros(shape, np.bool_), np.zeros(shape, np.int64)
    margin = np.zeros((*shape, labels))
    columns: list[int] = []
    ends = [0]
    for p, example in enumerate(examples):
        for t, names in enumerate(example.features):
            rows[p, t], mask[p, t], gold[p, t] = len(ends) - 1, True, example.gold[t]
            margin[p, t] = example.costs[t]
            margin[p, t, example.gold[t]] = 0.0
            columns.extend(index[name] for name in names if name in index)
            ends.append(len(columns))
    x = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, len(index)))
    return _Batch(x, rows, mask, gold, margin, labels)


def _unpack(
    theta: NDArray[np.float64], batch: _Batch
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    k = batch.labels
    cut = batch.x.shape[1] * k
    return theta[:cut].reshape(-1, k), theta[cut : cut + k], theta[cut + k :].reshape(k, k)


def _loss(theta: NDArray[np.float64], batch: _Batch) -> tuple[float, NDArray[np.float64]]:
    """Negative log likelihood and its gradient (forward and backward over all pages at once)."""
    w, first, follow = _unpack(theta, batch)
    scores = (batch.x @ w)[batch.rows]
    width = batch.mask.shape[1]
    emit = scores + batch.margin
    forward = np.zeros_like(emit)
    forward[:, 0] = first + emit[:, 0]
    for t in range(1, width):
        step = logsumexp(forward[:, t - 1, :, None] + follow[None], axis=1) + emit[:, t]
        forward[:, t] = np.where(batch.mask[:, t, None], step, forward[:, t - 1])
    total = logsumexp(forward[:, -1], axis=1)
    backward = np.zeros_like(emit)
    pairs = np.zeros_like(follow)
    for t in range(width - 2, -1, -1):
        ahead = emit[:, t + 1] + backward[:, t + 1]
        step = logsumexp(follow[None] + ahead[:, None, :], axis=2)
        on = batch.mask[:, t + 1]
        backward[:, t] = np.where(on[:, None], step, 0.0)
        joint = np.exp(forward[on, t, :, None] + follow[None] + ahead[on][:, None, :] - total[on, None, None])
        pairs += joint.sum(axis=0)
    chance = np.exp(forward + backward - total[:, None, None]) * batch.mask[:, :, None]
    page, place = np.nonzero(batch.mask)
    gold = batch.gold[page, place]
    loss = total.sum() - scores[page, place, gold].sum() - first[batch.gold[:, 0]].sum()
    chance[page, place, gold] -= 1.0
    linked = batch.mask[:, 1:]
    a, b = batch.gold[:, :-1][linked], batch.gold[:, 1:][linked]
    loss -= follow[a, b].sum()
    np.subtract.at(pairs, (a, b), 1.0)
    by_row = np.zeros((batch.x.shape[0], batch.labels))
    by_row[batch.rows[page, place]] = chance[page, place]
    gradient = np.concatenate([(batch.x.T @ by_row).ravel(), chance[:, 0].sum(axis=0), pairs.ravel()])
    return float(loss), gradient


def measure_stripper(example: Example, weights: Weights) -> tuple[float, float | None, list[tuple[int, int, int]]]:
    """Content F1 and boilerplate F1 of a page as the scorer counts them (characters), and the wrong blocks."""
    scores = [sum_scores(row, weights) for row in example.features]
    guess = label_blocks(scores, weights, example.evidence, view_page(example.evidence))
    kept_right = kept = want = gone = gone_right = unwanted = 0
    wrong = []
    for i, (gold, label, size) in enumerate(zip(example.gold, guess, example.sizes, strict=True)):
        if gold == TELL:
            continue
        keeps = label == KEEP
        want += size * (gold == KEEP)
        unwanted += size * (gold == DROP)
        kept += size * keeps
        gone += size * (not keeps)
        kept_right += size * (keeps and gold == KEEP)
        gone_right += size * (not keeps and gold == DROP)
        if keeps != (gold == KEEP):
            wrong.append((i, gold, label))
    content = 2 * kept_right / (kept + want) if kept + want else 1.0
    return content, (2 * gone_right / (gone + unwanted) if unwanted else None), wrong


def measure_parser(example: Example, weights: Weights) -> tuple[float, float | None, list[tuple[int, int, int]]]:
    """Share of questions and of answer starts found right on a page (F1 each), and the wrong pieces."""
    asked = not {"suffix:qa|at0", "suffix:forum|at0"}.isdisjoint(example.features[0])
    guess = role_chain.best_roles([sum_scores(row, weights) for row in example.features], asked, weights)
    wrong = [(i, g, p) for i, (g, p) in enumerate(zip(example.gold, guess, strict=True)) if g != p]
    return 1 - len(wrong) / max(len(guess), 1), _f1(example.gold, guess, role_chain.ANSWER), wrong


def _f1(gold: Sequence[int], guess: Sequence[int], label: int) -> float | None:
    right = sum(g == p == label for g, p in zip(gold, guess, strict=True))
    both = sum(g == label for g in gold) + sum(p == label for p in guess)
    return 2 * right / both if both else None


def report(rows: Sequence[tuple[str, float, float | None, Any]]) -> str:
    """Means over the pages."""
    second = [row[2] for row in rows if row[2] is not None]
    return f"{sum(row[1] for row in rows) / max(len(rows), 1):.4f} / {sum(second) / max(len(second), 1):.4f} over {len(rows)} pages"


def write_weights(path: pathlib.Path, weights: Weights) -> None:
    """Weights as JSON, a feature a line, so that a change can be read."""
    lines = ",\n".join(f"  {json.dumps(n, ensure_ascii=False)}: {json.dumps(w)}" for n, w in weights.features.items())
    head = f'"labels": {json.dumps(weights.labels)},\n"first": {json.dumps(weights.first)},\n"follow": {json.dumps(weights.follow)},'
    path.write_text(f'{{\n{head}\n"features": {{\n{lines}\n}}\n}}\n', "utf-8")


CHAINS = {
    "stripper": (STRIPPER_LABELS, stripper_example, measure_stripper, "content_f1 / boilerplate_f1"),
    "parser": (PARSER_LABELS, parser_example, measure_parser, "role accuracy / answer start F1"),
}


def main() -> None:
    """Command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chain", choices=sorted(CHAINS))
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--penalty", type=float, default=0.5)
    parser.add_argument("--skip", default="", help="names of pages to leave out, separated by commas")
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    labels, make, measure, names = CHAINS[args.chain]
    examples = [e for e in map(make, read_pages(args.folders, set(args.skip.split(",")))) if e.features]
    rows = []
    for fold in range(args.folds):
        weights = train([e for i, e in enumerate(examples) if i % args.folds != fold], labels, args.penalty)
        rows += [(e.name, *measure(e, weights)) for i, e in enumerate(examples) if i % args.folds == fold]
    print(f"cross-validated {names}: {report(rows)}")
    for name, one, two, wrong in sorted(rows, key=lambda r: r[1] + (1.0 if r[2] is None else r[2]))[: args.worst]:
        print(f"  {name} {one:.3f} {two if two is None else round(two, 3)} {wrong[:14]}")
    if args.write:
        weights = train(examples, labels, args.penalty)
        write_weights(SOURCES / args.chain / "weights.json", weights)
        print(
            f"trained on {len(examples)} pages: {report([(e.name, *measure(e, weights)) for e in examples])}, {len(weights.features)} features"
        )


if __name__ == "__main__":
    main()
