import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { routes } from '../../../contracts/routes';
import { controllers } from '../../../pipeline/app.module';

interface Handled {
  readonly route: string;
  readonly needs: unknown;
}

/** What Nest itself reads of the controllers: method and path of every handler, and who may call it. */
function handled(controller: Type): Handled[] {
  const base = Reflect.getMetadata(PATH_METADATA, controller) as string;
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name] as object;
    if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? '';
    const path = [base, Reflect.getMetadata(PATH_METADATA, handler) as string]
      .map((part) => part.replace(/^\/|\/$/g, ''))
      .filter((part) => part !== '')
      .join('/');
    return [{ route: `${method} /${path}`, needs: Reflect.getMetadata('yaoshao:needs', handler) as unknown }];
  });
}

const all = controllers.flatMap((controller) => handled(controller as Type));
const operation = ['GET /healthz', 'GET /readyz', 'GET /metrics'];
const nameOf = (route: (typeof routes)[number]): string => `${route.method} ${route.path}`;

test('every route of the contract is handled, and nothing else is', () => {
  expect(all.map(({ route }) => route).sort()).toEqual([...routes.map(nameOf), ...operation].sort());
});

test('no route is named twice', () => {
  expect(new Set(routes.map(nameOf)).size).toBe(routes.length);
});

test.each(routes)('$method $path asks for the right that the contract names', (route) => {
  const needs = all.find((one) => one.route === nameOf(route))?.needs;
  const expected = route.right === undefined ? 'nobody' : route.right === null ? 'signed-in' : [route.right].flat();
  expect(needs).toEqual(expected);
});

test.each(operation)('%s needs nobody to sign in', (route) => {
  expect(all.find((one) => one.route === route)?.needs).toBe('nobody');
});

test('a POST, PATCH, or DELETE never shares its path with a route that would swallow it', () => {
  // Nest answers with the first handler that fits: a fixed segment must be declared before a parameter.
  const paths = all.filter(({ route }) => route.startsWith('GET ')).map(({ route }) => route.split(' ')[1] ?? '');
  for (const [index, path] of paths.entries()) {
    const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`);
    const swallowed = paths.slice(index + 1).filter((later) => pattern.test(later) && later !== path);
    expect(swallowed).toEqual([]);
  }
});
