/** Walks through XML piece by piece. Names of elements come without their prefix, which producers choose. */
import { SaxesParser } from 'saxes';
import { unreadable } from './archive.ts';

export type Attributes = Readonly<Record<string, string>>;

export interface Walker {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** @throws Problem `forms.sheet-unreadable` when it is no XML */
export async function walk(chunks: AsyncIterable<string>, walker: Walker): Promise<void> {
  const parser = new SaxesParser();
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??= error;
  };
  parser.on('error', fail);
  parser.on('opentag', (tag) => walker.open?.(bare(tag.name), tag.attributes));
  parser.on('text', (text) => walker.text?.(text));
  parser.on('cdata', (text) => walker.text?.(text));
  parser.on('closetag', (tag) => walker.close?.(bare(tag.name)));
  // A part that is not there has no chunks.
  let isThere = false;
  for await (const chunk of chunks) {
    isThere = true;
    parser.write(chunk);
    if (failure) break;
  }
  if (isThere && !failure) parser.close();
  if (failure) throw unreadable('内容已损坏，请用 Excel 或 WPS 打开后另存一份');
}

const bare = (name: string) => name.slice(name.indexOf(':') + 1);
