/** A number that is shown masked; the whole one for a moment, to whoever may see it. Each look is logged. */
import { useContext, useEffect, useState } from 'react';
import { asApiProblem } from '../base/api.ts';
import { Icon } from '../base/icons.tsx';
import type { FillSituation } from './field-props.ts';
import type { RecordPlace } from './form-store.ts';
import { formText } from './form-text.ts';
import { FormViewingContext } from './form-view-context.ts';
import { isMasked } from './masked.ts';

/** Long enough to copy it, too short to be left standing on a screen. */
const shownMs = 30_000;

export interface SealedProps {
  readonly fieldKey: string;
  readonly label: string;
  readonly text: string;
  readonly situation: FillSituation;
  readonly at: RecordPlace | undefined;
}

export function Sealed({ fieldKey, label, text, situation: { reveal }, at }: SealedProps) {
  const store = useContext(FormViewingContext)?.store;
  const [whole, setWhole] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (whole === undefined) return;
    const clock = setTimeout(() => setWhole(undefined), shownMs);
    return () => clearTimeout(clock);
  }, [whole]);
  if (!reveal || !isMasked(text)) return <p>{text}</p>;
  const show = async () => {
    setAsking(true);
    setProblem(undefined);
    try {
      const steps = at?.path ?? [];
      const rows = at?.above && store?.rowsOf(at.above.place, at.above.field);
      const row = rows?.[Number(steps.at(-1))]?._id;
      const path = [...steps.filter((step) => typeof step === 'string'), fieldKey].join('.');
      setWhole((await reveal(path, row)) ?? '–');
    } catch (error) {
      setProblem(asApiProblem(error).message);
    } finally {
      setAsking(false);
    }
  };
  return (
    <>
      <p className="sealed">
        {whole ?? text}
        <button
          type="button"
          className="fc-btn"
          disabled={isAsking}
          aria-label={formText(whole === undefined ? 'showWholeOf' : 'hideWholeOf', { label })}
          title={formText('wholeLogged')}
          onClick={() => (whole === undefined ? void show() : setWhole(undefined))}
        >
          <Icon name="eye" size={16} />
          {formText(whole === undefined ? 'showWhole' : 'hideWhole')}
        </button>
      </p>
      {problem ? (
        <p className="problem" role="alert">
          {problem}
        </p>
      ) : null}
    </>
  );
}
