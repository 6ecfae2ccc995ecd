import { may, rightsOf } from '../../access/rights';
import { right, roles, type Right, type Role, type Viewer } from '../../contracts/user';

const viewerAs = (role: Role): Viewer => ({
  userId: 'u',
  username: 'u',
  name: 'u',
  role,
  rights: rightsOf(role),
  organisationId: 'o',
  organisationName: 'o',
  region: '000000',
  mustChangePassword: false,
});

/** The table of formats.md 6, read downwards: who holds each right. */
const table: [Right, Role[]][] = [
  ['alerts.read', ['monitor', 'enforcer', 'reviewer', 'head', 'bureau']],
  ['alerts.judge', ['monitor', 'enforcer', 'head', 'bureau']],
  ['rules.write', ['monitor', 'reviewer']],
  ['rules.approve', ['head']],
  ['leads.create', ['monitor', 'enforcer', 'reviewer', 'head', 'bureau']],
  ['leads.run', ['enforcer', 'bureau']],
  ['documents.sign', ['enforcer', 'head', 'bureau']],
  ['findings.overturn', ['reviewer', 'head']],
  ['sources.propose', ['monitor', 'admin']],
  ['sources.write', ['admin']],
  ['users.write', ['admin']],
  ['settings.write', ['admin']],
  ['health.read', ['admin']],
  ['audit.read', ['auditor']],
];

test('every right is in the table', () =>
  expect(table.map(([name]) => name).sort()).toEqual([...right.options].sort()));

test.each(table)('%s is held by %j and nobody else', (name, holders) => {
  expect(roles.filter((role) => may(viewerAs(role), name))).toEqual(holders);
});

test('nobody both writes rules and approves them, and nobody both administers and audits', () => {
  for (const role of roles) {
    expect(may(viewerAs(role), 'rules.write') && may(viewerAs(role), 'rules.approve')).toBe(false);
    expect(may(viewerAs(role), 'users.write') && may(viewerAs(role), 'audit.read')).toBe(false);
  }
});
