/** Short ways to write a template down. */
import type { AppIcon } from '@anshao/core/apps/applications.ts';
import type { PackagedDictionary } from '@anshao/core/apps/package.ts';
import type { PackageContent } from '@anshao/core/apps/package-file.ts';
import type { FormDefinition, Option, Tone } from '@anshao/core/forms/contract.ts';

export interface TemplateOutline {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly icon: AppIcon;
  readonly description: string;
  readonly forms: readonly FormDefinition[];
  readonly dictionaries?: PackagedDictionary[];
}

export function template(outline: TemplateOutline): PackageContent {
  const { id, key, name, icon, description, forms, dictionaries = [] } = outline;
  const menu = forms.map((form) => ({ kind: 'form', form: form.key }));
  return {
    format: 1,
    writtenBy: 'anshao',
    app: { id, key, name, icon, description, audience: { roles: null }, menu },
    dictionaries,
    forms: forms.map((definition) => ({ definition })),
    pictures: [],
  };
}

/** `options('new 新建', 'done 已完成 good')`. */
export function options(...lines: readonly string[]): Option[] {
  return lines.map((line) => {
    const [code = '', label = '', tone] = line.split(' ');
    return { code, label, status: 'active', ...(tone !== undefined && { tone: tone as Tone }) };
  });
}
