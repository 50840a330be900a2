/** Functions: whether there are as many arguments as they take, and what becomes of each. */
import { commonKind, comparedAs, type Operand } from './check-kinds.ts';
import { one } from './check-operators.ts';
import type { Checking } from './checking.ts';
import type { ScalarKind } from './conversion.ts';
import type { BranchingFunction, FunctionDefinition, Parameter, PlainFunction } from './functions/definition.ts';
import { comparison } from './functions/operators.ts';
import type { Operation, Plan, Series } from './plan.ts';
import type { Expression } from './syntax.ts';
import { formulaErrors } from './values.ts';

export type Call = Extract<Expression, { kind: 'call' }>;

/** How many arguments come again and again at the end, and how many stand before. */
export function repetition({ parameters }: FunctionDefinition): { readonly before: number; readonly group: number } {
  const before = parameters.findIndex(({ repeats }) => repeats);
  return before < 0 ? { before: parameters.length, group: 0 } : { before, group: parameters.length - before };
}

/** The parameter an argument is for; undefined for one too many. */
export function parameterAt(definition: FunctionDefinition, index: number): Parameter | undefined {
  const { before, group } = repetition(definition);
  if (index < before || group === 0) return definition.parameters[index];
  return definition.parameters[before + ((index - before) % group)];
}

/** @returns false when there are too few or too many; the problem is told then */
export function checkCount(checking: Checking, at: Call, definition: FunctionDefinition): boolean {
  const { name, parameters } = definition;
  const given = at.arguments.length;
  const least = parameters.filter(({ optional }) => !optional).length;
  const { before, group } = repetition(definition);
  const missing = (index: number) => {
    const parameter = parameterAt(definition, index)?.name;
    return { parameter: parameter?.zh, parameterEn: parameter?.en };
  };
  if (given < least) {
    checking.problem('formulas.too-few-arguments', at.nameSpan, { name, least, ...missing(given) });
    return false;
  }
  if (group === 0 && given > parameters.length) {
    const extra = at.arguments[parameters.length] ?? at;
    checking.problem('formulas.too-many-arguments', extra, { name, most: parameters.length });
    return false;
  }
  const isWhole = group < 2 || (given - before) % group === 0;
  // After the pairs of SWITCH one more may stand.
  const isSwitch = definition.kind === 'branching' && definition.branch === 'switch';
  if (!isWhole && !isSwitch) {
    checking.problem('formulas.incomplete-pair', at.nameSpan, { name, ...missing(given) });
    return false;
  }
  return true;
}

const seriesKinds = {
  numbers: ['number', true],
  texts: ['text', false],
  values: ['mixed', false],
  booleans: ['boolean', false],
  list: ['mixed', false],
  numberList: ['number', true],
  days: ['date', true],
} as const;

export function checkPlain(
  checking: Checking,
  at: Call,
  definition: PlainFunction,
  operands: readonly Operand[],
): Operand {
  const parts: (Plan | Series | undefined)[] = [];
  const blankFor: number[] = [];
  const formats: (string | undefined)[] = [];
  for (const [index, parameter] of definition.parameters.entries()) {
    const operand = operands[index];
    const { kind } = parameter;
    // Left out, as in ROUND(x,): as if it were not there.
    if (!operand || (parameter.optional && operand.at.kind === 'blank')) parts.push(undefined);
    else if (kind === 'format') formats.push(formatOf(checking, operand, parameter, definition));
    else if (kind === 'ordered') parts.push(ordered(checking, operands.slice(index)));
    else if (kind in seriesKinds) {
      const [wanted, isDense] = seriesKinds[kind as keyof typeof seriesKinds];
      const members = parameter.repeats ? operands.slice(index) : [operand];
      if (kind === 'list' && operand.kind === 'one') checking.problem('formulas.list-needed', operand.at);
      parts.push(checking.series(members, wanted, isDense));
    } else {
      if (kind === 'date' || kind === 'dateTime' || kind === 'time') blankFor.push(parts.length);
      // A mixed value keeps its blank, for some functions ask for it.
      parts.push(checking.as(operand, kind as ScalarKind));
    }
  }
  const operation = operationOf(checking, at, definition, formats);
  const [first] = parts;
  const type = definition.result === 'argument' ? (first?.type ?? 'number') : definition.result;
  const plan: Plan = { kind: 'call', type, operation, arguments: parts, blankFor };
  // The greatest of no numbers is 0, as in Excel; of no days there is none, for day 0 is no date.
  const isNumberOfNone = definition.result === 'argument' && type === 'number' && operation.mayBeBlank === true;
  return one(isNumberOfNone ? { kind: 'convert', type, operand: plan, blankAs: 0 } : plan, at);
}

function operationOf(
  checking: Checking,
  at: Call,
  { operation, parameters }: PlainFunction,
  formats: readonly (string | undefined)[],
): Operation {
  if (typeof operation !== 'function') return operation;
  const written = formats.filter((format) => format !== undefined);
  const made = written.length === formats.length ? operation(written) : undefined;
  if (made) return made;
  const place = parameters.findIndex(({ kind }) => kind === 'format');
  if (written.length === formats.length)
    checking.problem('formulas.bad-format', at.arguments[place] ?? at, { format: written[0] });
  // There is a problem, so it is never run.
  return comparison('=', 'number');
}

