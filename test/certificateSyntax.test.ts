/** Values in a Certificate, read as Go and cert-manager read them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bareEmailAddress,
  commonNameOf,
  cronFault,
  decodeBase64,
  isCidr,
  isEmailAddress,
  isIpAddress,
  isObjectIdentifier,
  isTimeZone,
  meantDuration,
  parseDistinguishedName,
  parseDuration,
  printDuration,
  utf8Length,
  zoneNamed,
} from './harness/syntax.ts';

const hour = 3_600_000_000_000n;

describe('durations', () => {
  test.each([
    ['0', 0n],
    ['+0', 0n],
    ['1h', hour],
    ['1h30m', hour + hour / 2n],
    ['1.5h', hour + hour / 2n],
    ['.5h', hour / 2n],
    ['1.h', hour],
    ['-1h', -hour],
    ['+5s', 5_000_000_000n],
    ['1us', 1000n],
    ['1µs', 1000n],
    ['1μs', 1000n],
    ['2h1ns', 2n * hour + 1n],
    ['9223372036854775807ns', (1n << 63n) - 1n],
    ['-9223372036854775808ns', -(1n << 63n)],
    ['2562047h', 2562047n * hour],
  ])('%s', (text, nanoseconds) => expect(parseDuration(text)).toBe(nanoseconds));

  test.each(['', '-', '1', '90d', '1y', '1h 30m', ' 1h', '1h ', 'h', '.h', '1..5h', '1.5.5h', '--1h', '1H'])(
    'refuses %j',
    (text) => expect(parseDuration(text)).toBeUndefined(),
  );

  test('refuses more than 64 bits', () => {
    expect(parseDuration('9223372036854775808ns')).toBeUndefined();
    expect(parseDuration('2562048h')).toBeUndefined();
  });

  test.each([
    ['90d', '2160h', true],
    ['90 days', '2160h', true],
    ['1w', '168h', true],
    ['1.5d', '36h', true],
    ['1d12h30m', '36h30m', true],
    ['24H', '24h', true],
    ['1y', '8760h', false],
  ])('%s was meant as %s', (text, go, exact) => expect(meantDuration(text)).toEqual({ go, exact }));

  test.each(['', '90', '3 months', '30M', 'd', '90d!', '0d'])('cannot tell what %j means', (text) =>
    expect(meantDuration(text)).toBeUndefined(),
  );

  test('what is printed is read as the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
        const nanoseconds = BigInt(seconds) * 1_000_000_000n;
        expect(parseDuration(printDuration(nanoseconds))).toBe(nanoseconds);
      }),
    );
  });
});

describe('addresses', () => {
  test.each([
    '0.0.0.0',
    '255.255.255.255',
    '::',
    '::1',
    '1::',
    '2001:DB8::1',
    '1:2:3:4:5:6:7::',
    '::ffff:1.2.3.4',
    '1:2:3:4:5:6:1.2.3.4',
  ])('IP %s', (text) => expect(isIpAddress(text)).toBe(true));
  test.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '1.2.3.256',
    '1.2.3.-4',
    ':',
    ':::',
    '1:2',
    '1::2::3',
    '12345::',
    '1:2:3:4:5:6:7:8::',
    '1.2.3.4::',
    '::1%lo',
    '::1.2.3',
    '1:2:3:4:5:6:7:1.2.3.4',
    '１.2.3.4',
  ])('no IP %j', (text) => expect(isIpAddress(text)).toBe(false));
  test.each(['10.0.0.0/8', '10.1.2.3/032', '::/0', '::ffff:1.2.3.4/128'])('range %s', (text) =>
    expect(isCidr(text)).toBe(true),
  );
  test.each(['10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '/8', '::/129', '10.0.0.0/-1', '10.0.0.0/8/8', 'a/8'])(
    'no range %j',
    (text) => expect(isCidr(text)).toBe(false),
  );
  test.each(['a@b', 'a.b+c@d.e', "o'x@y", 'ü@ü.de', 'a@[::1]', 'a@b-'])('e-mail %s', (text) =>
    expect(isEmailAddress(text)).toBe(true),
  );
  test.each([
    '',
    'a',
    'a@',
    '@b',
    'a@b@c',
    '.a@b',
    'a.@b',
    'a@b.',
    '"a"@b',
    '<a@b>',
    'a@b (c)',
    'a @b',
    'a@[b]',
    'a@b,c',
  ])('no e-mail %j', (text) => expect(isEmailAddress(text)).toBe(false));
  test('the bare address', () => {
    expect(bareEmailAddress('Ann Lee <ann@b.org>')).toBe('ann@b.org');
    expect(bareEmailAddress('a@b.org,c@d.org')).toBeUndefined();
  });
  test('bytes', () => expect(['a', 'ü', '가', '🔒'].map(utf8Length)).toEqual([1, 2, 3, 4]));
});

describe('distinguished names', () => {
  const commonName = (text: string) => {
    const read = parseDistinguishedName(text);
    return read.kind === 'name' ? commonNameOf(read.attributes, text)?.value : read.kind;
  };
  test.each([
    ['CN=a,O=b', 'a'],
    ['O=b,CN=a', 'a'],
    ['CN = a , O=b', 'a'],
    ['CN=a,CN=b', 'a'],
    ['CN=a+CN=b,CN=c', 'b'],
    ['CN=a\\,b;O=c', 'a,b'],
    ['CN=a=b', 'a=b'],
    ['CN=\\ a\\ ', ' a '],
    ['2.5.4.3=a', 'a'],
    ['cn=a', undefined],
    ['', undefined],
    ['  ', undefined],
    ['=CN=a', 'a'],
    ['CN', 'incomplete'],
    ['CN=a,', 'incomplete'],
    ['CN=a,,O=b', 'incomplete'],
    ['CN=a\\x', 'bad-escape'],
    ['CN=a\\', 'bad-escape'],
    ['CN=#', 'bad-hex'],
    ['CN=#0c0', 'bad-hex'],
  ])('%j', (text, value) => expect(commonName(text)).toBe(value));

  test('bytes and places', () => {
    const read = parseDistinguishedName('O=x, CN=\\C3\\BCb');
    expect(read.kind === 'name' && read.attributes[1]).toMatchObject({
      type: 'CN',
      bytes: 3,
      start: 5,
      end: 7,
    });
  });

  test('object identifiers', () => {
    expect(['1', '1.2.840', '+1.2'].every(isObjectIdentifier)).toBe(true);
    expect(['', '.', '1.', '1..2', 'a', '1.2.a'].some(isObjectIdentifier)).toBe(false);
  });

  test('any text is read', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parseDistinguishedName(text).kind === 'string'));
  });
});

describe('schedules', () => {
  test.each([
    '* * * * *',
    '0 2 * * 0-6',
    '*/5,10 0 1-31/2 JAN-dec sun',
    '? ? ? ? ?',
    '5/10 * * * *',
    '@midnight',
    '@every 90m',
    ' 0 0 1 1 * ',
  ])('cron %s', (text) => expect(cronFault(text)).toBeUndefined());
  test.each([
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 7',
    '*/0 * * * *',
    '1-2-3 * * * *',
    '5-1 * * * *',
    'a * * * *',
    '@reboot',
    '@every 1d',
    '-1 * * * *',
  ])('no cron %s', (text) => expect(cronFault(text)).toBeDefined());
  test('time zones', () => {
    expect(['UTC', 'Asia/Seoul', 'US/Eastern', 'America/Indiana/Knox', 'Local'].every(isTimeZone)).toBe(true);
    expect(['asia/seoul', 'KST', '+09:00', 'Asia/Nowhere', ''].some(isTimeZone)).toBe(false);
    expect(zoneNamed('asia/SEOUL')).toBe('Asia/Seoul');
  });
});

test('base64', () => {
  expect(decodeBase64('aGVsbG8=')).toBe('hello');
  expect(decodeBase64('aGVs\nbG8=')).toBe('hello');
  expect(decodeBase64('aGVsbG8')).toBeUndefined();
});
