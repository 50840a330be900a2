/** Which answers are out of date after which event; several events shortly after one another ask once. */
import { queryClient } from './query-client.ts';

const pause = 800;
const keysOf: Readonly<Record<string, readonly string[]>> = {
  dailyReports: ['tasks', 'reports', 'report', 'anomalies', 'calendar'],
  tasks: ['tasks', 'calendar'],
  messaging: ['messages'],
  access: ['viewer', 'devices'],
  records: ['records', 'record'],
  forms: ['apps', 'openForm'],
  apps: ['apps'],
};

let isPlanned = false;
const stale = new Set<string>();

/** @param event type of the event (`dailyReports.filed`), or `*` when any may have been missed */
export function refreshAfter(event: string): void {
  const found = event === '*' ? Object.values(keysOf).flat() : (keysOf[event.split('.')[0] ?? ''] ?? []);
  for (const key of found) stale.add(key);
  if (stale.size === 0) return;
  if (isPlanned) return;
  isPlanned = true;
  setTimeout(() => {
    isPlanned = false;
    const keys = [...stale];
    stale.clear();
    for (const key of keys) void queryClient.invalidateQueries({ queryKey: [key] });
  }, pause);
}
