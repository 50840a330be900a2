import { communityCalendar } from '@anshao/core/daily-reports/contract.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type CallAnswer, callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { type Level, Mark } from '../../base/marks.tsx';
import { daysOfMonth, monthDay, weekdayFromMonday } from '../../base/time.ts';
import { text } from '../text.ts';

type CalendarDay = NonNullable<CallAnswer<typeof communityCalendar.answer>>['days'][number];

export interface MonthCalendarProps {
  readonly communityId: string;
  readonly month: string;
  readonly today: string;
  readonly selected: string;
  readonly onDay: (date: string) => void;
  readonly onMonth: (step: number) => void;
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A month with one mark a day; two weeks until it is opened, so that the list stays in sight. */
export function MonthCalendar({ communityId, month, today, selected, onDay, onMonth }: MonthCalendarProps) {
  const [isWhole, setWhole] = useState(false);
  const calendar = useQuery({
    queryKey: ['calendar', communityId, month],
    queryFn: () => callApi(communityCalendar, { params: { id: communityId }, query: { month } }),
    staleTime: 60_000,
  });
  const byDate = new Map(calendar.data?.days.map((day) => [day.date, day]));
  const dates = daysOfMonth(month);
  const blanks = weekdayFromMonday(dates[0] ?? today);
  const shown = isWhole
    ? dates
    : twoWeeks(dates, blanks, selected || (today.startsWith(month) ? today : (dates.at(-1) ?? today)));
  const lead = isWhole ? blanks : shown[0] === dates[0] ? blanks : 0;
  return (
    <section className="month" aria-label={text('calendarOf', { month })}>
      <header>
        <button type="button" className="nb" aria-label={text('previousMonth')} onClick={() => onMonth(-1)}>
          <Icon name="left" size={18} />
        </button>
        <h2>{month}</h2>
        <button
          type="button"
          className="nb"
          aria-label={text('nextMonth')}
          disabled={month >= today.slice(0, 7)}
          onClick={() => onMonth(1)}
        >
          <Icon name="right" size={18} />
        </button>
        <span className="sp" />
        <button type="button" className="fold" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? text('twoWeeks') : text('wholeMonth')}
          <Icon name={isWhole ? 'up' : 'down'} size={16} />
        </button>
      </header>
      <div className="week">
        {weekdays.map((key) => (
          <span key={key} className="wd" aria-hidden="true">
            {text(key)}
          </span>
        ))}
        {Array.from({ length: lead }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: empty cells before the first of the month
          <span key={index} />
        ))}
        {shown.map((date) => {
          const mark = markOf(byDate.get(date), today);
          const isOff = date > today;
          return (
            <button
              key={date}
              type="button"
              className={`d${date === selected ? ' sel' : ''}${date === today ? ' today' : ''}`}
              disabled={isOff}
              aria-pressed={date === selected}
              onClick={() => onDay(date)}
            >
              <span aria-hidden="true">{Number(date.slice(8))}</span>
              <span className="visually-hidden">{mark ? `${monthDay(date)} ${mark.word}` : monthDay(date)}</span>
              {mark?.level && <Mark level={mark.level} size={13} />}
              {mark?.late && <small aria-hidden="true">{text('lateShort')}</small>}
            </button>
          );
        })}
      </div>
      <div className="lgd" aria-hidden="true">
        <span>
          <Mark level="done" size={12} />
          {text('legendFine')}
        </span>
        <span>
          <Mark level="serious" size={12} />
          {text('hasAnomaly')}
        </span>
        <span>
          <Mark level="major" size={12} />
          {text('missed')}
        </span>
      </div>
    </section>
  );
}

interface DayMark {
  readonly level?: Level;
  readonly word: string;
  readonly late?: boolean;
}

function markOf(day: CalendarDay | undefined, today: string): DayMark | undefined {
  if (!day || day.task === 'cancelled') return undefined;
  if (day.task === 'missed') return { level: 'major', word: text('missed') };
  if (day.report === null) return day.date < today ? { word: text('notFiled') } : undefined;
  const late = day.task === 'late';
  const after = late ? ` ${text('backFilled')}` : '';
  if (day.report === 'abnormal' || day.report === 'partlyResolved')
    return { level: 'serious', word: text('hasAnomaly') + after, late };
  return { level: 'done', word: text('legendFine') + after, late };
}

/** The week of a day and the one before it, within the month. */
function twoWeeks(dates: readonly string[], blanks: number, around: string): string[] {
  const weekOf = (index: number) => Math.floor((index + blanks) / 7);
  const week = weekOf(Math.max(0, dates.indexOf(around)));
  const first = week === 0 ? 0 : week - 1;
  return dates.filter((_, index) => weekOf(index) === first || weekOf(index) === first + 1);
}
