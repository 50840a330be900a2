/** Shipped applications to begin with, in the order in which they are offered. */
import type { PackageContent } from '@anshao/core/apps/package-file.ts';
import { blank } from './blank.ts';
import { equipment } from './equipment.ts';
import { serviceDesk } from './service-desk.ts';
import { supplies } from './supplies.ts';
import { visitors } from './visitors.ts';

export const templates: readonly PackageContent[] = [blank, equipment, serviceDesk, visitors, supplies];
