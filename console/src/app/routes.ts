import { watch } from 'vue';
import { createRouter, createWebHistory, type RouteLocationRaw, type Router, type RouteRecordRaw } from 'vue-router';
import type { Right } from '@contracts/user';
import { i18n } from '@/lib/i18n';
import { useSession } from '@/lib/session';
import { navigation } from './pages';

declare module 'vue-router' {
  interface RouteMeta {
    /** Any one of these rights opens the page; absent means that every signed-in person may. */
    rights?: readonly Right[];
    isOpenToAll?: boolean;
    /** The header entry that stands for this page. */
    entry?: string;
  }
}

function rightsOf(entry: string): { rights: readonly Right[]; entry: string } {
  return { rights: navigation.find((page) => page.name === entry)?.rights ?? [], entry };
}

/** The first page gets the line for itself this long. */
const settleMs = 3000;

const records: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    meta: { isOpenToAll: true },
    component: () => import('@/features/sign-in/sign-in-page.vue'),
  },
  { path: '/password', name: 'password', component: () => import('@/features/sign-in/password-page.vue') },
  { path: '/', name: 'home', meta: rightsOf('home'), component: () => import('@/features/home/home-page.vue') },
  { path: '/alerts', name: 'live', meta: rightsOf('live'), component: () => import('@/features/live/live-page.vue') },
  {
    path: '/alerts/:id',
    name: 'alert',
    meta: rightsOf('live'),
    component: () => import('@/features/alert/alert-page.vue'),
    props: true,
  },
  {
    path: '/archive',
    name: 'archive',
    meta: rightsOf('archive'),
    component: () => import('@/features/archive/archive-page.vue'),
  },
  {
    path: '/archive/:id',
    name: 'document',
    meta: rightsOf('archive'),
    component: () => import('@/features/archive/document-page.vue'),
    props: true,
  },
  {
    path: '/leads',
    name: 'leads',
    meta: rightsOf('leads'),
    component: () => import('@/features/leads/leads-page.vue'),
  },
  {
    path: '/leads/:id',
    name: 'lead',
    meta: rightsOf('leads'),
    component: () => import('@/features/leads/lead-page.vue'),
    props: true,
  },
  {
    path: '/rules/:id?',
    name: 'rules',
    meta: rightsOf('rules'),
    component: () => import('@/features/rules/rules-page.vue'),
    props: true,
  },
  {
    path: '/sources/:id?',
    name: 'sources',
    meta: rightsOf('sources'),
    component: () => import('@/features/sources/sources-page.vue'),
    props: true,
  },
  {
    path: '/users',
    name: 'users',
    meta: rightsOf('users'),
    component: () => import('@/features/users/users-page.vue'),
  },
  {
    path: '/audit',
    name: 'audit',
    meta: rightsOf('audit'),
    component: () => import('@/features/audit/audit-page.vue'),
  },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('./not-found-page.vue') },
];

/** The first page that this person may open: live for those who watch, otherwise the first of the header. */
function landing(): RouteLocationRaw {
  const session = useSession();
  const first = navigation.find((page) => session.may(...page.rights));
  return first ? first.path : { name: 'not-found', params: { rest: ['none'] } };
}

async function guard(to: {
  fullPath: string;
  name?: unknown;
  meta: { rights?: readonly Right[]; isOpenToAll?: boolean };
}) {
  const session = useSession();
  if (session.state === 'unknown') await session.recall();
  if (session.state === 'unreachable') return true; // the application shows its own offline screen
  if (session.state === 'signed-out') {
    return to.meta.isOpenToAll ? true : { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } };
  }
  if (session.viewer?.mustChangePassword) return to.name === 'password' ? true : { name: 'password' };
  if (to.name === 'sign-in') return landing();
  if (to.meta.rights && !session.may(...to.meta.rights)) return landing();
  return true;
}

/**
 * Fetches the code of every page once, when the first one stands, so that a page opens (and says what it lacks) also while
 * the server cannot be reached. What could not be fetched now is fetched when its page is opened.
 */
function fetchPagesAhead(): void {
  for (const { component } of records)
    if (typeof component === 'function') (component as () => Promise<unknown>)().catch(() => undefined);
}

/** The router with its rights: what a role may not see leads to the first page that it may. */
export function createConsoleRouter(): Router {
  const router = createRouter({ history: createWebHistory('/'), routes: records });
  router.beforeEach((to) => guard(to));
  void router.isReady().then(() => setTimeout(fetchPagesAhead, settleMs));
  const setTitle = (): void => {
    const { t, te } = i18n.global;
    const { meta, name } = router.currentRoute.value;
    const key = `nav.${String(meta.entry ?? name)}`;
    document.title = te(key) ? `${t(key)} · ${t('product.name')}` : t('product.name');
  };
  router.afterEach(setTitle);
  watch(i18n.global.locale, setTitle);
  return router;
}
