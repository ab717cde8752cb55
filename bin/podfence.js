#!/usr/bin/env node
// The launcher: plain JavaScript that any Node can parse, so that an old one gets a sentence and not a stack trace.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `podfence needs Node.js 24 or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      'In a clone, "npm ci" installs Node 24 on Linux; run it through npm: npm run --silent podfence -- --help\n',
  );
  process.exitCode = 2;
} else {
  const { main } = await import('../cli/main.ts');
  process.exitCode = await main(process.argv.slice(2), process);
}
