/** Writes the planned city through the functions that imports and sign-in use; afterwards everybody's number is proved. */

import type { Role } from '@anshao/core/org/contract.ts';
import { demoDistricts } from '@anshao/presets/demo/city.ts';
import { districtsUnder, guangdongRegions } from '@anshao/presets/regions/districts.ts';
import { ensureFirstAdministrator } from '../access/first-administrator.ts';
import { hashPassword } from '../access/passwords.ts';
import { bindPosts, boundEvents, giveAccounts, passwordOf } from '../access/store.ts';
import type { Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { seedDistricts } from '../org/districts.ts';
import { communitiesByCode, companiesBy, peopleByMobile } from '../org/import/store.ts';
import { writeCommunities } from '../org/import/write-communities.ts';
import { writePeople } from '../org/import/write-people.ts';
import { districtsByCode } from '../org/store.ts';
import type { City, PlannedCommunity, PlannedPerson } from './city.ts';
import { viewerOf } from './viewers.ts';

/** Every account of the demonstration has it; `npm run demo` prints it. */
export const demoPassword = 'anshao-demo-2026';

export interface PlacedCommunity {
  readonly planned: PlannedCommunity;
  readonly id: string;
  readonly companyId: string;
  readonly districtId: string;
  readonly personId: string;
  readonly managerId: string;
  readonly officerId: string;
}

export interface WrittenCity {
  readonly communities: readonly PlacedCommunity[];
  readonly administrator: Viewer;
  readonly association: Viewer;
  /** By the district's code. */
  readonly officers: ReadonlyMap<string, Viewer>;
  /** Of the first company. */
  readonly manager: Viewer;
}

interface Appointment {
  readonly person: PlannedPerson;
  readonly role: Role;
  readonly ids: { communityId: string | null; companyId: string | null; districtId: string | null };
  readonly place: { communityId: string | null; companyId: string | null; districtId: string | null };
}

export async function writeDirectory(runtime: Runtime, city: City): Promise<WrittenCity> {
  await ensureFirstAdministrator(runtime);
  const administrator = await passwordOf(runtime.pool, { login: city.administrator.account ?? '' });
  if (!administrator) throw new Error('no administrator');
  const hash = await hashPassword(demoPassword);
  return inTransaction(runtime.pool, async (transaction) => {
    const now = runtime.clock.now();
    await seedDistricts(transaction, districtsUnder(guangdongRegions, '4413'), runtime);
    const districts = new Map((await districtsByCode(transaction)).map((district) => [district.code, district.id]));
    const districtId = (code: string) => districts.get(code) ?? '';
    await writeCommunities(
      transaction,
      city.communities.map((community) => ({
        row: community.index,
        before: undefined,
        company: city.companies[community.company] ?? null,
        code: community.code,
        name: community.name,
        districtId: districtId(community.district.code),
        address: community.address,
        latitude: community.latitude,
        longitude: community.longitude,
        timeZone: 'Asia/Shanghai',
        status: 'active' as const,
      })),
      administrator.id,
      runtime,
    );
    const companies = (
      await companiesBy(
        transaction,
        city.companies.map(({ code }) => code),
        [],
      )
    ).byCode;
    const stored = await communitiesByCode(
      transaction,
      city.communities.map(({ code }) => code),
      false,
    );

    const nowhere = { communityId: null, companyId: null, districtId: null };
    const appointments: Appointment[] = [
      ...city.association.map((person) => ({
        person,
        role: 'associationOfficer' as const,
        ids: nowhere,
        place: nowhere,
      })),
      ...demoDistricts.map(({ code }) => {
        const ids = { ...nowhere, districtId: districtId(code) };
        return { person: officerOf(city, code), role: 'districtOfficer' as const, ids, place: ids };
      }),
      // A company none of whose communities was drawn does not exist.
      ...city.companies.flatMap(({ code, manager }) => {
        const company = companies.get(code);
        const ids = { ...nowhere, companyId: company?.id ?? null };
        return company ? [{ person: manager, role: 'companyManager' as const, ids, place: ids }] : [];
      }),
      ...city.communities.map((community) => {
        const {
          id,
          companyId,
          districtId: district,
        } = stored.get(community.code) ?? { id: '', companyId: null, districtId: '' };
        const ids = { ...nowhere, communityId: id };
        return {
          person: community.person,
          role: 'personInCharge' as const,
          ids,
          place: { communityId: id, companyId, districtId: district },
        };
      }),
    ];
    await writePeople(
      transaction,
      appointments.map(({ person, ...appointment }, row) => ({
        row,
        name: person.name,
        mobile: person.mobile,
        personId: undefined,
        outcome: 'create' as const,
        formers: [],
        ...appointment,
      })),
      administrator.id,
      runtime,
    );
    const people = await peopleByMobile(transaction, [...new Set(appointments.map(({ person }) => person.mobile))]);
    const idOf = (person: PlannedPerson) => people.get(person.mobile)?.id ?? '';
    await bindAll(transaction, [...new Set(appointments.map(({ person }) => idOf(person)))], now);
    const accounts = [
      ...new Map(
        appointments.flatMap(({ person }) =>
          person.account ? [[person.account, { personId: idOf(person), account: person.account, hash }] as const] : [],
        ),
      ).values(),
    ];
    await giveAccounts(
      transaction,
      [{ personId: administrator.id, account: city.administrator.account ?? '', hash }, ...accounts],
      now,
    );

    const viewer = (person: PlannedPerson, role: Role, at: Partial<Appointment['ids']>) =>
      viewerOf({ id: idOf(person), name: person.name, mobile: person.mobile }, [
        { id: idOf(person), role, ...nowhere, ...at },
      ]);
    const firstCompany = city.companies[0];
    const firstOfficer = city.association[0];
    if (!firstCompany || !firstOfficer) throw new Error('a city has companies and an association');
    return {
      communities: city.communities.map((planned): PlacedCommunity => {
        const {
          id,
          companyId,
          districtId: district,
        } = stored.get(planned.code) ?? { id: '', companyId: null, districtId: '' };
        return {
          planned,
          id,
          companyId: companyId ?? '',
          districtId: district,
          personId: idOf(planned.person),
          managerId: idOf(city.companies[planned.company]?.manager ?? planned.person),
          officerId: idOf(officerOf(city, planned.district.code)),
        };
      }),
      administrator: viewerOf({ ...administrator, name: city.administrator.name }, [
        { id: administrator.id, role: 'administrator', ...nowhere },
      ]),
      association: viewer(firstOfficer, 'associationOfficer', {}),
      officers: new Map(
        demoDistricts.map(({ code }) => [
          code,
          viewer(officerOf(city, code), 'districtOfficer', { districtId: districtId(code) }),
        ]),
      ),
      manager: viewer(firstCompany.manager, 'companyManager', {
        companyId: companies.get(firstCompany.code)?.id ?? null,
      }),
    };
  });
}

function officerOf(city: City, code: string): PlannedPerson {
  const officer = city.officers.get(code);
  if (!officer) throw new Error(`no officer of ${code}`);
  return officer;
}

async function bindAll(transaction: Transaction, personIds: readonly string[], at: Date): Promise<void> {
  for (const personId of personIds) {
    const bound = await bindPosts(transaction, personId, true, at);
    await appendEvents(transaction, boundEvents(personId, bound, at));
  }
}
