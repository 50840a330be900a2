/**
 * Joins the modules: which service is given which other, which routes and jobs there are, and what the clock starts.
 * Nothing is decided here; reading it tells how the whole hangs together.
 */
import { bind, sendCode, signInWithCode, signInWithPassword, signOut } from '@anshao/core/access/contract.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import { roleDefinitions } from '@anshao/presets/safety/roles.ts';
import { templates as shippedTemplates } from '@anshao/presets/templates/index.ts';
import { createAuthenticate } from '../access/authenticate.ts';
import { accessJobs, accessTicks } from '../access/jobs.ts';
import { registerAccessRoutes } from '../access/routes.ts';
import { Routes } from '../access/routing.ts';
import { createAccessService } from '../access/service.ts';
import type { Viewer } from '../access/viewer.ts';
import { createApplications } from '../apps/applications.ts';
import { createPackages } from '../apps/packages.ts';
import {
  type Health,
  registerDocuments,
  registerHealth,
  registerMetrics,
  registerSettingsRoutes,
} from '../apps/routes.ts';
import { registerApplicationRoutes } from '../apps/routes-applications.ts';
import { createSettings } from '../apps/settings.ts';
import { createTemplates } from '../apps/templates.ts';
import { registerWeb } from '../apps/web.ts';
import { Live } from '../audit/live.ts';
import { registerAuditRoutes } from '../audit/routes.ts';
import { compressAnswers } from '../base/http/compression.ts';
import { createHttp, type Http } from '../base/http/server.ts';
import { enqueue } from '../base/jobs/enqueue.ts';
import type { Jobs, Tick } from '../base/jobs/worker.ts';
import type { Runtime } from '../base/runtime.ts';
import { createReminders } from '../daily-reports/reminders.ts';
import { type DailyReports, registerDailyReportsRoutes } from '../daily-reports/routes.ts';
import { createDailyReports, openAnomalies } from '../daily-reports/service.ts';
import { filesJobs, filesTicks } from '../files/jobs.ts';
import { registerFilesRoutes } from '../files/routes.ts';
import { createFilesService } from '../files/service.ts';
import { createStorage } from '../files/storage/create.ts';
import { createDefinitions } from '../forms/definitions.ts';
import { createDesigns } from '../forms/designs.ts';
import { createEntryCache } from '../forms/dictionaries.ts';
import { createDictionaryKeeping } from '../forms/dictionary-keeping.ts';
import { createFormProposals } from '../forms/import/service.ts';
import { indexJobs, indexTicks } from '../forms/indexes.ts';
import { createRecordsService, type RecordsService } from '../forms/records-service.ts';
import { registerDesignRoutes } from '../forms/routes-designs.ts';
import { registerDictionaryRoutes } from '../forms/routes-dictionaries.ts';
import { registerFormImportRoutes } from '../forms/routes-import.ts';
import { registerRecordsRoutes } from '../forms/routes-records.ts';
import { createSealing, sealingKey } from '../forms/sealing.ts';
import { createShares } from '../forms/shares.ts';
import { createUsages } from '../forms/usages.ts';
import { createVersions } from '../forms/versions.ts';
import { messagingJobs, messagingTicks } from '../messaging/jobs.ts';
import { registerMessagingRoutes } from '../messaging/routes.ts';
import { createMessagingService } from '../messaging/service.ts';
import { createDepartments } from '../org/departments.ts';
import { createDuty } from '../org/duty.ts';
import { orgJobs } from '../org/jobs.ts';
import { registerOrgRoutes } from '../org/routes.ts';
import { registerOrganisationRoutes } from '../org/routes-organisation.ts';
import { createOrgService } from '../org/service.ts';
import { registerPlansRoutes } from '../plans/routes.ts';
import { createPlansService, type PlansService } from '../plans/service.ts';
import { registerTasksRoutes } from '../tasks/routes.ts';
import { createTasksService } from '../tasks/service.ts';
import { filesForChangeRequests, filesForReports, picturesOfForms } from './files.ts';
import { managedDictionaries, managedForms } from './managed-forms.ts';
import { neededByDailyReports, neededByPlans } from './usages.ts';
import { workCalendar } from './work-calendar.ts';

export const version = '0.1.0';

/** What may still be written on a disk that is nearly full: signing in and out. */
const inReserve = new Set(
  [sendCode, signInWithCode, signInWithPassword, bind, signOut].map((call: { readonly name: string }) => call.name),
);

export interface Application {
  readonly app: Http;
  readonly routes: Routes;
  readonly live: Live;
  readonly jobs: Jobs;
  readonly ticks: readonly Tick[];
  readonly plans: PlansService;
  readonly dailyReports: DailyReports;
  readonly records: RecordsService;
  /** What is done once a process serves: the official account's menu, and warnings about settings. */
  greet(): Promise<void>;
}

/**
 * @param url the database's address, for the connection that listens
 * @param web false leaves the pages out (tests of the API alone)
 */
