/** Who has not filed, beside the board; urging all or one, what became of it, and who was skipped and why. */

import { getSettings } from '@anshao/core/apps/contract.ts';
import type { AnswerOf } from '@anshao/core/base/call.ts';
import {
  listMissing,
  type MissingRow,
  type urgeMissing as UrgeMissing,
  urgeMissing,
} from '@anshao/core/daily-reports/contract.ts';
import { Button, Popconfirm } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { callApi } from '../../base/api.ts';
import { useNow } from '../../base/clock.ts';
import { Icon } from '../../base/icons.tsx';
import { newId } from '../../base/ids.ts';
import { clock, relative } from '../../base/time.ts';
import { pathWith } from '../address.ts';
import { useCall, usePages, useWrite } from '../calls.ts';
import { Empty } from '../frame/states.tsx';
import { channelWord, deliveryWord } from '../outbox/words.ts';
import { PagedList } from '../records/PagedList.tsx';
import { SidePanel } from '../records/SidePanel.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';
import type { BoardPlace } from './BoardTree.tsx';
import { isClosed, isCooling, urgeCounts } from './urging.ts';

type Urged = AnswerOf<typeof UrgeMissing>;

export interface MissingPanelProps {
  readonly date: string;
  readonly place: BoardPlace;
  /** Left out when only the address names the place; the rows then say what it is called. */
  readonly placeName: string | undefined;
  /** Only communities that have been silent for three days or more. */
  readonly silentOnly: boolean;
  readonly close: () => void;
}

export function MissingPanel({ date, place, placeName, silentOnly, close }: MissingPanelProps) {
  const may = useMay();
  const pages = usePages(listMissing, { query: { date, ...place } }, { limit: 200 });
  const settings = useCall(getSettings, {});
  const { hasNextPage, isFetching, fetchNextPage } = pages.result;
  const lastStreak = pages.rows.at(-1)?.streak;
  useEffect(() => {
    // Rows come longest silence first: all of the silent are here once a shorter one shows up.
    if (silentOnly && hasNextPage && !isFetching && (lastStreak ?? 3) >= 3) void fetchNextPage();
  }, [silentOnly, hasNextPage, isFetching, fetchNextPage, lastStreak]);

  const rows = silentOnly ? pages.rows.filter((row) => row.streak >= 3) : pages.rows;
  const total = silentOnly ? rows.length : (pages.first?.total ?? rows.length);
  const [first] = pages.rows;
  const named = placeName ?? (place.companyId ? first?.companyName : first?.districtName) ?? t('chosenPlace');
  const coolDown = settings.data?.urgeCoolDownMinutes;
  const shown = { ...pages, rows };
  return (
    <SidePanel
      title={t(silentOnly ? 'silentOf' : 'missingOf', { place: named })}
      note={t('countCommunities', { count: total })}
      close={close}
      flush
    >
      {may('dailyReport.urge') && total > 0 ? (
        <UrgeAll
          date={date}
          place={place}
          rows={rows}
          complete={!pages.result.hasNextPage}
          total={total}
          silentOnly={silentOnly}
          coolDown={coolDown}
        />
      ) : null}
      <PagedList
        pages={shown}
        empty={
          <Empty icon="check" title={t('allFiled')}>
            {t('allFiledWhy')}
          </Empty>
        }
      >
        <ul className="missing-list">
          {rows.map((row) => (
            <Missing key={row.taskId} row={row} date={date} coolDown={coolDown} />
          ))}
        </ul>
      </PagedList>
    </SidePanel>
  );
}

/** Kept until the server has answered, so that pressing again after a lost answer urges nobody twice. */
function useUrge(done: (answer: Urged) => void) {
  const id = useRef<string>(undefined);
  return useWrite(
    (body: { date: string; districtId?: string; companyId?: string; communityIds?: string[] }) => {
      id.current ??= newId();
      return callApi(urgeMissing, { body: { id: id.current, ...body } });
    },
    {
      touches: [listMissing],
      after: (answer) => {
        id.current = undefined;
        done(answer);
      },
    },
  );
}

