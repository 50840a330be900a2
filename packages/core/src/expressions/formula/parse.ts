/** Reads a formula. Whatever is typed, there is a tree and every problem that can be told, each with its place. */
import type { FormulaProblem } from './messages.ts';
import { type Expression, formulaLimits, operatorStrength, reservedWords, type Span } from './syntax.ts';
import { type Token, tokenize } from './tokens.ts';

export interface Parsed {
  readonly expression: Expression;
  /** In the order of the text. */
  readonly problems: readonly FormulaProblem[];
}

/** @param text as typed or stored; a leading `=`, as in a spreadsheet, is allowed */
export function parseFormula(text: string): Parsed {
  const whole = { from: 0, to: text.length };
  if (text.length > formulaLimits.length) {
    return failed({ code: 'formulas.too-long', details: { max: formulaLimits.length }, ...whole });
  }
  const { tokens, problems } = tokenize(text);
  const [first] = tokens;
  const start = first?.kind === 'operator' && first.operator === '=' ? 1 : 0;
  if (tokens.length === start && problems.length === 0) return failed({ code: 'formulas.empty', ...whole });
  const parser = new Parser(tokens, start, text.length, problems);
  const expression = parser.whole();
  return { expression, problems: problems.sort((one, other) => one.from - other.from) };
}

