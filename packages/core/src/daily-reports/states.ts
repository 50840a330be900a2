/** States that follow from counts and moments. */
import type { ReportState } from './contract.ts';

export function reportState(abnormal: number, resolved: number): ReportState {
  if (abnormal === 0) return 'normal';
  if (resolved === 0) return 'abnormal';
  return resolved < abnormal ? 'partlyResolved' : 'resolved';
}

/** On time is until the end of grace; afterwards it is a back-fill (补报, DR-40). */
export function timingAt(filedAt: Date, graceUntil: Date): 'onTime' | 'late' {
  return filedAt.getTime() <= graceUntil.getTime() ? 'onTime' : 'late';
}

/** `RB20240315-441302001`: unique, since a community files one report a day (DR-23). */
export function receiptNumber(reportDate: string, communityCode: string): string {
  return `RB${reportDate.replaceAll('-', '')}-${communityCode}`;
}