function UrgeAll({
  date,
  place,
  rows,
  complete,
  total,
  silentOnly,
  coolDown,
}: {
  date: string;
  place: BoardPlace;
  rows: readonly MissingRow[];
  complete: boolean;
  total: number;
  silentOnly: boolean;
  coolDown: number | undefined;
}) {
  const now = useNow();
  const [urged, setUrged] = useState<Urged>();
  const urge = useUrge(setUrged);
  const { people, cooling, nobody, closed } = urgeCounts(rows, coolDown, now);
  const nobodyLeft = complete && people === 0;
  const action = nobodyLeft
    ? t('allUrged')
    : complete
      ? t('urgePeople', { people })
      : t('urgeCommunities', { count: total });
  const start = () =>
    urge.mutate({ date, ...place, ...(silentOnly ? { communityIds: rows.map((row) => row.communityId) } : {}) });
  const facts = [
    complete ? t('urgeFactPeople', { communities: total, people }) : t('urgeFactMany', { communities: total }),
    ...(coolDown === undefined ? [t('urgeFactCoolDown')] : []),
    ...(coolDown !== undefined && cooling > 0
      ? [t('urgeFactCoolDownMinutes', { minutes: coolDown, count: cooling })]
      : []),
    ...(nobody > 0 ? [t('urgeFactNobody', { count: nobody })] : []),
    ...(closed > 0 ? [t('urgeFactClosed', { count: closed })] : []),
    ...(nobodyLeft ? [] : [t('urgeFactChannels')]),
  ].join(t('sentenceGap'));
  return (
    <div className="urge-all">
      <Popconfirm
        title={t('urgeConfirm')}
        description={<div style={{ maxWidth: 280 }}>{facts}</div>}
        okText={action}
        onConfirm={start}
        disabled={nobodyLeft}
      >
        <Button
          type="primary"
          block
          loading={urge.isPending}
          disabled={nobodyLeft}
          icon={<Icon name="megaphone" size={16} />}
        >
          {action}
        </Button>
      </Popconfirm>
      <p className="small-text quiet-text">{facts}</p>
      {urged ? <Outcome urged={urged} close={() => setUrged(undefined)} /> : null}
    </div>
  );
}

function Outcome({ urged, close }: { urged: Urged; close: () => void }) {
  const reasons = {
    coolDown: t('skipCoolDown'),
    noContact: t('skipNoContact'),
    filed: t('skipFiled'),
    windowClosed: t('skipWindowClosed'),
  };
  return (
    <output className={urged.skipped.length > 0 ? 'outcome partly' : 'outcome'}>
      <div>
        <b>{t('urgedDone', { people: urged.people, communities: urged.communities })}</b>
        {urged.skipped.length > 0 ? (
          <details>
            <summary>{t('skippedCount', { count: urged.skipped.length })}</summary>
            <ul className="skipped">
              {urged.skipped.map((one) => (
                <li key={one.communityId}>
                  {one.communityName}
                  {t('colon')}
                  {reasons[one.reason]}
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </div>
      <span className="spread" />
      <Button type="text" size="small" aria-label={t('close')} icon={<Icon name="close" size={14} />} onClick={close} />
    </output>
  );
}

function Missing({ row, date, coolDown }: { row: MissingRow; date: string; coolDown: number | undefined }) {
  const may = useMay();
  const now = useNow();
  const urge = useUrge(() => undefined);
  const facts = [row.personName ?? t('noPerson')];
  if (row.urge)
    facts.push(
      t('urgeReceipt', {
        time: clock(row.urge.at),
        channel: row.urge.channel ? channelWord(row.urge.channel) : '',
        state: deliveryWord(row.urge.state),
      }),
    );
  else if (row.openedAt) facts.push(t('openedAt', { time: relative(row.openedAt, now) }));
  else facts.push(t('notOpened'));
  if (isClosed(row)) facts.push(t('skipWindowClosed'));
  const cooling = isCooling(row, coolDown, now);
  return (
    <li>
      <span className="avatar quiet" aria-hidden="true">
        {Array.from(row.personName ?? row.communityName)[0]}
      </span>
      <span className="who">
        <Link
          className="plain-link strong-link"
          href={pathWith(`/communities/${row.communityId}`, { month: date.slice(0, 7) })}
        >
          {row.communityName}
        </Link>{' '}
        {row.streak >= 2 ? (
          <span className={`small-text${row.streak >= 3 ? ' word major' : ' quiet-text'}`}>
            {t('streak', { days: row.streak })}
          </span>
        ) : null}
        <small>{facts.join(t('comma'))}</small>
      </span>
      {may('dailyReport.urge') && row.personId && !isClosed(row) ? (
        <Button
          size="small"
          color="primary"
          variant="filled"
          loading={urge.isPending}
          disabled={cooling}
          icon={cooling ? <Icon name="check" size={14} /> : undefined}
          aria-label={`${t(cooling ? 'urged' : 'urge')} ${row.communityName}`}
          onClick={() => urge.mutate({ date, communityIds: [row.communityId] })}
        >
          {cooling ? t('urged') : t('urge')}
        </Button>
      ) : null}
    </li>
  );
}
