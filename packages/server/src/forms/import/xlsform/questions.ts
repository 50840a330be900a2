/** The questions of an XLSForm by their names: which field each became and where it stands. */
import type { ValueKind } from '@anshao/core/expressions/condition.ts';
import type { DraftField } from '../draft.ts';

export interface Question {
  readonly name: string;
  readonly field: DraftField;
  /** How conditions see its value. */
  readonly kind: ValueKind;
  /** Keys of the subforms around it, outermost first. */
  readonly within: readonly string[];
  /** Of choices: labels by code, for formulas see labels. */
  readonly labels?: ReadonlyMap<string, string>;
}

export type Questions = ReadonlyMap<string, Question>;

/** From where an expression looks at questions. */
export interface Standpoint {
  readonly questions: Questions;
  readonly within: readonly string[];
  /** What `.` means. */
  readonly self?: Question | undefined;
}

/** An expression that cannot be said in a form; the message is for the designer, in Chinese. */
export class Inexpressible extends Error {}

export function questionNamed(name: string, { questions }: Standpoint): Question {
  const found = questions.get(name);
  if (!found) throw new Inexpressible(`没有“${name}”这个控件`);
  return found;
}

/** How many records up a question is, or undefined when it stands in rows that the standpoint is not in. */
export function stepsUp(question: Question, { within }: Standpoint): number | undefined {
  const isAround = question.within.every((key, index) => within[index] === key);
  return isAround ? within.length - question.within.length : undefined;
}
