import { Link } from 'wouter';
import { bracketDate } from '../../base/time.ts';
import { Screen } from '../frame/Screen.tsx';
import { Empty } from '../frame/states.tsx';
import type { ReportSubmission } from '../queue/submission.ts';
import { text } from '../text.ts';
import type { Draft, OpenReport } from './draft.ts';
import { OwnCopy } from './OwnCopy.tsx';

export interface AlreadyFiledProps {
  readonly open: OpenReport;
  readonly draft: Draft | null;
  /** Refused, because somebody else was faster. */
  readonly submission: ReportSubmission | undefined;
}

/** Somebody was faster; what was typed here stays in the draft and can become a correction. */
export function AlreadyFiled({ open, draft, submission }: AlreadyFiledProps) {
  const rows = draft?.rows ?? Object.fromEntries((submission?.body.items ?? []).map((row) => [row.item, row]));
  return (
    <Screen title={text('fillTitle')} back="/">
      <Empty icon="check" title={text('alreadyFiled')} hint={`${bracketDate(open.reportDate)}${open.communityName}`}>
        {open.recordId && (
          <Link href={`/filed/${open.recordId}`} className="mbtn">
            {text('openFiled')}
          </Link>
        )}
        {open.recordId && draft && (
          <Link href={`/filed/${open.recordId}/amend?draft=1`} className="mbtn line">
            {text('amendWithDraft')}
          </Link>
        )}
      </Empty>
      <OwnCopy items={open.items} rows={rows} />
    </Screen>
  );
}
