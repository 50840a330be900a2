/** What the parts of the checker share: the problems they find, and values made into the kind that is wanted. */
import { blankOf, isConvertible, isEmptyText, type One, type Operand } from './check-kinds.ts';
import type { ScalarKind } from './conversion.ts';
import type { FormulaProblem, FormulaProblemCode } from './messages.ts';
import { canBeBlank, type Plan, type Series, type SeriesPart } from './plan.ts';
import type { Span } from './syntax.ts';
import { formulaErrors } from './values.ts';

export class Checking {
  readonly problems: FormulaProblem[] = [];

  problem(code: FormulaProblemCode, { from, to }: Span, details?: FormulaProblem['details']): void {
    this.problems.push({ code, from, to, ...(details && { details }) });
  }

  /**
   * A value as the kind that is wanted; a problem when it has no such meaning.
   * @param blankAs what stands for blank
   */
  as(operand: Operand, wanted: ScalarKind, blankAs: number | string | boolean | null = blankOf(wanted)): Plan {
    const one = this.one(operand);
    if (!one) return failed(wanted);
    if (!isConvertible(one.type, wanted)) {
      this.problem('formulas.wrong-type', one.at, { wanted, found: one.type });
      return failed(wanted);
    }
    if (one.type === 'blank') return { kind: 'constant', type: wanted, value: blankAs };
    if (one.type === wanted && (blankAs === null || !canBeBlank(one.plan))) return one.plan;
    return { kind: 'convert', type: wanted, operand: one.plan, blankAs };
  }

  /** A value as the kind that it shares with others; `""` beside numbers is nothing. */
  branch(operand: Operand, kind: ScalarKind | 'blank'): Plan {
    if (kind === 'blank') return { kind: 'constant', type: 'mixed', value: null };
    if (operand.kind === 'one' && isEmptyText(operand) && kind !== 'text')
      return { kind: 'constant', type: kind, value: null };
    return this.as(operand, kind, null);
  }

  one(operand: Operand): One | undefined {
    if (operand.kind === 'list') this.problem('formulas.list-for-one', operand.at, { found: labelOf(operand) });
    return operand.kind === 'one' ? operand : undefined;
  }

  /** Single values and lists as one list. */
  series(operands: readonly Operand[], wanted: ScalarKind, isDense: boolean): Series {
    const blankAs = isDense ? null : blankOf(wanted);
    const parts = operands.flatMap((operand): SeriesPart[] => {
      if (operand.kind !== 'list') return [{ kind: 'one', plan: this.as(operand, wanted, blankAs) }];
      // A text among single values may be a number; a column of texts where numbers are wanted is a slip.
      const isFit =
        operand.of === wanted ||
        wanted === 'mixed' ||
        wanted === 'text' ||
        (wanted === 'boolean' && operand.of === 'number');
      if (isFit) return [{ kind: 'list', binding: operand.binding, from: operand.of, blankAs }];
      this.problem('formulas.wrong-type', operand.at, { wanted, found: operand.of });
      return [];
    });
    return { kind: 'series', type: wanted, parts, isDense };
  }
}

export function labelOf({ binding }: Extract<Operand, { kind: 'list' }>): string {
  return [...(binding.subform ? [binding.subform.label] : []), binding.field.label].join('.');
}

/** Stands where there is a problem; never evaluated. */
export function failed(type: ScalarKind): Plan {
  return { kind: 'constant', type, value: formulaErrors.value };
}
