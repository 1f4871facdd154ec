// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as security from '../payload/src/lib/security.js';
import { run, lib } from './child.js';

const SECRET = 'a-secret-of-the-tests-0123456789';

// ---- sanitising ----

for (const [input, expected] of [
  ['plain text', 'plain text'], ['  trimmed \t', 'trimmed'], ['Tom & "Jerry"', 'Tom & "Jerry"'], ['5 < 6 > 4', '5 &lt; 6 &gt; 4'],
  ['<b>bold</b>', 'bold'], ['<script>alert(1)</script>x', 'x'], ['<style>p{}</style>x', 'x'], ['<SCRIPT SRC=//h>x', ''],
  ['<img src=x onerror=alert(1)>', ''], ['a<br/>b', 'ab'], ['<<script>script>alert(1)<</script>/script>', '&lt;/script&gt;'],
  ['<svg/onload=alert(1)>x', 'x'], ['<!-- c -->x', 'x'], ['&lt;script&gt;', '&lt;script&gt;'], ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
  ['<a href="javascript:alert(1)">x</a>', 'x'], ['a\u0000b\u202ec\u0007', 'abc'], ['one\r\ntwo', 'one\ntwo'], ['<scr\u0000ipt>x', ''], ['e\u0301', '\u00e9'],
] as const) {
  test(`removeTags ${JSON.stringify(input)}`, () => assert.equal(security.removeTags(input), expected));
}

for (const [input, expected] of [
  ['<p>A <strong>b</strong></p>', '<p>A <strong>b</strong></p>'], ['<p style="x" onclick="y" class="z">a</p>', '<p>a</p>'],
  ['<a href="https://h/">l</a>', '<a href="https://h/" rel="noopener noreferrer nofollow">l</a>'],
  ['<a href="javascript:alert(1)">l</a>', '<a rel="noopener noreferrer nofollow">l</a>'],
  ['<a href="jav&#x09;ascript:alert(1)">l</a>', '<a rel="noopener noreferrer nofollow">l</a>'],
  ['<a href="//evil.example/">l</a>', '<a rel="noopener noreferrer nofollow">l</a>'],
  ['<a href="data:text/html,x">l</a>', '<a rel="noopener noreferrer nofollow">l</a>'],
  ['<iframe src="https://h"></iframe><img src=x><form><input></form>a', 'a'], ['<p>open', '<p>open</p>'],
  ['<svg><p><style><g title="</style><img src onerror=alert(1)>">', ''],
] as const) {
  test(`sanitizeHtml ${input}`, () => {
    const clean = security.sanitizeHtml(input);
    assert.ok(!/onerror|javascript|<img|<svg|style/i.test(clean), clean);
    if (expected !== '') assert.equal(clean, expected);
  });
}

test('no text becomes a tag by being cleaned, also twice', () => {
  const parts = ['<', '>', '&', '&lt;', '&gt;', '&amp;', 'script', '/', '"', "'", ' ', 'b', '<!--', '-->', '<![CDATA[', ']]>', '\0', 'onload=x', '=', '&#60;', '&#x3c'];
  let seed = 1;
  const next = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 3000; round += 1) {
    const text = Array.from({ length: 1 + next(12) }, () => parts[next(parts.length)]).join('');
    const once = security.removeTags(text);
    assert.ok(!/[<>]/.test(once), JSON.stringify({ text, once }));
    assert.ok(!/[<>]/.test(security.removeTags(once)), JSON.stringify({ text, once }));
  }
});

test('escapeHtml', () => assert.equal(security.escapeHtml(`<a b="c" d='e'>&\``), '&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;&#96;'));

test('sanitizeInput cleans texts and names at any depth, but no passwords, and drops names of prototypes', () => {
  const input: unknown = JSON.parse('{"name":"<b>x</b>","list":["<i>y</i>",3,null],"<b>k":{"deep":"<p>z"},"password":"a<b>1","__proto__":{"admin":true},"constructor":1}');
  const clean = security.sanitizeInput(input);
  assert.deepEqual(clean, { name: 'x', list: ['y', 3, null], k: { deep: 'z' }, password: 'a<b>1' });
});

test('input too long or too deep is refused, and says so', () => {
  assert.throws(() => security.removeTags('x'.repeat(100_001)), /at most 100000/);
  let deep: unknown = 'x';
  for (let i = 0; i < 25; i += 1) deep = [deep];
  assert.throws(() => security.sanitizeInput(deep), /more than 20 deep/);
});

// ---- validation ----

