/** One event: what happened to what, in words; what only machines read is folded away below. */
import type { LoggedEvent } from '@anshao/core/audit/contract.ts';
import { getCommunity } from '@anshao/core/org/contract.ts';
import { Link } from 'wouter';
import { dateTime } from '../../base/time.ts';
import { pathWith } from '../address.ts';
import { useCall } from '../calls.ts';
import type { PanelWays } from '../records/RecordList.tsx';
import { SidePanel } from '../records/SidePanel.tsx';
import { t } from '../text.ts';
import { eventWord, factsOf, pageOf } from './event-words.ts';
import type { Names } from './facts.ts';
import { logText } from './log-text.ts';

export interface EventPanelProps {
  readonly event: LoggedEvent;
  readonly names: Names;
  readonly onlySubject: (subjectId: string) => void;
  readonly ways: PanelWays;
}

export function EventPanel({ event, names, onlySubject, ways }: EventPanelProps) {
  const { type, actorName, subjectId, communityId } = event;
  const page = pageOf(event);
  return (
    <SidePanel title={eventWord(type)} note={dateTime(event.at)} {...ways}>
      <dl className="facts event-facts">
        <dt>{t('who')}</dt>
        <dd>
          {actorName ? (
            <Link className="plain-link" href={pathWith('/directory', { tab: 'people', q: actorName })}>
              {actorName}
            </Link>
          ) : (
            t('system')
          )}
        </dd>
        {communityId ? (
          <>
            <dt>{logText('place')}</dt>
            <dd>
              <CommunityLink id={communityId} />
            </dd>
          </>
        ) : null}
        {factsOf(event, names).map(({ label, value }) => (
          <FactLine key={label} label={label} value={value} />
        ))}
        {page || subjectId ? (
          <>
            <dt>{logText('related')}</dt>
            <dd className="event-ways">
              {page ? (
                <Link className="plain-link" href={page.href}>
                  {logText(page.name)}
                </Link>
              ) : null}
              {subjectId ? (
                <button type="button" className="plain-link" onClick={() => onlySubject(subjectId)}>
                  {t('onlySubject')}
                </button>
              ) : null}
            </dd>
          </>
        ) : null}
      </dl>
      <details className="event-technical">
        <summary>{logText('technical')}</summary>
        <pre className="event-data">{JSON.stringify(event, null, 2)}</pre>
      </details>
    </SidePanel>
  );
}

function FactLine({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

function CommunityLink({ id }: { id: string }) {
  const community = useCall(getCommunity, { params: { id } });
  return (
    <Link className="plain-link" href={`/communities/${id}`}>
      {community.data?.name ?? t('show')}
    </Link>
  );
}
