/** The group `daily-reports`: writing, reading and the morning burst, on a city of 2,500 communities. */
import type { Figure } from '../figure.ts';
import { fillCity } from '../stand/history.ts';
import type { Stand } from '../stand/stand.ts';
import { measureBurst } from './burst.ts';
import { measureReads } from './reads.ts';
import { measureWrites } from './writes.ts';

const communities = 2500;

export async function measureDailyReports(stand: Stand): Promise<Figure[]> {
  const days = stand.options.quick ? 60 : 365;
  const city = await stand.database(`city_${days}`, (database) => fillCity(database, { communities, days }));
  // A hundredth of a year, the same communities.
  const small = await stand.database('city_4', (database) => fillCity(database, { communities, days: 4 }));
  return [
    ...(await measureReads(stand, city, small)),
    ...(await measureWrites(stand, city)),
    ...(await measureBurst(stand, city)),
  ];
}
