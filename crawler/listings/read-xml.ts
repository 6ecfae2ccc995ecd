import { XMLParser } from 'fast-xml-parser';
import type { FailureReason } from '../../contracts/failure';
import { FetchFault } from '../fetch-fault';

export type XmlNode = Readonly<Record<string, unknown>>;

const maxCharacters = 20_000_000;

/**
 * Parses XML without ever expanding a document type: a DTD with entities or an external subset is refused with `reason`, so no bomb
 * and no file of ours is read. Attributes are named with `@`; text of a node that has attributes is `#text`.
 */
export function readXml(text: string, reason: FailureReason): XmlNode {
  const refuse = (message: string, cause?: unknown) => new FetchFault({ reason, message, retry: 'never', cause });
  if (text.length > maxCharacters) throw refuse('XML 过大 (too large)');
  if (/<!ENTITY|<!DOCTYPE[^>]*\[/iu.test(text)) throw refuse('不接受带实体定义的 DTD (DTD with entities)');
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: true,
    htmlEntities: true,
    maxNestedTags: 64,
  });
  try {
    return asNode(parser.parse(text.replace(/<!DOCTYPE[^>]*>/iu, '')));
  } catch (error) {
    throw refuse(`XML 无法解析：${error instanceof Error ? error.message : String(error)}`, error);
  }
}

/** The value as a node; anything else is an empty one. */
export function asNode(value: unknown): XmlNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as XmlNode) : {};
}

/** A child that may be missing, single or repeated, as a list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

/** Text of a child, the first of several; undefined where it is missing or blank. */
export function textOf(value: unknown): string | undefined {
  const first = listOf(value)[0];
  const text = typeof first === 'object' ? asNode(first)['#text'] : first;
  const trimmed = typeof text === 'string' || typeof text === 'number' ? String(text).trim() : '';
  return trimmed === '' ? undefined : trimmed;
}
