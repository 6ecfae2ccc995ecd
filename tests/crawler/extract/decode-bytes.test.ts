import iconv from 'iconv-lite';
import { decodeBytes, knownCharset } from '../../../crawler/extract/decode-bytes';

const chinese = '药品监督管理：关于网络销售处方药的通知，请各单位认真执行。';
const page = (charset: string): string =>
  `<html><head><meta charset="${charset}"></head><body>${chinese}</body></html>`;

describe('decodeBytes', () => {
  test.each<[string, Buffer, string | undefined, string, string]>([
    ['UTF-8 as declared', Buffer.from(page('utf-8')), undefined, 'utf-8', 'content'],
    ['UTF-8 declared as gb2312', Buffer.from(page('gb2312')), 'text/html; charset=gb2312', 'utf-8', 'content'],
    ['GBK by meta', iconv.encode(page('gbk'), 'gbk'), undefined, 'gb18030', 'meta'],
    ['GB18030 by header', iconv.encode(chinese, 'gb18030'), 'text/html; charset="GB2312"', 'gb18030', 'header'],
    [
      'GBK declared as UTF-8',
      iconv.encode(`${page('utf-8')}${chinese.repeat(5)}`, 'gbk'),
      'text/html; charset=utf-8',
      'gb18030',
      'guess',
    ],
    ['Big5 by meta', iconv.encode('<meta charset=big5>藥品監督管理', 'big5'), undefined, 'big5', 'meta'],
    ['UTF-16 by mark', iconv.encode(chinese, 'utf-16le', { addBOM: true }), 'text/html', 'utf-16le', 'bom'],
    [
      'UTF-8 by mark',
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(chinese)]),
      undefined,
      'utf-8',
      'bom',
    ],
    [
      'GBK by XML declaration',
      iconv.encode(`<?xml version="1.0" encoding="GBK"?><a>${chinese}</a>`, 'gbk'),
      undefined,
      'gb18030',
      'xml',
    ],
  ])('%s', (_name, bytes, header, charset, by) => {
    const decoded = decodeBytes(bytes, header);
    expect(decoded).toMatchObject({ charset, by, invalid: 0 });
    expect(decoded.text).toMatch(/药品监督管理|藥品監督管理/u);
    expect(decoded.text).not.toMatch(/^\ufeff/u);
  });

  test('invalid bytes are tolerated and counted', () => {
    const decoded = decodeBytes(
      Buffer.concat([Buffer.from(page('utf-8')), Buffer.from([0xff, 0xfe, 0x3c])]),
      undefined,
    );
    expect(decoded.text).toContain('药品监督管理');
    expect(decoded.charset).toBe('utf-8');
    expect(decoded.invalid).toBe(2);
  });

  test.each([[Buffer.alloc(0)], [Buffer.from('plain ascii')]])('%j is read', (bytes) =>
    expect(decodeBytes(bytes, 'text/html; charset=nonsense')).toMatchObject({ text: bytes.toString(), invalid: 0 }),
  );

  test.each([
    ['gb2312', 'gb18030'],
    ['x-gbk', 'gb18030'],
    ['UTF8', 'utf-8'],
    ['iso-8859-1', 'windows-1252'],
    ['klingon', null],
  ])('charset %s is %s', (name, known) => expect(knownCharset(name)).toBe(known));
});
