export { claim } from './claim.ts';
export { serviceOrder } from './service-order.ts';
