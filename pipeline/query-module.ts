/** Where the archive's search threads find the reading of a query; named, because a function cannot be sent to a thread. */
export const compileQuery = { modulePath: require.resolve('./query-test'), exportName: 'queryTest' };
