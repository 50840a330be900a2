import { useState } from 'react';
import { addDays, addMonths, daysOfMonth } from '../../base/time.ts';
import { Sheet } from '../frame/Sheet.tsx';
import { text } from '../text.ts';

export interface DateSheetProps {
  readonly from: string;
  readonly to: string;
  readonly today: string;
  readonly onClose: () => void;
  readonly onChoose: (range: { from: string; to: string }) => void;
}

/** A range of days: ready-made ones to press, or two dates. */
export function DateSheet({ from, to, today, onClose, onChoose }: DateSheetProps) {
  const [range, setRange] = useState({ from, to });
  const thisMonth = today.slice(0, 7);
  const lastMonth = addMonths(thisMonth, -1);
  const ready = [
    { word: text('last7Days'), from: addDays(today, -6), to: today },
    { word: text('thisMonth'), from: `${thisMonth}-01`, to: today },
    { word: text('lastMonth'), from: `${lastMonth}-01`, to: daysOfMonth(lastMonth).at(-1) ?? today },
    { word: text('allDates'), from: '', to: '' },
  ];
  const choose = (next: { from: string; to: string }) => {
    onChoose({ from: next.from, to: next.to });
    onClose();
  };
  return (
    <Sheet
      title={text('filterDates')}
      onClose={onClose}
      foot={
        <button type="button" className="pbtn" onClick={() => choose(range)}>
          {text('confirm')}
        </button>
      }
    >
      <div className="chips plain">
        {ready.map((one) => (
          <button key={one.word} type="button" className="chip" onClick={() => choose(one)}>
            {one.word}
          </button>
        ))}
      </div>
      <div className="dates">
        <label>
          {text('fromDate')}
          <input
            className="inp"
            type="date"
            max={range.to || today}
            value={range.from}
            onChange={(event) => setRange({ ...range, from: event.target.value })}
          />
        </label>
        <label>
          {text('toDate')}
          <input
            className="inp"
            type="date"
            min={range.from}
            max={today}
            value={range.to}
            onChange={(event) => setRange({ ...range, to: event.target.value })}
          />
        </label>
      </div>
    </Sheet>
  );
}
