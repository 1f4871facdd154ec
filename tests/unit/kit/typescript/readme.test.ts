// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the kit's README says of packages and variables is what the files import and read.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';

const source = process.env.BOUNCEPRO_SOURCE ?? assert.fail('BOUNCEPRO_SOURCE is not set: start the tests by ./run');
const kit = join(source, 'resources/kit');
const readme = readFileSync(join(kit, 'payload/README.md'), 'utf8');
const files = ['payload', 'nuxt'].flatMap((part) =>
  readdirSync(join(kit, part), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => [`${part}/${name}`, readFileSync(join(kit, part, name), 'utf8')] as const));
const firstCells = (heading: string) => {
  const table = readme.slice(readme.indexOf(`| ${heading} |`)).split('\n\n')[0] ?? '';
  return table.split('\n').slice(2).map((row) => row.split('|').map((cell) => cell.trim().replaceAll('`', '')));
};
const packages = firstCells('package').map(([, name = '', version = '']) => [name, version] as const);

test('the table of packages has the versions that are tested', () => {
  const { dependencies } = JSON.parse(readFileSync(join(source, 'tests/unit/kit/typescript/package.json'), 'utf8')) as { dependencies: Record<string, string> };
  assert.equal(packages.length, 6);
  for (const [name, version] of packages) assert.equal(dependencies[name], version, name);
});

test('the line to install them names them all', () => {
  const line = /npm install (.*)/.exec(readme)?.[1]?.split(' ').sort();
  assert.deepEqual(line, packages.map(([name, version]) => `${name}@${version}`).sort());
});

test('the table has every package that is imported, and no other', () => {
  const imported = files.filter(([name]) => name.startsWith('payload/')).flatMap(([, text]) => [...text.matchAll(/(?:\bfrom|\(import\.meta\.url\)\() ?'([^'.][^']*)'/g)].map(([, name = '']) => name));
  const names = new Set(imported.filter((name) => !isBuiltin(name)).map((name) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/')));
  for (const own of ['payload', '@payload-config']) assert.ok(names.delete(own), own);
  assert.deepEqual([...names].sort(), packages.map(([name]) => name).sort());
});

test('the table of variables has every one that is read, and no other', () => {
  const read = files.flatMap(([, text]) => [...text.matchAll(/\benv\.([A-Z][A-Z0-9_]+)/g)].map(([, name = '']) => name));
  const required = /required = \[([^\]]*)\]/.exec(files.find(([name]) => name.endsWith('endpoints/health.ts'))?.[1] ?? '')?.[1] ?? '';
  const names = new Set([...read, ...[...required.matchAll(/'(\w+)'/g)].map(([, name = '']) => name)]);
  assert.ok(names.size > 10);
  assert.deepEqual(firstCells('variable').map(([, name]) => name).sort(), [...names].sort());
});

test('every file names its license', () => {
  assert.ok(files.length >= 14);
  for (const [name, text] of files) assert.match(text, /^\/\/ SPDX-FileCopyrightText: .*\n\/\/ SPDX-License-Identifier: GPL-3\.0-or-later\n/, name);
});

test('the kit brings no package.json that would replace the application\'s', () => {
  const names = readdirSync(kit, { recursive: true, encoding: 'utf8' });
  assert.deepEqual(names.filter((name) => /(?:^|\/)package(?:-lock)?\.json$/.test(name)), []);
});
