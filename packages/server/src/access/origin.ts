/**
 * Keeps another site from changing something in the name of whoever is signed in here. Every browser in use names the
 * site a changing request comes from, in Sec-Fetch-Site (only to https and localhost) or in Origin. A request with
 * neither comes from a program, which has no cookie it was not given; SameSite=Lax stands behind this for the rest.
 */
import { Problem } from '@anshao/core/base/errors.ts';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../base/config/config.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** @throws Problem `access.origin` */
export function requireOwnOrigin(config: Config, request: FastifyRequest): void {
  if (reading.has(request.method)) return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  if (site === undefined && origin === undefined) return;
  if (origin !== undefined && isOwn(config, request, origin)) return;
  throw new Problem('access.origin');
}

/** The port belongs to the origin; the scheme does not count, since a proxy may have taken TLS off. */
function isOwn(config: Config, request: FastifyRequest, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === request.host || host === new URL(config.publicUrl).host;
}
