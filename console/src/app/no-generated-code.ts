/** The content security policy forbids generated code, so zod must not even try it. Imported before any schema is made. */
import { config } from 'zod';

config({ jitless: true });
