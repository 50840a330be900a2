import { expect, test } from 'vitest';
import { markdownOf, type NodeLike } from './rich-text-dom.ts';

/** A node of a page, as far as the reader looks at it. */
function node(name: string, ...children: (NodeLike | string)[]): NodeLike {
  const childNodes = children.map((child) => (typeof child === 'string' ? text(child) : child));
  return { nodeType: 1, nodeName: name, textContent: null, childNodes };
}
function text(words: string): NodeLike {
  return { nodeType: 3, nodeName: '#text', textContent: words, childNodes: [] };
}
function link(address: string, ...children: string[]): NodeLike {
  return { ...node('A', ...children), getAttribute: () => address };
}
const page = (...children: (NodeLike | string)[]) => markdownOf(node('DIV', ...children));

test('paragraphs, headings, lists and quotes become lines', () => {
  expect(
    page(
      node('H2', '限期整改'),
      node('P', '请于', node('B', '周五'), '前'),
      node('UL', node('LI', '清理'), node('LI', '划线')),
      node('OL', node('LI', '先'), node('LI', '后')),
      node('BLOCKQUOTE', node('DIV', '依据')),
    ),
  ).toBe('## 限期整改\n请于**周五**前\n- 清理\n- 划线\n\n1. 先\n2. 后\n\n> 依据');
});

test('blanks at the edge of bold words stay outside the stars', () => {
  expect(page(node('P', 'a', node('STRONG', ' b '), 'c'))).toBe('a **b** c');
});

test('a link to anything but the web is only its words', () => {
  expect(page(node('P', link('https://a.cn', '制度')))).toBe('[制度](https://a.cn)');
  expect(page(node('P', link('javascript:alert(1)', '制度')))).toBe('制度');
});

test('elements that nobody knows leave their words', () => {
  expect(page(node('SPAN', '一'), node('FONT', '二'), node('DIV', node('SECTION', '三')))).toBe('一二\n三');
});

test('an empty page is an empty text', () => {
  expect(page(node('P', node('BR')))).toBe('');
});