for (const [input, expected] of [
  ['a@b.co', 'a@b.co'], [' Ann.Lee+tag@Example.COM ', 'Ann.Lee+tag@example.com'], ["o'brien@mail.example.org", "o'brien@mail.example.org"],
  ['a@b\u00fccher.example', 'a@xn--bcher-kva.example'], [`${'a'.repeat(64)}@b.co`, `${'a'.repeat(64)}@b.co`],
  ['', 'empty'], ['   ', 'empty'], ['a', 'malformed'], ['@b.co', 'malformed'], ['a@', 'domain'], ['a@b', 'domain'], ['a@@b.co', 'malformed'], ['a b@c.co', 'malformed'],
  ['.a@b.co', 'malformed'], ['a..b@c.co', 'malformed'], ['a@b..co', 'domain'], ['a@-b.co', 'domain'], ['a@b.co.', 'domain'], ['a@127.0.0.1', 'domain'], ['a@[127.0.0.1]', 'domain'],
  ['"a b"@c.co', 'malformed'], ['a@b.co\nBcc: x@y.z', 'malformed'], ['a\n@b.co', 'malformed'], ['<a@b.co>', 'malformed'], ['a@b.co,c@d.co', 'malformed'],
  [`${'a'.repeat(65)}@b.co`, 'too-long'], [`a@${'b'.repeat(250)}.co`, 'too-long'], [`a@${'b'.repeat(64)}.co`, 'domain'], ['a@b_c.co', 'domain'], ['a@b%63.co', 'domain'], ['a@b/c.co', 'domain'],
] as const) {
  test(`validateEmail ${JSON.stringify(input).slice(0, 50)} ${expected.slice(0, 20)}`, () => {
    const result = security.validateEmail(input);
    assert.equal(result.valid ? result.email : result.reason, expected);
    assert.equal(result.valid, expected.includes('@'));
  });
}

for (const [input, region, expected] of [
  ['+14155552671', undefined, '+14155552671'], ['+1 (415) 555-2671', undefined, '+14155552671'], ['(415) 555-2671', 'US', '+14155552671'],
  ['030 901820', 'DE', '+4930901820'], ['+49 30 901820', 'US', '+4930901820'], ['020 7946 0958', 'GB', '+442079460958'],
  ['', 'US', 'empty'], ['415 555 2671', undefined, 'region-needed'], ['12', 'US', 'no-such-number'], ['+1 111 111 1111', undefined, 'no-such-number'], ['+999 1234567', undefined, 'no-such-number'],
  ['call +14155552671', 'US', 'malformed'], ['+14155552671;ext=1', 'US', 'malformed'], ['1'.repeat(41), 'US', 'malformed'], ['(415) 555-267', 'US', 'no-such-number'],
] as const) {
  test(`validatePhone ${input.slice(0, 20)} ${region ?? ''} ${expected}`, () => {
    const result = security.validatePhone(input, region);
    assert.equal(result.valid ? result.e164 : result.reason, expected);
    assert.equal(result.valid, expected.startsWith('+'));
  });
}

for (const [password, failed] of [
  ['Abcdef1!', []], ['\u00c4bcdef1!', []], ['Abcde1!', ['length']], ['ABCDEF1!', ['lowercase']], ['abcdef1!', ['uppercase']], ['Abcdefg!', ['number']], ['Abcdefg1', ['special']],
  ['Abcdef1?', ['special']], ['', ['length', 'lowercase', 'uppercase', 'number', 'special']], ['        ', ['lowercase', 'uppercase', 'number', 'special']],
  ['\u{1f600}Aa1!', ['length']], ...[...'!@#$%^&*'].map((c) => [`Abcdef1${c}`, []] as const),
] as const) {
  test(`validatePassword ${JSON.stringify(password)}: ${failed.join(', ') || 'good'}`, () => {
    assert.deepEqual(security.validatePassword(password), { valid: failed.length === 0, failed });
  });
}

// ---- rate limit ----

function clocked(options: { limit: number; windowMs: number; maxKeys?: number }) {
  const clock = { now: 1000 };
  return { clock, limiter: new security.RateLimiter({ ...options, now: () => clock.now }) };
}

test('as many as the limit in any window, then a wait that is told', () => {
  const { clock, limiter } = clocked({ limit: 3, windowMs: 10_000 });
  const seen: unknown[] = [];
  for (const at of [0, 4000, 8000, 9000, 9999, 10_000, 10_001, 14_000, 18_000]) {
    clock.now = 1000 + at;
    const { allowed, remaining, retryAfterSeconds } = limiter.check('k');
    seen.push([at, allowed, remaining, retryAfterSeconds]);
  }
  assert.deepEqual(seen, [
    [0, true, 2, 0], [4000, true, 1, 0], [8000, true, 0, 0], [9000, false, 0, 1], [9999, false, 0, 1],
    [10_000, true, 0, 0], [10_001, false, 0, 4], [14_000, true, 0, 0], [18_000, true, 0, 0],
  ]);
});

