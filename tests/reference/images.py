"""Records what Pillow makes of images, for tests/test_own_data.cpp: resampled values, and JPEG files with their pixels.

    python tests/reference/images.py FOLDER

needs: pip install pillow numpy.  Prints the numbers that stand in the test, and writes the JPEG files, which lie in
tests/fuzz/corpus/jpeg, into FOLDER.  Pillow 13 takes the columns of tall images first, which moves a few values by one;
all pictures here are wide or square.
"""
import hashlib
import io
import sys

import numpy as np
import PIL
from PIL import Image

print("Pillow", PIL.__version__)


def picture(height, width):
    """(37 x x + 91 y + 53 x y) mod 256, as in the test."""
    y, x = np.mgrid[0:height, 0:width]
    return ((37 * x * x + 91 * y + 53 * x * y) % 256).astype(np.uint8)


FILTERS = {"box": Image.BOX, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS}
for name, code in FILTERS.items():
    for side in (4, 13):
        out = np.array(Image.fromarray(picture(9, 9)).resize((side, side), code))
        print(name, side, out.ravel()[:16].tolist())


def dhariwal(image, side):
    """guided-diffusion's recipe, from its description in image_datasets.py."""
    while min(image.size) >= 2 * side:
        image = image.resize((image.size[0] // 2, image.size[1] // 2), resample=Image.BOX)
    scale = side / min(image.size)
    image = image.resize(tuple(round(n * scale) for n in image.size), resample=Image.BICUBIC)
    top, left = (image.size[1] - side) // 2, (image.size[0] - side) // 2
    return np.array(image)[top:top + side, left:left + side]


print("dhariwal", dhariwal(Image.fromarray(picture(21, 30)), 4).ravel().tolist())

colour = np.stack([picture(16, 24), picture(16, 24).T.reshape(16, 24), 255 - picture(16, 24)], -1)
for name, pixels, how in (("colour", colour, dict(quality=75, subsampling=2)),
                          ("progressive", colour, dict(quality=40, progressive=True)),
                          ("grey", picture(16, 24), dict(quality=90)),
                          ("cmyk", None, dict(quality=50))):
    image = Image.fromarray(pixels) if pixels is not None else Image.fromarray(colour).convert("CMYK")
    file = io.BytesIO()
    image.save(file, "JPEG", **how)
    with open(f"{sys.argv[1]}/{name}", "wb") as out:
        out.write(file.getvalue())
    decoded = np.array(Image.open(io.BytesIO(file.getvalue())))
    print("jpeg", name, len(file.getvalue()), decoded.shape, hashlib.md5(decoded.tobytes()).hexdigest())
