/** XPath as a formula. What means something else in the two languages is refused rather than bent. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: XLSForms write the names of questions so.
import { Inexpressible, type Question, questionNamed, type Standpoint, stepsUp } from './questions.ts';
import type { XPath } from './xpath.ts';

/** Kinds of results that a formula field can have. */
export type Result = 'number' | 'text' | 'boolean' | 'date' | 'dateTime' | 'time';

export interface Translated {
  /** As it is stored, keys in braces. */
  readonly text: string;
  readonly result: Result;
  /** Loose ones are put into brackets inside others. */
  readonly isLoose: boolean;
}

/** @throws Inexpressible */
export function toFormula(expression: XPath, standpoint: Standpoint): Translated {
  return new Translator(standpoint).visit(expression);
}

const tight = (text: string, result: Result): Translated => ({ text, result, isLoose: false });
const loose = (text: string, result: Result): Translated => ({ text, result, isLoose: true });
const inner = ({ text, isLoose }: Translated) => (isLoose ? `(${text})` : text);

type Call = Extract<XPath, { kind: 'call' }>;

/** Functions that mean the same under another name, with the number of arguments they take. */
const plain: Readonly<Record<string, readonly [name: string, result: Result, least: number, most: number]>> = {
  round: ['ROUND', 'number', 2, 2],
  int: ['TRUNC', 'number', 1, 1],
  abs: ['ABS', 'number', 1, 1],
  pow: ['POWER', 'number', 2, 2],
  sqrt: ['SQRT', 'number', 1, 1],
  'string-length': ['LEN', 'number', 1, 1],
  'normalize-space': ['TRIM', 'text', 1, 1],
  today: ['TODAY', 'date', 0, 0],
  now: ['NOW', 'dateTime', 0, 0],
  not: ['NOT', 'boolean', 1, 1],
};
const aggregates: Readonly<Record<string, string>> = { sum: 'SUM', min: 'MIN', max: 'MAX' };

class Translator {
  readonly #standpoint: Standpoint;

  constructor(standpoint: Standpoint) {
    this.#standpoint = standpoint;
  }

  visit(part: XPath): Translated {
    switch (part.kind) {
      case 'number':
        return tight(String(part.value), 'number');
      case 'text':
        return tight(quoted(part.value), 'text');
      case 'self':
        return this.#reading(this.#self());
      case 'question':
        return this.#reading(questionNamed(part.name, this.#standpoint));
      case 'negative':
        return loose(`-${inner(this.visit(part.of))}`, 'number');
      case 'binary':
        return this.#binary(part);
      case 'call':
        return this.#call(part);
    }
  }

  #self(): Question {
    if (!this.#standpoint.self) throw new Inexpressible('这里的“.”没有所指');
    return this.#standpoint.self;
  }

  #reading(question: Question): Translated {
    const up = stepsUp(question, this.#standpoint);
    if (up === undefined) throw new Inexpressible(`“${question.name}”在子表单里，有许多个，只能求和、最大或最小`);
    const result = resultOf(question);
    if (!result) throw new Inexpressible(`“${question.name}”不能用于计算`);
    return tight(`{${'$parent.'.repeat(up)}${question.field.key}}`, result);
  }

