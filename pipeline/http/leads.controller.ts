import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { actOnLead, maySeeLead, type LeadCommand } from '../../leads/act-on-lead';
import { clockAt } from '../../leads/lead-clock';
import {
  decideBody,
  extendBody,
  handOverBody,
  leadQuery,
  noteBody,
  receiveBody,
  type LeadDetail,
} from '../../contracts/http';
import type { Lead } from '../../contracts/lead';
import type { Viewer } from '../../contracts/user';
import { announceLead } from '../announce-lead';
import { HOUSE, type House } from '../house';
import { audited } from './audited';
import { HttpProblem, parseInput, versionSeen, type ProblemType } from './problem';
import { Asker, Needs } from './viewer.guard';

interface Step {
  readonly viewer: Viewer;
  readonly id: string;
  readonly ifMatch: string | undefined;
  readonly request: Request;
}

const problemOf = (refused: string): ProblemType => {
  if (refused === 'not-found' || refused === 'stale-version' || refused === 'not-allowed-in-state') return refused;
  if (refused === 'not-holder') return 'forbidden';
  return refused === 'no-organisation' || refused === 'same-organisation' ? 'invalid-input' : 'not-allowed-in-state';
};

@Controller('api/v1/leads')
export class LeadsController {
  constructor(@Inject(HOUSE) private readonly house: House) {}

  @Get()
  @Needs('alerts.read')
  async list(
    @Asker() viewer: Viewer,
    @Query() raw: unknown,
  ): Promise<{ items: Lead[]; nextCursor: string | null; total: number }> {
    const query = parseInput(leadQuery, raw);
    const filter = {
      region: viewer.region,
      organisationIds: [viewer.organisationId],
      ...(query.state ? { state: query.state } : {}),
      ...(query.organisationId ? { organisationId: query.organisationId } : {}),
    };
    const page = await this.house.archive.leads.list(filter, {
      limit: query.limit,
      ...(query.cursor ? { cursor: query.cursor } : {}),
    });
    return { ...page, items: page.items.map((lead) => this.#current(lead)) };
  }

  @Get(':id')
  @Needs('alerts.read')
  async read(@Asker() viewer: Viewer, @Param('id') id: string): Promise<LeadDetail> {
    const lead = await this.#visible(viewer, id);
    const [history, organisations] = await Promise.all([
      this.house.archive.leads.history(id),
      this.house.archive.organisations.all(),
    ]);
    return { lead: this.#current(lead), history, organisations };
  }

  @Post(':id/hand-over')
  @HttpCode(200)
  @Needs('leads.run', 'leads.create')
  handOver(
    @Asker() viewer: Viewer,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: unknown,
    @Req() request: Request,
  ): Promise<Lead> {
    return this.#act({ viewer, id, ifMatch, request }, { action: 'hand-over', ...parseInput(handOverBody, body) });
  }

  @Post(':id/receive')
  @HttpCode(200)
  @Needs('leads.run')
  receive(
    @Asker() viewer: Viewer,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: unknown,
    @Req() request: Request,
  ): Promise<Lead> {
    return this.#act({ viewer, id, ifMatch, request }, { action: 'receive', ...parseInput(receiveBody, body ?? {}) });
  }

  @Post(':id/return')
  @HttpCode(200)
  @Needs('leads.run')
  giveBack(
    @Asker() viewer: Viewer,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: unknown,
    @Req() request: Request,
  ): Promise<Lead> {
    return this.#act({ viewer, id, ifMatch, request }, { action: 'return', ...parseInput(noteBody, body) });
  }

  @Post(':id/start')
  @HttpCode(200)
  @Needs('leads.run')
  start(
    @Asker() viewer: Viewer,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: Request,
  ): Promise<Lead> {
    return this.#act({ viewer, id, ifMatch, request }, { action: 'start' });
  }

  @Post(':id/decide')
  @HttpCode(200)
  @Needs('leads.run')
  decide(
    @Asker() viewer: Viewer,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: unknown,
    @Req() request: Request,
  ): Promise<Lead> {
    return this.#act({ viewer, id, ifMatch, request }, { action: 'decide', ...parseInput(decideBody, body) });
  }

  @Post(':id/extend')
  @HttpCode(200)
  @Needs('documents.sign')
  extend(
    @Asker() viewer: Viewer,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: unknown,
    @Req() request: Request,
  ): Promise<Lead> {
    return this.#act({ viewer, id, ifMatch, request }, { action: 'extend', ...parseInput(extendBody, body) });
  }

  @Post(':id/comments')
  @HttpCode(200)
  @Needs('leads.run', 'leads.create')
  comment(
    @Asker() viewer: Viewer,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: unknown,
    @Req() request: Request,
  ): Promise<Lead> {
    return this.#act({ viewer, id, ifMatch, request }, { action: 'comment', ...parseInput(noteBody, body) });
  }

  async #act(step: Step, command: LeadCommand): Promise<Lead> {
    const { viewer, id, request } = step;
    const { action, ...detail } = command;
    return audited(this.house, { viewer, action: `lead.${action}`, subject: id, detail, request }, async () => {
      const expectedVersion = versionSeen(step.ifMatch);
      await this.#visible(viewer, id);
      const { archive } = this.house;
      const actor = { userId: viewer.userId, name: viewer.name, organisationId: viewer.organisationId };
      const parts = { leads: archive.leads, organisations: archive.organisations };
      const outcome = await actOnLead(
        parts,
        { id, command, expectedVersion },
        { actor, now: this.house.now().toISOString() },
      );
      if ('refused' in outcome) {
        throw new HttpProblem(problemOf(outcome.refused), {
          detail: outcome.refused,
          ...(outcome.current ? { current: this.#current(outcome.current) } : {}),
        });
      }
      await announceLead(archive.liveEvents, 'lead.updated', outcome.done);
      return this.#current(outcome.done);
    });
  }

  async #visible(viewer: Viewer, id: string): Promise<Lead> {
    const lead = await this.house.archive.leads.get(id);
    if (!lead || !maySeeLead(lead, viewer)) throw new HttpProblem('not-found', { detail: id });
    return lead;
  }

  /** The clock is counted at the moment it is shown. */
  #current(lead: Lead): Lead {
    return { ...lead, clock: clockAt(lead.clock, this.house.now().toISOString()) };
  }
}
