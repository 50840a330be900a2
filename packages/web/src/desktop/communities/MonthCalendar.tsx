/** A month as a table; each day has colour, icon and word for what became of its report. */

import { baseText } from '../../base/base-text.ts';
import { Icon } from '../../base/icons.tsx';
import { daysOfMonth, weekdayFromMonday } from '../../base/time.ts';
import { t } from '../text.ts';
import { type CalendarDay, lookOf } from './day-look.ts';

const weekdays = ['weekday1', 'weekday2', 'weekday3', 'weekday4', 'weekday5', 'weekday6', 'weekday0'] as const;

export function MonthCalendar({
  month,
  today,
  days,
  current,
  open,
}: {
  month: string;
  today: string;
  days: readonly CalendarDay[];
  current: string | undefined;
  open: (reportId: string) => void;
}) {
  const byDate = new Map(days.map((day) => [day.date, day]));
  const dates = daysOfMonth(month);
  const lead = weekdayFromMonday(`${month}-01`);
  const cells: (string | null)[] = [...Array<null>(lead).fill(null), ...dates];
  const weeks: (string | null)[][] = [];
  for (let at = 0; at < cells.length; at += 7) weeks.push(cells.slice(at, at + 7));
  return (
    <table className="month" aria-label={month}>
      <thead>
        <tr>
          {weekdays.map((day) => (
            <th key={day} scope="col">
              {baseText(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.find((date) => date !== null)}>
            {Array.from({ length: 7 }, (_, index) => {
              const date = week[index] ?? null;
              // biome-ignore lint/suspicious/noArrayIndexKey: the place in the week is what the cell is
              if (date === null) return <td key={index} className="outside" />;
              return (
                <td key={date}>
                  <Day date={date} day={byDate.get(date)} isToday={date === today} current={current} open={open} />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({
  date,
  day,
  isToday,
  current,
  open,
}: {
  date: string;
  day: CalendarDay | undefined;
  isToday: boolean;
  current: string | undefined;
  open: (reportId: string) => void;
}) {
  const look = lookOf(day);
  const inside = (
    <>
      <span className="day-number">
        {Number(date.slice(8))}
        {isToday ? <span className="tag brand">{t('today')}</span> : null}
        {day?.holiday ? <span className="quiet-text small-text">{day.holiday}</span> : null}
      </span>
      <span className="day-word">
        {look.icon ? <Icon name={look.icon} size={14} /> : null}
        {t(look.word)}
      </span>
      {day?.task === 'late' ? <span className="day-word small-text">{t('late')}</span> : null}
    </>
  );
  const reportId = day?.reportId;
  if (!reportId) return <div className={`day ${look.tone}`}>{inside}</div>;
  return (
    <button
      type="button"
      className={`day ${look.tone}`}
      aria-pressed={current === reportId}
      onClick={() => open(reportId)}
    >
      {inside}
    </button>
  );
}
