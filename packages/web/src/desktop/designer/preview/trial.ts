/** A situation in which nothing leaves the page, for previews and for trying a draft out. */

import { plainDate } from '../../../base/time.ts';
import type { FillSituation } from '../../../forms/field-props.ts';
import { d } from '../text.ts';

const now = new Date();

/** One object for as long as the page lives: a new one would draw every field again. */
export const trialSituation: FillSituation = {
  context: { now: now.toISOString(), today: plainDate(now), dictionaries: new Map() },
  place: d('exampleCommunity'),
  personName: d('examplePerson'),
  now: () => Date.now(),
  isTrial: true,
};
