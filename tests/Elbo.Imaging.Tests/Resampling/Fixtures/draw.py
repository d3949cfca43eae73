"""Draws the fixtures of ResizeTests beside this file: three drawings, and what Pillow 9.4 makes of them.

A sheet has a row for each size and a column for each filter, in the order of ResizeFilter.
"""
import os
from PIL import Image, ImageDraw

SIZES = [(17, 20), (60, 31), (23, 53), (41, 70)]
FILTERS = [Image.BOX, Image.BILINEAR, Image.BICUBIC, Image.LANCZOS]
HERE = os.path.dirname(os.path.abspath(__file__))


def drawing():
    picture = Image.new("RGBA", (41, 53), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    for y in range(53):
        pen.line([(0, y), (40, y)], fill=(4 * y, 120, 255 - 3 * y, min(255, 9 * y)))
    pen.ellipse([6, 10, 33, 45], fill=(236, 190, 150, 255), outline=(60, 30, 10, 255))
    pen.ellipse([12, 20, 17, 25], fill=(255, 255, 255, 255), outline=(0, 0, 0, 255))
    pen.ellipse([23, 20, 28, 25], fill=(255, 255, 255, 128), outline=(0, 0, 0, 255))
    pen.arc([13, 28, 27, 39], 20, 160, fill=(200, 0, 40, 255), width=2)
    for x in range(0, 41, 3):
        pen.line([(x, 0), (40 - x, 9)], fill=(90 + 3 * x, 50, 10, 255 - 6 * x))
    pen.rectangle([30, 44, 40, 52], fill=(255, 255, 255, 0))
    return picture


for name, mode in [("grey", "L"), ("rgb", "RGB"), ("rgba", "RGBA")]:
    source = drawing().convert(mode)
    source.save(os.path.join(HERE, f"drawing-{name}.png"), optimize=True)
    sheet = Image.new(mode, (len(FILTERS) * max(w for w, _ in SIZES), sum(h for _, h in SIZES)))
    top = 0
    for width, height in SIZES:
        for column, kernel in enumerate(FILTERS):
            sheet.paste(source.resize((width, height), kernel), (column * 60, top))
        top += height
    sheet.save(os.path.join(HERE, f"resized-{name}.png"), optimize=True)
