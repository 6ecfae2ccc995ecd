import * as http from '@contracts/http';
import { alertSummary, type Alert, type AlertSummary } from '@contracts/alert';
import { documentPage } from '@contracts/search';
import { lead, type Lead } from '@contracts/lead';
import type { Role } from '@contracts/user';
import { z } from 'zod';
import { queryString, request, type QueryValue } from './api';

type Query = Readonly<Record<string, QueryValue>>;
const nothing = z.unknown();
const id = encodeURIComponent;

export const session = {
  read: () => request(http.sessionAnswer, '/session'),
  signIn: (body: { username: string; password: string }) =>
    request(http.sessionAnswer, '/session', { method: 'POST', body }),
  signOut: () => request(nothing, '/session', { method: 'DELETE' }),
  changePassword: (body: { current: string; next: string }) =>
    request(nothing, '/session/password', { method: 'POST', body }),
  catalogue: () => request(http.catalogueAnswer, '/catalogue'),
};

export interface AlertActionRequest {
  readonly action: z.infer<typeof http.alertActionBody>['action'];
  readonly note?: string;
  readonly ownerId?: string;
}

export const alerts = {
  list: (query: Query, signal?: AbortSignal) =>
    request(http.alertPage, '/alerts', { query, ...(signal ? { signal } : {}) }),
  read: (alertId: string) => request(http.alertDetail, `/alerts/${id(alertId)}`),
  act: (seen: AlertSummary | Alert, body: AlertActionRequest) =>
    request(alertSummary, `/alerts/${id(seen.id)}/actions`, { method: 'POST', body, ifMatch: seen.version }),
  toLead: (alertId: string) => request(lead, `/alerts/${id(alertId)}/lead`, { method: 'POST' }),
};

export const documents = {
  list: (query: Query, signal?: AbortSignal) =>
    request(documentPage, '/documents', { query, ...(signal ? { signal } : {}) }),
  read: (documentId: string) => request(http.documentDetail, `/documents/${id(documentId)}`),
  exportAddress: (query: Query, format: 'csv' | 'xlsx') =>
    `/api/v1/documents/export${queryString({ ...query, format })}`,
};

export const evidence = {
  fileAddress: (sha256: string) => `/api/v1/evidence/${id(sha256)}`,
  capture: (captureId: string) => request(http.captureDetail, `/captures/${id(captureId)}`),
};

function leadStep(step: string) {
  return (seen: Lead, body?: unknown) =>
    request(lead, `/leads/${id(seen.id)}/${step}`, { method: 'POST', body, ifMatch: seen.version });
}

export const leads = {
  list: (query: Query) => request(http.leadPage, '/leads', { query }),
  read: (leadId: string) => request(http.leadDetail, `/leads/${id(leadId)}`),
  handOver: leadStep('hand-over'),
  receive: leadStep('receive'),
  giveBack: leadStep('return'),
  start: leadStep('start'),
  decide: leadStep('decide'),
  extend: leadStep('extend'),
  comment: leadStep('comment'),
};

export const rules = {
  list: () => request(http.ruleList, '/rules'),
  read: (ruleId: string) => request(http.ruleDetail, `/rules/${id(ruleId)}`),
};

export const sources = {
  list: () => request(http.sourceList, '/sources'),
  read: (sourceId: string) => request(http.sourceDetail, `/sources/${id(sourceId)}`),
  visit: (sourceId: string) => request(nothing, `/sources/${id(sourceId)}/visit`, { method: 'POST' }),
  health: () => request(http.healthAnswer, '/health'),
};

export const home = { read: () => request(http.homeAnswer, '/home') };

const updateUserAnswer = http.createUserAnswer.partial({ oneTimePassword: true });

export const users = {
  list: () => request(http.userPage, '/users'),
  create: (body: { username: string; name: string; role: Role; organisationId: string }) =>
    request(http.createUserAnswer, '/users', { method: 'POST', body }),
  update: (userId: string, version: number, body: z.infer<typeof http.updateUserBody>) =>
    request(updateUserAnswer, `/users/${id(userId)}`, { method: 'PATCH', body, ifMatch: version }),
};

export const audit = { list: (query: Query) => request(http.auditPage, '/audit', { query }) };
