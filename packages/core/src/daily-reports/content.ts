/** The text whose SHA-256 is on the receipt: the same content gives the same text, whatever order keys arrived in. */
import type { ItemValues } from './contract.ts';

export interface ReportContent {
  readonly id: string;
  readonly communityId: string;
  readonly reportDate: string;
  readonly formVersion: number;
  readonly revision: number;
  readonly items: readonly ItemValues[];
}

export function canonicalContent(content: ReportContent): string {
  const items = [...content.items]
    .sort((one, other) => (one.item < other.item ? -1 : one.item > other.item ? 1 : 0))
    .map((row) => [row.item, row.answer ?? null, row.description ?? null, row.photos ?? []]);
  return JSON.stringify([
    content.id,
    content.communityId,
    content.reportDate,
    content.formVersion,
    content.revision,
    items,
  ]);
}
