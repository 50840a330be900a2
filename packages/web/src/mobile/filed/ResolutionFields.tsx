import { type FileKind, fileKinds } from '@anshao/core/files/contract.ts';
import { Attachments } from '../files/Attachments.tsx';
import { text } from '../text.ts';

export interface ResolutionInput {
  /** Made with the first keystroke: sent twice, it happens once. */
  readonly id: string;
  readonly description: string;
  readonly fileIds: readonly string[];
}

export interface ResolutionFieldsProps {
  readonly value: ResolutionInput;
  readonly onChange: (value: ResolutionInput) => void;
  /** Show what is missing. */
  readonly isTried: boolean;
}

const kinds: readonly FileKind[] = fileKinds;
const mostFiles = 20;
const longest = 2000;

export function isComplete(value: ResolutionInput): boolean {
  return value.description.trim() !== '' && value.fileIds.length > 0;
}

/** 情况描述 and 相关材料 of several kinds; both are required (DR-30, DR-35). */
export function ResolutionFields({ value, onChange, isTried }: ResolutionFieldsProps) {
  const noWords = isTried && value.description.trim() === '';
  const noFiles = isTried && value.fileIds.length === 0;
  return (
    <>
      <div className="fld">
        <div className="lb">
          <label htmlFor="resolution-words">{text('resolutionWords')}</label>
          <span className="req" aria-hidden="true">
            *
          </span>
        </div>
        <textarea
          id="resolution-words"
          className="inp"
          rows={3}
          maxLength={longest}
          value={value.description}
          placeholder={text('resolutionHint')}
          aria-invalid={noWords}
          aria-describedby={noWords ? 'resolution-words-problem' : undefined}
          onChange={(event) => onChange({ ...value, description: event.target.value })}
        />
        {noWords && (
          <p className="problem" id="resolution-words-problem">
            {text('resolutionWordsMissing')}
          </p>
        )}
      </div>
      <div className="fld">
        <div className="lb">
          <span id="resolution-files-label">{text('resolutionFiles')}</span>
          <span className="req" aria-hidden="true">
            *
          </span>
          <span className="sp" />
          <span className="mut">{text('resolutionKinds')}</span>
        </div>
        <Attachments
          id="resolution-files"
          ids={value.fileIds}
          onChange={(fileIds) => onChange({ ...value, fileIds })}
          kinds={kinds}
          most={mostFiles}
          cameraOnly={false}
          watermark={undefined}
          readOnly={false}
          labelledBy="resolution-files-label"
          describedBy={noFiles ? 'resolution-files-problem' : undefined}
        />
        {noFiles && (
          <p className="problem" id="resolution-files-problem">
            {text('resolutionFilesMissing')}
          </p>
        )}
      </div>
    </>
  );
}