function formatOf(
  checking: Checking,
  operand: Operand,
  { choices }: Parameter,
  { examples }: PlainFunction,
): string | undefined {
  if (operand.at.kind !== 'text') {
    const example = /"[^"]*"(?=\)$)/.exec(examples[0]?.formula ?? '')?.[0];
    checking.problem('formulas.literal-needed', operand.at, { example });
    return undefined;
  }
  const text = operand.at.value;
  if (!choices || choices.includes(text.toUpperCase())) return text;
  checking.problem('formulas.not-a-choice', operand.at, { text, choices: choices.join('、') });
  return undefined;
}

/** Days when all are days, times when all are times, otherwise numbers. */
function ordered(checking: Checking, operands: readonly Operand[]): Series {
  const kinds = new Set<ScalarKind | 'blank'>(
    operands.flatMap((operand): (ScalarKind | 'blank')[] => {
      if (operand.kind === 'unknown') return [];
      const kind = operand.kind === 'list' ? operand.of : operand.type;
      return kind === 'blank' ? [] : [kind];
    }),
  );
  const [first = 'number'] = kinds;
  const isDated = first === 'date' || first === 'dateTime' || first === 'time';
  return checking.series(operands, kinds.size === 1 && isDated ? (first as ScalarKind) : 'number', true);
}

export function checkBranching(
  checking: Checking,
  at: Call,
  { branch }: BranchingFunction,
  operands: readonly Operand[],
): Operand {
  const [first, second, third] = operands as [Operand, Operand, Operand | undefined];
  const common = (choices: readonly Operand[]) =>
    commonKind(choices.flatMap((choice) => (choice.kind === 'one' ? [choice] : [])));
  const typed = (kind: ScalarKind | 'blank', plan: Plan): Operand =>
    kind === 'blank' ? { kind: 'one', type: 'blank', plan, at } : one(plan, at);
  switch (branch) {
    case 'if': {
      const kind = common([second, ...(third ? [third] : [])]);
      const type = kind === 'blank' ? 'mixed' : kind;
      // Excel says FALSE where there is no otherwise; in a form that would be a value nobody wrote.
      const otherwise = third ? checking.branch(third, kind) : ({ kind: 'constant', type, value: null } as const);
      const condition = checking.as(first, 'boolean');
      return typed(kind, { kind: 'if', type, condition, yes: checking.branch(second, kind), no: otherwise });
    }
    case 'ifs': {
      const kind = common(operands.filter((_, index) => index % 2 === 1));
      const type = kind === 'blank' ? 'mixed' : kind;
      let plan: Plan = { kind: 'constant', type, value: formulaErrors.notAvailable };
      for (let index = operands.length - 2; index >= 0; index -= 2) {
        const condition = checking.as(operands[index] as Operand, 'boolean');
        const yes = checking.branch(operands[index + 1] as Operand, kind);
        plan = { kind: 'if', type, condition, yes, no: plan };
      }
      return typed(kind, plan);
    }
    case 'switch':
      return checkSwitch(checking, operands, common, typed);
    case 'choose': {
      const choices = operands.slice(1);
      const kind = common(choices);
      const type = kind === 'blank' ? 'mixed' : kind;
      const index = checking.as(first, 'number');
      const plans = choices.map((choice) => checking.branch(choice, kind));
      return typed(kind, { kind: 'choose', type, index, choices: plans });
    }
    default: {
      const kind = common([first, second]);
      const type = kind === 'blank' ? 'mixed' : kind;
      const only = branch === 'ifError' ? 'any' : 'notAvailable';
      const [operand, fallback] = [checking.branch(first, kind), checking.branch(second, kind)];
      return typed(kind, { kind: 'catch', type, operand, fallback, only });
    }
  }
}

function checkSwitch(
  checking: Checking,
  [subject, ...rest]: readonly Operand[],
  common: (choices: readonly Operand[]) => ScalarKind | 'blank',
  typed: (kind: ScalarKind | 'blank', plan: Plan) => Operand,
): Operand {
  if (!subject) throw new Error('counted before');
  const last = rest.length % 2 === 1 ? rest.at(-1) : undefined;
  const pairs = Array.from({ length: Math.floor(rest.length / 2) }, (_, index) => rest.slice(index * 2, index * 2 + 2));
  const values = pairs.map(([value]) => value as Operand);
  const results = pairs.map(([, result]) => result as Operand);
  const kind = common(last ? [...results, last] : results);
  const type = kind === 'blank' ? 'mixed' : kind;
  const compared = comparedAs([subject, ...values].flatMap((operand) => (operand.kind === 'one' ? [operand] : [])));
  const cases = pairs.map((_, index) => ({
    value: checking.as(values[index] as Operand, compared.as),
    result: checking.branch(results[index] as Operand, kind),
  }));
  const otherwise = last
    ? checking.branch(last, kind)
    : ({ kind: 'constant', type, value: formulaErrors.notAvailable } as const);
  const isEqual = comparison('=', compared.order);
  return typed(kind, {
    kind: 'match',
    type,
    subject: checking.as(subject, compared.as),
    isEqual,
    cases,
    otherwise,
  });
}
