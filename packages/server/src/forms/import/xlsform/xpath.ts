/**
 * Reads the part of XPath that XLSForms use: `${name}`, `.`, comparisons, arithmetic and functions. Paths through the
 * document (`../x`, `/data/x`) are no names of questions and are refused with a reason in Chinese.
 */

export const xpathOperators = ['or', 'and', '=', '!=', '<', '<=', '>', '>=', '+', '-', '*', 'div', 'mod'] as const;
export type XPathOperator = (typeof xpathOperators)[number];

export type XPath =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  /** A question by its name. */
  | { readonly kind: 'question'; readonly name: string }
  /** `.`: the question the expression belongs to. */
  | { readonly kind: 'self' }
  | { readonly kind: 'negative'; readonly of: XPath }
  | { readonly kind: 'binary'; readonly operator: XPathOperator; readonly left: XPath; readonly right: XPath }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly XPath[] };

export type ReadXPath = { readonly expression: XPath } | { readonly reason: string };

const longest = 10_000;
const deepest = 60;

class Refusal extends Error {}

export function readXPath(text: string): ReadXPath {
  if (text.length > longest) return { reason: '表达式过长' };
  try {
    const reader = new Reader(wordsOf(text));
    return { expression: reader.whole() };
  } catch (error) {
    if (error instanceof Refusal) return { reason: error.message };
    throw error;
  }
}

type Word =
  | { readonly kind: 'value'; readonly value: XPath }
  | { readonly kind: 'name' | 'sign'; readonly text: string };

const shapes = [
  ['blank', /\s+/y],
  ['question', /\$\{\s*([A-Za-z_][\w.-]*)\s*\}/y],
  ['number', /\d+(\.\d+)?|\.\d+/y],
  ['text', /'[^']*'|"[^"]*"|‘[^’]*’|“[^”]*”/y],
  ['path', /\.\.|\/\/?|::|@|\[|\]|\||current\s*\(\s*\)/y],
  ['self', /\./y],
  ['name', /[A-Za-z_][\w.:-]*/y],
  ['sign', /!=|<=|>=|[=<>+*(),-]/y],
] as const;

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    const [kind, found] = match(text, at);
    at += found[0].length;
    switch (kind) {
      case 'blank':
        break;
      case 'question':
        words.push({ kind: 'value', value: { kind: 'question', name: found[1] ?? '' } });
        break;
      case 'number':
        words.push({ kind: 'value', value: { kind: 'number', value: Number(found[0]) } });
        break;
      case 'text':
        words.push({ kind: 'value', value: { kind: 'text', value: found[0].slice(1, -1) } });
        break;
      case 'self':
        words.push({ kind: 'value', value: { kind: 'self' } });
        break;
      case 'path':
        throw new Refusal(`不支持路径“${found[0]}”，请用 \${名称}`);
      default:
        words.push({ kind, text: found[0] });
    }
  }
  return words;
}

function match(text: string, at: number): [(typeof shapes)[number][0], RegExpExecArray] {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = at;
    const found = shape.exec(text);
    if (found) return [kind, found];
  }
  throw new Refusal(`不认识“${Array.from(text.slice(at))[0]}”`);
}

/** From loosest to tightest. */
const strengths: readonly (readonly XPathOperator[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
];

class Reader {
  readonly #words: readonly Word[];
  #at = 0;
  #depth = 0;

  constructor(words: readonly Word[]) {
    this.#words = words;
  }

  whole(): XPath {
    if (this.#words.length === 0) throw new Refusal('表达式是空的');
    const expression = this.#level(0);
    if (this.#at < this.#words.length) throw new Refusal('表达式后面有多余的内容');
    return expression;
  }

  #level(strength: number): XPath {
    const operators = strengths[strength];
    if (!operators) return this.#unary();
    if (++this.#depth > deepest * strengths.length) throw new Refusal('表达式嵌套过深');
    let left = this.#level(strength + 1);
    let length = 0;
    for (;;) {
      const word = this.#words[this.#at];
      const operator = operators.find((one) => word?.kind !== 'value' && word?.text === one);
      if (!operator) break;
      // A long chain makes a tree as deep as it is long.
      if (++length > 200) throw new Refusal('表达式过长');
      this.#at += 1;
      left = { kind: 'binary', operator, left, right: this.#level(strength + 1) };
    }
    this.#depth -= 1;
    return left;
  }

  #unary(): XPath {
    let isNegative = false;
    while (this.#takes('-')) isNegative = !isNegative;
    const operand = this.#operand();
    return isNegative ? { kind: 'negative', of: operand } : operand;
  }

  #operand(): XPath {
    const word = this.#words[this.#at++];
    if (!word) throw new Refusal('表达式没有写完');
    if (word.kind === 'value') return word.value;
    if (word.text === '(') {
      const inner = this.#level(0);
      this.#expects(')');
      return inner;
    }
    if (word.kind !== 'name') throw new Refusal(`“${word.text}”处缺少内容`);
    if (!this.#takes('(')) throw new Refusal(`“${word.text}”不是 \${名称}，也不是函数`);
    const given: XPath[] = [];
    if (!this.#takes(')')) {
      do given.push(this.#level(0));
      while (this.#takes(','));
      this.#expects(')');
    }
    return { kind: 'call', name: word.text.toLowerCase(), arguments: given };
  }

  #takes(sign: string): boolean {
    const word = this.#words[this.#at];
    if (word?.kind !== 'sign' || word.text !== sign) return false;
    this.#at += 1;
    return true;
  }

  #expects(sign: string): void {
    if (!this.#takes(sign)) throw new Refusal(`缺少“${sign}”`);
  }
}

/** Names of the questions an expression reads, each once. */
export function questionsIn(expression: XPath): string[] {
  const found = new Set<string>();
  const visit = (part: XPath): void => {
    if (part.kind === 'question') found.add(part.name);
    else if (part.kind === 'negative') visit(part.of);
    else if (part.kind === 'call') part.arguments.forEach(visit);
    else if (part.kind === 'binary') {
      visit(part.left);
      visit(part.right);
    }
  };
  visit(expression);
  return [...found];
}
