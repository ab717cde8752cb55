export * from './identity.ts';
export { IDENTITY_ROWS, type IdentityRow, presenceOf, replacesBranchAddress } from './rows.ts';
