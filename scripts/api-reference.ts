/** `npm run docs:api`: writes `docs/api.md` from the contracts. */
import { writeFileSync } from 'node:fs';
import { apiDocument } from './api-document.ts';
import { root } from './run.ts';

writeFileSync(`${root}docs/api.md`, await apiDocument());
console.log('docs/api.md');
