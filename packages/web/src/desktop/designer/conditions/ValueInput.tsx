/** The value of a comparison, by the kind of what is asked: a choice, a number, a day, a person, or another field. */
import {
  type Comparison,
  type ConditionOperand,
  type ConditionScalar,
  isOtherField,
} from '@anshao/core/expressions/condition.ts';
import { DatePicker, Input, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { clockSeconds, plainDate } from '../../../base/time.ts';
import { useDesign } from '../design-store.ts';
import { d } from '../text.ts';
import { CodeSelect } from './CodeSelect.tsx';
import { type Askable, choicesOf, comparableWith, isChoice, namedBy } from './condition-draft.ts';
import { NamedSelect } from './NamedSelect.tsx';

type Valued = Extract<Comparison, { value: unknown }>;

export interface ValueInputProps {
  readonly comparison: Valued;
  readonly asked: Askable;
  readonly askable: readonly Askable[];
  readonly onChange: (comparison: Comparison, isTyping?: boolean) => void;
}

export function ValueInput({ comparison, asked, askable, onChange }: ValueInputProps) {
  switch (comparison.op) {
    case 'in':
    case 'notIn':
      return <Several comparison={comparison} asked={asked} onChange={onChange} />;
    case 'between': {
      const [low, high] = comparison.value;
      const set = (next: [ConditionOperand, ConditionOperand], isTyping?: boolean) =>
        onChange({ ...comparison, value: next }, isTyping);
      return (
        <span className="dz-pair">
          <One value={low} asked={asked} onChange={(value, isTyping) => set([value, high], isTyping)} />
          <One value={high} asked={asked} onChange={(value, isTyping) => set([low, value], isTyping)} />
        </span>
      );
    }
    default: {
      const others = comparableWith(asked, askable);
      const { value } = comparison;
      const set = (next: ConditionOperand, isTyping?: boolean) => onChange({ ...comparison, value: next }, isTyping);
      const isOther = isOtherField(value);
      return (
        <>
          {isOther ? (
            <Select
              aria-label={d('otherField')}
              showSearch={{ optionFilterProp: 'label' }}
              value={value.field}
              options={others.map(({ name, label }) => ({ value: name, label }))}
              onChange={(field) => set({ field })}
            />
          ) : (
            <One value={value} asked={asked} onChange={set} isPart={isPartOf(comparison)} />
          )}
          {others.length > 0 || isOther ? (
            <button
              type="button"
              className="dz-switch-value"
              onClick={() => set(isOther ? startOf(asked) : { field: others[0]?.name ?? '' })}
            >
              {isOther ? d('fixedValue') : d('compareField')}
            </button>
          ) : null}
        </>
      );
    }
  }
}

function isPartOf({ op }: Valued): boolean {
  return op === 'contains' || op === 'startsWith';
}

function startOf(asked: Askable): ConditionScalar {
  if (asked.kind === 'number') return 0;
  return asked.kind === 'boolean' ? true : (choicesOf(asked)?.[0]?.code ?? '');
}

interface OneProps {
  readonly value: ConditionOperand;
  readonly asked: Askable;
  readonly onChange: (value: ConditionScalar, isTyping?: boolean) => void;
  /** A piece of the value, to be typed. */
  readonly isPart?: boolean;
}

function One({ value, asked, onChange, isPart = false }: OneProps) {
  const design = useDesign();
  const label = d('conditionValue');
  const { field } = asked;
  const given = typeof value === 'string' && value !== '' ? [value] : [];
  const take = ([one]: readonly string[]) => onChange(one ?? '');
  const named = namedBy(asked);
  if (named) return <NamedSelect {...named} value={given} onChange={take} isMultiple={false} label={label} />;
  if (isChoice(field) && !isPart) return <CodeSelect field={field} value={given} onChange={take} isMultiple={false} />;
  switch (asked.kind) {
    case 'number':
      return (
        <InputNumber
          aria-label={label}
          value={typeof value === 'number' ? value : null}
          onChange={(next) => onChange(typeof next === 'number' ? next : 0, true)}
          onBlur={design.settle}
        />
      );
    case 'boolean':
      return (
        <Select
          aria-label={label}
          value={value === true}
          options={[
            { value: true, label: d('yes') },
            { value: false, label: d('no') },
          ]}
          onChange={(next: boolean) => onChange(next)}
        />
      );
    case 'date':
      return (
        <DatePicker
          aria-label={label}
          value={typeof value === 'string' && value !== '' ? dayjs(value) : null}
          onChange={(day) => onChange(day?.format('YYYY-MM-DD') ?? '')}
        />
      );
    case 'dateTime':
      return (
        <DatePicker
          aria-label={label}
          showTime
          format="YYYY-MM-DD HH:mm"
          value={typeof value === 'string' && value !== '' ? dayjs(`${plainDate(value)}T${clockSeconds(value)}`) : null}
          onChange={(moment) =>
            onChange(moment ? new Date(`${moment.format('YYYY-MM-DDTHH:mm:ss')}+08:00`).toISOString() : '')
          }
        />
      );
    default:
      return (
        <Input
          aria-label={label}
          value={typeof value === 'string' ? value : ''}
          maxLength={1000}
          onChange={(event) => onChange(event.target.value, true)}
          onBlur={design.settle}
        />
      );
  }
}

function Several({
  comparison,
  asked,
  onChange,
}: {
  comparison: Extract<Valued, { op: 'in' | 'notIn' }>;
  asked: Askable;
  onChange: ValueInputProps['onChange'];
}) {
  const change = (value: readonly ConditionScalar[]) => onChange({ ...comparison, value: [...value] });
  const { field } = asked;
  const given = comparison.value.map(String);
  const label = d('conditionValue');
  const named = namedBy(asked);
  if (named) return <NamedSelect {...named} value={given} onChange={change} isMultiple label={label} />;
  if (isChoice(field)) return <CodeSelect field={field} value={given} onChange={change} isMultiple />;
  const isNumber = asked.kind === 'number';
  return (
    <Select
      aria-label={label}
      mode="tags"
      placeholder={d('severalValues')}
      value={given}
      onChange={(values: string[]) => change(isNumber ? values.map(Number).filter(Number.isFinite) : values)}
    />
  );
}
