import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Patch, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { addUser, changeUser, publicUser } from '../../access/administer-users';
import { closeCodes } from '../../alerts/live-hub';
import { createUserBody, listQuery, updateUserBody } from '../../contracts/http';
import type { AuditEntry, Organisation, User, Viewer } from '../../contracts/user';
import { HOUSE, type HealthCheck, type House } from '../house';
import { audited } from './audited';
import { HttpProblem, parseInput, versionSeen } from './problem';
import { Asker, Needs } from './viewer.guard';

@Controller('api/v1')
export class AdminController {
  constructor(@Inject(HOUSE) private readonly house: House) {}

  @Get('users')
  @Needs('users.write')
  async users(): Promise<{ items: User[]; organisations: Organisation[] }> {
    const { store } = this.house.access;
    const [users, organisations] = await Promise.all([store.users(), store.organisations()]);
    return { items: users.map(publicUser), organisations };
  }

  @Post('users')
  @Needs('users.write')
  async addUser(
    @Asker() viewer: Viewer,
    @Body() body: unknown,
    @Req() request: Request,
  ): Promise<{ user: User; oneTimePassword: string }> {
    const wanted = parseInput(createUserBody, body);
    return audited(
      this.house,
      {
        viewer,
        action: 'user.create',
        subject: wanted.username,
        detail: { role: wanted.role, organisationId: wanted.organisationId },
        request,
      },
      async () => {
        const added = await addUser(this.house.access.store, wanted, this.house.now().toISOString());
        if (!('refused' in added)) return added;
        throw new HttpProblem(added.refused === 'conflict' ? 'conflict' : 'invalid-input', { detail: added.refused });
      },
    );
  }

  @Patch('users/:id')
  @HttpCode(200)
  @Needs('users.write')
  async changeUser(
    @Asker() viewer: Viewer,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: unknown,
    @Req() request: Request,
  ): Promise<{ user: User; oneTimePassword?: string }> {
    const change = parseInput(updateUserBody, body);
    const changed = await audited(
      this.house,
      { viewer, action: 'user.change', subject: id, detail: { ...change }, request },
      async () => {
        const expectedVersion = versionSeen(ifMatch);
        if (id === viewer.userId && (change.disabled === true || change.role !== undefined))
          throw new HttpProblem('forbidden', { detail: '不能停用自己或更改自己的角色 / not your own account' });
        const outcome = await changeUser(this.house.access.store, { id, change, expectedVersion });
        if (!('refused' in outcome)) return outcome;
        throw new HttpProblem(
          outcome.refused === 'not-found' ? 'not-found' : 'stale-version',
          outcome.current ? { current: outcome.current } : {},
        );
      },
    );
    if (change.disabled === true || change.role !== undefined || change.resetPassword === true) {
      this.house.hub.disconnect(id, closeCodes.sessionEnded, 'session ended');
    }
    return {
      user: changed.user,
      ...(changed.oneTimePassword === null ? {} : { oneTimePassword: changed.oneTimePassword }),
    };
  }

  @Get('audit')
  @Needs('audit.read')
  audit(@Query() raw: unknown): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
    const { limit, cursor } = parseInput(listQuery, raw);
    return this.house.access.store.audit({ limit, ...(cursor ? { cursor } : {}) });
  }

  @Get('health')
  @Needs('health.read')
  async health(): Promise<{ status: HealthCheck['status']; checks: HealthCheck[] }> {
    const checks = await this.house.health();
    const worst = checks.some((check) => check.status === 'down')
      ? 'down'
      : checks.some((check) => check.status === 'degraded')
        ? 'degraded'
        : 'ok';
    return { status: worst, checks };
  }
}
