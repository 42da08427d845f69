import { once } from 'node:events';
import { createServer } from 'node:http';

import { Counter, Gauge, Registry } from 'prom-client';

import { connectorMetrics, type Connector, type ConnectorMetrics } from '../../connector/index.js';
import { UsageError } from '../usageError.js';

const HOST = '127.0.0.1';

/** Metrics that are served. */
export interface ServedMetrics {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Serves a connector's numbers to Prometheus, at `/metrics` on the loopback interface.
 *
 * @throws {UsageError} where the port is taken.
 */
export async function serveMetrics(connector: Connector, port: number): Promise<ServedMetrics> {
  let metrics: ConnectorMetrics | undefined;
  const counting = connectorMetrics(connector).subscribe((told) => (metrics = told));
  const registry = registryOf(connector.venue, () => metrics);
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    void registry.metrics().then((text) => {
      response.writeHead(200, { 'content-type': registry.contentType }).end(text);
    });
  });
  server.listen(port, HOST);
  try {
    await once(server, 'listening');
  } catch {
    counting.unsubscribe();
    throw new UsageError(`--metrics: port ${port} is in use`);
  }
  const address = server.address();
  const told = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${HOST}:${told}/metrics`,
    stop: async () => {
      counting.unsubscribe();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The values of one metric, each with its labels. */
type Samples = (
  told: ConnectorMetrics,
) => readonly (readonly [labels: Record<string, string>, value: number])[];

/** What is served: looked up whenever somebody asks. */
function registryOf(venue: string, metrics: () => ConnectorMetrics | undefined): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ venue });
  const options = (name: string, help: string, labels: readonly string[]) => ({
    name: `orderflow_${name}`,
    help,
    labelNames: [...labels],
    registers: [registry],
  });
  const told = (of: Samples): ReturnType<Samples> => {
    const now = metrics();
    return now === undefined ? [] : of(now);
  };
  const counter = (name: string, help: string, labels: readonly string[], of: Samples): void => {
    new Counter({
      ...options(name, help, labels),
      collect() {
        this.reset();
        for (const [values, count] of told(of)) this.inc(values, count);
      },
    });
  };
  const gauge = (name: string, help: string, labels: readonly string[], of: Samples): void => {
    new Gauge({
      ...options(name, help, labels),
      collect() {
        this.reset();
        for (const [values, value] of told(of)) this.set(values, value);
      },
    });
  };
  const callLabels = ['call', 'via', 'outcome'];
  counter('calls_total', 'Calls to the venue.', callLabels, ({ calls }) =>
    calls.map(({ call, via, outcome, count }) => [{ call, via, outcome }, count]),
  );
  counter('call_seconds_total', 'How long the answers to calls took, together.', callLabels, ({ calls }) =>
    calls.map(({ call, via, outcome, tookMs }) => [{ call, via, outcome }, tookMs / 1000]),
  );
  counter(
    'call_wait_seconds_total',
    "How long calls waited for the venue's limits.",
    callLabels,
    ({ calls }) => calls.map(({ call, via, outcome, waitedMs }) => [{ call, via, outcome }, waitedMs / 1000]),
  );
  counter('log_total', 'What happened to the connector, by kind.', ['kind'], ({ log }) =>
    Object.entries(log).map(([kind, count]) => [{ kind }, count]),
  );
  counter('order_events_total', 'Events of orders, by kind.', ['kind'], ({ orderEvents }) =>
    Object.entries(orderEvents).map(([kind, count]) => [{ kind }, count]),
  );
  gauge('ready', 'Whether every part is as it should be.', [], ({ isReady }) => [[{}, Number(isReady)]]);
  gauge('part_ready', 'Whether a part does what it is there for.', ['part'], ({ status }) =>
    Object.entries(status ?? {}).map(([part, is]) => [{ part }, Number(is === true || is === 'connected')]),
  );
  gauge('rate_used_ratio', "How much of each of the venue's limits is in use.", ['window'], ({ rates }) =>
    (rates?.windows ?? []).map(({ name, used, limit }) => [{ window: name }, used / limit]),
  );
  return registry;
}
