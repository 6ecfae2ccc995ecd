import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { regionCovers } from '../../config/regions';
import type { Capture } from '../../contracts/evidence';
import { documentExportQuery, documentQuery, type DocumentDetail, type DocumentQuery } from '../../contracts/http';
import type { DocumentPage } from '../../contracts/search';
import type { ChainLink } from '../../contracts/evidence';
import type { Viewer } from '../../contracts/user';
import { HOUSE, type House, type SearchWish } from '../house';
import { exportSearch } from '../views/export-search';
import { mayReadDocument } from '../views/may-read';
import { audited } from './audited';
import { mediaTypeOf } from './media-type';
import { narrowRegion } from './narrow-region';
import { HttpProblem, parseInput } from './problem';
import { Asker, Needs } from './viewer.guard';

const pageOfExport = 500;

function wishOf(query: DocumentQuery, region: string): SearchWish {
  const { limit, cursor, sort, facets, code, illegal, ...filter } = query;
  return {
    filter: {
      ...filter,
      region,
      ...(code === undefined ? {} : { codes: Array.isArray(code) ? code : [code] }),
      ...(illegal === undefined ? {} : { illegal: illegal === 'true' }),
    },
    limit,
    cursor,
    sort,
    withFacets: facets === 'true',
  };
}

@Controller('api/v1')
export class DocumentsController {
  constructor(@Inject(HOUSE) private readonly house: House) {}

  @Get('documents')
  @Needs('alerts.read')
  async list(@Asker() viewer: Viewer, @Query() raw: unknown): Promise<DocumentPage> {
    return this.#search(viewer, parseInput(documentQuery, raw));
  }

  @Get('documents/export')
  @Needs('alerts.read')
  async export(
    @Asker() viewer: Viewer,
    @Query() raw: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { format, ...wanted } = parseInput(documentExportQuery, raw);
    const query = { ...wanted, limit: pageOfExport };
    // The file is made before the unit of work: it may take long, and a unit holds up every other write.
    const file = await exportSearch(
      (cursor) => this.#search(viewer, { ...query, ...(cursor ? { cursor } : {}) }),
      format,
    );
    const write = { viewer, action: 'documents.export', subject: format, detail: wanted, request };
    await audited(this.house, write, () => Promise.resolve());
    response.setHeader('Content-Type', file.mediaType);
    response.setHeader('Content-Disposition', `attachment; filename="yaoshao-documents.${format}"`);
    response.send(file.bytes);
  }

  @Get('documents/:id')
  @Needs('alerts.read')
  async read(@Asker() viewer: Viewer, @Param('id') id: string): Promise<DocumentDetail> {
    const { archive } = this.house;
    const document = await archive.documents.get(id);
    if (!document || !(await mayReadDocument(archive, viewer, document)))
      throw new HttpProblem('not-found', { detail: id });
    const [analysis, versions, captures, alerts] = await Promise.all([
      archive.analyses.get(id, document.version),
      archive.documents.versions(id),
      archive.captures.ofDocument(id),
      archive.alerts.ofDocument(id),
    ]);
    const visible = alerts.filter((alert) => regionCovers(viewer.region, alert.region));
    return { document, analysis: analysis ?? null, versions, captures, alerts: visible };
  }

  @Get('captures/:id')
  @Needs('alerts.read')
  async capture(
    @Asker() viewer: Viewer,
    @Param('id') id: string,
  ): Promise<{ capture: Capture; link: ChainLink | null }> {
    const capture = await this.house.archive.captures.get(id);
    if (!capture || !(await this.#covers(viewer, capture))) throw new HttpProblem('not-found', { detail: id });
    return { capture, link: (await this.house.archive.captures.link(id)) ?? null };
  }

  @Get('evidence/:sha256')
  @Needs('alerts.read')
  async file(@Asker() viewer: Viewer, @Param('sha256') sha256: string, @Res() response: Response): Promise<void> {
    if (!/^[0-9a-f]{64}$/.test(sha256))
      throw new HttpProblem('invalid-input', { detail: 'expected a SHA-256 in hexadecimal' });
    const holding = await this.house.archive.captures.holding(sha256);
    const visible = await Promise.all(holding.map((capture) => this.#covers(viewer, capture)));
    const bytes = visible.includes(true) ? await this.house.archive.evidenceFiles.get(sha256) : undefined;
    if (!bytes) throw new HttpProblem('not-found', { detail: sha256 });
    const { mediaType, isShown } = mediaTypeOf(bytes);
    response.setHeader('Content-Type', mediaType);
    response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
    // Foreign bytes: never run, never framed as our own, only pictures are shown in the page.
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    response.setHeader('Content-Disposition', isShown ? 'inline' : `attachment; filename="${sha256}"`);
    response.send(Buffer.from(bytes));
  }

  async #covers(viewer: Viewer, capture: Capture): Promise<boolean> {
    if (capture.documentId === null) return false;
    const document = await this.house.archive.documents.get(capture.documentId);
    return document !== undefined && (await mayReadDocument(this.house.archive, viewer, document));
  }

  async #search(viewer: Viewer, query: DocumentQuery): Promise<DocumentPage> {
    const region = narrowRegion(viewer, query.region);
    if (region === undefined) return { items: [], nextCursor: null, total: 0 };
    const answer = await this.house.search(wishOf(query, region));
    if ('page' in answer) return answer.page;
    const faults = answer.faults.map((fault) => ({ path: `q@${fault.at}`, message: fault.message }));
    throw new HttpProblem('invalid-input', { detail: faults.map((fault) => fault.message).join('; '), faults });
  }
}
