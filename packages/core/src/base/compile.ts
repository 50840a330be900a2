/** Compiled checks of schemas, by the formats' own rules. */
import { Settings } from 'typebox/system';
import './formats.ts';

// TypeBox stops at eight; people are told everything that is wrong at once. There is a limit, for somebody may send a
// million mistakes.
Settings.Set({ maxErrors: 500 });

export { Compile } from 'typebox/compile';
