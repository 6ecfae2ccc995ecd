import { pino, destination, type Logger } from 'pino';

export type Log = Logger;

/** Structured log, one JSON line each, to stderr so that stdout stays for data. Passwords and secrets never reach it. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      redact: {
        paths: ['password', '*.password', 'secret', '*.secret', 'authorization', 'cookie', '*.cookie'],
        censor: '***',
      },
      serializers: { cause: pino.stdSerializers.err, error: pino.stdSerializers.err },
    },
    destination({ fd: 2, sync: true }),
  );
}
