/**
 * The parts of an .xlsx. What the zip unpacks to was judged when it was uploaded (`files/inspect/archive.ts`), for
 * sheets that are read row by row; a workbook whose cells are all looked at together must be smaller than that.
 */
import type { Readable } from 'node:stream';
import { Problem } from '@anshao/core/base/errors.ts';
import yauzl, { type Entry } from 'yauzl';
import { bookLimits } from './limits.ts';

export interface Archive {
  has(part: string): boolean;
  /** The text of a part, piece by piece; nothing when there is no such part. */
  read(part: string): AsyncGenerator<string>;
}

export function unreadable(reason: string): Problem {
  return new Problem('forms.sheet-unreadable', { reason });
}

const broken = () => unreadable('不是完整的 .xlsx 文件，请用 Excel 或 WPS 打开后另存一份');

/** @throws Problem `forms.sheet-unreadable` */
export async function openArchive(bytes: Buffer): Promise<Archive> {
  const archive = await yauzl.fromBufferPromise(bytes, {}).catch(() => {
    throw broken();
  });
  const entries = new Map<string, Entry>();
  let inflated = 0;
  let parts = 0;
  try {
    for await (const entry of archive.eachEntry()) {
      if (++parts > bookLimits.parts) throw unreadable('工作表或图片过多');
      if (entry.isEncrypted()) throw unreadable('文件有密码，请去掉密码后另存一份');
      // Pictures may be large, but are never read; whatever is read has been counted.
      if (!/\.(xml|rels)$/.test(entry.fileName)) continue;
      entries.set(entry.fileName, entry);
      inflated += entry.uncompressedSize;
    }
  } catch (error) {
    throw error instanceof Problem ? error : broken();
  }
  if (inflated > bookLimits.inflatedBytes) throw unreadable('内容过多，请只保留要做成表单的工作表');
  return {
    has: (part) => entries.has(part),
    async *read(part) {
      const entry = entries.get(part);
      if (!entry) return;
      const decoder = new TextDecoder();
      let stream: Readable | undefined;
      try {
        // A part that is larger than the directory said ends the stream with an error.
        stream = await archive.openReadStreamPromise(entry);
        for await (const chunk of stream) yield decoder.decode(chunk as Buffer, { stream: true });
        yield decoder.decode();
      } catch (error) {
        throw error instanceof Problem ? error : broken();
      } finally {
        stream?.destroy();
      }
    },
  };
}
