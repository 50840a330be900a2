/**
 * Photos are made small on the phone before sending: 12 megapixels become some 400 kB, which is the difference
 * between seconds and minutes on a weak signal. Drawing through an `<img>` keeps the photo upright (the browser
 * applies the EXIF orientation) and leaves position data behind.
 */
const longestSide = 1920;
const quality = 0.82;
/** Small enough already: recompressing would only cost sharpness. */
const smallEnough = 300 * 1024;

export interface Watermark {
  /** Drawn large: the time. */
  readonly head: string;
  readonly lines: readonly string[];
}

/** HEIC by name or by the brand at byte 8; browsers cannot show it (iPhone, “高效” camera format). */
export async function isHeic(file: Blob & { readonly name?: string }): Promise<boolean> {
  if (/^image\/hei[cf]/.test(file.type) || /\.hei[cf]$/i.test(file.name ?? '')) return true;
  const head = new Uint8Array(await file.slice(4, 12).arrayBuffer());
  const brand = String.fromCharCode(...head);
  return brand.startsWith('ftyp') && /^(heic|heix|hevc|heim|heis|hevx|mif1|msf1)$/.test(brand.slice(4));
}

/** Size within the longest side, never enlarged. */
export function fitWithin(
  width: number,
  height: number,
  longest: number = longestSide,
): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A JPEG of at most 1920 px, upright, with the watermark in its pixels. Rejects when the picture cannot be read. */
export async function shrinkPicture(file: Blob, watermark?: Watermark): Promise<Blob> {
  const { image, release } = await readImage(file);
  try {
    const { width, height } = fitWithin(image.naturalWidth, image.naturalHeight);
    if (!watermark && width === image.naturalWidth && file.size <= smallEnough && file.type === 'image/jpeg')
      return file;
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    if (!context) return file;
    // Transparent parts of a PNG would turn black in a JPEG.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.drawImage(image, 0, 0, width, height);
    if (watermark) drawWatermark(context, width, height, watermark);
    const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    // iOS frees canvas memory only when it has no size left.
    canvas.width = 0;
    return small ?? file;
  } finally {
    release();
  }
}

async function readImage(file: Blob): Promise<{ image: HTMLImageElement; release: () => void }> {
  const address = URL.createObjectURL(file);
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
  } catch (error) {
    URL.revokeObjectURL(address);
    throw error;
  }
  return { image, release: () => URL.revokeObjectURL(address) };
}

function drawWatermark(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  { head, lines }: Watermark,
): void {
  const size = Math.max(14, Math.round(Math.min(width, height) / 28));
  const large = Math.round(size * 1.35);
  const gap = Math.round(size * 0.4);
  const block = large + lines.length * (size + gap) + size;
  const shade = context.createLinearGradient(0, height - block - size, 0, height);
  shade.addColorStop(0, 'rgba(8,16,20,0)');
  shade.addColorStop(1, 'rgba(8,16,20,.78)');
  context.fillStyle = shade;
  context.fillRect(0, height - block - size, width, block + size);
  context.fillStyle = '#fff';
  context.textBaseline = 'alphabetic';
  let y = height - block + large;
  context.font = `600 ${large}px sans-serif`;
  context.fillText(head, size, y);
  context.font = `${size}px sans-serif`;
  for (const line of lines) {
    y += size + gap;
    context.fillText(line, size, y, width - 2 * size);
  }
}
