import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { Setting } from '../properties/Setting.tsx';
import { type SettingsProps, settingOf, useSet } from '../properties/use-setting.ts';
import { d } from '../text.ts';

type Kind = 'none' | 'today' | 'day';

/** The first or last day that is taken: none, the day of filling, or a fixed one. */
export function DayBound({ path, field, setting, label }: SettingsProps & { setting: string; label: string }) {
  const set = useSet(path);
  const value = settingOf(field, setting);
  const kind: Kind = value === undefined ? 'none' : value === 'today' ? 'today' : 'day';
  return (
    <Setting label={label} part={path} setting={setting}>
      {(id) => (
        <span className="dz-pair">
          <Select<Kind>
            id={id}
            value={kind}
            options={[
              { value: 'none', label: d('noBound') },
              { value: 'today', label: d('dayOfFilling') },
              { value: 'day', label: d('fixedDay') },
            ]}
            onChange={(next) =>
              set({
                [setting]: next === 'none' ? undefined : next === 'today' ? 'today' : dayjs().format('YYYY-MM-DD'),
              })
            }
          />
          {kind === 'day' ? (
            <DatePicker
              aria-label={label}
              allowClear={false}
              value={dayjs(String(value))}
              onChange={(day) => day && set({ [setting]: day.format('YYYY-MM-DD') })}
            />
          ) : null}
        </span>
      )}
    </Setting>
  );
}
