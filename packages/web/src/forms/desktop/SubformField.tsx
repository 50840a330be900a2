import type { RowValues } from '@anshao/core/forms/contract.ts';
import { Button } from 'antd';
import { Icon } from '../../base/icons.tsx';
import { newId } from '../../base/ids.ts';
import { FieldBlock } from '../FieldBlock.tsx';
import type { FieldProps } from '../field-props.ts';
import { compiledFields, isRequiredIn, isVisibleIn } from '../fieldset.ts';
import { formText } from '../form-text.ts';
import { FieldControl } from './registry.tsx';

/** Rows with fields of their own. Rows that a dictionary gives cannot be added or removed. */
export function SubformField({ id, field, value, onChange, situation, readOnly }: FieldProps<'subform'>) {
  const rows = (Array.isArray(value) ? value : []) as readonly RowValues[];
  const canChangeRows = field.rowsFrom === undefined && !readOnly;
  const fields = compiledFields(field);
  const change = (index: number, key: string, next: unknown) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, [key]: next } : row)));
  return (
    <div id={id} className="stack">
      {rows.map((row, index) => (
        <section key={String(row._id ?? index)} className="card padded" aria-label={formText('row', { n: index + 1 })}>
          <div className="row">
            <b>{formText('row', { n: index + 1 })}</b>
            <span className="spread" />
            {canChangeRows ? (
              <Button
                type="text"
                size="small"
                aria-label={formText('removeRow', { n: index + 1 })}
                icon={<Icon name="trash" size={16} />}
                onClick={() => onChange(rows.filter((_, at) => at !== index))}
              />
            ) : null}
          </div>
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
      {canChangeRows && rows.length < (field.maxRows ?? 500) ? (
        <Button icon={<Icon name="add" size={16} />} onClick={() => onChange([...rows, { _id: newId() }])}>
          {formText('addRow')}
        </Button>
      ) : null}
    </div>
  );
}
