import { z } from 'zod';
import { readDemoText, readDemoYaml } from './demo-file';

const people = z.strictObject({
  organisations: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      region: z.string().regex(/^\d{6}$/),
      level: z.enum(['province', 'city', 'county']),
      parentId: z.string().nullable(),
    }),
  ),
  officers: z.array(
    z.strictObject({
      username: z.string(),
      name: z.string(),
      role: z.enum(['monitor', 'enforcer', 'reviewer', 'head', 'bureau', 'admin', 'auditor']),
      organisationId: z.string(),
      password: z.string(),
    }),
  ),
});
/** Invented organisations and officers with their (public) passwords. */
export type SamplePeople = z.infer<typeof people>;

export function readSamplePeople(): SamplePeople {
  return people.parse(readDemoYaml('officers.yaml'));
}

/** `demo/sources.yaml` as text, with the address of the running sample web put in. */
export function sampleSourcesYaml(baseUrl: string): string {
  return readDemoText('sources.yaml').replaceAll('{base}', baseUrl);
}
