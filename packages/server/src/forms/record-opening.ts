/** Everything a phone needs to fill in a form, without what the person is not to see. */
import type { AnswerOf } from '@anshao/core/base/call.ts';
import { isNowhere, reachesNothing } from '@anshao/core/forms/access.ts';
import type { openForm } from '@anshao/core/forms/records.ts';
import { withoutFields } from '@anshao/core/forms/without-fields.ts';
import { may, type Viewer } from '../access/viewer.ts';
import type { Queryable } from '../base/database/sql.ts';
import { findChoosable } from '../org/choosable.ts';
import { latestNote } from './design-store.ts';
import { type ContextDeps, calendarFor, standpoint } from './record-context.ts';
import { dictionariesAt } from './record-dictionaries.ts';
import { isStopped, mayRead, type OpenedForm } from './record-forms.ts';
import { localDay, type RecordPlace } from './record-places.ts';

/** A person of one company has fewer; whoever has more looks them up. */
const listedCommunities = 50;

export async function openingOf(
  deps: ContextDeps,
  db: Queryable,
  viewer: Viewer,
  opened: OpenedForm,
  place: RecordPlace,
  now: Date,
): Promise<AnswerOf<typeof openForm>> {
  const { form, header, rights, isPlaced } = opened;
  const mayCreate = !opened.managed && !isStopped(opened) && !isNowhere(rights.create);
  const definition = withoutFields(form.definition, rights.hidden);
  const day = localDay(now, place.timeZone);
  const [dictionaries, communities, calendar, news] = await Promise.all([
    dictionariesAt(db, deps.entries, definition, header.dictionaries, place.districtId, day),
    mayCreate && isPlaced
      ? findChoosable(db, { kind: 'community', scope: rights.create }, standpoint({ place, now }), {
          limit: listedCommunities + 1,
        })
      : [],
    calendarFor(deps, db, form.definition),
    mayCreate && form.version > 1 ? latestNote(db, header.key) : undefined,
  ]);
  return {
    form: header.id,
    version: form.version,
    definition,
    dictionaries: Object.fromEntries([...dictionaries].map(([key, entries]) => [key, [...entries.values()]])),
    communities: communities.slice(0, listedCommunities).map(({ id, name }) => ({ id, name })),
    hasMoreCommunities: communities.length > listedCommunities,
    community: place.communityId,
    may: {
      create: mayCreate,
      read: mayRead(opened),
      design: may(viewer, 'form.design'),
      restore: !reachesNothing(rights.remove),
    },
    ...(isStopped(opened) && { isStopped: true as const }),
    fixed: [...rights.fixed].filter((key) => !rights.hidden.has(key)),
    now: now.toISOString(),
    today: day,
    timeZone: place.timeZone,
    ...(news && { news: { ...news, publishedAt: news.publishedAt.toISOString() } }),
    ...(calendar && { calendar: Object.fromEntries(calendar) }),
  };
}
