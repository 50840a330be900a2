import { dailyReportItems } from '@anshao/presets/safety/daily-report.ts';
import { describe, expect, test } from 'vitest';
import { demoPerson, planCity } from './city.ts';
import { storyDays } from './days.ts';
import { publishedAfter, tellCommunity } from './story.ts';

const picture = { before: ['00000000-0000-7000-8000-000000000001'], after: '00000000-0000-7000-8000-000000000002' };
const pictures = new Map(dailyReportItems.map(({ code }) => [code, picture]));

/** What the person whose account is printed finds on the phone when the story is told at that moment. */
function findings(seed: number, now: Date) {
  const days = storyDays(now, 10);
  // The last day whose tasks are there already.
  const last = days.findLast((day) => day.startsAt + publishedAfter <= now.getTime());
  let toFile = 0;
  let toResolve = 0;
  for (const community of planCity(seed, 40).communities) {
    if (community.person.mobile !== demoPerson.mobile) continue;
    const tell = tellCommunity({ seed, now: now.getTime(), items: dailyReportItems, pictures }, community);
    const open = new Set<string>();
    for (const day of days) {
      const { report, resolutions } = tell(day);
      if (day === last && report === null) toFile++;
      for (const { id } of report?.anomalies ?? []) open.add(id);
      for (const { anomalies } of resolutions) for (const { id } of anomalies) open.delete(id);
    }
    toResolve += open.size;
  }
  return { toFile, toResolve };
}

describe('whoever signs in with the printed phone account', () => {
  const hours = ['00:05', '00:20', '04:00', '07:59', '09:30', '12:00', '15:00', '17:59', '18:30', '21:00', '23:59'];
  test.each(hours)('has a report to file and an anomaly to resolve when the story is told at %s', (hour) => {
    for (let seed = 1; seed <= 25; seed++) {
      // A Monday, a Saturday and the first day of a month
      for (const date of ['2026-03-16', '2026-05-09', '2026-07-01']) {
        const found = findings(seed, new Date(`${date}T${hour}:00+08:00`));
        expect(found.toFile, `seed ${seed} on ${date}`).toBeGreaterThan(0);
        expect(found.toResolve, `seed ${seed} on ${date}`).toBeGreaterThan(0);
      }
    }
  });
});
