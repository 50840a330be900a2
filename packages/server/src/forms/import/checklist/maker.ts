/** What all parts of a checklist need to make fields: the sheet's rules, keys as they are given out, and the findings. */
import type { Certainty } from '@anshao/core/forms/import-contract.ts';
import type { Area } from '../book/addresses.ts';
import type { BookSheet, CellRule } from '../book/read-book.ts';
import type { DraftField, Keys } from '../draft.ts';
import type { Findings, Place } from '../findings.ts';
import { type Evidence, type FieldGuess, guessField } from './guess-field.ts';

export class Maker {
  readonly sheet: BookSheet;
  readonly findings: Findings;
  readonly latin: (text: string) => string;
  readonly newId: () => string;

  constructor(sheet: BookSheet, findings: Findings, latin: (text: string) => string, newId: () => string) {
    this.sheet = sheet;
    this.findings = findings;
    this.latin = latin;
    this.newId = newId;
  }

  place(area: Area): Place {
    return { sheet: this.sheet.name, area };
  }

  /** The rule of the cells of a column from one row to another; a list before limits. */
  ruleFor(column: number, from: number, to: number = from): CellRule | undefined {
    const rules = this.sheet.rules.filter(({ areas }) =>
      areas.some(({ left, right, top, bottom }) => left <= column && column <= right && top <= to && from <= bottom),
    );
    return rules.find(({ type }) => type === 'list') ?? rules[0];
  }

  /** A field out of what is known of it, with its guess. */
  field(keys: Keys, evidence: Evidence, area: Area, knowing?: Partial<FieldGuess>): DraftField {
    const guess: FieldGuess = { ...guessField(evidence), ...knowing };
    const { label, isRequired } = evidence.title;
    const field = {
      key: keys.next(label),
      label,
      type: guess.type,
      ...(isRequired ? { required: true } : {}),
      ...guess.settings,
    };
    this.guess(field, '', guess.what, guess.certainty, area);
    if (evidence.rule?.type === 'list' && !evidence.rule.choices)
      this.findings.miss(this.place(area), evidence.rule.first, '下拉列表由公式算出，请在表单设计器中补上选项');
    return field;
  }

  guess(target: object, setting: string, what: string, certainty: Certainty, area: Area): void {
    this.findings.guess(target, setting, what, certainty, this.place(area));
  }
}