export async function compose(runtime: Runtime, url: string, health: Health, web = true): Promise<Application> {
  const roles = new Map(roleDefinitions.map((definition) => [definition.role, definition]));
  const app = createHttp(runtime);
  await compressAnswers(app);
  const routes = new Routes(app, createAuthenticate(runtime, roles));
  const live = new Live(runtime, url);

  const settings = createSettings(runtime);
  const files = createFilesService(runtime, createStorage(runtime.config), (...asked) =>
    records.readableFiles(...asked),
  );
  const messaging = createMessagingService(runtime);
  const tasks = createTasksService(runtime);
  const plans = createPlansService(runtime);
  const definitions = createDefinitions(runtime);
  const entries = createEntryCache();
  const records: RecordsService = createRecordsService(runtime, {
    definitions,
    entries,
    files,
    sealing: createSealing(sealingKey(runtime.config, runtime.random), runtime.random),
    managed: managedForms,
    workCalendar: workCalendar(runtime.clock),
  });
  const dailyReports = createDailyReports(runtime, {
    definitions,
    entries,
    settings,
    files: filesForReports(files),
    messaging,
  });
  const usages = createUsages([neededByDailyReports, neededByPlans]);
  const pictures = picturesOfForms(runtime, files);
  const templates = createTemplates(runtime, shippedTemplates);
  const applications = createApplications(runtime, templates);
  const designing = {
    designs: createDesigns(runtime, { usages, pictures, appExists: applications.exists }),
    versions: createVersions(runtime, { definitions, managed: managedForms }),
    shares: createShares(runtime),
  };
  const packages = createPackages(runtime, { usages, pictures, version });
  const reminders = createReminders(runtime, { messaging });
  const readFile = async (fileId: string, viewer: Viewer) => {
    const { file, stored } = await files.open(viewer, fileId, 'original');
    return { name: file.name, stream: await files.read(stored.key) };
  };
  const org = createOrgService(runtime, {
    roles,
    readFile,
    enqueue,
    weChatSceneUrl: messaging.weChat?.sceneUrl,
  });
  const access = createAccessService(runtime, {
    roles,
    settings: settings.readPublic,
    sendText: messaging.sendText,
    files: filesForChangeRequests(files),
    openAnomalies,
    weChat: messaging.weChat,
  });

  // Before anything is read or parsed: what changes something needs room, what only looks does not.
  app.addHook('onRequest', async (request) => {
    const changes = request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS';
    if (!changes || !health.isDiskFull?.()) return;
    const { call = '' } = request.routeOptions.config as { call?: string };
    if (!inReserve.has(call) || health.isDiskSpent?.()) throw new Problem('base.storage-full');
  });
  registerMetrics(app, runtime, live);
  registerHealth(app, runtime, health);
  registerAccessRoutes(routes, access);
  registerAuditRoutes(routes, runtime, live);
  registerFilesRoutes(routes, app, files);
  registerMessagingRoutes(routes, app, messaging);
  registerOrgRoutes(routes, org);
  registerOrganisationRoutes(routes, createDepartments(runtime), createDuty(runtime));
  registerTasksRoutes(routes, tasks);
  registerPlansRoutes(routes, plans);
  registerDailyReportsRoutes(routes, runtime, dailyReports);
  registerRecordsRoutes(routes, records);
  registerDesignRoutes(routes, designing);
  registerDictionaryRoutes(routes, createDictionaryKeeping(runtime, { managed: managedDictionaries }));
  registerFormImportRoutes(routes, createFormProposals(runtime, { readFile }));
  registerApplicationRoutes(routes, { applications, packages, templates });
  registerSettingsRoutes(routes, settings);
  registerDocuments(app, routes, version, records.formsOf);
  if (web) await registerWeb(app);

  // Whatever changed something may have appended events; telling twice costs nothing.
  app.addHook('onResponse', async (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD' && reply.statusCode < 400) live.announce();
  });

  const plansJobs: Jobs = {
    /** Every minute: tasks of today appear, windows close, reminders go out. */
    'plans.tick': async () => {
      await plans.tick();
      await tasks.closeExpired();
      await reminders.tick();
    },
    'plans.catchUp': async () => {
      await plans.catchUp();
      await tasks.closeExpired();
    },
  };
  const jobs = announced(live, {
    ...plansJobs,
    ...messagingJobs(messaging),
    ...orgJobs(org),
    ...filesJobs(files),
    ...accessJobs(runtime),
    ...indexJobs(runtime),
  });
  const ticks: Tick[] = [
    { job: 'plans.tick', match: '* * * * *' },
    { job: 'plans.catchUp', match: '7 * * * *' },
    ...messagingTicks,
    ...filesTicks,
    ...accessTicks,
    ...indexTicks,
  ];
  return { app, routes, live, jobs, ticks, plans, dailyReports, records, greet: messaging.start };
}

function announced(live: Live, jobs: Jobs): Jobs {
  return Object.fromEntries(
    Object.entries(jobs).map(([name, handler]) => [
      name,
      async (payload: Record<string, unknown>) => {
        await handler(payload);
        live.announce();
      },
    ]),
  );
}
