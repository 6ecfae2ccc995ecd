import type { ZodType } from 'zod';
import * as http from './http';
import { alertSummary } from './alert';
import { documentPage } from './search';
import { lead } from './lead';
import { user, type Right } from './user';

/** One operation of `/api/v1`. `right` null: any signed-in person; undefined: nobody needs to sign in. `match`: needs If-Match. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly right: Right | readonly Right[] | null | undefined;
  readonly match?: true;
  readonly query?: ZodType;
  readonly body?: ZodType;
  /** Undefined: 204 without a body, or a file. */
  readonly answer?: ZodType;
}

const prefix = '/api/v1';
const at = (path: string): string => `${prefix}${path}`;

/** Every operation, from which the OpenAPI document is made; tests hold it against the controllers. */
export const routes: readonly Route[] = [
  {
    method: 'POST',
    path: at('/session'),
    summary: '登录 Sign in (sets the session cookie)',
    right: undefined,
    body: http.signInBody,
    answer: http.sessionAnswer,
  },
  {
    method: 'GET',
    path: at('/session'),
    summary: '当前用户 Who is signed in',
    right: null,
    answer: http.sessionAnswer,
  },
  { method: 'DELETE', path: at('/session'), summary: '退出 Sign out', right: null },
  {
    method: 'POST',
    path: at('/session/password'),
    summary: '修改密码 Change the password; every session ends',
    right: null,
    body: http.changePasswordBody,
  },

  {
    method: 'GET',
    path: at('/catalogue'),
    summary: '违法表现、地区名称 Names of violations and regions',
    right: null,
    answer: http.catalogueAnswer,
  },
  {
    method: 'GET',
    path: at('/home'),
    summary: '首页 Trend, regions, codes, today',
    right: 'alerts.read',
    answer: http.homeAnswer,
  },

  {
    method: 'GET',
    path: at('/alerts'),
    summary: '预警列表 Alerts, newest first',
    right: 'alerts.read',
    query: http.alertQuery,
    answer: http.alertPage,
  },
  {
    method: 'GET',
    path: at('/alerts/:id'),
    summary: '预警详情 One alert with its document, history, and evidence',
    right: 'alerts.read',
    answer: http.alertDetail,
  },
  {
    method: 'POST',
    path: at('/alerts/:id/actions'),
    summary: '处理预警 Act on one alert',
    right: 'alerts.judge',
    match: true,
    body: http.alertActionBody,
    answer: alertSummary,
  },
  {
    method: 'POST',
    path: at('/alerts/actions'),
    summary: '批量处理 Act on many alerts, all or none',
    right: 'alerts.judge',
    body: http.bulkActionBody,
    answer: http.bulkActionAnswer,
  },
  {
    method: 'POST',
    path: at('/alerts/:id/lead'),
    summary: '转为线索 Turn an alert into a lead (idempotent)',
    right: 'leads.create',
    answer: lead,
  },

  {
    method: 'GET',
    path: at('/documents'),
    summary: '检索档案 Search the archive',
    right: 'alerts.read',
    query: http.documentQuery,
    answer: documentPage,
  },
  {
    method: 'GET',
    path: at('/documents/export'),
    summary: '导出 Export a search as ?format=csv|xlsx',
    right: 'alerts.read',
    query: http.documentExportQuery,
  },
  {
    method: 'GET',
    path: at('/documents/:id'),
    summary: '文档 One document with its analysis, versions, and captures',
    right: 'alerts.read',
    answer: http.documentDetail,
  },
  {
    method: 'GET',
    path: at('/captures/:id'),
    summary: '取证记录 One capture and its link in the hash chain',
    right: 'alerts.read',
    answer: http.captureDetail,
  },
  {
    method: 'GET',
    path: at('/evidence/:sha256'),
    summary: '取证文件 One evidence file (pictures as such, everything else as a download)',
    right: 'alerts.read',
  },

  {
    method: 'GET',
    path: at('/leads'),
    summary: '线索列表 Leads that the viewer may see, newest first',
    right: 'alerts.read',
    query: http.leadQuery,
    answer: http.leadPage,
  },
  {
    method: 'GET',
    path: at('/leads/:id'),
    summary: '线索详情 One lead with history and the organisations it can go to',
    right: 'alerts.read',
    answer: http.leadDetail,
  },
  {
    method: 'POST',
    path: at('/leads/:id/hand-over'),
    summary: '交办 Hand over to another organisation',
    right: ['leads.run', 'leads.create'],
    match: true,
    body: http.handOverBody,
    answer: lead,
  },
  {
    method: 'POST',
    path: at('/leads/:id/receive'),
    summary: '签收 Receive',
    right: 'leads.run',
    match: true,
    body: http.receiveBody,
    answer: lead,
  },
  {
    method: 'POST',
    path: at('/leads/:id/return'),
    summary: '退回 Return with a reason',
    right: 'leads.run',
    match: true,
    body: http.noteBody,
    answer: lead,
  },
  {
    method: 'POST',
    path: at('/leads/:id/start'),
    summary: '开始核查 Begin to verify',
    right: 'leads.run',
    match: true,
    answer: lead,
  },
  {
    method: 'POST',
    path: at('/leads/:id/decide'),
    summary: '立案或不予立案 File a case, or not, with reasons',
    right: 'leads.run',
    match: true,
    body: http.decideBody,
    answer: lead,
  },
  {
    method: 'POST',
    path: at('/leads/:id/extend'),
    summary: '延长核查期限 Extend by 15 working days',
    right: 'documents.sign',
    match: true,
    body: http.extendBody,
    answer: lead,
  },
  {
    method: 'POST',
    path: at('/leads/:id/comments'),
    summary: '备注 Comment',
    right: ['leads.run', 'leads.create'],
    match: true,
    body: http.noteBody,
    answer: lead,
  },

  {
    method: 'GET',
    path: at('/rules'),
    summary: '规则列表 Rules, their state, and their yield',
    right: 'alerts.read',
    answer: http.ruleList,
  },
  {
    method: 'GET',
    path: at('/rules/:id'),
    summary: '规则详情 One rule with its file and newest alerts',
    right: 'alerts.read',
    answer: http.ruleDetail,
  },

  {
    method: 'GET',
    path: at('/sources'),
    summary: '信源 Sources, their health, and the queue',
    right: ['sources.propose', 'sources.write', 'alerts.read'],
    answer: http.sourceList,
  },
  {
    method: 'GET',
    path: at('/sources/:id'),
    summary: '信源详情 Visits, skipped pages, and failures of one source',
    right: ['sources.propose', 'sources.write', 'alerts.read'],
    answer: http.sourceDetail,
  },
  { method: 'POST', path: at('/sources/:id/visit'), summary: '立即访问 Visit a source now', right: 'sources.write' },

  {
    method: 'GET',
    path: at('/users'),
    summary: '用户与机构 Users and organisations',
    right: 'users.write',
    answer: http.userPage,
  },
  {
    method: 'POST',
    path: at('/users'),
    summary: '新增用户 Add a user; the one-time password is shown once',
    right: 'users.write',
    body: http.createUserBody,
    answer: http.createUserAnswer,
  },
  {
    method: 'PATCH',
    path: at('/users/:id'),
    summary: '修改用户 Change, disable, or reset',
    right: 'users.write',
    match: true,
    body: http.updateUserBody,
    answer: http.createUserAnswer.partial({ oneTimePassword: true }).extend({ user }),
  },
  {
    method: 'GET',
    path: at('/audit'),
    summary: '审计日志 Audit log',
    right: 'audit.read',
    query: http.listQuery,
    answer: http.auditPage,
  },
  {
    method: 'GET',
    path: at('/health'),
    summary: '运行状况 What is broken and what to do',
    right: 'health.read',
    answer: http.healthAnswer,
  },
];
