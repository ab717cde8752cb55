export { memoryLedger } from './memory-ledger.ts';
export { openSqliteLedger } from './sqlite-ledger.ts';
