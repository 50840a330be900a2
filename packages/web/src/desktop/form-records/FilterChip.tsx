/** One filter: a button that says what is asked, and a panel to change it. */
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { Button, Checkbox, DatePicker, Input, InputNumber, Radio } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useRef, useState } from 'react';
import { type FilterValue, filterKind, readFilter, writeFilter } from '../../form-records/filter-words.ts';
import { recordText } from '../../form-records/record-text.ts';
import { allOptions } from '../../forms/choices.ts';
import { type Naming, valueText } from '../../forms/value-text.ts';
import { CommunitySelect } from '../records/filters.tsx';
import { PopPanel } from '../records/PopPanel.tsx';
import { PersonSelect } from './PersonSelect.tsx';

export interface FilterChipProps {
  readonly field: FieldDefinition;
  readonly naming: Naming;
  /** As it stands in the address. */
  readonly value: string | undefined;
  readonly onChange: (text: string | undefined) => void;
  /** Just added: opens by itself. */
  readonly isNew: boolean;
}

export function FilterChip({ field, naming, value, onChange, isNew }: FilterChipProps) {
  const read = readFilter(value);
  const said = read ? filterSentence(field, read, naming) : '';
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: opens once, when it is added
  useEffect(() => {
    if (isNew && !value) box.current?.querySelector('button')?.click();
  }, []);
  return (
    <div ref={box} className={read ? 'filter-chip on' : 'filter-chip'}>
      <PopPanel
        icon="filter"
        word={read ? recordText('filterIs', { field: field.label, value: said }) : field.label}
        label={recordText('filterOf', { field: field.label })}
      >
        {(close) => (
          <Panel
            field={field}
            naming={naming}
            value={read}
            apply={(next) => {
              onChange(writeFilter(next));
              close();
            }}
          />
        )}
      </PopPanel>
    </div>
  );
}

/** What the chip says: “高、中”, “3 至 5”, “未填”. */
export function filterSentence(field: FieldDefinition, value: FilterValue, naming: Naming): string {
  switch (value.is) {
    case 'empty':
      return recordText('isEmpty');
    case 'filled':
      return recordText('isFilled');
    case 'contains':
      return recordText('contains', { text: value.text });
    case 'between':
      if (value.from === '') return recordText('upTo', { to: value.to });
      if (value.to === '') return recordText('since', { from: value.from });
      return recordText('fromTo', value);
    case 'oneOf': {
      const kind = filterKind(field);
      if (kind === 'boolean') return valueText(field, value.codes[0] === 'true', naming);
      if (kind === 'choice') return labelsOf(field, value.codes, naming);
      return recordText('chosenCount', { count: value.codes.length });
    }
  }
}

function labelsOf(field: FieldDefinition, codes: readonly string[], naming: Naming): string {
  const labels = new Map(allOptions(field, naming.context).map((one) => [one.code, one.label]));
  return codes.map((code) => labels.get(code) ?? code).join('、');
}

interface PanelProps {
  readonly field: FieldDefinition;
  readonly naming: Naming;
  readonly value: FilterValue | undefined;
  readonly apply: (value: FilterValue | undefined) => void;
}

function Panel({ field, naming, value, apply }: PanelProps) {
  const [draft, setDraft] = useState<FilterValue | undefined>(value);
  const presence = draft?.is === 'empty' || draft?.is === 'filled' ? draft.is : 'any';
  return (
    <form
      className="filter-panel"
      onSubmit={(event) => {
        event.preventDefault();
        apply(draft);
      }}
    >
      {presence === 'any' ? <Control field={field} naming={naming} value={draft} change={setDraft} /> : null}
      <Radio.Group
        aria-label={recordText('presence')}
        size="small"
        value={presence}
        onChange={(event) => {
          const chosen = event.target.value as 'any' | 'empty' | 'filled';
          setDraft(chosen === 'any' ? undefined : { is: chosen });
        }}
        options={[
          { value: 'any', label: recordText(filterKind(field) === 'presence' ? 'anyPresence' : 'byValue') },
          { value: 'filled', label: recordText('isFilled') },
          { value: 'empty', label: recordText('isEmpty') },
        ]}
      />
      <div className="row">
        <Button size="small" onClick={() => apply(undefined)}>
          {recordText('clearFilter')}
        </Button>
        <span className="spread" />
        <Button size="small" type="primary" htmlType="submit">
          {recordText('applyFilter')}
        </Button>
      </div>
    </form>
  );
}

