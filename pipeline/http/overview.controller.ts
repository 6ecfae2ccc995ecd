import { Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { regionName } from '../../config/regions';
import { shanghaiDay } from '../../leads/working-days';
import type { AlertSummary } from '../../contracts/alert';
import type { CatalogueAnswer, HomeAnswer, RuleSummary } from '../../contracts/http';
import type { Source, SourceHealth } from '../../contracts/source';
import type { Viewer } from '../../contracts/user';
import { HOUSE, type House, type RuleShelf } from '../house';
import { readSourceDetail, readSources, type SourceDetail, type SourceOverview } from '../views/sources';
import { audited } from './audited';
import { HttpProblem } from './problem';
import { Asker, Needs, SignedIn } from './viewer.guard';

@Controller('api/v1')
export class OverviewController {
  constructor(@Inject(HOUSE) private readonly house: House) {}

  @Get('catalogue')
  @SignedIn()
  catalogue(): CatalogueAnswer {
    return this.house.catalogue;
  }

  @Get('home')
  @Needs('alerts.read')
  async home(@Asker() viewer: Viewer): Promise<HomeAnswer> {
    const now = this.house.now().toISOString();
    const answer = await this.house.archive.statistics.home({ region: viewer.region, now });
    const names = new Map(this.house.catalogue.violations.map((violation) => [violation.code, violation.name]));
    return {
      ...answer,
      regions: answer.regions.map((row) => ({ ...row, name: regionName(row.region) })),
      codes: answer.codes.map((row) => ({ ...row, name: names.get(row.code) ?? row.code })),
    };
  }

  @Get('rules')
  @Needs('alerts.read')
  rules(): ReturnType<RuleShelf['list']> {
    return this.house.rules.list();
  }

  @Get('rules/:id')
  @Needs('alerts.read')
  async rule(
    @Asker() viewer: Viewer,
    @Param('id') id: string,
  ): Promise<{ rule: RuleSummary; yaml: string; alerts: AlertSummary[] }> {
    const { items } = await this.house.rules.list();
    const rule = items.find((candidate) => candidate.id === id);
    if (!rule) throw new HttpProblem('not-found', { detail: id });
    const alerts = await this.house.archive.alerts.list({ ruleId: id, region: viewer.region }, { limit: 50 });
    return { rule, yaml: this.house.rules.yaml(id) ?? '', alerts: alerts.items };
  }

  @Get('sources')
  @Needs('sources.propose', 'sources.write', 'alerts.read')
  sources(): Promise<SourceOverview> {
    return readSources(this.house);
  }

  @Get('sources/:id')
  @Needs('sources.propose', 'sources.write', 'alerts.read')
  async source(@Param('id') id: string): Promise<SourceDetail & { source: Source; health: SourceHealth }> {
    const detail = await readSourceDetail(this.house, id);
    if (!detail) throw new HttpProblem('not-found', { detail: id });
    return detail;
  }

  @Post('sources/:id/visit')
  @HttpCode(204)
  @Needs('sources.write')
  async visit(@Asker() viewer: Viewer, @Param('id') id: string, @Req() request: Request): Promise<void> {
    await audited(
      this.house,
      {
        viewer,
        action: 'source.visit',
        subject: id,
        detail: { day: shanghaiDay(this.house.now().toISOString()) },
        request,
      },
      async () => {
        if (!(await this.house.sources.visitNow(id))) throw new HttpProblem('not-found', { detail: id });
      },
    );
  }
}
