import { accessStoreSuite } from '../contract/access-store-suite';
import { alertStoreSuite } from '../contract/alert-store-suite';
import { clusterStoreSuite } from '../contract/cluster-store-suite';
import { crawlStoreSuite } from '../contract/crawl-store-suite';
import { evidenceSuite } from '../contract/evidence-suite';
import { imageTextSuite } from '../contract/image-text-suite';
import { leadStoreSuite } from '../contract/lead-store-suite';
import { type TemporaryArchive, temporaryArchive } from '../temporary-archive';
import { unitOfWorkSuite } from '../contract/unit-of-work-suite';
import { windowStoreSuite } from '../contract/window-store-suite';

let store: TemporaryArchive;
beforeEach(async () => {
  store = await temporaryArchive();
});
afterEach(() => store.remove());

describe('unit of work, live events, outbox', () => unitOfWorkSuite(() => Promise.resolve(store.archive)));
describe('alerts', () => alertStoreSuite(() => Promise.resolve(store.archive.alerts)));
describe('leads', () => leadStoreSuite(() => Promise.resolve(store.archive)));
describe('access', () => accessStoreSuite(() => Promise.resolve(store.archive.access)));
describe('crawling and documents', () => crawlStoreSuite(() => Promise.resolve(store.archive)));
describe('evidence', () => evidenceSuite(() => Promise.resolve(store.archive)));
describe('windows', () => windowStoreSuite(() => Promise.resolve(store.archive.windows)));
describe('near-duplicates', () => clusterStoreSuite(() => Promise.resolve(store.archive.clusters)));
describe('texts of pictures', () => imageTextSuite(() => Promise.resolve(store.archive.imageTexts)));
