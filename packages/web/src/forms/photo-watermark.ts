import { clockSeconds, plainDate } from '../base/time.ts';
import type { Watermark } from '../files/picture.ts';
import type { FillSituation } from './field-props.ts';

/** Time, place and person, as they are at this moment. */
export function watermarkOf({ now, place, personName }: FillSituation): Watermark {
  return { head: clockSeconds(now()), lines: [place, `${personName} ${plainDate(now())}`] };
}
