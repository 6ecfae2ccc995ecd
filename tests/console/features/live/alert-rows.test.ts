import type { AlertSummary } from '../../../../contracts/alert';
import { createAlertRows } from '../../../../console/src/features/live/alert-rows';

const minute = (n: number): string => `2026-03-02T09:${String(n).padStart(2, '0')}:00+08:00`;

function alert(id: string, changes: Partial<AlertSummary> = {}): AlertSummary {
  return {
    schemaVersion: 1,
    id,
    version: 1,
    ruleId: 'rule',
    ruleName: '示例方案',
    ruleVersion: 'abc',
    key: null,
    cluster: id,
    level: 'blue',
    state: 'new',
    title: `示例预警 ${id}`,
    excerpt: '',
    documentId: id,
    documentVersion: 1,
    platform: null,
    seller: null,
    region: '330000',
    url: 'http://127.0.0.1/',
    codes: [],
    severity: null,
    drugs: [],
    count: 1,
    spread: 1,
    firstSeenAt: minute(0),
    lastSeenAt: minute(0),
    raisedAt: minute(0),
    updatedAt: minute(0),
    ownerId: null,
    ownerName: null,
    leadId: null,
    screenshot: null,
    trace: {},
    ...changes,
  };
}

const isNotBlue = (one: AlertSummary): boolean => one.level !== 'blue';

test('while the list is frozen nothing moves; letting in puts the newest on top', () => {
  const list = createAlertRows(() => true);
  list.begin([alert('b'), alert('a')]);
  const before = list.rows.value;
  list.receive(alert('c'), true);
  list.receive(alert('d'), true);
  list.receive(alert('b', { version: 2, state: 'acknowledged' }), false);
  list.count();
  expect(list.rows.value).toBe(before);
  expect(list.waiting.value).toBe(2);
  list.letIn();
  expect(list.rows.value.map((row) => `${row.id}:${row.state}`)).toEqual(['d:new', 'c:new', 'b:acknowledged', 'a:new']);
  expect(list.waiting.value).toBe(0);
});

test.each([
  { name: 'an older version changes nothing', change: { version: 1, count: 9 }, count: 1 },
  { name: 'a newer version does', change: { version: 3, count: 9 }, count: 9 },
  {
    name: 'the same version, later, does: a copy was merged',
    change: { version: 2, count: 9, updatedAt: minute(5) },
    count: 9,
  },
])('$name', ({ change, count }) => {
  const list = createAlertRows(() => true);
  list.begin([alert('a', { version: 2 })]);
  list.receive(alert('a', change), false);
  list.letIn();
  expect(list.rows.value[0]?.count).toBe(count);
});

test('an alert that does not fit the filter, or is only updated, does not come in', () => {
  const list = createAlertRows(isNotBlue);
  list.begin([]);
  expect(list.receive(alert('a'), true)).toBe(false);
  expect(list.receive(alert('b', { level: 'red' }), false)).toBe(false);
  expect(list.receive(alert('c', { level: 'red' }), true)).toBe(true);
  list.letIn();
  expect(list.rows.value.map((row) => row.id)).toEqual(['c']);
});

test('what arrived before the first page was read is kept once', () => {
  const list = createAlertRows(() => true);
  list.receive(alert('b'), true);
  list.receive(alert('c'), true);
  list.begin([alert('b'), alert('a')]);
  list.letIn();
  expect(list.rows.value.map((row) => row.id)).toEqual(['c', 'b', 'a']);
});

test('the own action shows at once, in place', () => {
  const list = createAlertRows(() => true);
  list.begin([alert('b'), alert('a')]);
  list.put(alert('a', { version: 2, state: 'confirmed' }));
  expect(list.rows.value.map((row) => `${row.id}:${row.state}`)).toEqual(['b:new', 'a:confirmed']);
});

test('an older page is added below without repeating a row', () => {
  const list = createAlertRows(() => true);
  list.begin([alert('c'), alert('b')]);
  list.append([alert('b'), alert('a')]);
  expect(list.rows.value.map((row) => row.id)).toEqual(['c', 'b', 'a']);
});

test('at most ten thousand rows are held, the newest', () => {
  const list = createAlertRows(() => true);
  list.begin([]);
  for (let n = 0; n < 10_050; n++) list.receive(alert(`n${n}`), true);
  list.letIn();
  expect(list.rows.value).toHaveLength(10_000);
  expect(list.rows.value[0]?.id).toBe('n10049');
});
