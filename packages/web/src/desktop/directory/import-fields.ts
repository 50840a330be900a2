/** Columns a directory sheet may have, by kind; the server proposes which title means which. */
import type { ImportKind } from '@anshao/core/org/contract.ts';
import type { DeskText } from '../text.ts';

export interface ImportField {
  readonly name: string;
  readonly word: DeskText;
  readonly required?: boolean;
}

export const importFields: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  communities: [
    { name: 'code', word: 'communityCode', required: true },
    { name: 'name', word: 'communityName', required: true },
    { name: 'district', word: 'district', required: true },
    { name: 'company', word: 'company' },
    { name: 'address', word: 'address' },
    { name: 'latitude', word: 'latitude' },
    { name: 'longitude', word: 'longitude' },
    { name: 'status', word: 'state' },
  ],
  people: [
    { name: 'name', word: 'personName', required: true },
    { name: 'mobile', word: 'mobile', required: true },
    { name: 'role', word: 'role', required: true },
    { name: 'place', word: 'placeColumn' },
  ],
};
