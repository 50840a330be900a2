/**
 * A light stand-in for a control on the canvas: what it is like, not how it works. The real ones are in the preview.
 */
import type { FieldDefinition, Option } from '@anshao/core/forms/contract.ts';
import { optionsOf } from '@anshao/core/forms/design/edits/options.ts';
import { fieldTypeOf } from '@anshao/core/forms/registry.ts';
import { memo, type ReactNode } from 'react';
import { DesignIcon, type DesignIconName } from '../icons.tsx';
import { useDictionaryName } from '../options/DictionaryChoice.tsx';
import { ToneMark } from '../options/ToneMark.tsx';
import { d } from '../text.ts';
import { typeIcon } from '../type-icons.ts';

export const Sketch = memo(function Sketch({ field }: { field: FieldDefinition }) {
  // A drawing: its words are no part of the field's name.
  return (
    <div className="dz-sketch" aria-hidden="true">
      {sketchOf(field)}
    </div>
  );
});

function sketchOf(field: FieldDefinition): ReactNode {
  switch (field.type) {
    case 'multiline':
    case 'richText':
      return <Box icon="rows" tall words={field.placeholder ?? d('sketchText')} />;
    case 'text':
    case 'email':
    case 'url':
      return (
        <Box
          icon={field.type === 'text' && field.scan ? 'scan' : undefined}
          words={field.placeholder ?? d('sketchText')}
        />
      );
    case 'number':
    case 'integer':
      return <Box words={d('sketchNumber')} end={field.unit} />;
    case 'money':
      return <Box words={d('sketchNumber')} end={field.currency ?? '¥'} />;
    case 'percentage':
      return <Box words={d('sketchNumber')} end="%" />;
    case 'yesNo':
      return (
        <Choices
          options={[
            { code: 'yes', label: field.yes?.label ?? d('yes'), status: 'active', ...tone(field.yes) },
            { code: 'no', label: field.no?.label ?? d('no'), status: 'active', ...tone(field.no) },
          ]}
          mark="radio"
        />
      );
    case 'singleChoice':
    case 'multipleChoice': {
      if (field.dictionary) return <OfDictionary dictionary={field.dictionary} />;
      const options = optionsOf(field)?.filter((option) => option.status === 'active') ?? [];
      const isList = field.appearance === 'list' || (field.appearance === undefined && options.length > 6);
      if (isList) return <Box icon="down" words={options[0]?.label ?? d('sketchChoose')} />;
      return <Choices options={options.slice(0, 8)} mark={field.type === 'singleChoice' ? 'radio' : 'checkbox'} />;
    }
    case 'photos':
    case 'video':
    case 'audio':
    case 'files':
      return (
        <span className="dz-tiles">
          <i>
            <DesignIcon name={typeIcon(fieldTypeOf(field).icon)} size={20} />
          </i>
          <i>
            <DesignIcon name="add" size={18} />
          </i>
          {field.type === 'photos' && field.cameraOnly ? <small>{d('cameraOnly')}</small> : null}
        </span>
      );
    case 'signature':
      return <Box icon="signature" tall words={field.statement ?? d('sketchSign')} />;
    case 'rating':
      return (
        <span className="dz-stars">
          {Array.from({ length: field.max ?? 5 }, (_, star) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the stars are all alike and never move
            <DesignIcon key={star} name="star" size={20} />
          ))}
        </span>
      );
    case 'dateTime':
      return <Box icon="calendarClock" words={field.stamp ? d('sketchStamp') : d('sketchDateTime')} />;
    case 'dateRange':
      return <Box icon="calendarRange" words={d('sketchRange')} />;
    case 'serial':
      return <Box icon="serial" words={field.pattern} quiet />;
    case 'formula':
    case 'lookup':
    case 'rollup':
    case 'recordInfo':
    case 'backLinks':
      return <Box icon={typeIcon(fieldTypeOf(field).icon)} words={d('sketchWorkedOut')} quiet />;
    default:
      return <Box icon={typeIcon(fieldTypeOf(field).icon)} words={d('sketchChoose')} />;
  }
}

function OfDictionary({ dictionary }: { dictionary: string }) {
  return <Box icon="down" words={d('sketchDictionary', { name: useDictionaryName(dictionary) })} />;
}

function tone(answer: { readonly tone?: Option['tone'] } | undefined): Pick<Option, 'tone'> {
  return answer?.tone ? { tone: answer.tone } : {};
}

function Box({
  words,
  icon,
  end,
  tall,
  quiet,
}: {
  words: string;
  icon?: DesignIconName | undefined;
  end?: string | undefined;
  tall?: boolean;
  quiet?: boolean;
}) {
  return (
    <span className={`dz-box${tall ? ' tall' : ''}${quiet ? ' quiet' : ''}`}>
      <span>{words}</span>
      {end ? <em>{end}</em> : null}
      {icon ? <DesignIcon name={icon} size={16} /> : null}
    </span>
  );
}

function Choices({ options, mark }: { options: readonly Option[]; mark: 'radio' | 'checkbox' }) {
  return (
    <span className="dz-choices">
      {options.map((option) => (
        <span key={option.code} className="dz-choice">
          <ToneMark tone={option.tone}>
            <DesignIcon name={mark} size={14} />
          </ToneMark>
          {option.label}
        </span>
      ))}
    </span>
  );
}
