/** Lists exported as text have no signature in their bytes: accepted only when they are text and no markup. */
import { open } from 'node:fs/promises';

const looked = 64 * 1024;

export async function looksLikeTable(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(looked);
    const { bytesRead } = await file.read(buffer, 0, looked, 0);
    const head = buffer.subarray(0, bytesRead);
    if (head.length === 0 || head.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d))
      return false;
    const text = decode(head);
    return text !== undefined && !/^\s*</.test(text) && !/<\s*(script|html|svg|!doctype|\?xml)/i.test(text);
  } finally {
    await file.close();
  }
}

/** Sheets from Chinese Windows are GB 18030. A letter cut in half at the end of the sample is no fault. */
function decode(head: Buffer): string | undefined {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true }).replace(/^\uFEFF/, '');
    } catch {
      // not this encoding
    }
  }
  return undefined;
}
