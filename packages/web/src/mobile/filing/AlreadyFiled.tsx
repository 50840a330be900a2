import { Link } from 'wouter';
import { bracketDate } from '../../base/time.ts';
import { Screen } from '../frame/Screen.tsx';
import { Empty } from '../frame/states.tsx';
import { text } from '../text.ts';
import type { OpenReport } from './draft.ts';

/** Somebody was faster; what was typed here stays in the draft and can become a correction. */
export function AlreadyFiled({ open, hasDraft }: { open: OpenReport; hasDraft: boolean }) {
  return (
    <Screen title={text('fillTitle')} back="/">
      <Empty icon="check" title={text('alreadyFiled')} hint={`${bracketDate(open.reportDate)}${open.communityName}`}>
        {open.recordId && (
          <Link href={`/filed/${open.recordId}`} className="mbtn">
            {text('openFiled')}
          </Link>
        )}
        {open.recordId && hasDraft && (
          <Link href={`/filed/${open.recordId}/amend?draft=1`} className="mbtn line">
            {text('amendWithDraft')}
          </Link>
        )}
      </Empty>
    </Screen>
  );
}
