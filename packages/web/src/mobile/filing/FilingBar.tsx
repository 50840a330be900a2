import { Icon } from '../../base/icons.tsx';
import { type ItemCell, ItemCells } from '../../base/marks.tsx';
import { clock } from '../../base/time.ts';
import { text } from '../text.ts';

export interface FilingBarProps {
  readonly cells: readonly ItemCell[];
  readonly answered: number;
  readonly savedAt: number;
  readonly storage: 'fine' | 'failed' | 'fleeting';
  readonly isElder: boolean;
  readonly onGo: (code: string) => void;
  readonly onNext: () => void;
  readonly onSubmit: () => void;
}

/** One cell per item, how far it is, and the primary action; elder mode has a single button that becomes 提交. */
export function FilingBar({ cells, answered, savedAt, storage, isElder, onGo, onNext, onSubmit }: FilingBarProps) {
  const total = cells.length;
  const left = total - answered;
  const submit = (
    <button type="button" className="pbtn" onClick={onSubmit}>
      {text('submit')}
    </button>
  );
  const next = (look: string) => (
    <button type="button" className={look} onClick={onNext}>
      {text('nextUnanswered')}
    </button>
  );
  return (
    <>
      <ItemCells cells={cells} label={text('cells', { answered, total })} onGo={onGo} />
      <div className="barline">
        <span>
          <b>{text('answered', { answered, total })}</b>
          {left > 0 && !isElder && text('leftItems', { n: left })}
        </span>
        <span className="sp" />
        <span role="status" className="saved">
          {storage === 'failed' ? (
            <span className="t-major">{text('draftFailed')}</span>
          ) : storage === 'fleeting' ? (
            <span className="t-major">{text('draftFleeting')}</span>
          ) : (
            savedAt > 0 && (
              <>
                <Icon name="check" size={15} />
                {isElder ? text('draftSavedShort') : text('draftSaved', { time: clock(savedAt) })}
              </>
            )
          )}
        </span>
      </div>
      {isElder ? (
        left > 0 ? (
          next('pbtn')
        ) : (
          submit
        )
      ) : left > 0 ? (
        <div className="two">
          {next('pbtn sec')}
          {submit}
        </div>
      ) : (
        submit
      )}
    </>
  );
}
