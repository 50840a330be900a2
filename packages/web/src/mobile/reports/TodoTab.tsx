import type { Task } from '@anshao/core/tasks/contract.ts';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { DueBar, LevelTag } from '../../base/marks.tsx';
import { bracketDate, closing, plainDate } from '../../base/time.ts';
import { Empty, Failure, Loading } from '../frame/states.tsx';
import { isBackFill } from '../home/open-tasks.ts';
import { useReportQueue } from '../queue/queue-store.ts';
import { chooseCommunity } from '../session/preferences.ts';
import { text } from '../text.ts';

export interface TodoTabProps {
  readonly tasks: readonly Task[];
  readonly query: Pick<UseQueryResult, 'isPending' | 'isError' | 'error' | 'refetch'>;
  readonly now: number;
  /** Name of the only community that is looked at, when there are others. */
  readonly only: string | undefined;
}

/** Cards with the four facts of DR-17, hours left, and the mark of days that are filled in later. */
export function TodoTab({ tasks, query, now, only }: TodoTabProps) {
  const queue = useReportQueue();
  if (query.isPending) return <Loading cards={3} height={150} />;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (tasks.length === 0)
    return (
      <Empty
        icon="check"
        title={text('allFiled')}
        hint={only ? text('allFiledOf', { name: only }) : text('allFiledHint')}
      >
        {only && (
          <button type="button" className="mbtn soft" onClick={() => chooseCommunity('')}>
            {text('seeAllCommunities')}
          </button>
        )}
      </Empty>
    );
  return tasks.map((task) => {
    const backFill = isBackFill(task, now);
    const isWaiting = queue.some((one) => one.taskId === task.id && one.state !== 'refused');
    return (
      <Link key={task.id} href={`/report/${task.id}`} className="rep as-link">
        <div className="rt">
          <h2>
            {bracketDate(task.subjectDate)}
            {text('dailyReport')}
          </h2>
          {isWaiting ? (
            <span className="tag brand">{text('waiting')}</span>
          ) : (
            <span className="tag">{text('notFiled')}</span>
          )}
        </div>
        <div className="meta">
          <span>{text('ofCommunity', { name: task.communityName })}</span>
          <span>{text('publishedOn', { date: plainDate(task.publishedAt) })}</span>
        </div>
        <div className="f">
          {backFill ? (
            <>
              <LevelTag level="major" word={text('overdueBackFill')} />
              <span className="sp" />
              <span className="note">{text('closesBy', { time: closing(task.closesAt, now) })}</span>
            </>
          ) : (
            <DueBar startsAt={task.publishedAt} dueAt={task.dueAt} now={now} wide />
          )}
          <Icon name="right" size={18} className="mut" />
        </div>
      </Link>
    );
  });
}
