/** `npm start`. */
import { readConfig } from './base/config/config.ts';
import { serve } from './serve.ts';

await serve(() => readConfig(process.cwd(), process.env));
