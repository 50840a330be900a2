/** `npm start`. */
import { parseConfig, readEnvironment } from './base/config/config.ts';
import { serve } from './serve.ts';

await serve(() => parseConfig(readEnvironment(process.cwd(), process.env), process.cwd()));
