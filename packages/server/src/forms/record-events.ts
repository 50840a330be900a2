/** What is told of a deed with a record: which one, where and at which revision, never what stands in it. */
import type { Place } from '@anshao/core/access/rights.ts';
import type { Viewer } from '../access/viewer.ts';
import type { NewEvent } from '../audit/service.ts';
import type { OpenedForm } from './record-forms.ts';

export function placeOnly({ communityId, companyId, districtId }: Place): Place {
  return { communityId, companyId, districtId };
}

export function eventOf(
  { header, form }: OpenedForm,
  viewer: Viewer,
  about: { type: string; id: string; place: Place; revision: number; now: Date; trace: string },
): NewEvent {
  return {
    at: about.now,
    type: about.type,
    actorId: viewer.personId,
    subjectId: about.id,
    ...placeOnly(about.place),
    data: { form: header.key, name: form.definition.name, revision: about.revision },
    trace: about.trace,
  };
}
