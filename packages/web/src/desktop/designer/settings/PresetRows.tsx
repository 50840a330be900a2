import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { type RowsFrom, writtenRows } from '@anshao/core/forms/rows-from.ts';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { newId } from '../../../base/ids.ts';
import { useDesign } from '../design-store.ts';
import { DictionaryChoice, useFirstDictionary } from '../options/DictionaryChoice.tsx';
import { SwitchRow } from '../properties/inputs.tsx';
import { Setting } from '../properties/Setting.tsx';
import { type SettingsProps, useSet } from '../properties/use-setting.ts';
import { d } from '../text.ts';

type Source = 'none' | 'rows' | 'dictionary';

/** Rows that stand there beforehand: none, drawn here (one per line), or one per entry of a dictionary. */
export function PresetRows({ path, field }: SettingsProps<FieldOf<'subform'>>) {
  const set = useSet(path);
  const { rowsFrom } = field;
  const dictionary = useFirstDictionary();
  const source: Source = !rowsFrom ? 'none' : 'dictionary' in rowsFrom ? 'dictionary' : 'rows';
  const texts = field.fields.filter(
    (one) => one.type === 'text' || one.type === 'multiline' || one.type === 'singleChoice',
  );
  const [first] = texts;
  const choose = (next: Source) => {
    if (next === 'none') set({ rowsFrom: undefined });
    else if (next === 'rows') set({ rowsFrom: { rows: [] } });
    else set({ rowsFrom: { dictionary: dictionary ?? 'unset', keyField: first?.key ?? 'item' } });
  };
  return (
    <>
      <Setting label={d('presetRows')} part={path} setting={source === 'none' ? 'rowsFrom' : []}>
        {(id) => (
          <Select<Source>
            id={id}
            style={{ width: '100%' }}
            value={source}
            options={[
              { value: 'none', label: d('rowsNone') },
              { value: 'rows', label: d('rowsDrawn') },
              { value: 'dictionary', label: d('rowsDictionary'), disabled: dictionary === undefined },
            ]}
            onChange={choose}
          />
        )}
      </Setting>
      {rowsFrom && 'rows' in rowsFrom ? <DrawnRows path={path} field={field} rowsFrom={rowsFrom} /> : null}
      {rowsFrom && 'dictionary' in rowsFrom ? (
        <>
          <Setting label={d('dictionaryKey')} part={path} setting="rowsFrom.dictionary">
            {(id) => (
              <DictionaryChoice
                id={id}
                value={rowsFrom.dictionary}
                onChange={(dictionary) => set({ rowsFrom: { ...rowsFrom, dictionary } })}
              />
            )}
          </Setting>
          {(['keyField', 'labelField'] as const).map((name) => (
            <Setting key={name} label={d(name)} part={path} setting={`rowsFrom.${name}`}>
              {(id) => (
                <Select
                  id={id}
                  style={{ width: '100%' }}
                  allowClear={name === 'labelField'}
                  value={rowsFrom[name] ?? null}
                  options={texts.map((one) => ({ value: one.key, label: one.label }))}
                  onChange={(key: string | undefined) => {
                    const { [name]: _former, ...rest } = rowsFrom;
                    set({ rowsFrom: (key === undefined ? rest : { ...rest, [name]: key }) as RowsFrom });
                  }}
                />
              )}
            </Setting>
          ))}
        </>
      ) : null}
    </>
  );
}

type Drawn = Extract<RowsFrom, { rows: unknown }>;

/** Lines of text for one column. A line keeps its row, and with it the other columns, while it keeps its place. */
function DrawnRows({ path, field, rowsFrom }: SettingsProps<FieldOf<'subform'>> & { rowsFrom: Drawn }) {
  const design = useDesign();
  const set = useSet(path);
  const columns = field.fields.filter((one) => one.type === 'text' || one.type === 'multiline');
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const column = chosen ?? columns[0]?.key;
  const [typed, setTyped] = useState<string | undefined>(undefined);
  if (column === undefined) return <p className="dz-hint">{d('rowsNeedText')}</p>;
  const lines = rowsFrom.rows.map((row) => String(row.values[column] ?? ''));
  const change = (text: string) => {
    setTyped(text);
    const given = text.split('\n').slice(0, 1000);
    const rows = given.map((line, index) => {
      const row = rowsFrom.rows[index] ?? { id: newId(), values: {} };
      const { [column]: _former, ...others } = row.values;
      const words = line.trim();
      return { ...row, values: words === '' ? others : { ...others, [column]: words } };
    });
    set({ rowsFrom: { ...rowsFrom, rows } }, true);
  };
  const written = writtenRows(rowsFrom.rows);
  return (
    <>
      {columns.length > 1 ? (
        <Setting label={d('rowsColumn')} part={path}>
          {(id) => (
            <Select
              id={id}
              style={{ width: '100%' }}
              value={column}
              options={columns.map((one) => ({ value: one.key, label: one.label }))}
              onChange={setChosen}
            />
          )}
        </Setting>
      ) : null}
      <Setting
        label={d('rowsLines', { count: written.length })}
        part={path}
        setting="rowsFrom.rows"
        hint={d('rowsLinesWhy')}
      >
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 4, maxRows: 14 }}
            value={typed ?? lines.join('\n')}
            onChange={(event) => change(event.target.value)}
            onBlur={() => {
              setTyped(undefined);
              // Lines left empty keep the place of other columns while one types, and are nothing afterwards.
              if (written !== rowsFrom.rows) set({ rowsFrom: { ...rowsFrom, rows: written } }, true);
              design.settle();
            }}
          />
        )}
      </Setting>
      <SwitchRow
        label={d('rowsOpen')}
        hint={d('rowsOpenWhy')}
        checked={rowsFrom.open ?? false}
        onChange={(isOn) => {
          const { open: _former, ...rest } = rowsFrom;
          set({ rowsFrom: isOn ? { ...rest, open: true } : rest });
        }}
      />
    </>
  );
}
