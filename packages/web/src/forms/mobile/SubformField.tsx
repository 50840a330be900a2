import type { RowValues } from '@anshao/core/forms/contract.ts';
import { Icon } from '../../base/icons.tsx';
import { newId } from '../../base/ids.ts';
import { FieldBlock } from '../FieldBlock.tsx';
import type { FieldProps } from '../field-props.ts';
import { compiledFields, isRequiredIn, isVisibleIn } from '../fieldset.ts';
import { formText } from '../form-text.ts';
import { FieldControl } from './registry.tsx';

/** Rows with fields of their own, one card per row. Rows that a dictionary gives cannot be added or removed. */
export function SubformField({ id, field, value, onChange, situation, readOnly }: FieldProps<'subform'>) {
  const rows = (Array.isArray(value) ? value : []) as readonly RowValues[];
  const isFixed = field.rowsFrom !== undefined;
  const fields = compiledFields(field);
  const change = (index: number, key: string, next: unknown) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, [key]: next } : row)));
  return (
    <div id={id} className="rows">
      {rows.map((row, index) => (
        <section key={row._id ?? index} className="subrow">
          <header>
            <b>{formText('row', { n: index + 1 })}</b>
            {!isFixed && !readOnly && (
              <button
                type="button"
                className="nb"
                aria-label={formText('removeRow', { n: index + 1 })}
                onClick={() => onChange(rows.filter((_, at) => at !== index))}
              >
                <Icon name="trash" size={18} />
              </button>
            )}
          </header>
          {fields
            .filter((inner) => isVisibleIn(inner, row))
            .map((inner) => (
              <FieldBlock
                Control={FieldControl}
                key={inner.key}
                path={`${id}[${index}].${inner.key}`}
                field={inner.field}
                value={row[inner.key]}
                onChange={(next) => change(index, inner.key, next)}
                situation={situation}
                isRequired={isRequiredIn(inner, row)}
                readOnly={readOnly}
                problem={undefined}
              />
            ))}
        </section>
      ))}
      {!isFixed && !readOnly && rows.length < (field.maxRows ?? 500) && (
        <button type="button" className="mbtn soft" onClick={() => onChange([...rows, { _id: newId() }])}>
          <Icon name="add" size={18} />
          {formText('addRow')}
        </button>
      )}
    </div>
  );
}
