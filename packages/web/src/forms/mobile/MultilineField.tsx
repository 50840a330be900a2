import { useLayoutEffect, useRef } from 'react';
import { asText, type FieldProps } from '../field-props.ts';

/** Grows with its text: scrolling inside a small box is hopeless with a thumb. */
export function MultilineField({
  id,
  field,
  value,
  onChange,
  readOnly,
  isInvalid,
  describedBy,
}: FieldProps<'multiline'>) {
  const area = useRef<HTMLTextAreaElement>(null);
  const words = asText(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [words]);
  const append = (phrase: string) =>
    onChange(words === '' || words.endsWith('\n') ? words + phrase : `${words}，${phrase}`);
  return (
    <>
      <textarea
        id={id}
        ref={area}
        className="inp"
        rows={2}
        value={words}
        maxLength={field.maxLength ?? 2000}
        placeholder={field.placeholder}
        readOnly={readOnly}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.value)}
      />
      {!readOnly && field.phrases && (
        <div className="phrases">
          {field.phrases.map((phrase) => (
            <button key={phrase} type="button" className="chip" onClick={() => append(phrase)}>
              {phrase}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
