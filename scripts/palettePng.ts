/** Pictures of an editor as PNG with a palette: a third of the bytes, and no difference that anybody sees. */
import { crc32, deflateSync } from 'node:zlib';

/** A picture as rows of red, green, blue, opacity; the last is left out of account. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** Encodes with up to `size` colours, 256 at most (PNG, third edition, §11.2.1); other ones become the nearest of those. */
export function encodePalettePng({ width, height, rgba }: Pixels, size = 256): Buffer {
  const colours = new Map<number, number>();
  const colourAt = (pixel: number) =>
    ((rgba[pixel * 4] ?? 0) << 16) | ((rgba[pixel * 4 + 1] ?? 0) << 8) | (rgba[pixel * 4 + 2] ?? 0);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colour = colourAt(pixel);
    colours.set(colour, (colours.get(colour) ?? 0) + 1);
  }
  const palette = choose(colours, size);
  const indexes = new Map([...colours.keys()].map((colour) => [colour, nearest(palette, colour)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = indexes.get(colourAt(y * width + x)) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const channels = (colour: number): number[] => [colour >> 16, (colour >> 8) & 255, colour & 255];

/** The most frequent colours, which areas are filled with, and one for each part of the colour space that is left. */
function choose(colours: ReadonlyMap<number, number>, size: number): readonly number[] {
  const frequent = [...colours].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const exact = frequent.slice(0, size / 4);
  let boxes: (readonly number[])[] = [frequent.slice(size / 4)];
  for (let widest: Box | undefined; boxes.length < size - exact.length; ) {
    widest = boxes.map(measure).sort((a, b) => b.range - a.range)[0];
    if (!widest || widest.range === 0) break;
    const { box, channel } = widest;
    const sorted = [...box].sort((a, b) => (channels(a)[channel] ?? 0) - (channels(b)[channel] ?? 0));
    const middle = sorted.length >> 1;
    boxes = [...boxes.filter((each) => each !== box), sorted.slice(0, middle), sorted.slice(middle)];
  }
  // Of the colours of a box the most frequent one stands for it.
  const rank = new Map(frequent.map((colour, index) => [colour, index]));
  const first = (box: readonly number[]) =>
    [...box].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0)).slice(0, 1);
  return [...exact, ...boxes.flatMap(first)];
}

/** Some colours, with the channel in which they differ most and by how much. */
interface Box {
  readonly box: readonly number[];
  readonly channel: number;
  readonly range: number;
}

function measure(box: readonly number[]): Box {
  const ranges = [0, 1, 2].map((channel) => {
    const values = box.map((colour) => channels(colour)[channel] ?? 0);
    return values.reduce((a, b) => Math.max(a, b), 0) - values.reduce((a, b) => Math.min(a, b), 255);
  });
  const range = Math.max(...ranges);
  return { box, channel: ranges.indexOf(range), range };
}

function nearest(palette: readonly number[], colour: number): number {
  const [red = 0, green = 0, blue = 0] = channels(colour);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  palette.forEach((other, index) => {
    const [r = 0, g = 0, b = 0] = channels(other);
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance >= least) return;
    best = index;
    least = distance;
  });
  return best;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
