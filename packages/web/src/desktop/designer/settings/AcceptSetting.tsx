import { type FileKind, fileKinds } from '@anshao/core/files/contract.ts';
import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { Select } from 'antd';
import { Setting } from '../properties/Setting.tsx';
import { type SettingsProps, useSet } from '../properties/use-setting.ts';
import { type DesignerText, d } from '../text.ts';

const words: Readonly<Record<FileKind, DesignerText>> = {
  image: 'fileImage',
  pdf: 'filePdf',
  video: 'fileVideo',
  audio: 'fileAudio',
  sheet: 'fileSheet',
  document: 'fileDocument',
};

/** Which kinds of files are taken; all when none is chosen. */
export function AcceptSetting({ path, field }: SettingsProps<FieldOf<'files'>>) {
  const set = useSet(path);
  return (
    <Setting label={d('accept')} part={path} setting="accept">
      {(id) => (
        <Select
          id={id}
          mode="multiple"
          style={{ width: '100%' }}
          placeholder={d('acceptAll')}
          value={[...(field.accept ?? [])]}
          options={fileKinds.map((kind) => ({ value: kind, label: d(words[kind]) }))}
          onChange={(kinds: FileKind[]) => set({ accept: kinds.length === 0 ? undefined : kinds })}
        />
      )}
    </Setting>
  );
}
