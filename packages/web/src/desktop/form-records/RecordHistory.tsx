/** What the record was before: each change with its author, reason, and what it changed from and to. */
import type { FieldDefinition, FormValues } from '@anshao/core/forms/contract.ts';
import { type FormRecord, recordHistory } from '@anshao/core/forms/records.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { Moment } from '../../base/Moment.tsx';
import { changedKeys } from '../../form-records/merge-values.ts';
import { namingOf, type OpenForm } from '../../form-records/open-form.ts';
import { recordText } from '../../form-records/record-text.ts';
import { valueText } from '../../forms/value-text.ts';
import { useCall } from '../calls.ts';
import { Bones, Failure } from '../frame/states.tsx';

interface State {
  readonly revision: number;
  readonly values: FormValues;
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
  return (
    <ol className="moments record-history">
      {states.map((state, index) => (
        <Change key={state.revision} open={open} record={record} state={state} before={states[index + 1]} />
      ))}
    </ol>
  );
}

type Rows = readonly {
  revision: number;
  values: FormValues;
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
  const contents = [...former, { revision: record.revision, values: record.values }];
  return contents
    .map(({ revision, values }, index): State => {
      const replaced = former[index - 1];
      return {
        revision,
        values,
        at: replaced?.at ?? (index === 0 ? record.createdAt : record.updatedAt),
        by: (index === 0 ? record.createdBy?.name : replaced?.by?.name) ?? system,
        reason: replaced?.reason ?? '',
      };
    })
    .reverse();
}

function Change({
  open,
  record,
  state,
  before,
}: {
  open: OpenForm;
  record: FormRecord;
  state: State;
  before: State | undefined;
}) {
  const [isOpen, setOpen] = useState(false);
  const wording = namingOf(open, record.names);
  const fields = new Map(open.definition.fields.map((field) => [field.key, field]));
  const keys = before ? changedKeys(before.values, state.values).filter((key) => fields.has(key)) : [];
  const say = (field: FieldDefinition, value: unknown) => valueText(field, value, wording) || recordText('nothing');
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
                      <td>{say(field, before.values[key])}</td>
                      <td>{say(field, state.values[key])}</td>
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
