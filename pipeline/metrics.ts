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

/** Prometheus metrics of one process, each process its own registry (so that tests do not share one). */
export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const depth = new Gauge({
    name: 'yaoshao_queue_jobs',
    help: 'Jobs by stage and state.',
    labelNames: ['stage', 'state'] as const,
    registers,
    async collect() {
      for (const row of await gauges.queueDepth()) {
        this.set({ stage: row.stage, state: 'queued' }, row.queued);
        this.set({ stage: row.stage, state: 'running' }, row.running);
        this.set({ stage: row.stage, state: 'failed' }, row.failed);
      }
    },
  });
  const clients = new Gauge({
    name: 'yaoshao_live_clients',
    help: 'Connected live socket clients.',
    registers,
    collect() {
      this.set(gauges.liveClients());
    },
  });
  void depth;
  void clients;
  return {
    registry,
    results: new Counter({
      name: 'yaoshao_stage_results_total',
      help: 'Results by stage.',
      labelNames: ['stage'],
      registers,
    }),
    failures: new Counter({
      name: 'yaoshao_stage_failures_total',
      help: 'Failures by stage and reason.',
      labelNames: ['stage', 'reason'],
      registers,
    }),
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
    pages: new Counter({ name: 'yaoshao_pages_total', help: 'Pages fetched.', registers }),
    alerts: new Counter({
      name: 'yaoshao_alerts_total',
      help: 'Alerts raised or merged.',
      labelNames: ['outcome'],
      registers,
    }),
    detectorFaults: new Counter({
      name: 'yaoshao_detector_faults_total',
      help: 'Detectors that threw.',
      labelNames: ['code'],
      registers,
    }),
    notifications: new Counter({
      name: 'yaoshao_notifications_total',
      help: 'Deliveries through channels.',
      labelNames: ['outcome'],
      registers,
    }),
  };
}
