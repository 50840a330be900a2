/** Values to read. What looks different on each surface (pictures, rows) is handed in. */
import { isWebAddress } from '@anshao/core/forms/types/url.ts';
import type { ComponentType } from 'react';
import { Mark } from '../base/marks.tsx';
import { AmountInWords } from './AmountInWords.tsx';
import { optionsByCode } from './choices.ts';
import { asPlace } from './controls/places.ts';
import { asIds, asText } from './field-props.ts';
import { formText } from './form-text.ts';
import type { ReadingProps } from './form-view-context.ts';
import { later } from './later.tsx';
import { Markdown } from './Markdown.tsx';
import { useNames } from './names.ts';
import { Sealed } from './Sealed.tsx';
import { levelOfTone } from './tone-marks.ts';
import { valueText } from './value-text.ts';

const SignatureImage = later(async () => (await import('./controls/Signature.tsx')).SignatureImage, 80);
const OneSound = later(async () => (await import('./controls/AudioNotes.tsx')).OneSound, 54);
const PlaceWords = later(async () => (await import('./controls/LocationControl.tsx')).PlaceWords, 40);
const PlanPinControl = later(async () => (await import('./controls/PlanPinControl.tsx')).PlanPinControl, 240);

export interface SurfaceReadings {
  readonly Gallery: ComponentType<{ readonly ids: readonly string[]; readonly name: string }>;
  readonly Rows: ComponentType<ReadingProps>;
}

export function readingWith({ Gallery, Rows }: SurfaceReadings): ComponentType<ReadingProps> {
  return function Reading(props) {
    const { id, field, value, situation, labelledBy } = props;
    const nameOf = useNames(situation);
    const text = asText(value);
    const isEmpty =
      value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    if (field.type === 'subform' && !isEmpty) return <Rows {...props} />;
    if (isEmpty) return <p className="read-empty">{emptyWord(field, value)}</p>;
    switch (field.type) {
      case 'richText':
        return <Markdown text={text} />;
      case 'multiline':
        return <p className="read-lines">{text}</p>;
      case 'photos':
      case 'video':
      case 'files':
        return <Gallery ids={asIds(value)} name={field.label} />;
      case 'audio':
        return (
          <ul className="fc-audio-list">
            {asIds(value).map((file, index) => (
              <OneSound key={file} file={file} number={index + 1} />
            ))}
          </ul>
        );
      case 'signature':
        return (
          <div className="fc-signed">
            <SignatureImage file={text} />
          </div>
        );
      case 'location': {
        const place = asPlace(value);
        return place ? <PlaceWords place={place} limit={field.accuracyLimit} /> : null;
      }
      case 'planPin':
        return (
          <PlanPinControl
            id={id}
            field={field}
            value={value}
            onChange={ignore}
            situation={situation}
            readOnly
            isInvalid={false}
            labelledBy={labelledBy}
            describedBy={undefined}
          />
        );
      case 'url':
        return (
          <p>
            {isWebAddress(text) ? (
              <a className="link" href={text} target="_blank" rel="noopener noreferrer nofollow">
                {text}
              </a>
            ) : (
              text
            )}
          </p>
        );
      case 'idCard':
        return (
          <Sealed key={text} fieldKey={field.key} label={field.label} text={text} situation={situation} at={props.at} />
        );
      case 'singleChoice': {
        const level = levelOfTone[optionsByCode(field, situation.context).get(text)?.tone ?? 'neutral'];
        return (
          <p className="fc-answer">
            {level && <Mark level={level} />}
            {valueText(field, value, situation)}
          </p>
        );
      }
      case 'phone':
        return (
          <p>
            {/^[\d-]+$/.test(text) ? (
              <a className="link" href={`tel:${text}`}>
                {text}
              </a>
            ) : (
              text
            )}
          </p>
        );
      case 'money':
        return (
          <>
            <p>{valueText(field, value, situation)}</p>
            {field.inWords && <AmountInWords amount={value} />}
          </>
        );
      default: {
        const names = { ...Object.fromEntries(idsIn(value).map((one) => [one, nameOf(one) ?? formText('unnamed')])) };
        return <p>{valueText(field, value, { ...situation, names })}</p>;
      }
    }
  };
}

const ignore = (): void => undefined;

function idsIn(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value] : asIds(value);
}

function emptyWord(field: ReadingProps['field'], value: unknown): string {
  switch (field.type) {
    case 'serial':
      return formText('serialLater');
    case 'recordInfo':
      return formText('stampLater');
    case 'lookup':
    case 'rollup':
    case 'backLinks':
      return value === undefined ? formText('resultLater') : '–';
    case 'dateTime':
      return field.stamp ? formText('stampLater') : '–';
    default:
      return '–';
  }
}
