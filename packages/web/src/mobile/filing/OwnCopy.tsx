import { LevelTag } from '../../base/marks.tsx';
import { Gallery } from '../files/Gallery.tsx';
import { text } from '../text.ts';
import { answerOf, type OpenReport, type Row } from './draft.ts';
import '../filed/filed.css';

/** What was typed here before somebody else's report counted: to be read, not changed. */
export function OwnCopy({ items, rows }: { items: OpenReport['items']; rows: Readonly<Record<string, Row>> }) {
  const given = items.filter((item) => answerOf(rows[item.code]) !== undefined);
  if (given.length === 0) return null;
  return (
    <>
      <h2 className="h-sec">{text('ownCopy')}</h2>
      {given.map(({ code, number, label }) => {
        const row = rows[code] ?? {};
        const answer = answerOf(row);
        const photos = Array.isArray(row.photos) ? (row.photos as string[]) : [];
        return (
          <section key={code} className="card fi">
            <div className="fi-h">
              <i>{number}</i>
              <h3>{label}</h3>
              {answer === 'normal' && <LevelTag level="done" word={text('normal')} />}
              {answer === 'abnormal' && <LevelTag level="serious" word={text('abnormal')} />}
              {answer === 'notApplicable' && <span className="mut na-word">{text('notApplicable')}</span>}
            </div>
            {typeof row.description === 'string' && row.description && <p className="fi-words">{row.description}</p>}
            {photos.length > 0 && <Gallery ids={photos} />}
          </section>
        );
      })}
    </>
  );
}
