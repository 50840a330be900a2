/** One sheet: its filled cells, what is merged, and what its cells may hold. Styled cells without content are no cells. */
import { type Area, areaOf, columnLetters } from './addresses.ts';
import { unreadable } from './archive.ts';
import { type Format, shown } from './formats.ts';
import { bookLimits } from './limits.ts';
import { isTrue, unescaped } from './parts.ts';
import { type Attributes, walk } from './xml.ts';

export interface Cell {
  readonly row: number;
  readonly column: number;
  /** As it is shown, without blanks around; never empty. */
  readonly text: string;
  /** Of numbers and dates, as stored. */
  readonly number?: number;
  readonly format: Format;
  /** Without the `=`, '' where it repeats the one above; the text is what it last showed. */
  readonly formula?: string;
  /** The text is `#REF!` or the like. */
  readonly isError?: true;
}

/** What Excel lets into some cells; the texts are formulas as they stand in the file. */
export interface Validation {
  readonly areas: readonly Area[];
  readonly type: string;
  readonly operator: string;
  readonly first: string;
  readonly second: string;
}

export interface SheetContent {
  /** By row, then by column. */
  readonly cells: readonly Cell[];
  readonly merges: readonly Area[];
  readonly validations: readonly Validation[];
  /** Formats of columns, from their cells without content or the column itself. */
  readonly columnFormats: ReadonlyMap<number, Format>;
  /** Rows from here on were not looked at. */
  readonly cutAt?: number;
}

export interface SheetSource {
  readonly strings: readonly string[];
  readonly formats: readonly Format[];
  readonly starts1904: boolean;
  /** How many more cells may be read. */
  readonly room: number;
}

const general: Format = { kind: 'general' };

/** @throws Problem `forms.sheet-unreadable` */
export async function readSheetPart(chunks: AsyncIterable<string>, source: SheetSource): Promise<SheetContent> {
  const reader = new SheetReader(source);
  await walk(chunks, {
    open: (name, attributes) => reader.open(name, attributes),
    text: (text) => reader.text(text),
    close: (name) => reader.close(name),
  });
  return reader.content();
}

class SheetReader {
  readonly #source: SheetSource;
  readonly #cells: Cell[] = [];
  readonly #merges: Area[] = [];
  readonly #validations: Validation[] = [];
  readonly #columnFormats = new Map<number, Format>();
  #cutAt: number | undefined;
  #row = 0;
  #column = 0;
  #style = 0;
  #type = '';
  #value = '';
  #formula: string | undefined;
  #reading: string | undefined;
  #isPhonetic = false;
  #validation: { attributes: Attributes; first: string; second: string; areas: string } | undefined;

  constructor(source: SheetSource) {
    this.#source = source;
  }

  content(): SheetContent {
    return {
      cells: this.#cells,
      merges: this.#merges,
      validations: this.#validations,
      columnFormats: this.#columnFormats,
      ...(this.#cutAt === undefined ? {} : { cutAt: this.#cutAt }),
    };
  }

  open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'col':
        this.#takeColumnFormat(attributes);
        break;
      case 'row':
        this.#row = attributes.r ? Number(attributes.r) : this.#row + 1;
        this.#column = 0;
        break;
      case 'c':
        this.#startCell(attributes);
        break;
      case 'rPh':
        this.#isPhonetic = true;
        break;
      case 'f':
        this.#formula = '';
        this.#reading = 'f';
        break;
      case 'v':
      case 't':
        if (!this.#isPhonetic) this.#reading = 'v';
        break;
      case 'mergeCell': {
        const area = areaOf(attributes.ref ?? '');
        if (area && this.#merges.length < bookLimits.rows) this.#merges.push(area);
        break;
      }
      case 'dataValidation':
        this.#validation = { attributes, first: '', second: '', areas: attributes.sqref ?? '' };
        break;
      case 'formula1':
      case 'formula2':
      case 'sqref':
        this.#reading = name;
        break;
    }
  }

  text(text: string): void {
    const validation = this.#validation;
    if (this.#reading === 'v') {
      if (this.#value.length < bookLimits.text) this.#value += text;
    } else if (this.#reading === 'f') this.#formula += text;
    else if (!validation) return;
    else if (this.#reading === 'formula1') validation.first += text;
    else if (this.#reading === 'formula2') validation.second += text;
    else if (this.#reading === 'sqref') validation.areas += text;
  }

  close(name: string): void {
    switch (name) {
      case 'rPh':
        this.#isPhonetic = false;
        break;
      case 'c':
        this.#endCell();
        break;
      case 'f':
      case 'v':
      case 't':
      case 'formula1':
      case 'formula2':
      case 'sqref':
        this.#reading = undefined;
        break;
      case 'dataValidation':
        this.#endValidation();
        break;
    }
  }

  #takeColumnFormat({ min, max, style }: Attributes): void {
    const format = this.#source.formats[Number(style ?? 0)] ?? general;
    if (format.kind === 'general') return;
    const last = Math.min(Number(max), bookLimits.columns);
    for (let column = Number(min); column <= last; column++) this.#columnFormats.set(column, format);
  }

  #startCell({ r, s, t }: Attributes): void {
    const area = r === undefined ? undefined : areaOf(r);
    this.#column = area?.left ?? this.#column + 1;
    if (area) this.#row = area.top;
    this.#style = Number(s ?? 0);
    this.#type = t ?? 'n';
    this.#value = '';
    this.#formula = undefined;
    this.#reading = undefined;
  }

  #endCell(): void {
    const { starts1904, strings, formats } = this.#source;
    const format = formats[this.#style] ?? general;
    const raw = this.#type === 's' ? (strings[Number(this.#value)] ?? '') : this.#value.slice(0, bookLimits.text);
    const number = this.#type === 'n' && raw !== '' ? Number(raw) : Number.NaN;
    const text = Number.isFinite(number)
      ? shown(number, format, starts1904)
      : this.#type === 'b'
        ? isTrue(raw)
          ? 'TRUE'
          : 'FALSE'
        : (this.#type === 's' ? raw : unescaped(raw)).trim();
    if (text === '') {
      if (format.kind !== 'general' && !this.#columnFormats.has(this.#column))
        this.#columnFormats.set(this.#column, format);
      return;
    }
    if (this.#column > bookLimits.columns)
      throw unreadable(`超过 ${bookLimits.columns} 列（到 ${columnLetters(this.#column)} 列还有内容）`);
    if (this.#row > bookLimits.rows || this.#cells.length >= this.#source.room) {
      this.#cutAt ??= this.#row;
      return;
    }
    this.#cells.push({
      row: this.#row,
      column: this.#column,
      text,
      format,
      ...(Number.isFinite(number) ? { number } : {}),
      ...(this.#formula === undefined ? {} : { formula: this.#formula }),
      ...(this.#type === 'e' ? { isError: true as const } : {}),
    });
  }

  #endValidation(): void {
    const {
      attributes,
      first,
      second,
      areas: places,
    } = this.#validation ?? { attributes: {}, first: '', second: '', areas: '' };
    this.#validation = undefined;
    const areas = places.split(/\s+/, bookLimits.rules).flatMap((place) => areaOf(place) ?? []);
    if (areas.length === 0 || this.#validations.length >= bookLimits.rules) return;
    const { type = 'none', operator = 'between' } = attributes;
    this.#validations.push({ areas, type, operator, first, second });
  }
}
