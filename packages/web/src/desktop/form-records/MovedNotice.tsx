/** Somebody changed the record meanwhile: what was taken over, and where both changed the same. */
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import type { FormRecord } from '@anshao/core/forms/records.ts';
import { Radio } from 'antd';
import { Icon } from '../../base/icons.tsx';
import { dateTime } from '../../base/time.ts';
import { isSame, type Merged } from '../../form-records/merge-values.ts';
import { namingOf, type OpenForm } from '../../form-records/open-form.ts';
import { recordText } from '../../form-records/record-text.ts';
import { valueText } from '../../forms/value-text.ts';

export interface MovedNoticeProps {
  readonly open: OpenForm;
  /** As it was when the change began. */
  readonly base: FormRecord;
  readonly theirs: FormRecord;
  readonly merged: Merged;
  /** As they stand in the form now. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly choose: (key: string, value: unknown) => void;
}

export function MovedNotice({ open, base, theirs, merged, values, choose }: MovedNoticeProps) {
  const wording = namingOf(open, { ...base.names, ...theirs.names });
  const fields = new Map(open.definition.fields.map((field) => [field.key, field]));
  const say = (field: FieldDefinition, value: unknown) => valueText(field, value, wording) || recordText('nothing');
  return (
    <section className="moved" role="alert" aria-label={recordText('movedTitle')}>
      <p>
        <Icon name="warning" size={16} />
        <b>
          {recordText('movedBy', {
            who: theirs.updatedBy?.name ?? recordText('somebody'),
            time: dateTime(theirs.updatedAt),
          })}
        </b>
      </p>
      {merged.taken.length > 0 ? (
        <ul>
          {merged.taken.map((key) => {
            const field = fields.get(key);
            return field ? (
              <li key={key}>
                {recordText('takenOver', {
                  field: field.label,
                  before: say(field, base.values[key]),
                  after: say(field, theirs.values[key]),
                })}
              </li>
            ) : null;
          })}
        </ul>
      ) : null}
      {merged.conflicts.map(({ key, mine, theirs: other }) => {
        const field = fields.get(key);
        if (!field) return null;
        return (
          <div key={key} className="moved-choice">
            <b>{recordText('bothChanged', { field: field.label })}</b>
            <Radio.Group
              aria-label={field.label}
              value={isSame(values[key], other) ? 'theirs' : 'mine'}
              onChange={(event) => choose(key, event.target.value === 'theirs' ? other : mine)}
              options={[
                { value: 'mine', label: recordText('keepMine', { value: say(field, mine) }) },
                { value: 'theirs', label: recordText('takeTheirs', { value: say(field, other) }) },
              ]}
            />
          </div>
        );
      })}
      <p className="quiet-text small-text">{recordText('movedNote')}</p>
    </section>
  );
}
