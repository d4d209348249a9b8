import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What the edge counts. Labels come from the table of routes and from enums, never from a request's content. */
export interface Metrics {
  request(labels: { readonly method: string; readonly route: string; readonly status: number }, seconds: number): void;
  command(command: string, outcome: string): void;
  /** The text that Prometheus reads, and its content type. */
  text(): Promise<{ readonly contentType: string; readonly body: string }>;
}

let processRegistry: Registry | null = null;

/** Of the whole process, however many apps it has: its observers are made once. */
function processMetrics(): Registry {
  if (processRegistry === null) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry });
  }
  return processRegistry;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const labelNames = ['method', 'route', 'status'];
  const requests = new Counter({
    name: 'holdfast_http_requests_total',
    help: 'Requests by route and status',
    labelNames,
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'holdfast_http_request_seconds',
    help: 'Time until the answer was written, by route',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
    registers: [registry],
  });
  const commands = new Counter({
    name: 'holdfast_commands_total',
    help: 'Commands by outcome: an HTTP status',
    labelNames: ['command', 'outcome'],
    registers: [registry],
  });
  return {
    request: ({ method, route, status }, seconds) => {
      requests.inc({ method, route, status });
      durations.observe({ method, route }, seconds);
    },
    command: (command, outcome) => commands.inc({ command, outcome }),
    text: async () => {
      const merged = Registry.merge([processMetrics(), registry]);
      return { contentType: merged.contentType, body: await merged.metrics() };
    },
  };
}
