import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { fieldsetOf, type PartRef } from '@anshao/core/forms/design/parts.ts';
import { isFilledIn } from '@anshao/core/forms/registry.ts';
import { ConditionEditor } from '../conditions/ConditionEditor.tsx';
import { useDrawn } from '../design-store.ts';
import { useDesignedForm } from '../designed-form.ts';
import { TypeSettings } from '../settings/registry.tsx';
import { d } from '../text.ts';
import { ChecksEditor } from './ChecksEditor.tsx';
import { DefaultSetting } from './DefaultSetting.tsx';
import { FlagSetting } from './FlagSetting.tsx';
import { SwitchSetting, TextSetting } from './inputs.tsx';
import { KeySetting } from './KeySetting.tsx';
import { LabelSetting } from './LabelSetting.tsx';
import { ListColumn } from './ListColumn.tsx';
import type { PropertyTab } from './Properties.tsx';
import { TypeSetting } from './TypeSetting.tsx';
import { useSet } from './use-setting.ts';
import { WidthSetting } from './WidthSetting.tsx';

export function FieldPanel({ path, tab }: { path: PartRef; tab: PropertyTab }) {
  const field = useDrawn((state) => state.fields.get(path));
  if (!field) return null;
  switch (tab) {
    case 'settings':
      return <Main path={path} field={field} />;
    case 'display':
      return <Display path={path} field={field} />;
    case 'checks':
      return <Checks path={path} field={field} />;
    default:
      return tab satisfies never;
  }
}

interface PanelProps {
  readonly path: PartRef;
  readonly field: FieldDefinition;
}

/** Somebody fills it in and can be made to, or is still said to though that does nothing. */
const isMissedOf = (field: FieldDefinition) =>
  isFilledIn(field) || field.required !== undefined || field.readOnly !== undefined;

function Main({ path, field }: PanelProps) {
  return (
    <>
      <LabelSetting path={path} field={field} />
      <TypeSetting path={path} field={field} />
      <TypeSettings path={path} field={field} />
      {isMissedOf(field) ? <FlagSetting path={path} field={field} setting="required" label={d('required')} /> : null}
      <DefaultSetting path={path} field={field} />
      <TextSetting path={path} field={field} setting="help" label={d('help')} rows={2} maxLength={1000} />
      {fieldsetOf(path) === '' ? <WidthSetting path={path} /> : null}
      {fieldsetOf(path) === '' ? <ListColumn field={field} /> : null}
      <KeySetting path={path} field={field} />
      <UsedBy path={path} />
    </>
  );
}

function Display({ path, field }: PanelProps) {
  const set = useSet(path);
  const rules = useDrawn((state) => state.history.definition.displayRules);
  const shownBy = rules?.filter((rule) => rule.show.includes(field.key)) ?? [];
  return (
    <>
      <ConditionEditor
        part={path}
        setting="visible"
        title={d('shownWhen')}
        none={d('alwaysShown')}
        value={field.visible}
        fieldset={fieldsetOf(path)}
        except={field.key}
        onChange={(visible, isTyping) => set({ visible }, isTyping)}
      />
      {fieldsetOf(path) === '' && shownBy.length > 0 ? (
        <p className="dz-hint">{d('shownByRules', { count: shownBy.length })}</p>
      ) : null}
      <p className="dz-hint">{d('hiddenDropped')}</p>
    </>
  );
}

function Checks({ path, field }: PanelProps) {
  return (
    <>
      {isMissedOf(field) ? (
        <>
          <FlagSetting path={path} field={field} setting="required" label={d('required')} />
          <FlagSetting path={path} field={field} setting="readOnly" label={d('readOnly')} hint={d('readOnlyWhy')} />
        </>
      ) : null}
      <SwitchSetting
        path={path}
        field={field}
        setting="unique"
        label={fieldsetOf(path) === '' ? d('unique') : d('uniqueInRows')}
        hint={d('uniqueWhy')}
      />
      <ChecksEditor path={path} field={field} />
    </>
  );
}

/** What would be affected by a change. */
function UsedBy({ path }: { path: PartRef }) {
  const { usages } = useDesignedForm();
  const users = usages.filter((usage) => usage.field === path);
  if (users.length === 0) return null;
  return (
    <div className="dz-used">
      <b>{d('usedBy', { count: users.length })}</b>
      <p>{users.map((usage) => usage.name).join(d('listComma'))}</p>
      {users.some((usage) => usage.isNeeded) ? <p>{d('usedNeeded')}</p> : null}
    </div>
  );
}
