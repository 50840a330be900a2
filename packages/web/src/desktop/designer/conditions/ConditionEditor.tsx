/** Builds a condition from sentences: this field, is like that, this value; all of them or any, in groups. */
import type { Comparison, Condition } from '@anshao/core/expressions/condition.ts';
import type { ListRef, PartRef } from '@anshao/core/forms/design/parts.ts';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { Icon } from '../../../base/icons.tsx';
import { useDrawn } from '../design-store.ts';
import { FormulaInput } from '../formulas/FormulaInput.tsx';
import { Setting } from '../properties/Setting.tsx';
import { d } from '../text.ts';
import { ComparisonRow } from './ComparisonRow.tsx';
import {
  type Askable,
  askableIn,
  fromOuterGroup,
  type Group,
  type GroupMode,
  likelyFirst,
  outerGroup,
  readGroup,
  usualComparison,
  writeGroup,
} from './condition-draft.ts';

export interface ConditionEditorProps {
  readonly part: PartRef;
  /** Setting whose problems are shown here. */
  readonly setting: string;
  readonly title: string;
  /** Said while there is no condition. */
  readonly none: string;
  readonly value: Condition | undefined;
  /** The fieldset the condition stands in. */
  readonly fieldset: ListRef;
  /** Key of the field the condition is about: its own value cannot decide. */
  readonly except?: string;
  readonly onChange: (condition: Condition | undefined, isTyping?: boolean) => void;
}

export function ConditionEditor({ fieldset, except, ...rest }: ConditionEditorProps) {
  const definition = useDrawn((state) => state.history.definition);
  const askable = useMemo(() => askableIn(definition, fieldset, except), [definition, fieldset, except]);
  return <ConditionBuilder {...rest} askable={askable} fieldset={fieldset} />;
}

export interface ConditionBuilderProps extends Omit<ConditionEditorProps, 'fieldset' | 'except'> {
  readonly askable: readonly Askable[];
  /** Where formulas stand; left out: none can be written here. */
  readonly fieldset?: ListRef;
}

/** For conditions over fields that are not those of the draft. */
export function ConditionBuilder({
  part,
  setting,
  title,
  none,
  value,
  askable,
  fieldset,
  onChange,
}: ConditionBuilderProps) {
  const group = outerGroup(value);
  const change = (next: Group, isTyping?: boolean) => onChange(fromOuterGroup(next), isTyping);
  return (
    <Setting label={title} part={part} setting={setting}>
      {() => (
        <div className="dz-condition">
          {group.parts.length === 0 ? <p className="dz-hint">{none}</p> : null}
          <GroupEditor group={group} depth={1} askable={askable} fieldset={fieldset} onChange={change} />
        </div>
      )}
    </Setting>
  );
}

/** Deeper than anybody reads; `checkCondition` allows 12. */
const deepest = 3;

interface GroupEditorProps {
  readonly group: Group;
  readonly depth: number;
  readonly askable: readonly Askable[];
  readonly fieldset: ListRef | undefined;
  readonly onChange: (group: Group, isTyping?: boolean) => void;
}

function GroupEditor({ group, depth, askable, fieldset, onChange }: GroupEditorProps) {
  const { mode, parts } = group;
  const first = likelyFirst(askable);
  const put = (index: number, part: Condition | undefined, isTyping?: boolean) =>
    onChange(
      {
        mode,
        parts: part ? parts.map((one, at) => (at === index ? part : one)) : parts.filter((_, at) => at !== index),
      },
      isTyping,
    );
  const add = (part: Condition) => onChange({ mode, parts: [...parts, part] });
  return (
    <>
      {parts.length > 1 || depth > 1 ? (
        <Select<GroupMode>
          size="small"
          className="dz-mode"
          aria-label={d('groupMode')}
          value={mode}
          options={[
            { value: 'all', label: d('modeAll') },
            { value: 'any', label: d('modeAny') },
            { value: 'none', label: d('modeNone') },
          ]}
          onChange={(next) => onChange({ mode: next, parts })}
        />
      ) : null}
      {parts.map((part, index) => {
        const inner = readGroup(part);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of a condition have no names of their own
          <div key={index} className={inner ? 'dz-group' : 'dz-comparison'}>
            {inner ? (
              <GroupEditor
                group={inner}
                depth={depth + 1}
                askable={askable}
                fieldset={fieldset}
                onChange={(next, isTyping) =>
                  put(index, next.parts.length === 0 ? undefined : writeGroup(next), isTyping)
                }
              />
            ) : 'formula' in part ? (
              <FormulaInput
                value={part.formula}
                fieldset={fieldset ?? ''}
                onChange={(formula) => put(index, formula === '' ? undefined : { formula }, true)}
              />
            ) : (
              <ComparisonRow
                comparison={part as Comparison}
                askable={askable}
                onChange={(next, isTyping) => put(index, next, isTyping)}
              />
            )}
            <Button
              type="text"
              size="small"
              className="dz-take-away"
              aria-label={d('removeCondition')}
              icon={<Icon name="close" size={14} />}
              onClick={() => put(index, undefined)}
            />
          </div>
        );
      })}
      <div className="dz-condition-add">
        <Button
          type="link"
          size="small"
          disabled={!first}
          icon={<Icon name="add" size={14} />}
          onClick={() => first && add(usualComparison(first))}
        >
          {d('addCondition')}
        </Button>
        {parts.length > 0 && depth < deepest && first ? (
          <Button type="link" size="small" onClick={() => add({ any: [usualComparison(first)] })}>
            {d('addGroup')}
          </Button>
        ) : null}
        {depth === 1 && fieldset !== undefined ? (
          <Button type="link" size="small" onClick={() => add({ formula: 'TRUE' })}>
            {d('addFormula')}
          </Button>
        ) : null}
      </div>
    </>
  );
}
