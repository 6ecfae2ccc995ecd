import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  readonly results: Counter<'stage'>;
  readonly failures: Counter<'stage' | 'reason'>;
  readonly latency: Histogram<'stage'>;
  readonly flow: Histogram;
  readonly pages: Counter;
  readonly alerts: Counter<'outcome'>;
  readonly detectorFaults: Counter<'code'>;
  readonly notifications: Counter<'outcome'>;
}

/** What is read at the moment of the scrape. */
export interface Gauges {
  queueDepth(): Promise<{ stage: string; queued: number; running: number; failed: number }[]>;
  liveClients(): number;
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

function addGauges(registry: Registry, gauges: Gauges): void {
  const registers = [registry];
  new Gauge({
    name: 'yaoshao_queue_jobs',
    help: 'Jobs by stage and state.',
    labelNames: ['stage', 'state'] as const,
    registers,
    async collect() {
      // A stage whose queue ran empty is not listed any more; its last figure must not stand.
      const rows = await gauges.queueDepth();
      this.reset();
      for (const row of rows) {
        this.set({ stage: row.stage, state: 'queued' }, row.queued);
        this.set({ stage: row.stage, state: 'running' }, row.running);
        this.set({ stage: row.stage, state: 'failed' }, row.failed);
      }
    },
  });
  new Gauge({
    name: 'yaoshao_live_clients',
    help: 'Connected live socket clients.',
    registers,
    collect() {
      this.set(gauges.liveClients());
    },
  });
}

/** Prometheus metrics of one process, each process its own registry (so that tests do not share one). */
export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  addGauges(registry, gauges);
  const counter = <L extends string>(name: string, help: string, labelNames: L[]): Counter<L> =>
    new Counter({ name: `yaoshao_${name}_total`, help, labelNames, registers });
  return {
    registry,
    results: counter('stage_results', 'Results by stage.', ['stage']),
    failures: counter('stage_failures', 'Failures by stage and reason.', ['stage', 'reason']),
    latency: new Histogram({
      name: 'yaoshao_stage_seconds',
      help: 'Time of one run of a stage.',
      labelNames: ['stage'],
      buckets: seconds,
      registers,
    }),
    flow: new Histogram({
      name: 'yaoshao_response_to_alert_seconds',
      help: 'From response received to alert raised.',
      buckets: seconds,
      registers,
    }),
    pages: counter('pages', 'Pages fetched.', []),
    alerts: counter('alerts', 'Alerts raised or merged.', ['outcome']),
    detectorFaults: counter('detector_faults', 'Detectors that threw.', ['code']),
    notifications: counter('notifications', 'Deliveries through channels.', ['outcome']),
  };
}
