/**
 * The rules of the formats that the schemas of contracts name. They belong to whatever checks values, and not to the
 * schemas: a phone carries the contracts but checks nothing by them.
 */
import { Format } from 'typebox/format';

// ISO 8601 knows a year 0000, calendars and PostgreSQL do not.
const hasYear = (value: string) => !value.startsWith('0000');
Format.Set('date', (value) => hasYear(value) && Format.IsDate(value));
Format.Set('date-time', (value) => hasYear(value) && Format.IsDateTime(value));
