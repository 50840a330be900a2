/** Checks, errors and conversions of single values, by the formats' own rules. */
import './formats.ts';

export { Value } from 'typebox/value';
