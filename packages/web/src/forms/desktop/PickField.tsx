import { Select } from 'antd';
import { type UIEvent, useState } from 'react';
import { asApiProblem } from '../../base/api.ts';
import type { FieldProps } from '../field-props.ts';
import { type Found, finderOf, type PickedField } from '../find.ts';
import { formText } from '../form-text.ts';
import { rememberName, useNames } from '../names.ts';
import { pickingText } from '../picking-text.ts';
import { useFound } from '../use-found.ts';
import { ScanButton } from './ScanButton.tsx';

export interface PickFieldProps extends Omit<FieldProps<'person'>, 'field' | 'value' | 'onChange'> {
  readonly field: PickedField;
  readonly chosen: readonly string[];
  readonly most: number;
  readonly onChoose: (ids: readonly string[], picked: Found | undefined) => void;
}

/** People, places and records, found by typing; the list goes on as far as one scrolls. */
export function PickField(props: PickFieldProps) {
  const { id, field, chosen, most, onChoose, situation, at, readOnly, isInvalid, labelledBy, describedBy } = props;
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const nameOf = useNames(situation);
  const found = useFound(finderOf(field, situation, at), typed, isOpen);
  const { rows, hasMore, more, isAsking, problem } = found;
  const isSingle = most === 1;
  const known = new Map(rows.map((row) => [row.id, row]));
  const names = (one: string) => nameOf(one) ?? known.get(one)?.name ?? formText('unnamed');
  const options = [
    ...chosen.filter((one) => !known.has(one)).map((one) => ({ value: one, label: names(one), detail: '' })),
    ...rows.map((row) => ({
      value: row.id,
      label: row.name,
      detail: [row.detail, row.group].filter(Boolean).join(' · '),
    })),
  ];
  const take = (ids: readonly string[]) => {
    for (const one of ids) {
      const row = known.get(one);
      if (row) rememberName(one, row.name);
    }
    const added = ids.find((one) => !chosen.includes(one));
    onChoose(ids, added === undefined ? undefined : known.get(added));
  };
  const shared = {
    id,
    className: 'df-wide',
    showSearch: { filterOption: false, searchValue: typed, onSearch: setTyped },
    allowClear: true,
    placeholder: formText('searchName'),
    disabled: readOnly,
    loading: isAsking,
    status: isInvalid ? ('error' as const) : undefined,
    'aria-labelledby': labelledBy,
    'aria-describedby': describedBy,
    options,
    optionRender: ({ data }: { data: { label?: unknown; detail?: string } }) => (
      <span className="df-option">
        {String(data.label)}
        {data.detail && <small>{data.detail}</small>}
      </span>
    ),
    notFoundContent: problem ? problemWords(problem) : formText(isAsking ? 'asking' : 'nothingFound'),
    onOpenChange: (open: boolean) => {
      setOpen(open);
      if (!open) setTyped('');
    },
    onPopupScroll: ({ target }: UIEvent<HTMLElement>) => {
      const { scrollTop, clientHeight, scrollHeight } = target as HTMLElement;
      if (hasMore && scrollHeight - scrollTop - clientHeight < 120) more();
    },
  };
  const control = isSingle ? (
    <Select<string | null>
      {...shared}
      value={chosen[0] ?? null}
      onChange={(one) => take(one === null || one === undefined ? [] : [one])}
    />
  ) : (
    <Select<string[]> {...shared} mode="multiple" value={[...chosen]} maxCount={most} onChange={take} />
  );
  if (field.type !== 'linkedRecord' || field.scanField === undefined || readOnly) return control;
  return (
    <div className="df-row">
      {control}
      <ScanButton
        onText={(text) => {
          setTyped(text);
          setOpen(true);
        }}
      />
    </div>
  );
}

/** Nothing was entered that could be kept: a lost signal is said in other words than beside a form. */
function problemWords(problem: Error): string {
  return asApiProblem(problem).kind === 'offline' ? pickingText('offline') : problem.message;
}
