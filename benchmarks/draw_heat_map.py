"""Draws a heat map of figures as SVG: a row a recipe, a column a field and an intensity. Deterministic; needs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

__all__ = ["heat_map"]

Figures = Mapping[str, float | None]
LEFT, TOP, WIDTH, HEIGHT = 150, 64, 48, 24
# From this figure up, this colour; the eye should find what is below the goals.
COLOURS = (
    (0.995, "#1a7f37"),
    (0.98, "#57ab5a"),
    (0.95, "#a6d189"),
    (0.90, "#f2e394"),
    (0.75, "#f0a35e"),
    (0.0, "#d9534f"),
)
NONE = "#eeeeee"


def colour_of(value: float | None) -> str:
    """The colour of a figure.

    >>> colour_of(0.96), colour_of(None)
    ('#a6d189', '#eeeeee')
    """
    return NONE if value is None else next(colour for least, colour in COLOURS if value >= least)


def heat_map(cells: Mapping[tuple[str, float], Figures], fields: Sequence[str]) -> str:
    """The picture of the figures by (recipe, intensity)."""
    recipes = list(dict.fromkeys(recipe for recipe, _ in cells))
    intensities = sorted({intensity for _, intensity in cells})
    columns = [(field, intensity) for field in fields for intensity in intensities]
    width, height = LEFT + WIDTH * len(columns) + 20, TOP + HEIGHT * len(recipes) + 44
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        *_heads(fields, intensities),
    ]
    for row, recipe in enumerate(recipes):
        y = TOP + HEIGHT * row
        lines.append(f'<text x="{LEFT - 8}" y="{y + 16}" text-anchor="end">{recipe}</text>')
        for column, (field, intensity) in enumerate(columns):
            lines += _cell(LEFT + WIDTH * column, y, cells.get((recipe, intensity), {}).get(field))
    lines += _legend(TOP + HEIGHT * len(recipes) + 14)
    return "\n".join([*lines, "</svg>", ""])


def _heads(fields: Sequence[str], intensities: Sequence[float]) -> Iterator[str]:
    group = WIDTH * len(intensities)
    for number, field in enumerate(fields):
        x = LEFT + group * number
        yield f'<text x="{x + group // 2}" y="24" text-anchor="middle" font-weight="bold">{field}</text>'
        for place, intensity in enumerate(intensities):
            middle = x + WIDTH * place + WIDTH // 2
            yield f'<text x="{middle}" y="48" text-anchor="middle" fill="#555">×{intensity:g}</text>'


def _cell(x: int, y: int, value: float | None) -> Iterator[str]:
    yield f'<rect x="{x}" y="{y}" width="{WIDTH - 2}" height="{HEIGHT - 2}" fill="{colour_of(value)}"/>'
    if value is not None:
        yield f'<text x="{x + WIDTH // 2 - 1}" y="{y + 15}" text-anchor="middle">{int(value * 1000) / 1000:.3f}</text>'


def _legend(y: int) -> Iterator[str]:
    for number, (least, colour) in enumerate(COLOURS):
        x = LEFT + 100 * number
        yield f'<rect x="{x}" y="{y}" width="14" height="14" fill="{colour}"/>'
        yield f'<text x="{x + 20}" y="{y + 12}">from {least:g}</text>'
