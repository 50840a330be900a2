/** The inputs that settings of most types are made of. Each sets one setting of one field. */
import { Input, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { useDesign } from '../design-store.ts';
import { Setting } from './Setting.tsx';
import { type SettingsProps, settingOf, useSet } from './use-setting.ts';

interface InputProps extends SettingsProps {
  readonly setting: string;
  readonly label: string;
  readonly hint?: string;
}

/** An empty text takes the setting away. */
export function TextSetting({
  path,
  field,
  setting,
  label,
  hint,
  placeholder,
  rows,
  maxLength,
}: InputProps & { placeholder?: string; rows?: number; maxLength?: number }) {
  const design = useDesign();
  const set = useSet(path);
  const value = settingOf(field, setting);
  const common = {
    value: typeof value === 'string' ? value : '',
    placeholder,
    maxLength,
    onBlur: design.settle,
  };
  const change = (text: string) => set({ [setting]: text === '' ? undefined : text }, true);
  return (
    <Setting label={label} part={path} setting={setting} hint={hint}>
      {(id) =>
        rows ? (
          <Input.TextArea
            id={id}
            {...common}
            autoSize={{ minRows: rows, maxRows: 8 }}
            onChange={(event) => change(event.target.value)}
          />
        ) : (
          <Input id={id} {...common} onChange={(event) => change(event.target.value)} />
        )
      }
    </Setting>
  );
}

/** A text that must not be empty: an empty one stays in the input and is put back when it is left. */
export function NameInput({
  id,
  value,
  maxLength,
  onChange,
  onLeave,
}: {
  id: string;
  value: string;
  maxLength: number;
  onChange: (text: string) => void;
  onLeave?: () => void;
}) {
  const [isEmpty, setEmpty] = useState(false);
  return (
    <Input
      id={id}
      value={isEmpty ? '' : value}
      maxLength={maxLength}
      status={isEmpty ? 'error' : undefined}
      onChange={(event) => {
        const text = event.target.value;
        setEmpty(text.trim() === '');
        if (text.trim() !== '') onChange(text);
      }}
      onBlur={() => {
        setEmpty(false);
        onLeave?.();
      }}
    />
  );
}

export function NumberSetting({
  path,
  field,
  setting,
  label,
  hint,
  placeholder,
  min,
  max,
  precision,
  suffix,
  scale = 1,
}: InputProps & {
  placeholder?: string;
  min?: number;
  max?: number;
  precision?: number;
  suffix?: string;
  /** What is shown is the setting times this: 100 for fractions shown as per cent. */
  scale?: number;
}) {
  const design = useDesign();
  const set = useSet(path);
  const value = settingOf(field, setting);
  return (
    <Setting label={label} part={path} setting={setting} hint={hint}>
      {(id) => (
        <InputNumber
          id={id}
          style={{ width: '100%' }}
          value={typeof value === 'number' ? Number((value * scale).toPrecision(12)) : null}
          placeholder={placeholder}
          min={min}
          max={max}
          precision={precision}
          suffix={suffix}
          onChange={(next) =>
            set({ [setting]: typeof next === 'number' ? Number((next / scale).toPrecision(12)) : undefined }, true)
          }
          onBlur={design.settle}
        />
      )}
    </Setting>
  );
}

/** Two numbers that belong together, on one line. */
export function LimitSettings({
  path,
  field,
  label,
  settings = ['min', 'max'],
  ...rest
}: SettingsProps & {
  label: string;
  settings?: readonly [string, string];
  min?: number;
  max?: number;
  precision?: number;
  scale?: number;
}) {
  const design = useDesign();
  const set = useSet(path);
  const { min, max, precision, scale = 1 } = rest;
  return (
    <Setting label={label} part={path} setting={settings}>
      {(id) => (
        <span className="dz-pair">
          {settings.map((setting, index) => {
            const value = settingOf(field, setting);
            return (
              <InputNumber
                key={setting}
                id={index === 0 ? id : undefined}
                aria-label={`${label} ${index + 1}`}
                value={typeof value === 'number' ? Number((value * scale).toPrecision(12)) : null}
                min={min}
                max={max}
                precision={precision}
                onChange={(next) =>
                  set(
                    { [setting]: typeof next === 'number' ? Number((next / scale).toPrecision(12)) : undefined },
                    true,
                  )
                }
                onBlur={design.settle}
              />
            );
          })}
        </span>
      )}
    </Setting>
  );
}

export function SwitchSetting({ path, field, setting, label, hint }: InputProps) {
  const set = useSet(path);
  return (
    <SwitchRow
      label={label}
      hint={hint}
      checked={settingOf(field, setting) === true}
      onChange={(isOn) => set({ [setting]: isOn || undefined })}
    />
  );
}

export function SwitchRow({
  label,
  hint,
  checked,
  disabled,
  onChange,
}: {
  label: string;
  hint?: string | undefined;
  checked: boolean;
  disabled?: boolean;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <div className="dz-setting dz-switch">
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch is a button, and buttons can be labelled */}
      <label>
        <span>{label}</span>
        <Switch checked={checked} disabled={disabled} onChange={onChange} aria-label={label} />
      </label>
      {hint ? <p className="dz-hint">{hint}</p> : null}
    </div>
  );
}

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
}

export function SelectSetting<Value extends string>({
  path,
  field,
  setting,
  label,
  hint,
  choices,
  usual,
}: InputProps & {
  choices: readonly Choice<Value>[];
  /** What holds when nothing is said; choosing it takes the setting away. */
  usual?: Value;
}) {
  const set = useSet(path);
  const value = settingOf(field, setting);
  return (
    <Setting label={label} part={path} setting={setting} hint={hint}>
      {(id) => (
        <Select
          id={id}
          style={{ width: '100%' }}
          value={(value as Value | undefined) ?? usual ?? null}
          options={[...choices]}
          onChange={(next) => set({ [setting]: next === usual ? undefined : next })}
        />
      )}
    </Setting>
  );
}

/** Several texts, one per line. */
export function LinesSetting({ path, field, setting, label, hint, most }: InputProps & { most: number }) {
  const design = useDesign();
  const set = useSet(path);
  const value = settingOf(field, setting);
  const lines = Array.isArray(value) ? (value as readonly string[]) : [];
  const [typed, setTyped] = useState<string | undefined>(undefined);
  return (
    <Setting label={label} part={path} setting={setting} hint={hint}>
      {(id) => (
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 3, maxRows: 10 }}
          value={typed ?? lines.join('\n')}
          onChange={(event) => {
            setTyped(event.target.value);
            const next = event.target.value
              .split('\n')
              .map((line) => line.trim())
              .filter((line) => line !== '')
              .slice(0, most);
            set({ [setting]: next.length === 0 ? undefined : next }, true);
          }}
          onBlur={() => {
            setTyped(undefined);
            design.settle();
          }}
        />
      )}
    </Setting>
  );
}
