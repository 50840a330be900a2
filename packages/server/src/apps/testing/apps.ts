/** The services of applications on a test database; pictures are kept in memory. */
import { templates as shipped } from '@anshao/presets/templates/index.ts';
import type { Runtime } from '../../base/runtime.ts';
import { createUsages, type UsageProvider } from '../../forms/usages.ts';
import { createApplications } from '../applications.ts';
import { createPackages } from '../packages.ts';
import type { PicturePort } from '../pictures.ts';
import { createTemplates } from '../templates.ts';

export interface KeptPictures extends PicturePort {
  readonly kept: Map<string, { name: string; bytes: Buffer }>;
}

/** Takes whatever begins like a JPEG. */
export function picturesInMemory(): KeptPictures {
  const kept: KeptPictures['kept'] = new Map();
  return {
    kept,
    async store(transaction, { id, name, bytes, at }) {
      if (bytes[0] !== 0xff) return false;
      kept.set(id, { name, bytes });
      await transaction.query(
        `insert into files (id, kind, name, size, media_type, sha256, renditions, uploaded_at)
         values ($1, 'image', $2, $3, 'image/jpeg', '', '{}', $4)`,
        [id, name, bytes.length, at],
      );
      return true;
    },
    async read(id) {
      const found = kept.get(id);
      return found && { ...found, mediaType: 'image/jpeg' };
    },
    link: async () => {},
    usable: async (_db, _viewer, _form, ids) => new Set(ids),
  };
}

export function appsFor(runtime: Runtime, providers: readonly UsageProvider[] = []) {
  const pictures = picturesInMemory();
  const templates = createTemplates(runtime, shipped);
  return {
    pictures,
    templates,
    applications: createApplications(runtime, templates),
    packages: createPackages(runtime, { usages: createUsages(providers), pictures, version: '0.0.0' }),
  };
}
