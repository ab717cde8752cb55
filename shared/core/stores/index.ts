export {
  type CompiledStores,
  compileStores,
  STORE_SERVICES,
  type StoreService,
} from './compile-stores.ts';
export { type StoreAspect, type StoreGap } from './store-gap.ts';
