import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { useNow } from '../../base/clock.ts';
import { Icon, type IconName } from '../../base/icons.tsx';
import { currentLanguage } from '../../base/language.ts';
import { monthDay, plainDate, weekday } from '../../base/time.ts';
import { Screen } from '../frame/Screen.tsx';
import { Empty, Failure, Loading } from '../frame/states.tsx';
import { useQueue, useReportQueue } from '../queue/queue-store.ts';
import { isAllReports } from '../queue/queue-words.ts';
import { useChosenCommunity } from '../session/preferences.ts';
import { communitiesOf, useViewer } from '../session/session.ts';
import { text } from '../text.ts';
import { AnomalyCard, AnomalyRows } from './AnomalyCards.tsx';
import { CommunitySheet } from './CommunitySheet.tsx';
import { distinctAnomalies, openAnomaliesQuery } from './open-anomalies.ts';
import { byDay, isDailyReport, isUrgent, useOpenTasks } from './open-tasks.ts';
import { TaskDayCard } from './TaskDayCard.tsx';
import './home.css';

/** 我的任务: one question, what must I do now (DR-14). */
export function HomePage() {
  const now = useNow();
  const viewer = useViewer();
  const chosen = useChosenCommunity();
  const communities = viewer ? communitiesOf(viewer) : [];
  const community = communities.find((one) => one.id === chosen);
  const queue = useQueue();
  const reports = useReportQueue();
  const tasksQuery = useOpenTasks();
  const anomaliesQuery = useQuery(openAnomaliesQuery(community?.id ?? ''));

  const all = tasksQuery.data?.value.rows ?? [];
  // What is finished and only waits for signal needs nobody's hands any more.
  const tasks = all.filter(
    (task) =>
      isDailyReport(task) &&
      (!community || task.communityId === community.id) &&
      !reports.some((one) => one.taskId === task.id && one.state !== 'refused'),
  );
  const days = byDay(tasks);
  const urgentDays = days.filter((day) => day.tasks.some((task) => isUrgent(task, now)));
  const laterDays = days.filter((day) => !urgentDays.includes(day));
  const anomalies = distinctAnomalies(anomaliesQuery.data?.value.rows ?? []);
  const waiting = queue.filter((one) => one.state !== 'refused').length;
  const things = tasks.length + anomalies.length;
  const urgent = tasks.filter((task) => isUrgent(task, now)).length;

  return (
    <Screen
      title={text('homeTitle')}
      head={
        <HomeHead
          communities={communities}
          communityName={community?.name ?? (communities.length === 1 ? communities[0]?.name : undefined)}
          summary={tasksQuery.data ? <Summary things={things} urgent={urgent} /> : undefined}
          toFile={tasks.length}
          anomalies={anomalies.length}
          now={now}
        />
      }
      tabs
    >
      <h2 className="visually-hidden">{text('homeTitle')}</h2>
      {tasksQuery.isPending && <Loading cards={2} height={150} />}
      {tasksQuery.isError && <Failure error={tasksQuery.error} retry={() => void tasksQuery.refetch()} />}
      {tasksQuery.data && things === 0 && !anomaliesQuery.isPending && (
        <Empty
          icon={waiting > 0 ? 'cloud' : 'check'}
          title={
            waiting > 0
              ? text(isAllReports(queue) ? 'queueWaiting' : 'queueWaitingAny', { n: waiting })
              : text('nothingToDo')
          }
          hint={text(waiting > 0 ? 'submitLaterNote' : 'nothingToDoHint')}
        >
          <Link href="/reports?tab=filed" className="mbtn soft">
            {text('seeFiled')}
          </Link>
        </Empty>
      )}
      {urgentDays.length > 0 && (
        <h2 className="h-sec">
          {text('doNow')}
          <small>{text('byTimeLeft')}</small>
        </h2>
      )}
      {urgentDays.map((day) => (
        <TaskDayCard key={day.date} day={day} now={now} isUrgent />
      ))}
      {(laterDays.length > 0 || anomalies.length > 0) && (
        <h2 className="h-sec">
          {urgentDays.length > 0 ? text('later') : text('toDo')}
          <small>{text('things', { n: things - urgent })}</small>
        </h2>
      )}
      {laterDays.map((day) => (
        <TaskDayCard key={day.date} day={day} now={now} isUrgent={false} />
      ))}
      {anomalies.length > 0 && (
        <>
          <AnomalyCard anomalies={anomalies} hasMore={anomaliesQuery.data?.value.next !== undefined} />
          <AnomalyRows anomalies={anomalies.slice(0, 4)} today={plainDate(now)} />
        </>
      )}
    </Screen>
  );
}

function Summary({ things, urgent }: { things: number; urgent: number }) {
  return (
    <>
      {text('todayThings', { n: things })}
      {urgent > 0 && (
        <>
          {text('comma')}
          <i>{text('urgentThings', { n: urgent })}</i>
        </>
      )}
    </>
  );
}

interface HomeHeadProps {
  readonly communities: readonly { readonly id: string; readonly name: string }[];
  readonly communityName: string | undefined;
  readonly summary: React.ReactNode;
  readonly toFile: number;
  readonly anomalies: number;
  readonly now: number;
}

function HomeHead({ communities, communityName, summary, toFile, anomalies, now }: HomeHeadProps) {
  const [isChoosing, setChoosing] = useState(false);
  const today = plainDate(now);
  const entries: readonly { to: string; icon: IconName; word: string; count: number }[] = [
    { to: '/reports?tab=todo', icon: 'clipboard', word: text('entryToFile'), count: toFile },
    { to: '/reports?tab=filed&anomaly=unresolved', icon: 'check', word: text('entryResolve'), count: anomalies },
    { to: '/batch', icon: 'list', word: text('entryBatch'), count: 0 },
    { to: '/reports?tab=filed', icon: 'calendar', word: text('entryFiled'), count: 0 },
    { to: '/apps', icon: 'table', word: text('entryApps'), count: 0 },
  ];
  return (
    <div className="hm-h">
      <div className="hm-top">
        {communities.length > 1 ? (
          <button type="button" className="cm" onClick={() => setChoosing(true)}>
            <span>{communityName ?? text('allCommunities')}</span>
            <Icon name="down" size={18} />
            <small>{text('communityCount', { n: communities.length })}</small>
          </button>
        ) : (
          <span className="cm">{communityName ?? '\u00a0'}</span>
        )}
      </div>
      <div className="hm-sum">
        <h1 className="big">{summary ?? <span className="skeleton" />}</h1>
        <div className="dt">
          {monthDay(today)}
          {currentLanguage() === 'zh' ? <br /> : ' '}
          {weekday(today)}
        </div>
      </div>
      <nav className="quick" aria-label={text('entries')}>
        {entries.map(({ to, icon, word, count }) => (
          <Link key={to} href={to}>
            <span className="qi">
              <Icon name={icon} size={26} />
              {count > 0 && <em className="badge">{count > 99 ? '99+' : count}</em>}
            </span>
            {word}
          </Link>
        ))}
      </nav>
      {isChoosing && <CommunitySheet communities={communities} onClose={() => setChoosing(false)} />}
    </div>
  );
}