function failed(problem: FormulaProblem): Parsed {
  return { expression: { kind: 'missing', from: problem.from, to: problem.to }, problems: [problem] };
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #problems: FormulaProblem[];
  readonly #end: number;
  #at: number;
  #depth = 0;
  #operators = 0;
  /** What is deeper is passed over; one problem says so. */
  #tooDeep = false;

  constructor(tokens: readonly Token[], start: number, end: number, problems: FormulaProblem[]) {
    this.#tokens = tokens;
    this.#at = start;
    this.#end = end;
    this.#problems = problems;
  }

  whole(): Expression {
    const expression = this.#binary(1);
    for (let token = this.#peek(); token; token = this.#peek()) {
      // What follows a whole formula: said once, and read on, so that its own problems are told as well.
      if (token.kind === 'close') this.#skip('formulas.extra-bracket', token);
      else if (token.kind === 'comma') this.#skip('formulas.stray-comma', token);
      else if (token.kind === 'dot') this.#skip('formulas.operator-missing', token);
      else {
        this.#problem('formulas.operator-missing', { from: token.from, to: token.from });
        this.#binary(1);
      }
    }
    return expression;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #take(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  #problem(code: FormulaProblem['code'], { from, to }: Span, details?: FormulaProblem['details']): void {
    this.#problems.push({ code, from, to, ...(details && { details }) });
  }

  #skip(code: FormulaProblem['code'], token: Token): void {
    this.#problem(code, token);
    this.#at += 1;
  }

  #binary(weakest: number): Expression {
    return this.#continued(this.#unary(), weakest);
  }

  #continued(first: Expression, weakest: number): Expression {
    let left = first;
    for (;;) {
      const token = this.#peek();
      if (token?.kind !== 'operator' || token.operator === '%' || operatorStrength[token.operator] < weakest)
        return left;
      this.#at += 1;
      const isOneTooMany = this.#operators++ === formulaLimits.operators;
      if (isOneTooMany) this.#problem('formulas.too-many-operators', token, { max: formulaLimits.operators });
      const right = this.#binary(operatorStrength[token.operator] + 1);
      if (this.#operators <= formulaLimits.operators)
        left = { kind: 'binary', operator: token.operator, left, right, from: left.from, to: right.to };
    }
  }

  #unary(): Expression {
    const token = this.#peek();
    if (token?.kind === 'operator' && (token.operator === '-' || token.operator === '+')) {
      this.#at += 1;
      const operand = this.#deeper(token, () => this.#unary());
      return { kind: 'unary', operator: token.operator, operand, from: token.from, to: operand.to };
    }
    return this.#percent(this.#primary());
  }

  #percent(operand: Expression): Expression {
    let result = operand;
    for (let token = this.#peek(); token?.kind === 'operator' && token.operator === '%'; token = this.#peek()) {
      this.#at += 1;
      // Twice a percent sign is a slip of the finger.
      if (result.kind === 'unary' && result.operator === '%') this.#problem('formulas.operand-missing', token);
      else result = { kind: 'unary', operator: '%', operand: result, from: operand.from, to: token.to };
    }
    return result;
  }

  #primary(): Expression {
    const token = this.#peek();
    switch (token?.kind) {
      case 'number':
      case 'text':
        this.#at += 1;
        return token;
      case 'name':
        return this.#name();
      case 'open': {
        this.#at += 1;
        const inner = this.#deeper(token, () => this.#binary(1));
        return { ...inner, from: token.from, to: this.#close(token, inner.to) };
      }
      default:
        return this.#missing();
    }
  }

  #missing(): Expression {
    const at = this.#peek()?.from ?? this.#end;
    if (!this.#tooDeep) this.#problem('formulas.operand-missing', { from: at, to: at });
    return { kind: 'missing', from: at, to: at };
  }

  #name(): Expression {
    const token = this.#take();
    if (token?.kind !== 'name') throw new Error('a name was seen here');
    const { name, spelling, bare, from, to } = token;
    const next = this.#peek();
    if (bare && next?.kind === 'open') return this.#call(name, { from, to });
    if (next?.kind === 'dot') {
      this.#at += 1;
      const column = this.#peek();
      if (column?.kind === 'name') {
        this.#at += 1;
        return { kind: 'field', path: [name, column.name], spelling, from, to: column.to };
      }
      this.#problem('formulas.operand-missing', { from: next.to, to: next.to });
      return { kind: 'field', path: [name], spelling, from, to: next.to };
    }
    const word =
      bare && Object.hasOwn(reservedWords, name.toUpperCase()) ? reservedWords[name.toUpperCase()] : undefined;
    if (word === 'blank') return { kind: 'blank', from, to };
    if (word) return { kind: 'boolean', value: word === 'true', from, to };
    const segments = spelling === 'key' ? name.split('.') : [name];
    return { kind: 'field', path: segments, spelling, from, to };
  }

  #call(name: string, nameSpan: Span): Expression {
    const open = this.#take() as Token;
    const found: Expression[] = [];
    let end = open.to;
    if (this.#peek()?.kind !== 'close' && this.#peek()) {
      for (;;) {
        const next = this.#peek();
        // An argument may be left out: it is blank, as in a spreadsheet.
        if (next?.kind === 'comma' || (next?.kind === 'close' && found.length > 0))
          found.push({ kind: 'blank', from: next.from, to: next.from });
        else found.push(this.#deeper(open, () => this.#binary(1)));
        end = found.at(-1)?.to ?? end;
        if (this.#peek()?.kind === 'comma') {
          end = this.#peek()?.to ?? end;
          this.#at += 1;
          continue;
        }
        const left = this.#peek();
        if (!left || left.kind === 'close') break;
        // Something stands where a comma or the end should; read on as if there were a comma.
        this.#problem('formulas.operator-missing', { from: left.from, to: left.from });
        if (left.kind === 'dot' || left.kind === 'operator') this.#at += 1;
        if (!this.#peek() || this.#peek()?.kind === 'close') break;
      }
    }
    return { kind: 'call', name, nameSpan, arguments: found, from: nameSpan.from, to: this.#close(open, end) };
  }

  /** Reads on to the bracket that closes this one. @returns where it ends */
  #close(open: Token, inside: number): number {
    let end = inside;
    for (let token = this.#peek(); token && !this.#tooDeep; token = this.#peek()) {
      if (token.kind === 'close') {
        this.#at += 1;
        return token.to;
      }
      // Inside brackets that hold no function a comma has no meaning.
      if (token.kind === 'comma') this.#skip('formulas.stray-comma', token);
      else if (token.kind === 'dot') this.#skip('formulas.operator-missing', token);
      else {
        this.#problem('formulas.operator-missing', { from: token.from, to: token.from });
        end = this.#deeper(token, () => this.#binary(1)).to;
      }
    }
    if (!this.#tooDeep) this.#problem('formulas.open-bracket', open);
    return end;
  }

  #deeper(opening: Span, read: () => Expression): Expression {
    if (this.#depth === formulaLimits.depth) {
      if (!this.#tooDeep) this.#problem('formulas.too-deep', opening, { max: formulaLimits.depth });
      this.#tooDeep = true;
      // The rest cannot be told from what encloses it any more.
      this.#at = this.#tokens.length;
      return { kind: 'missing', from: opening.to, to: opening.to };
    }
    this.#depth += 1;
    const expression = read();
    this.#depth -= 1;
    return expression;
  }
}
