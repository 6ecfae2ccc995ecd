import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

// OWASP's argon2id figures: 19 MiB, 2 passes, 1 lane. `algorithm: 2` is argon2id.
const argon2id = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** argon2id hash, encoded with its parameters. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, argon2id);
}

/** True where `password` made `encoded`. */
export function isPassword(encoded: string, password: string): Promise<boolean> {
  return verify(encoded, password);
}

/** What is wrong with a new password, or undefined. */
export function passwordFault(password: string, username: string): string | undefined {
  if (password.length < 10) return '密码至少 10 个字符 / at least 10 characters';
  if (password.length > 128) return '密码至多 128 个字符 / at most 128 characters';
  if (password.toLowerCase().includes(username.toLowerCase()))
    return '密码不得包含用户名 / must not contain the user name';
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((pattern) => pattern.test(password)).length;
  if (classes < 2) return '密码须含字母、数字、符号中至少两类 / letters, digits, and signs: at least two of them';
  return undefined;
}

const alphabet = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Sixteen characters that are hard to confuse, with dashes between groups of four. */
export function oneTimePassword(): string {
  const pick = (): string => alphabet[randomInt(alphabet.length)] ?? 'x';
  return Array.from({ length: 4 }, () => Array.from({ length: 4 }, pick).join('')).join('-');
}
