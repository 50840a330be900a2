import { useState, useSyncExternalStore } from 'react';
import { Icon } from '../../base/icons.tsx';
import { QueueSheet } from '../queue/QueueSheet.tsx';
import { useQueue } from '../queue/queue-store.ts';
import { isAllReports } from '../queue/queue-words.ts';
import { text } from '../text.ts';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

export function useOnline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
}

/** Says that there is no signal and what is waiting for it; nothing when all is well. */
export function SignalStrip() {
  const online = useOnline();
  const queue = useQueue();
  const [isOpen, setOpen] = useState(false);
  const refused = queue.filter((submission) => submission.state === 'refused').length;
  const waiting = queue.length - refused;
  if (online && queue.length === 0) return null;
  const any = isAllReports(queue) ? '' : 'Any';
  const words = [
    online ? '' : text('noSignal'),
    !online && queue.length === 0 ? text('noSignalCalm') : '',
    waiting > 0 ? text(`queueWaiting${any}`, { n: waiting }) : '',
    refused > 0 ? text(`queueRefused${any}`, { n: refused }) : '',
  ];
  return (
    <>
      <div className="strip" role="status">
        <Icon name={online ? (refused > 0 ? 'warning' : 'cloud') : 'noSignal'} size={20} />
        <span>{words.filter(Boolean).join(text('comma'))}</span>
        {queue.length > 0 && (
          <button type="button" onClick={() => setOpen(true)}>
            {text('look')}
          </button>
        )}
      </div>
      {isOpen && <QueueSheet onClose={() => setOpen(false)} />}
    </>
  );
}
