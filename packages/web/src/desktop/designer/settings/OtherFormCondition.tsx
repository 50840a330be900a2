import type { Condition } from '@anshao/core/expressions/condition.ts';
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import type { PartRef } from '@anshao/core/forms/design/parts.ts';
import { ConditionBuilder } from '../conditions/ConditionEditor.tsx';
import { askableAmong } from '../conditions/condition-draft.ts';
import { d } from '../text.ts';

/** A condition over the records of another form. */
export function OtherFormCondition({
  part,
  setting,
  title,
  value,
  fields,
  onChange,
}: {
  part: PartRef;
  setting: string;
  title: string;
  value: Condition | undefined;
  fields: readonly FieldDefinition[];
  onChange: (condition: Condition | undefined, isTyping?: boolean) => void;
}) {
  return (
    <ConditionBuilder
      part={part}
      setting={setting}
      title={title}
      none={d('allRecords')}
      value={value}
      askable={askableAmong(fields, '')}
      onChange={onChange}
    />
  );
}
