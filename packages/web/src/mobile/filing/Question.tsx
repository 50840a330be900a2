import type { ReportItem } from '@anshao/core/daily-reports/contract.ts';
import { memo, useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { Mark } from '../../base/marks.tsx';
import { monthDay } from '../../base/time.ts';
import { FieldBlock } from '../../forms/FieldBlock.tsx';
import type { FillSituation } from '../../forms/field-props.ts';
import { compiledFields, isRequiredIn, isVisibleIn } from '../../forms/fieldset.ts';
import '../../forms/mobile/forms.css';
import { FieldControl } from '../../forms/mobile/registry.tsx';
import { text } from '../text.ts';
import type { Row } from './draft.ts';
import type { ReportForm } from './report-form.ts';

export interface QuestionProps {
  readonly item: ReportItem;
  readonly form: ReportForm;
  readonly row: Row | undefined;
  readonly situation: FillSituation;
  /** Sentences by field key, once submitting was tried. */
  readonly problems: ReadonlyMap<string, string> | undefined;
  readonly isCurrent: boolean;
  readonly isNew: boolean;
  readonly isCopied: boolean;
  /** First day of a carried anomaly that waits for confirmation. */
  readonly pendingSince: string | undefined;
  /** First day of an anomaly of this item that is still open, whatever the answer says. */
  readonly openSince: string | undefined;
  readonly onAnswer: (code: string, answer: unknown) => void;
  readonly onChange: (code: string, key: string, value: unknown) => void;
  readonly onConfirm: (code: string) => void;
}

/** The key of the row's field that holds the answer; the contract of daily reports fixes it. */
const answerKey = 'answer';

/** One item: its answer as large buttons, and whatever else the form asks because of it. */
export const Question = memo(function Question(props: QuestionProps) {
  const {
    item,
    form,
    row,
    situation,
    problems,
    isCurrent,
    isNew,
    isCopied,
    pendingSince,
    openSince,
    onAnswer,
    onChange,
    onConfirm,
  } = props;
  const { code, number, label, guidance } = item;
  const [showsGuidance, setShowsGuidance] = useState(false);
  const values = row ?? {};
  const { rowsFrom } = form;
  const fields = compiledFields(form.compiled, form.items).filter(
    (field) => field.key !== rowsFrom.keyField && field.key !== rowsFrom.labelField && isVisibleIn(field, values),
  );
  const labelId = `q-${code}-label`;
  const problemId = `q-${code}-problem`;
  const answerProblem = problems?.get(answerKey) ?? problems?.get('');
  return (
    <section id={`q-${code}`} className={`q${isCurrent ? ' now' : ''}${problems ? ' wrong' : ''}`}>
      <h2>
        <i>{number}</i>
        <span id={labelId}>
          {label}
          {/* The word joiner keeps the mark from standing alone on a line. */}
          <span className="req" aria-hidden="true">
            {'\u2060*'}
          </span>
        </span>
        {guidance && (
          <button
            type="button"
            className="hp"
            aria-expanded={showsGuidance}
            aria-label={text('guidance')}
            onClick={() => setShowsGuidance(!showsGuidance)}
          >
            <Icon name="help" size={20} />
          </button>
        )}
      </h2>
      {(isNew || isCopied) && (
        <p className="q-tags">
          {isNew && <span className="tag brand">{text('newItem')}</span>}
          {isCopied && !pendingSince && (
            <span className="tag">
              <Icon name="history" size={13} />
              {text('copied')}
            </span>
          )}
        </p>
      )}
      {guidance && showsGuidance && <p className="note eh">{guidance}</p>}
      {pendingSince && (
        <div className="carried">
          <p>
            <Mark level="serious" />
            {text('carriedSince', { date: monthDay(pendingSince) })}
          </p>
          <button type="button" className="mbtn" onClick={() => onConfirm(code)}>
            <Icon name="check" size={18} />
            {text('carriedConfirm')}
          </button>
        </div>
      )}
      {fields.map((field) =>
        field.key === answerKey ? (
          <FieldControl
            key={field.key}
            id={`q-${code}-answer`}
            field={field.field}
            value={values[field.key]}
            onChange={(value) => onAnswer(code, value)}
            situation={situation}
            readOnly={false}
            isInvalid={answerProblem !== undefined}
            labelledBy={labelId}
            describedBy={answerProblem ? problemId : undefined}
          />
        ) : (
          <FieldBlock
            Control={FieldControl}
            key={field.key}
            path={`${code}-${field.key}`}
            field={field.field}
            value={values[field.key]}
            onChange={(value) => onChange(code, field.key, value)}
            situation={situation}
            isRequired={isRequiredIn(field, values)}
            readOnly={false}
            problem={problems?.get(field.key)}
          />
        ),
      )}
      {openSince && (values[answerKey] === 'normal' || values[answerKey] === 'notApplicable') && (
        <p className="note still-open">
          <Mark level="serious" />
          {text('stillOpenSince', { date: monthDay(openSince) })}
        </p>
      )}
      {answerProblem && (
        <p className="problem" id={problemId}>
          <Mark level="major" />
          {answerProblem}
        </p>
      )}
    </section>
  );
});
