import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import 'reflect-metadata';
import { attachLiveGateway, type Authenticate } from '../alerts/live.gateway';
import { dataFile, projectRoot } from '../config/project-root';
import { loadSettings } from '../config/load';
import type { Settings } from '../config/schema';
import { AppModule } from './app.module';
import { isSameOrigin, secretOf, viewerOfRequest } from './http/request-viewer';
import { rawProblem, sendProblem } from './http/problem';
import { openApiDocument } from './views/open-api';
import type { House } from './house';

/** Settings of this process: shipped defaults, the file named by `--config`, the environment, then `overrides`. */
export function readSettings(
  from: { configFile?: string | undefined; overrides?: Record<string, unknown> } = {},
): Settings {
  const files = [dataFile('config/default.yaml'), ...(from.configFile === undefined ? [] : [from.configFile])];
  return loadSettings({ files, environment: process.env, overrides: from.overrides ?? {} });
}

/** A folder or file of the settings: as it is when absolute, otherwise below the project folder. */
export function settledPath(path: string): string {
  return isAbsolute(path) ? path : join(projectRoot, path);
}

const serverPaths = /^\/(api|live|healthz|readyz|metrics)(\/|$)/;

/** The console's files, and its page for every address that is neither a file nor the server's own. */
function serveConsole(app: NestExpressApplication, folder: string): void {
  if (!existsSync(join(folder, 'index.html'))) return;
  app.use(
    express.static(folder, {
      index: 'index.html',
      maxAge: '1h',
      setHeaders: (response, file) => {
        if (file.endsWith('index.html')) response.setHeader('Cache-Control', 'no-cache');
      },
    }),
  );
  app.use((request: Request, response: Response, next: NextFunction) => {
    const wantsPage = request.method === 'GET' && !serverPaths.test(request.path) && request.accepts('html') !== false;
    if (wantsPage && !/\.\w+$/.test(request.path))
      response.setHeader('Cache-Control', 'no-cache').sendFile(join(folder, 'index.html'));
    else next();
  });
}

function secure(app: NestExpressApplication, settings: Settings): void {
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          styleSrc: ["'self'", "'unsafe-inline'"],
          connectSrc: ["'self'", 'ws:', 'wss:'],
          frameAncestors: ["'none'"],
          objectSrc: ["'none'"],
          baseUri: ["'self'"],
          formAction: ["'self'"],
        },
      },
      strictTransportSecurity: settings.http.secureCookie,
      crossOriginOpenerPolicy: settings.http.secureCookie,
      originAgentCluster: settings.http.secureCookie,
    }),
  );
  // What a person may read is theirs: nothing in between keeps it. Evidence, which never changes, says otherwise itself.
  app.use('/api/v1', (_request: Request, response: Response, next: NextFunction) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  if (settings.http.trustProxy) app.set('trust proxy', 1);
}

async function authenticateSocket(house: House, request: IncomingMessage): ReturnType<Authenticate> {
  const found = secretOf(request);
  if (found?.from === 'cookie' && !isSameOrigin(request)) return { refused: 4403 };
  const viewer = await viewerOfRequest(house.access, request, true);
  if (!viewer) return { refused: 4401 };
  return viewer.mustChangePassword ? { refused: 4403 } : { viewer };
}

export interface RunningService {
  readonly url: string;
  readonly port: number;
  /** Stops taking requests, finishes or returns work, closes the stores. */
  close(): Promise<void>;
}

async function buildApp(house: House): Promise<NestExpressApplication> {
  const { settings, log } = house;
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(house), {
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  secure(app, settings);
  app.useBodyParser('json', { limit: settings.http.bodyLimitBytes });
  app.useGlobalFilters({
    catch: (error: unknown, host) => sendProblem(host.switchToHttp().getResponse<Response>(), error, log),
  });
  serveConsole(app, settledPath(settings.consoleFolder));
  SwaggerModule.setup('api/docs', app, openApiDocument(house.catalogue.version) as unknown as OpenAPIObject, {
    jsonDocumentUrl: 'api/docs-json',
  });
  // What fails before Nest sees it (a body that is no JSON, or too large) is a problem document too.
  await app.init();
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) =>
    sendProblem(response, error, log),
  );
  return app;
}

/** Requests so broken that no handler sees them are answered with a problem document too. */
function answerBroken(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
  else socket.end(rawProblem(error));
}

const lastRequestsMs = 2000;

/** Takes no new request, gives those under way a little time, and drops what is left. */
async function closeServer(app: NestExpressApplication, server: Server): Promise<void> {
  const closed = app.close();
  const timer = setTimeout(() => server.closeAllConnections(), lastRequestsMs);
  await closed;
  clearTimeout(timer);
}

/** Starts the house behind HTTP and the live socket; the port is open when this resolves. */
export async function startService(house: House): Promise<RunningService> {
  const app = await buildApp(house);
  const server = app.getHttpServer();
  server.on('clientError', answerBroken);
  const detach = attachLiveGateway(server, {
    hub: house.hub,
    authenticate: (request) => authenticateSocket(house, request),
    recheckMs: house.settings.live.pingMs,
    onFault: (error) => house.log.error({ error }, 'a live connection failed'),
  });
  await house.start();
  try {
    await app.listen(house.settings.http.port, house.settings.http.host);
  } catch (error) {
    await house.stop();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${house.settings.http.host}:${port}`,
    port,
    async close() {
      detach();
      await closeServer(app, server);
      await house.stop();
    },
  };
}
