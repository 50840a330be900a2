import { useState } from 'react';
import { useNow } from './clock.ts';
import { dateTime, relative } from './time.ts';

/** A time: relative when near, absolute on press and for screen readers' title. */
export function Moment({ at }: { at: string }) {
  const now = useNow();
  const [absolute, setAbsolute] = useState(false);
  return (
    <button type="button" className="moment" title={dateTime(at)} onClick={() => setAbsolute(!absolute)}>
      <time dateTime={at}>{absolute ? dateTime(at) : relative(at, now)}</time>
    </button>
  );
}
