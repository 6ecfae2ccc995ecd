import { CanActivate, createParamDecorator, ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { may } from '../../access/rights';
import type { Right, Viewer } from '../../contracts/user';
import { HOUSE, type House } from '../house';
import { audited } from './audited';
import { HttpProblem } from './problem';
import { isSameOrigin, viewerOfRequest } from './request-viewer';

const NEEDS = 'yaoshao:needs';
type Need = 'nobody' | 'signed-in' | readonly Right[];

interface ViewedRequest extends Request {
  viewer?: Viewer;
}

/** Anybody may call this operation. */
export const OpenToAll = (): MethodDecorator => SetMetadata(NEEDS, 'nobody' satisfies Need);
/** Any signed-in person may call this operation. */
export const SignedIn = (): MethodDecorator => SetMetadata(NEEDS, 'signed-in' satisfies Need);
/** Who holds one of these rights may call this operation. */
export const Needs = (...rights: Right[]): MethodDecorator => SetMetadata(NEEDS, rights);

/** The person who asks. */
export const Asker = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => {
  const { viewer } = context.switchToHttp().getRequest<ViewedRequest>();
  if (!viewer) throw new HttpProblem('not-signed-in');
  return viewer;
});

/** The route as it is declared, `/api/v1/users/:id`. */
const routeOf = (request: Request): string => (request.route as { path?: string } | undefined)?.path ?? request.path;

/** Refuses whoever is not signed in, must change the password, lacks the right, or comes from another site. */
@Injectable()
export class ViewerGuard implements CanActivate {
  constructor(
    @Inject(HOUSE) private readonly house: House,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const need = this.reflector.get<Need | undefined>(NEEDS, context.getHandler());
    if (need === undefined) throw new Error(`${context.getHandler().name} does not say who may call it`);
    const request = context.switchToHttp().getRequest<ViewedRequest>();
    if (request.method !== 'GET' && !isSameOrigin(request))
      throw new HttpProblem('forbidden', { detail: 'cross-site request' });
    if (need === 'nobody') return true;
    const viewer = await viewerOfRequest(this.house.access, request);
    if (!viewer) throw new HttpProblem('not-signed-in');
    request.viewer = viewer;
    if (need === 'signed-in') return true;
    if (viewer.mustChangePassword) throw new HttpProblem('password-change-required');
    if (!need.some((right) => may(viewer, right))) return this.#refuse(request, viewer);
    return true;
  }

  /** A write that was tried without the right to it is on record. */
  async #refuse(request: ViewedRequest, viewer: Viewer): Promise<never> {
    if (request.method === 'GET') throw new HttpProblem('forbidden');
    const write = {
      viewer,
      action: `${request.method} ${routeOf(request)}`,
      subject: request.path,
      request,
    };
    return audited(this.house, write, () => Promise.reject(new HttpProblem('forbidden')));
  }
}
