"""Pictures that resemble photographs, and how people pass them on: a labelled set for photos shown again.

A scene is a light over noise of many sizes, with shapes and a camera's grain; the same number gives the same scene.
Passed on: smaller, compressed again, turned or mirrored, cropped anywhere by a part of width and height.
"""

import io
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from PIL.Image import Resampling, Transpose

Picture = Image.Image
Passing = Callable[[Picture, np.random.Generator], Picture]
SIZE = (960, 720)


def scene(number: int, size: tuple[int, int] = SIZE) -> Picture:
    """A picture of its own for each number."""
    chance = np.random.default_rng(number)
    width, height = size
    light = sum(_noise(chance, size, waves) * 0.75**octave for octave, waves in enumerate((4, 8, 16, 32, 64, 128), 2))
    right, down = chance.normal(size=2) * 0.8
    light = light + right * np.linspace(-1, 1, width)[None] + down * np.linspace(-1, 1, height)[:, None]
    tints = np.stack([light + 0.4 * _noise(chance, size, 6) for _ in range(3)], axis=2)
    drawn = Image.fromarray(np.clip(128 + 50 * tints, 0, 255).astype(np.uint8))
    for _ in range(chance.integers(3, 12)):
        _shape(drawn, chance)
    soft = np.asarray(drawn.filter(ImageFilter.GaussianBlur(1.5)), dtype=float)
    return Image.fromarray(np.clip(soft + chance.normal(size=soft.shape) * 5, 0, 255).astype(np.uint8))


def _noise(chance: np.random.Generator, size: tuple[int, int], waves: int) -> np.ndarray:
    rough = chance.normal(size=(waves * size[1] // size[0] + 2, waves + 2)).astype(np.float32)
    return np.asarray(Image.fromarray(rough).resize(size, Resampling.BICUBIC))


def _shape(drawn: Picture, chance: np.random.Generator) -> None:
    brush, side = ImageDraw.Draw(drawn), chance.uniform(0.05, 0.3) * drawn.width
    x, y = chance.uniform(0, drawn.width), chance.uniform(0, drawn.height)
    colour = tuple(int(part) for part in chance.integers(0, 255, 3))
    kind = chance.integers(3)
    if kind == 0:
        brush.ellipse([x - side / 2, y - side * chance.uniform(0.3, 1) / 2, x + side / 2, y + side / 2], fill=colour)
    elif kind == 1:
        brush.polygon([(x + dx, y + dy) for dx, dy in chance.normal(size=(4, 2)) * side / 2], fill=colour)
    else:
        ends = chance.normal(size=2) * side
        brush.line([(x, y), (x + ends[0], y + ends[1])], fill=colour, width=int(chance.integers(3, 25)))


def as_jpeg(picture: Picture, quality: int = 80) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def resized(picture: Picture, chance: np.random.Generator) -> Picture:
    part = chance.uniform(0.3, 0.7)
    return picture.resize((round(picture.width * part), round(picture.height * part)), Resampling.LANCZOS)


def recompressed(picture: Picture, chance: np.random.Generator) -> Picture:
    return Image.open(io.BytesIO(as_jpeg(picture, int(chance.integers(25, 60)))))


def turned(picture: Picture, chance: np.random.Generator) -> Picture:
    """Any of the seven other ways it can lie."""
    return picture.transpose(list(Transpose)[chance.integers(len(Transpose))])


def cropped(picture: Picture, chance: np.random.Generator) -> Picture:
    """5 to 15 % of width and of height cut off, on either side."""
    away = chance.uniform(0.05, 0.15, 2)
    left, top = away * chance.uniform(0, 1, 2)
    edges = (left, top, left + 1 - away[0], top + 1 - away[1])
    sides = (picture.width, picture.height) * 2
    return picture.crop(tuple(round(edge * side) for edge, side in zip(edges, sides, strict=True)))  # type: ignore[arg-type]  # four


def all_at_once(picture: Picture, chance: np.random.Generator) -> Picture:
    return recompressed(resized(turned(cropped(picture, chance), chance), chance), chance)


PASSED_ON: dict[str, Passing] = {
    "resized": resized, "compressed": recompressed, "turned": turned, "cropped": cropped,
    "cropped, turned, resized and compressed": all_at_once,
}  # fmt: skip
