/** What the record was before: each change with its author, reason, and what it changed from and to. */
import type { FieldDefinition, FormValues } from '@anshao/core/forms/contract.ts';
import { type FormRecord, recordHistory } from '@anshao/core/forms/records.ts';
import { fieldTypeOf } from '@anshao/core/forms/registry.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { Moment } from '../../base/Moment.tsx';
import { changedKeys } from '../../form-records/merge-values.ts';
import { namingOf, type OpenForm } from '../../form-records/open-form.ts';
import { recordText } from '../../form-records/record-text.ts';
import { type Naming, nameOf, valueText } from '../../forms/value-text.ts';
import { useCall } from '../calls.ts';
import { Bones, Failure } from '../frame/states.tsx';
import { t } from '../text.ts';

interface State {
  readonly revision: number;
  readonly values: FormValues;
  readonly labels: FormRecord['labels'];
  readonly at: string;
  readonly by: string;
  /** Why this content came to be. */
  readonly reason: string;
}

export function RecordHistory({ formKey, open, record }: { formKey: string; open: OpenForm; record: FormRecord }) {
  const read = useCall(recordHistory, { params: { form: formKey, id: record.id } });
  if (read.isPending) return <Bones lines={4} />;
  if (read.error) return <Failure problem={read.error} retry={() => void read.refetch()} />;
  const states = statesOf(record, read.data.rows);
  const names = { ...read.data.names, ...record.names };
  return (
    <ol className="moments record-history">
      {states.map((state, index) => (
        <Change key={state.revision} open={open} names={names} state={state} before={states[index + 1]} />
      ))}
    </ol>
  );
}

type Rows = readonly {
  revision: number;
  values: FormValues;
  labels?: FormRecord['labels'];
  at: string;
  by: { name: string } | null;
  reason: string;
}[];

/**
 * Newest first. A former content comes with when, by whom and why it was replaced: that tells how the one after it came
 * to be.
 */
function statesOf(record: FormRecord, rows: Rows): State[] {
  const system = recordText('bySystem');
  const former = rows
    .filter((row) => row.revision < record.revision)
    .sort((one, other) => one.revision - other.revision);
  const { revision: latest, values: present, labels } = record;
  const contents: Pick<Rows[number], 'revision' | 'values' | 'labels'>[] = [
    ...former,
    { revision: latest, values: present, ...(labels && { labels }) },
  ];
  return contents
    .map(({ revision, values, labels: had }, index): State => {
      const replaced = former[index - 1];
      return {
        revision,
        values,
        labels: had,
        at: replaced?.at ?? (index === 0 ? record.createdAt : record.updatedAt),
        by: (index === 0 ? record.createdBy?.name : replaced?.by?.name) ?? system,
        reason: replaced?.reason ?? '',
      };
    })
    .reverse();
}

/** Files by their names and rows by what is in them: a count says nothing about what changed. */
function contentText(field: FieldDefinition, value: unknown, wording: Naming): string {
  if (field.type === 'subform' && Array.isArray(value))
    return value
      .map((row: unknown, index) => {
        const values = (row ?? {}) as FormValues;
        const parts = field.fields.flatMap((inner) => {
          const words = contentText(inner, values[inner.key], wording);
          return words ? [recordText('partIs', { field: inner.label, value: words })] : [];
        });
        return recordText('rowIs', { n: index + 1, row: parts.join(t('semicolon')) || recordText('nothing') });
      })
      .join('\n');
  if (fieldTypeOf(field).refersTo === 'file')
    return [value]
      .flat()
      .flatMap((id) => (typeof id === 'string' ? [nameOf(id, wording)] : []))
      .join(t('listComma'));
  return valueText(field, value, wording);
}

function Change({
  open,
  names,
  state,
  before,
}: {
  open: OpenForm;
  names: Naming['names'];
  state: State;
  before: State | undefined;
}) {
  const [isOpen, setOpen] = useState(false);
  const fields = new Map(open.definition.fields.map((field) => [field.key, field]));
  const keys = before ? changedKeys(before.values, state.values).filter((key) => fields.has(key)) : [];
  const say = (field: FieldDefinition, { values, labels }: State) =>
    contentText(field, values[field.key], namingOf(open, names, labels)) || recordText('nothing');
  return (
    <li>
      <b>
        {!before
          ? recordText('madeRecord')
          : keys.length > 0
            ? recordText('changedCount', { count: keys.length })
            : recordText('unchanged')}
      </b>{' '}
      {state.by} <Moment at={state.at} />
      {state.reason ? <p>{recordText('reasonIs', { reason: state.reason })}</p> : null}
      {before && keys.length > 0 ? (
        <>
          <Button size="small" type="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {recordText(isOpen ? 'hideChanges' : 'showChanges')}
          </Button>
          {isOpen ? (
            <table className="compare-table">
              <thead>
                <tr>
                  <th scope="col">{recordText('field')}</th>
                  <th scope="col">{recordText('before')}</th>
                  <th scope="col">{recordText('after')}</th>
                </tr>
              </thead>
              <tbody>
                {keys.map((key) => {
                  const field = fields.get(key) as FieldDefinition;
                  return (
                    <tr key={key}>
                      <th scope="row">{field.label}</th>
                      <td>{say(field, before)}</td>
                      <td>{say(field, state)}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          ) : null}
        </>
      ) : null}
    </li>
  );
}
