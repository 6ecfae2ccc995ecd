import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { HOUSE, type House } from '../house';
import { OpenToAll } from './viewer.guard';

/** For orchestrators and scrapers; bound to the same address as the service, so put it behind the proxy's allow-list. */
@Controller()
export class OperationController {
  constructor(@Inject(HOUSE) private readonly house: House) {}

  @Get('healthz')
  @OpenToAll()
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @OpenToAll()
  async ready(@Res() response: Response): Promise<void> {
    const checks = await this.house.health();
    const isReady = checks.every((check) => check.status !== 'down');
    response
      .status(isReady ? 200 : 503)
      .json({ status: isReady ? 'ok' : 'down', checks: checks.map(({ name, status }) => ({ name, status })) });
  }

  @Get('metrics')
  @OpenToAll()
  async metrics(@Res() response: Response): Promise<void> {
    const { registry } = this.house.metrics;
    response.type(registry.contentType).send(await registry.metrics());
  }
}
