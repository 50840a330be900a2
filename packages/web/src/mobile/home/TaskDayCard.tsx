import { Link } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { DueBar, LevelTag } from '../../base/marks.tsx';
import { bracketDate, clock, closing, monthDay, plainDate } from '../../base/time.ts';
import { text } from '../text.ts';
import { isBackFill, type TaskDay } from './open-tasks.ts';

/** The daily reports of one day: one press leads straight into the first one still to be filled. */
export function TaskDayCard({ day, now, isUrgent }: { day: TaskDay; now: number; isUrgent: boolean }) {
  const [first] = day.tasks;
  if (!first) return null;
  const backFill = isBackFill(first, now);
  const names = day.tasks.map((task) => task.communityName);
  const isToday = first.subjectDate === plainDate(now);
  return (
    <article className={backFill ? 'task hot' : 'task'}>
      <div className="k">
        {backFill ? <LevelTag level="major" word={text('overdue')} /> : <Icon name="clipboard" size={16} />}
        <span>{isToday ? text('dailyReport') : `${bracketDate(day.date)}${text('dailyReport')}`}</span>
        <span className="sp" />
        <span>
          {backFill
            ? text('closesBy', { time: closing(first.closesAt, now) })
            : text('dueBy', {
                time: isToday ? text('todayAt', { time: clock(first.dueAt) }) : monthDay(plainDate(first.dueAt)),
              })}
        </span>
      </div>
      <h3>
        {day.tasks.length === 1
          ? text('oneToFile', { name: first.communityName })
          : text('manyToFile', { n: day.tasks.length })}
      </h3>
      {day.tasks.length > 1 && (
        <p>
          <Link href={`/reports?tab=todo`} className="link">
            {names.length > 3
              ? text('namesAndMore', { names: names.slice(0, 3).join(text('listComma')) })
              : names.join(text('listComma'))}
          </Link>
        </p>
      )}
      <div className="f">
        <span className="sp">
          <DueBar startsAt={first.publishedAt} dueAt={first.dueAt} now={now} wide />
        </span>
        <Link href={`/report/${first.id}`} className={isUrgent ? 'mbtn' : 'mbtn soft'}>
          {backFill ? text('goBackFill') : text('goFill')}
        </Link>
      </div>
    </article>
  );
}
