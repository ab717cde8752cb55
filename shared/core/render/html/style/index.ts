import { BASE } from './base.ts';
import { COLOURS } from './colours.ts';
import { FINDINGS } from './findings.ts';
import { HEAD } from './head.ts';
import { PRINT } from './print.ts';
import { REACH } from './reach.ts';
import { TABLES } from './tables.ts';

export const STYLE = [COLOURS, BASE, HEAD, FINDINGS, REACH, TABLES, PRINT].join('');
