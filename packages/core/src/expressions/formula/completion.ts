/** What an editor offers while a formula is typed: fields and functions at the caret, and the function around it. */
import { parameterAt } from './check-calls.ts';
import type { Bilingual, FunctionDefinition } from './functions/definition.ts';
import { formulaFunctions, functionNamed } from './functions/registry.ts';
import { type Binding, bindName, parentStep } from './names.ts';
import { writeName } from './print.ts';
import type { Span } from './syntax.ts';
import { type Token, tokenize } from './tokens.ts';
import type { FormulaScope, FormulaType } from './types.ts';

export interface Completion {
  readonly kind: 'field' | 'function';
  /** Shown in the list: the label (`检查项.扣分`) or the function's name. */
  readonly name: string;
  /** What takes the place of `span`; the caret goes before the last character of a function's `()`. */
  readonly insert: string;
  readonly caret: number;
  /** Of a field. */
  readonly type?: FormulaType;
  /** Of a function. */
  readonly alias?: string;
  readonly help?: Bilingual;
}

export interface Completions {
  /** What the insertion replaces. */
  readonly span: Span;
  /** The likeliest first. */
  readonly items: readonly Completion[];
}

/**
 * @param text as typed so far, finished or not
 * @param caret where the next character would go
 * @returns nothing to offer within texts and numbers
 */
export function completionsAt(text: string, caret: number, scope: FormulaScope): Completions {
  const { span, typed, before, isOffered } = typedAt(text, caret);
  if (!isOffered) return { span, items: [] };
  const wanted = before === undefined ? typed : `${before}.${typed}`;
  const fields = bindingsOf(scope).map((binding) => fieldItem(binding, scope));
  const functions = before === undefined ? formulaFunctions.map(functionItem) : [];
  // A column is offered by what follows the dot; the whole name is replaced.
  const ranked = [...fields, ...functions].flatMap((item) => {
    const rank = rankOf(item, wanted);
    return rank === undefined || (before !== undefined && !item.name.startsWith(`${before}.`)) ? [] : [{ item, rank }];
  });
  return { span, items: ranked.sort((one, other) => one.rank - other.rank).map(({ item }) => item) };
}

/** 0 for what begins like it, 1 for what holds it; the sort keeps fields before functions. */
function rankOf({ name, alias }: Completion, wanted: string): number | undefined {
  const word = wanted.toUpperCase();
  const names = [name, ...(alias ? [alias] : [])].map((one) => one.toUpperCase());
  if (names.some((one) => one.startsWith(word))) return 0;
  return names.some((one) => one.includes(word)) ? 1 : undefined;
}

function fieldItem(binding: Binding, scope: FormulaScope): Completion {
  const name = [...(binding.subform ? [binding.subform.label] : []), binding.field.label].join('.');
  const insert = writeName(binding, scope, 'label');
  return { kind: 'field', name, insert, caret: insert.length, type: binding.type };
}

function functionItem({ name, alias, help, parameters }: FunctionDefinition): Completion {
  const insert = `${name}()`;
  return { kind: 'function', name, alias, help, insert, caret: insert.length - (parameters.length === 0 ? 0 : 1) };
}

/** Every field a formula may read, those of the row first. */
function bindingsOf(scope: FormulaScope): Binding[] {
  const found: Binding[] = [];
  for (let at: FormulaScope | undefined = scope, up: string[] = []; at; at = at.parent, up = [...up, parentStep])
    for (const { key, columns } of at.fields)
      for (const path of columns?.map((column) => [key, column.key]) ?? [[key]]) {
        const bound = bindName([...up, ...path], 'key', scope);
        if ('binding' in bound) found.push(bound.binding);
      }
  return found;
}

interface Typed {
  readonly span: Span;
  readonly typed: string;
  /** The subform before a dot. */
  readonly before: string | undefined;
  readonly isOffered: boolean;
}

function typedAt(text: string, caret: number): Typed {
  const { tokens } = tokenize(text.slice(0, caret));
  const last = tokens.at(-1);
  const nothing: Typed = { span: { from: caret, to: caret }, typed: '', before: undefined, isOffered: false };
  const afterDot = (
    dot: Token | undefined,
    subform: Token | undefined,
    typed: string,
    to: number,
  ): Typed | undefined =>
    dot?.kind === 'dot' && subform?.kind === 'name'
      ? { span: { from: subform.from, to }, typed, before: subform.name, isOffered: true }
      : undefined;
  if (!last) return { ...nothing, isOffered: true };
  if (last.kind === 'dot') return afterDot(last, tokens.at(-2), '', caret) ?? nothing;
  if (last.kind !== 'name' || last.to < caret) {
    const isOperandNext = last.kind === 'operator' || last.kind === 'open' || last.kind === 'comma';
    return { ...nothing, isOffered: isOperandNext };
  }
  // A name with its closing bracket is finished.
  if (!last.bare && /[】\]］}]$/.test(text.slice(0, caret))) return nothing;
  // What follows the caret within the same word goes as well.
  const rest = last.bare ? (/^[\p{L}\p{N}\p{M}_]*/u.exec(text.slice(caret))?.[0].length ?? 0) : 0;
  const to = caret + rest;
  return (
    afterDot(tokens.at(-2), tokens.at(-3), last.name, to) ?? {
      span: { from: last.from, to },
      typed: last.name,
      before: undefined,
      isOffered: true,
    }
  );
}

export interface Signature {
  readonly definition: FunctionDefinition;
  /** Which argument the caret is in, the first is 0. */
  readonly argument: number;
  /** Its parameter's place in `definition.parameters`; undefined for one too many. */
  readonly parameter: number | undefined;
}

/** The innermost function whose brackets the caret is in. */
export function signatureAt(text: string, caret: number): Signature | undefined {
  const open: { readonly name: string | undefined; commas: number }[] = [];
  let previous: Token | undefined;
  for (const token of tokenize(text).tokens) {
    if (token.to > caret) break;
    if (token.kind === 'open')
      open.push({ name: previous?.kind === 'name' && previous.bare ? previous.name : undefined, commas: 0 });
    else if (token.kind === 'close') open.pop();
    else if (token.kind === 'comma') {
      const innermost = open.at(-1);
      if (innermost) innermost.commas += 1;
    }
    previous = token;
  }
  const around = open.findLast(({ name }) => name !== undefined);
  const definition = around?.name === undefined ? undefined : functionNamed(around.name);
  if (!around || !definition) return undefined;
  const parameter = parameterAt(definition, around.commas);
  return {
    definition,
    argument: around.commas,
    parameter: parameter && definition.parameters.indexOf(parameter),
  };
}
