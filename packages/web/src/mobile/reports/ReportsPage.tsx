import { useSearchParams } from 'wouter';
import { useNow } from '../../base/clock.ts';
import { Screen } from '../frame/Screen.tsx';
import { isDailyReport, useOpenTasks } from '../home/open-tasks.ts';
import { useChosenCommunity } from '../session/preferences.ts';
import { communitiesOf, useViewer } from '../session/session.ts';
import { text } from '../text.ts';
import { BatchBar } from './BatchBar.tsx';
import { FiledTab } from './FiledTab.tsx';
import { TodoTab } from './TodoTab.tsx';
import './reports.css';

/** 待填报 / 已填报 (DR-16). */
export default function ReportsPage() {
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') === 'filed' ? 'filed' : 'todo';
  const now = useNow();
  const viewer = useViewer();
  const chosen = useChosenCommunity();
  const communities = viewer ? communitiesOf(viewer) : [];
  const community = communities.length === 1 ? communities[0] : communities.find((one) => one.id === chosen);
  const tasks = useOpenTasks();
  const todo = (tasks.data?.value.rows ?? []).filter(
    (task) => isDailyReport(task) && (!community || task.communityId === community.id),
  );
  const choose = (next: 'todo' | 'filed') => setSearch({ tab: next }, { replace: true });
  return (
    <Screen
      title={text('reportsTitle')}
      back="/"
      sticky={
        <div className="tabs" role="tablist" aria-label={text('reportsTitle')}>
          <button
            type="button"
            role="tab"
            aria-selected={tab === 'todo'}
            aria-controls="reports-panel"
            onClick={() => choose('todo')}
          >
            {text('tabTodo')}
            {todo.length > 0 && <span>{todo.length}</span>}
          </button>
          <button
            type="button"
            role="tab"
            aria-selected={tab === 'filed'}
            aria-controls="reports-panel"
            onClick={() => choose('filed')}
          >
            {text('tabFiled')}
          </button>
        </div>
      }
      bar={tab === 'filed' ? <BatchBar community={community?.id ?? ''} /> : undefined}
    >
      <div id="reports-panel" role="tabpanel" aria-label={text(tab === 'todo' ? 'tabTodo' : 'tabFiled')}>
        {tab === 'todo' ? (
          <TodoTab tasks={todo} query={tasks} now={now} only={communities.length > 1 ? community?.name : undefined} />
        ) : (
          <FiledTab communities={communities} community={community} />
        )}
      </div>
    </Screen>
  );
}
