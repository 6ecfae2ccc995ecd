/** The keys of the live page, for its help. */
export function liveKeys(t: (key: string) => string): { keys: string[]; what: string }[] {
  return [
    { keys: ['j', '↓'], what: t('keys.next') },
    { keys: ['k', '↑'], what: t('keys.previous') },
    { keys: ['Enter'], what: t('keys.open') },
    { keys: ['a'], what: t('alertAction.acknowledge') },
    { keys: ['c'], what: t('keys.confirm') },
    { keys: ['f'], what: t('keys.falsePositive') },
    { keys: ['l'], what: t('alertAction.convert') },
    { keys: ['n'], what: t('keys.letIn') },
    { keys: ['p'], what: t('keys.pause') },
    { keys: ['s'], what: t('keys.sound') },
    { keys: ['Esc'], what: t('keys.clear') },
    { keys: ['?'], what: t('keys.help') },
  ];
}
