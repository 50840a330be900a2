/** What a day of the calendar shows; pure. */
import type { AnswerOf } from '@anshao/core/base/call.ts';
import type { communityCalendar } from '@anshao/core/daily-reports/contract.ts';
import type { IconName } from '../../base/icons.tsx';
import type { DeskText } from '../text.ts';

export type CalendarDay = AnswerOf<typeof communityCalendar>['days'][number];

interface Look {
  readonly tone: 'done' | 'serious' | 'low' | 'major' | 'now' | 'none';
  readonly word: DeskText;
  readonly icon?: IconName;
}

/** What a day shows: what was found outweighs whether it came late, which is said in a second word. */
export function lookOf(day: CalendarDay | undefined): Look {
  if (!day || day.task === 'cancelled') return { tone: 'none', word: 'dayNone' };
  if (day.task === 'missed') return { tone: 'major', word: 'missed', icon: 'close' };
  if (day.task === 'open') return { tone: 'now', word: 'notFiled', icon: 'clock' };
  if (day.report === 'abnormal') return { tone: 'serious', word: 'dayAbnormal', icon: 'warning' };
  if (day.report === 'partlyResolved') return { tone: 'serious', word: 'dayPartly', icon: 'warning' };
  if (day.report === 'resolved') return { tone: 'low', word: 'resolved', icon: 'check' };
  return { tone: 'done', word: 'normal', icon: 'check' };
}
