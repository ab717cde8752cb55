#!/usr/bin/env node
// What npm installs as the command. Every Node can read this, so that an old one gets a sentence and not a stack trace.
'use strict';
var major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    'podfence needs Node.js 24 or newer; this is ' +
      process.versions.node +
      ' (' +
      process.execPath +
      ').\n',
  );
  process.exitCode = 2;
} else {
  require('../dist/podfence.mjs')
    .main(process.argv.slice(2), process)
    .then(function (code) {
      process.exitCode = code;
    });
}
