/**
 * The product's face, shared by both surfaces: level shapes, the due bar (时限条) and one cell per item. CSS and SVG
 * only. Colour never speaks alone: each mark has a shape of its own and a word beside it or as its label.
 */
import { baseText } from './base-text.ts';
import { dueState } from './due-state.ts';
import { Icon } from './icons.tsx';
import { remaining } from './time.ts';

export { type DueState, type DueTone, dueState } from './due-state.ts';

export type Level = 'major' | 'serious' | 'general' | 'low' | 'done';

const shapes: Record<Level, { readonly shape: string; readonly sign: string }> = {
  major: { shape: 'M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z', sign: 'M8 4v4.8M8 11.3v.4' },
  serious: { shape: 'M8 1.2 15.5 14.6H.5z', sign: 'M8 6v3.8M8 12.2v.3' },
  general: { shape: 'M8 .8 15.2 8 8 15.2.8 8z', sign: 'M5.3 8h5.4' },
  low: { shape: 'M15.2 8A7.2 7.2 0 1 1 .8 8a7.2 7.2 0 0 1 14.4 0z', sign: 'M8 4.5v5.3M5.6 7.8 8 10.2l2.4-2.4' },
  done: { shape: 'M15.2 8A7.2 7.2 0 1 1 .8 8a7.2 7.2 0 0 1 14.4 0z', sign: 'm4.8 8.3 2.2 2.2 4.3-4.6' },
};

/** Octagon, triangle, diamond, circle, tick. Give `label` where the word does not stand beside it. */
export function Mark({ level, size = 14, label }: { level: Level; size?: number; label?: string }) {
  const { shape, sign } = shapes[level];
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named by aria-label, or hidden because a word stands beside it
    <svg
      className="mk"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      <path
        d={shape}
        fill={`var(--${level === 'general' ? 'general-fill' : level})`}
        stroke={level === 'general' ? 'var(--general-mark)' : 'none'}
      />
      <path
        d={sign}
        fill="none"
        stroke={level === 'general' ? 'var(--general-on)' : '#fff'}
        strokeWidth={1.75}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Shape and word together; the word defaults to the level's own. */
export function LevelTag({ level, word }: { level: Level; word?: string }) {
  return (
    <span className={`lv lv-${level}`}>
      <Mark level={level} />
      {word ?? baseText(level)}
    </span>
  );
}

export interface DueBarProps {
  readonly startsAt: string | number;
  readonly dueAt: string | number;
  readonly now: number;
  readonly done?: boolean;
  readonly major?: boolean;
  /** Fills its line instead of standing in it. */
  readonly wide?: boolean;
}

/** Thin bar with gaps at the reminders (50 % and 80 %), then “剩22分钟”. */
export function DueBar({ startsAt, dueAt, now, done, major, wide }: DueBarProps) {
  const { share, tone } = dueState(startsAt, dueAt, now, { done, major });
  return (
    <span className={`due due-${tone}${wide ? ' wide' : ''}`}>
      <span className="due-bar" aria-hidden="true">
        <i style={{ width: `${Math.round(share * 100)}%` }} />
      </span>
      <span className="due-t">
        <Icon name={done ? 'check' : 'clock'} size={13} />
        {done ? baseText('finished') : remaining(dueAt, now)}
      </span>
    </span>
  );
}

/**
 * good: answered well · bad: abnormal · other: not applicable · pending: waits for a confirmation · current: being
 * answered · empty · problem: wrong
 */
export type CellState = 'good' | 'bad' | 'other' | 'pending' | 'current' | 'empty' | 'problem';

export interface ItemCell {
  readonly key: string;
  readonly state: CellState;
  /** Said by screen readers, e.g. “2 房屋违规装修：发现异常”. */
  readonly label: string;
}

/** One cell per item; with `onGo` each can be pressed to go there. */
export function ItemCells({
  cells,
  label,
  onGo,
}: {
  cells: readonly ItemCell[];
  label: string;
  onGo?: (key: string) => void;
}) {
  if (!onGo)
    return (
      <span className="cells" role="img" aria-label={label}>
        {cells.map((cell) => (
          <i key={cell.key} className={`c-${cell.state}`} />
        ))}
      </span>
    );
  return (
    <nav className="cells" aria-label={label}>
      {cells.map((cell) => (
        <button key={cell.key} type="button" aria-label={cell.label} onClick={() => onGo(cell.key)}>
          <i className={`c-${cell.state}`} />
        </button>
      ))}
    </nav>
  );
}
