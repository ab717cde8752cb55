export { type CompiledStores, compileStores } from './compile-stores.ts';
export { type StoreAspect, type StoreGap } from './store-gap.ts';
