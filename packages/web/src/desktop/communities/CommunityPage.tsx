/** 小区日历: one community's month, day by day, with its facts and the people in charge now and before. */
import { communityCalendar } from '@anshao/core/daily-reports/contract.ts';
import { getCommunity, listPeople } from '@anshao/core/org/contract.ts';
import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { Link, useLocation, useParams } from 'wouter';
import { useNow } from '../../base/clock.ts';
import { Icon } from '../../base/icons.tsx';
import { addMonths, plainDate } from '../../base/time.ts';
import { pathWith, useAddress } from '../address.ts';
import { useCall } from '../calls.ts';
import { MobileCell } from '../directory/MobileCell.tsx';
import { PageHead } from '../frame/PageHead.tsx';
import { Bones, Empty, Failure } from '../frame/states.tsx';
import { ReportPanel } from '../reports/ReportPanel.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';
import { MonthCalendar } from './MonthCalendar.tsx';

export function CommunityPage() {
  const { id = '' } = useParams<{ id: string }>();
  const { filters, set } = useAddress(['month', 'open']);
  const [, navigate] = useLocation();
  const today = plainDate(useNow());
  const month = filters.month ?? today.slice(0, 7);
  const calendar = useCall(communityCalendar, { params: { id }, query: { month } }, { keep: true });
  const may = useMay();
  const { data: community } = useCall(getCommunity, { params: { id } }, { enabled: may('directory.read') });
  const go = (next: string) => set({ month: next === today.slice(0, 7) ? undefined : next, open: undefined });
  return (
    <>
      <PageHead
        title={community?.name ?? t('communityCalendar')}
        note={community ? [community.districtName, community.address].filter(Boolean).join(t('comma')) : undefined}
      >
        <Link className="button-link" href={pathWith('/reports', { communityId: id })}>
          {t('allReports')}
        </Link>
        <Link className="button-link" href={`/communities/${id}/poster`}>
          {t('poster')}
        </Link>
      </PageHead>
      <div className={`community-grid${filters.open ? ' with-panel' : ''}`}>
        <section className="card padded" aria-label={t('communityCalendar')}>
          <div className="row" style={{ marginBottom: 12 }}>
            <Button
              aria-label={t('previousMonth')}
              icon={<Icon name="left" size={16} />}
              onClick={() => go(addMonths(month, -1))}
            />
            <DatePicker
              aria-label={t('month')}
              picker="month"
              allowClear={false}
              value={dayjs(`${month}-01`)}
              onChange={(next) => next && go(next.format('YYYY-MM'))}
            />
            <Button
              aria-label={t('nextMonth')}
              icon={<Icon name="right" size={16} />}
              disabled={month >= today.slice(0, 7)}
              onClick={() => go(addMonths(month, 1))}
            />
          </div>
          {calendar.isPending ? <Bones lines={10} /> : null}
          {calendar.error ? <Failure problem={calendar.error} retry={() => void calendar.refetch()} /> : null}
          {calendar.data && !calendar.error ? (
            <MonthCalendar
              month={month}
              today={today}
              days={calendar.data.days}
              current={filters.open}
              open={(reportId) => set({ open: reportId }, { replace: filters.open !== undefined })}
            />
          ) : null}
        </section>
        {filters.open ? (
          <div className="card board-table">
            <ReportPanel
              id={filters.open}
              onCalendar
              close={() => set({ open: undefined })}
              compare={(subjects) => navigate(pathWith('/reports', { communityId: id, compare: subjects.join() }))}
            />
          </div>
        ) : may('directory.read') ? (
          <Facts id={id} />
        ) : null}
      </div>
    </>
  );
}

function Facts({ id }: { id: string }) {
  const found = useCall(getCommunity, { params: { id } });
  const people = useCall(listPeople, { query: { communityId: id, limit: 50 } });
  const community = found.data;
  const posts = (people.data?.rows ?? [])
    .flatMap((person) =>
      person.posts.filter((post) => post.role === 'personInCharge').map((post) => ({ person, post })),
    )
    .filter(({ post }) => !community || post.placeName === community.name)
    .sort(
      (a, b) =>
        Number(a.post.endsOn !== null) - Number(b.post.endsOn !== null) ||
        b.post.startsOn.localeCompare(a.post.startsOn),
    );
  return (
    <section className="card padded" aria-label={t('communityFacts')}>
      <h2>{t('communityFacts')}</h2>
      {found.error ? <Failure problem={found.error} retry={() => void found.refetch()} /> : null}
      {community ? (
        <dl className="facts">
          <dt>{t('communityCode')}</dt>
          <dd>{community.code}</dd>
          <dt>{t('state')}</dt>
          <dd>
            {t(
              ({ active: 'statusActive', suspended: 'statusSuspended', closed: 'statusClosed' } as const)[
                community.status
              ],
            )}
          </dd>
          <dt>{t('district')}</dt>
          <dd>{community.districtName}</dd>
          <dt>{t('company')}</dt>
          <dd>{community.companyName ?? '–'}</dd>
          <dt>{t('address')}</dt>
          <dd>{community.address || '–'}</dd>
        </dl>
      ) : found.isPending ? (
        <Bones lines={3} />
      ) : null}
      <h2 style={{ marginTop: 20 }}>{t('peopleInCharge')}</h2>
      {people.isPending ? (
        <Bones lines={3} />
      ) : posts.length === 0 ? (
        <Empty icon="person" title={t('noPerson')}>
          {t('noPersonWhy')}
        </Empty>
      ) : (
        <ul className="people-list">
          {posts.map(({ person, post }) => (
            <li key={post.id}>
              <span className="avatar quiet" aria-hidden="true">
                {Array.from(person.name)[0]}
              </span>
              <span>
                <b>{person.name}</b>{' '}
                {post.endsOn ? (
                  <span className="tag">{t('former')}</span>
                ) : (
                  <span className="tag done">{t('inOffice')}</span>
                )}{' '}
                {!post.endsOn && !post.bound ? <span className="tag">{t('notBound')}</span> : null}
                <small>
                  {post.startsOn} – {post.endsOn ?? t('untilNow')}
                </small>
                {post.endsOn ? null : <MobileCell id={person.id} masked={person.mobile} />}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