test('never more than the limit in any window, whatever the times', () => {
  const { clock, limiter } = clocked({ limit: 5, windowMs: 1000 });
  const allowed: number[] = [];
  for (let i = 0, seed = 7; i < 3000; i += 1) {
    seed = (seed * 48271) % 2147483647;
    clock.now += seed % 150;
    if (limiter.check('k').allowed) allowed.push(clock.now);
  }
  assert.ok(allowed.length > 500);
  allowed.forEach((time, i) => assert.ok((allowed[i + 5] ?? Infinity) - time >= 1000));
});

test('whoever waits as long as told is let in', () => {
  const { clock, limiter } = clocked({ limit: 1, windowMs: 1500 });
  limiter.check('k');
  clock.now += limiter.check('k').retryAfterSeconds * 1000;
  assert.equal(limiter.check('k').allowed, true);
});

test('keys do not share, reset lets in again, and memory is bounded', () => {
  const { clock, limiter } = clocked({ limit: 1, windowMs: 1000, maxKeys: 100 });
  assert.equal(limiter.check('a').allowed, true);
  assert.equal(limiter.check('a').allowed, false);
  assert.equal(limiter.check('b').allowed, true);
  limiter.reset('a');
  assert.equal(limiter.check('a').allowed, true);
  for (let i = 0; i < 10_000; i += 1) limiter.check(`k${i}`);
  assert.equal(limiter.size, 100);
  assert.equal(limiter.check('k9999').allowed, false);
  clock.now += 1001;
  limiter.check('z');
  assert.equal(limiter.size, 1);
});

for (const wrong of [{ limit: 0, windowMs: 1 }, { limit: 1.5, windowMs: 1 }, { limit: 1, windowMs: NaN }, { limit: 1, windowMs: 1, maxKeys: 0 }]) {
  test(`a limiter with ${JSON.stringify(wrong)} is refused`, () => assert.throws(() => new security.RateLimiter(wrong), /whole number from 1/));
}

for (const [address, key] of [
  ['192.0.2.7', '192.0.2.7'], ['::ffff:192.0.2.7', '192.0.2.7'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'], ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'], ['::1', '0:0:0:0::/64'], ['1::', '1:0:0:0::/64'], ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'], ['fe80::1%eth0', 'fe80:0:0:0::/64'], [undefined, 'unknown'], ['x', 'unknown'],
] as const) {
  test(`rateLimitKey ${address}`, () => assert.equal(security.rateLimitKey(address), key));
}

// ---- CSRF ----

const at = 1_750_000_000_000;
const token = security.createCsrfToken('session-1', { secret: SECRET, now: at, lifetimeS: 60 });
const [expiry = '', nonce = '', signature = ''] = token.split('.');
const flipped = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
for (const [what, given, session, secret, now, expected] of [
  ['its own', token, 'session-1', SECRET, at, true], ['its own, in the last moment', token, 'session-1', SECRET, at + 59_999, true],
  ['its own, too late', token, 'session-1', SECRET, at + 60_000, 'expired'], ["another session's", token, 'session-2', SECRET, at, 'forged'],
  ['another secret', token, 'session-1', `${SECRET}x`, at, 'forged'], ['a longer expiry', `${Number(expiry) + 1}.${nonce}.${signature}`, 'session-1', SECRET, at, 'forged'],
  ['another nonce', `${expiry}.${flipped(nonce)}.${signature}`, 'session-1', SECRET, at, 'forged'], ['another signature', `${expiry}.${nonce}.${flipped(signature)}`, 'session-1', SECRET, at, 'forged'],
  ['a cut one', token.slice(0, -1), 'session-1', SECRET, at, 'malformed'], ['a longer one', `${token}A`, 'session-1', SECRET, at, 'malformed'], ['a line behind it', `${token}\n`, 'session-1', SECRET, at, 'malformed'],
  ['rubbish', 'x', 'session-1', SECRET, at, 'malformed'], ['nothing', '', 'session-1', SECRET, at, 'missing'], ['undefined', undefined, 'session-1', SECRET, at, 'missing'], ['no text', 5, 'session-1', SECRET, at, 'missing'],
] as const) {
  test(`a CSRF token: ${what}`, () => {
    const result = security.validateCsrfToken(given, session, { secret, now });
    assert.deepEqual(result, expected === true ? { valid: true } : { valid: false, reason: expected });
  });
}

