/** Sparse rows: row `i` holds the distinct columns `columns[starts[i]..starts[i+1])`, each with the value `rowScale[i]`. */
export interface SparseRows {
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly rowScale: Float64Array;
}

export interface RegressionTask {
  readonly rows: SparseRows;
  /** +1 or -1 for every row. */
  readonly labels: Int8Array;
  /** A factor for every column (the naive-Bayes log-count ratio). */
  readonly columnScale: Float64Array;
  /** Weight of the loss against the penalty, as in liblinear. */
  readonly cost: number;
  readonly iterations: number;
}

const memory = 8;

/**
 * L2-penalised logistic regression by L-BFGS with backtracking. Returns one parameter for every column and, last, the
 * unpenalised bias; a row's score is `rowScale * sum(columnScale * parameter) + bias`.
 */
export function fitLogisticRegression(task: RegressionTask): Float64Array {
  const size = task.columnScale.length + 1;
  let point: Float64Array = new Float64Array(size);
  let gradient: Float64Array = new Float64Array(size);
  let loss = evaluate(task, point, gradient);
  const steps: Float64Array[] = [];
  const changes: Float64Array[] = [];
  for (let iteration = 0; iteration < task.iterations; iteration++) {
    const direction = descentDirection(gradient, steps, changes);
    const slope = dot(gradient, direction);
    let rate = iteration === 0 ? 1 / Math.sqrt(dot(gradient, gradient)) : 1;
    let next = point;
    const nextGradient = new Float64Array(size);
    let nextLoss = Number.POSITIVE_INFINITY;
    while (rate > 1e-12) {
      next = moved(point, direction, rate);
      nextLoss = evaluate(task, next, nextGradient);
      if (nextLoss <= loss + 1e-4 * rate * slope) break;
      rate /= 2;
    }
    if (!(nextLoss < loss)) break;
    remember(steps, moved(next, point, -1));
    remember(changes, moved(nextGradient, gradient, -1));
    const gain = loss - nextLoss;
    point = next;
    gradient = nextGradient;
    loss = nextLoss;
    if (gain < 1e-6 * loss) break;
  }
  return point;
}

function evaluate(task: RegressionTask, point: Float64Array, gradient: Float64Array): number {
  const { starts, columns, rowScale } = task.rows;
  const biasAt = point.length - 1;
  const bias = point[biasAt] ?? 0;
  const scaled = new Float64Array(biasAt);
  for (let column = 0; column < biasAt; column++)
    scaled[column] = (point[column] ?? 0) * (task.columnScale[column] ?? 0);
  gradient.fill(0);
  let loss = 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    const from = starts[row] ?? 0;
    const to = starts[row + 1] ?? 0;
    const scale = rowScale[row] ?? 0;
    let sum = 0;
    for (let at = from; at < to; at++) sum += scaled[columns[at] ?? 0] ?? 0;
    const label = task.labels[row] ?? 1;
    const margin = label * (sum * scale + bias);
    loss += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    const pull = (-label * task.cost) / (1 + Math.exp(margin));
    gradient[biasAt] = (gradient[biasAt] ?? 0) + pull;
    const share = pull * scale;
    for (let at = from; at < to; at++) {
      const column = columns[at] ?? 0;
      gradient[column] = (gradient[column] ?? 0) + share;
    }
  }
  let penalty = 0;
  for (let column = 0; column < biasAt; column++) {
    const parameter = point[column] ?? 0;
    penalty += parameter * parameter;
    gradient[column] = (gradient[column] ?? 0) * (task.columnScale[column] ?? 0) + parameter;
  }
  return task.cost * loss + penalty / 2;
}

function descentDirection(gradient: Float64Array, steps: Float64Array[], changes: Float64Array[]): Float64Array {
  const direction = moved(new Float64Array(gradient.length), gradient, -1);
  const shares: number[] = [];
  for (let k = steps.length - 1; k >= 0; k--) {
    const step = steps[k] ?? gradient;
    const change = changes[k] ?? gradient;
    const share = dot(step, direction) / dot(step, change);
    shares[k] = share;
    addScaled(direction, change, -share);
  }
  const lastStep = steps.at(-1);
  const lastChange = changes.at(-1);
  if (lastStep && lastChange) scale(direction, dot(lastStep, lastChange) / dot(lastChange, lastChange));
  for (let k = 0; k < steps.length; k++) {
    const step = steps[k] ?? gradient;
    const change = changes[k] ?? gradient;
    addScaled(direction, step, (shares[k] ?? 0) - dot(change, direction) / dot(step, change));
  }
  return direction;
}

function remember(kept: Float64Array[], latest: Float64Array): void {
  kept.push(latest);
  if (kept.length > memory) kept.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function moved(from: Float64Array, direction: Float64Array, rate: number): Float64Array {
  const result = Float64Array.from(from);
  addScaled(result, direction, rate);
  return result;
}

function addScaled(target: Float64Array, addend: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) + factor * (addend[i] ?? 0);
}

function scale(target: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) * factor;
}
