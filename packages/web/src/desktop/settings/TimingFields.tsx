/** The times of a plan. With `general` they are differences: what is left out holds as everywhere. */
import type { PlanTiming } from '@anshao/core/plans/contract.ts';
import { Button, InputNumber, Select, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { t } from '../text.ts';

type Timing = Partial<PlanTiming>;

export function TimingFields({
  id,
  value,
  general,
  disabled,
  onChange,
}: {
  id: string;
  value: Timing;
  general?: PlanTiming;
  disabled: boolean;
  onChange: (timing: Timing) => void;
}) {
  const set = (part: Timing) => {
    const next: Record<string, unknown> = { ...value, ...part };
    for (const [name, one] of Object.entries(part)) if (one === undefined) delete next[name];
    onChange(next as Timing);
  };
  const time = (text: string | undefined) => (text ? dayjs(`2024-01-01T${text}`) : null);
  const timePicker = (name: 'publishTime' | 'dueTime') => (
    <TimePicker
      id={`${id}-${name}`}
      disabled={disabled}
      format="HH:mm"
      allowClear={general !== undefined}
      placeholder={general ? t('asGeneral', { value: general[name] }) : undefined}
      value={time(value[name])}
      onChange={(next) => set({ [name]: next?.format('HH:mm') })}
      style={{ width: '100%' }}
    />
  );
  const numberInput = (name: 'graceMinutes' | 'backfillDays', max: number, unit: string) => (
    <InputNumber
      id={`${id}-${name}`}
      disabled={disabled}
      min={0}
      max={max}
      precision={0}
      suffix={unit}
      placeholder={general ? t('asGeneral', { value: general[name] }) : undefined}
      value={value[name] ?? null}
      onChange={(next) => (next === null && !general ? undefined : set({ [name]: next ?? undefined }))}
      style={{ width: '100%' }}
    />
  );
  return (
    <div className="timing-fields">
      <label htmlFor={`${id}-publishTime`}>
        <span>{t('publishTime')}</span>
        {timePicker('publishTime')}
      </label>
      <label htmlFor={`${id}-dueTime`}>
        <span>{t('dueTime')}</span>
        {timePicker('dueTime')}
      </label>
      <label htmlFor={`${id}-graceMinutes`}>
        <span>{t('graceMinutes')}</span>
        {numberInput('graceMinutes', 1440, t('minutesUnit'))}
      </label>
      <label htmlFor={`${id}-backfillDays`}>
        <span>{t('backfillDays')}</span>
        {numberInput('backfillDays', 60, t('daysUnit'))}
      </label>
      <label htmlFor={`${id}-days`}>
        <span>{t('whichDays')}</span>
        <Select
          id={`${id}-days`}
          disabled={disabled}
          allowClear={general !== undefined}
          placeholder={
            general ? t('asGeneral', { value: t(general.days === 'every' ? 'everyDay' : 'workdays') }) : undefined
          }
          value={value.days ?? null}
          onChange={(days: PlanTiming['days'] | null | undefined) => set({ days: days ?? undefined })}
          options={[
            { value: 'every', label: t('everyDay') },
            { value: 'workdays', label: t('workdays') },
          ]}
          style={{ width: '100%' }}
        />
      </label>
      <fieldset className="reminders">
        <legend>{t('reminderTimes')}</legend>
        <Reminders
          disabled={disabled}
          times={value.reminderTimes}
          general={general?.reminderTimes}
          onChange={(reminderTimes) => set({ reminderTimes })}
        />
      </fieldset>
    </div>
  );
}

function Reminders({
  times,
  general,
  disabled,
  onChange,
}: {
  times: readonly string[] | undefined;
  general: readonly string[] | undefined;
  disabled: boolean;
  onChange: (times: string[] | undefined) => void;
}) {
  const own = times ?? [];
  if (!times && general)
    return (
      <div className="row wrap">
        <span className="quiet-text">{t('asGeneral', { value: general.join('、') || t('none') })}</span>
        {disabled ? null : (
          <Button size="small" onClick={() => onChange([...general])}>
            {t('setOwn')}
          </Button>
        )}
      </div>
    );
  return (
    <div className="row wrap">
      {own.map((one, index) => (
        <TimePicker
          key={one}
          aria-label={t('reminderNumber', { number: index + 1 })}
          disabled={disabled}
          format="HH:mm"
          value={dayjs(`2024-01-01T${one}`)}
          style={{ width: 96 }}
          onChange={(next) => {
            const rest = own.filter((other) => other !== one);
            onChange([...new Set(next ? [...rest, next.format('HH:mm')] : rest)].sort());
          }}
        />
      ))}
      {own.length < 6 && !disabled ? (
        <TimePicker
          aria-label={t('addReminder')}
          placeholder={t('addReminder')}
          format="HH:mm"
          value={null}
          style={{ width: 120 }}
          onChange={(next) => next && onChange([...new Set([...own, next.format('HH:mm')])].sort())}
        />
      ) : null}
      {general && !disabled ? (
        <Button type="link" size="small" onClick={() => onChange(undefined)}>
          {t('asEverywhere')}
        </Button>
      ) : null}
    </div>
  );
}
