/**
 * Between the text that is stored (`markdown.ts`) and the elements of an editable page. Whatever a browser or a paste
 * puts into that page, only what Markdown knows comes back out of it.
 */
import { isWebAddress } from '@anshao/core/forms/types/url.ts';
import { type Block, type Inline, parseMarkdown } from '../markdown.ts';

export function fillEditable(root: HTMLElement, text: string): void {
  root.replaceChildren(...parseMarkdown(text).flatMap((block) => elementsOf(block, root.ownerDocument)));
}

function elementsOf(block: Block, document: Document): HTMLElement[] {
  const element = (name: string, parts: readonly Inline[]): HTMLElement => {
    const made = document.createElement(name);
    made.append(...parts.map((part) => nodeOf(part, document)));
    if (!made.hasChildNodes()) made.append(document.createElement('br'));
    return made;
  };
  switch (block.kind) {
    case 'heading':
      return [element(`h${block.level}`, block.parts)];
    case 'list': {
      const list = document.createElement(block.isOrdered ? 'ol' : 'ul');
      list.append(...block.items.map((item) => element('li', item)));
      return [list];
    }
    case 'quote': {
      const quote = document.createElement('blockquote');
      quote.append(...block.lines.map((line) => element('div', line)));
      return [quote];
    }
    case 'paragraph':
      return block.lines.map((line) => element('p', line));
  }
}

function nodeOf(part: Inline, document: Document): Node {
  if (part.kind === 'text') return document.createTextNode(part.text);
  const element = document.createElement(part.kind === 'bold' ? 'strong' : part.kind === 'italic' ? 'em' : 'a');
  if (part.kind === 'link') element.setAttribute('href', part.address);
  element.append(...part.parts.map((inner) => nodeOf(inner, document)));
  return element;
}

const blockNames = new Set(['P', 'DIV', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'UL', 'OL', 'LI', 'BLOCKQUOTE']);

/** Works on anything with nodes like a page's, so that it can be tried without one. */
export interface NodeLike {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: ArrayLike<NodeLike>;
  getAttribute?(name: string): string | null;
}

/** The stored text of an editable page. */
export function markdownOf(root: NodeLike): string {
  const lines: string[] = [];
  blocks(root, '', lines);
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function blocks(parent: NodeLike, before: string, lines: string[]): void {
  let loose = '';
  const flush = () => {
    for (const line of loose.split('\n')) if (line.trim() !== '') lines.push(before + line.trim());
    loose = '';
  };
  for (const node of Array.from(parent.childNodes)) {
    const name = node.nodeName.toUpperCase();
    if (!blockNames.has(name)) {
      loose += name === 'BR' ? '\n' : inline(node);
      continue;
    }
    flush();
    if (/^H[1-6]$/.test(name)) {
      const words = inlineOf(node).replace(/\n/g, ' ').trim();
      if (words !== '') lines.push(`${'#'.repeat(Math.min(3, Number(name[1])))} ${words}`);
    } else if (name === 'UL' || name === 'OL') {
      let number = 0;
      for (const item of Array.from(node.childNodes)) {
        const words = inlineOf(item).replace(/\n/g, ' ').trim();
        if (words === '') continue;
        number += 1;
        lines.push(`${name === 'OL' ? `${number}.` : '-'} ${words}`);
      }
      lines.push('');
    } else if (name === 'BLOCKQUOTE') {
      blocks(node, '> ', lines);
      lines.push('');
    } else blocks(node, before, lines);
  }
  flush();
}

function inlineOf(node: NodeLike): string {
  return Array.from(node.childNodes, inline).join('');
}

function inline(node: NodeLike): string {
  const name = node.nodeName.toUpperCase();
  if (node.nodeType === 3) return (node.textContent ?? '').replace(/[\u200b\u00a0]/g, ' ').replace(/\s+/g, ' ');
  if (name === 'BR') return '\n';
  const words = inlineOf(node);
  if (words.trim() === '') return words;
  if (name === 'B' || name === 'STRONG') return around(words, '**');
  if (name === 'I' || name === 'EM') return around(words, '*');
  if (name === 'A') {
    const address = node.getAttribute?.('href') ?? '';
    return isWebAddress(address) && !/[()]/.test(address) ? `[${words.replace(/[[\]]/g, '')}](${address})` : words;
  }
  return words;
}

/** Marks must touch the words: `** a**` would stay stars. */
function around(words: string, mark: string): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words) ?? [];
  return inner === '' ? words : `${before}${mark}${inner}${mark}${after}`;
}
