/** Builds the web application into `packages/web/dist`. */
import { buildWeb } from '../packages/server/src/apps/build-web.ts';

await buildWeb();
