import type { AnyFieldProps } from './field-props.ts';
import { valueText } from './value-text.ts';

/** What nobody enters: results, numbers that the system gives, the record's own dates. */
export function ResultField({ id, field, value, situation, labelledBy }: AnyFieldProps) {
  return (
    <output id={id} className="result" aria-labelledby={labelledBy}>
      {valueText(field, value, situation) || '–'}
    </output>
  );
}
