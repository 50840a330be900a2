/** The city as it is planned from a seed: pure, nothing is written yet. `directory.ts` writes it. */
import {
  type DemoDistrict,
  demoCompanies,
  demoDistricts,
  givenFirst,
  givenSecond,
  nameBeginnings,
  namedCommunities,
  nameEndings,
  phases,
  surnames,
} from '@anshao/presets/demo/city.ts';
import { type Random, randomFrom } from './random.ts';

export interface PlannedPerson {
  readonly name: string;
  readonly mobile: string;
  /** Set for those who sign in with the demo password. */
  readonly account: string | null;
}

export interface PlannedCommunity {
  readonly index: number;
  readonly code: string;
  readonly name: string;
  readonly district: DemoDistrict;
  readonly company: number;
  readonly person: PlannedPerson;
  readonly address: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly traits: Traits;
}

/** What a community is like; its days follow from it. */
export interface Traits {
  /** Against the city's average: how often a report is missed or late. */
  readonly slackness: number;
  /** Days up to today without any report; 0 for almost all. */
  readonly silentDays: number;
  /** Against the average: how often something is wrong. */
  readonly trouble: number;
  /** How often the last report is carried over, and whether it is then sent as it came. */
  readonly carries: number;
  readonly copiesBlindly: boolean;
  /** Minute of the day at which the report usually goes out. */
  readonly habit: number;
  readonly buildings: number;
  readonly floors: number;
  readonly notApplicable: ReadonlySet<string>;
  /** Whoever holds it finds today's report still to file, at whatever hour the story is told. */
  readonly leavesToday: boolean;
  /** Found wrong in these days and not put right: something to resolve. */
  readonly hasOpenTrouble: boolean;
}

export interface PlannedCompany {
  readonly code: string;
  readonly name: string;
  readonly manager: PlannedPerson;
}

export interface City {
  readonly companies: readonly PlannedCompany[];
  readonly communities: readonly PlannedCommunity[];
  readonly administrator: PlannedPerson;
  readonly association: readonly PlannedPerson[];
  readonly officers: ReadonlyMap<string, PlannedPerson>;
}

/** The one whose phone is shown: four communities, in the guide's words. */
export const demoPerson = { name: '陈国强', mobile: '13800005621', account: 'chenguoqiang' } as const;

/** @param size how many communities; not less than the ten named ones */
export function planCity(seed: number, size: number): City {
  const random = randomFrom(seed, 1);
  const names = personNames(random);
  const companies = planCompanies(Math.min(demoCompanies.length, Math.max(3, Math.round(size / 57))), names);
  const silent = silentOnes(random, size);
  const places = planPlaces(random, size);
  const slackOfCompany = companies.map(() => 0.6 + random.next() * 0.9);
  const holders = new Map<number, { person: PlannedPerson; left: number }>();
  const perDistrict = new Map<string, number>();
  const ofDemoPerson = places.filter(({ ofDemoPerson: isHis }) => isHis);
  const communities = places.map(({ district, ...place }, index): PlannedCommunity => {
    const number = (perDistrict.get(district.code) ?? 0) + 1;
    perDistrict.set(district.code, number);
    const isDemo = 'ofDemoPerson' in place && place.ofDemoPerson === true;
    const company = isDemo ? 0 : companyOf(random, companies.length);
    return {
      index,
      code: `${district.code}${String(number).padStart(4, '0')}`,
      name: place.name,
      district,
      company,
      person: isDemo ? demoPerson : holderOf(random, holders, company, names),
      address: place.address,
      latitude: place.at[0],
      longitude: place.at[1],
      traits: {
        ...traitsOf(random, district.slackness * (slackOfCompany[company] ?? 1), isDemo ? 0 : (silent.get(index) ?? 0)),
        // Two of his four, so that a report to file and an anomaly to resolve do not wait for each other.
        leavesToday: place.name === ofDemoPerson.at(-1)?.name,
        hasOpenTrouble: place.name === ofDemoPerson[0]?.name,
      },
    };
  });
  return {
    companies,
    communities,
    administrator: { name: '系统管理员', mobile: '13800000001', account: 'admin' },
    association: [
      { name: '梁慧敏', mobile: '13800000002', account: 'lianghuimin' },
      { name: '周永强', mobile: '13800000003', account: 'zhouyongqiang' },
    ],
    officers: new Map(
      demoDistricts.map(({ code, officer, account }, index) => [
        code,
        { name: officer, mobile: `1380000001${index}`, account },
      ]),
    ),
  };
}

