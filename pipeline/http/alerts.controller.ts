import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { actOnAlert, actOnAlerts, type AlertCommand } from '../../alerts/act-on-alert';
import { summaryOf } from '../../alerts/raise-alert';
import { regionCovers } from '../../config/regions';
import type { Alert, AlertSummary } from '../../contracts/alert';
import { alertActionBody, alertQuery, bulkActionBody, type AlertDetail } from '../../contracts/http';
import type { Lead } from '../../contracts/lead';
import type { Viewer } from '../../contracts/user';
import type { AlertList } from '../../alerts/alert-store';
import { HOUSE, type House } from '../house';
import { readAlertDetail } from '../views/alert-detail';
import { mayReadAlert } from '../views/may-read';
import { convertAlert } from '../convert-alert';
import { audited } from './audited';
import { HttpProblem, parseInput, versionSeen } from './problem';
import { narrowRegion } from './narrow-region';
import { Asker, Needs } from './viewer.guard';

const asList = <T>(value: T | T[] | undefined): T[] | undefined =>
  value === undefined ? undefined : Array.isArray(value) ? value : [value];

@Controller('api/v1/alerts')
export class AlertsController {
  constructor(@Inject(HOUSE) private readonly house: House) {}

  @Get()
  @Needs('alerts.read')
  list(@Asker() viewer: Viewer, @Query() raw: unknown): Promise<AlertList> {
    const query = parseInput(alertQuery, raw);
    const region = narrowRegion(viewer, query.region);
    if (region === undefined) return Promise.resolve({ items: [], nextCursor: null, total: 0 });
    const states = asList(query.state);
    const levels = asList(query.level);
    const filter = {
      region,
      ...(states ? { states } : {}),
      ...(levels ? { levels } : {}),
      ...(query.code ? { code: query.code } : {}),
      ...(query.ruleId ? { ruleId: query.ruleId } : {}),
      ...(query.ownerId ? { ownerId: query.ownerId } : {}),
      ...(query.q ? { words: query.q } : {}),
    };
    return this.house.archive.alerts.list(filter, {
      limit: query.limit,
      ...(query.cursor ? { cursor: query.cursor } : {}),
    });
  }

  @Get(':id')
  @Needs('alerts.read')
  async read(@Asker() viewer: Viewer, @Param('id') id: string): Promise<AlertDetail> {
    const { archive } = this.house;
    const alert = await archive.alerts.get(id);
    if (!alert || !(await mayReadAlert(archive, viewer, alert))) throw new HttpProblem('not-found', { detail: id });
    return readAlertDetail(archive, viewer, alert);
  }

  @Post('actions')
  @HttpCode(200)
  @Needs('alerts.judge')
  async actOnMany(
    @Asker() viewer: Viewer,
    @Body() body: unknown,
    @Req() request: Request,
  ): Promise<{ items: AlertSummary[] }> {
    const { ids, ...wish } = parseInput(bulkActionBody, body);
    return audited(
      this.house,
      { viewer, action: `alerts.${wish.action}`, subject: ids.join(','), detail: { note: wish.note }, request },
      async () => {
        for (const id of ids) await this.#visible(viewer, id);
        const command = await this.#command(wish);
        const outcome = await actOnAlerts(this.#parts(), { ids, command }, this.#context(viewer));
        if ('blocked' in outcome) throw new HttpProblem('not-allowed-in-state', { blocked: outcome.blocked });
        return { items: outcome.done.map(summaryOf) };
      },
    );
  }

  @Post(':id/actions')
  @HttpCode(200)
  @Needs('alerts.judge')
  async act(
    @Asker() viewer: Viewer,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: unknown,
    @Req() request: Request,
  ): Promise<AlertSummary> {
    const wish = parseInput(alertActionBody, body);
    return audited(
      this.house,
      { viewer, action: `alert.${wish.action}`, subject: id, detail: { note: wish.note }, request },
      async () => {
        const expectedVersion = versionSeen(ifMatch);
        await this.#visible(viewer, id);
        const command = await this.#command(wish);
        const outcome = await actOnAlert(this.#parts(), { id, command, expectedVersion }, this.#context(viewer));
        if ('done' in outcome) return summaryOf(outcome.done);
        const isInput = outcome.refused === 'note-required' || outcome.refused === 'owner-required';
        throw new HttpProblem(isInput ? 'invalid-input' : outcome.refused, {
          detail: outcome.refused,
          ...(outcome.current ? { current: summaryOf(outcome.current) } : {}),
        });
      },
    );
  }

  @Post(':id/lead')
  @HttpCode(200)
  @Needs('leads.create')
  async convert(@Asker() viewer: Viewer, @Param('id') id: string, @Req() request: Request): Promise<Lead> {
    return audited(this.house, { viewer, action: 'alert.convert', subject: id, request }, async () => {
      await this.#visible(viewer, id);
      const outcome = await convertAlert(this.house.archive, { alertId: id, viewer }, this.house.now().toISOString());
      if ('lead' in outcome) return outcome.lead;
      throw new HttpProblem(outcome.refused, outcome.current ? { current: summaryOf(outcome.current) } : {});
    });
  }

  async #visible(viewer: Viewer, id: string): Promise<Alert> {
    const alert = await this.house.archive.alerts.get(id);
    if (!alert || !regionCovers(viewer.region, alert.region)) throw new HttpProblem('not-found', { detail: id });
    return alert;
  }

  async #command(wish: {
    action: AlertCommand['action'];
    note?: string | undefined;
    ownerId?: string | undefined;
  }): Promise<AlertCommand> {
    if (wish.ownerId === undefined) return { action: wish.action, note: wish.note };
    const owner = await this.house.access.store.user(wish.ownerId);
    if (!owner || owner.disabled) throw new HttpProblem('invalid-input', { detail: 'ownerId: no such user' });
    return { action: wish.action, note: wish.note, owner: { userId: owner.id, name: owner.name } };
  }

  #parts(): { alerts: House['archive']['alerts']; events: House['archive']['liveEvents'] } {
    return { alerts: this.house.archive.alerts, events: this.house.archive.liveEvents };
  }

  #context(viewer: Viewer): { actor: { userId: string; name: string }; now: string } {
    return { actor: { userId: viewer.userId, name: viewer.name }, now: this.house.now().toISOString() };
  }
}
