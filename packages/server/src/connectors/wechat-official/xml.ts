/**
 * Reads the one shape of XML that WeChat posts: nested elements without attributes, text or CDATA inside.
 *
 * Not a general XML parser, on purpose. There is no DOCTYPE, no entity beyond the five predefined ones and no
 * attribute in these messages; refusing them outright leaves nothing to expand, fetch or blow up. A general
 * parser would have to be told each of these, and again after each of its upgrades.
 */
import { MessageRefused } from './crypto.ts';

export interface XmlElement {
  name: string;
  text: string;
  children: XmlElement[];
}

const MAX_BYTES = 65_536;
const MAX_ELEMENTS = 1_000;
const MAX_DEPTH = 8;
const NAME = /[A-Za-z_][A-Za-z0-9_.-]{0,63}/y;
const PREDEFINED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** @throws MessageRefused('xml') for anything outside that shape, or over 64 KiB, 1,000 elements, 8 levels. */
export function parseMessageXml(source: string): XmlElement {
  if (Buffer.byteLength(source) > MAX_BYTES) throw refused('内容过大');
  const start = /^\uFEFF?\s*(?:<\?xml[^<>]*\?>\s*)?/.exec(source)?.[0].length ?? 0;
  const reader = { source, at: start, elements: 0 };
  const root = readElement(reader, 1);
  if (source.slice(reader.at).trim() !== '') throw refused('根元素之后还有内容');
  return root;
}

/** Text of the first child of that name, or undefined. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

/** A CDATA section; `]]>` inside the text is split over two sections. */
export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

interface Reader {
  source: string;
  at: number;
  elements: number;
}

function readElement(reader: Reader, depth: number): XmlElement {
  reader.elements += 1;
  if (depth > MAX_DEPTH || reader.elements > MAX_ELEMENTS) throw refused('嵌套过深或元素过多');
  expect(reader, '<');
  const element: XmlElement = { name: readName(reader), text: '', children: [] };
  if (take(reader, '/>')) return element;
  expect(reader, '>');
  let text = '';
  for (;;) {
    const next = reader.source.indexOf('<', reader.at);
    if (next < 0) throw refused(`元素 ${element.name} 没有结束`);
    text += decodeText(reader.source.slice(reader.at, next));
    reader.at = next;
    if (take(reader, '<![CDATA[')) {
      const end = reader.source.indexOf(']]>', reader.at);
      if (end < 0) throw refused('CDATA 没有结束');
      text += reader.source.slice(reader.at, end);
      reader.at = end + 3;
    } else if (take(reader, '</')) {
      if (readName(reader) !== element.name) throw refused(`元素 ${element.name} 没有结束`);
      expect(reader, '>');
      // Between child elements there is only layout.
      element.text = element.children.length > 0 ? text.trim() : text;
      return element;
    } else {
      element.children.push(readElement(reader, depth + 1));
    }
  }
}

function readName(reader: Reader): string {
  NAME.lastIndex = reader.at;
  const name = NAME.exec(reader.source)?.[0];
  if (!name) throw refused('只接受没有属性的元素');
  reader.at += name.length;
  return name;
}

function take(reader: Reader, text: string): boolean {
  if (!reader.source.startsWith(text, reader.at)) return false;
  reader.at += text.length;
  return true;
}

function expect(reader: Reader, text: string): void {
  if (!take(reader, text)) throw refused(`位置 ${reader.at} 处应为 ${text}`);
}

function decodeText(raw: string): string {
  return raw.replace(/&([^;&\s]{0,10};?)/g, (_whole, body: string) => {
    const name = body.slice(0, -1);
    const predefined = body.endsWith(';') && Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name] : undefined;
    if (predefined !== undefined) return predefined;
    const number = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));$/.exec(body);
    const codePoint = number ? Number.parseInt(number[1] ?? number[2]!, number[1] ? 16 : 10) : Number.NaN;
    if (!(codePoint > 0 && codePoint <= 0x10ffff)) throw refused('含有未知实体');
    return String.fromCodePoint(codePoint);
  });
}

function refused(reason: string): MessageRefused {
  return new MessageRefused('xml', `XML 无法读取：${reason}`);
}
