// `npm start`: the embedded mode, everything in one process.
import { startHoldfast } from './compose.ts';
import { keepToOwner } from './data-dir.ts';
import { live } from './lifetime.ts';
import { screen } from './screen.ts';

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
