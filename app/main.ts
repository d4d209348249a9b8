// `npm start`: the embedded mode, everything in one process.

import { keepToOwner } from './embedded/data-dir.ts';
import { startHoldfast } from './process/compose.ts';
import { live } from './process/lifetime.ts';
import { screen } from './process/screen.ts';

keepToOwner();
live('start', async ({ config, logger, coreMetrics, say }) => {
  const holdfast = await startHoldfast({
    config,
    logger,
    coreMetrics,
    env: process.env,
    onFetch: () => say('Fetching a Temporal server, once …'),
  });
  return { ...holdfast, screen: screen(holdfast.running, config) };
});
