import type { Comparison, ConditionOperator } from '@anshao/core/expressions/condition.ts';
import { Select } from 'antd';
import { type DesignerText, d } from '../text.ts';
import { type Askable, operatorsOf, usualComparison, withOperator } from './condition-draft.ts';
import { ValueInput } from './ValueInput.tsx';

const operatorWords: Readonly<Record<ConditionOperator, DesignerText>> = {
  equals: 'opEquals',
  notEquals: 'opNotEquals',
  in: 'opIn',
  notIn: 'opNotIn',
  less: 'opLess',
  lessOrEqual: 'opLessOrEqual',
  greater: 'opGreater',
  greaterOrEqual: 'opGreaterOrEqual',
  between: 'opBetween',
  contains: 'opContains',
  startsWith: 'opStartsWith',
  isEmpty: 'opIsEmpty',
  isNotEmpty: 'opIsNotEmpty',
  includes: 'opIncludes',
};
/** Of days and moments one says earlier and later. */
const timeWords: Partial<Readonly<Record<ConditionOperator, DesignerText>>> = {
  less: 'opBefore',
  lessOrEqual: 'opNotAfter',
  greater: 'opAfter',
  greaterOrEqual: 'opNotBefore',
};

/** Fields, or groups of them. */
type FieldOptions = { label: string; value?: string; options?: { value: string; label: string }[] }[];

export interface ComparisonRowProps {
  readonly comparison: Comparison;
  readonly askable: readonly Askable[];
  readonly onChange: (comparison: Comparison, isTyping?: boolean) => void;
}

export function ComparisonRow({ comparison, askable, onChange }: ComparisonRowProps) {
  const current = askable.find((one) => one.name === comparison.field);
  const own = askable.filter((one) => !one.isAround).map(asOption);
  const around = askable.filter((one) => one.isAround).map(asOption);
  const groups: FieldOptions = [
    { label: d('inRow'), options: own },
    { label: d('inRecord'), options: around },
  ];
  const fields: FieldOptions = around.length > 0 ? groups : own;
  const isTime = current?.kind === 'date' || current?.kind === 'dateTime';
  const wordOf = (op: ConditionOperator) => d((isTime ? timeWords[op] : undefined) ?? operatorWords[op]);
  return (
    <div className="dz-comparison-row">
      <Select
        aria-label={d('conditionField')}
        showSearch={{ optionFilterProp: 'label' }}
        status={current ? undefined : 'error'}
        value={comparison.field}
        options={fields}
        onChange={(name) => {
          const next = askable.find((one) => one.name === name);
          if (next) onChange(usualComparison(next));
        }}
      />
      {current ? (
        <>
          <Select<ConditionOperator>
            aria-label={d('conditionOperator')}
            value={comparison.op}
            options={operatorsOf(current).map((op) => ({ value: op, label: wordOf(op) }))}
            onChange={(op) => onChange(withOperator(comparison, op, current))}
          />
          {'value' in comparison ? (
            <ValueInput comparison={comparison} asked={current} askable={askable} onChange={onChange} />
          ) : null}
        </>
      ) : (
        <p className="dz-wrong">{d('fieldGone', { field: comparison.field })}</p>
      )}
    </div>
  );
}

function asOption({ name, label }: Askable) {
  return { value: name, label };
}
