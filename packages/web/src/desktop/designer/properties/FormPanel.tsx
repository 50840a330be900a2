/** The form as a whole: its name, its list, and rules that show fields together. */
import type { FormSettings } from '@anshao/core/forms/contract.ts';
import { Input, Select } from 'antd';
import { useDesign, useDrawn } from '../design-store.ts';
import { d } from '../text.ts';
import { DisplayRules } from './DisplayRules.tsx';
import { NameInput } from './inputs.tsx';
import type { PropertyTab } from './Properties.tsx';
import { Setting } from './Setting.tsx';

export function FormPanel({ tab }: { tab: PropertyTab }) {
  return tab === 'display' ? <DisplayRules of="" /> : <FormSettingsPanel />;
}

function FormSettingsPanel() {
  const design = useDesign();
  const form = useDrawn((state) => state.history.definition);
  const settings = form.settings ?? {};
  const set = (changes: { readonly [Name in keyof FormSettings]?: FormSettings[Name] | null }, isTyping?: boolean) =>
    design.perform({ do: 'setSettings', set: changes }, isTyping);
  const fields = form.fields
    .filter((field) => field.type !== 'subform')
    .map(({ key, label }) => ({ value: key, label }));
  return (
    <>
      <Setting label={d('formName')} part="" setting="name">
        {(id) => (
          <NameInput
            id={id}
            value={form.name}
            maxLength={100}
            onChange={(name) => design.perform({ do: 'setForm', set: { name } }, true)}
            onLeave={design.settle}
          />
        )}
      </Setting>
      <Setting label={d('formDescription')} part="" setting="description">
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={2000}
            value={form.description ?? ''}
            onChange={(event) =>
              design.perform({ do: 'setForm', set: { description: event.target.value || null } }, true)
            }
            onBlur={design.settle}
          />
        )}
      </Setting>
      <Setting label={d('titleField')} part="" setting="settings.titleField" hint={d('titleFieldWhy')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            style={{ width: '100%' }}
            placeholder={d('titleFieldUsual')}
            value={settings.titleField}
            options={fields}
            onChange={(key: string | undefined) => set({ titleField: key ?? null })}
          />
        )}
      </Setting>
      <Setting label={d('listFields')} part="" setting="settings.listFields">
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            style={{ width: '100%' }}
            placeholder={d('listFieldsUsual')}
            value={[...(settings.listFields ?? [])]}
            options={fields}
            maxCount={30}
            onChange={(keys: string[]) => set({ listFields: keys.length === 0 ? null : keys })}
          />
        )}
      </Setting>
      <Setting label={d('recordPlace')} part="" setting="settings.place">
        {(id) => (
          <Select
            id={id}
            style={{ width: '100%' }}
            value={settings.place ?? 'community'}
            options={[
              { value: 'community', label: d('placeCommunity') },
              { value: 'none', label: d('placeNone') },
            ]}
            onChange={(place: 'community' | 'none') => set({ place: place === 'community' ? null : place })}
          />
        )}
      </Setting>
      <Setting label={d('submitLabel')} part="" setting="settings.submitLabel">
        {(id) => (
          <Input
            id={id}
            maxLength={20}
            placeholder={d('submitUsual')}
            value={settings.submitLabel ?? ''}
            onChange={(event) => set({ submitLabel: event.target.value || null }, true)}
            onBlur={design.settle}
          />
        )}
      </Setting>
    </>
  );
}
