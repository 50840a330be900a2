import type { OpenForm } from './open-form.ts';
import { recordText } from './record-text.ts';

export interface FormNewsProps {
  readonly news: NonNullable<OpenForm['news']>;
  readonly seeAll: () => void;
  readonly dismiss: () => void;
  /** As the surface draws a notice, and a button that looks like a link. */
  readonly className: string;
  readonly buttonClass: string;
}

/** One quiet line above the form: what is new, the way to what was new before, and the way to be rid of it. */
export function FormNews({ news, seeAll, dismiss, className, buttonClass }: FormNewsProps) {
  return (
    <section className={`form-news ${className}`} aria-label={recordText('newsTitle')}>
      <p>{recordText('news', { note: news.note })}</p>
      <p>
        <button type="button" className={buttonClass} onClick={seeAll}>
          {recordText('formChanges')}
        </button>
        <button type="button" className={buttonClass} onClick={dismiss}>
          {recordText('newsSeen')}
        </button>
      </p>
    </section>
  );
}
