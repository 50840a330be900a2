/** What every part on the canvas has: it can be selected, dragged, copied and removed, and tells what is wrong. */
import type { PartRef } from '@anshao/core/forms/design/parts.ts';
import type { CSSProperties, ReactNode } from 'react';
import { Icon } from '../../../base/icons.tsx';
import { Mark } from '../../../base/marks.tsx';
import { useDesign, useDrawn } from '../design-store.ts';
import { d } from '../text.ts';
import { partId } from './part-id.ts';

export interface PartFrameProps {
  readonly part: PartRef;
  readonly level: number;
  readonly className: string;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly style?: CSSProperties | undefined;
  readonly children: ReactNode;
}

export function PartFrame({ part, level, className, label, style, children }: PartFrameProps) {
  const isSelected = useDrawn((state) => state.selected.has(part));
  const problems = useDrawn((state) => state.problemsAt.get(part));
  const spoken = problems ? d('partWithProblems', { label, count: problems.length }) : label;
  return (
    <div
      id={partId(part)}
      data-part={part}
      className={`dz-part ${className}${isSelected ? ' selected' : ''}${problems ? ' wrong' : ''}`}
      style={style}
      role="treeitem"
      aria-level={level}
      aria-selected={isSelected}
      aria-label={spoken}
      tabIndex={-1}
    >
      {children}
      {problems ? (
        <div className="dz-problems">
          {problems.slice(0, 3).map((problem) => (
            <p key={`${problem.setting} ${problem.code}`}>
              <Mark level="serious" />
              {problem.sentence}
            </p>
          ))}
        </div>
      ) : null}
      {isSelected ? <Tools part={part} /> : null}
    </div>
  );
}

/** For the mouse; the keyboard has Ctrl+D, Delete and Alt with arrows on the canvas itself. */
function Tools({ part }: { part: PartRef }) {
  const design = useDesign();
  const isAlone = useDrawn((state) => state.selected.size === 1);
  if (!isAlone) return null;
  return (
    <>
      <span className="dz-grip" aria-hidden="true">
        <Icon name="grip" size={14} />
      </span>
      <span className="dz-tools">
        <button
          type="button"
          tabIndex={-1}
          title={d('duplicate')}
          aria-label={d('duplicate')}
          onClick={() => design.perform({ do: 'duplicate', parts: [part] })}
        >
          <Icon name="copy" size={15} />
        </button>
        <button
          type="button"
          tabIndex={-1}
          title={d('remove')}
          aria-label={d('remove')}
          onClick={() => design.perform({ do: 'remove', parts: [part] })}
        >
          <Icon name="trash" size={15} />
        </button>
      </span>
    </>
  );
}
