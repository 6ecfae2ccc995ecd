import type { IconName } from '@/components/app-icon.vue';
import type { Right } from '@contracts/user';

export interface NavigationEntry {
  readonly name: string;
  readonly path: string;
  readonly icon: IconName;
  /** Any one of these rights opens the page. */
  readonly rights: readonly Right[];
}

/** The pages of the header, in order. A role that has none of the rights does not see the page. */
export const navigation: readonly NavigationEntry[] = [
  { name: 'home', path: '/', icon: 'home', rights: ['alerts.read'] },
  { name: 'live', path: '/alerts', icon: 'live', rights: ['alerts.read'] },
  { name: 'archive', path: '/archive', icon: 'archive', rights: ['alerts.read'] },
  { name: 'leads', path: '/leads', icon: 'lead', rights: ['alerts.read'] },
  { name: 'rules', path: '/rules', icon: 'rule', rights: ['alerts.read'] },
  { name: 'sources', path: '/sources', icon: 'source', rights: ['alerts.read', 'sources.propose', 'sources.write'] },
  { name: 'users', path: '/users', icon: 'users', rights: ['users.write'] },
  { name: 'audit', path: '/audit', icon: 'audit', rights: ['audit.read'] },
];
