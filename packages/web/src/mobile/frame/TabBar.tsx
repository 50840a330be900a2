import { Link, useLocation } from 'wouter';
import { Icon, type IconName } from '../../base/icons.tsx';
import { useOpenTasks } from '../home/open-tasks.ts';
import { useMyMessages } from '../messages/unread.ts';
import { text } from '../text.ts';

interface Tab {
  readonly to: string;
  readonly icon: IconName;
  readonly word: string;
  readonly count: number;
}

export function TabBar() {
  const [location] = useLocation();
  const open = useOpenTasks().data?.value.open ?? 0;
  const unread = useMyMessages().data?.unread ?? 0;
  const tabs: readonly Tab[] = [
    { to: '/', icon: 'tasks', word: text('tabTasks'), count: open },
    { to: '/reports?tab=filed', icon: 'clipboard', word: text('tabRecords'), count: 0 },
    { to: '/messages', icon: 'bell', word: text('tabMessages'), count: unread },
    { to: '/me', icon: 'person', word: text('tabMe'), count: 0 },
  ];
  return (
    <nav className="tabbar" aria-label={text('tabs')}>
      {tabs.map(({ to, icon, word, count }) => {
        const isHere = location === to.split('?')[0];
        return (
          <Link key={to} href={to} className={isHere ? 'on' : ''} aria-current={isHere ? 'page' : undefined}>
            <span className="ti">
              <Icon name={icon} />
              {count > 0 && <em>{count > 99 ? '99+' : count}</em>}
            </span>
            <span>{word}</span>
          </Link>
        );
      })}
    </nav>
  );
}