  #binary({ operator, left, right }: Extract<XPath, { kind: 'binary' }>): Translated {
    if (operator === 'and' || operator === 'or')
      return tight(`${operator.toUpperCase()}(${this.visit(left).text},${this.visit(right).text})`, 'boolean');
    const [one, other] = this.#pair(left, right);
    if (operator === 'mod') return tight(`MOD(${one.text},${other.text})`, 'number');
    if (operator === '=' || operator === '!=')
      return loose(`${inner(one)}${operator === '=' ? '=' : '<>'}${inner(other)}`, 'boolean');
    if (operator === '<' || operator === '<=' || operator === '>' || operator === '>=')
      return loose(`${inner(one)}${operator}${inner(other)}`, 'boolean');
    const isDay = (one.result === 'date' || one.result === 'dateTime') && other.result === 'number';
    const sign = operator === 'div' ? '/' : operator;
    return loose(`${inner(one)}${sign}${inner(other)}`, isDay ? one.result : 'number');
  }

  /** Both sides; a code beside its choice becomes the label, which is how formulas read choices. */
  #pair(left: XPath, right: XPath): [Translated, Translated] {
    return [this.#beside(left, right), this.#beside(right, left)];
  }

  #beside(part: XPath, other: XPath): Translated {
    const question =
      other.kind === 'question'
        ? this.#standpoint.questions.get(other.name)
        : other.kind === 'self'
          ? this.#standpoint.self
          : undefined;
    if (part.kind === 'text' && part.value === '') return tight('""', 'text');
    const code = part.kind === 'text' ? part.value : part.kind === 'number' ? String(part.value) : undefined;
    if (question?.labels && code !== undefined) {
      const label = question.labels.get(code);
      if (label === undefined) throw new Inexpressible(`“${question.name}”没有“${code}”这个选项`);
      return tight(quoted(label), 'text');
    }
    const isDay = part.kind === 'text' && (question?.kind === 'date' || question?.kind === 'dateTime');
    return isDay ? day(part.value) : this.visit(part);
  }

  #call(call: Call): Translated {
    const { name, arguments: given } = call;
    const known = Object.hasOwn(plain, name) ? plain[name] : undefined;
    if (known) {
      const [own, result, least, most] = known;
      arity(call, least, most);
      return tight(`${own}(${given.map((one) => this.visit(one).text).join(',')})`, result);
    }
    if (Object.hasOwn(aggregates, name)) return this.#aggregate(call, aggregates[name] as string);
    switch (name) {
      case 'if': {
        arity(call, 3, 3);
        const [when, then, otherwise] = given.map((one) => this.visit(one)) as [Translated, Translated, Translated];
        const result = then.text === '""' ? otherwise.result : then.result;
        return tight(`IF(${when.text},${then.text},${otherwise.text})`, result);
      }
      case 'true':
      case 'false':
        return tight(name.toUpperCase(), 'boolean');
      case 'concat':
        return loose(given.map((one) => inner(this.visit(one))).join('&') || '""', 'text');
      case 'string':
        arity(call, 1, 1);
        return loose(`${inner(this.visit(given[0] as XPath))}&""`, 'text');
      case 'number':
        arity(call, 1, 1);
        return tight(`VALUE(${this.visit(given[0] as XPath).text})`, 'number');
      case 'coalesce': {
        arity(call, 2, 2);
        const [one, other] = given.map((part) => this.visit(part)) as [Translated, Translated];
        return tight(`IF(ISBLANK(${one.text}),${other.text},${one.text})`, one.result);
      }
      case 'substr':
        return this.#part(call);
      case 'contains': {
        arity(call, 2, 2);
        const [text, sought] = given.map((one) => this.visit(one).text);
        return tight(`ISNUMBER(FIND(${sought},${text}))`, 'boolean');
      }
      case 'starts-with': {
        arity(call, 2, 2);
        const [text, start] = given.map((one) => this.visit(one)) as [Translated, Translated];
        return loose(`LEFT(${text.text},LEN(${start.text}))=${inner(start)}`, 'boolean');
      }
      case 'selected':
        return this.#selected(call);
      case 'count-selected':
        arity(call, 1, 1);
        return tight(`COUNTA(${this.visit(given[0] as XPath).text})`, 'number');
      case 'count':
        return this.#count(call);
      case 'date':
        arity(call, 1, 1);
        return given[0]?.kind === 'text' ? day(given[0].value) : this.visit(given[0] as XPath);
      case 'decimal-date-time':
        // A day is 1 in both languages, and only differences are ever asked for.
        arity(call, 1, 1);
        return this.visit(given[0] as XPath);
      default:
        throw new Inexpressible(`没有与 ${name}() 对应的函数`);
    }
  }

  /** Over the rows of a subform, or over what is given. */
  #aggregate(call: Call, own: string): Translated {
    arity(call, 1, 50);
    const parts = call.arguments.map((part) => {
      const question = part.kind === 'question' ? this.#standpoint.questions.get(part.name) : undefined;
      if (!question || stepsUp(question, this.#standpoint) !== undefined) return this.visit(part).text;
      if (question.within.length !== 1) throw new Inexpressible(`“${question.name}”在更深一层的子表单里`);
      const up = '$parent.'.repeat(this.#standpoint.within.length);
      return `{${up}${question.within[0]}.${question.field.key}}`;
    });
    return tight(`${own}(${parts.join(',')})`, 'number');
  }

  /** How many rows there are: those with and those without something in one of their columns. */
  #count(call: Call): Translated {
    arity(call, 1, 1);
    const [part] = call.arguments;
    if (part?.kind !== 'question') throw new Inexpressible('count() 里须是子表单或其中的控件');
    const asked = questionNamed(part.name, this.#standpoint);
    const key = asked.field.type === 'subform' ? asked.field.key : asked.within[0];
    const isOutside = this.#standpoint.within.length === 0;
    const column = [...this.#standpoint.questions.values()].find(
      ({ within, field, kind }) =>
        within.length === 1 && within[0] === key && field.type !== 'formula' && countable.has(kind),
    );
    if (!isOutside || asked.within.length > 1 || !column) throw new Inexpressible(`不能数出“${part.name}”的行数`);
    const path = `{${key}.${column.field.key}}`;
    return loose(`COUNTA(${path})+COUNTBLANK(${path})`, 'number');
  }

  /** XPath counts characters from 0 and gives the end, a spreadsheet counts from 1 and gives the length. */
  #part(call: Call): Translated {
    arity(call, 2, 3);
    const [text, from, to] = call.arguments;
    if (from?.kind !== 'number' || (to && to.kind !== 'number')) throw new Inexpressible('substr() 的位置须为数字');
    const length = to?.kind === 'number' ? Math.max(0, to.value - from.value) : 10_000;
    return tight(`MID(${this.visit(text as XPath).text},${from.value + 1},${length})`, 'text');
  }

  #selected(call: Call): Translated {
    arity(call, 2, 2);
    const [choice, code] = call.arguments as [XPath, XPath];
    if (choice.kind !== 'question' && choice.kind !== 'self')
      throw new Inexpressible('selected() 的第一项须是 ${名称}');
    const [list, value] = this.#pair(choice, code);
    const question = choice.kind === 'self' ? this.#self() : questionNamed(choice.name, this.#standpoint);
    if (question.kind === 'texts') return tight(`INCLUDES(${list.text},${value.text})`, 'boolean');
    return loose(`${list.text}=${inner(value)}`, 'boolean');
  }
}

const countable: ReadonlySet<string> = new Set(['text', 'number', 'date', 'dateTime', 'boolean']);

function arity({ name, arguments: given }: Call, least: number, most: number): void {
  if (given.length < least || given.length > most) throw new Inexpressible(`${name}() 的参数个数不对`);
}

function quoted(text: string): string {
  if (text.length > 1000) throw new Inexpressible('文字过长');
  return `"${text.replaceAll('"', '""')}"`;
}

function day(text: string): Translated {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (!found) throw new Inexpressible(`“${text}”不是日期`);
  return tight(`DATE(${Number(found[1])},${Number(found[2])},${Number(found[3])})`, 'date');
}

function resultOf({ kind, field }: Question): Result | undefined {
  if (kind === 'texts') return 'text';
  if (field.type === 'time') return 'time';
  return kind === 'text' || kind === 'number' || kind === 'boolean' || kind === 'date' || kind === 'dateTime'
    ? kind
    : undefined;
}
