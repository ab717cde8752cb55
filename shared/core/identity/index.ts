export * from './identity.ts';
export { IDENTITY_ROWS, type IdentityRow, presenceOf } from './rows.ts';
