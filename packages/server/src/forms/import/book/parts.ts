/** The small parts of a workbook: its sheets, what it calls ranges, its texts and its formats. */
import type { Archive } from './archive.ts';
import { unreadable } from './archive.ts';
import { type Format, formatOf } from './formats.ts';
import { bookLimits } from './limits.ts';
import { walk } from './xml.ts';

export interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly isHidden: boolean;
}

export interface Outline {
  readonly sheets: readonly SheetPart[];
  /** Named ranges in lower case: `'选项'!$A$2:$A$9`. */
  readonly names: ReadonlyMap<string, string>;
  readonly starts1904: boolean;
  readonly sharedStrings: string;
  readonly styles: string;
}

/** @throws Problem `forms.sheet-unreadable` */
export async function readOutline(archive: Archive): Promise<Outline> {
  const main = 'xl/workbook.xml';
  if (!archive.has(main)) throw unreadable('不是 .xlsx 文件');
  const targets = new Map<string, string>();
  const outline = { sharedStrings: 'xl/sharedStrings.xml', styles: 'xl/styles.xml' };
  await walk(archive.read('xl/_rels/workbook.xml.rels'), {
    open(name, { Id = '', Target = '', Type = '' }) {
      if (name !== 'Relationship') return;
      const part = Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`;
      targets.set(Id, part);
      if (Type.endsWith('/sharedStrings')) outline.sharedStrings = part;
      if (Type.endsWith('/styles')) outline.styles = part;
    },
  });
  const sheets: SheetPart[] = [];
  const names = new Map<string, string>();
  let starts1904 = false;
  let defining: string | undefined;
  let text = '';
  await walk(archive.read(main), {
    open(name, attributes) {
      if (name === 'workbookPr') starts1904 = isTrue(attributes.date1904);
      if (name === 'definedName') {
        defining = attributes.name;
        text = '';
      }
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      sheets.push({
        name: attributes.name ?? '',
        part: targets.get(id) ?? '',
        isHidden: attributes.state === 'hidden' || attributes.state === 'veryHidden',
      });
    },
    text(more) {
      if (defining !== undefined) text += more;
    },
    close(name) {
      if (name !== 'definedName' || defining === undefined) return;
      names.set(defining.toLowerCase(), text);
      defining = undefined;
    },
  });
  // Sheets of charts have parts of another kind and no cells.
  const withCells = sheets.filter(({ part }) => /worksheets\//.test(part) && archive.has(part));
  if (withCells.length === 0) throw unreadable('没有工作表');
  if (withCells.length > bookLimits.sheets) throw unreadable(`超过 ${bookLimits.sheets} 张工作表`);
  return { sheets: withCells, names, starts1904, ...outline };
}

/** Texts by their number. */
export async function readStrings(archive: Archive, part: string): Promise<string[]> {
  const strings: string[] = [];
  let reading: string | undefined;
  let isText = false;
  let phonetic = 0;
  await walk(archive.read(part), {
    open(name) {
      if (name === 'si') reading = '';
      else if (name === 'rPh') phonetic += 1;
      else if (name === 't') isText = phonetic === 0;
    },
    text(more) {
      if (isText && reading !== undefined && reading.length < bookLimits.text) reading += more;
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'si' && reading !== undefined) {
        strings.push(unescaped(reading.slice(0, bookLimits.text)));
        reading = undefined;
      }
    },
  });
  return strings;
}

/** As many as Excel allows. */
const mostFormats = 65_490;

/** Formats by the number that cells carry. */
export async function readFormats(archive: Archive, part: string): Promise<Format[]> {
  const codes = new Map<number, string>();
  const formats: Format[] = [];
  let inCells = false;
  await walk(archive.read(part), {
    open(name, { numFmtId = '0', formatCode }) {
      if (name === 'cellXfs') inCells = true;
      if (name === 'numFmt' && formatCode !== undefined) codes.set(Number(numFmtId), formatCode.slice(0, 255));
      if (name === 'xf' && inCells && formats.length < mostFormats)
        formats.push(formatOf(Number(numFmtId), codes.get(Number(numFmtId))));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

export const isTrue = (value: string | undefined) => value === '1' || value === 'true';

/** `_x000D_` is how a sheet writes what XML cannot hold. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
