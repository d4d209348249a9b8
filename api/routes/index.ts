import type { Route } from '../http/route.ts';
import { claimCommandRoutes } from './claim-commands.ts';
import { claimLinkRoutes } from './claim-links.ts';
import { claimRoutes } from './claims.ts';
import { commandRoutes } from './commands.ts';
import { createOrderRoute } from './create-order.ts';
import { documentRoutes } from './documents.ts';
import { evidenceRoutes } from './evidence.ts';
import { messageRoutes } from './messages.ts';
import { orderQuestionRoutes } from './order-questions.ts';
import { orderRoutes } from './orders.ts';
import { providerRoutes } from './providers.ts';
import { registerRoutes } from './registers.ts';
import { serviceJobRoutes } from './service-jobs.ts';
import { workflowRoutes } from './workflows.ts';

/** Every route below /v1: served, documented and authorised from this one table. */
export const ROUTES: readonly Route[] = [
  createOrderRoute(),
  ...orderRoutes(),
  ...orderQuestionRoutes(),
  ...commandRoutes(),
  ...claimRoutes(),
  ...claimCommandRoutes(),
  ...claimLinkRoutes(),
  ...documentRoutes(),
  ...evidenceRoutes(),
  ...messageRoutes(),
  ...providerRoutes(),
  ...registerRoutes(),
  ...serviceJobRoutes(),
  ...workflowRoutes(),
];