test('CSRF tokens differ each time, and need a secret and a session', () => {
  assert.notEqual(security.createCsrfToken('s', { secret: SECRET }), security.createCsrfToken('s', { secret: SECRET }));
  assert.equal(process.env.PAYLOAD_SECRET, undefined);
  for (const secret of [undefined, '', 'short']) {
    assert.throws(() => security.createCsrfToken('s', { secret }), /PAYLOAD_SECRET.*openssl rand/);
    assert.throws(() => security.validateCsrfToken(token, 's', { secret }), /PAYLOAD_SECRET/);
  }
  assert.throws(() => security.createCsrfToken('', { secret: SECRET }), /session/);
  assert.throws(() => security.createCsrfToken('s', { secret: SECRET, lifetimeS: 0 }), /1 s to 7 days/);
});

// ---- addresses ----

const list = new security.IpAllowlist('192.0.2.7, 10.0.0.0/8\n2001:db8::/32 ::ffff:198.51.100.0/120 fe80::/10');
for (const [address, allowed] of [
  ['192.0.2.7', true], ['192.0.2.8', false], ['10.255.0.1', true], ['11.0.0.1', false], ['::ffff:10.1.2.3', true], ['::ffff:a01:203', true], ['0:0:0:0:0:ffff:10.1.2.3', true], ['::ffff:11.0.0.1', false],
  ['2001:db8:ffff::1', true], ['2001:DB8::1', true], ['2001:db9::1', false], ['fe80::1%eth0', true], ['198.51.100.200', true], ['198.51.101.1', false], [' 10.0.0.1 ', true],
  ['010.0.0.1', false], ['10.1', false], ['0x0a000001', false], ['167772161', false], ['10.0.0.1:80', false], ['10.0.0.1/8', false], ['10.0.0.1, 1.1.1.1', false], ['', false], [undefined, false], ['localhost', false],
] as const) {
  test(`the allow-list ${allowed ? 'lets in' : 'keeps out'} ${JSON.stringify(address)}`, () => assert.equal(list.allows(address), allowed));
}
for (const wrong of ['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/-1', '10.0.0/8', '010.0.0.0/8', '::/129', '10.0.0.0/8/8', 'office', '*', '::ffff:10.0.0.0/8']) {
  test(`an allow-list with ${wrong} is refused, by name`, () => {
    assert.throws(() => new security.IpAllowlist(`10.0.0.0/8,${wrong}`), (error: Error) => error.message.includes(`"${wrong}"`) && error.message.includes('192.0.2.0/24'));
  });
}
test('an empty list lets nobody in; 0.0.0.0/0 everybody of IPv4', () => {
  assert.equal(new security.IpAllowlist('').allows('127.0.0.1'), false);
  assert.equal(new security.IpAllowlist(['0.0.0.0/0']).allows('203.0.113.9'), true);
  assert.equal(new security.IpAllowlist(['0.0.0.0/0']).allows('2001:db8::1'), false);
});

const proxies = new security.IpAllowlist('172.16.0.0/12, 10.0.0.0/8');
for (const [remote, forwarded, client] of [
  ['203.0.113.9', '192.0.2.1', '203.0.113.9'], ['172.18.0.2', '192.0.2.1', '192.0.2.1'], ['::ffff:172.18.0.2', '192.0.2.1', '192.0.2.1'], ['172.18.0.2', '1.1.1.1, 192.0.2.1', '192.0.2.1'],
  ['172.18.0.2', '192.0.2.1, 10.0.0.3', '192.0.2.1'], ['172.18.0.2', null, '172.18.0.2'], ['172.18.0.2', '', '172.18.0.2'], ['172.18.0.2', '10.0.0.3', '10.0.0.3'], ['172.18.0.2', '2001:db8::1', '2001:db8::1'],
  ['172.18.0.2', 'unknown', undefined], ['172.18.0.2', '192.0.2.1, unknown', undefined], ['172.18.0.2', 'x, 192.0.2.1', '192.0.2.1'], [undefined, '192.0.2.1', undefined], ['fe80::1%eth0', null, 'fe80::1'],
] as const) {
  test(`the client of ${remote} forwarded for ${forwarded} is ${client}`, () => assert.equal(security.clientIp(remote, forwarded, proxies), client));
}

// ---- uploads ----

