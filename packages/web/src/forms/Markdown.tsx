import { memo } from 'react';
import { type Block, type Inline, parseMarkdown } from './markdown.ts';

/** Formatted text to read. Built from elements, never from HTML. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <div className="md">
      {parseMarkdown(text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of one text have nothing else
        <OneBlock key={index} block={block} />
      ))}
    </div>
  );
});

function OneBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      // No heading for the page's outline: what it would stand below differs from page to page.
      return <p className={`md-h${block.level}`}>{inline(block.parts)}</p>;
    case 'list': {
      const items = block.items.map((parts, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <li key={index}>
          <p>{inline(parts)}</p>
        </li>
      ));
      return block.isOrdered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'quote':
      return <blockquote>{lines(block.lines)}</blockquote>;
    case 'paragraph':
      return <p>{lines(block.lines)}</p>;
  }
}

function lines(all: readonly (readonly Inline[])[]) {
  return all.map((parts, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <span key={index}>
      {index > 0 && <br />}
      {inline(parts)}
    </span>
  ));
}

function inline(parts: readonly Inline[]) {
  return parts.map((part, index) => {
    const key = index;
    switch (part.kind) {
      case 'text':
        return <span key={key}>{part.text}</span>;
      case 'bold':
        return <strong key={key}>{inline(part.parts)}</strong>;
      case 'italic':
        return <em key={key}>{inline(part.parts)}</em>;
      case 'link':
        return (
          <a key={key} href={part.address} target="_blank" rel="noopener noreferrer nofollow">
            {inline(part.parts)}
          </a>
        );
      default:
        return part satisfies never;
    }
  });
}
