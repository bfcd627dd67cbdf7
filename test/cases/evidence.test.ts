import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { MOST_BYTES, readEvidence } from '../../src/cases/evidence.ts';

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
}
function png(width = 1, ...more: Buffer[]): Buffer {
  const size = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  size.writeUInt32BE(width);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const end = [chunk('IDAT', deflateSync(Buffer.from([0, 0]))), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, chunk('IHDR', size), ...more, ...end]);
}
function jpeg(...segments: [marker: number, text: string][]): Buffer {
  const parts = segments.map(([marker, text]) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(text.length + 2, 2);
    return Buffer.concat([head, Buffer.from(text)]);
  });
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...parts,
    Buffer.from([0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]),
  ]);
}

test('a picture is kept without what a camera wrote into it', () => {
  const photograph = readEvidence(
    jpeg([0xe0, 'JFIF'], [0xe1, 'Exif: 35.7 N 51.4 E'], [0xfe, 'Sara'], [0xdb, 'tables']),
  );
  expect(photograph?.media).toBe('jpeg');
  expect(photograph?.bytes.toString('latin1')).toContain('JFIF');
  expect(photograph?.bytes.toString('latin1')).toContain('tables');
  expect(photograph?.bytes.toString('latin1')).not.toMatch(/Exif|Sara/);
  const drawn = readEvidence(
    png(1, chunk('tEXt', Buffer.from('Author Sara')), chunk('eXIf', Buffer.from('place'))),
  );
  expect(drawn).toEqual({ media: 'png', bytes: png(1) });
  expect(readEvidence(Buffer.concat([png(1), Buffer.from('<script>')]))?.bytes).toEqual(png(1));
});

test('what something is, its content says, and only whole pictures and quiet documents are taken', () => {
  const pdf = (inside: string) => Buffer.from(`%PDF-1.7\n${inside}\n%%EOF\n`);
  expect(readEvidence(pdf('1 0 obj'))?.media).toBe('pdf');
  const refused = [
    Buffer.alloc(0),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    Buffer.from('MZ\x90\x00'),
    Buffer.from('GIF89a'),
    png(1).subarray(0, 40),
    png(4_000_000_000),
    jpeg([0xe0, 'JFIF']).subarray(0, 8),
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff]),
    pdf('/OpenAction << /S /JavaScript >>'),
    Buffer.from('%PDF-1.7 without an end'),
    Buffer.concat([png(1), Buffer.alloc(MOST_BYTES)]),
  ];
  expect(refused.map(readEvidence)).toEqual(refused.map(() => undefined));
});
