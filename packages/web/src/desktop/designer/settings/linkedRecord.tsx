import { fieldsetOf, fieldsIn } from '@anshao/core/forms/design/parts.ts';
import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { unset } from '@anshao/core/forms/types/values/links.ts';
import { Button, Select } from 'antd';
import { Icon } from '../../../base/icons.tsx';
import { useDrawn } from '../design-store.ts';
import { Setting } from '../properties/Setting.tsx';
import { type SettingsProps, useSet } from '../properties/use-setting.ts';
import { d } from '../text.ts';
import { FieldChoice } from './FieldChoice.tsx';
import { goalsOf, newFill, openGoals, sourcesFor, withSource } from './fill-choices.ts';
import { LinkSettings } from './LinkSettings.tsx';
import { useFieldsOf } from './other-forms.ts';

export function LinkedRecordSettings(props: SettingsProps<FieldOf<'linkedRecord'>>) {
  const { path, field } = props;
  const set = useSet(path);
  const there = useFieldsOf(field.form);
  const definition = useDrawn((state) => state.history.definition);
  const here = (fieldsIn(definition, fieldsetOf(path)) ?? []).filter((one) => one.key !== field.key);
  const fills = field.fills ?? [];
  const put = (changed: typeof fills) => set({ fills: changed.length === 0 ? undefined : changed });
  const options = (fields: typeof there) => fields.map((one) => ({ value: one.key, label: one.label }));
  const change = (index: number, changed: (fill: (typeof fills)[number]) => (typeof fills)[number]) =>
    put(fills.map((fill, at) => (at === index ? changed(fill) : fill)));
  const openAt = (index: number) => openGoals(here, fills.toSpliced(index, 1));
  const canAdd = sourcesFor(there, openGoals(here, fills)).length > 0;
  return (
    <>
      <LinkSettings {...props} />
      <Setting label={d('fills')} part={path} setting="fills" hint={d('fillsWhy')}>
        {() => (
          <>
            {fills.map((fill, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a fill is its position
              <span key={index} className="dz-pair">
                <Select
                  aria-label={d('fillFrom')}
                  placeholder={d('chooseField')}
                  value={fill.from === unset ? null : fill.from}
                  options={options(
                    there.filter((one) => one.key === fill.from || sourcesFor(there, here).includes(one)),
                  )}
                  onChange={(from) => change(index, (one) => withSource(one, from ?? unset, there, openAt(index)))}
                />
                <Select
                  aria-label={d('fillTo')}
                  placeholder={d('chooseField')}
                  value={fill.to === unset ? null : fill.to}
                  options={options(
                    here.filter((one) => one.key === fill.to || goalsOf(fill.from, there, here).includes(one)),
                  )}
                  onChange={(to) => change(index, (one) => ({ ...one, to: to ?? unset }))}
                />
                <Button
                  type="text"
                  size="small"
                  aria-label={d('remove')}
                  icon={<Icon name="close" size={14} />}
                  onClick={() => put(fills.filter((_, at) => at !== index))}
                />
              </span>
            ))}
            <Button
              type="link"
              size="small"
              disabled={!canAdd}
              icon={<Icon name="add" size={14} />}
              onClick={() => put([...fills, newFill])}
            >
              {d('addFill')}
            </Button>
          </>
        )}
      </Setting>
      <FieldChoice
        {...props}
        setting="scanField"
        label={d('scanField')}
        hint={d('scanFieldWhy')}
        fields={there}
        isOptional
      />
    </>
  );
}
