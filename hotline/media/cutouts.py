"""Where in a picture to look: blobs brighter or darker than all around them. They stay what they are in a crop.

A blob is a connected set above or below a level of grey that does not touch the border; what keeps nearly the same box
over many levels is steady (after maximally stable extremal regions, Matas, Chum, Urban and Pajdla 2002).
"""

from typing import Any

SIDE = 256  # pixels of the longest side while blobs are looked for
LEVELS = range(16, 250, 12)  # of 255
LEAST, MOST = 0.004, 0.35  # of the picture's area
# The box around a blob is this much wider and higher than the blob: its surroundings tell it from other blobs.
MARGIN = 1.4
ALIKE, APART = 0.8, 0.5  # of two boxes' union
AMOUNT = 8

Box = tuple[float, float, float, float]  # left, top, right, bottom as parts of width and height, 0 to 1


def cutouts(grey: Any) -> list[Box]:
    """The steadiest and largest blobs of a greyscale array (height, width; 0 to 255), at most `AMOUNT`."""
    import numpy as np

    boxes = _blobs(grey)
    size = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    shared = [_shared(box, boxes) for box in boxes]
    steady = np.array([(each > ALIKE).sum() for each in shared]) * np.sqrt(size)
    found: list[Box] = []
    left = np.ones(len(boxes), bool)
    for at in np.argsort(-steady, kind="stable"):
        if left[at] and len(found) < AMOUNT:
            left &= shared[at] <= APART
            if box := _widened(np.median(boxes[shared[at] > ALIKE], axis=0), *grey.shape):
                found.append(box)
    return found


def _blobs(grey: Any) -> Any:
    """Boxes in pixels (left, top, right, bottom), one a row."""
    import numpy as np
    from scipy import ndimage

    smooth, found = ndimage.gaussian_filter(grey, 1.5), []
    for level in LEVELS:
        for mask in (smooth > level, smooth <= level):
            labels, _ = ndimage.label(mask)
            areas = np.bincount(labels.ravel())[1:] / grey.size
            for area, (rows, columns) in zip(areas, ndimage.find_objects(labels), strict=True):
                inside = rows.start and columns.start and rows.stop < grey.shape[0] and columns.stop < grey.shape[1]
                if inside and LEAST <= area <= MOST:
                    found.append((columns.start, rows.start, columns.stop, rows.stop))
    return np.array(found, float).reshape(-1, 4)


def _shared(box: Any, boxes: Any) -> Any:
    """How much of the union of this box and each other one is in both, 0 to 1."""
    import numpy as np

    wide = np.minimum(box[2], boxes[:, 2]) - np.maximum(box[0], boxes[:, 0])
    high = np.minimum(box[3], boxes[:, 3]) - np.maximum(box[1], boxes[:, 1])
    both = wide.clip(0) * high.clip(0)
    sizes = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return both / (sizes + (box[2] - box[0]) * (box[3] - box[1]) - both)


def _widened(box: Any, height: int, width: int) -> Box | None:
    """The box with its margin; None where that leaves the picture."""
    left, top, right, bottom = map(float, box)
    x, y = (right - left) * (MARGIN - 1) / 2, (bottom - top) * (MARGIN - 1) / 2
    wide = ((left - x) / width, (top - y) / height, (right + x) / width, (bottom + y) / height)
    return wide if min(wide) >= 0 and max(wide) <= 1 else None