const bytes = (text: string) => new TextEncoder().encode(text);
const png = Uint8Array.from(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));
const pdf = bytes('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n');
for (const [what, name, content, rules, expected] of [
  ['a picture', 'house.png', png, {}, 'image/png house.png'], ['a picture under another name', 'shell.php', png, {}, 'image/png shell.png'], ['two endings', 'a.php.png', png, {}, 'image/png a-php.png'],
  ['a document', 'offer.pdf', pdf, {}, 'application/pdf offer.pdf'], ['a program as a picture', 'x.png', bytes('MZ\x90\0\x03\0\0\0'), {}, 'type application/x-msdownload'],
  ['a page as a picture', 'x.png', bytes('<html><script>alert(1)</script>'), {}, 'type text/plain'], ['SVG', 'x.svg', bytes('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), {}, 'type application/xml'],
  ['a type that is not allowed', 'x.png', png, { types: ['image/jpeg'] }, 'type image/png'], ['nothing', 'x.png', new Uint8Array(), {}, 'empty'],
  ['just small enough', 'x.png', png, { maxBytes: png.length }, 'image/png x.png'], ['too large', 'x.png', png, { maxBytes: png.length - 1 }, 'too-large'], ['unknown bytes', 'x.png', Uint8Array.from([1, 255, 0, 254]), {}, 'type'],
  ['a list', 'days.csv', bytes('a,b\n1,2\n'), { types: ['text/csv'] }, 'text/csv days.csv'], ['a text', 'n.html', bytes('<b>hi</b>'), { types: ['text/plain'] }, 'text/plain n.txt'],
  ['a text with NUL', 'n.txt', bytes('a\0b'), { types: ['text/plain'] }, 'type'], ['half a picture', 'x.png', png.slice(0, 6), {}, 'type'],
] as const) {
  test(`an upload: ${what}`, async () => {
    const result = await security.validateUpload(name, content, rules);
    assert.equal(result.valid ? `${result.type} ${result.name}` : [result.reason, result.found].filter(Boolean).join(' '), expected);
  });
}
for (const [name, expected] of [
  ['../../etc/passwd', 'passwd.png'], ['C:\\Windows\\a.exe', 'a.png'], ['.htaccess', 'file.png'], ['..', 'file.png'], ['', 'file.png'], ['a b\0c\n.png', 'a-b-c.png'], ['CON.png', 'file-CON.png'], ['com1', 'file-com1.png'],
  ['h\u00fcpfburg 2.jpg', 'h\u00fcpfburg-2.png'], ['x'.repeat(300), `${'x'.repeat(50)}.png`], ['-rf.png', 'rf.png'], ['a\u202egnp.exe', 'a-gnp.png'], ['"><img>.png', 'img.png'], ['%2e%2e%2fa.png', '2e-2e-2fa.png'],
] as const) {
  test(`safeFileName ${JSON.stringify(name).slice(0, 40)}`, () => assert.equal(security.safeFileName(name, 'png'), expected));
}

// ---- tokens ----

test('generateToken: long enough, safe in URLs, never twice', () => {
  const tokens = Array.from({ length: 1000 }, () => security.generateToken());
  assert.equal(new Set(tokens).size, 1000);
  for (const each of tokens) assert.match(each, /^[\w-]{43}$/);
  assert.equal(security.generateToken(16).length, 22);
  for (const size of [0, 15, 1.5, NaN, 1025]) assert.throws(() => security.generateToken(size), /16 to 1024/);
});

test('isSame', () => {
  for (const [a, b, same] of [['a', 'a', true], ['a', 'b', false], ['a', 'ab', false], ['', '', true], ['\u00e9', 'e\u0301', false]] as const) assert.equal(security.isSame(a, b), same);
});

test('hashForLogging: the same for the same, short, and different under another secret', () => {
  const hash = security.hashForLogging('ann@example.com', SECRET);
  assert.match(hash, /^[\da-f]{16}$/);
  assert.equal(security.hashForLogging('ann@example.com', SECRET), hash);
  assert.notEqual(security.hashForLogging('bob@example.com', SECRET), hash);
  assert.notEqual(security.hashForLogging('ann@example.com', `${SECRET}x`), hash);
});

test('hashForLogging joins lines of replicas by PAYLOAD_SECRET, and without it those of one process alone', async () => {
  const script = `import { hashForLogging } from ${lib('security')}; console.log(hashForLogging('a') === hashForLogging('a'), hashForLogging('a'));`;
  const outputs = async (env: NodeJS.ProcessEnv) => Promise.all([run(script, env), run(script, env)]).then((both) => both.map(({ stdout }) => stdout));
  const [a, b] = await outputs({ PAYLOAD_SECRET: SECRET });
  assert.match(a ?? '', /^true /);
  assert.equal(a, b);
  const [c, d] = await outputs({});
  assert.match(c ?? '', /^true /);
  assert.notEqual(c, d);
});
