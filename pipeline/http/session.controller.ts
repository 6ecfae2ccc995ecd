import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { closeCodes } from '../../alerts/live-hub';
import { checkSignIn, openSignIn, preparePassword, signOut, storePassword } from '../../access/sign-in';
import { changePasswordBody, signInBody } from '../../contracts/http';
import type { Viewer } from '../../contracts/user';
import { HOUSE, type House } from '../house';
import { audited } from './audited';
import { HttpProblem, parseInput } from './problem';
import { secretOf, sessionCookie } from './request-viewer';
import { Asker, OpenToAll, SignedIn } from './viewer.guard';

@Controller('api/v1/session')
export class SessionController {
  constructor(@Inject(HOUSE) private readonly house: House) {}

  @Post()
  @HttpCode(200)
  @OpenToAll()
  async signIn(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Viewer> {
    const { username, password } = parseInput(signInBody, body);
    const { access } = this.house;
    // The slow part comes first: a unit of work holds up every other write.
    const checked = await checkSignIn(access, username, password, request.ip ?? '');
    const write = { viewer: null, action: 'session.create', subject: username, request };
    const opened = await audited(this.house, write, async () => {
      if (!('refused' in checked)) return openSignIn(access, checked);
      const { refused, retryAfterMs } = checked;
      throw new HttpProblem(refused, retryAfterMs === undefined ? {} : { retryAfterMs });
    });
    response.cookie(sessionCookie, opened.secret, {
      httpOnly: true,
      sameSite: 'strict',
      secure: this.house.settings.http.secureCookie,
      expires: new Date(opened.expiresAt),
      path: '/',
    });
    return opened.viewer;
  }

  @Get()
  @SignedIn()
  current(@Asker() viewer: Viewer): Viewer {
    return viewer;
  }

  @Delete()
  @HttpCode(204)
  @SignedIn()
  async signOut(
    @Asker() viewer: Viewer,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await audited(this.house, { viewer, action: 'session.delete', subject: viewer.username, request }, async () => {
      const found = secretOf(request);
      if (found) await signOut(this.house.access, found.secret);
    });
    this.house.hub.disconnect(viewer.userId, closeCodes.sessionEnded, 'session ended');
    response.clearCookie(sessionCookie, { path: '/' });
  }

  @Post('password')
  @HttpCode(204)
  @SignedIn()
  async changePassword(
    @Asker() viewer: Viewer,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const { current, next } = parseInput(changePasswordBody, body);
    const { access } = this.house;
    const prepared = await preparePassword(access, viewer, current, next);
    await audited(this.house, { viewer, action: 'session.password', subject: viewer.username, request }, async () => {
      const outcome = 'refused' in prepared ? prepared : await storePassword(access.store, prepared.user);
      if ('refused' in outcome) throw new HttpProblem(outcome.refused, { detail: outcome.message });
    });
    this.house.hub.disconnect(viewer.userId, closeCodes.sessionEnded, 'password changed');
    response.clearCookie(sessionCookie, { path: '/' });
  }
}