function planCompanies(count: number, names: () => PlannedPerson): PlannedCompany[] {
  return demoCompanies.slice(0, count).map((name, index) => ({
    code: `WY${String(index + 1).padStart(3, '0')}`,
    name,
    manager: index === 0 ? { name: '黄志德', mobile: '13800000020', account: 'dehong' } : names(),
  }));
}

/** A few communities have not reported for days: what the association wants to see first. */
function silentOnes(random: Random, size: number): Map<number, number> {
  const count = Math.max(2, Math.round(size * 0.012));
  const silent = new Map<number, number>();
  while (silent.size < count) {
    const index = random.between(namedCommunities.length, size - 1);
    silent.set(index, random.chance(0.6) ? random.between(3, 6) : random.between(7, 28));
  }
  return silent;
}

interface Place {
  readonly name: string;
  readonly district: DemoDistrict;
  readonly address: string;
  readonly at: readonly [number, number];
  readonly ofDemoPerson?: true;
}

function planPlaces(random: Random, size: number): Place[] {
  const taken = new Set(namedCommunities.map(({ name }) => name));
  const districtOf = new Map(demoDistricts.map((district) => [district.code, district]));
  const places: Place[] = namedCommunities.map(({ district, ...place }) => ({
    ...place,
    district: districtOf.get(district) ?? (demoDistricts[0] as DemoDistrict),
  }));
  const left = new Map(demoDistricts.map((district) => [district.code, Math.round(district.share * size)]));
  for (const place of places) left.set(place.district.code, (left.get(place.district.code) ?? 0) - 1);
  for (const district of demoDistricts) {
    // Rounding leaves one too many or too few; the first district evens it out below.
    for (let count = left.get(district.code) ?? 0; count > 0 && places.length < size; count--) {
      places.push(planPlace(random, district, taken));
    }
  }
  while (places.length < size) places.push(planPlace(random, demoDistricts[0] as DemoDistrict, taken));
  return places;
}

function planPlace(random: Random, district: DemoDistrict, taken: Set<string>): Place {
  let name = '';
  do {
    const beginning = random.pick(nameBeginnings);
    const ending = random.pick(nameEndings);
    name = `${beginning}${ending}${random.chance(0.35) ? random.pick(phases) : ''}`;
  } while (taken.has(name) || /(.)\1/u.test(name));
  taken.add(name);
  const [[south, west], [north, east]] = district.corners;
  const rounded = (value: number) => Math.round(value * 1e6) / 1e6;
  return {
    name,
    district,
    address: `${random.pick(district.roads)}${random.between(1, 268)}号`,
    at: [rounded(south + random.next() * (north - south)), rounded(west + random.next() * (east - west))],
  };
}

/** A few large companies, many small ones. */
function companyOf(random: Random, count: number): number {
  return Math.min(count - 1, Math.floor(random.next() ** 1.7 * count));
}

/** Most hold one community, some up to six of the same company. */
function holderOf(
  random: Random,
  holders: Map<number, { person: PlannedPerson; left: number }>,
  company: number,
  fresh: () => PlannedPerson,
): PlannedPerson {
  const known = holders.get(company);
  if (known && known.left > 0) {
    known.left--;
    return known.person;
  }
  const person = fresh();
  holders.set(company, { person, left: random.chance(0.78) ? 0 : random.between(1, 5) });
  return person;
}

function personNames(random: Random): () => PlannedPerson {
  let made = 0;
  return () => {
    made++;
    const given = `${random.chance(0.8) ? random.pick([...givenFirst]) : ''}${random.pick([...givenSecond])}`;
    // Numbers of one block that the demo keeps to itself; none of the accounts above lies in it.
    return { name: `${random.pick([...surnames])}${given}`, mobile: `1390000${String(1000 + made)}`, account: null };
  };
}

function traitsOf(
  random: Random,
  slackness: number,
  silentDays: number,
): Omit<Traits, 'leavesToday' | 'hasOpenTrouble'> {
  const notApplicable = new Set<string>();
  if (random.chance(0.72)) notApplicable.add('water');
  if (random.chance(0.08)) notApplicable.add('gas');
  const floors = random.chance(0.2) ? random.between(6, 9) : random.between(11, 34);
  if (floors < 8) notApplicable.add('lift');
  const copiesBlindly = random.chance(0.07);
  return {
    slackness: slackness * (0.4 + random.next() * 1.2),
    silentDays,
    // Squared exponential: half of the communities have next to nothing, a few have something every other day.
    trouble: Math.min(7, Math.log(1 - random.next()) ** 2 / 2),
    carries: copiesBlindly ? 0.85 : 0.1 + random.next() * 0.4,
    copiesBlindly,
    habit: random.chance(0.55) ? random.between(520, 660) : random.between(840, 1050),
    buildings: random.between(2, 18),
    floors,
    notApplicable,
  };
}
