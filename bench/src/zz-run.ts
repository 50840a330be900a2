import { measurePages } from './forms/pages.ts';
import { resultOf, textTable } from './figure.ts';
import { Stand } from './stand/stand.ts';
const stand = new Stand({ quick: process.argv[2] !== 'full', keep: false });
try { console.log(textTable((await measurePages(stand)).map(resultOf))); } finally { await stand.close(); }
process.exit();
