export * from './estate.ts';
