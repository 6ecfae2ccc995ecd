import { z, type ZodType } from 'zod';
import { problem } from '../../contracts/http';
import { routes, type Route } from '../../contracts/routes';

type Json = Record<string, unknown>;

function schemaOf(schema: ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return json;
}

function parametersOf(route: Route): Json[] {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map((match) => ({
    name: match[1],
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const query = route.query ? schemaOf(route.query, 'input') : {};
  const properties = (query['properties'] ?? {}) as Record<string, Json>;
  const inQuery = Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
  const match = route.match
    ? [
        {
          name: 'If-Match',
          in: 'header',
          required: true,
          schema: { type: 'string' },
          description: 'version that was seen',
        },
      ]
    : [];
  return [...inPath, ...inQuery, ...match];
}

function operationOf(route: Route): Json {
  const needs =
    route.right === undefined ? 'nobody' : route.right === null ? 'signed-in' : [route.right].flat().join(' | ');
  const ok = route.answer
    ? { 200: { description: 'OK', content: { 'application/json': { schema: schemaOf(route.answer, 'output') } } } }
    : { 200: { description: 'OK' }, 204: { description: 'No content' } };
  return {
    summary: route.summary,
    description: `权限 / right: ${needs}`,
    ...(route.right === undefined ? { security: [] } : {}),
    parameters: parametersOf(route),
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } }
      : {}),
    responses: {
      ...ok,
      default: {
        description: 'RFC 9457',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

/** OpenAPI 3.1 of `/api/v1`, made from the one table of routes. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: '药哨 Yaoshao', version, license: { name: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { token: [] }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'yaoshao_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}
