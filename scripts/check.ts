/** `npm run check`. */
import { check } from './checks.ts';

process.exitCode = check().failed;
