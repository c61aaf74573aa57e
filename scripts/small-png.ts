import { crc32, deflateSync } from 'node:zlib'

interface Pixels {
  readonly width: number
  readonly height: number
  /** Four bytes for each pixel: red, green, blue, opacity (which is not kept). */
  readonly data: Uint8Array
}

const COLOURS = 256
/** How near two colours of the 8-bit cube are that become one: as little as the size allows. */
const ALIKE = [4, 8, 12, 16, 24]

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

const distance = (one: number, other: number): number =>
  Math.hypot(...[16, 8, 0].map((bits) => ((one >> bits) & 255) - ((other >> bits) & 255)))

/** The most frequent colours that are not alike, and for each other one the nearest of them. */
const choosePalette = (colours: Uint32Array, alike: number) => {
  const counts = new Map<number, number>()
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const palette: number[] = []
  const indices = new Map<number, number>()
  for (const [colour] of [...counts].sort(([, one], [, other]) => other - one)) {
    const distances = palette.map((each) => distance(each, colour))
    const nearest = Math.min(...distances)
    if (palette.length < COLOURS && nearest > alike) {
      indices.set(colour, palette.push(colour) - 1)
    } else indices.set(colour, distances.indexOf(nearest))
  }
  return { palette, indices }
}

const encode = ({ width, height, data }: Pixels, alike: number): Buffer => {
  const colours = new Uint32Array(width * height)
  for (let i = 0; i < colours.length; i++) {
    const at = 4 * i
    colours[i] = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0)
  }
  const { palette, indices } = choosePalette(colours, alike)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3], 8)
  const lines = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      lines[y * (width + 1) + 1 + x] = indices.get(colours[y * width + x] ?? 0) ?? 0
    }
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk(
      'PLTE',
      Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])),
    ),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A picture of a page as a PNG of few colours, at most so many bytes long; a browser writes four times as much. */
export const smallPng = (pixels: Pixels, mostBytes: number): Buffer => {
  for (const alike of ALIKE) {
    const png = encode(pixels, alike)
    if (png.length <= mostBytes) return png
  }
  throw new Error(`the picture is longer than ${mostBytes} bytes`)
}
