"""Pictures of pages as small PNG files: few colours, no transparency. Needs nothing but the browser and zlib."""

import struct
import zlib
from base64 import b64decode, b64encode

COLOURS = 64

# The browser unpacks the picture and finds its commonest colours; every other becomes the nearest of them.
REDUCE = """
async ([picture, most]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + picture;
  await image.decode();
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, width, height);
  const counts = new Map();
  const colourAt = (at) => ((data[at] & 248) << 16) | ((data[at + 1] & 248) << 8) | (data[at + 2] & 248);
  const exact = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = colourAt(at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
    if (!exact.has(colour)) exact.set(colour, [data[at], data[at + 1], data[at + 2]]);
  }
  const commonest = [...counts].sort((one, other) => other[1] - one[1]).slice(0, most);
  const palette = commonest.map(([colour]) => exact.get(colour));
  const distance = (one, other) => one.reduce((sum, part, place) => sum + (part - other[place]) ** 2, 0);
  const nearest = new Map();
  for (const [colour, parts] of exact) {
    const distances = palette.map((other) => distance(parts, other));
    nearest.set(colour, distances.indexOf(Math.min(...distances)));
  }
  const indices = new Uint8Array(width * height);
  for (let at = 0; at < indices.length; at += 1) indices[at] = nearest.get(colourAt(4 * at));
  let text = "";
  for (let at = 0; at < indices.length; at += 8192) text += String.fromCharCode(...indices.subarray(at, at + 8192));
  return { width, height, palette, indices: btoa(text) };
}
"""


def small(page, picture: bytes) -> bytes:
    """Return the PNG `picture` as one of COLOURS colours; `page` is any page of a browser that may run our script."""
    found = page.evaluate(REDUCE, [b64encode(picture).decode(), COLOURS])
    width, height, indices = found["width"], found["height"], b64decode(found["indices"])
    rows = b"".join(b"\0" + indices[at : at + width] for at in range(0, width * height, width))
    palette = bytes(part for colour in found["palette"] for part in colour)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in parts)


def chunk(name: bytes, data: bytes) -> bytes:
    """Return one part of a PNG file, with its length and its sum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
