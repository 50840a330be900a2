/** Districts, companies, communities: each level is asked for when its parent is opened. */
import { type BoardRow, getBoard, noCompany } from '@anshao/core/daily-reports/contract.ts';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { clock } from '../../base/time.ts';
import { pathWith } from '../address.ts';
import { useCall } from '../calls.ts';
import { rememberName } from '../records/filters.tsx';
import { t } from '../text.ts';
import { filed, notFiled, percent } from './figures.ts';
import { Strip } from './Strip.tsx';

/** Where a row stands: what it is narrowed to by the rows above it. */
export interface BoardPlace {
  readonly districtId?: string;
  readonly companyId?: string;
}

export interface BoardTreeProps {
  readonly date: string;
  readonly rows: readonly BoardRow[];
  /** The day that is still running, if the board shows it. */
  readonly running: string | undefined;
  readonly shown: BoardPlace;
  /** Beside the open panel there is less room. */
  readonly narrow: boolean;
  readonly showMissing: (place: BoardPlace, name: string) => void;
}

export function BoardTree(props: BoardTreeProps) {
  const narrowest = props.narrow ? 50 : 68;
  return (
    <table className="desk-table board-tree" aria-label={t('board')}>
      <thead>
        <tr>
          <th scope="col">{t('boardPlace')}</th>
          <th scope="col" style={{ width: props.narrow ? 130 : 160 }}>
            {t('fillRate')}
          </th>
          {(['filedShort', 'notFiledShort', 'late', 'anomalyShort', 'copied'] as const).map((name) => (
            <th key={name} scope="col" className="right" style={{ width: name === 'filedShort' ? 84 : narrowest }}>
              {t(name)}
            </th>
          ))}
          <th scope="col" style={{ width: props.narrow ? 188 : 260 }}>
            {t('lastDays', { days: props.rows[0]?.strip.length ?? 14 })}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <Branch key={row.id} {...props} row={row} place={{}} depth={0} />
        ))}
      </tbody>
    </table>
  );
}

function Branch({ row, place, depth, ...props }: BoardTreeProps & { row: BoardRow; place: BoardPlace; depth: number }) {
  const [isOpen, setOpen] = useState(false);
  const here: BoardPlace =
    row.kind === 'district' ? { districtId: row.id } : row.kind === 'company' ? { ...place, companyId: row.id } : place;
  const name = row.id === noCompany ? t('noCompany') : row.name;
  if (row.kind === 'company') rememberName('company', row.id, name);
  if (row.kind === 'community') rememberName('community', row.id, row.name);
  const isShown =
    row.kind !== 'community' && here.districtId === props.shown.districtId && here.companyId === props.shown.companyId;
  return (
    <>
      <tr className={isShown ? 'current' : undefined}>
        <th scope="row" className={depth > 0 ? `depth${depth}` : undefined} title={name}>
          {row.kind === 'community' ? (
            <Link className="plain-link" href={pathWith(`/communities/${row.id}`, { month: props.date.slice(0, 7) })}>
              {row.name}
            </Link>
          ) : (
            <button
              type="button"
              className="twist"
              aria-expanded={isOpen}
              aria-label={t(isOpen ? 'foldIn' : 'unfold', { name })}
              onClick={() => setOpen(!isOpen)}
            >
              <Icon name="right" size={14} />
              {row.kind === 'district' ? (
                <b>{name}</b>
              ) : (
                <span className={row.id === noCompany ? 'quiet-text' : undefined}>{name}</span>
              )}
            </button>
          )}
        </th>
        <Figures row={row} here={here} date={props.date} running={props.running} showMissing={props.showMissing} />
      </tr>
      {isOpen ? <Children row={row} here={here} depth={depth + 1} {...props} /> : null}
    </>
  );
}

function Children({ row, here, depth, ...props }: BoardTreeProps & { row: BoardRow; here: BoardPlace; depth: number }) {
  const level = row.kind === 'district' ? 'company' : 'community';
  const below = useCall(getBoard, { query: { date: props.date, level, ...here } }, { keep: true });
  if (below.isPending) return <Note depth={depth}>{t('loading')}</Note>;
  if (below.error)
    return (
      <Note depth={depth}>
        {below.error.message}{' '}
        <button type="button" className="plain-link" onClick={() => void below.refetch()}>
          {t('retry')}
        </button>
      </Note>
    );
  if (below.data.rows.length === 0) return <Note depth={depth}>{t('boardNoneBelow')}</Note>;
  return below.data.rows.map((child) => <Branch key={child.id} {...props} row={child} place={here} depth={depth} />);
}

function Note({ depth, children }: { depth: number; children: ReactNode }) {
  return (
    <tr>
      <td colSpan={8} className={`quiet-text depth${depth}`}>
        {children}
      </td>
    </tr>
  );
}

function Figures({
  row,
  here,
  date,
  running,
  showMissing,
}: {
  row: BoardRow;
  here: BoardPlace;
  date: string;
  running: string | undefined;
  showMissing: (place: BoardPlace, name: string) => void;
}) {
  const reports = (more: Readonly<Record<string, string>>) =>
    pathWith('/reports', {
      from: date,
      to: date,
      ...here,
      ...(row.kind === 'community' ? { communityId: row.id } : {}),
      ...more,
    });
  const isOne = row.kind === 'community';
  const missing = notFiled(row);
  return (
    <>
      <td className="nowrap">{isOne ? <FiledWord row={row} reports={reports} /> : <Rate row={row} />}</td>
      <td className="right nowrap">
        <Count count={filed(row)} href={reports({})} />/{row.expected}
      </td>
      <td className="right">
        {isOne || missing === 0 ? (
          missing || '–'
        ) : (
          <button
            type="button"
            className="number-link"
            onClick={() => showMissing(here, row.id === noCompany ? t('noCompany') : row.name)}
          >
            {missing}
          </button>
        )}
      </td>
      <td className="right">
        <Count count={row.late} href={reports({ timing: 'late' })} />
      </td>
      <td className="right">
        <Count count={row.abnormal} href={reports({ anomaly: 'any' })} />
      </td>
      <td className="right">
        <Count count={row.copied} href={reports({ copied: 'true' })} />
      </td>
      <td>
        <Strip row={row} running={running} />
      </td>
    </>
  );
}

function Count({ count, href }: { count: number; href: string }) {
  if (count === 0) return <>–</>;
  return (
    <Link className="number-link" href={href}>
      {count}
    </Link>
  );
}

function Rate({ row }: { row: BoardRow }) {
  const rate = percent(filed(row), row.expected);
  if (rate === null) return <span className="quiet-text">{t('notExpected')}</span>;
  return (
    <>
      <span className="fill-bar" aria-hidden="true">
        <i style={{ width: `${rate}%` }} />
      </span>
      {rate}%
    </>
  );
}

function FiledWord({ row, reports }: { row: BoardRow; reports: (more: Readonly<Record<string, string>>) => string }) {
  if (row.filedAt && row.reportId)
    return (
      <Link className="word done" href={reports({ open: row.reportId })}>
        <Icon name="check" size={15} />
        {t(row.late > 0 ? 'filedLateAt' : 'filedAt', { time: clock(row.filedAt) })}
      </Link>
    );
  if (row.missed > 0)
    return (
      <span className="word major">
        <Icon name="close" size={15} />
        {t('missed')}
      </span>
    );
  if (row.open > 0)
    return (
      <span className="word serious">
        <Icon name="clock" size={15} />
        {t('notFiled')}
      </span>
    );
  return <span className="quiet-text">{t('notExpected')}</span>;
}