interface ControlProps {
  readonly field: FieldDefinition;
  readonly naming: Naming;
  readonly value: FilterValue | undefined;
  readonly change: (value: FilterValue | undefined) => void;
}

function Control({ field, naming, value, change }: ControlProps) {
  const codes = value?.is === 'oneOf' ? value.codes : [];
  const span = value?.is === 'between' ? value : { from: '', to: '' };
  const pick = (next: readonly string[]) => change(next.length > 0 ? { is: 'oneOf', codes: next } : undefined);
  const bound = (next: { from?: string; to?: string }) => change({ is: 'between', ...span, ...next });
  switch (filterKind(field)) {
    case 'text':
      return (
        <Input
          autoFocus
          allowClear
          aria-label={field.label}
          placeholder={recordText('containsHint')}
          maxLength={100}
          value={value?.is === 'contains' ? value.text : ''}
          onChange={(event) => change(event.target.value ? { is: 'contains', text: event.target.value } : undefined)}
        />
      );
    case 'choice':
      return <Choices field={field} naming={naming} codes={codes} pick={pick} />;
    case 'boolean':
      return (
        <Radio.Group
          aria-label={field.label}
          value={codes[0]}
          onChange={(event) => pick([String(event.target.value)])}
          options={['true', 'false'].map((one) => ({
            value: one,
            label: valueText(field, one === 'true', naming),
          }))}
        />
      );
    case 'number':
      return (
        <div className="row">
          {(['from', 'to'] as const).map((end) => (
            <InputNumber
              key={end}
              style={{ width: '100%' }}
              aria-label={recordText(end === 'from' ? 'atLeast' : 'atMost')}
              placeholder={recordText(end === 'from' ? 'atLeast' : 'atMost')}
              value={span[end] === '' ? null : Number(span[end])}
              onChange={(number) => bound({ [end]: number === null ? '' : String(number) })}
            />
          ))}
        </div>
      );
    case 'date':
    case 'dateTime':
      return (
        <DatePicker.RangePicker
          aria-label={field.label}
          allowEmpty={[true, true]}
          getPopupContainer={() => document.getElementById('content') ?? document.body}
          value={[span.from ? dayjs(span.from) : null, span.to ? dayjs(span.to) : null]}
          onChange={(days) =>
            bound({ from: days?.[0]?.format('YYYY-MM-DD') ?? '', to: days?.[1]?.format('YYYY-MM-DD') ?? '' })
          }
        />
      );
    case 'person':
      return <PersonSelect value={codes[0]} label={field.label} onChange={(id) => pick(id ? [id] : [])} />;
    case 'community':
      return <CommunitySelect width="100%" value={codes[0]} onChange={(id) => pick(id ? [id] : [])} />;
    case 'presence':
      return null;
  }
}

/** Ticks for a few, a search above many. */
function Choices({
  field,
  naming,
  codes,
  pick,
}: {
  field: FieldDefinition;
  naming: Naming;
  codes: readonly string[];
  pick: (codes: readonly string[]) => void;
}) {
  const [q, setQ] = useState('');
  const all = allOptions(field, naming.context);
  const found = all.filter((one) => q === '' || one.label.includes(q) || codes.includes(one.code));
  return (
    <>
      {all.length > 12 ? (
        <Input
          size="small"
          allowClear
          aria-label={recordText('searchOptions')}
          placeholder={recordText('searchOptions')}
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
      ) : null}
      <fieldset className="column-choice filter-choices">
        <legend className="visually-hidden">{field.label}</legend>
        {found.slice(0, 200).map((one) => (
          <Checkbox
            key={one.code}
            checked={codes.includes(one.code)}
            onChange={() =>
              pick(codes.includes(one.code) ? codes.filter((code) => code !== one.code) : [...codes, one.code])
            }
          >
            {one.label}
            {one.status === 'stopped' ? <span className="quiet-text"> {recordText('stoppedOption')}</span> : null}
          </Checkbox>
        ))}
      </fieldset>
    </>
  );
}
