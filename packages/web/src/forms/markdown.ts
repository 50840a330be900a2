/**
 * The small part of Markdown that notes and rich text know: headings, lists, quotes, bold, italic and links to http and
 * https. What comes out is a tree of words; HTML has no meaning in it and is shown as the characters it is.
 */
import { isWebAddress } from '@anshao/core/forms/types/url.ts';

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic'; readonly parts: readonly Inline[] }
  | { readonly kind: 'link'; readonly address: string; readonly parts: readonly Inline[] };

export type Block =
  | { readonly kind: 'paragraph' | 'quote'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly parts: readonly Inline[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly Inline[])[] };

const heading = /^(#{1,3})\s+(.+)$/;
const bullet = /^[-*]\s+(.*)$/;
const numbered = /^\d{1,4}[.、]\s+(.*)$/;
const quoted = /^>\s?(.*)$/;

export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.split('\n').map((line) => line.trimEnd());
  let at = 0;
  /** Takes the lines from here on that look like that. */
  const takeWhile = (pattern: RegExp): Inline[][] => {
    const taken: Inline[][] = [];
    for (
      let found = pattern.exec(lines[at] ?? '');
      found;
      found = at < lines.length ? pattern.exec(lines[at] ?? '') : null
    ) {
      taken.push(parseInline(found[1] ?? ''));
      at += 1;
    }
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const head = heading.exec(line);
    if (line === '') at += 1;
    else if (head) {
      blocks.push({
        kind: 'heading',
        level: (head[1] ?? '').length as 1 | 2 | 3,
        parts: parseInline(head[2] ?? ''),
      });
      at += 1;
    } else if (bullet.test(line)) blocks.push({ kind: 'list', isOrdered: false, items: takeWhile(bullet) });
    else if (numbered.test(line)) blocks.push({ kind: 'list', isOrdered: true, items: takeWhile(numbered) });
    else if (quoted.test(line)) blocks.push({ kind: 'quote', lines: takeWhile(quoted) });
    else {
      // The first line belongs to the paragraph whatever it looks like: no line can hold the reading up.
      const paragraph: Inline[][] = [];
      do {
        paragraph.push(parseInline(lines[at] ?? ''));
        at += 1;
      } while (at < lines.length && isPlain(lines[at] ?? ''));
      blocks.push({ kind: 'paragraph', lines: paragraph });
    }
  }
  return blocks;
}

function isPlain(line: string): boolean {
  return line !== '' && ![heading, bullet, numbered, quoted].some((pattern) => pattern.test(line));
}

const marks = /\*\*(.+?)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|\[([^\]\n]{1,500})\]\(([^\s()]{1,1000})\)/;

/** So deep may marks stand in one another; beyond it they are characters. */
const deepest = 4;

export function parseInline(text: string, depth = 0): Inline[] {
  const parts: Inline[] = [];
  let rest = text;
  while (rest !== '') {
    const found = depth < deepest ? marks.exec(rest) : null;
    if (!found) break;
    if (found.index > 0) parts.push({ kind: 'text', text: rest.slice(0, found.index) });
    const [whole, bold, italic, words, address] = found;
    if (bold !== undefined) parts.push({ kind: 'bold', parts: parseInline(bold, depth + 1) });
    else if (italic !== undefined) parts.push({ kind: 'italic', parts: parseInline(italic, depth + 1) });
    else if (address !== undefined && isWebAddress(address))
      parts.push({ kind: 'link', address, parts: parseInline(words ?? '', depth + 1) });
    else parts.push({ kind: 'text', text: whole });
    rest = rest.slice(found.index + whole.length);
  }
  if (rest !== '') parts.push({ kind: 'text', text: rest });
  return parts;
}

/** All the words without marks, for lists and for screen readers' names. */
export function plainWords(text: string): string {
  const words = (parts: readonly Inline[]): string =>
    parts.map((part) => (part.kind === 'text' ? part.text : words(part.parts))).join('');
  return parseMarkdown(text)
    .map((block) => {
      if (block.kind === 'heading') return words(block.parts);
      return (block.kind === 'list' ? block.items : block.lines).map(words).join(' ');
    })
    .join(' ');
}
