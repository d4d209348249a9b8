export { serviceOrder } from './service-order.ts';
