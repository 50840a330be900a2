/** Lists exported as text have no signature in their bytes: accepted only when they are text and no markup. */
import { open } from 'node:fs/promises';

const looked = 64 * 1024;

/**
 * @param lenient stray control characters are left to whoever reads it cell by cell, and so is UTF-16 with its mark; this
 *   many of them are no text
 */
export async function looksLikeTable(path: string, lenient: boolean): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(looked);
    const { bytesRead } = await file.read(buffer, 0, looked, 0);
    const head = buffer.subarray(0, bytesRead);
    const text = decode(head, lenient);
    if (!text) return false;
    const control = text.match(strayControl)?.length ?? 0;
    if (lenient ? control * 10 > text.length : control > 0) return false;
    return !/^\s*</.test(text) && !/<\s*(script|html|svg|!doctype|\?xml)/i.test(text);
  } finally {
    await file.close();
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
const strayControl = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** Sheets from Chinese Windows are GB 18030. A letter cut in half at the end of the sample is no fault. */
function decode(head: Buffer, lenient: boolean): string | undefined {
  const marked = head[0] === 0xff && head[1] === 0xfe;
  for (const encoding of lenient && marked ? ['utf-16le'] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true }).replace(/^\uFEFF/, '');
    } catch {
      // not this encoding
    }
  }
  return undefined;
}
