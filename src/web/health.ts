import { type RequestHandler, Router } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry, register } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** Counts and times every request by method, first path segment (of addresses that something stands at) and status. */
  readonly measure: RequestHandler;
  /**
   * Numbers by one label that are read when somebody asks for /metrics. What cannot be read then is left out, so that
   * the rest is still told.
   */
  gauge(about: GaugeAbout, read: () => Promise<Readonly<Record<string, number>>>): void;
}

export interface GaugeAbout {
  readonly name: string;
  readonly help: string;
  readonly label: string;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'yekbar_' });
  const duration = new Histogram({
    name: 'yekbar_http_request_seconds',
    help: 'Time from the last byte of the request line to the end of the answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3],
    registers: [registry],
  });
  /** Whoever invents addresses would make labels without end: one counts once something stood there. */
  const routes = new Set<string>();
  const measure: RequestHandler = (req, res, next) => {
    const end = duration.startTimer();
    res.once('finish', () => {
      // Only the first segment: ids in a path would make labels without end.
      const route = `/${/^\/([a-z.-]{1,24})(?:\/|$|\?)/.exec(req.originalUrl)?.[1] ?? ''}`;
      if (res.statusCode < 400) routes.add(route);
      const known = res.statusCode !== 404 && routes.has(route);
      end({ method: req.method, route: known ? route : 'none', status: String(res.statusCode) });
    });
    next();
  };
  const gauge: Metrics['gauge'] = ({ name, help, label }, read) => {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      async collect() {
        const values = await read().catch(() => ({}));
        this.reset();
        for (const [key, value] of Object.entries(values)) this.set({ [label]: key }, value);
      },
    });
  };
  return { registry, measure, gauge };
}

/**
 * GET /healthz: the process lives. /readyz: it can serve. /metrics: Prometheus text, without any personal data.
 * @param ready throws when something that we need does not answer
 */
export function healthRoutes(metrics: Metrics, ready: () => Promise<void>): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.type('text/plain').send('alive\n');
  });
  router.get('/readyz', async (_req, res) => {
    const failed = await ready().then(
      () => false,
      () => true,
    );
    res
      .status(failed ? 503 : 200)
      .type('text/plain')
      .send(failed ? 'not ready\n' : 'ready\n');
  });
  router.get('/metrics', async (_req, res) => {
    // Counters of rooms stand in the process's own list.
    const texts = await Promise.all([metrics.registry.metrics(), register.metrics()]);
    res.type(metrics.registry.contentType).send(texts.join('\n'));
  });
  return router;
}
