/**
 * Where somebody is in the binding, for as long as the tab lives: whoever leaves for the message with the code must
 * find the same step again, even when the phone threw the page away meanwhile. Holds what the page shows (names and
 * numbers masked), never the code.
 */
import type { CommunityChoice } from '@anshao/core/org/contract.ts';

export type Step = 'pick' | 'check' | 'verify';

export interface KeptStep {
  readonly step: Step;
  readonly community: CommunityChoice;
}

const stepKey = 'anshao.binding';

/** Undefined when nothing was kept, or it was kept by a version that knew other things. */
export function keptInTab<T>(key: string): T | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(key) ?? 'null') as T | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepInTab(key: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Forbidden in some private modes: then a reload begins again, as it must.
  }
}

export const keptStep = (): KeptStep | undefined => keptInTab<KeptStep>(stepKey);
export const keepStep = (kept: KeptStep | undefined): void => keepInTab(stepKey, kept);
